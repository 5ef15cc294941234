#include "core/explore/sweep/design_space.h"

#include <limits>

#include <QTest>

#include "core/explore/study/study_designs.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::design_space_test {
using namespace tests;

class DesignSpaceRules : public QObject {
  Q_OBJECT

 private slots:
  void everyCombinationIsAPointTheFirstAxisSlowest() {
    const auto points = pointsOf({.lengths = {1, 2},
                                  .fusions = {"A", "B"},
                                  .tilings = {TilingMode::PerStep, TilingMode::MemoryAware},
                                  .memoriesMB = {3, 4, 5}});
    QCOMPARE(points.size(), std::size_t{2 * 2 * 2 * 3});
    QVERIFY((points[0] == SweepPoint{.length = 1, .fusion = "A", .memoryMB = 3}));
    QVERIFY((points[1] == SweepPoint{.length = 1, .fusion = "A", .memoryMB = 4}));
    QVERIFY((points[3] == SweepPoint{.length = 1, .fusion = "A", .tiling = TilingMode::MemoryAware, .memoryMB = 3}));
    QVERIFY((points[23] == SweepPoint{.length = 2, .fusion = "B", .tiling = TilingMode::MemoryAware, .memoryMB = 5}));
  }

  void theStudysSweepsHaveItsNumbersOfDesigns() {
    QCOMPARE(pointsOf(fusionSchemeSpace()).size(), std::size_t{9 * 5});
    QCOMPARE(pointsOf(memorySizeSpace()).size(), std::size_t{15 * 2 * 4});
    QCOMPARE(pointsOf(areaPartitioningSpace()).size(), std::size_t{19 * 4 * 2 * 3});
  }

  void memorySizesAreRoundedDownToBits() {
    // 0.1 * 8 * 2^20 = 838,860.8 bits.
    const auto chip = acceleratorAt({.memoryMB = 0.1}, chipWithSharedDram());
    QVERIFY(chip);
    QCOMPARE(totalOnChipMemory(*chip), Bits{838860});
  }

  void anAreaFractionIsOfTheBaseAccelerator() {
    // METHOD A7, 25 % of 222 mm2: 251,658,240 / 4 * 0.8 bits, 40,960 / 4 * 0.2 units, half the bandwidth.
    const auto chip = acceleratorAt({.areaFraction = 0.25, .memoryFraction = 0.8}, chipWithSharedDram());
    QVERIFY(chip);
    QCOMPARE(totalOnChipMemory(*chip), Bits{50331648});
    QCOMPARE(totalUnits(*chip), std::int64_t{2048});
    QCOMPARE(chip->dram().ports[0].bandwidth, BitsPerCycle{1024});
  }

  void aPointWithoutSizesIsTheBaseAccelerator() {
    QVERIFY(*acceleratorAt({}, chipWithSharedDram()) == chipWithSharedDram());
  }

  void impossibleSizesAreRefusedWithARemedy_data() {
    QTest::addColumn<double>("memory");
    QTest::addColumn<double>("area");
    QTest::addColumn<double>("fraction");
    constexpr double kAsItIs = -1;
    QTest::newRow("no memory") << 0.0 << kAsItIs << kAsItIs;
    QTest::newRow("less than a bit") << 1e-9 << kAsItIs << kAsItIs;
    QTest::newRow("a memory that is no number") << std::numeric_limits<double>::quiet_NaN() << kAsItIs << kAsItIs;
    QTest::newRow("no area") << kAsItIs << 0.0 << 0.5;
    QTest::newRow("an area without room for a bit") << kAsItIs << 1e-12 << 0.5;
    QTest::newRow("all of it memory, no units") << kAsItIs << 1.0 << 1.0;
    QTest::newRow("an area without a fraction") << kAsItIs << 1.0 << kAsItIs;
  }

  void impossibleSizesAreRefusedWithARemedy() {
    QFETCH(double, memory);
    QFETCH(double, area);
    QFETCH(double, fraction);
    const auto given = [](double value) { return value == -1 ? std::nullopt : std::optional(value); };
    const auto chip =
        acceleratorAt({.memoryMB = given(memory), .areaFraction = given(area), .memoryFraction = given(fraction)},
                      chipWithSharedDram());
    QVERIFY(!chip);
    QVERIFY(!chip.error().what.empty() && !chip.error().where.empty() && !chip.error().remedy.empty());
  }

  void aDesignTakesItsModelFromTheSourceAndTheRestFromItsBase() {
    const auto block = std::make_shared<const Workload>(miniMamba());
    Design base;
    base.accelerator = std::make_shared<const Accelerator>(chipWithSharedDram());
    base.mapping.rules = {{.name = "default", .source = "rules.yaml:1"}};
    std::int64_t asked = 0;
    const auto design = designAt({.length = 4, .fusion = "A", .tiling = TilingMode::MemoryAware}, base,
                                 [&](std::int64_t length) -> Result<std::shared_ptr<const Workload>> {
                                   asked = length;
                                   return block;
                                 });
    QVERIFY(design);
    QCOMPARE(asked, std::int64_t{4});
    QCOMPARE(design->workload, block);
    QCOMPARE(std::get<NamedFusion>(design->mapping.fusion).name, std::string("A"));
    QVERIFY(design->mapping.tiling == TilingMode::MemoryAware);
    QVERIFY(design->mapping.rules == base.mapping.rules);
  }
};

FUSEWRIGHT_TEST(DesignSpaceRules)

}  // namespace fusewright::design_space_test

#include "design_space_test.moc"
