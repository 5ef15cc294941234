#pragma once

#include <functional>
#include <map>
#include <optional>

#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include "app/explorer/open_and_save.h"
#include "app/explorer/window_settings.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/io/project.h"
#include "widgets/common/offer_bar.h"
#include "widgets/common/time_navigator.h"

namespace fusewright {

/// The work as a .fusewright file: opened, saved, told to be modified; and the same as text for whoever writes figures
/// or keeps the work safe.
class Projects : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it; dialogs belong to `window`.
  Projects(Session& session, FileCommands& files, WindowSettings& settings, TimeNavigator& navigator, OfferBar& offers,
           QMainWindow& window);

  /// Opens a project, or a figure that carries one; also an autosaved one, which then is modified.
  void open(const QString& path);
  void askOpen();
  /// Writes the project where it came from; asks for a place if there is none.
  void save();
  void saveAs();
  [[nodiscard]] Result<void> saveTo(const QString& path);

  /// The file of the project; empty if it has none yet.
  [[nodiscard]] QString path() const { return path_; }
  /// Whether the project has a file that is not up to date.
  [[nodiscard]] bool isModified() const;
  /// What the title says before everything else: "mamba.fusewright[*] – "; empty without a file.
  [[nodiscard]] QString titlePart() const;
  /// The present state. Errors: there is no design yet, or its model came from no file.
  [[nodiscard]] Result<Project> project() const;
  /// The present state in one line for a file at `path`; empty if it can not be written.
  [[nodiscard]] QByteArray compactText(const QString& path) const;
  /// Says which design results are held against, to be kept in projects; none: no design.
  void setBaseline(std::function<std::optional<Design>()> baseline) { baseline_ = std::move(baseline); }
  /// The switch that folds repeats, whose state is kept in projects; it must outlive this.
  void setFoldSwitch(QAction& fold) { fold_ = &fold; }
  /// Whether the window may close now; otherwise asks inside the window what to do with changes, and closes it then.
  [[nodiscard]] bool mayClose();

 Q_SIGNALS:
  void stateChanged();
  /// What a person marked on the axis of time changed, which is no step that undo takes back.
  void marksChanged();
  /// A project was opened from that path, and its design is in the session.
  void opened(const QString& path);
  /// A project could not be opened while nothing else is.
  void notOpened();
  void told(const QString& message);
  /// The design that the project's results are held against; none: the project says nothing of one.
  void baselineOpened(const std::optional<fusewright::Design>& design);
  void failed(const Error& error);

 private:
  void finish(const LoadedProject& loaded, const QString& path);
  void takeWindow(const ProjectWindow& window);
  void refuse(const Error& error);
  void offerToOpen();
  void restoreView();
  void hashModel();
  void report(const Result<void>& saved);

  Session& session_;
  FileCommands& files_;
  WindowSettings& settings_;
  TimeNavigator& navigator_;
  OfferBar& offers_;
  QMainWindow& window_;
  QString path_;
  std::optional<Design> saved_;  ///< what is in the file; none: something else
  std::string unknown_;          ///< fields of newer programs
  std::function<std::optional<Design>()> baseline_;
  QAction* fold_ = nullptr;
  ProjectWindow pending_;  ///< to be shown once the design is evaluated
  bool isPending_ = false;
  bool closeAnyway_ = false;
  std::string hashedFile_;
  std::string hash_;
  LatestOnly jobs_;
  LatestOnly hashing_;
};

}  // namespace fusewright
