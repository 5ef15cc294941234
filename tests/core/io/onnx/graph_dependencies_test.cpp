// Tile dependencies of random small models against a reference that follows every single element through the operators
// as ONNX defines them, without the reader's index maps.

#include <map>
#include <set>

#include <rapidcheck.h>
#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/tiling/build_tile_graph.h"
#include "core/tiling/layer_tiling.h"
#include "core/workload/footprint.h"
#include "tests/builders_mapping.h"
#include "tests/builders_model_file.h"
#include "tests/builders_traced_model.h"
#include "tests/test_program.h"

namespace fusewright::graph_dependencies_test {
using namespace tests;

namespace {

Mapping randomMapping(const Workload& workload) {
  Mapping mapping = fuseAll(workload, {});
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    for (const LoopDim& dim : layer.dims)
      if (pick(0, 2) == 0) mapping.layers[index].intraCore.push_back({dim.name, pick(1, 3)});
  }
  return mapping;
}

/// Row-major positions of the elements that a tile writes.
std::set<std::int64_t> writtenBy(const Workload& workload, const TileGraph& graph, TileId tile) {
  const Layer& layer = workload.layer(graph.layer[tile.index()]);
  const Point& shape = workload.tensor(*layer.output.tensor).shape;
  Box loops = tileRanges(graph.layerTilings[graph.layer[tile.index()].index()], graph.indexInLayer[tile.index()]);
  for (std::size_t loop = 0; loop < loops.rank; ++loop)  // tiles are padded up to equal sizes
    loops.ranges[loop] = intersection(loops.ranges[loop], {0, layer.dims[loop].size});
  if (loops.empty()) return {};
  Point sizes;
  for (Interval range : loops.axes()) sizes.push_back(range.size());
  std::set<std::int64_t> positions;
  forEachPoint(sizes, [&](const Point& iteration) {
    std::int64_t position = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      std::int64_t index = layer.output.axes[axis].offset;
      for (AxisTerm term : layer.output.axes[axis].terms) {
        const auto loop = static_cast<std::size_t>(term.dim);
        index += term.stride * (loops.ranges[loop].begin + iteration[loop]);
      }
      if (index < 0 || index >= shape[axis]) return;
      position = position * shape[axis] + index;
    }
    positions.insert(position);
  });
  return positions;
}

/// Layer name and index in layer of the tiles of other layers that `tile` depends on.
using Tiles = std::set<std::pair<std::string, std::int32_t>>;

Tiles foundProducers(const Workload& workload, const TileGraph& graph, TileId tile) {
  Tiles found;
  for (TileId producer : graph.producersOf(tile))
    if (graph.layer[producer.index()] != graph.layer[tile.index()])
      found.insert({workload.layer(graph.layer[producer.index()]).name, graph.indexInLayer[producer.index()]});
  return found;
}

/// Whether the tile runs past the end of a loop: tiles are padded up to equal sizes, and what padding would read
/// counts.
bool isPadded(const Workload& workload, const TileGraph& graph, TileId tile) {
  const LayerId id = graph.layer[tile.index()];
  const Box loops = tileRanges(graph.layerTilings[id.index()], graph.indexInLayer[tile.index()]);
  const Box nest = wholeNest(workload.layer(id));
  for (std::size_t loop = 0; loop < loops.rank; ++loop)
    if (loops.ranges[loop].end > nest.ranges[loop].end) return true;
  return false;
}

/// Whether some loop is cut along which the layer sums up; its tiles then read less than their outputs need.
bool cutsSums(const Layer& layer, const LayerTiling& tiling) {
  return std::ranges::any_of(tiling.loops, [&](const TileLoop& loop) {
    return std::ranges::none_of(
        layer.output.axes, [&](const Axis& axis) { return axis.terms.size() == 1 && axis.terms[0].dim == loop.dim; });
  });
}

}  // namespace

class GraphDependencies : public QObject {
  Q_OBJECT

 public:
  /// The same models in every run; other ones with, say, RC_PARAMS="seed=7 max_success=20000".
  static void initMain() {
    if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "seed=2504 max_success=1500");
  }

 private slots:
  void tilesDependOnThoseThatMakeWhatTheirElementsComeFrom() {
    QVERIFY(rc::check([] {
      const RandomModel random;
      const auto workload = readModel(random.model());
      RC_ASSERT(workload.has_value());
      const TileGraph graph = buildTileGraph(*workload, randomMapping(*workload)).value();
      std::map<Atom, std::set<std::int32_t>> writers;
      for (std::size_t tile = 0; tile < graph.size(); ++tile)
        for (std::int64_t position : writtenBy(*workload, graph, TileId(tile)))
          writers[{workload->layer(graph.layer[tile]).name, position}].insert(graph.indexInLayer[tile]);
      RC_CLASSIFY(random.boxes(), "exact");
      for (std::size_t tile = 0; tile < graph.size(); ++tile) {
        const Layer& layer = workload->layer(graph.layer[tile]);
        if (cutsSums(layer, graph.layerTilings[graph.layer[tile].index()])) continue;
        const std::set<std::int64_t> written = writtenBy(*workload, graph, TileId(tile));
        if (written.empty()) continue;  // a tile of nothing but padding
        Tiles expected;
        for (std::int64_t position : written)
          for (const Atom& atom : random.reads().at(layer.name)[static_cast<std::size_t>(position)])
            for (std::int32_t index : writers[atom]) expected.insert({atom.first, index});
        const Tiles found = foundProducers(*workload, graph, TileId(tile));
        RC_ASSERT(std::ranges::includes(found, expected));
        if (random.boxes() && !isPadded(*workload, graph, TileId(tile))) RC_ASSERT(found == expected);
      }
    }));
  }
};

FUSEWRIGHT_TEST(GraphDependencies)

}  // namespace fusewright::graph_dependencies_test

#include "graph_dependencies_test.moc"
