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
};

FUSEWRIGHT_TEST(KpiStrips)

}  // namespace fusewright::kpi_strip_test

#include "kpi_strip_test.moc"
