// What the timeline costs with 10 million tiles on 64 cores: building what it draws from, frames at 1920 x 1080 while
// zooming, panning and hovering, selecting, searching and adding up a range. Counters: the 95th percentile of frames in
// processor time (p95_ms) and by the clock (p95_wall_ms), bytes a tile.
#include <array>
#include <memory>
#include <optional>

#include <benchmark/benchmark.h>
#include <QApplication>
#include <QMouseEvent>

#include "core/metrics/range_index.h"
#include "tests/benchmarks/views/many_tiles.h"
#include "widgets/gantt/gantt_view.h"

namespace {

using namespace fusewright;
using namespace fusewright::benchmarks;

const std::shared_ptr<const Evaluation>& evaluation() {
  static const auto kEvaluation = tenMillionTiles(Tiles::Random);
  return kEvaluation;
}

const std::shared_ptr<const Timeline>& timeline() {
  static const auto kTimeline = std::make_shared<const Timeline>(buildTimeline(*evaluation()));
  return kTimeline;
}

void buildView(benchmark::State& state) {
  const Evaluation& scheduled = *evaluation();
  std::size_t bytes = 0;
  std::optional<Timeline> built;
  for (auto _ : state) {
    built = buildTimeline(scheduled);
    state.PauseTiming();
    bytes = 0;
    for (const TimelineRow& row : built->rows)
      for (const Lane& lane : row.lanes) bytes += bytesOf(lane);
    built.reset();
    state.ResumeTiming();
  }
  state.counters["bytes_per_tile"] = static_cast<double>(bytes) / kManyTiles;
}
BENCHMARK(buildView)->Unit(benchmark::kMillisecond)->Iterations(5)->MeasureProcessCPUTime()->UseRealTime();

/// From everything down to a few tiles and back, 60 frames each way.
void zoomFrames(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  FrameTimes frames;
  for (auto _ : state) {
    for (int step = 0; step < 120; ++step) {
      screen.navigator.zoomAt(timeline()->span * 0.37, step < 60 ? 0.8 : 1.25);
      frames.time([&] { screen.paint(); });
    }
  }
  frames.report(state);
}
BENCHMARK(zoomFrames)->Unit(benchmark::kMillisecond)->Iterations(3);

/// Pans by a hundredth of what is on show, to and fro, at a part of the run.
void panAround(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  const double length = timeline()->span / static_cast<double>(state.range(0));
  screen.navigator.show({0, length});
  panFrames(state, screen, length, 30);
}
BENCHMARK(panAround)
    ->Name("panFrames")
    ->Arg(2)
    ->Arg(100)
    ->Arg(10000)
    ->Arg(1000000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

void hoverAround(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  hoverFrames(state, screen);
}
BENCHMARK(hoverAround)->Name("hoverFrames")->Unit(benchmark::kMillisecond)->Iterations(3);

/// A click in the middle of the run, and the frame after it.
void selectAndPaint(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  QObject::connect(&screen.view, &GanttView::selectionRequested, &screen.view,
                   [&](const Selection& selection) { screen.view.setSelection(selection); });
  double x = 300;
  FrameTimes frames;
  for (auto _ : state) {
    const QPointF at(x, 300);
    x = x > 1800 ? 300 : x + 7;
    QMouseEvent press(QEvent::MouseButtonPress, at, at, Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QMouseEvent release(QEvent::MouseButtonRelease, at, at, Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
    frames.time([&] {
      QApplication::sendEvent(&screen.view, &press);
      QApplication::sendEvent(&screen.view, &release);
      screen.paint();
    });
  }
  frames.report(state);
}
BENCHMARK(selectAndPaint)->Unit(benchmark::kMillisecond)->Iterations(200);

/// A layer of 249,856 tiles.
void selectLayerAndPaint(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  FrameTimes frames;
  std::size_t layer = 0;
  for (auto _ : state) {
    frames.time([&] {
      screen.view.setSelection(LayerId(++layer % kManyLayers));
      screen.paint();
    });
  }
  frames.report(state);
}
BENCHMARK(selectLayerAndPaint)->Unit(benchmark::kMillisecond)->Iterations(40);

/// Finding all tiles of a layer, all tiles at all, and one tile of each layer, with the frame after it.
void searchAndPaint(benchmark::State& state) {
  TimelineScreen screen(evaluation(), timeline());
  const std::array texts{QStringLiteral("layer17"), QStringLiteral("layer"), QStringLiteral("layer #1234")};
  const QString text = texts[static_cast<std::size_t>(state.range(0))];
  FrameTimes frames;
  for (auto _ : state) {
    screen.view.find(QString());
    frames.time([&] {
      screen.view.find(text);
      screen.paint();
    });
  }
  frames.report(state);
  state.counters["hits"] = static_cast<double>(screen.view.hitCount());
}
BENCHMARK(searchAndPaint)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(40);

RangeSource source() {
  return {.workload = *evaluation()->workload,
          .accelerator = *evaluation()->design.accelerator,
          .graph = *evaluation()->graph,
          .costs = *evaluation()->costs,
          .schedule = *evaluation()->schedule};
}

void buildIndex(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(buildRangeIndex(source(), {}));
}
BENCHMARK(buildIndex)->Unit(benchmark::kMillisecond);

void addUpRange(benchmark::State& state) {
  const RangeIndex index = buildRangeIndex(source(), {});
  double from = 0.1;
  FrameTimes sums;
  for (auto _ : state) {
    from = from > 0.3 ? 0.1 : from + 0.013;
    sums.time([&] {
      benchmark::DoNotOptimize(
          summarise(index, source(), Cycles{timeline()->span * from}, Cycles{timeline()->span * (from + 0.5)}));
    });
  }
  sums.report(state);
}
BENCHMARK(addUpRange)->Unit(benchmark::kMillisecond)->Iterations(100);

}  // namespace
