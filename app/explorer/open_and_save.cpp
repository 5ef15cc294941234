#include "app/explorer/open_and_save.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include "app/session/command_line.h"
#include "app/session/load_design.h"

namespace fusewright {
namespace {

struct KindText {
  QString purpose;
  QString title;
  QString filter;
};

KindText textOf(FileKind kind) {
  switch (kind) {
    case FileKind::Model:
      return {QStringLiteral("model"), FileCommands::tr("Open model"),
              FileCommands::tr("ONNX models (*.onnx);;All files (*)")};
    case FileKind::Hardware:
      return {QStringLiteral("hardware"), FileCommands::tr("Open accelerator"),
              FileCommands::tr("Accelerators (*.yaml *.yml);;All files (*)")};
    case FileKind::Mapping:
      return {QStringLiteral("mapping"), FileCommands::tr("Open mapping"),
              FileCommands::tr("Mappings (*.yaml *.yml);;All files (*)")};
    case FileKind::FusionPlan:
      return {QStringLiteral("fusion"), FileCommands::tr("Open fusion plan"),
              FileCommands::tr("Fusion plans (*.json);;All files (*)")};
  }
  return {};
}

FileKind kindOf(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending == QLatin1String("yaml") || ending == QLatin1String("yml")) return FileKind::Hardware;
  return ending == QLatin1String("json") ? FileKind::FusionPlan : FileKind::Model;
}

void setFile(DesignOptions& options, FileKind kind, const QString& path) {
  const std::string file = path.toStdString();
  switch (kind) {
    case FileKind::Model:
      options.model = file;
      break;
    case FileKind::Hardware:
      options.hardware = file;
      break;
    case FileKind::Mapping:
      options.mapping = file;
      break;
    case FileKind::FusionPlan:
      options.fusion = file;
      break;
  }
}

}  // namespace

FileCommands::FileCommands(Session& session, WindowSettings& settings, QWidget& window)
    : session_(session), settings_(settings), window_(window) {}

void FileCommands::ask(FileKind kind) {
  const KindText text = textOf(kind);
  auto* dialog = new QFileDialog(&window_, text.title, settings_.folder(text.purpose), text.filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this, kind, purpose = text.purpose](const QString& path) {
    settings_.setFolder(purpose, QFileInfo(path).absolutePath());
    DesignOptions options = presentOptions();
    setFile(options, kind, path);
    load(options, session_.hasDesign() ? std::optional(session_.snapshot().design) : std::nullopt,
         QFileInfo(path).fileName());
  });
  dialog->open();
}

void FileCommands::open(const QStringList& paths) {
  for (const QString& path : paths) {
    if (!namesProject(path.toStdString())) continue;
    Q_EMIT projectRequested(path);
    return;
  }
  DesignOptions options = presentOptions();
  for (const QString& path : paths) setFile(options, kindOf(path), path);
  const QString what =
      paths.size() == 1 ? QFileInfo(paths.front()).fileName() : tr("%n files", nullptr, static_cast<int>(paths.size()));
  load(options, session_.hasDesign() ? std::optional(session_.snapshot().design) : std::nullopt, what);
}

DesignOptions FileCommands::presentOptions() const {
  DesignOptions options;
  options.assumptions = session_.hasDesign() ? nameOf(session_.snapshot().design.assumptions) : "physical";
  return options;
}

void FileCommands::openDesign(const DesignOptions& options) {
  if (namesProject(options.model)) {
    Q_EMIT projectRequested(QString::fromStdString(options.model));
    return;
  }
  load(options, std::nullopt, QFileInfo(QString::fromStdString(options.model)).fileName());
}

void FileCommands::cancel() {
  jobs_.stop();
  loading_.clear();
  Q_EMIT loadingChanged();
}

void FileCommands::load(const DesignOptions& options, const std::optional<Design>& over, const QString& what) {
  loading_ = what;
  Q_EMIT loadingChanged();
  jobs_.request([this, options, over, what](std::stop_token) {
    auto design = loadDesign(over, options);
    return [this, design = std::move(design), options, what] {
      loading_.clear();
      Q_EMIT loadingChanged();
      if (design) {
        finish(*design, options, what);
      } else {
        session_.refuse(design.error());
      }
    };
  });
}

void FileCommands::finish(const Design& design, const DesignOptions& options, const QString& what) {
  if (!options.model.empty()) {
    sources_.model = options.model;
    sources_.dims = options.dims;
    sources_.assumptions = options.assumptions;
    sources_.activationBits = options.activationBits;
    sources_.weightBits = options.weightBits;
    sources_.outputBits = options.outputBits;
    sources_.mapping.clear();
    loadedModel_ = design.workload;
  }
  if (!options.mapping.empty()) {
    sources_.mapping = options.mapping;
    loadedRules_ = design.mapping.rules;
  }
  if (!options.hardware.empty()) {
    sources_.hardware = options.hardware;
    // What --set and --area made of the file is not its default, but re-reading it for that would not be worth it.
    loadedHardware_ = design.accelerator;
    Q_EMIT hardwareLoaded(*design.accelerator);
  }
  for (const std::string& file : {options.model, options.hardware}) {
    if (!file.empty()) settings_.addRecentFile(QFileInfo(QString::fromStdString(file)).absoluteFilePath());
  }
  Q_EMIT recentFilesChanged();
  session_.apply(SetDesign{.design = design, .text = tr("Open %1").arg(what).toStdString()});
}

void FileCommands::adopt(const LoadedProject& loaded, const QString& path) {
  sources_ = loaded.sources;
  loadedModel_ = loaded.design.workload;
  loadedHardware_ = loaded.hardware;
  loadedRules_ = loaded.design.mapping.rules;
  Q_EMIT hardwareLoaded(*loadedHardware_);
  if (!path.isEmpty()) {
    settings_.addRecentFile(QFileInfo(path).absoluteFilePath());
    Q_EMIT recentFilesChanged();
  }
  session_.apply(
      SetDesign{.design = loaded.design, .text = tr("Open %1").arg(QFileInfo(path).fileName()).toStdString()});
}

DesignFiles FileCommands::designFiles() const {
  return {.sources = sources_,
          .workload = loadedModel_,
          .hardware = loadedHardware_,
          .rules = loadedRules_,
          .modelHash = {}};
}

QString FileCommands::commandLine() const {
  if (!session_.hasDesign() || !loadedHardware_) return {};
  return QString::fromStdString(commandLineOf(session_.snapshot().design, sources_, *loadedHardware_));
}

QStringList FileCommands::openablePaths(const QMimeData* data) {
  QStringList paths;
  for (const QUrl& url : data->urls()) {
    if (url.isLocalFile()) paths << url.toLocalFile();
  }
  return paths;
}

}  // namespace fusewright
