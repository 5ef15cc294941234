#include "core/hardware/parameter_settings.h"

#include <algorithm>
#include <random>

#include <rapidcheck.h>
#include <QtTest>

#include "core/hardware/parameters.h"
#include "core/hardware/resize.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::parameter_settings_test {
using namespace tests;

namespace {

/// Four alike cores of 2 MB, a pooling and a vector core with 128 KB each beside them.
Accelerator fourCoresAndTwoHelpers() {
  Accelerator chip = chipWithSharedDram({.cores = 6, .d1 = 32, .d2 = 32, .sram = Bits{16 << 20}});
  for (const int helper : {4, 5}) {
    Core& core = chip.cores[static_cast<std::size_t>(helper)];
    core.name = helper == 4 ? "pooling" : "vector";
    core.array.dims[0].size = 1;
    core.array.dims[1].size = helper == 4 ? 72 : 64;
    core.memories[0].capacity = Bits{1 << 20};
    core.operatorTypes = {helper == 4 ? "MaxPool" : "Add"};
  }
  return chip;
}

Accelerator changed(const std::vector<ParameterSetting>& settings, const std::optional<AreaSetting>& area = {}) {
  auto chip = withSettings(fourCoresAndTwoHelpers(), settings, area);
  if (!chip) qFatal("%s", message(chip.error()).c_str());
  return *std::move(chip);
}

std::int64_t coresOf(const Accelerator& chip) {
  return static_cast<std::int64_t>(coresLikeFirst(chip).size());
}

}  // namespace

class ParameterSettingRules : public QObject {
  Q_OBJECT

 private slots:
  void noTotalMakesAlikeCoresUnlike() {
    QVERIFY(rc::check("", [] {
      const auto bits = *rc::gen::inRange<std::int64_t>(6, std::int64_t{1} << 40);
      const auto units = *rc::gen::inRange<std::int64_t>(6, 1 << 20);
      const auto count = *rc::gen::inRange(1, 9);
      const Accelerator few = withCores(fourCoresAndTwoHelpers(), count);
      const Accelerator chip = withUnits(withOnChipMemory(few, Bits{bits}), units);
      RC_ASSERT(coresOf(chip) == count);
      // Of n memories, no more than n - 1 bits are left out.
      RC_ASSERT(totalOnChipMemory(chip).value <= bits + count + 2);
      RC_ASSERT(totalOnChipMemory(chip).value > bits - count - 2);
    }));
  }

  void theTotalThatIsThereChangesNothing() {
    QVERIFY(rc::check("", [] {
      Accelerator chip = fourCoresAndTwoHelpers();
      for (std::size_t core = 0; core < 6; ++core)
        chip.cores[core].memories[0].capacity = Bits{*rc::gen::inRange<std::int64_t>(1, std::int64_t{1} << 40)};
      RC_ASSERT(withOnChipMemory(chip, totalOnChipMemory(chip)) == chip);
    }));
  }

  void theCoresAreThoseAskedForAndTheTotalThatOfThem() {
    // 4 MB are 33,554,432 bits for two of 2 MB and two of 128 KB, 4.25 MB in all: 32/68 of them each and 2/68 each,
    // that is 15,790,320.9 and 986,895.1; the two bits that are left by rounding down go to the first two.
    for (const auto& settings : {std::vector<ParameterSetting>{{"onchip_memory_MB", "4", {}}, {"cores", "2", {}}},
                                 std::vector<ParameterSetting>{{"cores", "2", {}}, {"onchip_memory_MB", "4", {}}}}) {
      const Accelerator chip = changed(settings);
      QCOMPARE(coresOf(chip), std::int64_t{2});
      QCOMPARE(chip.cores.size(), std::size_t{5});
      QCOMPARE(chip.cores[0].memories[0].capacity, Bits{15'790'321});
      QCOMPARE(chip.cores[1].memories[0].capacity, Bits{15'790'321});
      QCOMPARE(chip.cores[2].memories[0].capacity, Bits{986'895});
    }
  }

  void theOrderInWhichParametersAreListedDoesNotMatter() {
    QVERIFY(rc::check("", [] {
      const auto text = [](int low, int high) { return std::to_string(*rc::gen::inRange(low, high)); };
      std::vector<ParameterSetting> settings{{"cores", text(1, 9), {}},
                                             {"area_calibration", "coarse_16nm", {}},
                                             {"area_fixed_mm2", text(0, 9), {}},
                                             {"dram_bits_per_cycle", text(1, 4096), {}},
                                             {"array", text(1, 64) + "x" + text(1, 64), {}},
                                             {"core0.sram.size_bits", text(1, 1 << 30), {}}};
      std::optional<AreaSetting> area;
      if (*rc::gen::arbitrary<bool>()) {
        area = AreaSetting{.areaMm2 = static_cast<double>(*rc::gen::inRange(50, 500)), .memoryFraction = 0.5};
      } else {
        settings.push_back({"onchip_memory_MB", text(1, 64), {}});
        settings.push_back({"pe_count", text(6, 1 << 16), {}});
      }
      const Accelerator expected = changed(settings, area);
      std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
      std::shuffle(settings.begin(), settings.end(), random);
      RC_ASSERT(changed(settings, area) == expected);
    }));
  }

  void anAreaIsThatOfTheCoresThatThereAre() {
    // 100 mm2, half of them memory: 50 / 0.925 = 54.054 Mbit, whatever the number of cores.
    for (const char* cores : {"1", "7"}) {
      const Accelerator chip = changed({{"cores", cores, {}}}, AreaSetting{.areaMm2 = 100, .memoryFraction = 0.5});
      QVERIFY(std::abs(static_cast<double>(totalOnChipMemory(chip).value) / (1 << 20) - 54.054) < 0.001);
    }
  }

  void anAreaAndATotalThatItDecidesContradictEachOther() {
    for (const char* total : {"onchip_memory_MB", "pe_count"}) {
      const std::vector<ParameterSetting> settings{{total, "7", "--set"}};
      const auto chip =
          withSettings(fourCoresAndTwoHelpers(), settings, AreaSetting{.areaMm2 = 100, .memoryFraction = 0.5});
      QVERIFY(!chip.has_value());
      QCOMPARE(message(chip.error()),
               std::string("--set: an area and the part of it that is memory decide ") + total + "; leave out either");
    }
  }
};

FUSEWRIGHT_TEST(ParameterSettingRules)

}  // namespace fusewright::parameter_settings_test

#include "parameter_settings_test.moc"
