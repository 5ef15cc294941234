#pragma once

#include <QObject>

#include "app/explorer/open_and_save.h"
#include "app/session/session.h"
#include "widgets/problems/problems_view.h"

namespace fusewright {

/// What was read, assumed and refused, in the window: shows that of the model that waits to be opened or else that of
/// the design, and leads to the nodes.
class Problems : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it; the view and its button belong to `window`.
  Problems(Session& session, FileCommands& files, QWidget& window);

  [[nodiscard]] ProblemsView& view() const { return *view_; }
  /// How many problems there are, for the status line; asks for the view when it is pressed.
  [[nodiscard]] QToolButton& button() const { return *button_; }

 Q_SIGNALS:
  void viewRequested();
  /// The graph is to show that layer.
  void layerRequested(LayerId layer);
  void choicesRequested(const QString& node);

 private:
  void show();
  void showButton();
  void goTo(const Selection& place);

  Session& session_;
  FileCommands& files_;
  ProblemsView* view_;
  QToolButton* button_;
  std::shared_ptr<const Workload> shownModel_;
  std::shared_ptr<const Evaluation> shownEvaluation_;
};

}  // namespace fusewright
