#pragma once

#include <functional>

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
  /// What the table shows from now on; asked for when somebody looks at it, as pictures change many times a second.
  void setRows(std::function<TextTable()> rows);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void fillIfSeen();

  std::function<TextTable()> rows_;  ///< none: the table shows them
  TextTableView* table_;
  QWidget* page_;  ///< the table below its filter
  QToolButton* button_;
};

}  // namespace fusewright
