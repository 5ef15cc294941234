#include "core/explore/insight/health.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::health_test {
using namespace tests;

class HealthRules : public QObject {
  Q_OBJECT
 private slots:
  void theHeaviestLayersComeFirstWithTheirPartOfTheBusyTime() {
    const HealthCard card = healthOf(handWrittenEvaluation());
    QCOMPARE(card.heaviest.size(), std::size_t{2});
    QCOMPARE(card.heaviest[0].family, LayerId(1));  // 15 of 25.5 cycles
    QCOMPARE(card.heaviest[0].share, 15 / 25.5);
    QCOMPARE(card.heaviest[1].family, LayerId(0));
  }

  void layersOfOneFamilyCountTogether() {
    Evaluation evaluation = handWrittenEvaluation();
    Workload workload = *evaluation.workload;
    workload.layers[1].family = LayerId(0);
    evaluation.workload = std::make_shared<const Workload>(workload);
    const HealthCard card = healthOf(evaluation);
    QCOMPARE(card.heaviest.size(), std::size_t{1});
    QCOMPARE(card.heaviest[0].busy, Cycles{25.5});
  }

  void theFullestMemoryIsOneOnTheChip() {
    const HealthCard card = healthOf(handWrittenEvaluation());
    QVERIFY(card.fullest);
    QCOMPARE(card.fullest->memory, MemoryId(0));
    QCOMPARE(card.fullest->peak, Bits{150});
    QCOMPARE(card.fullest->capacity, Bits{201326592});
  }

  void theHighestBoundIsNamed() {
    Evaluation evaluation = handWrittenEvaluation();
    Metrics metrics = *evaluation.metrics;
    metrics.computeBound = Cycles{1};
    metrics.dramBound = Cycles{9};
    metrics.criticalPath = Cycles{8};
    evaluation.metrics = std::make_shared<const Metrics>(metrics);
    const HealthCard card = healthOf(evaluation);
    QCOMPARE(card.highest, LatencyBound::OffChip);
    QCOMPARE(card.bound, Cycles{9});
  }

  void whatTheRunIsBoundByIsWhatMostOfItsTimeGoesTo() {
    Evaluation evaluation = handWrittenEvaluation();
    TileCosts costs = *evaluation.costs;
    for (TileCost& cost : costs.distinct) cost.spatialUtilisation = 0.5;
    evaluation.costs = std::make_shared<const TileCosts>(costs);
    // Computing and idle units 10 each, on-chip moves 2.5, waits for off chip 10 + 4.5 + 3 of 45 cycles.
    QCOMPARE(healthOf(evaluation).budget.main(), Bottleneck::OffChip);
  }
};

FUSEWRIGHT_TEST(HealthRules)

}  // namespace fusewright::health_test

#include "health_test.moc"
