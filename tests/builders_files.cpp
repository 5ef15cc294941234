#include "tests/builders_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace fusewright::tests {

TextFolder::TextFolder(const std::map<std::string, std::string>& files) {
  for (const auto& [name, text] : files) {
    const QString path = QString::fromStdString(this->path(name));
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0)
      qFatal("cannot write %s", name.c_str());
  }
}

std::string TextFolder::path(const std::string& name) const {
  return folder_.path().toStdString() + "/" + name;
}

std::string TextFolder::withoutPath(std::string text) const {
  const std::string prefix = folder_.path().toStdString() + "/";
  for (std::size_t found = text.find(prefix); found != std::string::npos; found = text.find(prefix))
    text.erase(found, prefix.size());
  return text;
}

}  // namespace fusewright::tests
