// Layers and groups dragged in GroupTree, and what is said of changes before they are made; its state is in
// group_tree.cpp.
#include <QCursor>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QToolTip>

#include "core/evaluate/regrouped_request.h"
#include "widgets/common/names.h"
#include "widgets/fusion/cut_rows.h"
#include "widgets/fusion/group_tree.h"

namespace fusewright {

void GroupTree::startDrag(Qt::DropActions actions) {
  dragged_ = current();
  place_.reset();
  verdict_.reset();
  QTreeWidget::startDrag(actions);
  dragged_.reset();
  QToolTip::hideText();
}

std::optional<DropPlace> GroupTree::placeAt(QPoint position) const {
  const auto target = sourceOf(itemAt(position));
  if (!target) return std::nullopt;
  DropPlace place{.row = target->row, .where = DropPlace::Where::On};
  // Within a group there is only file order: a child stands for its group.
  if (!target->family) {
    if (dropIndicatorPosition() == QAbstractItemView::AboveItem) place.where = DropPlace::Where::Above;
    if (dropIndicatorPosition() == QAbstractItemView::BelowItem) place.where = DropPlace::Where::Below;
  }
  return place;
}

/// "Fuse relu/Relu with conv1/Conv"; what is not fused is called by what happens to it.
QString GroupTree::sayingOf(const DragSource& source, const DropPlace& place, const Regrouping& change) const {
  const Workload& workload = *evaluation_->workload;
  if (place.where != DropPlace::Where::On) return QString::fromStdString(regroupingText(workload, change));
  const auto& plan = evaluation_->mapping->fusion;
  const auto nameOf = [&](const FusionRow& row) {
    return row.fused ? groupTitle(workload, plan.groups[row.group]) : row.title;
  };
  const FusionRow& from = rows_[source.row];
  const QString dragged = source.family ? familyText(workload, from.families[*source.family]) : nameOf(from);
  return tr("Fuse %1 with %2").arg(dragged, nameOf(rows_[place.row]));
}

std::optional<DropVerdict> GroupTree::verdictOn(const DragSource& source, const DropPlace& place) const {
  if (!evaluation_) return std::nullopt;
  const Workload& workload = *evaluation_->workload;
  const auto change = droppedOn(workload, evaluation_->mapping->fusion, rows_, source, place);
  if (!change) return std::nullopt;
  const auto request = regroupedRequest(*evaluation_, request_, *change);
  if (request) return DropVerdict{.possible = true, .text = sayingOf(source, place, *change)};
  return DropVerdict{.possible = false,
                     .text = tr("Not possible: %1").arg(QString::fromStdString(request.error().what))};
}

void GroupTree::dragMoveEvent(QDragMoveEvent* event) {
  QTreeWidget::dragMoveEvent(event);  // for the indicator and scrolling
  const auto place = placeAt(event->position().toPoint());
  // Judged once for every place and not again with every move of the mouse.
  if (place != place_) judgePlace(place);
  if (verdict_) {
    QToolTip::showText(viewport()->mapToGlobal(event->position().toPoint()) + QPoint(12, 16), verdict_->text, this);
  } else {
    QToolTip::hideText();
  }
  if (verdict_ && verdict_->possible) {
    event->accept();
  } else {
    event->ignore();
  }
}

void GroupTree::judgePlace(const std::optional<DropPlace>& place) {
  place_ = place;
  verdict_ = place && dragged_ ? verdictOn(*dragged_, *place) : std::nullopt;
  considered_.reset();
  if (!verdict_ || !verdict_->possible) return;
  const auto change = droppedOn(*evaluation_->workload, evaluation_->mapping->fusion, rows_, *dragged_, *place);
  if (change) consider(*change);
}

void GroupTree::consider(const Regrouping& change) {
  if (considered_ == change) return;
  considered_ = change;
  Q_EMIT changeConsidered(change);
}

void GroupTree::setOutlook(const Regrouping& change, const QString& outlook) {
  if (considered_ != change) return;
  if (dragged_ && verdict_) {
    verdict_->text += QLatin1Char('\n') + outlook;
    QToolTip::showText(QCursor::pos() + QPoint(12, 16), verdict_->text, this);
  } else if (menu_ && menu_->activeAction() != nullptr) {
    QAction* action = menu_->activeAction();
    action->setToolTip(action->text().remove(QLatin1Char('&')) + QLatin1Char('\n') + outlook);
    QToolTip::showText(menu_->mapToGlobal(menu_->actionGeometry(action).topRight()), action->toolTip(), menu_);
  }
}

void GroupTree::dropEvent(QDropEvent* event) {
  const auto place = placeAt(event->position().toPoint());
  // The tree shows what the next evaluation says; nothing is moved here.
  event->setDropAction(Qt::IgnoreAction);
  event->accept();
  if (!place || !dragged_ || !evaluation_) return;
  const auto change = droppedOn(*evaluation_->workload, evaluation_->mapping->fusion, rows_, *dragged_, *place);
  if (change) ask(*change);
}

}  // namespace fusewright
