#include "app/explorer/undo_list.h"

namespace fusewright {

UndoList::UndoList(Session& session, QWidget* parent) : QListWidget(parent), session_(session) {
  setObjectName(QStringLiteral("undoList"));
  setAccessibleName(tr("History of edits"));
  setToolTip(tr("All edits, the newest last; a click goes back or forth to how things were after one"));
  setUniformItemSizes(true);
  connect(&session_, &Session::historyChanged, this, &UndoList::fill);
  const auto go = [this](const QListWidgetItem* item) { session_.goTo(static_cast<std::size_t>(row(item))); };
  connect(this, &QListWidget::itemClicked, this, go);
  connect(this, &QListWidget::itemActivated, this, go);
}

void UndoList::showEvent(QShowEvent* event) {
  QListWidget::showEvent(event);
  fill();
}

void UndoList::fill() {
  if (!isVisible()) return;
  if (const History* history = session_.history()) fillFrom(*history);
}

void UndoList::fillFrom(const History& history) {
  const auto text = [&](std::size_t step) {
    return step == 0 ? tr("As opened") : QString::fromStdString(history.text(step));
  };
  const int size = static_cast<int>(history.size());
  while (count() > size) delete takeItem(count() - 1);
  for (int step = 0; step < size; ++step) {
    const QString wanted = text(static_cast<std::size_t>(step));
    if (step == count()) addItem(wanted);
    if (item(step)->text() != wanted) item(step)->setText(wanted);
    const bool undone = static_cast<std::size_t>(step) > history.position();
    const QBrush brush = palette().brush(undone ? QPalette::Disabled : QPalette::Active, QPalette::Text);
    if (item(step)->foreground() != brush) item(step)->setForeground(brush);
  }
  setCurrentRow(static_cast<int>(history.position()));
}

}  // namespace fusewright
