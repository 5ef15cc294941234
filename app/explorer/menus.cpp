// The menus of MainWindow; docks and wires are in main_window.cpp.
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QWhatsThis>

#include "app/explorer/edit_commands.h"
#include "app/explorer/finders.h"
#include "app/explorer/main_window.h"
#include "app/explorer/manual.h"
#include "app/explorer/schedule_menu.h"
#include "app/explorer/theme_choice.h"
#include "app/explorer/themed_icon.h"
#include "app/explorer/view_menu.h"
#include "app/explorer/whats_this.h"

namespace fusewright {

QAction* MainWindow::addAction(QMenu& menu, const QString& id, const QString& text, const QKeySequence& shortcut,
                               const QString& tip, std::function<void()> run) {
  auto* action = menu.addAction(text);
  action->setObjectName(id);
  action->setShortcut(shortcut);
  action->setStatusTip(tip);
  const QString keys = shortcut.toString(QKeySequence::NativeText);
  action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
  connect(action, &QAction::triggered, this, std::move(run));
  return action;
}

void MainWindow::createActions() {
  createFileMenu();
  createEditMenu();
  createViewMenu();
  createScheduleMenu();
  createStudiesMenu();
  createToolsMenu();
  createWindowMenu();
  createHelpMenu();
  keys_->read(*menuBar());
}

void MainWindow::createFileMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&File"));
  addAction(menu, QStringLiteral("newFromTemplate"), tr("&New from template…"), QKeySequence::New,
            tr("Make a model from a template, without a file"), [this] { model_->showTemplates(); });
  openModel_ = addAction(menu, QStringLiteral("openModel"), tr("Open &model…"), QKeySequence::Open,
                         tr("Open an ONNX model"), [this] { files_.ask(FileKind::Model); });
  openHardware_ = addAction(menu, QStringLiteral("openHardware"), tr("Open &hardware…"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), tr("Open an accelerator"),
                            [this] { files_.ask(FileKind::Hardware); });
  addAction(menu, QStringLiteral("openMapping"), tr("Open m&apping…"), {},
            tr("Open a mapping of the model on the accelerator"), [this] { files_.ask(FileKind::Mapping); });
  addAction(menu, QStringLiteral("openFusionPlan"), tr("Open &fusion plan…"), {}, tr("Open a fusion plan"),
            [this] { files_.ask(FileKind::FusionPlan); });
  addAction(menu, QStringLiteral("openProject"), tr("Open pro&ject or figure…"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O),
            tr("Open a saved project, or the design behind an exported figure"), [this] { projects_->askOpen(); });
  addAction(menu, QStringLiteral("openSweepResults"), tr("Open s&weep results…"), {},
            tr("Open the designs of a sweep and their front"), [this] { space_->askOpen(); });
  recentMenu_ = menu.addMenu(tr("Open &recent"));
  recentMenu_->setProperty("changes", true);
  fillRecentFiles();
  menu.addSeparator();
  addAction(menu, QStringLiteral("saveProject"), tr("&Save project"), QKeySequence::Save,
            tr("Save the design as a project"), [this] { projects_->save(); });
  addAction(menu, QStringLiteral("saveProjectAs"), tr("Save project &as…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), tr("Save the design as a project under another name"),
            [this] { projects_->saveAs(); });
  menu.addSeparator();
  exportView_ = addAction(menu, QStringLiteral("exportView"), tr("&Export view…"), QKeySequence(Qt::CTRL | Qt::Key_E),
                          tr("Export the view in focus as picture or table"), [this] { exports_.ask(viewInFocus()); });
  addAction(menu, QStringLiteral("exportAll"), tr("Export a&ll…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
            tr("Export all views and tables into a folder"), [this] { exports_.askAll(exportables()); });
  addAction(menu, QStringLiteral("copyCommandLine"), tr("&Copy as command line"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
            tr("Copy the command that evaluates this design in a terminal"), [this] { copyCommandLine(); });
  menu.addSeparator();
  addAction(menu, QStringLiteral("close"), tr("&Close"), QKeySequence::Close,
            tr("Close the window; what is open is there again at the next start"), [this] { close(); });
  auto* quit = addAction(menu, QStringLiteral("quit"), tr("&Quit"), QKeySequence::Quit, tr("Leave the program"),
                         [this] { close(); });
  quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::fillRecentFiles() {
  recentMenu_->clear();
  const QStringList files = settings_.recentFiles();
  recentMenu_->setEnabled(!files.isEmpty());
  for (const QString& path : files) {
    auto* action = recentMenu_->addAction(QFileInfo(path).fileName());
    action->setToolTip(path);
    action->setStatusTip(path);
    action->setEnabled(QFileInfo::exists(path));
    connect(action, &QAction::triggered, this, [this, path] { files_.open({path}); });
  }
  recentMenu_->addSeparator();
  connect(recentMenu_->addAction(tr("&Clear")), &QAction::triggered, this, [this] {
    settings_.clearRecentFiles();
    fillRecentFiles();
  });
}

void MainWindow::createEditMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&Edit"));
  undo_ = addAction(menu, QStringLiteral("undo"), tr("&Undo"), QKeySequence::Undo, tr("Take the last edit back"),
                    [this] { session_.undo(); });
  redo_ = addAction(menu, QStringLiteral("redo"), tr("&Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
                    tr("Do the edit again"), [this] { session_.redo(); });
  menu.addSeparator();
  addAction(menu, QStringLiteral("copyView"), tr("&Copy picture or rows") + QStringLiteral("\tCtrl+C"), {},
            tr("Copy the view in focus: its picture as pixels and SVG, a table as rows"),
            [this] { exports_.copy(viewInFocus()); });
  addAction(menu, QStringLiteral("copyData"), tr("Copy &data as table"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
            tr("Copy the numbers of the view in focus, for a spreadsheet"),
            [this] { exports_.copyTable(viewInFocus()); });
  menu.addSeparator();
  edit_ = new EditCommands(*views_, *this);
  addAction(menu, QStringLiteral("find"), tr("&Find") + QStringLiteral("\tCtrl+F"), {},
            tr("Find in the view in focus: tiles, layers, rows of a table, text"), [this] { edit_->find(); });
  addAction(menu, QStringLiteral("selectAll"), tr("Select &all") + QStringLiteral("\tCtrl+A"), {},
            tr("Select all rows or text of the view in focus; in the timeline all of the time"),
            [this] { edit_->selectAll(); });
  menu.addSeparator();
  menu.addAction(live_->action());
  addAction(menu, QStringLiteral("modelSizes"), tr("Model &sizes…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
            tr("Choose the sizes, branches and iterations that the model leaves open"),
            [this] { model_->showSizes(); });
  menu.addSeparator();
  addWheelHabit(menu, *views_->navigator, settings_);
  keys_ = new KeyBindings(*views_->navigator, settings_, *this);
  addAction(menu, QStringLiteral("chooseKeys"), tr("&Keys…"), {},
            tr("Choose which key does what in the window and in the timeline"), [this] { keys_->edit(); });
}

void MainWindow::createViewMenu() {
  viewMenu_ = menuBar()->addMenu(tr("&View"));
  fit_ = addAction(*viewMenu_, QStringLiteral("showAllTime"), tr("&Show all of the time"), {}, tr("Show the whole run"),
                   [this] { views_->navigator->showAll(); });
  addAction(*viewMenu_, QStringLiteral("zoomInTime"), tr("Zoom &in"), QKeySequence::ZoomIn,
            tr("Show less of the time, larger"), [this] { zoomTime(0.5); });
  addAction(*viewMenu_, QStringLiteral("zoomOutTime"), tr("Zoom &out"), QKeySequence::ZoomOut,
            tr("Show more of the time"), [this] { zoomTime(2); });
  viewMenu_->addSeparator();
  addPanels(*viewMenu_, docks_, *views_->memory);
  findChild<QDockWidget*>(QStringLiteral("detailsDock"))->toggleViewAction()->setShortcut(QKeySequence(Qt::Key_Q));
  viewMenu_->addSeparator();
  addAction(*viewMenu_, QStringLiteral("goToGraph"), tr("&Go to the graph"), QKeySequence(Qt::CTRL | Qt::Key_G),
            tr("Show the graph of the model and move the focus there"), [this] { showGraph(); });
  addAction(*viewMenu_, QStringLiteral("goToProblems"), tr("Go to the &problems"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
            tr("Show what was assumed, left out or refused and move the focus there"),
            [this] { model_->showProblems(); });
  addAction(*viewMenu_, QStringLiteral("nextPane"), tr("&Next pane"), QKeySequence(Qt::Key_F6),
            tr("Move the focus to the next pane"), [this] { focusNextPane(); });
  viewMenu_->addSeparator();
  addAction(*viewMenu_, QStringLiteral("fullScreen"), tr("&Full screen"), QKeySequence(Qt::Key_F11),
            tr("Use the whole screen, or a window again"),
            [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  QMenu& theme = *viewMenu_->addMenu(tr("&Theme"));
  auto* group = new QActionGroup(this);
  const auto add = [&](const QString& id, const QString& text, ThemeChoice choice) {
    QAction* action = addAction(theme, id, text, {}, tr("Colours of the window"), [this, choice] {
      settings_.setTheme(choice);
      applyTheme(choice);
    });
    action->setCheckable(true);
    action->setChecked(settings_.theme() == choice);
    group->addAction(action);
  };
  add(QStringLiteral("themeAutomatic"), tr("&Automatic"), ThemeChoice::Automatic);
  add(QStringLiteral("themeLight"), tr("&Light"), ThemeChoice::Light);
  add(QStringLiteral("themeDark"), tr("&Dark"), ThemeChoice::Dark);
  applyTheme(settings_.theme());
}

void MainWindow::createScheduleMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("S&chedule"));
  new ScheduleMenu(menu, *views_, *baseline_, *this);
  menu.addAction(folding_->action());
}

void MainWindow::createStudiesMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&Studies"));
  for (const StudyFigure figure : kStudyFigures)
    addAction(menu, QStringLiteral("study%1").arg(static_cast<int>(figure)), figureTitle(figure), {},
              tr("Make this figure of the study with the assumptions on show"), [this, figure] { showStudy(figure); });
}

void MainWindow::zoomTime(double factor) {
  TimeNavigator& time = *views_->navigator;
  const TimeRange shown = time.visible();
  time.zoomAt(time.cursor().value_or((shown.from + shown.to) / 2), factor);
}

QDockWidget* MainWindow::showDock(const char* name) {
  auto* dock = findChild<QDockWidget*>(QLatin1String(name));
  dock->show();
  dock->raise();
  return dock;
}

void MainWindow::showStudy(StudyFigure figure) {
  showDock("studyDock");
  studies_->open(figure);
}

void MainWindow::showGraph() {
  showDock("graphDock");
  views_->graph->canvas().setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::createToolsMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&Tools"));
  addAction(menu, QStringLiteral("commandPalette"), tr("&Command palette…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), tr("Find a command by a few of its letters"),
            [this] { palette_->open(commandItems(*menuBar()), tr("Type a few letters of a command")); });
  addAction(menu, QStringLiteral("openSweep"), tr("&Sweep…"), {},
            tr("Evaluate many designs around this one in the background"), [this] { showDock("sweepDock"); });
  addAction(menu, QStringLiteral("openFindBetter"), tr("Find &better…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B),
            tr("Search for a better fusion plan, tiling and order for this design"),
            [this] { showDock("findBetterDock"); });
  addAction(menu, QStringLiteral("goToPlace"), tr("&Go to a layer, core or memory…"),
            QKeySequence(Qt::CTRL | Qt::Key_P),
            tr("Find a layer, core or memory by a few letters of its name, and select it"),
            [this] { palette_->open(placeItems(session_), tr("Type a few letters of a layer, core or memory")); });
}

void MainWindow::createWindowMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&Window"));
  menu.setToolTipsVisible(true);
  layouts_->fill(menu);
  connect(layouts_, &Layouts::arranged, this, &MainWindow::settleLayout);
  addAction(menu, QStringLiteral("resetLayout"), tr("&Reset layout"), {},
            tr("Put all docks back where they were at first"), [this] { resetLayout(); });
}

void MainWindow::createHelpMenu() {
  QMenu& menu = *menuBar()->addMenu(tr("&Help"));
  QAction* keys = addAction(menu, QStringLiteral("showKeys"), tr("&Keys and gestures"), {},
                            tr("Show all keys and gestures"), [this] { overlay_->toggle(); });
  keys->setShortcuts({QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)});
  addAction(menu, QStringLiteral("manual"), tr("&Manual"), {},
            tr("First steps, what each view shows, and the commands"), [this] { Manual::open(*this); });
  addAction(menu, QStringLiteral("whatsThis"), tr("&What's this?"), QKeySequence::WhatsThis,
            tr("Click on something to read what it is for"), [] { QWhatsThis::enterWhatsThisMode(); });
  new WhatsThisTips(*this);
  menu.addSeparator();
  QAction* about = addAction(menu, QStringLiteral("about"), tr("&About Fusewright"), {}, tr("Version and licence"),
                             [this] { showAbout(); });
  about->setMenuRole(QAction::AboutRole);
}

void MainWindow::copyCommandLine() {
  const QString line = files_.commandLine();
  if (line.isEmpty()) {
    status_->showMessage(tr("No command can read this model: it came neither from a file nor from a template"), 8000);
    return;
  }
  QApplication::clipboard()->setText(line);
  status_->showMessage(tr("Copied: %1").arg(line), 8000);
}

void MainWindow::showAbout() {
  auto* box = new QMessageBox(this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setWindowTitle(tr("About Fusewright"));
  box->setIconPixmap(programIcon().pixmap(48, 48));
  box->setText(tr("<b>Fusewright %1</b><br>Explorer for fine-grained operator fusion on machine-learning accelerators")
                   .arg(QApplication::applicationVersion()));
  box->setInformativeText(
      tr("Free software under the GNU General Public License, version 3 or later.\nBuilt with Qt %1 and QCustomPlot.")
          .arg(QLatin1String(qVersion())));
  box->open();
}

}  // namespace fusewright
