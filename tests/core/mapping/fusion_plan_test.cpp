#include "core/mapping/fusion_plan.h"

#include <QtTest>

#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::fusion_plan_test {
using namespace tests;

namespace {

/// Groups by the names of their layers: a layer alone as its name, a group in brackets.
std::string written(const Workload& workload, const Result<FusionPlan>& plan) {
  if (!plan) return message(plan.error());
  std::string text;
  for (const FusionGroup& group : plan->groups) {
    std::string names;
    for (LayerId layer : group.layers) names += (names.empty() ? "" : " ") + workload.layer(layer).name;
    text += (text.empty() ? "" : ", ") + (group.layers.size() > 1 ? "[" + names + "]" : names);
  }
  return text;
}

Workload twoTokens() {
  return miniMamba({.tokens = 2});
}

std::string study(const std::string& name) {
  return written(twoTokens(), studyPlan(twoTokens(), name));
}

std::string planned(const std::vector<std::vector<std::string>>& groups) {
  return written(twoTokens(), planFromNames(twoTokens(), groups));
}

/// twoTokens() in which Exp takes time only because the assumptions say so.
Workload withExpByAssumption() {
  Workload workload = twoTokens();
  workload.layers[2].costsByAssumption = true;
  return workload;
}

/// twoTokens() in which Exp takes no time.
Workload withExpFree() {
  Workload workload = twoTokens();
  Layer& exp = workload.layers[2];
  exp.kind = LayerKind::Free;
  exp.routes = {{.output = *exp.output.tensor, .inputs = {{.tensor = *exp.inputs[0].tensor, .map = identityMap(4)}}}};
  return workload;
}

const std::string kAfterScan = "/mul_D_x/Einsum, /out_proj/MatMul";

}  // namespace

class FusionPlanRules : public QObject {
  Q_OBJECT

 private slots:
  void unfusedRunsTheStateFirstAndReadsItOutAfterwards() {
    // METHOD A2: mul_h_dA and add_dBx step by step, then every mul_h_C.
    QCOMPARE(
        study("unfused"),
        "/in_proj/MatMul, /mul_delta_A/Einsum, /Exp, /mul_delta_B/Einsum, /mul_dBx/Einsum, mul_h_dA_0_0, add_dBx_0_0, "
        "mul_h_dA_1_1, add_dBx_1_1, mul_h_C_0_0, mul_h_C_1_1, " +
            kAfterScan);
  }

  void allPutsTheWholeUpdateIntoOneGroupBetweenWhatMakesItsInputsAndWhatReadsIt() {
    QCOMPARE(study("all"),
             "/in_proj/MatMul, [/mul_delta_A/Einsum /Exp /mul_delta_B/Einsum /mul_dBx/Einsum mul_h_dA_0_0 add_dBx_0_0 "
             "mul_h_C_0_0 mul_h_dA_1_1 add_dBx_1_1 mul_h_C_1_1], " +
                 kAfterScan);
  }

  void inAsTheInputPartRunsAloneBeforeTheGroup() {
    QCOMPARE(
        study("AS"),
        "/in_proj/MatMul, /mul_delta_B/Einsum, /mul_dBx/Einsum, [/mul_delta_A/Einsum /Exp mul_h_dA_0_0 add_dBx_0_0 "
        "mul_h_C_0_0 mul_h_dA_1_1 add_dBx_1_1 mul_h_C_1_1], " +
            kAfterScan);
  }

  void groupsFollowEachOtherAsTheSchemeIsWritten() {
    QCOMPARE(study("AS-B"),
             "/in_proj/MatMul, [/mul_delta_A/Einsum /Exp mul_h_dA_0_0 add_dBx_0_0 mul_h_C_0_0 mul_h_dA_1_1 add_dBx_1_1 "
             "mul_h_C_1_1], [/mul_delta_B/Einsum /mul_dBx/Einsum], " +
                 kAfterScan);
  }

  void theSchemesCountTheGroupsOfMethodA2_data() {
    QTest::addColumn<int>("groups");
    // Four layers and six steps are in question besides three others: 13 layers in all.
    for (auto [name, groups] : std::initializer_list<std::pair<const char*, int>>{{"unfused", 13},
                                                                                  {"A", 12},
                                                                                  {"B", 12},
                                                                                  {"A-B", 11},
                                                                                  {"AS", 6},
                                                                                  {"BS", 6},
                                                                                  {"AS-B", 5},
                                                                                  {"A-BS", 5},
                                                                                  {"all", 4}})
      QTest::newRow(name) << groups;
  }

  void theSchemesCountTheGroupsOfMethodA2() {
    QFETCH(int, groups);
    const auto plan = studyPlan(twoTokens(), QTest::currentDataTag());
    QVERIFY2(plan.has_value(), plan ? "" : message(plan.error()).c_str());
    QCOMPARE(static_cast<int>(plan->groups.size()), groups);
  }

  void aWorkloadWithoutAMambaBlockHasNoGroupA() {
    Workload plain = twoTokens();
    plain.layers[1].name = "/other/Einsum";
    QVERIFY(studyPlan(plain, "unfused").has_value());
    QVERIFY(written(plain, studyPlan(plain, "A")).find("has none; choose unfused or auto") != std::string::npos);
  }

  void anUnknownSchemeSuggestsAKnownOne() {
    QCOMPARE(study("unfusd"), std::string("fusion: no fusion plan is called 'unfusd'; did you mean 'unfused'?"));
  }

  void layersAreFoundByTheFirstPartOfTheirNameAndScansByTheirs() {
    const std::string all = study("all");
    QCOMPARE(planned({{"mul_delta_A", "/Exp", "/mul_delta_B/Einsum", "mul_dBx", "/SSM"}}), all);
    QCOMPARE(planned({{"mul_delta_A", "/Exp", "/mul_delta_B/Einsum", "mul_dBx", "mul_h_dA", "add_dBx", "mul_h_C"}}),
             all);
  }

  void aLayoutNodeOfTheScanMeansItsSteps() { QCOMPARE(planned({{"/SSM/split_dA"}}), planned({{"/SSM"}})); }

  void anOperatorTypeNamesAllItsLayers() {
    QCOMPARE(planned({{"Exp"}, {"mul_dBx", "mul_delta_B"}}),
             "/in_proj/MatMul, /mul_delta_A/Einsum, /Exp, [/mul_delta_B/Einsum /mul_dBx/Einsum], mul_h_dA_0_0, "
             "add_dBx_0_0, mul_h_dA_1_1, add_dBx_1_1, mul_h_C_0_0, mul_h_C_1_1, " +
                 kAfterScan);
  }

  void aGroupThatFeedsAndNeedsTheSameLayerIsRefused() {
    // in_proj feeds mul_delta_A and Exp, which feed the scan, which feeds out_proj.
    const std::string said = planned({{"in_proj", "out_proj"}});
    QVERIFY2(said.find("no order of the groups can be executed: ") != std::string::npos, said.c_str());
    QVERIFY2(
        said.find(
            "the group of '/in_proj/MatMul' to '/out_proj/MatMul' needs '/mul_D_x/Einsum', which needs 'mul_h_C_") !=
            std::string::npos,
        said.c_str());
  }

  void familiesThatNeedOneAnotherStepByStepAreNoTwoGroups() {
    const std::string said = planned({{"mul_h_dA"}, {"add_dBx"}});
    QVERIFY2(
        said.find(
            "the group of 'mul_h_dA_0_0' to 'mul_h_dA_1_1' needs the group of 'add_dBx_0_0' to 'add_dBx_1_1', which "
            "needs the group of 'mul_h_dA_0_0' to 'mul_h_dA_1_1'") != std::string::npos,
        said.c_str());
  }

  void aLayerThatTakesTimeByAssumptionJoinsTheGroupThatSpansIt() {
    // mul_delta_A feeds Exp, and Exp the steps through a split: with it the group is A+S.
    const Workload workload = withExpByAssumption();
    const auto plan = planFromNames(workload, {{"mul_dBx"}, {"mul_delta_A", "/SSM"}});
    QCOMPARE(written(workload, plan), study("AS"));
    QCOMPARE(plan->warnings.size(), std::size_t{1});
    QVERIFY2(plan->warnings[0].what.starts_with("'/Exp' costs something"), plan->warnings[0].what.c_str());
    QCOMPARE(plan->warnings[0].where, std::string("groups[1]"));
  }

  void aLayerThatTakesTimeAnywayIsNotTakenIntoAGroupUnasked() {
    const std::string said = planned({{"mul_delta_A", "/SSM"}});
    QVERIFY2(said.find("no order of the groups can be executed") != std::string::npos, said.c_str());
  }

  void aLayerThatOnlyFeedsOrReadsAGroupStaysOutOfIt() {
    // Exp reads mul_delta_A, which mul_delta_B does not need; Exp feeds the steps, which do not feed it.
    const Workload workload = withExpByAssumption();
    for (const std::vector<std::string>& group :
         {std::vector<std::string>{"mul_delta_A", "mul_delta_B"}, {"mul_dBx", "/SSM"}}) {
      const auto plan = planFromNames(workload, {group});
      QCOMPARE(written(workload, plan), planned({group}));
      QVERIFY(plan->warnings.empty());
    }
  }

  void namesOfLayersWithoutCostArePassedOver() {
    const Workload workload = withExpFree();
    QCOMPARE(written(workload, planFromNames(workload, {{"mul_delta_A", "/Exp", "/SSM"}})),
             written(workload, planFromNames(workload, {{"mul_delta_A", "/SSM"}})));
    QCOMPARE(written(workload, planFromNames(workload, {{"/Exp"}})), written(workload, unfusedPlan(workload)));
  }

  void unknownLayersNameTheirGroupAndTheNearestLayer() {
    const std::string said = planned({{"Exp"}, {"mul_dBX"}});
    QVERIFY2(said.starts_with("groups[1] of 'mini mamba': no layer is called 'mul_dBX'; did you mean 'mul_dBx'"),
             said.c_str());
  }

  void aLayerInTwoGroupsIsRefused() {
    QCOMPARE(planned({{"Exp"}, {"mul_delta_A", "/Exp"}}),
             std::string("groups[1]: layer '/Exp' is in groups[0] too; name each layer in one group only"));
  }

  void aPlanMustHoldEveryLayerThatTakesTime() {
    FusionPlan plan = unfusedPlan(twoTokens());
    plan.groups.pop_back();
    QCOMPARE(
        written(twoTokens(), checkedPlan(twoTokens(), plan)),
        std::string(
            "mini mamba: layer '/out_proj/MatMul' is in no group; put every layer that takes time into a group, alone "
            "if need be"));
  }
};

FUSEWRIGHT_TEST(FusionPlanRules)

}  // namespace fusewright::fusion_plan_test

#include "fusion_plan_test.moc"
