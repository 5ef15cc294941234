#include "core/explore/search/search_hardware.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <QTest>

#include "core/hardware/iso_area.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::search_hardware_test {
using namespace tests;

namespace {

/// A small state-space block on a machine of the study's size, and half of that machine's area to look for a chip in.
SearchRequest halfTheArea(double seconds) {
  const Accelerator machine = chipWithSharedDram({.d1 = 64, .d2 = 128, .sram = Bits{201326592}});
  return {.design = {.workload = std::make_shared<const Workload>(miniMamba()),
                     .accelerator = std::make_shared<const Accelerator>(machine),
                     .mapping = {.fusion = NamedFusion{"unfused"}},
                     .assumptions = physicalAssumptions()},
          .seconds = seconds,
          .evaluations = 40,
          .areaMm2 = chipArea(machine) / 2};
}

}  // namespace

class SearchHardwareRules : public QObject {
  Q_OBJECT

 private slots:
  void withoutTimeNoChipIsLookedAtAndThePresentDesignIsTheAnswer() {
    TileCostTable table;
    const SearchRequest request = halfTheArea(0);
    const auto found = searchHardware(request, table);
    QVERIFY(found);
    QVERIFY(found->end == SearchEnd::Time);
    QVERIFY(*found->best->design.accelerator == *request.design.accelerator);
  }

  void aChipThatIsFoundHasTheAreaAskedForAtMost() {
    TileCostTable table;
    const SearchRequest request = halfTheArea(1e6);
    const auto found = searchHardware(request, table);
    QVERIFY(found);
    QVERIFY(found->best->metrics->areaMm2 <= *request.areaMm2 * (1 + 1e-9));
    QVERIFY(*found->present->design.accelerator == *request.design.accelerator);
    QVERIFY(!found->tried.empty());
  }

  void theDesignAsItIsIsOneOfThoseComparedWhereItFitsTheArea() {
    TileCostTable table;
    SearchRequest request = halfTheArea(1e6);
    const auto without = searchHardware(request, table);
    request.areaMm2 = chipArea(*request.design.accelerator);
    const auto with = searchHardware(request, table);
    const auto isPresent = [](const TriedPlan& plan) { return plan.name == "the present design"; };
    QVERIFY(std::ranges::none_of(without->tried, isPresent));
    QCOMPARE(std::ranges::count_if(with->tried, isPresent), 1);
    QVERIFY(with->best->metrics->latency <= with->present->metrics->latency);
  }

  void progressIsToldFromTheFirstChipsOnAndCountsOnWhilePlansAreLookedFor() {
    TileCostTable table;
    std::vector<std::int64_t> evaluations;
    const auto found = searchHardware(halfTheArea(1e6), table,
                                      [&](const SearchState& state) { evaluations.push_back(state.evaluations); });
    QVERIFY(!evaluations.empty());
    QVERIFY(evaluations.front() <= 8);  // told after eight plans at the latest
    QVERIFY(std::ranges::is_sorted(evaluations));
    QCOMPARE(evaluations.back(), found->evaluations);
  }
};

FUSEWRIGHT_TEST(SearchHardwareRules)

}  // namespace fusewright::search_hardware_test

#include "search_hardware_test.moc"
