#include "core/cost/spatial_unrolling.h"

#include <QTest>

#include "core/cost/compute_cost.h"
#include "core/cost/estimate_tile_costs.h"
#include "core/cost/spatial_candidates.h"
#include "tests/builders_machines.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::spatial_unrolling_test {
using namespace tests;

namespace {

/// ReduceMean of the study's block over `tokens`.
TileShape reduceMean(std::int64_t tokens) {
  return tileShape("O[b][l][r] = I[b][l][d] * W[]", "B=1 L=" + std::to_string(tokens) + " D=2560 R=1");
}

/// "L=64 D=64": the unrollings of `mapping` that unroll anything, by array dimension.
std::string text(const SpatialMapping& mapping) {
  std::string result;
  for (const SpatialUnrolling& unrolling : mapping.unrollings) {
    if (unrolling.factor == 1) continue;
    result += (result.empty() ? "" : " ") + unrolling.loopDim + "=" + std::to_string(unrolling.factor);
  }
  return result;
}

}  // namespace

class SpatialUnrollingRules : public QObject {
  Q_OBJECT

 private slots:
  void aDimensionThatDoesNotDivideUsesFewerUnits() {
    // 288 on 64 units take 5 turns of 57.6: 57 in blocks. 5120 on 128 units take 40.
    const TileShape xProj = tileShape("O[b][l][d] = I[b][l][c] * W[c][d]", "B=1 L=64 C=5120 D=288");
    const SpatialUse use = unrollSpatially(xProj, marca().cores[0], spatialMapping("D1:D=256 D2:C=256"));
    QCOMPARE(use.iterations, (std::vector<std::int64_t>{1, 64, 40, 5}));
    QCOMPARE(use.loops[0].exact, 57.6);
    QCOMPARE(use.loops[0].whole, std::int64_t{57});
    // 94,371,840 operations on 8192 units take 11,520 cycles; 64 * 40 * 5 = 12,800 are used.
    QCOMPARE(spatialUtilisation(xProj, use, marca().cores[0]), 0.9);
  }

  void unrollingStopsAtTheLayerAndAtTheArray() {
    const TileShape add = tileShape("O[b][l][d] = I[b][l][d] * W[d]", "B=1 L=4 D=5120");
    const SpatialUse use = unrollSpatially(add, marca().cores[0], spatialMapping("D1:L=256 D2:D=256"));
    QCOMPARE(use.loops[0].whole, std::int64_t{4});
    QCOMPARE(use.loops[1].whole, std::int64_t{128});
  }

  void aLoopThatTheLayerLacksIsNotUnrolled() {
    const TileShape mulDx = tileShape("O[b][l][d] = I[b][l][d] * W[d]", "B=1 L=64 D=5120");
    const SpatialUse use = unrollSpatially(mulDx, marca().cores[0], spatialMapping("D1:N=256 D2:D=256"));
    QCOMPARE(use.loops.size(), std::size_t{1});
    QCOMPARE(use.loops[0].arrayDim, 1);
  }

  void aNarrowPortNextToTheArrayLimitsUnrolling() {
    // Sums of 16 bits through 512 bits a cycle: 32 of the 64 units of the SIMD core; 56 channels take 2 turns of 28.
    const TileShape add =
        tileShape("O[h][k] = I[h][k] * W[h][k]", "H=64 K=56", {.precisions = {{"I", 8}, {"W", 8}, {"O", 16}}});
    const Core simd = tpuLikeChip().cores[5];
    const SpatialUse use = unrollSpatially(add, simd, spatialMappingOn(simd, {}));
    QCOMPARE(use.loops[0].whole, std::int64_t{28});
    QCOMPARE(use.iterations[1], std::int64_t{2});
  }

  void aDimensionUnrolledTwiceIsCoveredByBothFactors() {
    // 100 over 8 * 8 units takes 2 turns of 50; the first of the two equal factors gives way: 6.25 * 8.
    const TileShape copy = tileShape("O[d] = I[d] * W[]", "D=100");
    const SpatialUse use = unrollSpatially(copy, marca().cores[0], spatialMapping("D1:D=8 D2:D=8"));
    QCOMPARE(use.iterations[0], std::int64_t{2});
  }

  void theCandidatesThatUseMostUnitsAreTriedFirst() {
    // 64 tokens and 2560 channels on 64 x 128: all units, then half of them, tokens on D1 before channels on D1.
    const std::vector<SpatialMapping> found = spatialCandidates(reduceMean(64), marca().cores[0]);
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(text(found[0]), std::string("L=64 D=128"));
    QCOMPARE(text(found[1]), std::string("L=64 D=64"));
    QCOMPARE(text(found[2]), std::string("D=64 L=64"));
  }

  void oneTokenOccupiesOneSideOfTheArray() {
    QCOMPARE(text(spatialCandidates(reduceMean(1), marca().cores[0])[0]), std::string("D=128"));
  }

  void aCoreWithADataflowUnrollsItsOwnWay() {
    const Core tpu = tpuLikeChip().cores[0];
    QCOMPARE(text(spatialMappingOn(tpu, spatialMapping("D1:OX=7"))), std::string("K=32 C=32"));
    QCOMPARE(text(spatialMappingOn(marca().cores[0], spatialMapping("D1:OX=7"))), std::string("OX=7"));
  }
};

FUSEWRIGHT_TEST(SpatialUnrollingRules)

}  // namespace fusewright::spatial_unrolling_test

#include "spatial_unrolling_test.moc"
