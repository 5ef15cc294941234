#include <rapidcheck.h>

#include <QTest>

#include "core/metrics/accounting.h"
#include "core/metrics/energy_breakdown.h"
#include "core/metrics/time_budget.h"
#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::breakdown_laws_test {
using namespace tests;

namespace {

/// Whether two sums of the same numbers in another order are equal.
bool sameSum(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({std::abs(a), std::abs(b), 1.0});
}

EnergyBreakdown breakdownOf(const Evaluation& evaluation) {
  return energyBreakdown(*evaluation.workload, *evaluation.design.accelerator, *evaluation.graph, *evaluation.costs,
                         *evaluation.schedule, evaluation.design.assumptions);
}

/// Checks `law` on random designs under a preset.
template <typename Law>
bool holdsUnder(const Assumptions& assumptions, const char* name, Law law) {
  return rc::check(name, [&](const RandomDesign& random) {
    TileCostTable table;
    Design design = designOf(random);
    design.assumptions = assumptions;
    const auto evaluation = evaluate(design, table);
    if (!evaluation) RC_DISCARD(message(evaluation.error()));
    law(*evaluation);
  });
}

void energiesSum(const Evaluation& evaluation) {
  const EnergyBreakdown breakdown = breakdownOf(evaluation);
  const Metrics& metrics = *evaluation.metrics;
  LayerEnergy layers;
  for (const LayerEnergy& layer : breakdown.layers) {
    layers.compute += layer.compute;
    layers.onChip += layer.onChip;
    layers.offChip += layer.offChip;
  }
  RC_ASSERT(sameSum(layers.compute.value, metrics.computeEnergy.value));
  RC_ASSERT(sameSum(layers.onChip.value, metrics.onChipEnergy.value));
  RC_ASSERT(sameSum(layers.offChip.value, metrics.offChipEnergy.value));
  Picojoules places = breakdown.compute;
  for (const LevelEnergy& level : breakdown.levels) places += level.total();
  RC_ASSERT(sameSum(places.value, metrics.energy.value));
}

void timeSums(const Evaluation& evaluation) {
  const TimeBudget budget =
      timeBudget(*evaluation.design.accelerator, *evaluation.costs, *evaluation.schedule, *evaluation.metrics);
  Cycles sum;
  for (const Cycles part : budget.cycles) {
    RC_ASSERT(part.value >= 0);
    sum += part;
  }
  RC_ASSERT(sameSum(sum.value, budget.total.value));
  Cycles bottlenecks;
  for (std::size_t index = 0; index < kBottlenecks; ++index) {
    const Cycles part = budget.of(static_cast<Bottleneck>(index));
    RC_ASSERT(part.value >= -1e-6 * budget.total.value);
    bottlenecks += part;
  }
  RC_ASSERT(sameSum(bottlenecks.value, budget.total.value));
}

}  // namespace

class BreakdownLaws : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { useTheSameDesignsInEveryRun(); }

  void energyByLayerAndByPlaceSumToTheEnergyByAccesses() {
    QVERIFY(holdsUnder(paperAssumptions(), "paper energies sum", energiesSum));
  }
  void energyByLayerAndByPlaceSumToTheEnergyByBits() {
    QVERIFY(holdsUnder(physicalAssumptions(), "physical energies sum", energiesSum));
  }
  void theTimeOfTheCoresIsAccountedForUnderPaper() {
    QVERIFY(holdsUnder(paperAssumptions(), "paper time sums", timeSums));
  }
  void theTimeOfTheCoresIsAccountedForUnderPhysical() {
    QVERIFY(holdsUnder(physicalAssumptions(), "physical time sums", timeSums));
  }
};

FUSEWRIGHT_TEST(BreakdownLaws)

}  // namespace fusewright::breakdown_laws_test

#include "breakdown_laws_test.moc"
