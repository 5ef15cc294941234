#include "widgets/pareto/calibration_band.h"

#include <QtTest>

#include "core/hardware/iso_area.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::calibration_band_test {
using namespace tests;

namespace {

/// A chip of `units` and `bits` under the study's calibration: 1 mm2 a unit, so 6144 bits are 1 mm2 too.
DesignPoint chipOf(std::int64_t units, std::int64_t bits, double ms, double fixedMm2 = 0) {
  Accelerator chip = chipWithSharedDram();
  chip.area = {.mm2PerUnit = 1, .mm2PerMegabit = 1048576.0 / 6144, .fixedMm2 = fixedMm2};
  DesignPoint point;
  point.design.accelerator = std::make_shared<const Accelerator>(chip);
  point.areaMm2 = fixedMm2 + static_cast<double>(units) + static_cast<double>(bits) / 6144;
  point.units = units;
  point.memoryBits = bits;
  point.latencyMs = ms;
  return point;
}

constexpr std::int64_t kLargestRatio = 15354;

}  // namespace

class CalibrationBandViews : public QObject {
  Q_OBJECT

 private slots:
  void aDesignInTheProportionsOfThePresentOneHasOneAreaUnderAllCalibrations() {
    // Twice everything is twice the area, whatever a unit trades for: no band, a step each.
    const std::vector points{chipOf(10, 61440, 4), chipOf(20, 122880, 1)};
    const auto band = calibrationBand(points, points[0]);
    QCOMPARE(band.size(), std::size_t{2});
    QCOMPARE(band[0], (BandStep{20, 4, 4}));
    QCOMPARE(band[1], (BandStep{40, 1, 1}));
  }

  void memoryIsCheaperWhereAUnitTradesForMoreBits() {
    // Present: 10 units and 61,440 bits, 20 mm2. The other has ten times the bits: 110 mm2 as the study counts; at
    // 15,354 bits a unit (10 + 40.02) / (10 + 4.002) * 20 = 71.4 mm2; at 2000 (10 + 307.2) / (10 + 30.72) * 20 = 155.8
    // mm2.
    const std::vector points{chipOf(10, 61440, 4), chipOf(10, 614400, 1)};
    const auto band = calibrationBand(points, points[0]);
    const double cheapest = 20 * (10 + 614400.0 / kLargestRatio) / (10 + 61440.0 / kLargestRatio);
    const auto first = std::ranges::find(band, 1.0, &BandStep::leastMs);
    const auto last = std::ranges::find(band, 1.0, &BandStep::mostMs);
    QVERIFY(std::abs(first->areaMm2 - cheapest) < 1e-9 && std::abs(cheapest - 71.4) < 0.1);
    QCOMPARE(first->mostMs, 4.0);
    QVERIFY(std::abs(last->areaMm2 - 155.8) < 0.1);
  }

  void areaThatNothingChangesIsNotTraded() {
    const std::vector points{chipOf(10, 61440, 4, 100), chipOf(20, 122880, 1, 100)};
    const auto band = calibrationBand(points, points[0]);
    QCOMPARE(band[0].areaMm2, 120.0);
    QCOMPARE(band[1].areaMm2, 140.0);
  }

  void designsThatDoNotFitWidenNoBand() {
    std::vector points{chipOf(10, 61440, 4), chipOf(20, 122880, 1)};
    points[1].feasible = false;
    QCOMPARE(calibrationBand(points, points[0]).size(), std::size_t{1});
  }

  void theNoteSaysWhatAUnitTradesFor() {
    const QString note = exchangeNote(chipOf(10, 61440, 4));
    QVERIFY2(note.contains("6,144 bits of SRAM") || note.contains("6144 bits of SRAM"), qPrintable(note));
    QVERIFY2(note.contains("2,000 to 15,354") || note.contains("2000 to 15354"), qPrintable(note));
  }

  void aModelWithoutAreasOfMemoryHasNoBandAndSaysSo() {
    DesignPoint point = chipOf(10, 61440, 4);
    Accelerator chip = *point.design.accelerator;
    chip.area.mm2PerMegabit = 0;
    point.design.accelerator = std::make_shared<const Accelerator>(chip);
    QVERIFY(calibrationBand(std::vector{point}, point).empty());
    QVERIFY(exchangeNote(point).contains("does not weigh"));
  }
};

FUSEWRIGHT_TEST(CalibrationBandViews)

}  // namespace fusewright::calibration_band_test

#include "calibration_band_test.moc"
