#include "core/explore/study/claims.h"

#include <array>

#include <QTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::claims_test {

namespace {

StudyDesign scheme(std::int64_t length, const char* fusion, double cycles) {
  return {
      .length = length, .fusion = fusion, .tiling = "per-step", .array = {}, .latencyCycles = cycles, .violations = {}};
}

StudyDesign withMemory(const char* tiling, double megabytes, double cycles) {
  return {.length = 8,
          .fusion = "all",
          .tiling = tiling,
          .memoryMB = megabytes,
          .array = {},
          .latencyCycles = cycles,
          .violations = {}};
}

StudyDesign withArea(double area, double fraction, double cycles) {
  return {.length = 8,
          .fusion = "all",
          .tiling = "per-step",
          .areaFraction = area,
          .memoryFraction = fraction,
          .array = "2x3",
          .latencyCycles = cycles,
          .violations = {}};
}

constexpr std::array kOnePercent{1.0};

}  // namespace

class ClaimsRules : public QObject {
  Q_OBJECT

 private slots:
  void fusedIsHeldAgainstUnfusedLengthByLength() {
    const auto claims = fusionClaims(std::array{scheme(8, "unfused", 300), scheme(2, "unfused", 90), scheme(8, "A", 90),
                                                scheme(8, "all", 100), scheme(2, "all", 60)});
    QCOMPARE(claims.size(), std::size_t{2});
    QVERIFY((claims[0] == FusionClaim{2, 90, 60, 1.5, "all", 60, 1.5}));
    // 300 / 100 = 3; the fastest is A: 300 / 90.
    QVERIFY((claims[1] == FusionClaim{8, 300, 100, 3, "A", 90, 300.0 / 90}));
  }

  void aLengthWithoutTheUnfusedDesignMakesNoClaim() {
    QVERIFY(fusionClaims(std::array{scheme(8, "all", 100)}).empty());
  }

  void designsWithViolationsOrWithoutLatencyMakeNoClaim() {
    auto broken = scheme(8, "unfused", 300);
    broken.violations = "too small";
    auto missing = scheme(8, "unfused", 300);
    missing.latencyCycles.reset();
    QVERIFY(fusionClaims(std::array{broken, missing, scheme(8, "all", 100)}).empty());
  }

  void memoryIsSavedWhereTheLeastMemoriesDiffer() {
    // Best: 100 cycles, so up to 101 count as equal. One step a tile gets there with 8 MB, memory-aware with 2 MB.
    const auto claims =
        memoryClaims(std::array{withMemory("per-step", 2, 300), withMemory("per-step", 8, 101),
                                withMemory("per-step", 16, 100), withMemory("memory-aware", 1, 101.5),
                                withMemory("memory-aware", 2, 100.5), withMemory("memory-aware", 16, 100)},
                     kOnePercent);
    QCOMPARE(claims.size(), std::size_t{1});
    QVERIFY((claims[0] == MemoryClaim{8, "best", 1, 100, 8.0, 2.0, 4.0}));
  }

  void marcasMemoryIsASecondTarget() {
    // `all` with 24 MB takes 110 cycles: up to 111.1 are equal to it.
    const auto claims =
        memoryClaims(std::array{withMemory("per-step", 4, 111), withMemory("per-step", 24, 110),
                                withMemory("memory-aware", 0.5, 111), withMemory("memory-aware", 8, 100)},
                     kOnePercent);
    QCOMPARE(claims.size(), std::size_t{2});
    QVERIFY((claims[0] == MemoryClaim{8, "best", 1, 100, std::nullopt, 8.0, std::nullopt}));
    QVERIFY((claims[1] == MemoryClaim{8, "24 MB", 1, 110, 4.0, 0.5, 8.0}));
  }

  void theBestDesignOfTheSameAreaIsHeldAgainstMarca() {
    // The larger chip is faster still, but not of equal area.
    const auto claims = areaClaims(std::array{withArea(1, 0.8, 150), withArea(1, 0.3, 100), withArea(1.25, 0.3, 50)});
    QCOMPARE(claims.size(), std::size_t{1});
    QCOMPARE(claims[0].marcaCycles, 150.0);
    QCOMPARE(claims[0].bestCycles, 100.0);
    QCOMPARE(claims[0].speedup, 1.5);
    QCOMPARE(claims[0].memoryFraction, 0.3);
    QCOMPARE(claims[0].array, std::string("2x3"));
  }

  void figuresThatWereNotMadeMakeNoClaim() { QVERIFY(claimsOf({.assumptions = "paper"}) == StudyClaims{}); }
};

FUSEWRIGHT_TEST(ClaimsRules)

}  // namespace fusewright::claims_test

#include "claims_test.moc"
