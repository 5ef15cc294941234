#include "widgets/range/marks_table.h"

#include <algorithm>

#include <QAction>

namespace fusewright {

MarksTable::MarksTable(QWidget* parent) : DataTable(parent) {
  setObjectName(QStringLiteral("marksTable"));
  setAccessibleName(tr("Marks"));
  setRows(model_);
  setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
  horizontalHeader()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 11);
  horizontalHeader()->resizeSection(MarksModel::Number, fontMetrics().averageCharWidth() * 7);
  connect(&model_, &MarksModel::renamed, this, &MarksTable::renameRequested);
  connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
    if (index.column() != MarksModel::Name) Q_EMIT goToRequested(static_cast<std::size_t>(sourceRow(index)));
  });
  addAction(tr("&Go to the mark"), {}, [this](std::size_t mark) { Q_EMIT goToRequested(mark); });
  addAction(tr("Re&name…"), {},
            [this](std::size_t mark) { edit(shownIndex(static_cast<int>(mark)).siblingAtColumn(MarksModel::Name)); });
  addAction(tr("&Remove"), QKeySequence::Delete, [this](std::size_t mark) { Q_EMIT removeRequested(mark); });
}

void MarksTable::addAction(const QString& text, const QKeySequence& key, std::function<void(std::size_t mark)> run) {
  auto* action = new QAction(text, this);
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetShortcut);
  connect(action, &QAction::triggered, this, [this, run = std::move(run)] {
    if (currentIndex().isValid()) run(static_cast<std::size_t>(sourceRow(currentIndex())));
  });
  QWidget::addAction(action);
}

void MarksTable::setMarks(std::vector<TimeMark> marks) {
  const int row = currentIndex().isValid() ? currentIndex().row() : 0;
  model_.setMarks(std::move(marks));
  if (model()->rowCount() > 0) setCurrentIndex(model()->index(std::min(row, model()->rowCount() - 1), 0));
}

}  // namespace fusewright
