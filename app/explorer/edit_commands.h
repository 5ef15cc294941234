#pragma once

#include <QObject>
#include <QWidget>

#include "app/explorer/views.h"

namespace fusewright {

/// Commands of the menu Edit that mean the view in focus.
class EditCommands : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  EditCommands(Views& views, QWidget& window);

  /// Goes to the field in which the view in focus is searched or filtered; that of the timeline if it has none.
  void find();
  /// Selects all rows or text of what is in focus; in drawings over time marks the whole run.
  void selectAll();

 private:
  Views& views_;
};

}  // namespace fusewright
