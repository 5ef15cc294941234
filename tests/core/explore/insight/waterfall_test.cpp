#include "core/explore/insight/waterfall.h"

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/io/waterfall_csv.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::waterfall_test {
using namespace tests;

namespace {

Design smallDesign() {
  return {.workload = std::make_shared<const Workload>(miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
          .mapping = {.fusion = NamedFusion{"all"}}};
}

/// Three rows by hand: the start at 100 cycles, B1 at 130, B2 at 90; then B1 and B2 alone at 130 and 95.
std::vector<WaterfallRow> handWritten() {
  const auto row = [](WaterfallStep step, std::optional<Repair> repair, double latency) {
    SweepMetrics metrics;
    metrics.latency = Cycles{latency};
    return WaterfallRow{step, repair, {}, {.metrics = metrics, .violations = {}}};
  };
  return {row(WaterfallStep::Start, std::nullopt, 100), row(WaterfallStep::Added, Repair::SharedPorts, 130),
          row(WaterfallStep::Added, Repair::BoundedLinks, 90), row(WaterfallStep::Alone, Repair::SharedPorts, 130),
          row(WaterfallStep::Alone, Repair::BoundedLinks, 95)};
}

}  // namespace

class WaterfallRules : public QObject {
  Q_OBJECT
 private slots:
  void itLeadsFromPaperToPhysicalThenTakesEachRepairAlone();
  void everyRowIsWhatThatDesignAloneEvaluatesTo();
  void theDesignsOwnAssumptionsOnlyGiveThePrefetchDepth();
  void aChangeIsAgainstTheStepBeforeOrAgainstPaperForARepairAlone();
  void aStepAfterOneThatFailedIsComparedWithTheLastThatWorked();
  void aDesignThatCanNotBeEvaluatedIsRowsWithTheirReason();
  void afterAStopNothingIsMade();
  void theTablesHaveALineForEveryRow();
};

void WaterfallRules::itLeadsFromPaperToPhysicalThenTakesEachRepairAlone() {
  const auto rows = waterfallSteps({});
  QCOMPARE(rows.size(), 1 + 2 * kRepairs);
  QCOMPARE(nameOf(rows[0].assumptions), std::string("paper"));
  QCOMPARE(nameOf(rows[2].assumptions), std::string("paper,+B1,+B2"));
  QCOMPARE(nameOf(rows[kRepairs].assumptions), std::string("physical"));
  QCOMPARE(nameOf(rows[kRepairs + 3].assumptions), std::string("paper,+B3"));
}

void WaterfallRules::everyRowIsWhatThatDesignAloneEvaluatesTo() {
  const Design design = smallDesign();
  for (const WaterfallRow& row : waterfall(design, {.jobs = 2})) {
    Design alone = design;
    alone.assumptions = row.assumptions;
    TileCostTable table;
    const auto evaluation = evaluate(alone, table);
    QVERIFY(evaluation.has_value() == row.result.metrics.has_value());
    if (evaluation) QVERIFY(sweepMetrics(*evaluation) == *row.result.metrics);
  }
}

void WaterfallRules::theDesignsOwnAssumptionsOnlyGiveThePrefetchDepth() {
  Assumptions own = physicalAssumptions();
  own.prefetchDepth = 7;
  const auto rows = waterfallSteps(own);
  QCOMPARE(nameOf(rows[0].assumptions), std::string("paper,prefetch=7"));
  QCOMPARE(nameOf(rows[kRepairs].assumptions), std::string("physical,prefetch=7"));
}

void WaterfallRules::aChangeIsAgainstTheStepBeforeOrAgainstPaperForARepairAlone() {
  const auto rows = handWritten();
  QVERIFY(!latencyChange(rows, 0));
  QCOMPARE(latencyChange(rows, 1), std::optional(Cycles{30}));   // 130 - 100
  QCOMPARE(latencyChange(rows, 2), std::optional(Cycles{-40}));  // 90 - 130
  QCOMPARE(latencyChange(rows, 3), std::optional(Cycles{30}));
  QCOMPARE(latencyChange(rows, 4), std::optional(Cycles{-5}));  // 95 - 100
}

void WaterfallRules::aStepAfterOneThatFailedIsComparedWithTheLastThatWorked() {
  auto rows = handWritten();
  rows[1].result = {.metrics = std::nullopt, .violations = {"no room"}};
  QVERIFY(!latencyChange(rows, 1));
  QCOMPARE(latencyChange(rows, 2), std::optional(Cycles{-10}));  // 90 - 100
}

void WaterfallRules::aDesignThatCanNotBeEvaluatedIsRowsWithTheirReason() {
  Design design = smallDesign();
  design.mapping.fusion = NamedFusion{"no such plan"};
  for (const WaterfallRow& row : waterfall(design)) {
    QVERIFY(!row.result.metrics);
    QCOMPARE(row.result.violations.size(), std::size_t{1});
    QVERIFY(!row.result.violations.front().empty());
  }
}

void WaterfallRules::afterAStopNothingIsMade() {
  std::stop_source stop;
  stop.request_stop();
  for (const WaterfallRow& row : waterfall(smallDesign(), {}, stop.get_token())) QVERIFY(row.result == SweepRow{});
}

void WaterfallRules::theTablesHaveALineForEveryRow() {
  auto rows = handWritten();
  rows[4].result = {.metrics = std::nullopt, .violations = {"no room, at all"}};
  const QStringList lines = QString::fromStdString(waterfallCsv(rows)).split('\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 6);
  QCOMPARE(lines[1], QString("0,start,,paper,paper,100,,0,0,0,0,"));
  QCOMPARE(lines[3], QString("2,added,B2,links within bandwidth,paper,90,-40,0,0,0,0,"));
  QCOMPARE(lines[5], QString("4,alone,B2,links within bandwidth,paper,,,,,,,\"no room, at all\""));
  const QStringList text = QString::fromStdString(waterfallText(rows)).split('\n', Qt::SkipEmptyParts);
  QCOMPARE(text.size(), 7);  // a title and headings
  QVERIFY2(text[3].contains("+30.00 %"), qPrintable(text[3]));
  QVERIFY2(text[6].contains("no room, at all"), qPrintable(text[6]));
}

FUSEWRIGHT_TEST(WaterfallRules)

}  // namespace fusewright::waterfall_test

#include "waterfall_test.moc"
