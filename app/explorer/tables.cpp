#include "app/explorer/tables.h"

#include <QDockWidget>

namespace fusewright {

Tables::Tables(WindowSettings& settings, ExportCommands& exports, QWidget& window)
    : QObject(&window), settings_(settings), exports_(exports) {
  for (auto* table : window.findChildren<DataTable*>()) take(*table);
}

QString Tables::nameOf(const DataTable& table) {
  const QWidget* around = &table;
  while (around != nullptr && qobject_cast<const QDockWidget*>(around) == nullptr) around = around->parentWidget();
  QString name = around != nullptr ? around->objectName() : QStringLiteral("window");
  if (name.endsWith(QLatin1String("Dock"))) name.chop(4);
  return table.objectName().isEmpty() ? name : name + QLatin1Char('_') + table.objectName();
}

void Tables::take(DataTable& table) {
  const QString key = QStringLiteral("tables/") + nameOf(table);
  table.setColumnState(settings_.value(key).toMap());
  connect(&table, &DataTable::columnsChanged, this,
          [this, &table, key] { settings_.setValue(key, table.columnState()); });
  connect(&table, &DataTable::saveRequested, this,
          [this, &table] { exports_.askRows(table.selectedRows(), nameOf(table)); });
}

}  // namespace fusewright
