#include "core/mapping/regroup.h"

#include <QTest>

#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::regroup_test {
using namespace tests;

namespace {

/// Four layers in a row: a, b, c, d (0 to 3), each alone.
Workload chain() {
  WorkloadWriter writer;
  TensorId last = writer.constant("x", {4}, TensorKind::Activation);
  for (const char* name : {"a", "b", "c", "d"}) last = writer.layer(name, "L=4", {{last, "L"}}, "L");
  return writer.workload();
}

/// Two chains that do not need one another: a, b (0 and 1) and c, d (2 and 3).
Workload twoChains() {
  WorkloadWriter writer;
  for (const auto& [first, second] : {std::pair("a", "b"), std::pair("c", "d")}) {
    const TensorId start = writer.constant(std::string("of ") + first, {4}, TensorKind::Activation);
    writer.layer(second, "L=4", {{writer.layer(first, "L=4", {{start, "L"}}, "L"), "L"}}, "L");
  }
  return writer.workload();
}

/// a and b (0 and 1), which c (2) reads both.
Workload join() {
  WorkloadWriter writer;
  const TensorId a = writer.layer("a", "L=4", {{writer.constant("x", {4}, TensorKind::Activation), "L"}}, "L");
  const TensorId b = writer.layer("b", "L=4", {{writer.constant("y", {4}, TensorKind::Activation), "L"}}, "L");
  writer.layer("c", "L=4", {{a, "L"}, {b, "L"}}, "L");
  return writer.workload();
}

FusionPlan planOf(const std::vector<std::vector<int>>& groups) {
  FusionPlan plan;
  for (const auto& layers : groups) {
    plan.groups.emplace_back();
    for (const int layer : layers) plan.groups.back().layers.emplace_back(layer);
  }
  return plan;
}

FusionPlan alone() {
  return planOf({{0}, {1}, {2}, {3}});
}

}  // namespace

class RegroupRules : public QObject {
  Q_OBJECT
 private slots:
  void aGroupThatStaysKeepsItsCuts() {
    // {a, b} is cut in two, {c, d} in four; c moves out.
    const ListedFusion before{.groups = {{"a", "b"}, {"c", "d"}}, .tilings = {Tiling{{"L", 2}}, Tiling{{"L", 4}}}};
    const ListedFusion after = listedFusion(chain(), planOf({{0, 1}, {2}, {3}}), before);
    QCOMPARE(after.groups.size(), std::size_t{1});
    QVERIFY(after.tilings == (std::vector<std::optional<Tiling>>{Tiling{{"L", 2}}}));
    // Those that are alone now stay cut as they were.
    QCOMPARE(after.layers.size(), std::size_t{2});
    QCOMPARE(after.layers[0].name, std::string("c"));
    QVERIFY(after.layers[0].intraCore == Tiling({{"L", 4}}));
  }

  void aLayerThatJoinsAGroupTakesItsCutsAndGroupsThatDisagreeLoseThem() {
    const ListedFusion before{.groups = {{"a", "b"}, {"c", "d"}}, .tilings = {Tiling{{"L", 2}}, std::nullopt}};
    const ListedFusion joined = listedFusion(chain(), planOf({{0, 1, 2}, {3}}), before);
    QVERIFY(joined.tilings == (std::vector<std::optional<Tiling>>{Tiling{{"L", 2}}}));
    ListedFusion other = before;
    other.tilings[1] = Tiling{{"L", 4}};
    QVERIFY(listedFusion(chain(), planOf({{0, 1, 2, 3}}), other).tilings.empty());
  }

  void orderPolicyAndRulesOfSingleLayersOutlastAChangeOfTheGroups() {
    const ListedFusion before{.groups = {{"a", "b"}},
                              .layers = {{.name = "d", .cores = std::vector{CoreId(1)}}},
                              .order = TileOrder::Nested,
                              .policy = {.prefetchDepth = 7}};
    const ListedFusion after = listedFusion(chain(), planOf({{0}, {1, 2}, {3}}), before);
    QVERIFY(after.layers == before.layers);
    QVERIFY(after.order == TileOrder::Nested);
    QVERIFY(after.policy == before.policy);
  }

  void cutsThatALayerCanNotHaveAreLeftOut() {
    const ListedFusion before{.groups = {{"a", "b"}}, .tilings = {Tiling{{"K", 2}}}};
    QVERIFY(listedFusion(chain(), planOf({{0, 1, 2}, {3}}), before).tilings.empty());
  }

  void choosingHalosIsAChangeThatThePlanInNamesKeeps() {
    const FusionPlan pairs = planOf({{0, 1}, {2, 3}});
    const auto plan = regrouped(chain(), pairs, ChooseHalos{1, HaloRule::Recomputed});
    QVERIFY(plan);
    QVERIFY(plan->groups[0].halos == HaloRule::Stored);
    QVERIFY(plan->groups[1].halos == HaloRule::Recomputed);
    QCOMPARE(regroupingText(chain(), ChooseHalos{1, HaloRule::Recomputed}), std::string("Recompute halos"));
    const ListedFusion listed = listedFusion(chain(), *plan, {.groups = {{"a", "b"}}, .source = {}});
    QVERIFY(listed.groups == (std::vector<std::vector<std::string>>{{"a", "b"}, {"c", "d"}}));
    QVERIFY(listed.halos == (std::vector{HaloRule::Stored, HaloRule::Recomputed}));
    QVERIFY(!regrouped(chain(), *plan, ChooseHalos{1, HaloRule::Recomputed}));  // nothing would change
    QVERIFY(listedFusion(chain(), *regrouped(chain(), *plan, ChooseHalos{1, HaloRule::Stored})).halos.empty());
  }

  void bothPartsOfAGroupThatIsSplitRecomputeTheirHalos() {
    FusionPlan all = planOf({{0, 1, 2, 3}});
    all.groups.front().halos = HaloRule::Recomputed;
    const auto plan = regrouped(chain(), all, SplitGroup{.group = 0, .first = LayerId(2)});
    QVERIFY(plan->groups[0].halos == HaloRule::Recomputed);
    QVERIFY(plan->groups[1].halos == HaloRule::Recomputed);
  }

  void mergingTwoGroupsMakesThemOne() {
    QVERIFY(regrouped(chain(), alone(), MergeGroups{1, 2})->groups == planOf({{0}, {1, 2}, {3}}).groups);
  }

  void splittingCutsBeforeALayer() {
    const auto split = regrouped(chain(), planOf({{0, 1, 2, 3}}), SplitGroup{.group = 0, .first = LayerId(2)});
    QVERIFY(split->groups == planOf({{0, 1}, {2, 3}}).groups);
  }

  void aMovedLayerLeavesItsGroupAndAnEmptyGroupDisappears() {
    const auto moved = regrouped(chain(), planOf({{0, 1}, {2}, {3}}), MoveLayers{.layers = {LayerId(2)}, .group = 0});
    QVERIFY(moved->groups == planOf({{0, 1, 2}, {3}}).groups);
  }

  void aSeparatedLayerStandsWhereItIsPut() {
    const auto apart =
        regrouped(chain(), planOf({{0, 1, 2}, {3}}), SeparateLayers{.layers = {LayerId(2)}, .before = 1});
    QVERIFY(apart->groups == planOf({{0, 1}, {2}, {3}}).groups);
  }

  void groupsThatDoNotNeedOneAnotherAreReorderedForwardsAndBackwards() {
    const auto later = regrouped(twoChains(), alone(), ReorderGroups{.first = 0, .last = 1, .before = 4});
    QVERIFY(later->groups == planOf({{2}, {3}, {0}, {1}}).groups);
    const auto sooner = regrouped(twoChains(), alone(), ReorderGroups{.first = 2, .last = 3, .before = 1});
    QVERIFY(sooner->groups == planOf({{0}, {2}, {3}, {1}}).groups);
  }

  void aGroupDoesNotMoveBehindOneThatNeedsItAndTheReasonNamesBoth() {
    const auto behind = regrouped(chain(), alone(), ReorderGroups{.first = 1, .last = 1, .before = 3});
    QVERIFY(!behind);
    QCOMPARE(behind.error().what, std::string("'c' needs 'b', which would run after it"));
    const auto before = regrouped(chain(), alone(), ReorderGroups{.first = 3, .last = 3, .before = 0});
    QVERIFY(!before);
    QCOMPARE(before.error().what, std::string("'d' needs 'c', which would run after it"));
  }

  void aLayerDoesNotStandAloneBeforeWhatItNeeds() {
    const FusionPlan three = planOf({{0, 1, 2}, {3}});
    const auto before = regrouped(chain(), three, SeparateLayers{.layers = {LayerId(2)}, .before = 0});
    QVERIFY(!before);
    QCOMPARE(before.error().what, std::string("'c' needs 'b', which would run after it"));
  }

  void aGroupThatALayerJoinsRunsAfterAllThatThisNeeds() {
    const auto moved = regrouped(join(), planOf({{0}, {1}, {2}}), MoveLayers{.layers = {LayerId(2)}, .group = 0});
    QVERIFY(moved->groups == planOf({{1}, {0, 2}}).groups);
  }

  void aGroupThatRanBeforeWhatItNeedsStillDoes() {
    const auto merged = regrouped(chain(), planOf({{1}, {0}, {2}, {3}}), MergeGroups{2, 3});
    QVERIFY(merged->groups == planOf({{1}, {0}, {2, 3}}).groups);
    const auto moved =
        regrouped(chain(), planOf({{1}, {0}, {2}, {3}}), ReorderGroups{.first = 1, .last = 1, .before = 0});
    QVERIFY(moved->groups == alone().groups);
  }

  void groupsThatWouldWaitForOneAnotherAreRefusedInWords() {
    // {a, c} needs b, which needs a.
    const auto moved = regrouped(chain(), alone(), MoveLayers{.layers = {LayerId(2)}, .group = 0});
    QVERIFY(!moved);
    QVERIFY2(moved.error().what.find("needs") != std::string::npos, moved.error().what.c_str());
  }

  void aChangeThatChangesNothingIsRefused() {
    QVERIFY(!regrouped(chain(), alone(), MergeGroups{1, 1}));
    QVERIFY(!regrouped(chain(), alone(), ReorderGroups{.first = 1, .last = 1, .before = 2}));
    QVERIFY(!regrouped(chain(), alone(), SplitGroup{.group = 1, .first = LayerId(1)}));
  }

  void aGroupThatDoesNotExistIsRefused() {
    QVERIFY(!regrouped(chain(), alone(), MergeGroups{2, 4}));
    QVERIFY(!regrouped(chain(), alone(), SplitGroup{.group = 9, .first = LayerId(1)}));
    QVERIFY(!regrouped(chain(), alone(), MoveLayers{.layers = {LayerId(0)}, .group = 9}));
  }

  void aPlanInNamesLeadsBackToItself() {
    for (const FusionPlan& plan : {planOf({{0}, {1, 2}, {3}}), planOf({{0, 1}, {2, 3}}), planOf({{0, 1, 2, 3}})}) {
      const auto again = planFromNames(chain(), listedFusion(chain(), plan).groups);
      QVERIFY(again);
      QVERIFY(again->groups == plan.groups);
    }
  }

  void onlyGroupsOfSeveralLayersAreNamedIfThatIsEnough() {
    QCOMPARE(listedFusion(chain(), planOf({{0}, {1, 2}, {3}})).groups.size(), std::size_t{1});
    // In another order than the file's all groups must be named.
    QCOMPARE(listedFusion(chain(), planOf({{3}, {0}, {1, 2}})).groups.size(), std::size_t{3});
  }

  void everyPlanOfTheStudyIsKeptInNamesWithFamiliesNamedOnce() {
    const Workload workload = miniMamba();
    for (const char* name : {"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"}) {
      const auto plan = studyPlan(workload, name);
      QVERIFY(plan);
      const ListedFusion listed = listedFusion(workload, *plan);
      const auto again = planFromNames(workload, listed.groups);
      QVERIFY2(again && again->groups == plan->groups, name);
    }
    // A, B and the three families of the scan's steps: 4 + 3 names.
    QCOMPARE(listedFusion(workload, *studyPlan(workload, "all")).groups.front().size(), std::size_t{7});
  }
};

FUSEWRIGHT_TEST(RegroupRules)

}  // namespace fusewright::regroup_test

#include "regroup_test.moc"
