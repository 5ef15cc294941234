#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/metrics/idle_time.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/described.h"
#include "tests/test_program.h"
#include "widgets/inspector/fold_causes.h"

namespace fusewright::describe_test {
using namespace tests;

namespace {

const PropertySection* sectionOf(const std::vector<PropertySection>& sections, const QString& title) {
  const auto found = std::ranges::find(sections, title, &PropertySection::title);
  return found == sections.end() ? nullptr : &*found;
}

QString exactOf(const PropertySection& section, const QString& name) {
  const auto found = std::ranges::find(section.rows, name, &Property::name);
  return found == section.rows.end() ? QStringLiteral("none") : found->value.exact;
}

/// The hand-written evaluation with its weight on its way in three transfers one after the other: at cycles 0, 2, 5.
Evaluation weightInThreeParts() {
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  const std::vector<Transfer> before(schedule.transfers.begin(), schedule.transfers.end());
  std::vector<Transfer> after;
  for (const auto& [from, to] : {std::pair{0, 2}, std::pair{2, 5}, std::pair{5, 10}}) {
    after.push_back(before.front());
    after.back().start = Cycles{static_cast<double>(from)};
    after.back().end = Cycles{static_cast<double>(to)};
  }
  after[0].neededBy.reset();
  after[1].neededBy.reset();
  after.push_back(before.back());
  schedule.transfers = TransferTable::of(after);
  schedule.boundById[0] = 2;
  evaluation.schedule = std::make_shared<const Schedule>(std::move(schedule));
  return evaluation;
}

}  // namespace

/// The Details of the hand-written evaluation: one core busy for 25.5 of 45 cycles, a peak of 150 bits.
class DescribeRules : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { QLocale::setDefault(QLocale::c()); }
  void aCoresTimeIsShownByCauseInWordsWithItsSum();
  void offChipTrafficIsShownByCause();
  void aMemorysPeakIsShownTensorByTensorWithMakerLastUserAndSum();
  void transfersThatWaitForEachOtherAreOneCauseWithTheirNumber();
  void dataThatSetOutLateIsBlamedOnWhoHeldTheLinkUntilThen();
  void causesThatComeAgainAndAgainAreOneRowToUnfold();
  void causesThatTakeTurnsAreFoldedTogether();
  void whatBusyTimeGoesToIsSaidBelowIt();
  void theTilesOfALayerAddUpToItsEnergyWhereBitsAreCounted();
};

void DescribeRules::aCoresTimeIsShownByCauseInWordsWithItsSum() {
  const Evaluation evaluation = handWrittenEvaluation();
  const SchedulePicture picture = buildSchedulePicture(evaluation);
  const PropertySection section = idleByCause(*evaluation.design.accelerator, picture.accounting->cores[0]);
  QStringList names;
  for (const Property& row : section.rows) names << row.name;
  QCOMPARE(names, (QStringList{"Busy", "Idle: transfer in flight", "Idle: nothing to do", "Idle: link taken",
                               "Sum = makespan"}));  // 10, 5 and 4.5 cycles idle
  QCOMPARE(exactOf(section, "Sum = makespan"), formatCycles(Cycles{45}).exact);
  QCOMPARE(exactOf(section, "Idle: link taken"), formatCycles(Cycles{4.5}).exact);
}

void DescribeRules::offChipTrafficIsShownByCause() {
  const auto sections = described(handWrittenEvaluation(), Selection());
  const PropertySection* traffic = sectionOf(sections, "Off-chip traffic");
  QVERIFY(traffic != nullptr);
  QCOMPARE(exactOf(*traffic, "· weights"), formatBits(Bits{100}).exact);
  QCOMPARE(exactOf(*traffic, "· streamed in"), formatBits(Bits{300}).exact);
  QCOMPARE(exactOf(*traffic, "· outputs"), formatBits(Bits{50}).exact);
  QCOMPARE(exactOf(*traffic, "· spills"), formatBits(Bits{0}).exact);
}

void DescribeRules::aMemorysPeakIsShownTensorByTensorWithMakerLastUserAndSum() {
  const auto sections = described(handWrittenEvaluation(), MemoryId(0));
  const PropertySection* peak = sectionOf(sections, "Tensors at the peak");
  QVERIFY(peak != nullptr);
  QCOMPARE(peak->rows.size(), std::size_t{3});
  QCOMPARE(peak->rows[0].value.exact, formatBits(Bits{100}).exact);
  QVERIFY2(peak->rows[0].value.brief.endsWith("constant, made by nobody, last used by first, of two"),
           qPrintable(peak->rows[0].value.brief));
  QVERIFY2(peak->rows[1].value.brief.endsWith("made by first, of two, last used by second"),
           qPrintable(peak->rows[1].value.brief));
  QCOMPARE(exactOf(*peak, "Sum = peak"), formatBits(Bits{150}).exact);
}

void DescribeRules::transfersThatWaitForEachOtherAreOneCauseWithTheirNumber() {
  // The first tile waits for what travels [5, 10); that waited for [2, 5), and that for [0, 2).
  const PropertySection causes = causesOf(weightInThreeParts(), TileId(0));
  QCOMPARE(causes.rows.size(), std::size_t{3});
  QCOMPARE(causes.rows[0].name, QStringLiteral("arrival of"));
  QCOMPARE(causes.rows[1].name, QStringLiteral("link held by"));
  QCOMPARE(causes.rows[1].value.brief, QStringLiteral("2 transfers · 5 cycles"));
  QVERIFY(causes.rows[1].value.exact.contains(QStringLiteral("from cycle 0 cycles to 5 cycles")));
  QVERIFY(causes.rows[1].target == Selection(TransferId(1)));
  QCOMPARE(causes.rows[2].name, QStringLiteral("Beginning"));
}

CauseRow causeRow(const QString& name, const QString& kind, double cycles) {
  return {.property = {.name = name, .value = {.brief = kind, .exact = kind}, .meaning = {}},
          .kind = kind,
          .cycles = Cycles{cycles}};
}

void DescribeRules::causesThatComeAgainAndAgainAreOneRowToUnfold() {
  std::vector<CauseRow> rows{causeRow("arrival of", "transfers of x", 5)};
  for (int step = 10; step >= 0; --step) rows.push_back(causeRow("core busy with", "mul_h_C", 10));
  rows.push_back(causeRow("result of", "Exp", 7));
  const auto folded = foldedCauses(rows);
  QCOMPARE(folded.size(), std::size_t{3});
  QCOMPARE(folded[1].name, QStringLiteral("core busy with"));
  QCOMPARE(folded[1].value.brief, QStringLiteral("11 × mul_h_C · 110 cycles"));  // 11 x 10
  QCOMPARE(folded[1].parts.size(), std::size_t{11});
  QVERIFY(folded[0].parts.empty());
  // Two of a kind are shorter than a fold.
  QCOMPARE(foldedCauses({rows[1], rows[2]}).size(), std::size_t{2});
}

void DescribeRules::causesThatTakeTurnsAreFoldedTogether() {
  std::vector<CauseRow> rows;
  for (int turn = 0; turn < 4; ++turn) {
    rows.push_back(causeRow("result of", "Exp", 10));
    rows.push_back(causeRow("link held by", "transfers", 650));
  }
  const auto folded = foldedCauses(rows);
  QCOMPARE(folded.size(), std::size_t{1});
  QCOMPARE(folded[0].name, QStringLiteral("4 times"));
  QCOMPARE(folded[0].value.brief,
           QStringLiteral("result of Exp, link held by transfers · 2640 cycles"));  // 4 x 660, in the C locale
  QCOMPARE(folded[0].parts.size(), std::size_t{8});
}

void DescribeRules::whatBusyTimeGoesToIsSaidBelowIt() {
  const Evaluation evaluation = handWrittenEvaluation();
  const SchedulePicture picture = buildSchedulePicture(evaluation);
  const PropertySection section =
      idleByCause(*evaluation.design.accelerator, picture.accounting->cores[0], *picture.time);
  // Tile 1 streams for 15 cycles, of which its loops take 12.
  QCOMPARE(exactOf(section, QStringLiteral("· busy: streaming operands")), formatCycles(Cycles{3}).exact);
  QCOMPARE(exactOf(section, QStringLiteral("Busy")), formatCycles(Cycles{25.5}).exact);
}

void DescribeRules::theTilesOfALayerAddUpToItsEnergyWhereBitsAreCounted() {
  TileCostTable table;
  const Evaluation evaluation =
      evaluate({.workload = std::make_shared<const Workload>(miniMamba()),
                .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 4, .d2 = 4})),
                .mapping = {.fusion = NamedFusion{"all"}},
                .assumptions = physicalAssumptions()},
               table)
          .value();
  for (std::size_t layer = 0; layer < evaluation.graph->tilesOfLayer.size(); ++layer) {
    double sum = 0;
    for (const TileId tile : evaluation.graph->tilesOfLayer[layer]) {
      const auto sections = describeTile(evaluation, tile);
      sum += exactOf(*sectionOf(sections, "Cost of the tile"), "Energy").remove(" pJ").remove(',').toDouble();
    }
    const double whole = evaluation.metrics->layers[layer].energy.value;
    QVERIFY2(std::abs(sum - whole) <= 0.01 * whole, qPrintable(QString("%1 for %2").arg(sum).arg(whole)));
  }
}

void DescribeRules::dataThatSetOutLateIsBlamedOnWhoHeldTheLinkUntilThen() {
  // What the first tile needs travels [5, 10), after what holds the link in [2, 5).
  Evaluation evaluation = weightInThreeParts();
  Schedule schedule = *evaluation.schedule;
  schedule.boundBy[0] = BindingCause::LinkBusy;
  schedule.boundById[0] = 1;
  evaluation.schedule = std::make_shared<const Schedule>(std::move(schedule));
  Metrics metrics = *evaluation.metrics;
  metrics.idle = idleIntervals(*evaluation.schedule);
  evaluation.metrics = std::make_shared<const Metrics>(std::move(metrics));
  const Selection idle = IdleKey{.core = CoreId(0), .before = TileKey{.layer = LayerId(0), .indexInLayer = 0}};
  QCOMPARE(
      subjectOf(evaluation, idle),
      QStringLiteral("core 0 is idle for 10 cycles, until first, of two can start: weight of first, of two arrives "
                     "at cycle 10 after 5 cycles on its way from offchip; it could set out only at cycle 5, "
                     "because weight of first, of two, offchip to core 0 held the link until then."));
}

FUSEWRIGHT_TEST(DescribeRules)

}  // namespace fusewright::describe_test

#include "describe_test.moc"
