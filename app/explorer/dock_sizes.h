#pragma once

#include <QMainWindow>

namespace fusewright {

/// Brings those docks to the front that are so at first, each of the docks that share a place with it.
void raiseFirstDocks(QMainWindow& window);

/// Gives the columns and rows of docks the room that suits what is in them: for those that are shown, whichever they
/// are.
void shareRoom(QMainWindow& window);

}  // namespace fusewright
