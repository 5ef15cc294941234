#include "app/explorer/main_window.h"

#include <algorithm>

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QScreen>
#include <QToolBar>

#include "app/explorer/dock_sizes.h"
#include "app/explorer/dock_tabs.h"
#include "app/explorer/find_better.h"
#include "app/explorer/message_overlay.h"
#include "app/explorer/plan_editing.h"
#include "app/explorer/sweep_maker.h"
#include "app/explorer/tables.h"
#include "app/explorer/themed_icon.h"
#include "app/explorer/undo_list.h"

namespace fusewright {
namespace {

/// As large as is comfortable and as fits, with the frame around it.
QSize usualSize(const QScreen& screen) {
  constexpr QSize kComfortable(1500, 940);
  constexpr QSize kFrame(8, 40);
  return kComfortable.boundedTo(screen.availableSize() - kFrame);
}

}  // namespace

MainWindow::MainWindow(Evaluator evaluate, SettingsUse settings, QWidget* parent)
    : QMainWindow(parent),
      settings_(settings),
      session_(evaluate),
      sweep_(evaluate),
      files_(session_, settings_, *this),
      exports_(session_, settings_, *this),
      views_(new Views(session_, sweep_, *this)),
      studies_(new Studies(session_, *views_->study, this)),
      insights_(new Insights(session_, *this)),
      editors_(new Editors(session_, *views_, *this)),
      hardwareText_(new HardwareText(session_, files_, *this)),
      live_(new LiveToggle(session_, *this)),
      baseline_(new Baseline(evaluate, session_, *views_, this)),
      rangeSums_(new RangeSums(session_, *views_, this)),
      folding_(new Folding(session_, *views_, settings_, this)),
      playhead_(new Playhead(session_, *views_, *this)),
      durations_(new Durations(session_, *views_, *this)),
      model_(new ModelDocks(session_, files_, settings_, *views_, *this)),
      space_(new DesignSpacePanel(session_, files_, settings_, *this)),
      banner_(new Banner(this)),
      offers_(new OfferBar(this)),
      planEditing_(new PlanEditing(evaluate, session_, *views_, *offers_, *this)),
      projects_(new Projects(session_, files_, settings_, *views_->navigator, *offers_, *this)),
      layouts_(new Layouts(settings_, *this, [this] { resetLayout(); })),
      palette_(new CommandPalette(this)),
      status_(new StatusLine(*views_->navigator, this)),
      overlay_(new ShortcutOverlay(this, *views_->navigator)) {
  exports_.setProjectText([this](const QString& path) { return projects_->compactText(path); });
  if (settings == SettingsUse::Kept)
    autosave_ = new Autosave(*projects_, session_, *offers_, Autosave::defaultFolder(), this);
  new Sensitivities(evaluate, session_, *views_->hardware, this);
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(programIcon());
  setAcceptDrops(true);
  setStatusBar(status_);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  new DockTabs(*this);
  createDocks();
  createActions();
  new Tables(settings_, exports_, *this);
  createToolBar();
  createMessages();
  connectSession();
  resize(usualSize(*screen()));
  showTitle();
  showHistory();
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* view, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(name);
  dock->toggleViewAction()->setObjectName(name);
  dock->setWidget(view);
  addDockWidget(area, dock);
  docks_.push_back(dock);
  connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
    if (shown) dock->raise();  // else it may come up behind another tab
  });
  return dock;
}

void MainWindow::createDocks() {
  setCentralWidget(views_->pane);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  auto* hardware = addDock(QStringLiteral("hardwareDock"), tr("Hardware"), views_->hardware, Qt::LeftDockWidgetArea);
  auto* fusion = addDock(QStringLiteral("fusionDock"), tr("Fusion"), views_->fusion, Qt::LeftDockWidgetArea);
  addTabs(*hardware, editors_->hardwarePanels(), Qt::LeftDockWidgetArea);
  addTabs(*fusion, planEditing_->panels(), Qt::LeftDockWidgetArea);
  addTabs(*fusion, editors_->fusionPanels(), Qt::LeftDockWidgetArea);
  addTabs(*hardware, {hardwareText_->panel()}, Qt::LeftDockWidgetArea);
  auto* memory = addDock(QStringLiteral("memoryDock"), tr("Memory"), views_->memory, Qt::BottomDockWidgetArea);
  auto* layers = addDock(QStringLiteral("layersDock"), tr("Layers"), views_->layers, Qt::BottomDockWidgetArea);
  splitDockWidget(memory, layers, Qt::Vertical);
  addTabs(*memory, {playhead_->panel()}, Qt::BottomDockWidgetArea);
  // The same model as a table and as a graph: one place for both.
  auto* graph = addDock(QStringLiteral("graphDock"), tr("Graph"), views_->graph, Qt::BottomDockWidgetArea);
  tabifyDockWidget(layers, graph);
  for (QDockWidget* dock :
       {addDock(QStringLiteral("lostTimeDock"), tr("Lost time"), views_->lostTime, Qt::BottomDockWidgetArea),
        addDock(QStringLiteral("rangeDock"), tr("Range"), views_->range, Qt::BottomDockWidgetArea),
        addDock(QStringLiteral("compareDock"), tr("Comparison"), views_->compare, Qt::BottomDockWidgetArea),
        addDock(QStringLiteral("pinnedDock"), tr("Pinned"), views_->pinned, Qt::BottomDockWidgetArea)})
    tabifyDockWidget(graph, dock);
  addTabs(*graph, {durations_->panel()}, Qt::BottomDockWidgetArea);
  graph->raise();
  auto* history =
      addDock(QStringLiteral("historyDock"), tr("History"), new UndoList(session_, this), Qt::LeftDockWidgetArea);
  tabifyDockWidget(findChild<QDockWidget*>(QStringLiteral("fusionDock")), history);
  history->hide();
  addDock(QStringLiteral("detailsDock"), tr("Details"), views_->details, Qt::RightDockWidgetArea);
  auto* pareto = addDock(QStringLiteral("paretoDock"), tr("Area-latency"), views_->pareto, Qt::RightDockWidgetArea);
  tabifyDockWidget(
      pareto, addDock(QStringLiteral("waterfallDock"), tr("Assumptions"), views_->waterfall, Qt::RightDockWidgetArea));
  addTabs(*pareto, insights_->panels(), Qt::RightDockWidgetArea);
  createExploration(*pareto);
  findChild<QDockWidget*>(QStringLiteral("healthDock"))->raise();
  auto* study = addDock(QStringLiteral("studyDock"), tr("Study"), views_->study, Qt::RightDockWidgetArea);
  tabifyDockWidget(findChild<QDockWidget*>(QStringLiteral("detailsDock")), study);
  study->hide();
  createModelDocks();
}

void MainWindow::createExploration(QDockWidget& beside) {
  auto* better = new FindBetter(session_, files_, *baseline_, *this);
  auto* maker = new SweepMaker(session_, files_, settings_, *space_, *this);
  addTabs(beside, {space_->panel(), better->panel()}, Qt::RightDockWidgetArea);
  addTabs(*findChild<QDockWidget*>(QStringLiteral("fusionDock")), {maker->panel()}, Qt::LeftDockWidgetArea);
  findChild<QDockWidget*>(QStringLiteral("sweepDock"))->hide();
  connect(maker, &SweepMaker::failed, banner_, &Banner::showError);
  connect(maker, &SweepMaker::said, this, [this](const QString& message) { status_->showMessage(message, 8000); });
  findChild<QDockWidget*>(QStringLiteral("designSpaceDock"))->hide();
  connect(better, &FindBetter::failed, banner_, &Banner::showError);
  connect(better, &FindBetter::said, this, [this](const QString& message) { status_->showMessage(message, 8000); });
  connect(
      better, &FindBetter::found, this, [this, better] { views_->addExportable(better->view()); },
      Qt::SingleShotConnection);
}

void MainWindow::createModelDocks() {
  const auto tab = [this](const char* beside, QDockWidget* dock) {
    tabifyDockWidget(findChild<QDockWidget*>(QLatin1String(beside)), dock);
    return dock;
  };
  tab("memoryDock",
      addDock(QStringLiteral("problemsDock"), tr("Problems"), &model_->problems().view(), Qt::BottomDockWidgetArea));
  tab("detailsDock",
      addDock(QStringLiteral("sizesDock"), tr("Model sizes"), &model_->sizes().view(), Qt::RightDockWidgetArea))
      ->hide();
  tab("hardwareDock",
      addDock(QStringLiteral("templateDock"), tr("Template"), &model_->templates().view(), Qt::LeftDockWidgetArea))
      ->hide();
  findChild<QDockWidget*>(QStringLiteral("memoryDock"))->raise();
  status_->addPermanentWidget(&model_->problems().button());
  views_->addExportable(model_->problems().view());
}

void MainWindow::addTabs(QDockWidget& beside, const std::vector<Panel>& panels, Qt::DockWidgetArea area) {
  QDockWidget* last = &beside;
  for (const Panel& panel : panels) {
    auto* dock = addDock(panel.name, panel.title, panel.view, area);
    tabifyDockWidget(last, dock);
    last = dock;
  }
  beside.raise();
}

void MainWindow::createMessages() {
  auto* messages = new MessageOverlay(*this);
  messages->add(*banner_);
  messages->add(*offers_);
}

void MainWindow::createToolBar() {
  auto* bar = new QToolBar(tr("Main tool bar"), this);
  bar->setObjectName(QStringLiteral("mainToolBar"));
  const int size = fontMetrics().height() + 6;
  bar->setIconSize(QSize(size, size));
  bar->addActions({openModel_, openHardware_});
  bar->addSeparator();
  bar->addActions({undo_, redo_, live_->action()});
  bar->addSeparator();
  bar->addActions({fit_, exportView_});
  bar->addSeparator();
  bar->addWidget(views_->kpi);
  addToolBar(bar);
  updateIcons();
}

void MainWindow::connectSession() {
  connect(&session_, &Session::errorRaised, banner_, &Banner::showError);
  connect(&session_, &Session::historyChanged, this, &MainWindow::showHistory);
  connect(&session_, &Session::snapshotChanged, this, [this] {
    // A design that works puts the last complaint away.
    if (!session_.snapshot().error && !session_.snapshot().stale) banner_->dismiss();
    showTitle();
  });
  connect(&files_, &FileCommands::hardwareLoaded, views_->hardware, &HardwareView::setDefaults);
  connect(&files_, &FileCommands::loadingChanged, this, [this] { status_->showLoading(files_.loading()); });
  connect(&files_, &FileCommands::recentFilesChanged, this, &MainWindow::fillRecentFiles);
  connect(status_, &StatusLine::cancelRequested, &files_, &FileCommands::cancel);
  connect(&exports_, &ExportCommands::exported, this,
          [this](const QString& message) { status_->showMessage(message, 8000); });
  live_->listenIn({views_->timeline, views_->memory, views_->pareto, &views_->graph->canvas()});
  connect(live_, &LiveToggle::hint, this, [this](const QString& text) { status_->showMessage(text, 8000); });
  connect(&exports_, &ExportCommands::failed, banner_, &Banner::showError);
  connect(studies_, &Studies::failed, banner_, &Banner::showError);
  connect(projects_, &Projects::failed, banner_, &Banner::showError);
  connect(projects_, &Projects::told, this, [this](const QString& message) { status_->showMessage(message, 8000); });
  connect(projects_, &Projects::stateChanged, this, &MainWindow::showTitle);
  projects_->setBaseline([this] { return baseline_->design(); });
  projects_->setFoldSwitch(*folding_->action());
  connect(projects_, &Projects::baselineOpened, baseline_, &Baseline::open);
  connect(model_, &ModelDocks::failed, banner_, &Banner::showError);
  connect(folding_, &Folding::said, this, [this](const QString& message) { status_->showMessage(message, 8000); });
  connect(model_, &ModelDocks::said, this, [this](const QString& message) { status_->showMessage(message, 8000); });
  connect(model_, &ModelDocks::exportRequested, &exports_, &ExportCommands::ask);
  connect(space_, &DesignSpacePanel::failed, banner_, &Banner::showError);
  connect(space_, &DesignSpacePanel::said, this,
          [this](const QString& message) { status_->showMessage(message, 8000); });
  connect(space_, &DesignSpacePanel::exportRequested, &exports_, &ExportCommands::ask);
  connect(planEditing_, &PlanEditing::cutsWanted, this, [this] { showDock("cutsDock"); });
  connect(space_, &DesignSpacePanel::shown, this, [this] { showDock("designSpaceDock"); });
  connect(views_->graph, &GraphView::exportRequested, this, [this] { exports_.ask(*views_->graph); });
  connect(views_->study, &StudyView::exportRequested, this, [this] { exports_.ask(*views_->study); });
}

void MainWindow::showTitle() {
  const Design& design = session_.snapshot().design;
  if (!design.workload || !design.accelerator) {
    setWindowTitle(QStringLiteral("Fusewright"));
    return;
  }
  setWindowTitle(projects_->titlePart() + tr("%1 on %2 – Fusewright")
                                              .arg(QString::fromStdString(design.workload->name),
                                                   QString::fromStdString(design.accelerator->name)));
  setWindowModified(projects_->isModified());
}

void MainWindow::showHistory() {
  const History* history = session_.history();
  const auto show = [](QAction& action, const QString& verb, const QString& tip, const std::string& step) {
    // An ampersand of a name would underline a letter.
    const QString what = QString::fromStdString(step);
    action.setText(what.isEmpty()
                       ? verb
                       : verb + QLatin1Char(' ') + QString(what).replace(QLatin1Char('&'), QStringLiteral("&&")));
    action.setStatusTip(what.isEmpty() ? tip : QString(action.text()).remove(QLatin1Char('&')));
    action.setToolTip(
        QStringLiteral("%1 (%2)").arg(action.statusTip(), action.shortcut().toString(QKeySequence::NativeText)));
  };
  undo_->setEnabled(history != nullptr && history->canUndo());
  redo_->setEnabled(history != nullptr && history->canRedo());
  show(*undo_, tr("&Undo"), tr("Take the last edit back"), history != nullptr ? history->undoText() : std::string());
  show(*redo_, tr("&Redo"), tr("Do the edit again"), history != nullptr ? history->redoText() : std::string());
}

void MainWindow::updateIcons() {
  const auto icon = [this](const char* name) { return themedIcon(QLatin1String(name), palette()); };
  openModel_->setIcon(icon("open"));
  openHardware_->setIcon(icon("chip"));
  undo_->setIcon(icon("undo"));
  redo_->setIcon(icon("redo"));
  fit_->setIcon(icon("fit"));
  exportView_->setIcon(icon("export"));
}

void MainWindow::resetLayout() {
  restoreState(defaultLayout_, kLayoutVersion);
  raiseFirstDocks(*this);
  settleLayout();
}

void MainWindow::settleLayout() {
  // Docks that came or went are laid out by the next turn of the event loop; sizes asked for before are forgotten.
  QMetaObject::invokeMethod(
      this, [this] { shareRoom(*this); }, Qt::QueuedConnection);
  views_->timeline->setFocus();
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (!defaultLayout_.isEmpty()) return;
  raiseFirstDocks(*this);
  shareRoom(*this);
  defaultLayout_ = saveState(kLayoutVersion);
  if (!settings_.restoreLayout(*this)) settleLayout();
}

void MainWindow::focusNextPane() {
  std::vector<QWidget*> panes{views_->timeline};
  if (banner_->isVisible()) panes.push_back(banner_);
  if (offers_->isVisible()) panes.push_back(offers_);
  for (const QDockWidget* dock : docks_) {
    if (dock->isVisible()) panes.push_back(dock->widget());
  }
  const auto current = std::ranges::find_if(
      panes, [](const QWidget* pane) { return pane->hasFocus() || pane->isAncestorOf(QApplication::focusWidget()); });
  QWidget* next = current == panes.end() || current + 1 == panes.end() ? panes.front() : *(current + 1);
  if (next->focusPolicy() == Qt::NoFocus) {
    QWidget* inside = next->nextInFocusChain();
    while (inside != next &&
           !(next->isAncestorOf(inside) && inside->focusPolicy() != Qt::NoFocus && inside->isVisible())) {
      inside = inside->nextInFocusChain();
    }
    next = inside;
  }
  next->setFocus(Qt::TabFocusReason);
}

std::vector<const Exportable*> MainWindow::exportables() const {
  std::vector<const Exportable*> all = views_->exportables();
  for (const Exportable* view : insights_->exportables()) all.push_back(view);
  for (const Exportable* view : editors_->exportables()) all.push_back(view);
  if (space_->view().results().table) all.push_back(&space_->view());
  return all;
}

const Exportable& MainWindow::viewInFocus() const {
  const QWidget* focused = QApplication::focusWidget();
  for (const Exportable* view : exportables()) {
    const auto* widget = dynamic_cast<const QWidget*>(view);
    if (widget != nullptr && focused != nullptr && (widget == focused || widget->isAncestorOf(focused))) return *view;
  }
  return *views_->timeline;
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!projects_->mayClose()) {
    event->ignore();
    return;
  }
  if (autosave_ != nullptr) autosave_->end();
  settings_.saveLayout(*this);
  QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange && undo_ != nullptr) updateIcons();
  QMainWindow::changeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  // Views with rows of their own take Ctrl+C before it comes here.
  if (event->matches(QKeySequence::Copy)) {
    exports_.copy(viewInFocus());
  } else if (event->matches(QKeySequence::Find)) {
    edit_->find();
  } else if (event->matches(QKeySequence::SelectAll)) {
    edit_->selectAll();
  } else {
    QMainWindow::keyPressEvent(event);
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!FileCommands::openablePaths(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  files_.open(FileCommands::openablePaths(event->mimeData()));
}

}  // namespace fusewright
