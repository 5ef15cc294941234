#include "core/schedule/piece_uses.h"

#include <QTest>

#include "core/schedule/operand_block.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::piece_uses_test {
using namespace tests;

namespace {

/// x -> first -> second and third; first and second on core 0, third on core 1; memories: core 0, core 1, off chip.
struct Spread {
  Workload workload;
  Mapping mapping;
  Accelerator chip =
      chipWithSharedDram({.cores = 2, .d1 = 1, .d2 = 1, .sram = Bits{1000}, .dramBandwidth = BitsPerCycle{10}});
};

Spread twoReadersOnTwoCores() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {4});
  const TensorId first = write.layer("first", "L=4", {{x, "L"}}, "L");
  write.layer("second", "L=4", {{first, "L"}}, "L");
  write.layer("third", "L=4", {{first, "L"}}, "L");
  return {.workload = write.workload(), .mapping = withCores(unfused(write.workload()), 2, {CoreId(1)})};
}

/// A layer of 4 rows and 2 columns that reads a weight a column, its columns on two cores, its rows in time.
Spread columnsOnTwoCores() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {4});
  const TensorId w = write.constant("w", {2});
  const TensorId m = write.layer("m", "L=4 K=2", {{x, "L"}, {w, "K"}}, "L K");
  write.layer("n", "L=4 K=2", {{m, "L K"}}, "L K");
  Mapping mapping = fuseAll(write.workload(), {{"L", 4}});
  for (int layer : {0, 1}) mapping = withCores(mapping, layer, {CoreId(0), CoreId(1)}, {{"K", 2}});
  for (LayerMapping& layer : mapping.layers) layer.intraCore = {{"L", 4}};
  return {.workload = write.workload(), .mapping = mapping};
}

/// Uses of a piece in each of three memories.
std::vector<std::int32_t> usesOf(const PiecePlaces& places, std::size_t piece) {
  std::vector<std::int32_t> uses;
  for (const int memory : {0, 1, 2}) uses.push_back(places.of(PieceId(piece), MemoryId(memory)).uses);
  return uses;
}

}  // namespace

class PieceUsesRules : public QObject {
  Q_OBJECT

 private slots:
  void anOutputCountsEveryReaderWhereItRuns() {
    const Spread spread = twoReadersOnTwoCores();
    const TileGraph graph = buildTileGraph(spread.workload, spread.mapping).value();
    const auto places = usesByMemory(spread.workload, graph, RouteTable(spread.chip));
    // Pieces: outputs of first, second, third, then x; memories: core 0, core 1, off chip.
    QCOMPARE(places.size(), std::size_t{4});
    QCOMPARE(usesOf(places, 0), (std::vector<std::int32_t>{1, 1, kNoUser}));
    QCOMPARE(usesOf(places, 1), (std::vector<std::int32_t>{kNoUser, kNoUser, kNoUser}));
    QCOMPARE(usesOf(places, 2), (std::vector<std::int32_t>{kNoUser, kNoUser, kNoUser}));
    QCOMPARE(usesOf(places, 3), (std::vector<std::int32_t>{1, kNoUser, kNoUser}));
  }

  void aConstantThatSeveralCoresShareCountsAllReadersOnEachOfThem() {
    const Spread spread = columnsOnTwoCores();
    const TileGraph graph = buildTileGraph(spread.workload, spread.mapping).value();
    const auto places = usesByMemory(spread.workload, graph, RouteTable(spread.chip));
    for (std::size_t index = 0; index < graph.constants.size(); ++index) {
      const std::vector<std::int32_t> ofPiece = usesOf(places, graph.size() + index);
      const ConstantPiece& constant = graph.constants[index];
      if (constant.layer == LayerId(1) || !spread.workload.layer(LayerId(0)).inputs[constant.input].tensor) continue;
      // A row of x is read by the tiles of both columns, once on each core; a weight by the four rows of one core.
      if (constant.input == 0) QCOMPARE(ofPiece, (std::vector<std::int32_t>{2, 2, kNoUser}));
      if (constant.input == 1) QVERIFY(ofPiece[0] + ofPiece[1] == 4 + kNoUser);
    }
  }

  void tilesThatDifferOnlyInLoopsAnOperandDoesNotFollowWorkOnOneBlockOfIt() {
    const Spread spread = columnsOnTwoCores();
    const TileGraph graph = buildTileGraph(spread.workload, spread.mapping).value();
    const auto block = [&](std::size_t index, OperandRole role) {
      return operandBlock(spread.workload, graph, graph.tilesOfLayer[0][index], role);
    };
    // Tile number = column + 2 * row.
    QCOMPARE(block(4, OperandRole::I), block(5, OperandRole::I));
    QVERIFY(block(4, OperandRole::I) != block(6, OperandRole::I));
    QCOMPARE(block(1, OperandRole::W), block(5, OperandRole::W));
    QVERIFY(block(4, OperandRole::W) != block(5, OperandRole::W));
    for (std::size_t other = 0; other < 7; ++other) QVERIFY(block(7, OperandRole::O) != block(other, OperandRole::O));
  }
};

FUSEWRIGHT_TEST(PieceUsesRules)

}  // namespace fusewright::piece_uses_test

#include "piece_uses_test.moc"
