#include "core/tiling/tile_order.h"

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::tile_order_test {
using namespace tests;
using namespace std::string_literals;

namespace {

/// A layer "a", "b", ... for each tile count, over that many rows, fused and cut into single rows.
struct Lanes {
  Workload workload;
  Mapping mapping;
};

Lanes lanesOf(const std::vector<std::int64_t>& tiles) {
  WorkloadWriter write;
  const TensorId x = write.constant("x", {1});
  for (std::size_t layer = 0; layer < tiles.size(); ++layer)
    write.layer(std::string(1, static_cast<char>('a' + layer)), "L=" + std::to_string(tiles[layer]), {{x, "0"}}, "L");
  return {write.workload(), fuseAll(write.workload(), {{"L", kOnePartPerIteration}})};
}

/// "a0 b0 a1": layers by name, tiles by number.
std::string order(const Workload& workload, const Mapping& mapping) {
  std::string text;
  const TileGraph graph = buildTileGraph(workload, mapping).value();
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    text +=
        (text.empty() ? "" : " ") + workload.layer(graph.layer[tile]).name + std::to_string(graph.indexInLayer[tile]);
  return text;
}

std::string order(const Lanes& lanes) {
  return order(lanes.workload, lanes.mapping);
}

/// Per step: "m" makes the next state from the last and "r" reads it out, over 4 channels; before them "a", one tile a
/// step.
Lanes scanOf(std::int32_t steps, const Tiling& tiling) {
  WorkloadWriter write;
  const TensorId x = write.constant("x", {steps, 4});
  write.layer("a", "L=" + std::to_string(steps) + " D=4", {{x, "L D"}}, "L D");
  const LayerId family = write.nextLayer();
  TensorId state = write.constant("h0", {1, 4});
  for (std::int32_t step = 0; step < steps; ++step) {
    const std::string t = std::to_string(step);
    state = write.layer("m" + t + ".", "L=1 D=4", {{state, "L D"}}, "L D");
    write.lastIsStep(step, family);
    write.layer("r" + t + ".", "L=1 D=4", {{state, "L D"}}, "L D");
    write.lastIsStep(step, LayerId(family.value + 1));
  }
  return {write.workload(), fuseAll(write.workload(), tiling)};
}

}  // namespace

class TileOrderRules : public QObject {
  Q_OBJECT

 private slots:
  void groupsFollowOneAnotherAsThePlanListsThem() {
    Lanes lanes = lanesOf({2, 2, 2});
    lanes.mapping = withGroups(lanes.mapping, {{2}, {0, 1}});
    QCOMPARE(order(lanes), "c0 a0 b0 a1 b1"s);
  }

  void equalLayersTakeTurns() { QCOMPARE(order(lanesOf({3, 3})), "a0 b0 a1 b1 a2 b2"s); }

  void aLongerLayerRunsItsShareInEachSlot() {
    // Two slots, as the shortest layer has two tiles; b runs two tiles in each.
    QCOMPARE(order(lanesOf({2, 4})), "a0 b0 b1 a1 b2 b3"s);
  }

  void nestedNeighboursThatAreCutFinelyTakeTurnsInsideASlot() {
    // Two slots of a; in each b and c have two tiles, which take turns, and d its one.
    Lanes lanes = lanesOf({2, 4, 4, 2});
    lanes.mapping.fusion.order = TileOrder::Nested;
    QCOMPARE(order(lanes), "a0 b0 c0 b1 c1 d0 a1 b2 c2 b3 c3 d1"s);
  }

  void nestedSharesOfDifferentSizesNestOnceMore() {
    // One slot; in it b has two tiles and c four: two slots of one b and two c.
    Lanes lanes = lanesOf({1, 2, 4});
    lanes.mapping.fusion.order = TileOrder::Nested;
    QCOMPARE(order(lanes), "a0 b0 c0 c1 b1 c2 c3"s);
  }

  void byNeedATileComesRightBeforeTheFirstThatReadsIt() {
    // b's tile 0 covers rows 0 to 2 and reads a's tiles of rows 0-1 and 2-3; its tile 1 the last one as well.
    WorkloadWriter write;
    const TensorId a = write.layer("a", "L=6", {{write.constant("x", {6}), "L"}}, "L");
    write.layer("b", "L=6", {{a, "L"}}, "L");
    Lanes lanes{write.workload(), fuseAll(write.workload(), {})};
    lanes.mapping.layers[0].intraCore = {{"L", 3}};
    lanes.mapping.layers[1].intraCore = {{"L", 2}};
    lanes.mapping.fusion.order = TileOrder::ByNeed;
    QCOMPARE(order(lanes), "a0 a1 b0 a2 b1"s);
  }

  void byNeedWhatASecondInputReadsIsMadeAfterTheFirst() {
    // c reads all of a and its own row of b: b's rows wait until c wants them, also with a cut otherwise.
    WorkloadWriter write;
    const TensorId x = write.constant("x", {4});
    const TensorId a = write.layer("a", "L=4", {{x, "L"}}, "L");
    const TensorId b = write.layer("b", "L=4", {{x, "L"}}, "L");
    write.layer("c", "L=4 K=4", {{a, "K"}, {b, "L"}}, "L");
    Lanes lanes{write.workload(), fuseAll(write.workload(), {{"L", 4}})};
    lanes.mapping.layers[0].intraCore = {{"L", 2}};
    lanes.mapping.fusion.order = TileOrder::ByNeed;
    QCOMPARE(order(lanes), "a0 a1 b0 c0 b1 c1 b2 c2 b3 c3"s);
  }

  void byNeedWhatOnlyLaterGroupsReadComesInTurn() {
    // In the first group nothing reads a or b.
    Lanes lanes = lanesOf({2, 2, 2});
    lanes.mapping = withGroups(lanes.mapping, {{0, 1}, {2}});
    lanes.mapping.fusion.order = TileOrder::ByNeed;
    QCOMPARE(order(lanes).substr(0, 11), "a0 b0 a1 b1"s);
  }

  void unevenSharesAreRoundedDownAndTheRestComesLater() {
    // b's shares of 5 tiles in 2 slots: [0, 2) and [2, 5).
    QCOMPARE(order(lanesOf({2, 5})), "a0 b0 b1 a1 b2 b3 b4"s);
  }

  void aRecurrenceTakesOneStepASlot() {
    QCOMPARE(order(scanOf(3, {{"L", 3}})), "a0 m0.0 r0.0 a1 m1.0 r1.0 a2 m2.0 r2.0"s);
  }

  void stepsRunFasterThanSubTiles() {
    // METHOD A3: for d in D-slices, for t in steps.
    QCOMPARE(order(scanOf(2, {{"L", 2}, {"D", 2}})), "a0 m0.0 r0.0 a1 m1.0 r1.0 a2 m0.1 r0.1 a3 m1.1 r1.1"s);
  }

  void theRecurrenceDoesNotDecideTheNumberOfSlots() {
    Lanes lanes = scanOf(4, {});
    // a is one tile, so one slot holds everything, layer kind by layer kind.
    QCOMPARE(order(lanes), "a0 m0.0 m1.0 m2.0 m3.0 r0.0 r1.0 r2.0 r3.0"s);
  }

  void aGroupOfNothingButARecurrenceRunsStepByStep() {
    Lanes lanes = scanOf(2, {});
    lanes.mapping = withGroups(lanes.mapping, {{0}, {1, 2, 3, 4}});
    QCOMPARE(order(lanes), "a0 m0.0 r0.0 m1.0 r1.0"s);
  }

  void everyTileKnowsItsGroup() {
    Lanes lanes = lanesOf({2, 2, 2});
    lanes.mapping = withGroups(lanes.mapping, {{2}, {0, 1}});
    const TileGraph graph = buildTileGraph(lanes.workload, lanes.mapping).value();
    QCOMPARE(graph.group, (std::vector<std::int32_t>{0, 1, 1, 1, 1}));
    QCOMPARE(graph.tilesOfLayer[1], (std::vector{TileId(2), TileId(4)}));
  }

  void tooManyTilesAreRefusedWithTheLayerAtFault() {
    WorkloadWriter write;
    const TensorId x = write.constant("x", {1});
    for (const char* name : {"one", "two"}) write.layer(name, "L=10000 D=10000", {{x, "0"}}, "L D");
    const Mapping mapping = fuseAll(write.workload(), {{"L", kOnePartPerIteration}, {"D", kOnePartPerIteration}});
    const auto graph = buildTileGraph(write.workload(), mapping);
    QVERIFY(!graph);
    QVERIFY2(message(graph.error()).find("'one'") != std::string::npos, message(graph.error()).c_str());
    QVERIFY2(message(graph.error()).find("50000000") != std::string::npos, message(graph.error()).c_str());
  }

  void tooManyDependenciesAreRefusedWithTheLayerAtFault() {
    // Each of 20,000 tiles of "all" reads all 20,000 of "parts": 400,000,000 dependencies, more than 100,000,000.
    WorkloadWriter write;
    const TensorId x = write.constant("x", {20000});
    const TensorId parts = write.layer("parts", "K=20000", {{x, "K"}}, "K");
    write.layer("all", "M=20000 K=20000", {{parts, "K"}}, "M");
    const Mapping mapping = fuseAll(write.workload(), {{"M", kOnePartPerIteration}, {"K", 20000}});
    Mapping cut = mapping;
    cut.layers[1].intraCore = {{"M", kOnePartPerIteration}};
    const auto graph = buildTileGraph(write.workload(), cut);
    QVERIFY(!graph);
    QVERIFY2(message(graph.error()).find("'all'") != std::string::npos, message(graph.error()).c_str());
    QVERIFY2(message(graph.error()).find("100000000") != std::string::npos, message(graph.error()).c_str());
  }
};

FUSEWRIGHT_TEST(TileOrderRules)

}  // namespace fusewright::tile_order_test

#include "tile_order_test.moc"
