#include "core/mapping/layer_rules.h"

#include <QTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::layer_rules_test {
using namespace tests;

namespace {

Mapping mapped(const Workload& workload, const Accelerator& accelerator, std::vector<MappingRule> rules = {}) {
  return makeMapping(workload, accelerator, {.fusion = NamedFusion{"all"}, .rules = std::move(rules)}).value();
}

}  // namespace

class LayerRules : public QObject {
  Q_OBJECT
 private slots:
  void aRuleOfALayerAsItIsChangesNothing() {
    const Workload workload = miniMamba();
    const Accelerator accelerator = chipWithSharedDram({.cores = 2, .d1 = 2, .d2 = 4});
    const Mapping before = mapped(workload, accelerator);
    for (const int layer : {0, 2, 8, 12}) {
      const MappingRule rule = ruleOf(workload, accelerator, before, LayerId(layer));
      QVERIFY(mapped(workload, accelerator, {rule}) == before);
    }
  }

  void aStepIsNamedByWhatAllItsLikeShare() {
    const Workload workload = miniMamba();
    QCOMPARE(ruleName(workload, LayerId(8)), ruleName(workload, LayerId(11)));  // mul_h_dA of steps 0 and 1
    QVERIFY(ruleName(workload, LayerId(8)) != ruleName(workload, LayerId(9)));
  }

  void aRuleMovesTheLayerToItsCores() {
    const Workload workload = miniMamba();
    const Accelerator accelerator = chipWithSharedDram({.cores = 2, .d1 = 2, .d2 = 4});
    MappingRule rule = ruleOf(workload, accelerator, mapped(workload, accelerator), LayerId(2));
    rule.cores = {CoreId(1)};
    rule.interCore = Tiling{};
    const Mapping after = mapped(workload, accelerator, {rule});
    QVERIFY(after.layers[2].cores == std::vector{CoreId(1)});
  }

  void aRuleTakesThePlaceOfItsNamesakeElseTheFirst() {
    const std::vector<MappingRule> rules{{.name = "a"}, {.name = "b"}};
    const auto replaced = withRule(rules, {.name = "b", .source = "new"});
    QCOMPARE(replaced.size(), std::size_t{2});
    QCOMPARE(replaced[1].source, std::string("new"));
    QCOMPARE(withRule(rules, {.name = "c"}).front().name, std::string("c"));
    QCOMPARE(withoutRule(rules, "a").front().name, std::string("b"));
    QCOMPARE(withoutRule(rules, "x").size(), std::size_t{2});
  }
};

FUSEWRIGHT_TEST(LayerRules)

}  // namespace fusewright::layer_rules_test

#include "layer_rules_test.moc"
