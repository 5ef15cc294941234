#include "core/tiling/tile_constants.h"

#include <QTest>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::tile_constants_test {
using namespace tests;

namespace {

/// y[l] = sum over k of x[l, k] * w[k], then a second layer, so that a group can be cut.
Workload weighted() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {6, 4});
  const TensorId w = write.constant("w", {4});
  const TensorId y = write.layer("y", "L=6 K=4", {{x, "L K"}, {w, "K"}}, "L");
  write.layer("z", "L=6", {{y, "L"}}, "L");
  return write.workload();
}

std::vector<std::int32_t> usesOf(const TileGraph& graph) {
  std::vector<std::int32_t> uses;
  for (const ConstantPiece& constant : graph.constants) uses.push_back(constant.uses);
  return uses;
}

std::vector<std::int64_t> bitsOf(const TileGraph& graph) {
  std::vector<std::int64_t> bits;
  for (const ConstantPiece& constant : graph.constants) bits.push_back(constant.bits.value);
  return bits;
}

}  // namespace

class TileConstantsRules : public QObject {
  Q_OBJECT

 private slots:
  void tilesThatDifferOnlyInLoopsIrrelevantToAConstantShareIt() {
    const Workload workload = weighted();
    const TileGraph graph = buildTileGraph(workload, fuseAll(workload, {{"L", 3}})).value();
    // x: a piece of 2 x 4 elements a tile; w: one piece of 4 elements for all three.
    QCOMPARE(usesOf(graph), (std::vector<std::int32_t>{1, 1, 1, 3}));
    QCOMPARE(bitsOf(graph), (std::vector<std::int64_t>{80, 80, 80, 40}));
    for (std::size_t index = 0; index < 3; ++index) {
      const auto read = graph.constantsOf(graph.tilesOfLayer[0][index]);
      QCOMPARE(std::vector(read.begin(), read.end()), (std::vector<std::int32_t>{static_cast<std::int32_t>(index), 3}));
    }
  }

  void aCutReductionLoopSplitsTheWeights() {
    const Workload workload = weighted();
    const TileGraph graph = buildTileGraph(workload, fuseAll(workload, {{"L", 3}, {"K", 2}})).value();
    // Six tiles: x in 3 x 2 pieces of 2 x 2, w in two pieces of 2 that three tiles read each.
    QCOMPARE(usesOf(graph), (std::vector<std::int32_t>{1, 1, 1, 1, 1, 1, 3, 3}));
    const auto lastTile = graph.constantsOf(graph.tilesOfLayer[0][5]);
    QCOMPARE(std::vector(lastTile.begin(), lastTile.end()), (std::vector<std::int32_t>{5, 7}));
    QCOMPARE(graph.constants[7].ranges.ranges[0], (Interval{2, 4}));
  }

  void eachLayerHasPiecesOfItsOwnEvenOfTheSameTensor() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {5});
    write.layer("a", "L=5", {{x, "L"}}, "L");
    write.layer("b", "L=5", {{x, "L"}}, "L");
    const TileGraph graph = buildTileGraph(write.workload(), unfused(write.workload())).value();
    QCOMPARE(usesOf(graph), (std::vector<std::int32_t>{1, 1}));
    QCOMPARE(graph.constants[1].layer, LayerId(1));
  }

  void stepsOfARecurrenceShareTheWeightsThatTheyReadAlike() {
    WorkloadWriter write(10);
    const TensorId first = write.constant("h", {4});
    const TensorId w = write.constant("w", {4, 4});
    const TensorId slices = write.constant("x", {2, 4});
    const TensorId state = write.layer("recur_0_0", "D=4 C=4", {{first, "C"}, {w, "D C"}, {slices, "0 D"}}, "D");
    write.lastIsStep(0, LayerId(0));
    write.layer("recur_1_1", "D=4 C=4", {{state, "C"}, {w, "D C"}, {slices, "1 D"}}, "D");
    write.lastIsStep(1, LayerId(0));
    const TileGraph graph = buildTileGraph(write.workload(), unfused(write.workload())).value();
    // h and its slice of x for the first step, another slice for the second; w is one piece of 16 elements for both.
    QCOMPARE(usesOf(graph), (std::vector<std::int32_t>{1, 2, 1, 1}));
    QCOMPARE(bitsOf(graph), (std::vector<std::int64_t>{40, 160, 40, 40}));
  }

  void aWindowKeepsItsPaddingInRangesAndBits() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {6});
    const TensorId w = write.constant("w", {3});
    const TensorId y = write.layer("conv", "OX=6 FX=3", {{x, "OX+FX-1"}, {w, "FX"}}, "OX");
    write.layer("next", "OX=6", {{y, "OX"}}, "OX");
    const TileGraph graph = buildTileGraph(write.workload(), fuseAll(write.workload(), {{"OX", 3}})).value();
    // Outputs [0, 2) read inputs [-1, 3), 4 elements; neighbours overlap and are pieces of their own.
    QCOMPARE(graph.constants[0].ranges.ranges[0], (Interval{-1, 3}));
    QCOMPARE(graph.constants[2].ranges.ranges[0], (Interval{3, 7}));
    QCOMPARE(bitsOf(graph), (std::vector<std::int64_t>{40, 40, 40, 30}));
  }

  void aConstantSeenThroughLayoutOperatorsIsStillOne() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {5});
    const TensorId routed = write.routing("identity", {5}, {{x, identityMap(1)}});
    const TensorId y = write.layer("a", "L=5", {{routed, "L"}}, "L");
    const TensorId routedOutput = write.routing("identity 2", {5}, {{y, identityMap(1)}});
    write.layer("b", "L=5", {{routedOutput, "L"}}, "L");
    const std::vector<bool> constant = constantTensors(write.workload());
    QVERIFY(constant[x.index()]);
    QVERIFY(constant[routed.index()]);
    QVERIFY(!constant[y.index()]);
    QVERIFY(!constant[routedOutput.index()]);
  }

  void aMissingOperandIsAConstantOfOneElement() {
    Workload workload = twoLayerChain({.rows = 5, .bitsPerElement = 10});
    workload.layers[0].inputs.push_back({.role = OperandRole::W, .tensor = {}, .axes = {}, .precision = 10});
    const TileGraph graph = buildTileGraph(workload, fuseAll(workload, {{"L", 5}})).value();
    QCOMPARE(graph.constants.back().bits.value, 10);
    QCOMPARE(graph.constants.back().uses, 5);
  }
};

FUSEWRIGHT_TEST(TileConstantsRules)

}  // namespace fusewright::tile_constants_test

#include "tile_constants_test.moc"
