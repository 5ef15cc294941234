#include "widgets/range/range_view.h"

#include <cmath>

#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/common/filter_bar.h"
#include "widgets/common/format.h"

namespace fusewright {

RangeView::RangeView(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), marks_(new MarksTable(this)), table_(new DataTable(this)) {
  setObjectName(QStringLiteral("rangeView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->addWidget(title_);
  title_->setText(tr("Drag over the timeline to add up a range"));
  title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  createTable();
  auto* parts = new QSplitter(Qt::Horizontal, this);
  parts->addWidget(withFilter(*table_, parts));
  parts->addWidget(marks_);
  parts->setStretchFactor(0, 3);
  parts->setStretchFactor(1, 2);
  parts->setChildrenCollapsible(false);
  marks_->hide();
  layout->addWidget(parts, 1);
}

void RangeView::createTable() {
  table_->setRows(model_);
  table_->setAccessibleName(tr("What happens in the range"));
  const int letter = fontMetrics().averageCharWidth();
  table_->horizontalHeader()->setDefaultSectionSize(letter * 11);
  table_->horizontalHeader()->resizeSection(RangeModel::Name, letter * 28);
  table_->horizontalHeader()->resizeSection(RangeModel::Sum, letter * 13);
  connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
    const Selection target = model_.rows()[static_cast<std::size_t>(table_->sourceRow(index))].target;
    if (!std::holds_alternative<std::monostate>(target)) Q_EMIT selectionRequested(target);
  });
}

void RangeView::setRows(std::vector<RangeRow> rows, TimeRange range) {
  model_.setRows(std::move(rows));
  title_->setText(tr("Cycles %1 to %2: %3")
                      .arg(exactNumber(std::round(range.from)), exactNumber(std::round(range.to)),
                           formatCycles(Cycles(std::round(range.length()))).exact));
}

void RangeView::setMarks(std::vector<TimeMark> marks) {
  marks_->setVisible(!marks.empty());
  marks_->setMarks(std::move(marks));
}

}  // namespace fusewright
