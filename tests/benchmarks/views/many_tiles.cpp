#include "tests/benchmarks/views/many_tiles.h"

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include <QApplication>
#include <QMouseEvent>

#include "core/metrics/idle_time.h"
#include "tests/builders_hardware.h"

namespace fusewright::benchmarks {
namespace {

Workload workloadOfLayers() {
  Workload workload;
  workload.name = "synthetic";
  for (std::size_t index = 0; index < kManyLayers; ++index) {
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
  graph.layer.resize(kManyTiles);
  graph.core.resize(kManyTiles);
  graph.indexInLayer.resize(kManyTiles);
  graph.tilesOfLayer.resize(kManyLayers);
  graph.layerTilings.resize(kManyLayers);
  graph.producerBegin.resize(kManyTiles + 1);
  graph.consumerBegin.resize(kManyTiles + 1);
  for (std::size_t tile = 0; tile < kManyTiles; ++tile) {
    const std::size_t layer = tile / 4096 % kManyLayers;
    graph.layer[tile] = LayerId(layer);
    graph.core[tile] = CoreId(tile % kManyCores);
    graph.indexInLayer[tile] = static_cast<std::int32_t>(graph.tilesOfLayer[layer].size());
    graph.tilesOfLayer[layer].push_back(TileId(tile));
    graph.producerBegin[tile + 1] = static_cast<std::int32_t>(tile);
    graph.consumerBegin[tile] = static_cast<std::int32_t>(tile);
    if (tile > 0) graph.producer.push_back(TileId(tile - 1));
    if (tile + 1 < kManyTiles) graph.consumer.push_back(TileId(tile + 1));
  }
  graph.consumerBegin[kManyTiles] = static_cast<std::int32_t>(kManyTiles - 1);
  return graph;
}

/// When a tile runs, seen from the end of the one before it on its core.
struct Turn {
  double wait = 0;
  double run = 0;
  BindingCause boundBy = BindingCause::CoreBusy;
  std::int32_t boundById = 0;
};

/// Tiles one after the other on their cores, each when `turnOf` says.
template <typename TurnOf>
Schedule scheduleOf(TurnOf turnOf) {
  Schedule schedule;
  schedule.tilesOfCore.resize(kManyCores + 1);
  std::vector<double> free(kManyCores, 0);
  for (std::size_t tile = 0; tile < kManyTiles; ++tile) {
    const Turn turn = turnOf(tile);
    double& now = free[tile % kManyCores];
    now += turn.wait;
    schedule.start.push_back(Cycles{now});
    now += turn.run;
    schedule.end.push_back(Cycles{now});
    schedule.boundBy.push_back(turn.boundBy);
    schedule.boundById.push_back(turn.boundById);
    schedule.tilesOfCore[tile % kManyCores].push_back(TileId(tile));
  }
  schedule.makespan = schedule.latency = Cycles{std::ranges::max(free)};
  return schedule;
}

/// Tiles of 20 to 275 cycles; a third of them after a gap.
Schedule randomSchedule() {
  return scheduleOf([dice = Dice()](std::size_t tile) mutable {
    const std::uint64_t roll = dice.next();
    Turn turn{.run = 20 + static_cast<double>(roll / 1000 % 256)};
    if (roll % 3 != 0) return turn;
    turn.wait = static_cast<double>(roll / 3 % 200);
    // Waiting for the tile before it, so that chains of causes are long.
    turn.boundBy = roll / 700 % 2 == 0 ? BindingCause::Dependency : BindingCause::Synchronisation;
    turn.boundById = static_cast<std::int32_t>(tile > 0 ? tile - 1 : 0);
    return turn;
  });
}

/// Tiles of a layer take as long as each other, one after the other: the layers of all cores repeat after 2,560 tiles
/// of each. Every eighth time a core's pattern begins late, ever later, so that eight are no pattern of
/// their own.
Schedule repeatingSchedule(const TileGraph& graph) {
  constexpr std::size_t kPattern = 64 * kManyLayers;
  return scheduleOf([&graph](std::size_t tile) {
    const std::size_t ofCore = tile / kManyCores;
    return Turn{.wait = ofCore % (8 * kPattern) == 0 ? 1000 + static_cast<double>(ofCore) : 0,
                .run = 20 + static_cast<double>(graph.layer[tile].index() * 37 % 256)};
  });
}

TileCosts bigCosts(const TileGraph& graph) {
  TileCosts costs;
  costs.distinct.resize(kManyLayers);
  for (TileCost& cost : costs.distinct) cost.spatialUtilisation = 0.5;
  for (const LayerId layer : graph.layer) costs.ofTile.push_back(layer.value);
  return costs;
}

}  // namespace

std::shared_ptr<const Evaluation> tenMillionTiles(Tiles tiles) {
  Evaluation evaluation;
  evaluation.workload = std::make_shared<const Workload>(workloadOfLayers());
  evaluation.design.workload = evaluation.workload;
  evaluation.design.accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.cores = kManyCores}));
  auto mapping = std::make_shared<Mapping>();
  for (std::size_t layer = 0; layer < kManyLayers; ++layer) mapping->fusion.groups.push_back({{LayerId(layer)}});
  evaluation.mapping = std::move(mapping);
  evaluation.graph = std::make_shared<const TileGraph>(bigGraph());
  evaluation.costs = std::make_shared<const TileCosts>(bigCosts(*evaluation.graph));
  evaluation.schedule = std::make_shared<const Schedule>(tiles == Tiles::Random ? randomSchedule()
                                                                                : repeatingSchedule(*evaluation.graph));
  auto metrics = std::make_shared<Metrics>();
  metrics->latency = evaluation.schedule->latency;
  metrics->idle = idleIntervals(*evaluation.schedule);
  metrics->cores.resize(kManyCores + 1);
  metrics->layers.resize(kManyLayers);
  metrics->memories.resize(kManyCores + 1);
  evaluation.metrics = std::move(metrics);
  return std::make_shared<const Evaluation>(std::move(evaluation));
}

TimelineScreen::TimelineScreen(const std::shared_ptr<const Evaluation>& evaluation,
                               const std::shared_ptr<const Timeline>& timeline)
    : view(navigator), picture_(1920, 1080, QImage::Format_RGB32) {
  view.resize(1920, 1080);
  navigator.setSpan(timeline->span);
  view.setSnapshot(evaluation, timeline);
  paint();
}

double FrameTimes::processorMs() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

namespace {

double percentile95(std::vector<double> frames) {
  std::ranges::sort(frames);
  return frames[frames.size() * 95 / 100];
}

}  // namespace

void FrameTimes::report(benchmark::State& state) const {
  state.counters["p95_wall_ms"] = percentile95(wall_);
  state.counters["p95_ms"] = percentile95(processor_);
  state.counters["max_ms"] = std::ranges::max(processor_);
}

void panFrames(benchmark::State& state, TimelineScreen& screen, double length, int steps) {
  FrameTimes frames;
  for (auto _ : state) {
    for (int step = 0; step < 2 * steps; ++step) {
      screen.navigator.panBy(step < steps ? length / 100 : -length / 100);
      frames.time([&] { screen.paint(); });
    }
  }
  frames.report(state);
}

void hoverFrames(benchmark::State& state, TimelineScreen& screen) {
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

}  // namespace fusewright::benchmarks
