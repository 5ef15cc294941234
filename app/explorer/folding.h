#pragma once

#include <memory>
#include <vector>

#include <QAction>
#include <QObject>

#include "app/explorer/views.h"
#include "app/explorer/window_settings.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/metrics/steady_state.h"

namespace fusewright {

/// Folds what a schedule repeats out of the views over time: the first period stands for all of them. Finds steady
/// states when it is switched on and for each schedule after that, off the GUI thread where there are many tiles.
class Folding : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it. Begins as it was switched by hand last, as `settings` say.
  Folding(Session& session, Views& views, WindowSettings& settings, QObject* parent);

  /// Checked while repeats are folded; for menus and bars.
  [[nodiscard]] QAction* action() const { return action_; }

 Q_SIGNALS:
  /// What was folded, or that nothing repeats.
  void said(const QString& message);

 private:
  void refresh();
  void show(const std::shared_ptr<const Evaluation>& evaluation, const std::vector<SteadyState>& states);

  Session& session_;
  Views& views_;
  QAction* action_;
  std::shared_ptr<const Evaluation> folded_;  ///< whose repeats are folded
  LatestOnly jobs_;
};

}  // namespace fusewright
