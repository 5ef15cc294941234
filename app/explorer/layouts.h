#pragma once

#include <functional>

#include <QMainWindow>
#include <QMenu>

#include "app/explorer/window_settings.h"

namespace fusewright {

/// Arrangements of the window's docks: three that come with the program, those that the user named, and a lock.
class Layouts : public QObject {
  Q_OBJECT

 public:
  /// `reset` puts every dock where it is at first. Both must outlive it.
  Layouts(WindowSettings& settings, QMainWindow& window, std::function<void()> reset);

  /// Adds its commands; the list of layouts is made anew each time the menu opens.
  void fill(QMenu& menu);
  /// Names of all layouts, those of the program first.
  [[nodiscard]] QStringList names() const;
  /// The docks that the program's own arrangements name.
  [[nodiscard]] static QStringList presetDocks();
  /// Takes a layout by its name, capitals aside; false if there is none.
  bool take(const QString& name);
  /// Keeps the present arrangement under that name.
  void keep(const QString& name);
  void forget(const QString& name);
  /// While locked, docks and tool bars can not be moved by accident.
  void setLocked(bool locked);

 Q_SIGNALS:
  /// Docks are where one of the program's own arrangements has them; their sizes are not settled yet.
  void arranged();

 private:
  void askName();
  void fillNamed(QMenu& menu);

  WindowSettings& settings_;
  QMainWindow& window_;
  std::function<void()> reset_;
};

}  // namespace fusewright
