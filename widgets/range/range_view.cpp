#include "widgets/range/range_view.h"

#include <cmath>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QVBoxLayout>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

enum Column { Name, Sum, Share, Average, Least, Most, Count, Energy, Moved, ColumnCount };
constexpr int kSortRole = Qt::UserRole;
constexpr int kRowRole = Qt::UserRole + 1;

/// Sorts by numbers where cells have them.
class RangeItem : public QTreeWidgetItem {
 public:
  using QTreeWidgetItem::QTreeWidgetItem;

  bool operator<(const QTreeWidgetItem& other) const override {
    const int column = treeWidget()->sortColumn();
    if (column == Name) return text(column).localeAwareCompare(other.text(column)) < 0;
    return data(column, kSortRole).toDouble() < other.data(column, kSortRole).toDouble();
  }

  void set(int column, const NumberText& number, double value) {
    setText(column, number.brief);
    setToolTip(column, number.exact);
    setData(column, kSortRole, value);
    setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  }
};

void fillItem(RangeItem& item, const RangeRow& row, int index) {
  item.setText(Name, row.name);
  item.setData(Name, kRowRole, index);
  item.set(Count, formatCount(row.time.count), static_cast<double>(row.time.count));
  if (row.kind == RangeRow::Kind::Link) {
    item.set(Moved, formatBits(Bits(std::llround(row.bits))), row.bits);
    return;
  }
  const auto cycles = [&](int column, double value) { item.set(column, formatCycles(Cycles(value)), value); };
  cycles(Sum, row.time.sum);
  cycles(Average, row.time.mean());
  cycles(Least, row.time.least);
  cycles(Most, row.time.most);
  item.set(Share, formatShare(row.share), row.share);
  if (row.kind == RangeRow::Kind::Layer) item.set(Energy, formatEnergy(Picojoules(row.energy)), row.energy);
}

}  // namespace

RangeView::RangeView(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), marks_(new QLabel(this)), table_(new QTreeWidget(this)) {
  setObjectName(QStringLiteral("rangeView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->addWidget(title_);
  layout->addWidget(table_, 1);
  layout->addWidget(marks_);
  title_->setText(tr("Drag over the timeline to add up a range"));
  title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  marks_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  marks_->setAccessibleName(tr("Distances between marks"));
  marks_->setWordWrap(true);
  marks_->hide();
  createTable();
}

void RangeView::createTable() {
  table_->setAccessibleName(tr("What happens in the range"));
  table_->setColumnCount(ColumnCount);
  table_->setHeaderLabels({tr("What"), tr("Sum"), tr("Share"), tr("Average"), tr("Least"), tr("Most"), tr("Count"),
                           tr("Energy"), tr("Moved")});
  table_->setRootIsDecorated(false);
  table_->setUniformRowHeights(true);
  table_->setAlternatingRowColors(true);
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table_->setSortingEnabled(true);
  table_->header()->setSortIndicator(-1, Qt::AscendingOrder);
  table_->header()->resizeSection(Name, fontMetrics().averageCharWidth() * 34);
  connect(table_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    const Selection target = rows_[static_cast<std::size_t>(item->data(Name, kRowRole).toInt())].target;
    if (!std::holds_alternative<std::monostate>(target)) Q_EMIT selectionRequested(target);
  });
  auto* copyAction = new QAction(tr("Copy rows"), table_);
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetShortcut);
  connect(copyAction, &QAction::triggered, this, &RangeView::copy);
  table_->addAction(copyAction);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RangeView::setRows(std::vector<RangeRow> rows, TimeRange range) {
  rows_ = std::move(rows);
  title_->setText(tr("Cycles %1 to %2: %3")
                      .arg(exactNumber(std::round(range.from)), exactNumber(std::round(range.to)),
                           formatCycles(Cycles(std::round(range.length()))).exact));
  fill();
}

void RangeView::fill() {
  table_->setSortingEnabled(false);
  table_->clear();
  for (std::size_t index = 0; index < rows_.size(); ++index)
    fillItem(*new RangeItem(table_), rows_[index], static_cast<int>(index));
  table_->setSortingEnabled(true);
}

void RangeView::setMarks(const std::vector<double>& marks) {
  QStringList lines;
  for (std::size_t index = 0; index < marks.size(); ++index) {
    QString line = tr("Mark %1 at %2").arg(index + 1).arg(exactNumber(std::round(marks[index])));
    if (index > 0) line += tr(": Δ %1").arg(formatCycles(Cycles(std::round(marks[index] - marks[index - 1]))).exact);
    lines << line;
  }
  marks_->setText(lines.join(QStringLiteral("  ·  ")));
  marks_->setVisible(!lines.isEmpty());
}

void RangeView::copy() const {
  TextTable table = rangeTable(rows_);
  const auto chosen = table_->selectedItems();
  if (!chosen.isEmpty()) {
    TextTable some{.headings = table.headings, .rows = {}};
    for (const QTreeWidgetItem* item : chosen)
      some.rows.push_back(table.rows[static_cast<std::size_t>(item->data(Name, kRowRole).toInt())]);
    table = some;
  }
  QApplication::clipboard()->setText(toTsv(table));
}

}  // namespace fusewright
