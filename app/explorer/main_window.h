#pragma once

#include <memory>

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include "app/explorer/autosave.h"
#include "app/explorer/baseline.h"
#include "app/explorer/command_palette.h"
#include "app/explorer/design_space.h"
#include "app/explorer/durations.h"
#include "app/explorer/edit_commands.h"
#include "app/explorer/editors.h"
#include "app/explorer/export_commands.h"
#include "app/explorer/folding.h"
#include "app/explorer/hardware_text.h"
#include "app/explorer/insights.h"
#include "app/explorer/key_bindings.h"
#include "app/explorer/layouts.h"
#include "app/explorer/live_toggle.h"
#include "app/explorer/model_docks.h"
#include "app/explorer/open_and_save.h"
#include "app/explorer/playhead.h"
#include "app/explorer/projects.h"
#include "app/explorer/range_sums.h"
#include "app/explorer/sensitivities.h"
#include "app/explorer/shortcut_overlay.h"
#include "app/explorer/status_line.h"
#include "app/explorer/studies.h"
#include "app/explorer/views.h"
#include "app/explorer/window_settings.h"
#include "app/session/session.h"
#include "app/session/sweep_runner.h"
#include "widgets/common/banner.h"

namespace fusewright {

class PlanEditing;

/// The window: docks, menus, and the wires between views and session. What it works on is in Session.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow(Evaluator evaluate, SettingsUse settings, QWidget* parent = nullptr);

  [[nodiscard]] Session& session() { return session_; }
  [[nodiscard]] SweepRunner& sweep() { return sweep_; }
  [[nodiscard]] FileCommands& files() { return files_; }
  [[nodiscard]] Projects& projects() { return *projects_; }
  /// None if settings are ignored.
  [[nodiscard]] Autosave* autosave() { return autosave_; }
  [[nodiscard]] const OfferBar& offers() const { return *offers_; }
  [[nodiscard]] Views& views() { return *views_; }
  [[nodiscard]] Insights& insights() { return *insights_; }
  [[nodiscard]] Editors& editors() { return *editors_; }
  [[nodiscard]] PlanEditing& planEditing() { return *planEditing_; }
  [[nodiscard]] HardwareText& hardwareText() { return *hardwareText_; }
  /// Every view that can be exported, in the order of a folder's listing.
  [[nodiscard]] std::vector<const Exportable*> exportables() const;
  [[nodiscard]] Baseline& baseline() { return *baseline_; }
  [[nodiscard]] ModelDocks& model() { return *model_; }
  [[nodiscard]] Playhead& playhead() { return *playhead_; }
  [[nodiscard]] DesignSpacePanel& designSpace() { return *space_; }
  [[nodiscard]] const Banner& banner() const { return *banner_; }
  [[nodiscard]] ExportCommands& exports() { return exports_; }
  [[nodiscard]] Layouts& layouts() { return *layouts_; }
  [[nodiscard]] const CommandPalette& palettes() const { return *palette_; }
  void resetLayout();

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QDockWidget* addDock(const QString& name, const QString& title, QWidget* view, Qt::DockWidgetArea area);
  /// Docks in one place with another one, which stays on top.
  void addTabs(QDockWidget& beside, const std::vector<Panel>& panels, Qt::DockWidgetArea area);
  void createDocks();
  void createModelDocks();
  /// Docks for other designs: results of sweeps, searches.
  void createExploration(QDockWidget& beside);
  void createMessages();
  void createActions();
  void createFileMenu();
  void createEditMenu();
  void createViewMenu();
  void createScheduleMenu();
  void createStudiesMenu();
  void createToolsMenu();
  void createWindowMenu();
  void createHelpMenu();
  void createToolBar();
  void connectSession();
  void fillRecentFiles();
  void showHistory();
  void showTitle();
  void updateIcons();
  void settleLayout();
  void focusNextPane();
  QDockWidget* showDock(const char* name);
  void showStudy(StudyFigure figure);
  void showGraph();
  void copyCommandLine();
  void showAbout();
  [[nodiscard]] const Exportable& viewInFocus() const;
  void zoomTime(double factor);
  /// `id` stays what it is when the text or the menu changes: the key that somebody chose is kept by it.
  QAction* addAction(QMenu& menu, const QString& id, const QString& text, const QKeySequence& shortcut,
                     const QString& tip, std::function<void()> run);

  WindowSettings settings_;
  Session session_;
  SweepRunner sweep_;
  FileCommands files_;
  ExportCommands exports_;
  Views* views_;
  Studies* studies_;
  Insights* insights_;
  Editors* editors_;
  HardwareText* hardwareText_;
  LiveToggle* live_;
  Baseline* baseline_;
  RangeSums* rangeSums_;
  Folding* folding_;
  Playhead* playhead_;
  Durations* durations_;
  ModelDocks* model_;
  DesignSpacePanel* space_;
  Banner* banner_;
  OfferBar* offers_;
  PlanEditing* planEditing_;
  Projects* projects_;
  Autosave* autosave_ = nullptr;
  Layouts* layouts_;
  CommandPalette* palette_;
  StatusLine* status_;
  ShortcutOverlay* overlay_;
  KeyBindings* keys_ = nullptr;
  EditCommands* edit_ = nullptr;
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
