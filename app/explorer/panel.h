#pragma once

#include <QString>
#include <QWidget>

namespace fusewright {

/// A view that wants a dock: the dock's object name, its title, and the view.
struct Panel {
  QString name;
  QString title;
  QWidget* view = nullptr;
};

}  // namespace fusewright
