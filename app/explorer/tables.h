#pragma once

#include <QObject>

#include "app/explorer/export_commands.h"
#include "app/explorer/window_settings.h"
#include "widgets/common/data_table.h"

namespace fusewright {

/// What all tables of the window share: their columns are as their user left them, and their rows go to files.
class Tables : public QObject {
  Q_OBJECT

 public:
  /// Finds the tables in `window`, whose docks are there by now. All of them must outlive it.
  Tables(WindowSettings& settings, ExportCommands& exports, QWidget& window);

 private:
  void take(DataTable& table);
  /// Of the settings, and of a file: the dock it is in, and its own name if it has one.
  [[nodiscard]] static QString nameOf(const DataTable& table);

  WindowSettings& settings_;
  ExportCommands& exports_;
};

}  // namespace fusewright
