#include "core/metrics/time_budget.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::time_budget_test {
using namespace tests;

namespace {

TimeBudget budgetOf(const Evaluation& evaluation) {
  return timeBudget(*evaluation.design.accelerator, *evaluation.costs, *evaluation.schedule, *evaluation.metrics);
}

/// The hand-written evaluation with a quarter of the units in use, and one thing changed.
template <typename Change>
Evaluation changed(Change change) {
  Evaluation evaluation = handWrittenEvaluation();
  TileCosts costs = *evaluation.costs;
  Schedule schedule = *evaluation.schedule;
  Metrics metrics = *evaluation.metrics;
  for (TileCost& cost : costs.distinct) cost.spatialUtilisation = 0.25;
  change(costs, schedule, metrics);
  evaluation.costs = std::make_shared<const TileCosts>(costs);
  evaluation.schedule = std::make_shared<const Schedule>(schedule);
  evaluation.metrics = std::make_shared<const Metrics>(metrics);
  return evaluation;
}

}  // namespace

/// The hand-written evaluation: on core 0 a weight arrives from off chip in cycles 0-10, tile 0 runs 10-20.5 (8 of them
/// loops), tile 1 waits for the off-chip link until 25, runs to 40 (12 loops) and streams W; its result leaves in
/// 40-45.
class TimeBudgetRules : public QObject {
  Q_OBJECT
 private slots:
  void thePartsOfTheTimeOfTheCoresSumToTheMakespan() {
    const TimeBudget budget = budgetOf(changed([](auto&, auto&, auto&) {}));
    // 8 + 12 loops, of which a quarter of the units has work: 5 and 15.
    QCOMPARE(budget.of(TimeUse::Computing), Cycles{5});
    QCOMPARE(budget.of(TimeUse::IdleUnits), Cycles{15});
    // Tile 0 moves on the chip for 10.5 - 8.
    QCOMPARE(budget.of(TimeUse::OnChipMoves), Cycles{2.5});
    // Tile 1 waits 15 - 12 for its stream.
    QCOMPARE(budget.of(TimeUse::Streaming), Cycles{3});
    QCOMPARE(budget.busy(), Cycles{25.5});
    QCOMPARE(budget.of(TimeUse::TransferInFlight), Cycles{10});
    QCOMPARE(budget.of(TimeUse::LinkTaken), Cycles{4.5});
    QCOMPARE(budget.of(TimeUse::NothingToDo), Cycles{5});
    QCOMPARE(budget.total, Cycles{45});  // 25.5 + 10 + 4.5 + 5; the off-chip core computes nothing
  }

  void theLargestPartIsWhatTheRunIsBoundBy() {
    QCOMPARE(budgetOf(changed([](auto&, auto&, auto&) {})).main(), Bottleneck::OffChip);
    // Streaming 3, the weight's transfer 10 and the link's 4.5.
    QCOMPARE(budgetOf(changed([](auto&, auto&, auto&) {})).of(Bottleneck::OffChip), Cycles{17.5});
    // All units busy: 20 cycles of computing against 17.5 of waiting.
    const auto full = changed([](TileCosts& costs, auto&, auto&) {
      for (TileCost& cost : costs.distinct) cost.spatialUtilisation = 1;
    });
    QCOMPARE(budgetOf(full).main(), Bottleneck::Computing);
  }

  void aWaitForATransferBetweenCoresIsNotOneForTheOffChipMemory() {
    const auto between = changed([](auto&, Schedule& schedule, auto&) {
      // As if there were two.
      change(schedule.transfers, 0, [](Transfer& transfer) { transfer.from = CoreId(0); });
    });
    QCOMPARE(budgetOf(between).of(Bottleneck::CoreLinks), Cycles{10});
    QCOMPARE(budgetOf(between).of(Bottleneck::OffChip), Cycles{7.5});
    QCOMPARE(budgetOf(between).of(TimeUse::TransferInFlight), Cycles{10});
  }

  void theBudgetsOfTheCoresSumToThatOfAll() {
    const Evaluation evaluation = changed([](auto&, auto&, auto&) {});
    const auto cores =
        coreBudgets(*evaluation.design.accelerator, *evaluation.costs, *evaluation.schedule, *evaluation.metrics);
    QCOMPARE(cores.size(), std::size_t{1});  // the off-chip memory is no core that computes
    QCOMPARE(cores[0].core, CoreId(0));
    QVERIFY(sumOf(cores) == budgetOf(evaluation));
  }

  void idleTimeIsDividedAsTheAccountsOfTheCoresAre() {
    const Evaluation evaluation = changed([](auto&, auto&, auto&) {});
    const Accounting accounts = accountFor(*evaluation.design.accelerator, *evaluation.schedule, *evaluation.metrics);
    const TimeBudget budget = budgetOf(evaluation);
    QCOMPARE(budget.busy(), accounts.cores[0].busy);
    for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
      QCOMPARE(budget.of(useOf(static_cast<IdleCause>(cause))), accounts.cores[0].idle[cause]);
  }

  void otherCausesOfIdleTimeKeepTheirName() {
    const auto waiting = changed([](auto&, auto&, Metrics& metrics) {
      metrics.idle[0].cause = BindingCause::MemoryFull;
      metrics.idle[1].cause = BindingCause::Dependency;
      metrics.idle[2].cause = BindingCause::Synchronisation;
    });
    QCOMPARE(budgetOf(waiting).of(TimeUse::MemoryFull), Cycles{10});
    QCOMPARE(budgetOf(waiting).of(TimeUse::Dependency), Cycles{4.5});
    QCOMPARE(budgetOf(waiting).of(TimeUse::Synchronisation), Cycles{5});
  }
};

FUSEWRIGHT_TEST(TimeBudgetRules)

}  // namespace fusewright::time_budget_test

#include "time_budget_test.moc"
