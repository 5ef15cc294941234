#include "app/explorer/design_space.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

#include "app/options/shell_text.h"
#include "core/explore/sweep/sweep_points.h"
#include "widgets/front/front_text.h"

namespace fusewright {
namespace {

/// Steps along the front whose designs are told apart after an undo.
constexpr std::size_t kMostTaken = 100;

}  // namespace

DesignSpacePanel::DesignSpacePanel(Session& session, FileCommands& files, WindowSettings& settings, QWidget& window)
    : QObject(&window),
      session_(session),
      files_(files),
      settings_(settings),
      window_(window),
      view_(new FrontView(&window)) {
  connectView();
  connect(&files_, &FileCommands::resultsRequested, this, &DesignSpacePanel::open);
  connect(&session_, &Session::snapshotChanged, this, &DesignSpacePanel::showCurrent);
}

void DesignSpacePanel::connectView() {
  connect(view_, &FrontView::openRequested, this, &DesignSpacePanel::askOpen);
  connect(view_, &FrontView::exportRequested, this, [this] { Q_EMIT exportRequested(*view_); });
  connect(view_, &FrontView::commandLineRequested, this, &DesignSpacePanel::copyCommand);
  connect(view_, &FrontView::questionChanged, this,
          [this] { runner_.ask(view_->results().table, view_->results().parameters, view_->question()); });
  connect(view_, &FrontView::designRequested, this,
          [this](std::size_t row, std::uint64_t gesture) { runner_.find(view_->results().table->keys[row], gesture); });
  connect(&runner_, &FrontRunner::opened, this, [this](const SweepResults& results) {
    const bool isNew = !view_->results().table || view_->results().source != results.source;
    view_->setResults(results);
    if (quiet_) {
      if (isNew) Q_EMIT shown();
      return;
    }
    settings_.addRecentFile(QFileInfo(results.source).absoluteFilePath());
    Q_EMIT files_.recentFilesChanged();
    Q_EMIT said((results.table->rows() == 1 ? tr("%2 design from %1") : tr("%2 designs from %1"))
                    .arg(QFileInfo(results.source).fileName())
                    .arg(results.table->rows()));
    Q_EMIT shown();
  });
  connect(&runner_, &FrontRunner::answered, view_, &FrontView::setAnswer);
  connect(&runner_, &FrontRunner::found, this, &DesignSpacePanel::take);
  connect(&runner_, &FrontRunner::failed, this, &DesignSpacePanel::failed);
}

void DesignSpacePanel::askOpen() {
  auto* dialog = new QFileDialog(&window_, tr("Open sweep results"), settings_.folder(QStringLiteral("sweep")),
                                 tr("Sweep results (*.sqlite *.db);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    settings_.setFolder(QStringLiteral("sweep"), QFileInfo(path).absolutePath());
    open(path);
  });
  dialog->open();
}

void DesignSpacePanel::refresh(const QString& path) {
  quiet_ = true;
  runner_.open(path);
}

void DesignSpacePanel::open(const QString& path) {
  quiet_ = false;
  Q_EMIT said(tr("Reading %1…").arg(QFileInfo(path).fileName()));
  runner_.open(path);
}

void DesignSpacePanel::take(const FoundDesign& found, std::uint64_t gesture) {
  const auto& keys = view_->results().table->keys;
  const auto row = std::ranges::find(keys, found.key);
  if (row == keys.end()) return;  // other results have been opened since
  const QString name = designName(view_->results(), static_cast<std::size_t>(row - keys.begin()));
  files_.know(found.design.workload, found.source);
  files_.know(found.hardware);
  taken_.push_front({found.design, found.key});
  if (taken_.size() > kMostTaken) taken_.pop_back();
  session_.apply(
      SetDesign{.design = found.design, .text = tr("Design %1").arg(name).toStdString(), .gesture = gesture});
  showCurrent();
}

void DesignSpacePanel::showCurrent() {
  if (!session_.hasDesign()) return;
  const auto current = std::ranges::find(taken_, session_.snapshot().design, &Taken::design);
  view_->setCurrent(current == taken_.end() ? std::nullopt : std::optional(current->key));
}

void DesignSpacePanel::copyCommand() {
  if (!view_->results().table) return;
  const QString command = QString::fromStdString(frontCommand(view_->results(), view_->question()));
  QApplication::clipboard()->setText(command);
  Q_EMIT said(tr("Copied: %1").arg(command));
}

std::string frontCommand(const SweepResults& results, const FrontQuestion& question) {
  std::string command = "fusewright-cli front " + shellQuoted(results.source.toStdString());
  std::string objectives;
  for (const std::string& name : question.objectives) objectives += (objectives.empty() ? "" : ",") + name;
  if (!objectives.empty()) command += " --objectives " + objectives;
  const auto add = [&](const std::string& constraint) { command += " --constraint " + shellQuoted(constraint); };
  for (const Constraint& constraint : question.constraints)
    if (std::ranges::find(results.constraints, constraint.text()) == results.constraints.end()) add(constraint.text());
  for (const ColumnRange& range : question.ranges) {
    const TableColumn* column = results.table->find(range.column);
    if (column == nullptr || !column->labels.empty()) continue;
    if (std::isfinite(range.from)) add(range.column + " >= " + numberText(range.from));
    if (std::isfinite(range.to)) add(range.column + " <= " + numberText(range.to));
  }
  return command;
}

}  // namespace fusewright
