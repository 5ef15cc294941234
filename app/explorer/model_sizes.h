#pragma once

#include <QObject>

#include "app/explorer/open_and_save.h"
#include "app/session/session.h"
#include "widgets/model/model_sizes_view.h"

namespace fusewright {

/// Sizes, branches and iterations that a model leaves open, in the window: asks for them before such a model is opened
/// and lets them be changed afterwards, as edits that can be undone.
class ModelSizes : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it; the view belongs to `window`.
  ModelSizes(Session& session, FileCommands& files, QWidget& window);

  [[nodiscard]] ModelSizesView& view() const { return *view_; }

 Q_SIGNALS:
  /// A model waits for its sizes: the view is to be seen.
  void viewRequested();
  /// No model waits any more.
  void viewNotNeeded();
  /// The user wants to see that layer of the model on show.
  void layerRequested(LayerId layer);

 private:
  void show();
  void apply(const ModelDecisions& decisions);
  void goTo(const std::string& node);

  Session& session_;
  FileCommands& files_;
  ModelSizesView* view_;
  bool waited_ = false;
};

/// What of a model can be decided, with the present values.
[[nodiscard]] OpenModel openModelOf(const Workload& workload, const ModelSource& source, bool waits);

/// The decisions in the words of the options; what `reading` had decided of other nodes stays.
[[nodiscard]] ReadingChoices choicesOf(const ModelDecisions& decisions, const DesignOptions& reading);

}  // namespace fusewright
