#include <QtTest>

#include "core/hardware/iso_area.h"
#include "core/hardware/parameters.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::area_calibration_test {
using namespace tests;

class AreaCalibrationRules : public QObject {
  Q_OBJECT

 private slots:
  void theStudysCalibrationIsThatOfItsChip() {
    // 222 / (192 + 8192 * 6144 / 2^20) = 222 / 240 = 0.925 mm2 a megabit; 0.925 * 6144 / 2^20 = 0.005419921875 a unit.
    const AreaModel model = areaModel(areaCalibrations().front());
    QCOMPARE(model.mm2PerMegabit, 0.925);
    QCOMPARE(model.mm2PerUnit, 0.005419921875);
    QCOMPARE(areaCalibrationName(chipWithSharedDram().area), std::string("study"));
    QCOMPARE(bitsPerUnit(chipWithSharedDram().area), 6144.0);
  }

  void everyCalibrationGivesTheStudysChipTheSameArea() {
    for (const AreaCalibration& calibration : areaCalibrations()) {
      const auto chip = withParameter(chipWithSharedDram(), "area_calibration", calibration.name);
      QVERIFY(chip.has_value());
      QVERIFY(std::abs(chipArea(*chip) - 222) < 1e-9);
      QCOMPARE(areaCalibrationName(chip->area), std::string(calibration.name));
    }
    const AreaBand band = chipAreaBand(chipWithSharedDram());
    QVERIFY(band.high - band.low < 1e-9);
  }

  void aChipOfManyUnitsIsSmallestWhereUnitsTradeForFewestBits() {
    // 32,768 units and 96 Mb. coarse_16nm: 222 / (192 + 15.625) = 1.06924 mm2 a megabit, a unit 0.00203941:
    // 102.647 + 66.827 = 169.474. marca_cacti: 222 / (192 + 119.953) = 0.711646 and 0.0104205: 68.318 + 341.459 =
    // 409.777. study: 88.8 + 177.6 = 266.4.
    const AreaBand band = chipAreaBand(chipWithSharedDram({.d1 = 256, .d2 = 128, .sram = Bits{96 << 20}}));
    QVERIFY(std::abs(band.low - 169.474) < 0.01);
    QVERIFY(std::abs(band.own - 266.4) < 1e-9);
    QVERIFY(std::abs(band.high - 409.777) < 0.01);
  }

  void theCalibrationDecidesHowManyUnitsAnAreaHolds() {
    // 222 mm2, half of it memory: 111 / 0.00203941 = 54,428 units under coarse_16nm, within 5 % of no power of two ...
    // 20,480 under the study's, as 128 x 160.
    const auto coarse = withParameter(chipWithSharedDram(), "area_calibration", "coarse_16nm");
    QVERIFY(coarse.has_value());
    QVERIFY(totalUnits(*withArea(*coarse, 222, 0.5)) > 54000);
    QCOMPARE(totalUnits(*withArea(chipWithSharedDram(), 222, 0.5)), std::int64_t{20480});
  }

  void anUnknownCalibrationIsRefused() {
    const auto chip = withParameter(chipWithSharedDram(), "area_calibration", "studi");
    QVERIFY(!chip.has_value());
    QVERIFY(message(chip.error()).find("study") != std::string::npos);
  }

  void otherNumbersAreACalibrationOfTheirOwn() {
    const auto chip = withParameter(chipWithSharedDram(), "area_mm2_per_unit", "0.01");
    QCOMPARE(areaCalibrationName(chip->area), std::string("own"));
    QVERIFY(withParameter(*chip, "area_calibration", "own").has_value());
  }
};

FUSEWRIGHT_TEST(AreaCalibrationRules)

}  // namespace fusewright::area_calibration_test

#include "area_calibration_test.moc"
