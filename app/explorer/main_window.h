#pragma once

#include <memory>

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include "app/explorer/export_commands.h"
#include "app/explorer/open_and_save.h"
#include "app/explorer/shortcut_overlay.h"
#include "app/explorer/status_line.h"
#include "app/explorer/studies.h"
#include "app/explorer/views.h"
#include "app/explorer/window_settings.h"
#include "app/session/session.h"
#include "app/session/sweep_runner.h"
#include "widgets/common/banner.h"

namespace fusewright {

/// The window: docks, menus, and the wires between views and session. What it works on is in Session.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow(Evaluator evaluate, SettingsUse settings, QWidget* parent = nullptr);

  [[nodiscard]] Session& session() { return session_; }
  [[nodiscard]] SweepRunner& sweep() { return sweep_; }
  [[nodiscard]] FileCommands& files() { return files_; }
  [[nodiscard]] Views& views() { return *views_; }
  [[nodiscard]] const Banner& banner() const { return *banner_; }
  [[nodiscard]] const ExportCommands& exports() const { return exports_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QDockWidget* addDock(const QString& name, const QString& title, QWidget* view, Qt::DockWidgetArea area);
  void createDocks();
  void createMessages();
  void createActions();
  void createFileMenu();
  void createEditMenu();
  void createViewMenu();
  void createStudiesMenu();
  void createHelpMenu();
  void createToolBar();
  void connectSession();
  void fillRecentFiles();
  void showHistory();
  void showTitle();
  void updateIcons();
  void resetLayout();
  void setDefaultSizes();
  void focusNextPane();
  void showStudy(StudyFigure figure);
  void showGraph();
  void copyCommandLine();
  void showAbout();
  [[nodiscard]] const Exportable& viewInFocus() const;
  QAction* addAction(QMenu& menu, const QString& text, const QKeySequence& shortcut, const QString& tip,
                     std::function<void()> run);

  WindowSettings settings_;
  Session session_;
  SweepRunner sweep_;
  FileCommands files_;
  ExportCommands exports_;
  Views* views_;
  Studies* studies_;
  Banner* banner_;
  StatusLine* status_;
  ShortcutOverlay* overlay_;
  QMenu* recentMenu_ = nullptr;
  QMenu* viewMenu_ = nullptr;
  QAction* openModel_ = nullptr;
  QAction* openHardware_ = nullptr;
  QAction* exportView_ = nullptr;
  QAction* undo_ = nullptr;
  QAction* redo_ = nullptr;
  QAction* fit_ = nullptr;
  std::vector<QDockWidget*> docks_;
  QByteArray defaultLayout_;
};

}  // namespace fusewright
