#include "widgets/breakdown/bar_table.h"

#include <algorithm>

#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/breakdown/bar_layout.h"

namespace fusewright::bar_table_test {
using namespace tests;

namespace {

BreakdownData handWrittenData() {
  const auto evaluation = std::make_shared<const Evaluation>(handWrittenEvaluation());
  return breakdownData(evaluation, buildSchedulePicture(*evaluation));
}

/// Rows of 30 and 10 + 5 units, three rows below them of 0.
BarTable table(BarStacking stacking) {
  return {.title = "t",
          .unit = BarUnit::Time,
          .stacking = stacking,
          .series = {"a", "b"},
          .rows = {{.name = "first", .layer = LayerId(0), .values = {30, 0}},
                   {.name = "second", .layer = LayerId(1), .values = {10, 5}},
                   {.name = "third", .layer = {}, .values = {0, 0}},
                   {.name = "fourth", .layer = {}, .values = {0, 0}},
                   {.name = "fifth", .layer = {}, .values = {0, 0}}}};
}

/// 100 units for names, 60 for values: 300 left for the longest bar of 30, ten a unit.
const BarSizes kSizes{.nameWidth = 100, .valueWidth = 60, .rowHeight = 20};
const QRectF kArea(0, 0, 460, 50);

}  // namespace

class BarTables : public QObject {
  Q_OBJECT

 private slots:
  void layersAreSortedByTheirBusyTime() {
    const BarTable bars = barTableOf(Breakdown::LatencyPerLayer, handWrittenData());
    QCOMPARE(bars.rows.size(), std::size_t{2});
    QCOMPARE(bars.rows[0].total(), 15.0);
    QVERIFY(bars.rows[0].layer == LayerId(1));
    QCOMPARE(bars.rows[1].total(), 10.5);
  }

  void trafficByCauseSplitsWhatIsReadFromWhatIsWritten() {
    const BarTable bars = barTableOf(Breakdown::TrafficByCause, handWrittenData());
    // 300 streamed in, 100 of weights, 50 of outputs; other causes moved nothing and have no row.
    QCOMPARE(bars.rows.size(), std::size_t{3});
    QCOMPARE(bars.rows[0].values, (std::vector<double>{300, 0}));
    QCOMPARE(bars.rows[1].values, (std::vector<double>{100, 0}));
    QCOMPARE(bars.rows[2].values, (std::vector<double>{0, 50}));
  }

  void energyByPlaceAndByOperandAreTheSameSum() {
    const BreakdownData data = handWrittenData();
    const BarTable places = barTableOf(Breakdown::EnergyPerPlace, data);
    const BarTable operands = barTableOf(Breakdown::EnergyPerOperand, data);
    QCOMPARE(places.total() - data.energy.compute.value, operands.total());
  }

  void sharesOfOperatorsSumToOneEach() {
    const BarTable bars = barTableOf(Breakdown::Operators, handWrittenData());
    double operations = 0;
    double busy = 0;
    for (const BarRow& row : bars.rows) {
      operations += row.values[0];
      busy += row.values[1];
    }
    QCOMPARE(operations, 1.0);
    QCOMPARE(busy, 1.0);
  }

  void everyBreakdownHasItsUnitInTheHeadingsOfItsFile() {
    const BreakdownData data = handWrittenData();
    for (const Breakdown breakdown : kBreakdowns) {
      const TextTable text = textTableOf(barTableOf(breakdown, data));
      QVERIFY2(text.headings[1].endsWith(QLatin1Char(']')), qPrintable(text.headings[1]));
      for (const QStringList& row : text.rows) QCOMPARE(row.size(), text.headings.size());
    }
  }

  void theLongestBarFillsTheWidthAndPartsOfAStackLieBesideEachOther() {
    const auto lines = layOutBars(table(BarStacking::Stacked), kArea, kSizes);
    QCOMPARE(lines[0].parts.size(), std::size_t{1});
    QCOMPARE(lines[0].parts[0].box.left(), 100.0);
    QCOMPARE(lines[0].parts[0].box.right(), 400.0);
    QCOMPARE(lines[1].parts[0].box.right(), 200.0);  // 10 x 10
    QCOMPARE(lines[1].parts[1].box.left(), 200.0);
    QCOMPARE(lines[1].parts[1].box.right(), 250.0);  // 5 x 10
  }

  void barsSideBySideLieBelowEachOther() {
    const auto lines = layOutBars(table(BarStacking::SideBySide), kArea, kSizes);
    QCOMPARE(lines[1].parts[1].box.left(), 100.0);
    QCOMPARE(lines[1].parts[1].box.top(), lines[1].parts[0].box.bottom());
  }

  void onlyRowsInSightAreLaidOut() {
    const auto lines = layOutBars(table(BarStacking::Stacked), kArea, kSizes, 30);
    // Rows 1 (from -10 to 10), 2 and 3 (30 to 50) of five; the area is 50 high.
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines.front().row, std::size_t{1});
    QCOMPARE(lines.front().strip.top(), -10.0);
    QCOMPARE(lines.back().row, std::size_t{3});
  }

  void aPointLeadsToItsLine() {
    const auto lines = layOutBars(table(BarStacking::Stacked), kArea, kSizes);
    QCOMPARE(lineAt(lines, QPointF(5, 25)), std::optional<std::size_t>(1));
    QVERIFY(!lineAt(lines, QPointF(5, -3)));
  }

  void aTableWithoutRowsHasNoBars() {
    QVERIFY(layOutBars({}, kArea, kSizes).empty());
    QCOMPARE(barsHeight({}, kSizes), 0.0);
  }
};

FUSEWRIGHT_TEST(BarTables)

}  // namespace fusewright::bar_table_test

#include "bar_table_test.moc"
