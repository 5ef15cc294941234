#include "core/tiling/tile_dependencies.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::tile_dependencies_test {
using namespace tests;
using namespace std::string_literals;

namespace {

/// Producers of each tile of layer number `layer`: "p0:20 p1:10; p1:30" for two tiles, with the bits read of each.
/// Edges between tiles of one layer are left out.
std::string producers(const Workload& workload, const TileGraph& graph, int layer) {
  std::vector<std::string> ofTiles;
  for (TileId tile : graph.tilesOfLayer[static_cast<std::size_t>(layer)]) {
    std::vector<std::string> edges;
    for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile.index()]);
         edge < static_cast<std::size_t>(graph.producerBegin[tile.index() + 1]); ++edge) {
      const std::size_t producer = graph.producer[edge].index();
      if (graph.layer[producer] == LayerId(layer)) continue;
      edges.push_back(fmt::format("{}{}:{}", workload.layer(graph.layer[producer]).name, graph.indexInLayer[producer],
                                  graph.producerBits[edge].value));
    }
    ofTiles.push_back(fmt::format("{}", fmt::join(edges, " ")));
  }
  return fmt::format("{}", fmt::join(ofTiles, "; "));
}

/// The same with all layers fused and cut by `tiling`.
std::string producers(const Workload& workload, const Tiling& tiling, int layer) {
  return producers(workload, buildTileGraph(workload, fuseAll(workload, tiling)).value(), layer);
}

/// p over 6 rows and 4 columns; a layout operator that makes `shape` of it by `map`; c over what it makes.
Workload routed(std::vector<std::int64_t> shape, IndexMap map) {
  WorkloadWriter write(1);
  const TensorId x = write.constant("x", {1});
  const TensorId p = write.layer("p", "L=6 D=4", {{x, "0"}}, "L D");
  const std::string loops = fmt::format("M={} N={}", shape[0], shape[1]);
  const TensorId between = write.routing("layout", std::move(shape), {{p, std::move(map)}});
  write.layer("c", loops, {{between, "M N"}}, "M N");
  return write.workload();
}

IndexMap affine(std::vector<AxisSource> axes) {
  return {.kind = IndexMap::Kind::Affine, .axes = std::move(axes)};
}

/// Row number `row` of a result made by stacking: p (2 rows) above q (3 rows), 4 columns each.
Workload stacked() {
  WorkloadWriter write(1);
  const TensorId x = write.constant("x", {1});
  const TensorId p = write.layer("p", "L=2 D=4", {{x, "0"}}, "L D");
  const TensorId q = write.layer("q", "L=3 D=4", {{x, "0"}}, "L D");
  IndexMap first = affine({{.outputAxis = 0}, {.outputAxis = 1}});
  IndexMap second = affine({{.outputAxis = 0, .step = 1, .offset = -2}, {.outputAxis = 1}});
  first.windowAxis = second.windowAxis = 0;
  first.window = {0, 2};
  second.window = {2, 5};
  const TensorId both = write.routing("concat", {5, 4}, {{p, first}, {q, second}});
  write.layer("c", "M=5 N=4", {{both, "M N"}}, "M N");
  return write.workload();
}

}  // namespace

class TileDependenciesRules : public QObject {
  Q_OBJECT

 private slots:
  void aTileReadsTheTilesThatMakeItsRows() {
    const Workload chain = twoLayerChain({.rows = 6, .bitsPerElement = 10});
    QCOMPARE(producers(chain, {{"L", 3}}, 1), "first0:20; first1:20; first2:20"s);
  }

  void aConvolutionReadsTheRowsAroundItsOwn() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {6});
    const TensorId w = write.constant("w", {3});
    const TensorId p = write.layer("p", "OX=6", {{x, "OX"}}, "OX");
    write.layer("c", "OX=6 FX=3", {{p, "OX+FX-1"}, {w, "FX"}}, "OX");
    // Output rows [2, 4) read [1, 5): one row of the tiles before and after. At the edges there is padding.
    QCOMPARE(producers(write.workload(), {{"OX", 3}}, 1), "p0:20 p1:10; p0:10 p1:20 p2:10; p1:10 p2:20"s);
  }

  void aStrideSkipsRowsAndWidensTheHalo() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {9});
    const TensorId p = write.layer("p", "OX=9", {{x, "OX"}}, "OX");
    write.layer("c", "OX=4 FX=3", {{p, "2*OX+FX"}}, "OX");
    // p in 3 tiles of 3 rows, c in 4 / 3 -> 2 tiles of 2. Outputs [0, 2) read [0, 5), outputs [2, 4) read [4, 9).
    QCOMPARE(producers(write.workload(), {{"OX", 3}}, 1), "p0:30 p1:20; p1:20 p2:30"s);
  }

  void aWholeConsumerReadsEveryTile() {
    const Workload chain = twoLayerChain({.rows = 6, .bitsPerElement = 10});
    Mapping mapping = fuseAll(chain, {});
    mapping.layers[0].intraCore = {{"L", 3}};
    QCOMPARE(producers(chain, buildTileGraph(chain, mapping).value(), 1), "first0:20 first1:20 first2:20"s);
  }

  void tilesThatShareASumAreAllRead() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {4, 6});
    const TensorId p = write.layer("p", "L=4 C=6", {{x, "L C"}}, "L");
    write.layer("c", "L=4", {{p, "L"}}, "L");
    // p's tiles: 2 parts of L, then 3 of the reduction C. Tiles 0, 2, 4 add up to rows [0, 2).
    QCOMPARE(producers(write.workload(), {{"L", 2}, {"C", 3}}, 1), "p0:20 p2:20 p4:20; p1:20 p3:20 p5:20"s);
  }

  void aTransposedReaderNeedsAColumnOfTiles() {
    // c(M, N) = p(N, M): M runs over p's 4 columns.
    const Workload workload = routed({4, 6}, affine({{.outputAxis = 1}, {.outputAxis = 0}}));
    Mapping mapping = fuseAll(workload, {{"L", 3}, {"D", 2}, {"M", 4}});
    // p's tiles are 2 x 2: 0 1 2 hold columns [0, 2), 3 4 5 columns [2, 4). A tile of c is one column of 6 rows.
    QCOMPARE(producers(workload, buildTileGraph(workload, mapping).value(), 2),
             "p0:2 p1:2 p2:2; p0:2 p1:2 p2:2; p3:2 p4:2 p5:2; p3:2 p4:2 p5:2"s);
  }

  void aSliceSkipsTheTilesBeforeAndAfterIt() {
    // c(M, N) = p(M + 3, N): rows 3 and 4 of p, which is cut into pairs of rows.
    const Workload workload = routed({2, 4}, affine({{.outputAxis = 0, .step = 1, .offset = 3}, {.outputAxis = 1}}));
    QCOMPARE(producers(workload, {{"L", 3}}, 2), "p1:4 p2:4"s);
  }

  void aSplitSendsEachHalfToItsReader() {
    // c(M, N) = p(M, N + 2): the second half of the columns.
    const Workload workload = routed({6, 2}, affine({{.outputAxis = 0}, {.outputAxis = 1, .step = 1, .offset = 2}}));
    QCOMPARE(producers(workload, {{"D", 2}}, 2), "p1:12"s);
  }

  void aReshapeFollowsTheElements() {
    // The 24 elements row by row as 12 pairs: row M of c is half of row M / 2 of p.
    const Workload workload = routed({12, 2}, {.kind = IndexMap::Kind::Reshape});
    QCOMPARE(producers(workload, {{"L", 6}, {"M", 4}}, 2), "p0:4 p1:4; p1:4 p2:4; p3:4 p4:4; p4:4 p5:4"s);
  }

  void aBarrierNeedsEverything() {
    const Workload workload = routed({6, 4}, {.kind = IndexMap::Kind::Barrier});
    QCOMPARE(producers(workload, {{"L", 2}, {"M", 2}}, 2), "p0:12 p1:12; p0:12 p1:12"s);
  }

  void aConcatenationSendsEachRowToItsSource() {
    // Rows 0 and 1 are p's, rows 2 to 4 q's; c in tiles of 2 rows (the third reaches past the end).
    QCOMPARE(producers(stacked(), {{"M", 3}}, 3), "p0:8; q0:8; q0:4"s);
  }

  void layersThatCostNothingPassDependenciesThrough() {
    Workload workload = routed({6, 4}, affine({{.outputAxis = 0}, {.outputAxis = 1}}));
    workload.layers[1].kind = LayerKind::Free;
    QCOMPARE(producers(workload, {{"L", 2}, {"M", 2}}, 2), "p0:12; p1:12"s);
  }

  void aGroupedReaderNeedsTheChannelsOfItsGroup() {
    WorkloadWriter write(1);
    const TensorId x = write.constant("x", {1});
    // p makes 6 channels; c has 3 groups G of 2 input channels C and 4 output channels K: input channel 2 G + C, output
    // channel 4 G + K.
    const TensorId p = write.layer("p", "K=6", {{x, "0"}}, "K");
    const TensorId c = write.layer("c", "G=3 K=4 C=2", {{p, "2*G+C"}}, "4*G+K");
    write.layer("d", "M=12", {{c, "M"}}, "M");
    const Workload& workload = write.workload();
    Mapping mapping = fuseAll(workload, {{"G", 3}, {"M", 4}});
    mapping.layers[0].intraCore = {{"K", 6}};
    const TileGraph graph = buildTileGraph(workload, mapping).value();
    QCOMPARE(producers(workload, graph, 1), "p0:1 p1:1; p2:1 p3:1; p4:1 p5:1"s);
    // d's tiles of 3 channels: [0, 3) lies in group 0, [3, 6) in groups 0 and 1, and so on.
    QCOMPARE(producers(workload, graph, 2), "c0:3; c0:1 c1:2; c1:2 c2:1; c2:3"s);
  }

  void aChannelInsideAGroupIsFoundExactly() {
    WorkloadWriter write(1);
    const TensorId x = write.constant("x", {1});
    const TensorId p = write.layer("p", "G=3 K=4", {{x, "0"}}, "4*G+K");
    write.layer("c", "M=12", {{p, "M"}}, "M");
    Mapping mapping = fuseAll(write.workload(), {{"G", 3}, {"K", 2}, {"M", 12}});
    const TileGraph graph = buildTileGraph(write.workload(), mapping).value();
    // p's tile g + 3 h holds channels 4 g + [2 h, 2 h + 2).
    QCOMPARE(producers(write.workload(), graph, 1),
             "p0:1; p0:1; p3:1; p3:1; p1:1; p1:1; p4:1; p4:1; p2:1; p2:1; p5:1; p5:1"s);
  }

  void aLoopOfOneIterationHidesNoTile() {
    WorkloadWriter write(1);
    const TensorId x = write.constant("x", {1});
    // A depthwise layer: groups of one channel K, written before the groups.
    const TensorId p = write.layer("p", "K=1 G=4", {{x, "0"}}, "K+G");
    write.layer("c", "M=4", {{p, "M"}}, "M");
    QCOMPARE(producers(write.workload(), {{"G", 4}, {"M", 2}}, 1), "p0:1 p1:1; p2:1 p3:1"s);
  }

  void tilesOfALayerFollowOneAnotherOnTheirCore() {
    const Workload chain = twoLayerChain({.rows = 6, .bitsPerElement = 10});
    Mapping mapping = withCores(fuseAll(chain, {{"L", 3}}), 0, {CoreId(0), CoreId(1)}, {{"L", 2}});
    const TileGraph graph = buildTileGraph(chain, mapping).value();
    // Tiles 0, 2, 4 run on core 0 and 1, 3, 5 on core 1; each waits for the one two before, at no bits.
    const std::vector<TileId>& tiles = graph.tilesOfLayer[0];
    QCOMPARE(tiles.size(), std::size_t{6});
    for (std::size_t index = 0; index < tiles.size(); ++index) {
      const auto before = graph.producersOf(tiles[index]);
      QCOMPARE(before.size(), std::size_t{index < 2 ? 0u : 1u});
      if (index < 2) continue;
      QCOMPARE(before.front(), tiles[index - 2]);
      QCOMPARE(graph.producerBits[static_cast<std::size_t>(graph.producerBegin[tiles[index].index()])].value, 0);
      QCOMPARE(graph.core[tiles[index].index()], graph.core[tiles[index - 2].index()]);
    }
  }

  void aProducerReadTwiceHasTwoEdgesButOneConsumer() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {6});
    const TensorId p = write.layer("p", "L=6", {{x, "L"}}, "L");
    write.layer("square", "L=6", {{p, "L"}, {p, "L"}}, "L");
    const TileGraph graph = buildTileGraph(write.workload(), unfused(write.workload())).value();
    QCOMPARE(producers(write.workload(), graph, 1), "p0:60 p0:60"s);
    QCOMPARE(graph.producerInput, (std::vector<std::uint8_t>{0, 1}));
    QCOMPARE(graph.consumers, (std::vector<std::int32_t>{1, 0}));
    QCOMPARE(graph.consumersOf(TileId(0)).size(), std::size_t{1});
  }

  void consumersMirrorProducers() {
    const Workload workload = stacked();
    const TileGraph graph = buildTileGraph(workload, fuseAll(workload, {{"M", 3}, {"L", 2}})).value();
    std::size_t pairs = 0;
    for (std::size_t tile = 0; tile < graph.size(); ++tile)
      for (TileId consumer : graph.consumersOf(TileId(tile))) {
        const auto back = graph.producersOf(consumer);
        QVERIFY(std::ranges::find(back, TileId(tile)) != back.end());
        ++pairs;
      }
    // No producer is read twice here, so there are as many pairs as edges.
    QCOMPARE(pairs, graph.producer.size());
  }
};

FUSEWRIGHT_TEST(TileDependenciesRules)

}  // namespace fusewright::tile_dependencies_test

#include "tile_dependencies_test.moc"
