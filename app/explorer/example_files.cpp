#include "app/explorer/example_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace fusewright {

std::string exampleFile(const std::string& name) {
  const QString relative = QString::fromStdString(name);
  for (const QString& folder :
       {QCoreApplication::applicationDirPath() + QStringLiteral("/../share/fusewright/examples"),
        QStringLiteral(FUSEWRIGHT_EXAMPLES_DIR)}) {
    const QString path = QDir(folder).filePath(relative);
    if (QFileInfo::exists(path)) return QDir::cleanPath(path).toStdString();
  }
  return {};
}

DesignOptions withExamples(DesignOptions options) {
  if (options.model.empty()) options.model = exampleFile("workloads/mamba1_L64.onnx");
  if (options.hardware.empty()) options.hardware = exampleFile("accelerators/marca.yaml");
  return options;
}

}  // namespace fusewright
