#include "app/explorer/projects.h"

#include <algorithm>

#include <QFileDialog>
#include <QFileInfo>

#include "app/options/project_design.h"
#include "app/session/carry_selection.h"
#include "app/session/project_of.h"
#include "core/io/project_json.h"

namespace fusewright {
namespace {

/// Version of what QMainWindow::saveState() writes; kept apart from the settings' so that both can change.
constexpr int kStateVersion = kLayoutVersion;

/// The selection if there is such a thing in `evaluation`.
Selection possible(const Selection& selection, const Evaluation& evaluation) {
  const std::size_t layers = evaluation.design.workload->layers.size();
  const auto* tile = std::get_if<TileKey>(&selection);
  const auto* layer = tile != nullptr ? &tile->layer : std::get_if<LayerId>(&selection);
  if (layer != nullptr && layer->index() >= layers) return {};
  return carriedOver(selection, evaluation, evaluation);
}

QString projectFilter() {
  return Projects::tr("Fusewright projects (*.fusewright)");
}

}  // namespace

Projects::Projects(Session& session, FileCommands& files, WindowSettings& settings, TimeNavigator& navigator,
                   OfferBar& offers, QMainWindow& window)
    : QObject(&window),
      session_(session),
      files_(files),
      settings_(settings),
      navigator_(navigator),
      offers_(offers),
      window_(window) {
  connect(&files_, &FileCommands::projectRequested, this, &Projects::open);
  connect(&files_, &FileCommands::recentFilesChanged, this, &Projects::hashModel);
  connect(&files_, &FileCommands::modelWanted, this, &Projects::offerToOpen);
  connect(&session_, &Session::historyChanged, this, &Projects::stateChanged);
  connect(&session_, &Session::snapshotChanged, this, &Projects::restoreView);
  connect(&navigator_, &TimeNavigator::marksChanged, this, &Projects::marksChanged);
}

void Projects::askOpen() {
  const QString filter = projectFilter() + tr(";;Exported figures (*.svg *.pdf *.png);;All files (*)");
  auto* dialog = new QFileDialog(&window_, tr("Open project"), settings_.folder(QStringLiteral("project")), filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    settings_.setFolder(QStringLiteral("project"), QFileInfo(path).absolutePath());
    open(path);
  });
  dialog->open();
}

void Projects::open(const QString& path) {
  jobs_.request([this, path](std::stop_token) -> LatestOnly::Delivery {
    const auto loaded = loadProject(path.toStdString());
    return [this, loaded, path] {
      if (loaded) {
        finish(*loaded, path);
      } else {
        refuse(loaded.error());
      }
    };
  });
}

void Projects::refuse(const Error& error) {
  session_.refuse(error);
  if (session_.hasDesign()) return;
  // Something else will be opened instead, and what works puts the complaint in the banner away.
  offers_.offer(QString::fromStdString(message(error)), {{tr("Close"), tr("Put this message away"), {}}});
  Q_EMIT notOpened();
}

void Projects::offerToOpen() {
  if (session_.hasDesign()) return;
  offers_.offer(tr("Nothing is open yet. Open a model (.onnx) and an accelerator (.yaml) together, or a project; what "
                   "says how to run them, as a fusion plan, comes after."),
                {{tr("Open project"), tr("Choose a project, or a figure that carries one"), [this] { askOpen(); }},
                 {tr("Close"), tr("Put this message away"), {}}});
}

void Projects::finish(const LoadedProject& loaded, const QString& path) {
  const std::string& autosaveOf = loaded.project.autosaveOf;
  const bool isProject = path.endsWith(QLatin1String(kProjectEnding.data()));
  if (!autosaveOf.empty()) {
    path_ = autosaveOf == "-" ? QString() : QString::fromStdString(autosaveOf);
    saved_.reset();
  } else {
    path_ = isProject ? QFileInfo(path).absoluteFilePath() : QString();
    saved_ = loaded.design;
  }
  unknown_ = loaded.project.unknown;
  takeWindow(loaded.project.window);
  files_.adopt(loaded, autosaveOf.empty() ? path : QString());
  hashedFile_ = loaded.project.model.file;
  hash_ = loaded.project.model.sha256;
  hashModel();
  for (const std::string& warning : loaded.warnings) Q_EMIT told(QString::fromStdString(warning));
  Q_EMIT baselineOpened(loaded.baseline ? std::optional(loaded.baseline->design) : std::nullopt);
  Q_EMIT stateChanged();
  Q_EMIT opened(path);
}

void Projects::takeWindow(const ProjectWindow& window) {
  if (!window.layout.empty())
    window_.restoreState(QByteArray::fromBase64(QByteArray::fromStdString(window.layout)), kStateVersion);
  pending_ = window;
  isPending_ = true;
}

void Projects::restoreView() {
  const Snapshot& snapshot = session_.snapshot();
  if (!isPending_ || snapshot.stale || !snapshot.evaluation) return;
  isPending_ = false;
  // Views take the evaluation by the same signal; the range and the selection come after it.
  QMetaObject::invokeMethod(
      this,
      [this, view = pending_] {
        if (fold_ != nullptr) fold_->setChecked(view.folded);
        if (view.range && view.range->first < view.range->second)
          navigator_.show({view.range->first, view.range->second});
        navigator_.setPlayhead(view.playhead);
        navigator_.clearMarks();
        for (std::size_t mark = 0; mark < view.marks.size(); ++mark) {
          const bool named = mark < view.markNames.size();
          navigator_.addMark({.cycle = view.marks[mark],
                              .temporary = false,
                              .name = named ? QString::fromStdString(view.markNames[mark]) : QString()});
        }
        session_.select(possible(parseSelection(view.selection), *session_.snapshot().evaluation));
      },
      Qt::QueuedConnection);
}

void Projects::hashModel() {
  const std::string file = files_.designFiles(session_.snapshot().design).sources.model;
  if (file.empty() || file == hashedFile_) return;
  hashedFile_ = file;
  hash_.clear();
  hashing_.request([this, file](std::stop_token) -> LatestOnly::Delivery {
    return [this, hash = modelHash(file)] { hash_ = hash; };
  });
}

bool Projects::isModified() const {
  return !path_.isEmpty() && session_.hasDesign() && !(saved_ && *saved_ == session_.history()->current());
}

QString Projects::titlePart() const {
  return path_.isEmpty() ? QString() : QFileInfo(path_).fileName() + QStringLiteral("[*] – ");
}

Result<Project> Projects::project() const {
  if (!session_.hasDesign())
    return failure(tr("there is nothing to save yet").toStdString(), "", tr("open a model first").toStdString());
  const Design& present = session_.history()->current();
  DesignFiles files = files_.designFiles(present);
  files.modelHash = hash_;
  auto project = projectOf(present, files);
  if (!project) return project;
  if (const auto baseline = baseline_ ? baseline_() : std::nullopt) {
    // One whose model came from no file can not be kept, which is no reason to keep nothing.
    if (const auto kept = projectOf(*baseline, files_.designFiles(*baseline))) project->baseline = {*kept};
  }
  project->window.layout = window_.saveState(kStateVersion).toBase64().toStdString();
  project->window.selection = selectionText(session_.selection());
  if (!navigator_.showsAll()) project->window.range = {navigator_.visible().from, navigator_.visible().to};
  project->window.playhead = navigator_.playhead();
  for (const TimeMark& mark : navigator_.marks()) {
    if (mark.temporary) continue;
    project->window.marks.push_back(mark.cycle);
    project->window.markNames.push_back(mark.name.toStdString());
  }
  const auto& names = project->window.markNames;
  if (std::ranges::all_of(names, &std::string::empty)) project->window.markNames.clear();
  project->window.folded = fold_ != nullptr && fold_->isChecked();
  project->unknown = unknown_;
  project->program = "Fusewright " FUSEWRIGHT_VERSION;
  return project;
}

QByteArray Projects::compactText(const QString& path) const {
  auto present = project();
  if (!present) return {};
  present->window.layout.clear();  // where somebody's docks were is nobody else's business
  return QByteArray::fromStdString(projectText(*present, path.toStdString(), JsonLayout::Compact));
}

void Projects::report(const Result<void>& saved) {
  if (saved) {
    Q_EMIT told(tr("Saved %1").arg(path_));
  } else {
    Q_EMIT failed(saved.error());
  }
}

void Projects::save() {
  if (path_.isEmpty()) {
    saveAs();
  } else {
    report(saveTo(path_));
  }
}

void Projects::saveAs() {
  auto* dialog =
      new QFileDialog(&window_, tr("Save project"), settings_.folder(QStringLiteral("project")), projectFilter());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QString::fromLatin1(kProjectEnding.data()).mid(1));
  dialog->selectFile(path_.isEmpty() ? tr("design") + QLatin1String(kProjectEnding.data()) : path_);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    settings_.setFolder(QStringLiteral("project"), QFileInfo(path).absolutePath());
    report(saveTo(path));
  });
  dialog->open();
}

Result<void> Projects::saveTo(const QString& path) {
  const auto present = project();
  if (!present) return tl::make_unexpected(present.error());
  const QString absolute = QFileInfo(path).absoluteFilePath();
  if (auto written = writeProject(*present, absolute.toStdString()); !written) return written;
  path_ = absolute;
  saved_ = session_.history()->current();
  settings_.addRecentFile(absolute);
  Q_EMIT files_.recentFilesChanged();
  Q_EMIT stateChanged();
  return {};
}

bool Projects::mayClose() {
  if (closeAnyway_ || !isModified()) return true;
  const auto close = [this] {
    closeAnyway_ = true;
    window_.close();
  };
  offers_.offer(tr("%1 has changes that are not saved.").arg(QFileInfo(path_).fileName()),
                {{tr("Save and close"), tr("Write the changes into the file and close the window"),
                  [this, close] {
                    const auto saved = saveTo(path_);
                    report(saved);
                    if (saved) close();
                  }},
                 {tr("Close without saving"), tr("Leave the file as it is and close the window"), close},
                 {tr("Go on working"), tr("Keep the window open"), {}}});
  return false;
}

}  // namespace fusewright
