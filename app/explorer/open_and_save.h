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
#include "app/session/hardware_sources.h"
#include "app/session/latest_only.h"
#include "app/session/load_design.h"
#include "app/session/model_source.h"
#include "app/session/project_of.h"
#include "app/session/session.h"

namespace fusewright {

/// What a file is to the design.
enum class FileKind { Model, Hardware, Mapping, FusionPlan };

/// What a user decides about a model that its file leaves open, in the words of the options --dim, --branch, --trips.
struct ReadingChoices {
  std::vector<std::string> dims;
  std::vector<std::string> branches;
  std::vector<std::string> trips;

  [[nodiscard]] bool empty() const { return dims.empty() && branches.empty() && trips.empty(); }
  friend bool operator==(const ReadingChoices&, const ReadingChoices&) = default;
};

/// A model that was read and is not opened yet, because sizes are to be chosen first; they are guessed for now.
struct WaitingModel {
  SourcedDesign loaded;
  DesignOptions options;
  QString what;
};

/// Opens files into the session, off the GUI thread, and remembers which file each model came from. A model that leaves
/// sizes open waits until they are chosen.
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

  /// The model that waits for its sizes; none if no model does.
  [[nodiscard]] const WaitingModel* waiting() const { return waiting_ ? &*waiting_ : nullptr; }
  /// Opens the model that waits, with those sizes.
  void openWaiting(const ReadingChoices& choices);
  /// Forgets it; the design stays as it is.
  void dropWaiting();
  /// Reads the file of the present model again with other choices, as an edit that can be undone.
  void reread(const ReadingChoices& choices);
  [[nodiscard]] ModelSources& models() { return models_; }
  /// Remembers where a model came from that was made elsewhere.
  void know(const std::shared_ptr<const Workload>& workload, std::shared_ptr<const ModelSource> source) {
    if (source) models_.remember(workload, std::move(source));
  }
  /// Remembers which file an accelerator came from that was read elsewhere.
  void know(HardwareSource source) { hardware_.remember(std::move(source)); }
  /// Where the present design's model came from, if from a file or a template.
  [[nodiscard]] std::shared_ptr<const ModelSource> presentSource() const;

  /// What is being loaded; empty if nothing is.
  [[nodiscard]] QString loading() const { return loading_; }
  /// The command that evaluates the present design in a terminal; empty if no command can read its model.
  [[nodiscard]] QString commandLine() const;
  /// The files that a design came from which is or was on show.
  [[nodiscard]] DesignFiles designFiles(const Design& design) const;
  /// The files that the present design came from.
  [[nodiscard]] DesignFiles designFiles() const { return designFiles(session_.snapshot().design); }
  /// The file that an accelerator was read from last; empty if there is none.
  [[nodiscard]] std::string hardwarePath() const;

  /// Paths of files that were dragged here and can be opened.
  [[nodiscard]] static QStringList openablePaths(const QMimeData* data);

 Q_SIGNALS:
  void loadingChanged();
  void waitingChanged();
  void recentFilesChanged();
  /// What is to be opened is a project, or a figure that carries one.
  void projectRequested(const QString& path);
  /// What is to be opened is the database of a sweep.
  void resultsRequested(const QString& path);
  /// Neither a model nor an accelerator is named or open, and what is named besides is in order.
  void modelWanted();
  /// An accelerator came from a file: its values are the defaults now.
  void hardwareLoaded(const Accelerator& accelerator);

 private:
  /// Options without files, with the assumptions in use: they also say which precisions a model takes by default.
  [[nodiscard]] DesignOptions presentOptions() const;
  /// Says what is wrong with what there is besides a model and an accelerator, if anything.
  void checkAlone(const DesignOptions& options);
  void load(const DesignOptions& options, const std::optional<Design>& over, const QString& what);
  void take(SourcedDesign loaded, const DesignOptions& options, const QString& what);
  void finish(const SourcedDesign& loaded, const DesignOptions& options, const QString& what);
  void setLoading(const QString& what);
  [[nodiscard]] std::optional<Design> presentDesign() const;
  /// `options` with what was chosen when the model was last open, unless they say something themselves.
  [[nodiscard]] DesignOptions remembered(DesignOptions options) const;
  void rememberChoices(const ModelSource& source);

  Session& session_;
  WindowSettings& settings_;
  QWidget& window_;
  std::string mappingPath_;
  ModelSources models_;
  std::optional<WaitingModel> waiting_;
  HardwareSources hardware_;
  std::vector<MappingRule> loadedRules_;
  QString loading_;
  LatestOnly jobs_;
};

}  // namespace fusewright
