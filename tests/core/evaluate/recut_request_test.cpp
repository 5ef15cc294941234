#include <algorithm>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/regrouped_request.h"
#include "core/explore/insight/plan_outlook.h"
#include "core/session/apply_edit.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::recut_request_test {

using namespace fusewright::tests;

namespace {

/// The small Mamba block of four tokens and eight channels.
Evaluation evaluated(const MappingRequest& request, const Assumptions& assumptions = {}) {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba()),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                      .mapping = request,
                      .assumptions = assumptions};
  return evaluate(design, table).value();
}

std::size_t fusedGroup(const Evaluation& evaluation) {
  const auto& groups = evaluation.mapping->fusion.groups;
  const auto fused = std::ranges::find_if(groups, [](const FusionGroup& group) { return group.layers.size() > 1; });
  return static_cast<std::size_t>(fused - groups.begin());
}

const ListedFusion& listedOf(const MappingRequest& request) {
  return std::get<ListedFusion>(request.fusion);
}

}  // namespace

class RecutRequestRules : public QObject {
  Q_OBJECT
 private slots:
  void oneGroupIsCutAndTheOthersStayAsTheyWere() {
    const Evaluation before = evaluated({.fusion = NamedFusion{"A-B"}});
    const auto request = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"L", 2}});
    QVERIFY(request);
    const Evaluation after = evaluated(*request);
    QVERIFY(after.mapping->fusion.groups == before.mapping->fusion.groups);
    // A is mul_delta_A and Exp (layers 1 and 2), B mul_delta_B and mul_dBx (3 and 4): one tile a token, so 4.
    QCOMPARE(after.graph->tilesOfLayer[1].size(), std::size_t{2});
    QCOMPARE(after.graph->tilesOfLayer[2].size(), std::size_t{2});
    QCOMPARE(after.graph->tilesOfLayer[3].size(), std::size_t{4});
    QVERIFY(hasOwnCuts(after, *request, fusedGroup(after)));
    QVERIFY(!hasOwnCuts(after, *request, fusedGroup(after) + 1));
  }

  void cutsThatAreGivenUpLeaveTheScheduleThatThePlanHadBefore() {
    const Evaluation before = evaluated({.fusion = NamedFusion{"all"}});
    const auto cut = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"L", 4}, {"D", 2}});
    QVERIFY(cut);
    const Evaluation after = evaluated(*cut);
    QVERIFY(after.graph->size() > before.graph->size());
    const auto back = recutRequest(after, *cut, fusedGroup(after), std::nullopt);
    QVERIFY(back);
    QVERIFY(listedOf(*back).tilings.empty());
    QVERIFY(*evaluated(*back).mapping == *before.mapping);
  }

  void cutsThatTheGroupCanNotHaveAreRefusedByTheNamesOfItsFamilies() {
    const Evaluation before = evaluated({.fusion = NamedFusion{"all"}});
    const auto three = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"L", 3}});
    QVERIFY(!three);
    const auto none = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"Q", 2}});
    QVERIFY(!none);
    // The last layer is mul_h_C of step 3; its steps are called by one name.
    QVERIFY2(none.error().what.find("to 'mul_h_C'") != std::string::npos, none.error().what.c_str());
  }

  void cutsOfSingleLayersInsideTheGroupAreGivenUp() {
    ListedFusion listed{.groups = {{"mul_delta_A", "Exp"}}, .source = {}};
    listed.layers = {{.name = "Exp", .intraCore = Tiling{{"L", 4}}},
                     {.name = "in_proj", .cores = std::vector{CoreId(0)}, .intraCore = Tiling{{"L", 2}}}};
    const Evaluation before = evaluated({.fusion = listed});
    const auto request = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"L", 2}});
    QVERIFY(request);
    QCOMPARE(listedOf(*request).layers.size(), std::size_t{1});
    QCOMPARE(listedOf(*request).layers[0].name, std::string("in_proj"));
    QCOMPARE(evaluated(*request).graph->tilesOfLayer[2].size(), std::size_t{2});
  }

  void aLayerAloneIsCutByARuleForItAndNotNamedAsAGroup() {
    const Evaluation before = evaluated({.fusion = NamedFusion{"unfused"}}, physicalAssumptions());
    const auto request = recutRequest(before, before.design.mapping, 0, Tiling{{"L", 2}});
    QVERIFY(request);
    QVERIFY(listedOf(*request).groups.empty());
    const Evaluation after = evaluated(*request, physicalAssumptions());
    const LayerId layer = after.mapping->fusion.groups[0].layers.front();
    QCOMPARE(after.graph->tilesOfLayer[layer.index()].size(), std::size_t{2});
    QVERIFY(hasOwnCuts(after, *request, 0));
    const auto back = recutRequest(after, *request, 0, std::nullopt);
    QVERIFY(back && listedOf(*back).layers.empty());
  }

  void theStepIsCalledByTheCutsThatChange() {
    const Evaluation before = evaluated({.fusion = NamedFusion{"all"}});
    const auto request = recutRequest(before, before.design.mapping, fusedGroup(before), Tiling{{"L", 4}, {"D", 2}});
    QCOMPARE(editText(before.design, SetMapping{*request}, &before), std::string("Tiling of group 1: D 1 → 2"));
    const Evaluation after = evaluated(*request);
    const auto back = recutRequest(after, *request, fusedGroup(after), std::nullopt);
    QCOMPARE(editText(after.design, SetMapping{*back}, &after), std::string("Tiling of group 1: D 2 → 1"));
  }

  void theOutlookOfAPlanIsWhatItsEvaluationSays() {
    const Evaluation now = evaluated({.fusion = NamedFusion{"all"}});
    const auto request = recutRequest(now, now.design.mapping, fusedGroup(now), Tiling{{"L", 2}});
    int evaluations = 0;
    const auto outlook = tryPlan(now, *request, [&](const Design& design, std::stop_token stop) {
      ++evaluations;
      TileCostTable table;
      return evaluate(design, table, nullptr, std::move(stop));
    });
    QVERIFY(outlook);
    QCOMPARE(evaluations, 1);
    QVERIFY(*outlook == outlookOf(evaluated(*request)));
    QVERIFY(outlook->latency != outlookOf(now).latency);
  }

  void aPlanOfVeryManyTilesIsNotTriedBeforehand() {
    // 640 x 640 tiles of mul_delta_A alone.
    TileCostTable table;
    const Design design{.workload = std::make_shared<const Workload>(miniMamba({.tokens = 640, .channels = 640})),
                        .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                        .mapping = {.fusion = NamedFusion{"A"}}};
    const Evaluation now = evaluate(design, table).value();
    const auto request = recutRequest(now, design.mapping, fusedGroup(now), Tiling{{"L", 640}, {"D", 640}});
    QVERIFY(request);
    bool tried = false;
    const auto outlook = tryPlan(now, *request, [&](const Design&, std::stop_token) {
      tried = true;
      return Result<Evaluation>(tl::make_unexpected(cancelledError()));
    });
    QVERIFY(!outlook && !tried);
    QVERIFY(!outlook.error().remedy.empty());
  }
};

FUSEWRIGHT_TEST(RecutRequestRules)

}  // namespace fusewright::recut_request_test

#include "recut_request_test.moc"
