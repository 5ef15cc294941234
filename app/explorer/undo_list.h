#pragma once

#include <QListWidget>

#include "app/session/session.h"

namespace fusewright {

/// The steps of the history as a list, the current one marked; a click or Enter goes there.
class UndoList : public QListWidget {
  Q_OBJECT

 public:
  /// `session` must outlive it.
  UndoList(Session& session, QWidget* parent);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void fill();
  void fillFrom(const History& history);

  Session& session_;
};

}  // namespace fusewright
