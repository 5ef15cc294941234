#include "core/hardware/iso_area.h"

#include <limits>

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::iso_area_test {
using namespace tests;

namespace {

std::string refusal(double area, double fraction) {
  const auto chip = withArea(chipWithSharedDram(), area, fraction);
  return chip ? "accepted" : message(chip.error());
}

}  // namespace

class IsoAreaRules : public QObject {
  Q_OBJECT

 private slots:
  void theStudysAreasGiveItsDesigns_data() {
    QTest::addColumn<double>("area");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<int>("a");
    QTest::addColumn<int>("b");
    QTest::addColumn<qint64>("bits");
    QTest::addColumn<int>("dram");
    // METHOD A7: bits = area / 222 * 251,658,240 * f; units = area / 222 * 40,960 * (1 - f); 2048 * sqrt(area / 222)
    // bits/cycle.
    QTest::newRow("10 % memory: 36,864 units") << 222.0 << 0.1 << 192 << 192 << qint64{25165824} << 2048;
    QTest::newRow("25 % memory: 30,720 units") << 222.0 << 0.25 << 160 << 192 << qint64{62914560} << 2048;
    QTest::newRow("30 % memory: 28,672 units") << 222.0 << 0.3 << 128 << 224 << qint64{75497472} << 2048;
    QTest::newRow("80 % memory: 8,192 units, the chip itself")
        << 222.0 << 0.8 << 64 << 128 << qint64{201326592} << 2048;
    QTest::newRow("a quarter of the area: 2,048 units, half the bandwidth")
        << 55.5 << 0.8 << 32 << 64 << qint64{50331648} << 1024;
  }

  void theStudysAreasGiveItsDesigns() {
    QFETCH(double, area);
    QFETCH(double, fraction);
    QFETCH(int, a);
    QFETCH(int, b);
    QFETCH(qint64, bits);
    QFETCH(int, dram);
    const auto chip = withArea(chipWithSharedDram(), area, fraction);
    QVERIFY2(chip.has_value(), chip ? "" : message(chip.error()).c_str());
    QCOMPARE(chip->cores[0].array.dims[0].size, std::int64_t{a});
    QCOMPARE(chip->cores[0].array.dims[1].size, std::int64_t{b});
    QCOMPARE(totalOnChipMemory(*chip), Bits{bits});
    QCOMPARE(chip->dram().ports[0].bandwidth, BitsPerCycle{dram});
    QCOMPARE(chip->links[0].bandwidth, BitsPerCycle{dram});
  }

  void unitsSnapToAPowerOfTwoWithinFivePercent() {
    QCOMPARE(arraySides(8000), (ArraySides{64, 128}));    // 2.4 % below 8192
    QCOMPARE(arraySides(8500), (ArraySides{64, 128}));    // 3.6 % above
    QCOMPARE(arraySides(30720), (ArraySides{160, 192}));  // 32768 is 6.7 % off
  }

  void sidesAreAsSquareAsTheUnitCountAllows() {
    QCOMPARE(arraySides(28672), (ArraySides{128, 224}));
    QCOMPARE(arraySides(1), (ArraySides{1, 1}));
    QCOMPARE(arraySides(2), (ArraySides{1, 2}));
  }

  void aCountWithoutSquarishFactorsLosesItsRemainder() {
    // 7,001 is prime and 14 % off 8192: floor(sqrt) = 83.
    QCOMPARE(arraySides(7001), (ArraySides{83, 83}));
    // 3 = 1 x 3 has a ratio of 3, which is not below 3.
    QCOMPARE(arraySides(3), (ArraySides{1, 1}));
  }

  void anArrayRoundedUpToAPowerOfTwoDoesNotFit() {
    // 8192 units take up 44.4 of MARCA's 222 mm2. 77.5 % of them buy 31,744 units, within 5 % of 32,768: 177.6 mm2
    // beside 22.5 % of memory are 227.6. At 20 % memory 32,768 units are what 80 % buy.
    QVERIFY(!fitsOn(withArea(chipWithSharedDram(), 222.0, 0.225).value(), 222.0));
    QVERIFY(fitsOn(withArea(chipWithSharedDram(), 222.0, 0.2).value(), 222.0));
  }

  void severalCoresShareTheAreaAsBefore() {
    const auto chip = withArea(chipWithSharedDram({.cores = 2}), 444.0, 0.8);
    QVERIFY(chip.has_value());
    // Twice the study's area: each of the two cores is MARCA again; 2 x 222 mm2 is this chip's 100 %.
    QCOMPARE(chip->cores[1].array.dims[1].size, std::int64_t{128});
    QCOMPARE(chip->cores[1].memories[0].capacity, Bits{201326592});
    QCOMPARE(chip->dram().ports[0].bandwidth, BitsPerCycle{2048});
  }

  void impossibleAreasAreRefusedByName() {
    QVERIFY(refusal(0, 0.5).starts_with("area: an area of 0"));
    QVERIFY(refusal(std::numeric_limits<double>::quiet_NaN(), 0.5).starts_with("area: an area of nan"));
    QVERIFY(refusal(222, 1).starts_with("memory fraction: a memory fraction of 1"));
    QVERIFY(refusal(222, -0.1).starts_with("memory fraction: a memory fraction of -0.1"));
    QVERIFY(refusal(1e-9, 0.5).find("leave no bit") != std::string::npos);
    Accelerator unknown = chipWithSharedDram();
    unknown.area = {};
    QVERIFY(message(withArea(unknown, 222, 0.5).error()).find("mm2_per_unit") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(IsoAreaRules)

}  // namespace fusewright::iso_area_test

#include "iso_area_test.moc"
