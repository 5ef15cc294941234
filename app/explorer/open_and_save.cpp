#include "app/explorer/open_and_save.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include "app/session/command_line.h"

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

bool namesResults(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  return ending == QLatin1String("sqlite") || ending == QLatin1String("db");
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

QString shownPath(const std::string& file) {
  return QFileInfo(QString::fromStdString(file)).absoluteFilePath();
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
    load(options, presentDesign(), QFileInfo(path).fileName());
  });
  dialog->open();
}

void FileCommands::open(const QStringList& paths) {
  for (const QString& path : paths) {
    if (!namesProject(path.toStdString()) && !namesResults(path)) continue;
    if (namesResults(path)) {
      Q_EMIT resultsRequested(path);
    } else {
      Q_EMIT projectRequested(path);
    }
    return;
  }
  DesignOptions options = presentOptions();
  for (const QString& path : paths) setFile(options, kindOf(path), path);
  const QString what =
      paths.size() == 1 ? QFileInfo(paths.front()).fileName() : tr("%n files", nullptr, static_cast<int>(paths.size()));
  load(options, presentDesign(), what);
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
  if (options.model.empty() && options.hardware.empty()) {
    checkAlone(options);
    return;
  }
  load(options, std::nullopt, QFileInfo(QString::fromStdString(options.model)).fileName());
}

void FileCommands::checkAlone(const DesignOptions& options) {
  jobs_.request([this, options](std::stop_token) {
    const auto request = loadMappingRequest(options);
    return [this, request] {
      if (request) {
        Q_EMIT modelWanted();
      } else {
        session_.refuse(request.error());
      }
    };
  });
}

void FileCommands::cancel() {
  jobs_.stop();
  setLoading({});
}

void FileCommands::setLoading(const QString& what) {
  loading_ = what;
  Q_EMIT loadingChanged();
}

std::optional<Design> FileCommands::presentDesign() const {
  return session_.hasDesign() ? std::optional(session_.snapshot().design) : std::nullopt;
}

DesignOptions FileCommands::remembered(DesignOptions options) const {
  const bool says = !options.dims.empty() || !options.branches.empty() || !options.trips.empty() || options.guessDims;
  if (options.model.empty() || says) return options;
  const QStringList words = settings_.modelChoices(shownPath(options.model));
  for (qsizetype index = 0; index + 1 < words.size(); index += 2) {
    const std::string value = words[index + 1].toStdString();
    if (words[index] == QLatin1String("--dim")) options.dims.push_back(value);
    if (words[index] == QLatin1String("--branch")) options.branches.push_back(value);
    if (words[index] == QLatin1String("--trips")) options.trips.push_back(value);
  }
  return options;
}

void FileCommands::rememberChoices(const ModelSource& source) {
  if (source.kind) return;
  QStringList words;
  const auto add = [&](const char* option, const std::vector<std::string>& values) {
    for (const std::string& value : values) words << QLatin1String(option) << QString::fromStdString(value);
  };
  add("--dim", source.reading.dims);
  add("--branch", source.reading.branches);
  add("--trips", source.reading.trips);
  settings_.setModelChoices(shownPath(source.reading.model), words);
}

void FileCommands::load(const DesignOptions& options, const std::optional<Design>& over, const QString& what) {
  setLoading(what);
  jobs_.request([this, options, wanted = remembered(options), over, what](std::stop_token) {
    auto loaded = loadSourced(over, wanted);
    // The file may have other symbols and nodes by now than when they were chosen.
    const bool asked = loaded || wanted == options;
    if (!asked) loaded = loadSourced(over, options);
    return [this, loaded = std::move(loaded), used = asked ? wanted : options, what] {
      setLoading({});
      if (loaded) {
        take(*loaded, used, what);
      } else {
        session_.refuse(loaded.error());
      }
    };
  });
}

void FileCommands::take(SourcedDesign loaded, const DesignOptions& options, const QString& what) {
  const bool isOpen = loaded.source && !options.guessDims && !openSizes(loaded.source->summary).empty();
  if (!isOpen) {
    finish(loaded, options, what);
    return;
  }
  waiting_ = WaitingModel{.loaded = std::move(loaded), .options = options, .what = what};
  Q_EMIT waitingChanged();
}

void FileCommands::openWaiting(const ReadingChoices& choices) {
  if (!waiting_) return;
  DesignOptions options = waiting_->options;
  options.dims = choices.dims;
  options.branches = choices.branches;
  options.trips = choices.trips;
  load(options, presentDesign(), waiting_->what);
}

void FileCommands::dropWaiting() {
  if (!waiting_) return;
  waiting_.reset();
  Q_EMIT waitingChanged();
}

std::shared_ptr<const ModelSource> FileCommands::presentSource() const {
  return models_.find(session_.snapshot().design.workload);
}

void FileCommands::reread(const ReadingChoices& choices) {
  const auto source = presentSource();
  if (!source || source->kind) return;
  DesignOptions options = source->reading;
  options.dims = choices.dims;
  options.branches = choices.branches;
  options.trips = choices.trips;
  options.guessDims = false;
  setLoading(QFileInfo(QString::fromStdString(options.model)).fileName());
  jobs_.request([this, options](std::stop_token) {
    auto model = readSourced(options);
    return [this, model = std::move(model)] {
      setLoading({});
      if (!model) {
        session_.refuse(model.error());
        return;
      }
      models_.remember(model->workload, model->source);
      rememberChoices(*model->source);
      session_.apply(SetWorkload{.workload = model->workload, .text = tr("Model sizes").toStdString()});
    };
  });
}

void FileCommands::finish(const SourcedDesign& loaded, const DesignOptions& options, const QString& what) {
  if (loaded.source) {
    models_.remember(loaded.design.workload, loaded.source);
    rememberChoices(*loaded.source);
    mappingPath_.clear();
    dropWaiting();
  }
  if (!options.mapping.empty()) {
    mappingPath_ = options.mapping;
    loadedRules_ = loaded.design.mapping.rules;
  }
  if (!options.hardware.empty()) {
    hardware_.remember({options.hardware, loaded.hardware});
    Q_EMIT hardwareLoaded(*loaded.hardware);
  }
  for (const std::string& file : {options.model, options.hardware})
    if (!file.empty()) settings_.addRecentFile(shownPath(file));
  Q_EMIT recentFilesChanged();
  session_.apply(SetDesign{.design = loaded.design, .text = tr("Open %1").arg(what).toStdString()});
}

void FileCommands::adopt(const LoadedProject& loaded, const QString& path) {
  models_.remember(loaded.design.workload, sourceOf(loaded));
  if (loaded.baseline && loaded.baseline->design.workload != loaded.design.workload)
    models_.remember(loaded.baseline->design.workload, sourceOf(*loaded.baseline));
  dropWaiting();
  mappingPath_ = loaded.sources.mapping;
  hardware_.remember({loaded.sources.hardware, loaded.hardware});
  loadedRules_ = loaded.design.mapping.rules;
  Q_EMIT hardwareLoaded(*loaded.hardware);
  if (!path.isEmpty()) {
    settings_.addRecentFile(QFileInfo(path).absoluteFilePath());
    Q_EMIT recentFilesChanged();
  }
  session_.apply(
      SetDesign{.design = loaded.design, .text = tr("Open %1").arg(QFileInfo(path).fileName()).toStdString()});
}

DesignFiles FileCommands::designFiles(const Design& design) const {
  DesignFiles files{.sources = {}, .workload = nullptr, .hardware = nullptr, .rules = loadedRules_};
  const auto source = models_.find(design.workload);
  if (source) {
    files.workload = design.workload;
    files.sources = source->reading;
  }
  const HardwareSource* hardware = design.accelerator ? hardware_.find(*design.accelerator) : nullptr;
  files.sources.hardware = hardware != nullptr ? hardware->file : std::string();
  if (hardware != nullptr) files.hardware = hardware->accelerator;
  files.sources.mapping = mappingPath_;
  if (!source || !source->kind) return files;
  files.kind = source->kind->kind;
  for (const auto& [name, text] : parameterTexts(*source->kind)) files.parameters.emplace_back(name, text);
  return files;
}

std::string FileCommands::hardwarePath() const {
  return hardware_.latestFile();
}

QString FileCommands::commandLine() const {
  const auto source = presentSource();
  if (!source || !session_.snapshot().design.accelerator) return {};
  const Design& design = session_.snapshot().design;
  const DesignFiles files = designFiles(design);
  if (!isSaidByOptions(design, files)) {
    const auto project = projectOf(design, files);
    return project ? QString::fromStdString(projectCommandOf(*project)) : QString();
  }
  DesignOptions options = source->reading;
  options.hardware = files.sources.hardware;
  options.mapping = design.mapping.rules.empty() ? std::string() : mappingPath_;
  if (!source->kind) return QString::fromStdString(commandLineOf(design, options, *files.hardware));
  options.model = source->kind->kind + ".onnx";
  return QString::fromStdString(modelCommandOf(*source->kind, options.model) + " && " +
                                commandLineOf(design, options, *files.hardware));
}

QStringList FileCommands::openablePaths(const QMimeData* data) {
  QStringList paths;
  for (const QUrl& url : data->urls()) {
    if (url.isLocalFile()) paths << url.toLocalFile();
  }
  return paths;
}

}  // namespace fusewright
