// What the timeline costs with 10 million tiles on 64 cores: building what it draws from, frames at 1920 x 1080 while
// zooming, panning and hovering, selecting, searching and adding up a range. Counters: the 95th percentile of frames in
// processor time (p95_ms) and by the clock (p95_wall_ms), bytes a tile.
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <optional>

#include <benchmark/benchmark.h>
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include "core/metrics/idle_time.h"
#include "core/metrics/range_index.h"
#include "tests/builders_hardware.h"
#include "widgets/gantt/gantt_view.h"

namespace {

using namespace fusewright;

constexpr int kCores = 64;
constexpr std::size_t kTiles = 10'000'000;
constexpr std::size_t kLayers = 40;

Workload workloadOfLayers() {
  Workload workload;
  workload.name = "synthetic";
  for (std::size_t index = 0; index < kLayers; ++index) {
    Layer layer;
    layer.name = "block/layer" + std::to_string(index);
    layer.operation = index % 3 == 0 ? "MatMul" : "Exp";
    layer.dims = {{"L", 1}};
    layer.family = LayerId(index);
    workload.tensors.push_back({.name = "t" + std::to_string(index), .shape = {1}, .precision = 8});
    layer.output = {.role = OperandRole::O, .tensor = TensorId(index), .axes = {}, .precision = 8};
    workload.layers.push_back(std::move(layer));
  }
  return workload;
}

/// Pseudo-random, the same on every machine.
struct Dice {
  std::uint64_t state = 88172645463325252ULL;
  std::uint64_t next() {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
  }
};

/// Every tile needs the one before it and runs on the next core; 4,096 in a row are of one layer.
TileGraph bigGraph() {
  TileGraph graph;
  graph.layer.resize(kTiles);
  graph.core.resize(kTiles);
  graph.indexInLayer.resize(kTiles);
  graph.tilesOfLayer.resize(kLayers);
  graph.layerTilings.resize(kLayers);
  graph.producerBegin.resize(kTiles + 1);
  graph.consumerBegin.resize(kTiles + 1);
  for (std::size_t tile = 0; tile < kTiles; ++tile) {
    const std::size_t layer = tile / 4096 % kLayers;
    graph.layer[tile] = LayerId(layer);
    graph.core[tile] = CoreId(tile % kCores);
    graph.indexInLayer[tile] = static_cast<std::int32_t>(graph.tilesOfLayer[layer].size());
    graph.tilesOfLayer[layer].push_back(TileId(tile));
    graph.producerBegin[tile + 1] = static_cast<std::int32_t>(tile);
    graph.consumerBegin[tile] = static_cast<std::int32_t>(tile);
    if (tile > 0) graph.producer.push_back(TileId(tile - 1));
    if (tile + 1 < kTiles) graph.consumer.push_back(TileId(tile + 1));
  }
  graph.consumerBegin[kTiles] = static_cast<std::int32_t>(kTiles - 1);
  return graph;
}

/// Tiles of 20 to 275 cycles; a third of them after a gap.
Schedule bigSchedule() {
  Schedule schedule;
  Dice dice;
  schedule.start.resize(kTiles);
  schedule.end.resize(kTiles);
  schedule.boundBy.assign(kTiles, BindingCause::CoreBusy);
  schedule.boundById.assign(kTiles, 0);
  schedule.tilesOfCore.resize(kCores + 1);
  std::vector<double> free(kCores, 0);
  for (std::size_t tile = 0; tile < kTiles; ++tile) {
    double& now = free[tile % kCores];
    const std::uint64_t roll = dice.next();
    if (roll % 3 == 0) {
      now += static_cast<double>(roll / 3 % 200);
      // Waiting for the tile before it, so that chains of causes are long.
      schedule.boundBy[tile] = roll / 700 % 2 == 0 ? BindingCause::Dependency : BindingCause::Synchronisation;
      schedule.boundById[tile] = static_cast<std::int32_t>(tile > 0 ? tile - 1 : 0);
    }
    schedule.start[tile] = Cycles{now};
    now += 20 + static_cast<double>(roll / 1000 % 256);
    schedule.end[tile] = Cycles{now};
    schedule.tilesOfCore[tile % kCores].push_back(TileId(tile));
  }
  schedule.makespan = schedule.latency = Cycles{std::ranges::max(free)};
  return schedule;
}

TileCosts bigCosts(const TileGraph& graph) {
  TileCosts costs;
  costs.distinct.resize(kLayers);
  for (TileCost& cost : costs.distinct) cost.spatialUtilisation = 0.5;
  for (const LayerId layer : graph.layer) costs.ofTile.push_back(layer.value);
  return costs;
}

std::shared_ptr<const Evaluation> bigEvaluation() {
  Evaluation evaluation;
  evaluation.workload = std::make_shared<const Workload>(workloadOfLayers());
  evaluation.design.workload = evaluation.workload;
  evaluation.design.accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.cores = kCores}));
  auto mapping = std::make_shared<Mapping>();
  for (std::size_t layer = 0; layer < kLayers; ++layer) mapping->fusion.groups.push_back({{LayerId(layer)}});
  evaluation.mapping = std::move(mapping);
  evaluation.graph = std::make_shared<const TileGraph>(bigGraph());
  evaluation.costs = std::make_shared<const TileCosts>(bigCosts(*evaluation.graph));
  evaluation.schedule = std::make_shared<const Schedule>(bigSchedule());
  auto metrics = std::make_shared<Metrics>();
  metrics->latency = evaluation.schedule->latency;
  metrics->idle = idleIntervals(*evaluation.schedule);
  metrics->cores.resize(kCores + 1);
  metrics->layers.resize(kLayers);
  metrics->memories.resize(kCores + 1);
  evaluation.metrics = std::move(metrics);
  return std::make_shared<const Evaluation>(std::move(evaluation));
}

const std::shared_ptr<const Evaluation>& evaluation() {
  static const auto kEvaluation = bigEvaluation();
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
  state.counters["bytes_per_tile"] = static_cast<double>(bytes) / kTiles;
}
BENCHMARK(buildView)->Unit(benchmark::kMillisecond)->Iterations(5)->MeasureProcessCPUTime()->UseRealTime();

/// The view in a window of 1920 x 1080 that is painted into a picture.
class Screen {
 public:
  Screen() : view(navigator), picture_(1920, 1080, QImage::Format_RGB32) {
    view.resize(1920, 1080);
    navigator.setSpan(timeline()->span);
    view.setSnapshot(evaluation(), timeline());
    paint();
  }

  void paint() { view.render(&picture_); }

  TimeNavigator navigator;
  GanttView view;

 private:
  QImage picture_;
};

/// Wall and processor time of frames; the latter is what a machine without other work would show.
class FrameTimes {
 public:
  template <typename Frame>
  void time(Frame frame) {
    const auto begin = std::chrono::steady_clock::now();
    const double busy = processorMs();
    frame();
    processor_.push_back(processorMs() - busy);
    wall_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  void report(benchmark::State& state) const;

 private:
  static double processorMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  }

  std::vector<double> wall_;
  std::vector<double> processor_;
};

double percentile95(std::vector<double> frames) {
  std::ranges::sort(frames);
  return frames[frames.size() * 95 / 100];
}

void FrameTimes::report(benchmark::State& state) const {
  state.counters["p95_wall_ms"] = percentile95(wall_);
  state.counters["p95_ms"] = percentile95(processor_);
  state.counters["max_ms"] = std::ranges::max(processor_);
}

/// From everything down to a few tiles and back, 60 frames each way.
void zoomFrames(benchmark::State& state) {
  Screen screen;
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
void panFrames(benchmark::State& state) {
  Screen screen;
  const double length = timeline()->span / static_cast<double>(state.range(0));
  screen.navigator.show({0, length});
  FrameTimes frames;
  for (auto _ : state) {
    for (int step = 0; step < 60; ++step) {
      screen.navigator.panBy(step < 30 ? length / 100 : -length / 100);
      frames.time([&] { screen.paint(); });
    }
  }
  frames.report(state);
}
BENCHMARK(panFrames)->Arg(2)->Arg(100)->Arg(10000)->Arg(1000000)->Unit(benchmark::kMillisecond)->Iterations(3);

void hoverFrames(benchmark::State& state) {
  Screen screen;
  FrameTimes frames;
  for (auto _ : state) {
    for (int step = 0; step < 60; ++step) {
      const QPointF at(200 + step * 25, 60 + step * 15);
      QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
      frames.time([&] {
        QApplication::sendEvent(&screen.view, &move);
        screen.paint();
      });
    }
  }
  frames.report(state);
}
BENCHMARK(hoverFrames)->Unit(benchmark::kMillisecond)->Iterations(3);

/// A click in the middle of the run, and the frame after it.
void selectAndPaint(benchmark::State& state) {
  Screen screen;
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
  Screen screen;
  FrameTimes frames;
  std::size_t layer = 0;
  for (auto _ : state) {
    frames.time([&] {
      screen.view.setSelection(LayerId(++layer % kLayers));
      screen.paint();
    });
  }
  frames.report(state);
}
BENCHMARK(selectLayerAndPaint)->Unit(benchmark::kMillisecond)->Iterations(40);

/// Finding all tiles of a layer, all tiles at all, and one tile of each layer, with the frame after it.
void searchAndPaint(benchmark::State& state) {
  Screen screen;
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
