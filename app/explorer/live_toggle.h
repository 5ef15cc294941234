#pragma once

#include <vector>

#include <QAction>
#include <QObject>

#include "app/session/session.h"

namespace fusewright {

/// The Live toggle: whether edits are evaluated as they are made. Space in one of the plots toggles it too. It switches
/// itself off where one edit takes too long, and says so.
class LiveToggle : public QObject {
  Q_OBJECT

 public:
  /// `session` must outlive it.
  LiveToggle(Session& session, QWidget& window);

  [[nodiscard]] QAction* action() const { return action_; }
  /// Space toggles only where it has no other meaning: in plots, not in fields and buttons.
  void listenIn(const std::vector<QWidget*>& plots);

 Q_SIGNALS:
  /// Something to tell the user in passing.
  void hint(const QString& text);

 private:
  void show(bool live);

  Session& session_;
  QAction* action_;
};

}  // namespace fusewright
