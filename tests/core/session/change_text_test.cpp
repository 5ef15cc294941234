#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/hardware/parameters.h"
#include "core/session/apply_edit.h"
#include "core/session/plan_change_text.h"
#include "core/session/quantity_label.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::change_text_test {
using namespace tests;

namespace {

/// Five layers in a row: a, b, c, d, e (0 to 4).
Workload chain() {
  WorkloadWriter writer;
  TensorId last = writer.constant("x", {4}, TensorKind::Activation);
  for (const char* name : {"a", "b", "c", "d", "e"}) last = writer.layer(name, "L=4", {{last, "L"}}, "L");
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

std::string change(const std::vector<std::vector<int>>& before, const std::vector<std::vector<int>>& after) {
  return planChangeText(chain(), planOf(before), planOf(after));
}

Design miniDesign() {
  return {.workload = std::make_shared<const Workload>(miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram())};
}

}  // namespace

class ChangeTextRules : public QObject {
  Q_OBJECT

 private slots:
  void layersAreFusedByNameAndGroupsByNumber() {
    QCOMPARE(change({{0}, {1}, {2}, {3}, {4}}, {{0, 1}, {2}, {3}, {4}}), std::string("Fuse a with b"));
    QCOMPARE(change({{0, 1}, {2}, {3, 4}}, {{0, 1}, {2, 3, 4}}), std::string("Fuse c with group 2"));
    QCOMPARE(change({{0}, {1}, {2}, {3}, {4}}, {{0, 1, 2, 3, 4}}), std::string("Fuse a, b, c and 2 others"));
  }

  void aSplitNamesItsGroupAndTheFirstLayerAfterIt() {
    // {c, d, e} is the second group of several layers.
    QCOMPARE(change({{0, 1}, {2, 3, 4}}, {{0, 1}, {2}, {3, 4}}), std::string("Split group 2 before d"));
    QCOMPARE(change({{0, 1, 2}, {3}, {4}}, {{0, 2}, {1}, {3}, {4}}), std::string("Take b out of group 1"));
    QCOMPARE(change({{0, 1, 2}, {3}, {4}}, {{0}, {1}, {2}, {3}, {4}}),
             std::string("Run the layers of group 1 each alone"));
  }

  void aMoveNamesWhatMovedFromWhereToWhere() {
    QCOMPARE(change({{0, 1, 2}, {3, 4}}, {{0, 1}, {2, 3, 4}}), std::string("Move c from group 1 to group 2"));
    QCOMPARE(change({{0, 1}, {2}, {3}, {4}}, {{2}, {0, 1}, {3}, {4}}), std::string("Run group 1 after c"));
    QCOMPARE(change({{0, 1}, {2}, {3}, {4}}, {{0, 1}, {2}, {3}, {4}}), std::string());
    FusionPlan recomputed = planOf({{0}, {1, 2}, {3, 4}});
    recomputed.groups[2].halos = HaloRule::Recomputed;
    QCOMPARE(planChangeText(chain(), planOf({{0}, {1, 2}, {3, 4}}), recomputed),
             std::string("Recompute halos of group 2"));
  }

  void aPlanByHandIsCalledByWhatItChangesInTheGroupsOnShow() {
    Design design = miniDesign();
    design.mapping.fusion = NamedFusion{"unfused"};
    TileCostTable table;
    const auto shown = evaluate(design, table, nullptr, {});
    QVERIFY(shown);
    const auto& groups = shown->mapping->fusion.groups;
    const std::string first = shown->workload->layer(groups[0].layers.front()).name;
    const std::string second = shown->workload->layer(groups[1].layers.front()).name;
    MappingRequest request = design.mapping;
    request.fusion = ListedFusion{.groups = {{first, second}}, .source = {}};
    QCOMPARE(editText(design, SetMapping{request}, &*shown), "Fuse " + first + " with " + second);
    // Without an evaluation nobody knows the groups of before.
    QCOMPARE(editText(design, SetMapping{request}), std::string("Fusion unfused → own plan"));
  }

  void cutsAreToldByDimensionWithOldAndNewParts() {
    Design design = miniDesign();
    design.mapping.tiling = TilingMode::Explicit;
    design.mapping.entries = {{"L", 16}};
    MappingRequest request = design.mapping;
    request.entries = {{"L", 64}, {"D", 4}};
    QCOMPARE(editText(design, SetMapping{request}), std::string("Tiling L 16 → 64, D 1 → 4"));
    request.tiling = TilingMode::MemoryAware;
    request.entries = design.mapping.entries;
    QCOMPARE(editText(design, SetMapping{request}), std::string("Tiling L in 16 → memory-aware"));
    design.mapping.fusion = ListedFusion{.groups = {{"a", "b"}}, .source = {}, .tilings = {Tiling{{"L", 16}}}};
    request = design.mapping;
    std::get<ListedFusion>(request.fusion).tilings = {Tiling{{"L", 64}}};
    QCOMPARE(editText(design, SetMapping{request}), std::string("Tiling of group 1: L 16 → 64"));
  }

  void aRuleOfALayerIsToldByItsFields() {
    const Design design = miniDesign();
    MappingRequest request = design.mapping;
    request.rules = {{.name = "Exp", .cores = std::vector{CoreId(0)}}};
    QCOMPARE(editText(design, SetMapping{request}), std::string("Mapping of Exp: cores proposed → 0"));
  }

  void assumptionsAreToldByPresetOrByTheRepairThatChanged() {
    const Design design = miniDesign();  // under `paper`
    QCOMPARE(editText(design, SetAssumptions{physicalAssumptions()}), std::string("Preset paper → physical"));
    const std::string one = editText(design, SetAssumptions{paperAssumptions().with(Repair::PipelinedTiles)});
    QVERIFY2(one.starts_with("B7 ") && one.ends_with(": off → on"), one.c_str());
    Assumptions deeper = design.assumptions;
    deeper.prefetchDepth = 8;
    QCOMPARE(editText(design, SetAssumptions{deeper}), std::string("Prefetch depth 4 → 8 tiles"));
  }

  void anotherAcceleratorIsToldByItsNameOrItsFirstNumber() {
    const Design design = miniDesign();
    Accelerator other = *design.accelerator;
    other.name = "another";
    QCOMPARE(editText(design, SetAccelerator{std::make_shared<const Accelerator>(other)}),
             "Hardware " + design.accelerator->name + " → another");
    const auto faster = withParameter(*design.accelerator, "onchip_memory_MB", "12");
    QVERIFY(faster);
    const std::string text = editText(design, SetAccelerator{std::make_shared<const Accelerator>(*faster)});
    QVERIFY2(text.starts_with("On-chip memory 24 MiB → 12 MiB"), text.c_str());
  }

  void numbersStandInAUnitThatFitsThem() {
    QCOMPARE(quantityLabel(24, "MB"), std::string("24 MiB"));
    QCOMPARE(quantityLabel(0.5, "MB"), std::string("0.5 MiB"));
    QCOMPARE(quantityLabel(4194304, "bits"), std::string("512 KiB"));   // 4194304 / 8 / 1024
    QCOMPARE(quantityLabel(201326592, "bits"), std::string("24 MiB"));  // 24 * 8 * 2^20
    QCOMPARE(quantityLabel(319999999968, "bits/cycle"), std::string("320 Gbits/cycle"));
    QCOMPARE(quantityLabel(2048, "bits/cycle"), std::string("2048 bits/cycle"));
    QCOMPARE(quantityLabel(8192, ""), std::string("8192"));
  }
};

FUSEWRIGHT_TEST(ChangeTextRules)

}  // namespace fusewright::change_text_test

#include "change_text_test.moc"
