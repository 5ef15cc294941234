// Recomputed halos against what element-by-element search says, on random small stacks of windows; then what schedules
// of such groups have to keep to.
#include <map>
#include <set>

#include <QTest>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"
#include "core/metrics/accounting.h"
#include "core/tiling/build_tile_graph.h"
#include "core/tiling/recomputed_halos.h"
#include "core/workload/footprint.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/laws/laws.h"
#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::recomputed_halos_laws_test {
using namespace tests;

namespace {

std::int64_t pick(std::int64_t first, std::int64_t last) {
  return *rc::gen::inRange<std::int64_t>(first, last + 1);
}

enum class Windows : std::uint8_t { Any, OnePixel };

/// A layer's window along one axis.
struct Window {
  std::int64_t taps = 1, stride = 1, padding = 0, outputs = 1;
};

Window randomWindow(std::int64_t size, Windows windows) {
  Window window;
  if (windows == Windows::OnePixel) return {.outputs = size};
  window.taps = pick(1, std::min<std::int64_t>(size, 4));
  window.stride = pick(1, 2);
  window.padding = pick(0, window.taps - 1);
  window.outputs = (size + 2 * window.padding - window.taps) / window.stride + 1;
  return window;
}

/// Two to five layers in a row over an image of Y x X, convolutions of two channels; some read what lies before the
/// layer before them too (if it has the same shape), some through a layout operator that turns the image over.
Workload randomStack(Windows windows) {
  WorkloadWriter write(8);
  std::int64_t y = pick(5, 14), x = pick(3, 9);
  TensorId last = write.constant("image", {2, y, x}, TensorKind::Input);
  TensorId before = last;
  std::pair<std::int64_t, std::int64_t> shapeBefore{0, 0};
  const std::int64_t layers = pick(2, 5);
  for (std::int64_t number = 0; number < layers; ++number) {
    const Window rows = randomWindow(y, windows), columns = randomWindow(x, windows);
    const std::string loops =
        fmt::format("K=2 Y={} X={} C=2 FY={} FX={}", rows.outputs, columns.outputs, rows.taps, columns.taps);
    const std::string along =
        fmt::format("{}*Y+FY-{} {}*X+FX-{}", rows.stride, rows.padding, columns.stride, columns.padding);
    std::vector<Use> inputs;
    if (number > 0 && pick(0, 3) == 0) {
      IndexMap map{.kind = IndexMap::Kind::Affine, .axes = {{0}, {2}, {1}}, .windowAxis = {}, .window = {}};
      const TensorId turned = write.routing(fmt::format("turn{}", number), {2, x, y}, {{last, map}});
      const std::string back =
          fmt::format("{}*X+FX-{} {}*Y+FY-{}", columns.stride, columns.padding, rows.stride, rows.padding);
      inputs.push_back({turned, "C " + back});
    } else {
      inputs.push_back({last, "C " + along});
    }
    if (number > 1 && shapeBefore == std::pair(y, x) && pick(0, 1) == 0) inputs.push_back({before, "C " + along});
    before = last;
    shapeBefore = {y, x};
    last = write.layer(fmt::format("l{}", number), loops, inputs, "K Y X");
    y = rows.outputs;
    x = columns.outputs;
  }
  return write.workload();
}

Mapping recomputing(const Workload& workload, const Tiling& tiling, HaloRule halos = HaloRule::Recomputed) {
  Mapping mapping = fuseAll(workload, tiling);
  mapping.fusion.groups.front().halos = halos;
  return mapping;
}

Tiling randomCuts(const Workload& workload) {
  const Layer& last = workload.layers.back();
  Tiling cuts{{"Y", pick(1, last.dims[1].size)}, {"X", pick(1, last.dims[2].size)}};
  if (pick(0, 1) == 0) std::swap(cuts[0], cuts[1]);
  return cuts;
}

using Point = std::array<std::int64_t, 3>;  // K, Y, X
using Points = std::set<Point>;

/// The elements of the output of every layer that one tile of the last layer leads back to, one by one.
std::map<std::size_t, Points> neededFor(const Workload& workload, const Box& lastTile) {
  std::map<std::size_t, Points> needed;
  std::map<std::size_t, Points> ofTensor;
  const std::size_t last = workload.layers.size() - 1;
  const Layer& lastLayer = workload.layers[last];
  for (std::int64_t k = 0; k < 2; ++k)
    for (std::int64_t y = lastTile.ranges[1].begin; y < std::min(lastTile.ranges[1].end, lastLayer.dims[1].size); ++y)
      for (std::int64_t x = lastTile.ranges[2].begin; x < std::min(lastTile.ranges[2].end, lastLayer.dims[2].size); ++x)
        ofTensor[lastLayer.output.tensor->index()].insert({k, y, x});
  for (std::size_t at = workload.layers.size(); at-- > 0;) {
    const Layer& layer = workload.layers[at];
    if (layer.kind == LayerKind::Routing) {
      const Route& route = layer.routes.front();
      for (const Point& point : ofTensor[route.output.index()])
        ofTensor[route.inputs.front().tensor.index()].insert({point[0], point[2], point[1]});
      continue;
    }
    needed[at] = ofTensor[layer.output.tensor->index()];
    for (const Operand& input : layer.inputs) {
      const auto& shape = workload.tensor(*input.tensor).shape;
      for (const Point& point : needed[at])
        for (std::int64_t c = 0; c < 2; ++c)
          for (std::int64_t fy = 0; fy < layer.dims[4].size; ++fy)
            for (std::int64_t fx = 0; fx < layer.dims[5].size; ++fx) {
              const std::array<std::int64_t, 6> iteration{0, point[1], point[2], c, fy, fx};
              Point element{};
              bool inside = true;
              for (std::size_t axis = 0; axis < 3; ++axis) {
                element[axis] = input.axes[axis].offset;
                for (const AxisTerm term : input.axes[axis].terms)
                  element[axis] += term.stride * iteration[static_cast<std::size_t>(term.dim)];
                inside = inside && element[axis] >= 0 && element[axis] < shape[axis];
              }
              if (inside) ofTensor[input.tensor->index()].insert(element);
            }
    }
  }
  return needed;
}

Box clippedRanges(const Layer& layer, const LayerTiling& tiling, std::int64_t index) {
  Box box = tileRanges(tiling, index);
  for (std::size_t dim = 0; dim < box.rank; ++dim)
    box.ranges[dim] = intersection(box.ranges[dim], {0, layer.dims[dim].size});
  return box;
}

/// Elements of the tensor in the smallest box around those that are read one by one, padding included.
std::int64_t elementsRead(const Operand& operand, const Box& loops, const std::vector<std::int64_t>& shape) {
  std::array<Interval, 3> hull;
  hull.fill({1000, -1000});
  std::vector<std::int64_t> at;
  for (const Interval range : loops.axes()) at.push_back(range.begin);
  for (std::size_t loop = 0; loop < at.size();) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      std::int64_t index = operand.axes[axis].offset;
      for (const AxisTerm term : operand.axes[axis].terms)
        index += term.stride * at[static_cast<std::size_t>(term.dim)];
      hull[axis] = {std::min(hull[axis].begin, index), std::max(hull[axis].end, index + 1)};
    }
    for (loop = 0; loop < at.size() && ++at[loop] == loops.ranges[loop].end; ++loop)
      at[loop] = loops.ranges[loop].begin;
  }
  std::int64_t elements = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) elements *= intersection(hull[axis], {0, shape[axis]}).size();
  return elements;
}

/// A stack, cut, that could be recomputed: a window may lie in the padding wholly, and such stacks are refused.
struct Cut {
  Workload workload;
  TileGraph graph;
};

Cut randomCut(Windows windows = Windows::Any) {
  Workload workload = randomStack(windows);
  auto graph = buildTileGraph(workload, recomputing(workload, randomCuts(workload)));
  if (!graph) RC_DISCARD(message(graph.error()));
  return {std::move(workload), *std::move(graph)};
}

/// The stack on one core with room for everything, its last layer cut into parts that divide it.
Evaluation evaluated(const Workload& workload, const Tiling& tiling, HaloRule halos, const Assumptions& assumptions) {
  ListedFusion fusion{.groups = {{}}, .source = {}, .tilings = {tiling}, .halos = {halos}};
  for (const Layer& layer : workload.layers)
    if (layer.kind == LayerKind::Compute) fusion.groups.front().push_back(layer.name);
  const Design design{.workload = std::make_shared<const Workload>(workload),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 2})),
                      .mapping = {.fusion = fusion, .tiling = TilingMode::PerStep, .entries = {}, .rules = {}},
                      .assumptions = assumptions};
  TileCostTable table;
  auto evaluation = evaluate(design, table);
  if (!evaluation) RC_DISCARD(message(evaluation.error()));
  return *std::move(evaluation);
}

std::int64_t divisorOf(std::int64_t size) {
  std::int64_t parts = pick(1, size);
  while (size % parts != 0) --parts;
  return parts;
}

Evaluation randomEvaluation(Windows windows, HaloRule halos = HaloRule::Recomputed) {
  const Workload workload = randomStack(windows);
  const Tiling cuts{{"Y", divisorOf(workload.layers.back().dims[1].size)},
                    {"X", divisorOf(workload.layers.back().dims[2].size)}};
  return evaluated(workload, cuts, halos, pick(0, 1) == 0 ? paperAssumptions() : physicalAssumptions());
}

}  // namespace

class RecomputedHalosLaws : public QObject {
  Q_OBJECT

 public:
  static void initMain() { useTheSameDesignsInEveryRun(); }

 private slots:
  void everyStepMakesAllElementsThatItNeeds();
  void tilesTogetherMakeEveryElementAndTheLastLayerMakesItOnce();
  void whatIsRecomputedIsWhatCountingEveryIterationSays();
  void dependenciesAreThoseOfTheOwnStepAndReadWhatElementsSay();
  void withoutHalosRecomputingIsStoring();
  void operationsAndEnergyAreThoseOfTheIterationsDone();
  void nothingIsHeldFromStepToStep();
  void schedulesKeepTheLaws();
};

void RecomputedHalosLaws::everyStepMakesAllElementsThatItNeeds() {
  QVERIFY(rc::check([] {
    const Cut cut = randomCut();
    const std::size_t last = cut.workload.layers.size() - 1;
    bool overlapping = false;
    for (std::int64_t step = 0; step < cut.graph.layerTilings[last].tiles; ++step) {
      const Box lastTile = clippedRanges(cut.workload.layers[last], cut.graph.layerTilings[last], step);
      for (const auto& [layer, points] : neededFor(cut.workload, lastTile)) {
        const LayerTiling& tiling = cut.graph.layerTilings[layer];
        overlapping = overlapping || tiling.overlaps();
        if (!tiling.overlaps()) continue;  // its tiles are as cut, which other tests hold
        RC_ASSERT(tiling.tiles == cut.graph.layerTilings[last].tiles);
        const Box box = tileRanges(tiling, step);
        for (const Point& point : points)
          RC_ASSERT(point[1] >= box.ranges[1].begin && point[1] < box.ranges[1].end &&
                    point[2] >= box.ranges[2].begin && point[2] < box.ranges[2].end);
      }
    }
    RC_CLASSIFY(overlapping, "overlapping");
  }));
}

void RecomputedHalosLaws::tilesTogetherMakeEveryElementAndTheLastLayerMakesItOnce() {
  QVERIFY(rc::check([] {
    const Cut cut = randomCut();
    for (std::size_t layer = 0; layer < cut.workload.layers.size(); ++layer) {
      const Layer& made = cut.workload.layers[layer];
      std::map<std::pair<std::int64_t, std::int64_t>, int> times;
      for (std::int64_t tile = 0; tile < cut.graph.layerTilings[layer].tiles; ++tile) {
        const Box box = clippedRanges(made, cut.graph.layerTilings[layer], tile);
        for (std::int64_t y = box.ranges[1].begin; y < box.ranges[1].end; ++y)
          for (std::int64_t x = box.ranges[2].begin; x < box.ranges[2].end; ++x) ++times[{y, x}];
      }
      if (made.kind != LayerKind::Compute) continue;
      RC_ASSERT(times.size() == static_cast<std::size_t>(made.dims[1].size * made.dims[2].size));
      if (layer + 1 == cut.workload.layers.size())
        for (const auto& [element, count] : times) RC_ASSERT(count == 1);
    }
  }));
}

void RecomputedHalosLaws::whatIsRecomputedIsWhatCountingEveryIterationSays() {
  QVERIFY(rc::check([] {
    const Cut cut = randomCut();
    for (std::size_t layer = 0; layer < cut.workload.layers.size(); ++layer) {
      std::int64_t done = 0;
      for (std::int64_t tile = 0; tile < cut.graph.layerTilings[layer].tiles; ++tile)
        done += clippedRanges(cut.workload.layers[layer], cut.graph.layerTilings[layer], tile).volume();
      const std::int64_t useful = operationCount(cut.workload.layers[layer]);
      const std::int64_t again = recomputedOperations(cut.workload.layers[layer], cut.graph.layerTilings[layer]);
      RC_ASSERT(again >= 0);
      if (cut.graph.layerTilings[layer].overlaps()) RC_ASSERT(done == useful + again);
      if (!cut.graph.layerTilings[layer].overlaps()) RC_ASSERT(again == 0);
    }
  }));
}

void RecomputedHalosLaws::dependenciesAreThoseOfTheOwnStepAndReadWhatElementsSay() {
  QVERIFY(rc::check([] {
    const Cut cut = randomCut();
    const TileGraph& graph = cut.graph;
    for (std::size_t tile = 0; tile < graph.size(); ++tile) {
      const Layer& reader = cut.workload.layer(graph.layer[tile]);
      const Box ranges = tileRanges(graph.layerTilings[graph.layer[tile].index()], graph.indexInLayer[tile]);
      std::map<std::pair<std::size_t, int>, std::int64_t> found, expected;  // producer and input: bits
      for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile]);
           edge < static_cast<std::size_t>(graph.producerBegin[tile + 1]); ++edge) {
        const std::size_t producer = graph.producer[edge].index();
        if (graph.layer[producer] == graph.layer[tile] || !graph.layerTilings[graph.layer[producer].index()].overlaps())
          continue;
        RC_ASSERT(graph.indexInLayer[producer] == graph.indexInLayer[tile]);
        found[{graph.layer[producer].index(), graph.producerInput[edge]}] = graph.producerBits[edge].value;
      }
      for (std::size_t input = 0; input < reader.inputs.size(); ++input) {
        const TensorId tensor = *reader.inputs[input].tensor;
        const std::int64_t elements = elementsRead(reader.inputs[input], ranges, cut.workload.tensor(tensor).shape);
        auto producer = cut.workload.tensor(tensor).producer;
        if (producer && cut.workload.layer(*producer).kind == LayerKind::Routing)
          producer = cut.workload.tensor(cut.workload.layer(*producer).routes.front().inputs.front().tensor).producer;
        if (producer && elements > 0 && graph.layerTilings[producer->index()].overlaps())
          expected[{producer->index(), static_cast<int>(input)}] = 8 * elements;
      }
      RC_ASSERT(found == expected);
    }
  }));
}

void RecomputedHalosLaws::withoutHalosRecomputingIsStoring() {
  QVERIFY(rc::check([] {
    const Workload workload = randomStack(Windows::OnePixel);
    const Tiling cuts = randomCuts(workload);
    RC_ASSERT(buildTileGraph(workload, recomputing(workload, cuts)).value() ==
              buildTileGraph(workload, recomputing(workload, cuts, HaloRule::Stored)).value());
    const Tiling divided{{"Y", divisorOf(workload.layers.back().dims[1].size)}};
    const Evaluation again = evaluated(workload, divided, HaloRule::Recomputed, physicalAssumptions());
    const Evaluation stored = evaluated(workload, divided, HaloRule::Stored, physicalAssumptions());
    RC_ASSERT(*again.schedule == *stored.schedule);
    RC_ASSERT(*again.metrics == *stored.metrics);
  }));
}

/// Costs are asked for the sizes that tiles really have, at the borders, too.
void RecomputedHalosLaws::operationsAndEnergyAreThoseOfTheIterationsDone() {
  QVERIFY(rc::check([] {
    const Evaluation evaluation = randomEvaluation(Windows::Any);
    std::int64_t again = 0;
    for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile) {
      const LayerTiling& tiling = evaluation.graph->layerTilings[evaluation.graph->layer[tile].index()];
      const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])];
      if (tiling.overlaps())
        RC_ASSERT(cost.operations == tileRanges(tiling, evaluation.graph->indexInLayer[tile]).volume());
    }
    for (std::size_t layer = 0; layer < evaluation.metrics->layers.size(); ++layer) {
      const LayerMetrics& metrics = evaluation.metrics->layers[layer];
      again += metrics.recomputed;
      if (evaluation.graph->layerTilings[layer].overlaps())
        RC_ASSERT(metrics.operations == operationCount(evaluation.workload->layers[layer]) + metrics.recomputed);
    }
    RC_ASSERT(evaluation.metrics->recomputed == again);
    RC_ASSERT(evaluation.metrics->operations == totalOperations(*evaluation.workload));
    // The array has four units: useful work takes a quarter of a cycle.
    const double useful = static_cast<double>(evaluation.metrics->operations) / 4;
    RC_ASSERT(std::abs(evaluation.metrics->utilisation * evaluation.schedule->makespan.value - useful) < 1e-6 * useful);
    RC_CLASSIFY(again > 0, "recomputed");
  }));
}

void RecomputedHalosLaws::nothingIsHeldFromStepToStep() {
  QVERIFY(rc::check([] {
    const Evaluation evaluation = randomEvaluation(Windows::Any);
    const TileGraph& graph = *evaluation.graph;
    const Schedule& schedule = *evaluation.schedule;
    for (const Residency& stay : schedule.residencies) {
      const auto tile = producerOf(schedule, schedule.pieces[stay.piece.index()]);
      if (!tile || !graph.layerTilings[graph.layer[tile->index()].index()].overlaps()) continue;
      double stepEnds = 0;
      for (std::size_t other = 0; other < graph.size(); ++other)
        if (graph.indexInLayer[other] == graph.indexInLayer[tile->index()] &&
            graph.layerTilings[graph.layer[other].index()].tiles ==
                graph.layerTilings[graph.layer[tile->index()].index()].tiles)
          stepEnds = std::max(stepEnds, schedule.end[other].value);
      RC_ASSERT(stay.to.value <= stepEnds + kTolerance);
    }
  }));
}

void RecomputedHalosLaws::schedulesKeepTheLaws() {
  QVERIFY(rc::check([] {
    const std::string breach = firstBreach(randomEvaluation(Windows::Any));
    RC_ASSERT(breach == "");
  }));
}

FUSEWRIGHT_TEST(RecomputedHalosLaws)

}  // namespace fusewright::recomputed_halos_laws_test

#include "recomputed_halos_laws_test.moc"
