#include "core/session/apply_edit.h"

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::apply_edit_test {

namespace {

Design miniDesign() {
  return {.workload = std::make_shared<const Workload>(tests::miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram())};
}

}  // namespace

class ApplyEditRules : public QObject {
  Q_OBJECT

 private slots:
  void settingAParameterChangesTheAcceleratorAlone() {
    const Design before = miniDesign();
    const auto after = applyEdit(before, SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QVERIFY2(after, after ? "" : message(after.error()).c_str());
    QCOMPARE(after->workload.get(), before.workload.get());
    // 12 MB = 12 * 8 * 2^20 bits; the design before keeps its 24 MB.
    QCOMPARE(totalOnChipMemory(*after->accelerator).value, std::int64_t{100663296});
    QCOMPARE(totalOnChipMemory(*before.accelerator).value, std::int64_t{201326592});
  }

  void anUnknownParameterIsRefusedByItsName() {
    const auto after = applyEdit(miniDesign(), SetParameter{.id = "no_such_thing", .value = "1"});
    QVERIFY(!after);
    QVERIFY(after.error().what.find("no_such_thing") != std::string::npos);
  }

  void aValueThatIsNoNumberIsRefused() {
    QVERIFY(!applyEdit(miniDesign(), SetParameter{.id = "onchip_memory_MB", .value = "nan"}));
  }

  void settingTheMappingKeepsModelAndHardware() {
    const Design before = miniDesign();
    const MappingRequest request{.fusion = NamedFusion{"unfused"}, .tiling = TilingMode::None};
    const auto after = applyEdit(before, SetMapping{request});
    QVERIFY(after);
    QVERIFY(after->mapping == request);
    QCOMPARE(after->accelerator.get(), before.accelerator.get());
  }

  void aWholeDesignReplacesEverything() {
    const Design other{
        .workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = 2})),
        .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 8, .d2 = 8})),
        .mapping = {.fusion = NamedFusion{"unfused"}}};
    const auto after = applyEdit(miniDesign(), SetDesign{.design = other, .text = "Open other"});
    QVERIFY(after);
    QVERIFY(*after == other);
  }

  void aStepIsCalledByWhatItChangesFromWhatToWhat() {
    const std::string text = editText(miniDesign(), SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QCOMPARE(text, std::string("On-chip memory 24 MiB → 12 MiB"));
  }

  void anotherPlanIsCalledByItsName() {
    const MappingRequest request{.fusion = NamedFusion{"A-BS"}};
    QCOMPARE(editText(miniDesign(), SetMapping{request}), std::string("Fusion all → A-BS"));
  }

  void rulesThatNameCoresFollowThemWhenACoreGoes() {
    Design before = miniDesign();
    before.accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.cores = 3}));
    before.mapping.rules = {{.name = "Exp", .cores = std::vector{CoreId(0), CoreId(2)}},
                            {.name = "MatMul", .cores = std::vector{CoreId(1)}}};
    const auto after = applyEdit(before, ChangeMachine{RemoveCore{CoreId(1)}});
    QVERIFY(after);
    QCOMPARE(after->accelerator->cores.size(), std::size_t{3});  // two, and the off-chip memory
    QVERIFY(after->mapping.rules[0].cores == (std::vector{CoreId(0), CoreId(1)}));
    QVERIFY(!after->mapping.rules[1].cores);  // its only core is gone: what is proposed takes its place
  }

  void aMachineThatCanNotBeIsRefusedAndNamedByItsChange() {
    QVERIFY(!applyEdit(miniDesign(), ChangeMachine{RemoveCore{CoreId(0)}}));
    QCOMPARE(editText(miniDesign(), ChangeMachine{CopyCore{CoreId(0)}}), std::string("Duplicate core core 0"));
  }
};

FUSEWRIGHT_TEST(ApplyEditRules)

}  // namespace fusewright::apply_edit_test

#include "apply_edit_test.moc"
