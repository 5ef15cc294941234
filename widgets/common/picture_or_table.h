#pragma once

#include <QStackedWidget>
#include <QToolButton>

#include "widgets/common/text_table_view.h"

namespace fusewright {

/// A picture, and the same as a table whose rows can be copied; a button changes between them.
class PictureOrTable : public QStackedWidget {
  Q_OBJECT

 public:
  /// Takes `picture`; `tableName` is what the table is called for those who can not see it.
  PictureOrTable(QWidget* picture, const QString& tableName, QWidget* parent);

  /// The button that changes to the table and back; it finds its place elsewhere.
  [[nodiscard]] QToolButton* button() const { return button_; }
  [[nodiscard]] TextTableView& table() const { return *table_; }

 private:
  TextTableView* table_;
  QToolButton* button_;
};

}  // namespace fusewright
