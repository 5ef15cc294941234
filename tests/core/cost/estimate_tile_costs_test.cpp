#include "core/cost/estimate_tile_costs.h"

#include <QTest>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_machines.h"
#include "tests/builders_mamba.h"
#include "tests/builders_mapping.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::estimate_tile_costs_test {
using namespace tests;

namespace {

/// The small Mamba block with one token a tile, everything fused, on MARCA.
struct SmallBlock {
  Workload workload = miniMamba({.tokens = 4, .channels = 8, .states = 2});
  Accelerator chip = marca();
  Mapping mapping = fuseAll(workload, {{"L", 0}});
  TileGraph graph = buildTileGraph(workload, mapping).value();

  [[nodiscard]] TileCosts costs(TileCostTable& table, std::stop_token stop = {}) const {
    return estimateTileCosts(workload, chip, mapping, graph, table, {}, stop);
  }
};

const TileCost& costOf(const TileCosts& costs, const TileGraph& graph, int layer, std::size_t tile) {
  const TileId id = graph.tilesOfLayer[static_cast<std::size_t>(layer)][tile];
  return costs.distinct[static_cast<std::size_t>(costs.ofTile[id.index()])];
}

TileShape someShape() {
  return tileShape("O[b][l][d] = I[b][l][d] * W[d]", "B=1 L=4 D=256", {.group = GroupMembership::Fused});
}

TileCostKey keyOf(const TileShape& shape, const Accelerator& chip, const std::string& unrolled = "D2:D=128") {
  return tileCostKey(shape, chip.cores[0], chip.core(chip.offChip), spatialMapping(unrolled));
}

}  // namespace

class EstimateTileCostsRules : public QObject {
  Q_OBJECT

 private slots:
  void everyTileHasACostAndEqualTilesShareOne() {
    // mul_h_dA and add_dBx (layers 8 + 3t, 9 + 3t) are the same loop nest at every step.
    const SmallBlock block;
    TileCostTable table;
    const TileCosts costs = block.costs(table);
    QCOMPARE(costs.ofTile.size(), block.graph.size());
    const TileCost* first = &costOf(costs, block.graph, 8, 0);
    for (int step = 0; step < 4; ++step) {
      QCOMPARE(&costOf(costs, block.graph, 8 + 3 * step, 0), first);
      QCOMPARE(&costOf(costs, block.graph, 9 + 3 * step, 0), first);
    }
    QVERIFY(&costOf(costs, block.graph, 10, 0) != first);
  }

  void aStepMappedDifferentlyHasACostOfItsOwn() {
    SmallBlock block;
    block.mapping.layers[11].spatial = spatialMapping("D1:N=1 D2:D=2");
    block.mapping.layers[8].spatial = spatialMapping("D1:N=2 D2:D=8");
    TileCostTable table;
    const TileCosts costs = block.costs(table);
    QVERIFY(costOf(costs, block.graph, 11, 0).latency > costOf(costs, block.graph, 8, 0).latency);
  }

  void knownCostsAreNotComputedAgain() {
    const SmallBlock block;
    TileCostTable table;
    const TileCosts first = block.costs(table);
    QCOMPARE(table.size(), first.distinct.size());
    QCOMPARE(block.costs(table), first);
    QCOMPARE(table.size(), first.distinct.size());
  }

  void costsOfAnotherChipInTheTableChangeNothing() {
    SmallBlock smaller;
    smaller.chip = marca({.d1 = 2, .d2 = 2});
    TileCostTable used;
    const TileCosts other = smaller.costs(used);
    const SmallBlock block;
    TileCostTable fresh;
    QCOMPARE(block.costs(used), block.costs(fresh));
    QVERIFY(!(block.costs(used) == other));
  }

  void coresThatDifferInNameOnlyShareTheirCosts() {
    SmallBlock block;
    block.chip.cores.insert(block.chip.cores.begin(), block.chip.cores[0]);
    block.chip.cores[1].name = "twin";
    block.chip.offChip = CoreId(2);
    block.graph.core[1] = CoreId(1);
    TileCostTable table;
    const TileCosts costs = block.costs(table);
    QCOMPARE(table.size(), costs.distinct.size());
    block.graph.core[1] = CoreId(0);
    QCOMPARE(block.costs(table), costs);
  }

  void aLayerAloneIsCostedAloneInItsGroup() {
    SmallBlock block;
    block.mapping = unfused(block.workload);
    block.graph = buildTileGraph(block.workload, block.mapping).value();
    TileCostTable table;
    const TileCosts costs = block.costs(table);
    for (const TileCost& cost : costs.distinct)
      QVERIFY(cost.streamed == (StreamedOperands{.streamed = {true, true, true}}));
  }

  void everyNumberThatDecidesACostIsInItsKey() {
    const TileCostKey key = keyOf(someShape(), marca());
    QCOMPARE(keyOf(someShape(), marca()), key);
    TileShape shape = someShape();
    shape.dims[1].size = 5;
    QVERIFY(keyOf(shape, marca()) != key);
    shape = someShape();
    shape.dims[1].name = "M";  // names decide the order of trial
    QVERIFY(keyOf(shape, marca()) != key);
    shape = someShape();
    shape.operands[0].precision = 16;
    QVERIFY(keyOf(shape, marca()) != key);
    shape = someShape();
    shape.cyclesPerOperation = 4;
    QVERIFY(keyOf(shape, marca()) != key);
    shape = someShape();
    shape.surroundings.group = GroupMembership::Alone;
    QVERIFY(keyOf(shape, marca()) != key);
    QVERIFY(keyOf(someShape(), marca(), "D2:D=64") != key);
    QVERIFY(keyOf(someShape(), marca({.sram = Bits{1 << 20}})) != key);
    QVERIFY(keyOf(someShape(), marca({.d2 = 256})) != key);
    Accelerator chip = marca();
    chip.cores[1].memories[0].ports[0].bandwidth = BitsPerCycle{4096};
    QVERIFY(keyOf(someShape(), chip) != key);
    chip = marca();
    chip.cores[0].memories[3].readEnergy = Picojoules{1};
    QVERIFY(keyOf(someShape(), chip) != key);
  }

  void aStoppedEstimateIsIncomplete() {
    const SmallBlock block;
    TileCostTable table;
    std::stop_source source;
    source.request_stop();
    QVERIFY(block.costs(table, source.get_token()).ofTile.size() < block.graph.size());
  }
};

FUSEWRIGHT_TEST(EstimateTileCostsRules)

}  // namespace fusewright::estimate_tile_costs_test

#include "estimate_tile_costs_test.moc"
