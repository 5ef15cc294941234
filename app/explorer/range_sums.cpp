#include "app/explorer/range_sums.h"

#include <QEvent>

namespace fusewright {
namespace {

RangeSource sourceOf(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload,
          .accelerator = *evaluation.design.accelerator,
          .graph = *evaluation.graph,
          .costs = *evaluation.costs,
          .schedule = *evaluation.schedule};
}

}  // namespace

RangeSums::RangeSums(Session& session, Views& views, QObject* parent)
    : QObject(parent), session_(session), views_(views) {
  connect(&session_, &Session::snapshotChanged, this, &RangeSums::refresh);
  connect(views_.navigator, &TimeNavigator::markedChanged, this, &RangeSums::refresh);
  connectMarks();
  connect(views_.range, &RangeView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  views_.range->installEventFilter(this);
}

bool RangeSums::eventFilter(QObject* watched, QEvent* event) {
  if (watched == views_.range && event->type() == QEvent::Show) refresh();
  return QObject::eventFilter(watched, event);
}

void RangeSums::showMarks() {
  views_.range->setMarks(views_.navigator->marks());
}

void RangeSums::connectMarks() {
  TimeNavigator* navigator = views_.navigator;
  const MarksTable* table = &views_.range->marks();
  connect(navigator, &TimeNavigator::marksChanged, this, &RangeSums::showMarks);
  connect(table, &MarksTable::goToRequested, navigator,
          [navigator](std::size_t mark) { navigator->goToMark(mark + 1); });
  // The table is in the middle of an edit or of its own action.
  connect(table, &MarksTable::renameRequested, navigator, &TimeNavigator::nameMark, Qt::QueuedConnection);
  connect(table, &MarksTable::removeRequested, navigator, &TimeNavigator::removeMark, Qt::QueuedConnection);
}

void RangeSums::refresh() {
  const Snapshot& snapshot = session_.snapshot();
  if (!snapshot.evaluation || snapshot.stale || !views_.range->isVisible()) return;
  const TimeRange range = views_.navigator->marked().value_or(TimeRange{0, views_.navigator->span()});
  auto known = indexed_ == snapshot.evaluation ? index_ : nullptr;
  jobs_.request([this, evaluation = snapshot.evaluation, known, range](std::stop_token stop) -> LatestOnly::Delivery {
    const RangeSource source = sourceOf(*evaluation);
    auto index =
        known ? known : std::make_shared<const RangeIndex>(buildRangeIndex(source, evaluation->design.assumptions));
    if (stop.stop_requested()) return {};
    auto rows = rangeRows(*evaluation, summarise(*index, source, Cycles{range.from}, Cycles{range.to}));
    return [this, evaluation, index, rows = std::move(rows), range] {
      indexed_ = evaluation;
      index_ = index;
      views_.range->setRows(rows, range);
    };
  });
}

}  // namespace fusewright
