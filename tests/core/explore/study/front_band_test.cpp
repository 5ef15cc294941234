#include "core/explore/study/front_band.h"

#include <array>

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::front_band_test {

namespace {

StudyDesign chip(std::int64_t units, std::int64_t bits, double cycles) {
  StudyDesign design;
  design.units = units;
  design.memory = Bits{bits};
  design.latencyCycles = cycles;
  return design;
}

// A unit is worth 10 bits under the first ratio and 40 under the second. Worth in units (ratio 10, ratio 40):
//   reference 10 units, 100 bits: 20, 12.5; small 5 units, 50 bits: 10, 6.25; large memory 5 units, 200 bits: 25, 10.
const StudyDesign kReference = chip(10, 100, 100);
const StudyDesign kSmall = chip(5, 50, 200);
const StudyDesign kLargeMemory = chip(5, 200, 80);
constexpr std::array kRatios{10.0, 40.0};

}  // namespace

class FrontBandRules : public QObject {
  Q_OBJECT

 private slots:
  void marcaTradesAUnitFor6144Bits() {
    StudyDesign marca = chip(8192, 201326592, 1);
    marca.memoryFraction = 0.8;
    // 201326592 / 8192 * 0.2 / 0.8
    QVERIFY(std::abs(*exchangeRatioOf(marca) - 6144) < 1e-6);
    QVERIFY(!exchangeRatioOf(kReference));
  }

  void theRatioDecidesWhatADesignCosts() {
    QCOMPARE(relativeArea(kLargeMemory, kReference, 10), 1.25);
    QCOMPARE(relativeArea(kLargeMemory, kReference, 40), 0.8);
  }

  void theBandHoldsTheFrontOfEveryCalibration() {
    // Ratio 10: (0.5, 200) (1, 100) (1.25, 80). Ratio 40: (0.5, 200) (0.8, 80); the reference is beaten there.
    const std::vector designs{kReference, kSmall, kLargeMemory};
    const std::vector<FrontStep> expected{
        {0.5, 200, 200, 200}, {0.8, 200, 80, 200}, {1, 100, 80, 100}, {1.25, 80, 80, 80}};
    QVERIFY(frontBand(designs, kReference, kRatios) == expected);
  }

  void theBandBeginsWhereEveryCalibrationHasADesign() {
    // Large memory alone: from 0.8 under ratio 40, but only from 1.25 under ratio 10.
    const std::vector designs{kLargeMemory};
    QVERIFY(frontBand(designs, kReference, kRatios) == (std::vector<FrontStep>{{1.25, 80, 80, 80}}));
  }

  void aDesignWithoutAScheduleIsOnNoFront() {
    StudyDesign impossible = kSmall;
    impossible.latencyCycles.reset();
    QVERIFY(frontBand(std::vector{impossible}, kReference, kRatios).empty());
  }
};

FUSEWRIGHT_TEST(FrontBandRules)

}  // namespace fusewright::front_band_test

#include "front_band_test.moc"
