#include <algorithm>
#include <memory>
#include <vector>

#include <QTest>

#include "core/explore/search/alone_layers.h"
#include "core/explore/search/group_estimate.h"
#include "core/explore/search/group_links.h"
#include "core/explore/search/search_plan.h"
#include "core/mapping/apply_rules.h"
#include "tests/builders_hardware.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::search_placement_test {
using namespace tests;

namespace {

/// x[16,64] through elementwise layers, each with a weight of its own; every second one is called "Helped".
Workload chain(int layers) {
  WorkloadWriter write(32);
  TensorId last = write.constant("x", {16, 64}, TensorKind::Input);
  for (int layer = 0; layer < layers; ++layer) {
    const TensorId weight = write.constant("w" + std::to_string(layer), {64});
    last = write.layer("layer" + std::to_string(layer) + ".", "L=16 D=64", {{last, "L D"}, {weight, "D"}}, "L D");
  }
  Workload workload = write.workload();
  for (std::size_t layer = 1; layer < workload.layers.size(); layer += 2) workload.layers[layer].operation = "Helped";
  return workload;
}

/// Two cores joined by links of 4 bits a cycle each way.
Accelerator pair() {
  Accelerator chip = chipWithSharedDram({.cores = 2, .d1 = 4, .d2 = 16, .sram = Bits{1 << 20}});
  for (const int from : {0, 1})
    chip.links.push_back({.name = from == 0 ? "0->1" : "1->0",
                          .senders = {CoreId(from)},
                          .receivers = {CoreId(1 - from)},
                          .bandwidth = BitsPerCycle{4},
                          .energyPerCycle = {}});
  return chip;
}

Accelerator pairWithHelper() {
  Accelerator chip = pair();
  chip.cores[1].operatorTypes = {"Helped"};
  return chip;
}

/// An estimator with all that it refers to.
struct Estimating {
  Estimating(int layers, Accelerator chip, const std::vector<Placement>& placements)
      : workload(chain(layers)),
        accelerator(std::move(chip)),
        units(searchUnits(workload)),
        proposed(layersByRules(workload, accelerator, {}, physicalAssumptions()).value()),
        alone{.mapping = proposed, .streamed = std::vector<std::optional<StreamedLayer>>(workload.layers.size())},
        estimator(workload, accelerator, units, proposed, alone, placements) {}

  Workload workload;
  Accelerator accelerator;
  std::vector<SearchUnit> units;
  std::vector<LayerMapping> proposed;
  AloneLayers alone;
  GroupEstimator estimator;
};

}  // namespace

class SearchPlacementRules : public QObject {
  Q_OBJECT

 private slots:
  void layersAreDealtOutInRunsSoThatTheBusiestCoreHasLeastToDo() {
    // 5 + 9 and 4 + 6: 14; any other cut of the four in two leaves 19 or 18 to one core.
    QVERIFY((dealtOneEach(std::vector<double>{5, 9, 4, 6}, 2) == std::vector<int>{0, 0, 1, 1}));
    // On three cores 9 is the least: 5, 9 and 4 + 6 = 10 leave 10; 5 + 9 alone would be 14.
    QVERIFY((dealtOneEach(std::vector<double>{5, 9, 4, 6}, 3) == std::vector<int>{0, 1, 2, 2}));
    QVERIFY((dealtOneEach(std::vector<double>{5, 9, 4, 6}, 1) == std::vector<int>{0, 0, 0, 0}));
    QVERIFY(dealtOneEach({}, 4).empty());
  }

  void aBitBetweenTwoCoresTakesTheirLinkAsLongAsItsBandwidthSays() {
    const Accelerator chip = pair();
    const std::vector<CoreId> first{CoreId(0)}, both{CoreId(0), CoreId(1)};
    // From core 0 to either of both: the only pair of different cores is 0 and 1, on 4 bits a cycle.
    const auto shares = linkShares(chip, first, both);
    QCOMPARE(shares.size(), std::size_t{1});
    QCOMPARE(chip.link(shares.front().link).name, std::string("0->1"));
    QCOMPARE(shares.front().cycles, 0.25);
    // Among both: half of the bits each way.
    for (const LinkShare& share : linkShares(chip, both, both)) QCOMPARE(share.cycles, 0.125);
    QVERIFY(linkShares(chip, first, first).empty());
  }

  void onlyLayersOnHelpersMoveToTheGeneralCores() {
    const Estimating made(2, pairWithHelper(), {Placement::General});
    const auto placed = [&](std::size_t layer, Placement placement) {
      return placedMapping(made.workload.layers[layer], made.proposed[layer], placement, made.accelerator).cores;
    };
    QVERIFY((placed(0, Placement::AsMapped) == std::vector<CoreId>{CoreId(0)}));
    QVERIFY((placed(0, Placement::General) == std::vector<CoreId>{CoreId(0)}));
    QVERIFY((placed(1, Placement::AsMapped) == std::vector<CoreId>{CoreId(1)}));
    QVERIFY((placed(1, Placement::General) == std::vector<CoreId>{CoreId(0)}));
  }

  void aGroupOverTwoCoresTakesAtLeastAsLongAsWhatCrossesTheirLink() {
    const Estimating made(2, pairWithHelper(), {Placement::General});
    const GroupShape rows{.rows = 16};
    GroupShape together = rows;
    together.placement = Placement::General;
    // 16 x 64 numbers of 32 bits on 4 bits a cycle: 8192 cycles. On one core nothing crosses, and 64 units compute
    // twice 1024 of them in a few cycles a row.
    QVERIFY(made.estimator.estimate(0, 2, rows, 0.9)->cycles >= 8192);
    QVERIFY(made.estimator.estimate(0, 2, together, 0.9)->cycles < 8192);
  }

  void placementsAreLeftOutWhereTheyChangeNothing() {
    const std::vector<Placement> all{Placement::General, Placement::OneEach};
    const Estimating helped(2, pairWithHelper(), all), alike(2, pair(), all);
    // One core of each kind: nothing to deal out. Two general cores: nothing on helpers. A layer alone is not dealt
    // out.
    QVERIFY((helped.estimator.placementsOf(0, 2) == std::vector<Placement>{Placement::AsMapped, Placement::General}));
    QVERIFY((helped.estimator.placementsOf(0, 1) == std::vector<Placement>{Placement::AsMapped}));
    QVERIFY((alike.estimator.placementsOf(0, 2) == std::vector<Placement>{Placement::AsMapped, Placement::OneEach}));
    QVERIFY((alike.estimator.placementsOf(0, 1) == std::vector<Placement>{Placement::AsMapped}));
  }

  void layersThatAreDealtOutRunOnOneCoreEachAndKeepAllCoresBusy() {
    const Estimating made(4, pair(), {Placement::OneEach});
    const SearchPlan plan{.groups = {{0, 4, {.rows = 4, .placement = Placement::OneEach}}}};
    const auto listed = listedPlan(plan, made.units, made.workload, made.accelerator, made.proposed);
    std::vector<int> layersOn(2, 0);
    for (const MappingRule& rule : listed.layers) {
      QVERIFY(rule.cores && rule.cores->size() == 1);
      ++layersOn[rule.cores->front().index()];
    }
    QVERIFY((layersOn == std::vector<int>{2, 2}));  // four equal layers
  }
};

FUSEWRIGHT_TEST(SearchPlacementRules)

}  // namespace fusewright::search_placement_test

#include "search_placement_test.moc"
