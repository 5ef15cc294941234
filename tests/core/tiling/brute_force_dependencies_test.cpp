// Dependencies by interval arithmetic against dependencies element by element, on random small nests.
#include <algorithm>
#include <map>
#include <set>

#include <rapidcheck.h>
#include <QTest>

#include "core/tiling/build_tile_graph.h"
#include "core/tiling/layer_tiling.h"
#include "core/tiling/tile_dependencies.h"
#include "core/workload/footprint.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::brute_force_dependencies_test {
using namespace tests;

namespace {

using Point = std::vector<std::int64_t>;

template <typename Visit>
void forEachPoint(const Box& box, Visit visit) {
  if (box.empty()) return;
  Point at;
  for (Interval range : box.axes()) at.push_back(range.begin);
  for (std::size_t axis = 0; axis < at.size();) {
    visit(at);
    for (axis = 0; axis < at.size() && ++at[axis] == box.ranges[axis].end; ++axis) at[axis] = box.ranges[axis].begin;
  }
}

/// The tensor element that an operand touches in one iteration.
Point elementAt(const Operand& operand, const Point& iteration) {
  Point element;
  for (const Axis& axis : operand.axes) {
    std::int64_t index = axis.offset;
    for (AxisTerm term : axis.terms) index += term.stride * iteration[static_cast<std::size_t>(term.dim)];
    element.push_back(index);
  }
  return element;
}

bool contains(const Box& box, const Point& point) {
  for (std::size_t axis = 0; axis < point.size(); ++axis)
    if (point[axis] < box.ranges[axis].begin || point[axis] >= box.ranges[axis].end) return false;
  return true;
}

Box clipped(Box box, const Box& to) {
  for (std::size_t axis = 0; axis < box.rank; ++axis)
    box.ranges[axis] = intersection(box.ranges[axis], to.ranges[axis]);
  return box;
}

std::int64_t pick(std::int64_t first, std::int64_t last) {
  return *rc::gen::inRange<std::int64_t>(first, last + 1);
}

/// One to four loops of up to 4 iterations. Each indexes one of two output axes or none (a sum); loops that share an
/// axis do so like digits of a number, or, now and then, overlap as input positions and taps of a ConvTranspose do.
Layer randomNest() {
  Layer layer;
  layer.name = "producer";
  std::array<Axis, 2> axes;
  std::array<std::int64_t, 2> sizes{1, 1};
  const std::int64_t loops = pick(1, 4);
  for (int loop = 0; loop < loops; ++loop) {
    layer.dims.push_back({.name = std::string(1, static_cast<char>('A' + loop)), .size = pick(1, 4)});
    const auto axis = static_cast<std::size_t>(pick(0, 2));
    if (axis == 2) continue;
    const AxisTerm term{.dim = loop, .stride = pick(0, 3) == 0 ? pick(1, sizes[axis]) : sizes[axis]};
    axes[axis].terms.insert(axes[axis].terms.begin() + pick(0, static_cast<std::int64_t>(axes[axis].terms.size())),
                            term);
    sizes[axis] += term.stride * (layer.dims.back().size - 1);
  }
  layer.output = {.role = OperandRole::O, .tensor = {}, .axes = {axes[0], axes[1]}, .precision = 1};
  return layer;
}

Tiling randomCuts(const Layer& layer, std::int64_t most) {
  Tiling tiling;
  for (std::int64_t cut = pick(0, most); cut > 0; --cut)
    tiling.push_back(
        {layer.dims[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(layer.dims.size()) - 1))].name,
         pick(0, 4)});
  return tiling;
}

LayerMapping randomCuts(const Layer& layer) {
  return {.cores = {CoreId(0)}, .spatial = {}, .intraCore = randomCuts(layer, 2), .interCore = randomCuts(layer, 1)};
}

Box randomBox(const Box& within) {
  Box box;
  for (Interval range : within.axes()) {
    const std::int64_t begin = pick(range.begin, range.end - 1);
    box.push({begin, pick(begin + 1, range.end)});
  }
  return box;
}

/// Whether different iterations may write the same element of an axis.
bool overlaps(const Layer& layer, const Axis& axis) {
  std::int64_t points = 1, reach = 0;
  for (AxisTerm term : axis.terms) {
    const std::int64_t size = layer.dims[static_cast<std::size_t>(term.dim)].size;
    points *= size;
    reach += term.stride * (size - 1);
  }
  return points != reach + 1;
}

/// Whether no loops overlap and the box holds one digit only of every loop but the innermost on each axis; then the
/// answer must be exact.
bool isExact(const Layer& layer, const Box& box) {
  for (std::size_t axis = 0; axis < box.rank; ++axis)
    for (AxisTerm term : layer.output.axes[axis].terms) {
      if (overlaps(layer, layer.output.axes[axis])) return false;
      const bool oneDigit = box.ranges[axis].begin / term.stride == (box.ranges[axis].end - 1) / term.stride;
      if (term.stride > 1 && !oneDigit) return false;
    }
  return true;
}

/// Numbers of the tiles that write any element of `box`, and how many elements of it each writes.
std::map<std::int64_t, std::set<Point>> writersByElements(const Layer& layer, const LayerTiling& tiling,
                                                          const Box& box) {
  std::map<std::int64_t, std::set<Point>> writers;
  for (std::int64_t index = 0; index < tiling.tiles; ++index)
    forEachPoint(clipped(tileRanges(tiling, index), wholeNest(layer)), [&](const Point& iteration) {
      const Point element = elementAt(layer.output, iteration);
      if (contains(box, element)) writers[index].insert(element);
    });
  return writers;
}

/// A producer over rows X and columns Y, maybe with a sum, then a consumer that reads a window of it, transposed or
/// not.
Workload randomPair() {
  WorkloadWriter write(1);
  const TensorId x = write.constant("x", {1});
  const std::int64_t rows = pick(1, 7), columns = pick(1, 4);
  const auto loop = [](const char* name, std::int64_t size) {
    return std::string(name) + "=" + std::to_string(size) + " ";
  };
  const TensorId made =
      write.layer("producer", loop("X", rows) + loop("Y", columns) + loop("S", pick(1, 3)), {{x, "0"}}, "X Y");
  const std::string along = std::to_string(pick(1, 2)) + "*U+T-" + std::to_string(pick(0, 2));
  const bool transposed = pick(0, 1) == 1;
  const TensorId read = transposed ? write.routing("transpose", {columns, rows},
                                                   {{made, {.kind = IndexMap::Kind::Affine, .axes = {{1}, {0}}}}})
                                   : made;
  write.layer("consumer", loop("U", pick(1, 5)) + loop("V", columns) + loop("T", pick(1, 3)),
              {{read, transposed ? "V " + along : along + " V"}}, "U V");
  return write.workload();
}

/// What tile number `index` of the consumer touches of the producer's output: a box around the elements, clipped.
Box touchedByElements(const Workload& workload, const LayerTiling& tiling, std::int64_t index) {
  const Layer& consumer = workload.layers.back();
  const bool transposed = workload.layers.size() == 3;
  std::array<Interval, 2> hull{Interval{1000, -1000}, Interval{1000, -1000}};
  forEachPoint(tileRanges(tiling, index), [&](const Point& iteration) {
    Point element = elementAt(consumer.inputs[0], iteration);
    if (transposed) std::swap(element[0], element[1]);
    for (std::size_t axis = 0; axis < 2; ++axis)
      hull[axis] = {std::min(hull[axis].begin, element[axis]), std::max(hull[axis].end, element[axis] + 1)};
  });
  Box box;
  box.push(hull[0]);
  box.push(hull[1]);
  return clipped(box, touchedBox(workload.layers[0].output, wholeNest(workload.layers[0])));
}

}  // namespace

class BruteForceDependencies : public QObject {
  Q_OBJECT

 public:
  /// The same nests in every run; other ones with, say, RC_PARAMS="seed=7 max_success=20000".
  static void initMain() {
    if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "seed=2504 max_success=3000");
  }

 private slots:
  void tilesThatWriteABoxAreThoseThatElementByElementSearchFinds() {
    QVERIFY(rc::check([] {
      const Layer layer = randomNest();
      const LayerTiling tiling = tileLayer(layer, randomCuts(layer), GroupMembership::Fused);
      const Box box = randomBox(touchedBox(layer.output, wholeNest(layer)));
      const std::vector<std::int32_t> found = tilesWriting(layer, tiling, box);
      RC_ASSERT(std::ranges::is_sorted(found));
      const auto expected = writersByElements(layer, tiling, box);
      for (const auto& [tile, elements] : expected) RC_ASSERT(std::ranges::count(found, tile) == 1);
      RC_CLASSIFY(isExact(layer, box), "exact");
      if (isExact(layer, box)) RC_ASSERT(found.size() == expected.size());
    }));
  }

  void edgesAndTheirBitsAreThoseThatElementByElementSearchFinds() {
    QVERIFY(rc::check([] {
      const Workload workload = randomPair();
      const auto consumerLayer = workload.layers.size() - 1;
      Mapping mapping = fuseAll(workload, {});
      for (std::size_t layer : {std::size_t{0}, consumerLayer})
        mapping.layers[layer] = randomCuts(workload.layers[layer]);
      const TileGraph graph = buildTileGraph(workload, mapping).value();
      for (TileId tile : graph.tilesOfLayer[consumerLayer]) {
        std::map<std::int64_t, std::int64_t> found, expected;
        for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile.index()]);
             edge < static_cast<std::size_t>(graph.producerBegin[tile.index() + 1]); ++edge)
          if (graph.layer[graph.producer[edge].index()] == LayerId(0))
            found[graph.indexInLayer[graph.producer[edge].index()]] += graph.producerBits[edge].value;
        const Box read =
            touchedByElements(workload, graph.layerTilings[consumerLayer], graph.indexInLayer[tile.index()]);
        for (const auto& [writer, elements] : writersByElements(workload.layers[0], graph.layerTilings[0], read))
          expected[writer] = static_cast<std::int64_t>(elements.size());
        RC_ASSERT(found == expected);
      }
    }));
  }
};

FUSEWRIGHT_TEST(BruteForceDependencies)

}  // namespace fusewright::brute_force_dependencies_test

#include "brute_force_dependencies_test.moc"
