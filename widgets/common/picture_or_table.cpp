#include "widgets/common/picture_or_table.h"

#include <utility>

#include "widgets/common/filter_bar.h"

namespace fusewright {

PictureOrTable::PictureOrTable(QWidget* picture, const QString& tableName, QWidget* parent)
    : QStackedWidget(parent),
      table_(new TextTableView(this)),
      page_(withFilter(*table_, this)),
      button_(new QToolButton(parent)) {
  addWidget(picture);
  addWidget(page_);
  table_->setAccessibleName(tableName);
  button_->setText(tr("&Table"));
  button_->setCheckable(true);
  button_->setToolTip(tr("View as table; rows can be copied"));
  button_->setAccessibleName(tr("View as table"));
  connect(button_, &QToolButton::toggled, this,
          [this, picture](bool table) { setCurrentWidget(table ? page_ : picture); });
  connect(this, &QStackedWidget::currentChanged, this, &PictureOrTable::fillIfSeen);
}

void PictureOrTable::setRows(std::function<TextTable()> rows) {
  rows_ = std::move(rows);
  fillIfSeen();
}

void PictureOrTable::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  fillIfSeen();
}

void PictureOrTable::fillIfSeen() {
  if (!rows_ || !isVisible() || currentWidget() != page_) return;
  table_->setTable(std::exchange(rows_, nullptr)());
}

}  // namespace fusewright
