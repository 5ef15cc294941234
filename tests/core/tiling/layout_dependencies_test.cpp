// Dependencies through layout operators, as read from ONNX, against the elements that these operators move: a reference
// that carries every single element along, on random small graphs.
#include <algorithm>
#include <map>
#include <set>

#include <rapidcheck.h>
#include <QTest>

#include "core/tiling/build_tile_graph.h"
#include "core/workload/footprint.h"
#include "tests/builders_mapping.h"
#include "tests/builders_model_file.h"
#include "tests/builders_random_layout.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::layout_dependencies_test {
using namespace tests;

namespace {

using Shape = std::vector<std::int64_t>;
using Point = std::vector<std::int64_t>;

std::size_t pickIndex(std::size_t size) {
  return *rc::gen::inRange<std::size_t>(0, size);
}

using Elements = std::set<std::int64_t>;  ///< row-major numbers within a value

/// The elements of a value of `shape` that lie in `box`.
Elements elementsIn(const Box& box, const Shape& shape) {
  Elements elements{0};
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    Elements longer;
    for (std::int64_t element : elements)
      for (std::int64_t at = box.ranges[axis].begin; at < box.ranges[axis].end; ++at)
        longer.insert(element * shape[axis] + at);
    elements = std::move(longer);
  }
  return elements;
}

/// The elements of each value, by its number, that `box` of value number `read` comes from.
std::map<std::size_t, Elements> originsOf(const std::vector<MovedValue>& values, std::size_t read, const Box& box) {
  std::map<std::size_t, Elements> wanted;
  wanted[read] = elementsIn(box, values[read].shape);
  for (std::size_t value = read + 1; value-- > 0;)
    if (!values[value].origins.empty())
      for (std::int64_t element : wanted[value])
        if (const auto& origin = values[value].origins[static_cast<std::size_t>(element)])
          wanted[origin->value].insert(origin->from);
  return wanted;
}

/// Whether `elements` fill a box: all that lies between the least and the greatest index along every axis.
bool isBox(const Shape& shape, const Elements& elements) {
  if (elements.empty()) return true;
  Point least = pointAt(shape, *elements.begin()), most = least;
  for (std::int64_t element : elements) {
    const Point at = pointAt(shape, element);
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      least[axis] = std::min(least[axis], at[axis]);
      most[axis] = std::max(most[axis], at[axis]);
    }
  }
  std::int64_t inside = 1;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) inside *= most[axis] - least[axis] + 1;
  return inside == static_cast<std::int64_t>(elements.size());
}

Tiling randomCuts(const Layer& layer) {
  Tiling tiling;
  for (int cut = *rc::gen::inRange(0, 3); cut > 0; --cut)
    tiling.push_back({layer.dims[pickIndex(layer.dims.size())].name, *rc::gen::inRange<std::int64_t>(1, 5)});
  return tiling;
}

/// The output elements of one tile.
Box writtenBy(const Workload& workload, const Layer& layer, const LayerTiling& tiling, std::int64_t index) {
  return clippedTouchedBox(layer.output, tileRanges(tiling, index), workload.tensor(*layer.output.tensor).shape);
}

/// Tiles of `layer` that write any of `elements` of its output.
std::set<std::int64_t> writersOf(const Workload& workload, const Layer& layer, const LayerTiling& tiling,
                                 const Elements& elements) {
  const Shape& shape = workload.tensor(*layer.output.tensor).shape;
  std::set<std::int64_t> writers;
  for (std::int64_t index = 0; index < tiling.tiles; ++index) {
    const Elements written = elementsIn(writtenBy(workload, layer, tiling, index), shape);
    if (std::ranges::any_of(elements, [&](std::int64_t element) { return written.contains(element); }))
      writers.insert(index);
  }
  return writers;
}

LayerId layerMaking(const Workload& workload, const std::string& tensor) {
  const auto found = std::ranges::find_if(workload.layers, [&](const Layer& layer) {
    return layer.kind == LayerKind::Compute && workload.tensor(*layer.output.tensor).name == tensor;
  });
  return LayerId(static_cast<std::size_t>(found - workload.layers.begin()));
}

/// Each layer with cost cut at random, all in one group.
TileGraph randomTiles(const Workload& workload) {
  Mapping mapping = fuseAll(workload, {});
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer)
    if (workload.layers[layer].kind == LayerKind::Compute)
      mapping.layers[layer].intraCore = randomCuts(workload.layers[layer]);
  return buildTileGraph(workload, mapping).value();
}

/// Tiles of `maker` that `tile` depends on.
std::set<std::int64_t> foundWriters(const TileGraph& graph, TileId tile, LayerId maker) {
  std::set<std::int64_t> found;
  for (TileId producer : graph.producersOf(tile))
    if (graph.layer[producer.index()] == maker) found.insert(graph.indexInLayer[producer.index()]);
  return found;
}

/// Checks the tiles that `tile` of the last layer depends on: those that make the elements it reads; where these fill
/// no box in every value on their way, at least those. Returns whether they did.
bool checkTile(const RandomLayout& random, const Workload& workload, const TileGraph& graph, TileId tile) {
  const std::vector<MovedValue>& values = random.values;
  const LayerId reader = graph.layer[tile.index()];
  const Box read =
      writtenBy(workload, workload.layer(reader), graph.layerTilings[reader.index()], graph.indexInLayer[tile.index()]);
  auto wanted = originsOf(values, random.read, read);
  const bool exact =
      std::ranges::all_of(wanted, [&](const auto& of) { return isBox(values[of.first].shape, of.second); });
  for (std::size_t value = 0; value < values.size(); ++value) {
    if (!values[value].origins.empty()) continue;
    const LayerId maker = layerMaking(workload, values[value].name);
    const std::set<std::int64_t> found = foundWriters(graph, tile, maker);
    const std::set<std::int64_t> expected =
        writersOf(workload, workload.layer(maker), graph.layerTilings[maker.index()], wanted[value]);
    RC_LOG() << description(random) << (exact ? "just" : "at least") << " these for tile "
             << graph.indexInLayer[tile.index()] << " of " << values[value].name << '\n';
    const bool right = exact ? found == expected : std::ranges::includes(found, expected);
    RC_ASSERT(right);
  }
  return exact;
}

}  // namespace

class LayoutDependencies : public QObject {
  Q_OBJECT

 public:
  /// The same graphs in every run; other ones with, say, RC_PARAMS="seed=7 max_success=20000".
  static void initMain() {
    if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "seed=2504 max_success=3000");
  }

 private slots:
  void tilesDependOnThoseThatMakeTheElementsTheyRead() {
    QVERIFY(rc::check([] {
      const RandomLayout random = randomLayout();
      const auto workload = readModel(random.model);
      if (!workload) RC_FAIL(message(workload.error()));
      const TileGraph graph = randomTiles(*workload);
      bool exact = true;
      for (TileId tile : graph.tilesOfLayer[layerMaking(*workload, "result").index()])
        exact = checkTile(random, *workload, graph, tile) && exact;
      RC_CLASSIFY(exact, "exact");
    }));
  }
};

FUSEWRIGHT_TEST(LayoutDependencies)

}  // namespace fusewright::layout_dependencies_test

#include "layout_dependencies_test.moc"
