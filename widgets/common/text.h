#pragma once
#include <QCoreApplication>
#include <QString>

namespace fusewright {

/// Text for the screen of functions that belong to no class: translated like that of classes, all of it in one context.
inline QString tr(const char* text) {
  return QCoreApplication::translate("Views", text);
}

}  // namespace fusewright
