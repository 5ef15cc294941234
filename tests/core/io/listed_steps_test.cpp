#include "core/io/listed_steps.h"

#include <algorithm>
#include <string>
#include <vector>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/io/info_json.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::listed_steps_test {
using namespace tests;

namespace {

/// A layer before, a recurrence of two layers a step, of which the first step's second one has more to do, and a layer
/// after it.
Workload recurrenceOf(std::int32_t steps) {
  WorkloadWriter write(8);
  TensorId last = write.constant("x", {4}, TensorKind::Input);
  last = write.layer("before", "L=4", {{last, "L"}}, "L");
  for (std::int32_t step = 0; step < steps; ++step) {
    last = write.layer("mul_" + std::to_string(step), "L=4", {{last, "L"}}, "L");
    write.lastIsStep(step, LayerId(1));
    last = write.layer("add_" + std::to_string(step), step == 0 ? "L=4 K=2" : "L=4", {{last, "L"}}, "L");
    write.lastIsStep(step, LayerId(2));
  }
  write.layer("after", "L=4", {{last, "L"}}, "L");
  return write.workload();
}

QJsonObject infoOf(const Workload& workload, StepListing listing) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(infoJson({}, &workload, listing))).object();
}

}  // namespace

class ListedStepsRules : public QObject {
  Q_OBJECT

 private slots:
  void aRecurrenceOfAThousandStepsIsListedWhole() {
    const Workload workload = recurrenceOf(kMostListedSteps);
    QCOMPARE(listedFor(workload, StepListing::Folded), std::vector<std::int64_t>(2 + 2 * 1024, 1));
  }

  void stepsOfALongRecurrenceAreListedOnceForEachThatDiffers() {
    // Of 1,025 steps: mul is the same in all; add of step 0 differs from that of the other 1,024.
    const Workload workload = recurrenceOf(1025);
    const auto standsFor = listedFor(workload, StepListing::Folded);
    QCOMPARE((std::vector(standsFor.begin(), standsFor.begin() + 6)),
             (std::vector<std::int64_t>{1, 1025, 1, 0, 1024, 0}));
    QCOMPARE(std::ranges::count(standsFor, 0), std::ptrdiff_t{2 * 1025 + 2 - 5});
    std::int64_t layers = 0;
    for (const std::int64_t count : standsFor) layers += count;
    QCOMPARE(layers, static_cast<std::int64_t>(workload.layers.size()));
  }

  void allStepsAreListedIfAskedFor() {
    const Workload workload = recurrenceOf(1025);
    QCOMPARE(listedFor(workload, StepListing::All), std::vector<std::int64_t>(workload.layers.size(), 1));
  }

  void whatIsListedTimesItsStepsIsAllOperations() {
    const Workload workload = recurrenceOf(1025);
    const QJsonObject folded = infoOf(workload, StepListing::Folded);
    const QJsonObject all = infoOf(workload, StepListing::All);
    double operations = 0;
    for (const auto& entry : folded["layers"].toArray())
      operations += entry.toObject()["macs"].toDouble() * entry.toObject()["steps"].toDouble(1);
    // before and after 4 each, mul 4 a step, add 8 and then 4 a step.
    QCOMPARE(operations, 4.0 + 4 + 1025 * 4 + 8 + 1024 * 4);
    QCOMPARE(folded["layers"].toArray().size(), 5);
    QCOMPARE(folded["layer_count"], all["layer_count"]);
    QCOMPARE(all["layers"].toArray().size(), 2052);
    QCOMPARE(all["tensors"].toArray().size(), all["tensor_count"].toInt());
    // The input and what the five listed layers make.
    QCOMPARE(folded["tensors"].toArray().size(), 6);
    QVERIFY(!all["layers"].toArray()[1].toObject().contains("steps"));
  }
};

FUSEWRIGHT_TEST(ListedStepsRules)

}  // namespace fusewright::listed_steps_test

#include "listed_steps_test.moc"
