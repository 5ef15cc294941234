#include "core/evaluate/evaluate.h"

#include <QTest>

#include "core/evaluate/mapped_design.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::evaluate_test {
using namespace tests;

namespace {

Accelerator chipOf(std::int64_t sramBits) {
  return chipWithSharedDram({.cores = 1, .d1 = 2, .d2 = 4, .sram = Bits{sramBits}, .dramBandwidth = BitsPerCycle{64}});
}

/// Four tokens, everything fused, one token a tile.
Design fusedDesign() {
  return {.workload = std::make_shared<const Workload>(miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(chipOf(100000)),
          .mapping = {.fusion = NamedFusion{"all"}}};
}

Design with(Design design, const Accelerator& accelerator) {
  design.accelerator = std::make_shared<const Accelerator>(accelerator);
  return design;
}

Design with(Design design, const MappingRequest& mapping) {
  design.mapping = mapping;
  return design;
}

/// With nothing remembered and nothing reused.
Evaluation fresh(const Design& design) {
  TileCostTable table;
  return evaluate(design, table).value();
}

Evaluation after(const Evaluation& previous, const Design& design) {
  TileCostTable table;
  return evaluate(design, table, &previous).value();
}

bool equalAnswers(const Evaluation& a, const Evaluation& b) {
  return *a.mapping == *b.mapping && *a.graph == *b.graph && *a.costs == *b.costs && *a.schedule == *b.schedule &&
         *a.metrics == *b.metrics;
}

}  // namespace

class EvaluateRules : public QObject {
  Q_OBJECT

 private slots:
  void theSameDesignGivesTheSameAnswer() { QVERIFY(equalAnswers(fresh(fusedDesign()), fresh(fusedDesign()))); }

  void autoIsAsFastAsTheFastestOfItsPlans() {
    // 20,000 bits hold what a token of the fused block needs, 2,000 do not.
    for (const std::int64_t memory : {2'000, 20'000})
      for (const Assumptions& assumptions : {paperAssumptions(), physicalAssumptions()}) {
        const auto under = [&](const char* plan) {
          Design design = with(with(fusedDesign(), chipOf(memory)), MappingRequest{.fusion = NamedFusion{plan}});
          design.assumptions = assumptions;
          return fresh(design);
        };
        const Evaluation chosen = under("auto");
        for (const char* plan : {"unfused", "all"}) {
          const Evaluation other = under(plan);
          if (!other.metrics->violations.empty()) continue;
          QVERIFY(chosen.metrics->violations.empty());
          QVERIFY(chosen.metrics->latency <= other.metrics->latency);
        }
      }
  }

  void whatAutoChoseBeforeComesFirstAndChangesNoAnswer() {
    bool other = false;  // some choice was not the plan that is proposed
    for (const std::int64_t before : {2'000, 20'000})
      for (const std::int64_t now : {3'000, 30'000}) {
        const auto automatic = [](std::int64_t memory) {
          return with(with(fusedDesign(), chipOf(memory)), MappingRequest{.fusion = NamedFusion{"auto"}});
        };
        const Evaluation previous = fresh(automatic(before));
        const MappedDesign mapped = mapDesign(automatic(now), &previous).value();
        QVERIFY(mapped.mapping->fusion.groups == previous.mapping->fusion.groups);
        other = other || mapped.place > 0;
        QVERIFY(equalAnswers(after(previous, automatic(now)), fresh(automatic(now))));
      }
    QVERIFY(other);
  }

  void rememberedCostsChangeNothing() {
    TileCostTable table;
    const Evaluation cold = evaluate(fusedDesign(), table).value();
    const std::size_t remembered = table.size();
    QVERIFY(remembered > 0);
    const Evaluation warm = evaluate(fusedDesign(), table).value();
    QVERIFY(equalAnswers(cold, warm));
    QCOMPARE(table.size(), remembered);
  }

  void everyStageAnswersForTheDesignThatWasAsked() {
    const Evaluation evaluation = fresh(fusedDesign());
    QVERIFY(evaluation.design == fusedDesign());
    // Layers 0, 23, 24 of miniMamba() are one tile each, the other 4 outside the scan and its 3 kinds of steps 4 tiles.
    QCOMPARE(evaluation.graph->size(), std::size_t{3 + 4 * 4 + 3 * 4});
    QCOMPARE(evaluation.schedule->start.size(), evaluation.graph->size());
    QCOMPARE(evaluation.metrics->latency, evaluation.schedule->latency);
  }

  void otherHardwareKeepsTheTileGraph() {
    const Evaluation before = fresh(fusedDesign());
    const Design smaller = with(fusedDesign(), chipOf(3000));
    const Evaluation now = after(before, smaller);
    QCOMPARE(now.graph.get(), before.graph.get());
    QCOMPARE(now.mapping.get(), before.mapping.get());
    QVERIFY(equalAnswers(now, fresh(smaller)));
    QVERIFY(!(*now.schedule == *before.schedule));
  }

  void anotherClockKeepsTheSchedule() {
    const Evaluation before = fresh(fusedDesign());
    Accelerator faster = chipOf(100000);
    faster.frequencyMHz *= 2;
    const Evaluation now = after(before, with(fusedDesign(), faster));
    QCOMPARE(now.schedule.get(), before.schedule.get());
    QCOMPARE(now.metrics->latencyMs, before.metrics->latencyMs / 2);
    QVERIFY(equalAnswers(now, fresh(with(fusedDesign(), faster))));
  }

  void anotherPlanMakesANewTileGraph() {
    const Evaluation before = fresh(fusedDesign());
    const Design unfused = with(fusedDesign(), MappingRequest{.fusion = NamedFusion{"unfused"}});
    const Evaluation now = after(before, unfused);
    QVERIFY(now.graph.get() != before.graph.get());
    QVERIFY(equalAnswers(now, fresh(unfused)));
  }

  void aTilingThatFollowsTheMemoryIsMadeAnewWithTheMemory() {
    const MappingRequest aware{.fusion = NamedFusion{"all"}, .tiling = TilingMode::MemoryAware};
    // One token's state is 8 * 2 * 32 = 512 bits; ceil(1.01 * (5 + 2 / 2) * 512 / memory) splits: 1 in 100,000 bits, 4
    // in 1000 (3.1 raised to the next divisor of 8).
    const Evaluation before = fresh(with(fusedDesign(), aware));
    const Design small = with(with(fusedDesign(), chipOf(1000)), aware);
    const Evaluation now = after(before, small);
    QVERIFY(now.graph.get() != before.graph.get());
    QCOMPARE(before.graph->tilesOfLayer[1].size(), std::size_t{4});
    QCOMPARE(now.graph->tilesOfLayer[1].size(), std::size_t{16});
    QVERIFY(equalAnswers(now, fresh(small)));
  }

  void anotherModelReusesNothing() {
    const Evaluation before = fresh(fusedDesign());
    Design longer = fusedDesign();
    longer.workload = std::make_shared<const Workload>(miniMamba({.tokens = 6}));
    QVERIFY(equalAnswers(after(before, longer), fresh(longer)));
  }

  void anEqualModelReadAgainReusesEverything() {
    const Evaluation before = fresh(fusedDesign());
    const Evaluation now = after(before, fusedDesign());
    QVERIFY(now.design.workload.get() != before.design.workload.get());
    QCOMPARE(now.graph.get(), before.graph.get());
    QCOMPARE(now.schedule.get(), before.schedule.get());
  }

  void aStoppedEvaluationSaysSo() {
    std::stop_source source;
    source.request_stop();
    TileCostTable table;
    const auto evaluation = evaluate(fusedDesign(), table, nullptr, source.get_token());
    QVERIFY(!evaluation);
    QCOMPARE(evaluation.error(), cancelledError());
  }

  void anImpossibleRequestIsAnErrorThatNamesIt() {
    TileCostTable table;
    const auto evaluation =
        evaluate(with(fusedDesign(), MappingRequest{.fusion = ListedFusion{.groups = {{"no such layer"}}}}), table);
    QVERIFY(!evaluation);
    QVERIFY2(message(evaluation.error()).find("no such layer") != std::string::npos,
             message(evaluation.error()).c_str());
  }

  void aDesignThatDoesNotFitIsAnAnswerWithViolations() {
    // A step's three operands of 512 bits fit, but miniMamba() lets each step need all four tokens of dA: 2048 bits.
    const Evaluation evaluation = fresh(with(fusedDesign(), chipOf(2000)));
    QVERIFY(!evaluation.metrics->violations.empty());
    QVERIFY(evaluation.metrics->latency.value > 0);
    QVERIFY(evaluation.metrics->memories[0].peak.value <= 2000);
  }

  void designsAreEqualByValue() {
    QVERIFY(fusedDesign() == fusedDesign());
    QVERIFY(!(fusedDesign() == with(fusedDesign(), chipOf(3000))));
    QVERIFY(!(fusedDesign() == with(fusedDesign(), MappingRequest{.fusion = NamedFusion{"A"}})));
  }
};

FUSEWRIGHT_TEST(EvaluateRules)

}  // namespace fusewright::evaluate_test

#include "evaluate_test.moc"
