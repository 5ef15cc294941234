#pragma once

#include <map>
#include <memory>
#include <string>

#include <QMimeData>
#include <QObject>
#include <QStringList>

#include "app/explorer/window_settings.h"
#include "app/options/design_options.h"
#include "app/options/project_design.h"
#include "app/session/latest_only.h"
#include "app/session/project_of.h"
#include "app/session/session.h"

namespace fusewright {

/// What a file is to the design.
enum class FileKind { Model, Hardware, Mapping, FusionPlan };

/// Opens files into the session, off the GUI thread, and remembers which file the design came from.
class FileCommands : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive the commands; dialogs belong to `window`.
  FileCommands(Session& session, WindowSettings& settings, QWidget& window);

  /// Asks for a file, without blocking.
  void ask(FileKind kind);
  /// Opens what was dropped, chosen from the recent files or named elsewhere; kinds are told by the endings.
  void open(const QStringList& paths);
  /// Opens a whole design, replacing what there is.
  void openDesign(const DesignOptions& options);
  void cancel();
  /// Takes a project that was read; `path` goes to the recent files unless it is empty.
  void adopt(const LoadedProject& loaded, const QString& path);

  /// What is being loaded; empty if nothing is.
  [[nodiscard]] QString loading() const { return loading_; }
  /// The command that evaluates the present design in a terminal.
  [[nodiscard]] QString commandLine() const;
  /// The files that the present design came from.
  [[nodiscard]] DesignFiles designFiles() const;
  /// The file that the accelerator was loaded from.
  [[nodiscard]] const std::string& hardwarePath() const { return sources_.hardware; }

  /// Paths of files that were dragged here and can be opened.
  [[nodiscard]] static QStringList openablePaths(const QMimeData* data);

 Q_SIGNALS:
  void loadingChanged();
  void recentFilesChanged();
  /// What is to be opened is a project, or a figure that carries one.
  void projectRequested(const QString& path);
  /// An accelerator came from a file: its values are the defaults now.
  void hardwareLoaded(const Accelerator& accelerator);

 private:
  /// Options without files, with the assumptions in use: they also say which precisions a model takes by default.
  [[nodiscard]] DesignOptions presentOptions() const;
  void load(const DesignOptions& options, const std::optional<Design>& over, const QString& what);
  void finish(const Design& design, const DesignOptions& options, const QString& what);

  Session& session_;
  WindowSettings& settings_;
  QWidget& window_;
  DesignOptions sources_;
  std::shared_ptr<const Accelerator> loadedHardware_;
  std::shared_ptr<const Workload> loadedModel_;
  std::vector<MappingRule> loadedRules_;
  QString loading_;
  LatestOnly jobs_;
};

}  // namespace fusewright
