#include "widgets/kpi/kpi_strip.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::kpi_strip_test {
using namespace tests;

namespace {

/// The hand-written evaluation on two cores with equal memories; peaks are 150 bits and `second`.
std::shared_ptr<const Evaluation> withSecondCore(std::int64_t second) {
  Evaluation evaluation = handWrittenEvaluation();
  Accelerator accelerator = *evaluation.design.accelerator;
  accelerator.cores.push_back(accelerator.cores.front());
  evaluation.design.accelerator = std::make_shared<const Accelerator>(accelerator);
  Metrics metrics = *evaluation.metrics;
  metrics.memories.push_back({});
  metrics.memories.back().peak = Bits{second};
  evaluation.metrics = std::make_shared<const Metrics>(metrics);
  return std::make_shared<const Evaluation>(std::move(evaluation));
}

QLabel* valueOf(const KpiStrip& strip, const QString& name) {
  for (auto* label : strip.findChildren<QLabel*>())
    if (label->accessibleName() == name) return label;
  return nullptr;
}

}  // namespace

class KpiStrips : public QObject {
  Q_OBJECT

 private slots:
  void thePeaksChangeIsThatOfTheSameMemoryEvenIfAnotherWasFullestBefore() {
    KpiStrip strip;
    strip.setSnapshot({.evaluation = withSecondCore(300)});
    strip.setBaseline(withSecondCore(100));  // there the first memory is the fullest, with 150 bits
    const QLabel* value = valueOf(strip, "Peak memory");
    QVERIFY(value != nullptr);
    QVERIFY2(value->text().endsWith("(+200 %)"), qPrintable(value->text()));  // 300 for 100
    QVERIFY2(value->toolTip().startsWith("core2."), qPrintable(value->toolTip()));
  }

  void thePeakOfAMemoryThatTheBaselineHasNotIsComparedWithTheFullestThere() {
    KpiStrip strip;
    strip.setSnapshot({.evaluation = withSecondCore(300)});
    strip.setBaseline(std::make_shared<const Evaluation>(handWrittenEvaluation()));  // one core: 150 bits
    const QLabel* value = valueOf(strip, "Peak memory");
    QVERIFY2(value->text().endsWith("(+100 %)"), qPrintable(value->text()));  // 300 for 150
    QVERIFY2(value->toolTip().contains("The baseline has no core2."), qPrintable(value->toolTip()));
  }

  void withAnotherClockCyclesAndTimeHaveAChangeEach() {
    KpiStrip strip;
    Evaluation faster = handWrittenEvaluation();
    Metrics metrics = *faster.metrics;
    metrics.latency = metrics.latency * 1.5;       // half as many cycles again
    metrics.latencyMs = metrics.latencyMs * 0.75;  // at twice the clock
    faster.metrics = std::make_shared<const Metrics>(metrics);
    strip.setSnapshot({.evaluation = std::make_shared<const Evaluation>(faster)});
    strip.setBaseline(std::make_shared<const Evaluation>(handWrittenEvaluation()));
    const QLabel* value = valueOf(strip, "Latency");
    QVERIFY2(value->text().contains("(+50.0 %)"), qPrintable(value->text()));
    QVERIFY2(value->text().endsWith(QStringLiteral("(−25.0 %)")), qPrintable(value->text()));
  }

  void withOneClockTheLatencyHasOneChange() {
    KpiStrip strip;
    strip.setSnapshot({.evaluation = std::make_shared<const Evaluation>(handWrittenEvaluation())});
    strip.setBaseline(std::make_shared<const Evaluation>(handWrittenEvaluation()));
    QCOMPARE(valueOf(strip, "Latency")->text().count("(=)"), 1);
  }
};

FUSEWRIGHT_TEST(KpiStrips)

}  // namespace fusewright::kpi_strip_test

#include "kpi_strip_test.moc"
