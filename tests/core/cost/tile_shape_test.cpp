#include "core/cost/tile_shape.h"

#include <QTest>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mamba.h"
#include "tests/builders_mapping.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::tile_shape_test {
using namespace tests;

class TileShapeRules : public QObject {
  Q_OBJECT

 private slots:
  void paddingOfAConvolutionIsNotBilled() {
    // 67 positions of 4 taps touch 70 columns of which 6 are padding: 5120 * 64 words of 32 bits are left.
    const TileShape conv =
        tileShape("O[b][g][ox] = W[g][fx] * I[b][g][ix]", "B=1 G=5120 OX=67 FX=4", {.limits = {{"ix", 64}}});
    QCOMPARE(operandBits(conv, OperandRole::I).value, 5120LL * 64 * 32);
    QCOMPARE(operandBits(conv, OperandRole::O).value, 5120LL * 67 * 32);
  }

  void overlappingWindowsShareTheirColumns() {
    // Steps of 2 and 7 taps: 111 steps and one whole window, 2 * 111 + 7.
    const TileAxis axis{.terms = {{0, 2}, {1, 1}}};
    const std::vector<std::int64_t> sizes{112, 7};
    QCOMPARE(indexCount(axis, sizes), std::int64_t{229});
  }

  void windowsWithGapsBetweenThemShareNothing() {
    // Steps of 4 and 2 taps touch 2 columns each.
    const TileAxis axis{.terms = {{0, 4}, {1, 1}}};
    const std::vector<std::int64_t> sizes{112, 2};
    QCOMPARE(indexCount(axis, sizes), std::int64_t{224});
  }

  void anOperandWithoutAxesIsOneElement() {
    const TileShape exp = tileShape("O[b][l] = I[b][l] * W[]", "B=1 L=8");
    QCOMPARE(operandBits(exp, OperandRole::W).value, std::int64_t{32});
  }

  void aTileHasItsLayersLoopsAtTheSizesOfItsTiling() {
    // mul_delta_A of the small block, one of its 4 tokens a tile: I is one token of 8 channels, W all 8 x 2 states.
    const Workload workload = miniMamba({.tokens = 4, .channels = 8, .states = 2});
    const LayerTiling tiling = buildTileGraph(workload, fuseAll(workload, {{"L", 0}})).value().layerTilings[1];
    const TileShape shape =
        makeTileShape(workload, LayerId(1), tiling, {.group = GroupMembership::Fused, .parallelParts = 2});
    QCOMPARE(operandBits(shape, OperandRole::I).value, 8LL * 32);
    QCOMPARE(operandBits(shape, OperandRole::W).value, 8LL * 2 * 32);
    QCOMPARE(operandBits(shape, OperandRole::O).value, 8LL * 2 * 32);
    QCOMPARE(operationCount(shape), std::int64_t{16});
    QCOMPARE(shape.surroundings.parallelParts, std::int64_t{2});
  }

  void aBroadcastAxisIsBilledAtTheSizeOfItsLoops() {
    // W[1] repeated along 8 channels is billed as 8 elements (METHOD A1).
    Workload workload;
    workload.tensors = {{.name = "i", .shape = {8}}, {.name = "w", .shape = {1}}, {.name = "o", .shape = {8}}};
    Layer mul{.name = "mul", .operation = "Mul"};
    mul.dims = {{"D", 8}};
    mul.inputs = {{.role = OperandRole::I, .tensor = TensorId(0), .axes = {{.terms = {{0, 1}}}}},
                  {.role = OperandRole::W, .tensor = TensorId(1), .axes = {{.terms = {{0, 1}}, .broadcast = true}}}};
    mul.output = {.role = OperandRole::O, .tensor = TensorId(2), .axes = {{.terms = {{0, 1}}}}};
    workload.layers = {mul};
    const TileShape shape = makeTileShape(workload, LayerId(0), {.loops = {}, .tiles = 1, .tileSizes = {8}}, {});
    QCOMPARE(operandBits(shape, OperandRole::W).value, 8LL * 32);
  }

  void aResultNarrowerThanItsPartialSumsLeavesNarrow() {
    Workload workload;
    workload.tensors = {{.name = "i", .shape = {8}, .precision = 8}, {.name = "o", .shape = {}, .precision = 8}};
    Layer sum{.name = "sum", .operation = "ReduceSum"};
    sum.dims = {{"D", 8}};
    sum.inputs = {{.role = OperandRole::I, .tensor = TensorId(0), .axes = {{.terms = {{0, 1}}}}, .precision = 8}};
    sum.output = {.role = OperandRole::O, .tensor = TensorId(1), .axes = {}, .precision = 16};
    workload.layers = {sum};
    const TileShape shape = makeTileShape(workload, LayerId(0), {.loops = {}, .tiles = 1, .tileSizes = {8}}, {});
    QCOMPARE(shape.operands[roleIndex(OperandRole::O)].precision, 16);
    QCOMPARE(shape.operands[roleIndex(OperandRole::O)].finalPrecision, 8);
  }
};

FUSEWRIGHT_TEST(TileShapeRules)

}  // namespace fusewright::tile_shape_test

#include "tile_shape_test.moc"
