#pragma once

#include <QObject>

#include "app/session/profile_runner.h"
#include "app/session/session.h"
#include "widgets/hardware/hardware_view.h"

namespace fusewright {

/// Sensitivity sparklines and infeasible ranges in the hardware editor: found out in the background while nothing
/// changes, dropped on any edit.
class Sensitivities : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  Sensitivities(Evaluator evaluate, Session& session, HardwareView& view, QObject* parent);

  [[nodiscard]] const ProfileRunner& runner() const { return runner_; }

 protected:
  /// Nothing is found out that nobody can see.
  bool eventFilter(QObject* view, QEvent* event) override;

 private:
  void updateWanted();
  void showSnapshot();

  Session& session_;
  HardwareView& view_;
  ProfileRunner runner_;
};

}  // namespace fusewright
