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
  connect(views_.navigator, &TimeNavigator::marksChanged, this, &RangeSums::showMarks);
  connect(views_.range, &RangeView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  views_.range->installEventFilter(this);
}

bool RangeSums::eventFilter(QObject* watched, QEvent* event) {
  if (watched == views_.range && event->type() == QEvent::Show) refresh();
  return QObject::eventFilter(watched, event);
}

void RangeSums::showMarks() {
  std::vector<double> cycles;
  for (const TimeMark& mark : views_.navigator->marks()) cycles.push_back(mark.cycle);
  views_.range->setMarks(cycles);
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
