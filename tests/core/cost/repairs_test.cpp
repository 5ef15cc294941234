// What each repair of the published model (METHOD part B) does to single tiles of the study's machine, worked out by
// hand.
#include <QTest>

#include "core/cost/estimate_tile_cost.h"
#include "core/cost/estimate_tile_costs.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_machines.h"
#include "tests/builders_mamba.h"
#include "tests/builders_mapping.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::repairs_test {
using namespace tests;

namespace {

TileCost costWith(const std::string& repairs, const TileShape& shape, const std::string& unrolled) {
  const Accelerator chip = marca();
  return estimateTileCost(shape, chip.cores[0], chip.core(chip.offChip), spatialMapping(unrolled),
                          streamedOperands(shape, chip.cores[0]), parseAssumptions("paper," + repairs).value());
}

/// A step of the scan or one token of mul_delta_A and its like, fused or alone.
TileCost tokenCost(const std::string& repairs, TileDetails details) {
  return costWith(repairs, tileShape("O[b][l][d][n] = I[b][l][d][n] * W[b][l][d][n]", "B=1 L=1 D=5120 N=64", details),
                  "D1:N=64 D2:D=128");
}

TileCost sigmoidCost(const std::string& repairs) {
  return costWith(repairs, tileShape("O[b][l][d] = I[b][l][d] * W[]", "B=1 L=64 D=5120", {.cyclesPerOperation = 4}),
                  "D1:L=1 D2:D=128");
}

/// Costs of the small Mamba block, one token a tile, with the fusion of `mapping`.
TileCosts blockCosts(const std::string& repairs, const Workload& workload, const Mapping& mapping) {
  const TileGraph graph = buildTileGraph(workload, mapping).value();
  TileCostTable table;
  return estimateTileCosts(workload, marca(), mapping, graph, table, parseAssumptions("paper," + repairs).value());
}

}  // namespace

class TileCostRepairRules : public QObject {
  Q_OBJECT

 private slots:
  void operandsThatShareThePortToDramAddUp() {
    // I, W and O of a step are 10,485,760 bits each, 5120 cycles at 2048 bits a cycle, through one port: 15,360. With
    // 40 turns, and a cycle each to fill and drain the registers, whose ports are not shared: 15,402.
    const TileCost cost = tokenCost("+B1", {});
    QCOMPARE(cost.onLoad, Cycles{2 * 5120 + 1});
    QCOMPARE(cost.offLoad, Cycles{5121});
    QCOMPARE(cost.latency, Cycles{15360 + 40 + 2});
  }

  void operandsThatShareNoPortDoNotAddUp() {
    // On the chip I, W and O have ports of their own: 40 + 1 + 1 as before.
    QCOMPARE(tokenCost("+B1", {.group = GroupMembership::Fused}), tokenCost("+B3", {.group = GroupMembership::Fused}));
    QCOMPARE(tokenCost("+B1", {.group = GroupMembership::Fused}).latency, Cycles{42});
  }

  void lentCyclesAreWholeAndLeaveEveryTransferItsMinimum() {
    // Sigmoid: 64 * 40 turns of 4 cycles leave the port idle for 10,240. I gives 5119 of its 5120 cycles; 5121 are
    // left, of which O can give 5119 as well: 1 + 1 cycles in, 1 + 1 out.
    const TileCost cost = sigmoidCost("+B3");
    QCOMPARE(cost.onLoad, Cycles{2});
    QCOMPARE(cost.offLoad, Cycles{2});
    QCOMPARE(cost.latency, Cycles{10240 + 4});
  }

  void tooLittleIdleTimeShortensTheLongestTransferOnly() {
    // Sigmoid of 3 tokens, one cycle each: 120 idle cycles of the port's 240 + 240 of transfers; I is shortened to 120,
    // O keeps its 240. The published model does the same: halves only arise from what is divided.
    const TileShape three = tileShape("O[b][l][d] = I[b][l][d] * W[]", "B=1 L=3 D=5120");
    const TileCost cost = costWith("+B3", three, "D1:L=1 D2:D=128");
    QCOMPARE(cost.onLoad, Cycles{120 + 1});
    QCOMPARE(cost.offLoad, Cycles{240 + 1});
    QCOMPARE(tokenCost("+B3", {}).latency, Cycles{10282});
  }

  void aTileThatFollowsItsLikeSavesTheFillAndDrainOfTheRegisters() {
    // 42 cycles of which 1 + 1 fill and drain the registers; the loads from DRAM of a layer alone can not be saved.
    QCOMPARE(tokenCost("+B7", {.group = GroupMembership::Fused}).fillAndDrain, Cycles{2});
    QCOMPARE(tokenCost("+B7", {.group = GroupMembership::Fused}).latency, Cycles{42});
    QCOMPARE(tokenCost("+B7", {}).fillAndDrain, Cycles{2});
    QCOMPARE(tokenCost("+B1", {.group = GroupMembership::Fused}).fillAndDrain, Cycles{0});
  }

  void tilesOfEqualLoopsShareALoopNest() {
    // One token of the block: Exp (layer 1) and add_dBx (layer 9) run over B, L, D, N of the same sizes, unrolled
    // alike, though at 4 and at 1 cycles an operation; in_proj (layer 0) does not.
    const Workload workload = miniMamba({.tokens = 4, .channels = 8, .states = 2});
    const Mapping mapping = fuseAll(workload, {{"L", 0}});
    const TileGraph graph = buildTileGraph(workload, mapping).value();
    const TileCosts costs = blockCosts("+B7", workload, mapping);
    const auto nestOf = [&](std::size_t layer) {
      const TileId tile = graph.tilesOfLayer[layer].front();
      return costs.loopNest[static_cast<std::size_t>(costs.ofTile[tile.index()])];
    };
    QCOMPARE(costs.loopNest.size(), costs.distinct.size());
    QCOMPARE(nestOf(9), nestOf(12));
    QVERIFY(nestOf(0) != nestOf(9));
  }

  void aLayerAloneKeepsWhatFits() {
    // Nothing of the small block is near 24 MB, so with B6 nothing streams; without it everything does.
    const Workload workload = miniMamba({.tokens = 4, .channels = 8, .states = 2});
    const Mapping mapping = unfused(workload);
    for (const TileCost& cost : blockCosts("+B6", workload, mapping).distinct) QVERIFY(!cost.streamed.any());
    for (const TileCost& cost : blockCosts("+B1", workload, mapping).distinct) QVERIFY(cost.streamed.any());
  }

  void elementwiseLayersUseAllUnits_data() {
    QTest::addColumn<QString>("equation");
    QTest::addColumn<QString>("loops");
    QTest::addColumn<int>("turns");
    // On 8192 units: ceil(operations / 8192) where all loops bear alike on all operands.
    QTest::newRow("64 tokens of 2560: 163,840 / 8192") << "O[b][l][d] = I[b][l][d] * W[b][l][d]"
                                                       << "B=1 L=64 D=2560" << 20;
    QTest::newRow("one token of 5120") << "O[b][l][d] = I[b][l][d] * W[]"
                                       << "B=1 L=1 D=5120" << 1;
    QTest::newRow("a prime count: 3 * 3413 = 10,239") << "O[b][l][d] = I[b][l][d] * W[]"
                                                      << "B=1 L=3 D=3413" << 2;
    // Repeated along L: 64 tokens times 128 channels at once.
    QTest::newRow("scaled by channel") << "O[b][l][d] = I[b][l][d] * W[d]"
                                       << "B=1 L=64 D=2560" << 20;
    // 3 * 5461 operations would be 2 turns; 3 tokens at once leave 2730 units for channels, one token leaves two more:
    // 3 turns either way, and 2 tokens at once take 2 * 2.
    QTest::newRow("scaled by channel, not dividing") << "O[b][l][d] = I[b][l][d] * W[d]"
                                                     << "B=1 L=3 D=5461" << 3;
    QTest::newRow("mul_delta_A, one token, as the study unrolls it") << "O[b][l][d][n] = I[b][l][d] * W[d][n]"
                                                                     << "B=1 L=1 D=5120 N=64" << 40;
  }

  void elementwiseLayersUseAllUnits() {
    QFETCH(QString, equation);
    QFETCH(QString, loops);
    QFETCH(int, turns);
    TileShape shape = tileShape(equation.toStdString(), loops.toStdString(), {.group = GroupMembership::Fused});
    shape.lanes = LaneRule::Flattened;
    const TileCost cost = costWith("+B8", shape, "");
    QCOMPARE(cost.idealTemporal, Cycles{static_cast<double>(turns)});
    // 8192 units are few enough for every operand to stay on the chip: a cycle each to fill and drain.
    QCOMPARE(cost.latency, Cycles{static_cast<double>(turns + 2)});
    QCOMPARE(cost.bits[roleIndex(OperandRole::O)], operandBits(shape, OperandRole::O));
  }

  void anUnrollingThatIsGivenStays() {
    TileShape shape = tileShape("O[b][l][d] = I[b][l][d] * W[]", "B=1 L=64 D=2560", {.group = GroupMembership::Fused});
    shape.lanes = LaneRule::Flattened;
    QCOMPARE(costWith("+B8", shape, "D1:L=1 D2:D=128").idealTemporal, Cycles{64 * 20});
  }

  void repairsThatBearOnATilePartItsCostsInTheTable() {
    const Accelerator chip = marca();
    const TileShape shape = tileShape("O[b][l][d] = I[b][l][d] * W[d]", "B=1 L=4 D=256");
    const auto keyWith = [&](const std::string& text) {
      return tileCostKey(shape, chip.cores[0], chip.core(chip.offChip), spatialMapping("D2:D=128"),
                         parseAssumptions(text).value());
    };
    for (const char* repair : {"paper,+B1", "paper,+B3", "paper,+B7"}) QVERIFY(keyWith(repair) != keyWith("paper"));
    QCOMPARE(keyWith("paper,+B2"), keyWith("paper"));
  }
};

FUSEWRIGHT_TEST(TileCostRepairRules)

}  // namespace fusewright::repairs_test

#include "repairs_test.moc"
