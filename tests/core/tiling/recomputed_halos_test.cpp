// Halos that every step computes again. The chain of most tests, worked out by hand: a, b and c over 12 rows, each
// reading three rows of what comes before it (one above, one below, zeros outside), 8 bits a row; c in 3 tiles.
//
//   c covers [0, 4) [4, 8) [8, 12), as cut: it is read by nobody in the group.
//   b covers what these read, one row more on each side, clipped: [0, 5) [3, 9) [7, 12).
//   a covers what those read: [0, 6) [2, 10) [6, 12).
//   Iterations: c 3 x 12 = 36, as stored; b 3 x (5 + 6 + 5) = 48; a 3 x (6 + 8 + 6) = 60. Halos are 12 + 24 = 36.
#include "core/tiling/recomputed_halos.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::recomputed_halos_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Mapping recomputing(const Workload& workload, const Tiling& tiling) {
  Mapping mapping = fuseAll(workload, tiling);
  mapping.fusion.groups.front().halos = HaloRule::Recomputed;
  return mapping;
}

/// A layer of a chain, as loops and what they read of the layer before.
struct Ring {
  const char* name;
  const char* loops;
  const char* reads;
};

/// Layers one after the other along L, the first one reading `rows` rows of an input.
WorkloadWriter chainOf(std::int64_t rows, std::initializer_list<Ring> rings) {
  WorkloadWriter write(8);
  TensorId last = write.constant("x", {rows}, TensorKind::Input);
  for (const Ring& ring : rings) last = write.layer(ring.name, ring.loops, {{last, ring.reads}}, "L");
  return write;
}

/// The three layers, with a layout operator between b and c if one is given.
Workload threeTaps(std::int64_t rows, const std::optional<IndexMap>& layout = {}) {
  WorkloadWriter write(8);
  const std::string loops = fmt::format("L={} F=3", rows);
  TensorId last = write.constant("x", {rows}, TensorKind::Input);
  for (const char* name : {"a", "b"}) last = write.layer(name, loops, {{last, "L+F-1"}}, "L");
  if (layout) last = write.routing("layout", {rows}, {{last, *layout}});
  write.layer("c", loops, {{last, "L+F-1"}}, "L");
  return write.workload();
}

/// "[0, 5) [3, 9)": what the tiles of layer `name` cover of their first loop.
std::string covered(const Workload& workload, const Mapping& mapping, const std::string& name) {
  const auto graph = buildTileGraph(workload, mapping);
  if (!graph) return message(graph.error());
  const LayerTiling& tiling = graph->layerTilings[findLayer(workload, name)->index()];
  std::vector<std::string> ranges;
  for (std::int64_t tile = 0; tile < tiling.tiles; ++tile) {
    const Box box = tileRanges(tiling, tile);
    ranges.push_back(fmt::format("[{}, {})", box.ranges[0].begin, box.ranges[0].end));
  }
  return fmt::format("{}", fmt::join(ranges, " "));
}

/// "a1:64": what each tile of layer `name` reads of which tile of which layer.
std::string producers(const Workload& workload, const Mapping& mapping, const std::string& name) {
  const TileGraph graph = buildTileGraph(workload, mapping).value();
  std::vector<std::string> edges;
  for (const TileId tile : graph.tilesOfLayer[findLayer(workload, name)->index()])
    for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile.index()]);
         edge < static_cast<std::size_t>(graph.producerBegin[tile.index() + 1]); ++edge) {
      const std::size_t producer = graph.producer[edge].index();
      if (graph.layer[producer] == graph.layer[tile.index()]) continue;
      edges.push_back(fmt::format("{}{}:{}", workload.layer(graph.layer[producer]).name, graph.indexInLayer[producer],
                                  graph.producerBits[edge].value));
    }
  return fmt::format("{}", fmt::join(edges, " "));
}

IndexMap along(AxisSource source) {
  return {.kind = IndexMap::Kind::Affine, .axes = {source}, .windowAxis = {}, .window = {}};
}

}  // namespace

class RecomputedHalosRules : public QObject {
  Q_OBJECT

 private slots:
  void halosGrowFromTheLastLayerBack() {
    const Workload chain = threeTaps(12);
    const Mapping mapping = recomputing(chain, {{"L", 3}});
    QCOMPARE(covered(chain, mapping, "c"), "[0, 4) [4, 8) [8, 12)"s);
    QCOMPARE(covered(chain, mapping, "b"), "[0, 5) [3, 9) [7, 12)"s);
    QCOMPARE(covered(chain, mapping, "a"), "[0, 6) [2, 10) [6, 12)"s);
  }

  void aTileDependsOnTilesOfItsOwnStepAlone() {
    const Workload chain = threeTaps(12);
    const Mapping mapping = recomputing(chain, {{"L", 3}});
    QCOMPARE(producers(chain, mapping, "c"), "b0:40 b1:48 b2:40"s);
    QCOMPARE(producers(chain, mapping, "b"), "a0:48 a1:64 a2:48"s);
    // Stored, every border is read twice.
    QCOMPARE(producers(chain, fuseAll(chain, {{"L", 3}}), "c"), "b0:32 b1:8 b0:8 b1:32 b2:8 b1:8 b2:32"s);
  }

  void whatIsComputedAgainIsCounted() {
    const Workload chain = threeTaps(12);
    const TileGraph graph = buildTileGraph(chain, recomputing(chain, {{"L", 3}})).value();
    std::vector<std::int64_t> again;
    for (std::size_t layer = 0; layer < 3; ++layer)
      again.push_back(recomputedOperations(chain.layers[layer], graph.layerTilings[layer]));
    QCOMPARE(again, (std::vector<std::int64_t>{24, 12, 0}));
  }

  void aTileLeavesAsMuchAsItCovers() {
    const Workload chain = threeTaps(12);
    const TileGraph graph = buildTileGraph(chain, recomputing(chain, {{"L", 3}})).value();
    std::vector<std::int64_t> bits;
    for (const TileId tile : graph.tilesOfLayer[0]) bits.push_back(graph.outputBits[tile.index()].value);
    QCOMPARE(bits, (std::vector<std::int64_t>{48, 64, 48}));
  }

  void storedHalosAreTheDefaultAndAGroupWithoutHalosKeepsItsTilings() {
    QVERIFY(FusionGroup{}.halos == HaloRule::Stored);
    const Workload chain = twoLayerChain({.rows = 12, .bitsPerElement = 8});
    for (const std::int64_t parts : {3, 5})
      QVERIFY(buildTileGraph(chain, recomputing(chain, {{"L", parts}})).value() ==
              buildTileGraph(chain, fuseAll(chain, {{"L", parts}})).value());
  }

  /// s reads every second row of a, and the row after it: rows 2i to 2i + 2. Two tiles of 3 read [0, 7) and [6, 13);
  /// the loop of a ends at 12.
  void aStrideTakesTheProducerAlongAtItsOwnPace() {
    const Workload chain = chainOf(12, {{"a", "L=12", "L"}, {"s", "L=6 F=3", "2*L+F"}}).workload();
    QCOMPARE(covered(chain, recomputing(chain, {{"L", 2}}), "a"), "[0, 7) [6, 12)"s);
  }

  /// s reads row 2i + 1 alone, so rows [1, 6) and [7, 12) are read. Tiles cover what lies between as well: all of it.
  void rowsThatNobodyReadsAreComputedOnceAllTheSame() {
    const Workload chain = chainOf(13, {{"a", "L=13", "L"}, {"s", "L=6", "2*L+1"}}).workload();
    QCOMPARE(covered(chain, recomputing(chain, {{"L", 2}}), "a"), "[0, 7) [7, 13)"s);
  }

  /// The sum reads b one to one and c's input widely: b has to cover both.
  void twoReadersAreServedTogether() {
    WorkloadWriter write(8);
    const TensorId x = write.constant("x", {8}, TensorKind::Input);
    const TensorId a = write.layer("a", "L=8", {{x, "L"}}, "L");
    const TensorId wide = write.layer("wide", "L=8 F=5", {{a, "L+F-2"}}, "L");
    write.layer("sum", "L=8", {{a, "L"}, {wide, "L"}}, "L");
    const Workload workload = write.workload();
    QCOMPARE(covered(workload, recomputing(workload, {{"L", 2}}), "a"), "[0, 6) [2, 8)"s);
    QCOMPARE(producers(workload, recomputing(workload, {{"L", 2}}), "sum"), "a0:32 wide0:32 a1:32 wide1:32"s);
  }

  /// Rows dealt out to two cores, each in two steps: places 0, 3 on one core, 6, 9 on the other.
  void coresRecomputeWhatLiesBetweenThem() {
    const Workload chain = threeTaps(12);
    Mapping mapping = recomputing(chain, {{"L", 2}});
    for (int layer = 0; layer < 3; ++layer)
      mapping = withCores(std::move(mapping), layer, {CoreId(0), CoreId(1)}, {{"L", 2}});
    QCOMPARE(covered(chain, mapping, "c"), "[0, 3) [6, 9) [3, 6) [9, 12)"s);
    QCOMPARE(covered(chain, mapping, "b"), "[0, 4) [5, 10) [2, 7) [8, 12)"s);
    QCOMPARE(producers(chain, mapping, "c"), "b0:32 b1:40 b2:40 b3:32"s);
  }

  /// Rows one down: row i of what c reads is row i + 1 of b, so that b covers one row more below and one less above.
  void layoutOperatorsThatMoveRowsAreFollowed() {
    const Workload moved = threeTaps(12, along({.outputAxis = 0, .step = 1, .offset = 1}));
    QCOMPARE(covered(moved, recomputing(moved, {{"L", 3}}), "b"), "[0, 6) [4, 10) [8, 12)"s);
  }

  void whatCannotBeRecomputedIsRefusedWithLayerLoopAndRemedy_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("a sum over the cut loop") << "sum"
                                             << ": node 'b': halos cannot be recomputed along L: what a step of 'all' "
                                                "reads does not move with the steps, as where it adds up over what is "
                                                "cut; leave L of this layer whole, put 'all' into another group, or "
                                                "store the group's halos";
    QTest::newRow("rows in reverse") << "reverse"
                                     << ": node 'b': halos cannot be recomputed along L: what a step of 'c' reads does "
                                        "not move with the steps, as where it adds up over what is cut; leave L of "
                                        "this layer whole, put 'c' into another group, or store the group's halos";
    QTest::newRow("a state") << "state"
                             << ": node 'c': halos cannot be recomputed along L of a recurrence: its state comes from "
                                "all steps before; put the recurrence into another group, or store the group's halos";
    QTest::newRow("read elsewhere") << "leaving"
                                    << ": node 'b': halos cannot be recomputed where the output leaves the group, too: "
                                       "parts of it would be written twice; end the group with this layer, put all "
                                       "that reads it into the group, or store the group's halos";
    QTest::newRow("other cores") << "cores"
                                 << ": node 'b': halos cannot be recomputed along L, which is spread over cores in "
                                    "another way than in 'c'; spread both over the same cores along it, or store the "
                                    "group's halos";
  }
  void whatCannotBeRecomputedIsRefusedWithLayerLoopAndRemedy() {
    QFETCH(QString, what);
    QFETCH(QString, refusal);
    Workload workload = threeTaps(12);
    if (what == "reverse") workload = threeTaps(12, along({.outputAxis = 0, .step = -1, .offset = 11}));
    const Ring a{"a", "L=12 F=3", "L+F-1"};
    const Ring b{"b", "L=12 F=3", "L+F-1"};
    if (what == "sum") workload = chainOf(12, {a, b, {"all", "L=12 S=12", "S"}}).workload();
    if (what == "state") {
      WorkloadWriter chain = chainOf(12, {a, b, {"c", "L=12 F=3", "L+F-1"}});
      chain.lastIsStep(0, LayerId(2));
      workload = chain.workload();
    }
    Mapping mapping = recomputing(workload, {{"L", 3}});
    if (what == "leaving") workload.tensors[2].isGraphOutput = true;
    if (what == "cores") mapping = withCores(std::move(mapping), 1, {CoreId(0), CoreId(1)}, {{"L", 2}});
    const auto graph = buildTileGraph(workload, mapping);
    QVERIFY(!graph);
    QCOMPARE(message(graph.error()), refusal.toStdString());
  }

  /// Only a layer that overlaps would be written twice: an output that is made once may leave.
  void anOutputWithoutHalosMayLeaveTheGroup() {
    Workload workload = twoLayerChain({.rows = 12, .bitsPerElement = 8});
    workload.tensors[1].isGraphOutput = true;
    QVERIFY(buildTileGraph(workload, recomputing(workload, {{"L", 3}})));
  }

  void aLayerThatIsReadWholeAndNotCutIsMadeOnce() {
    WorkloadWriter write(8);
    const TensorId x = write.constant("x", {12}, TensorKind::Input);
    const TensorId key = write.layer("key", "M=12", {{x, "M"}}, "M");
    const TensorId a = write.layer("a", "L=12", {{x, "L"}}, "L");
    write.layer("c", "L=12 F=3 S=12", {{a, "L+F-1"}, {key, "S"}}, "L");
    const Workload workload = write.workload();
    const Mapping mapping = recomputing(workload, {{"L", 3}});
    QCOMPARE(covered(workload, mapping, "key"), "[0, 12)"s);
    QCOMPARE(covered(workload, mapping, "a"), "[0, 5) [3, 9) [7, 12)"s);
  }
};

FUSEWRIGHT_TEST(RecomputedHalosRules)

}  // namespace fusewright::recomputed_halos_test

#include "recomputed_halos_test.moc"
