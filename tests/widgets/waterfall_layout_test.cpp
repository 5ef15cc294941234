#include "widgets/waterfall/waterfall_layout.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/waterfall/waterfall_view.h"

namespace fusewright::waterfall_layout_test {

namespace {

/// paper takes 100 cycles, each of the first three repairs adds 50, takes 70 away, changes nothing; the fourth fails;
/// the others change nothing. Alone every repair leads to 200 cycles.
std::vector<WaterfallRow> handWritten() {
  const std::array<double, 3> reached{150, 80, 80};
  std::vector<WaterfallRow> rows = waterfallSteps({});
  for (std::size_t index = 0; index < rows.size(); ++index) {
    SweepMetrics metrics;
    metrics.latency = Cycles{index == 0 ? 100 : index <= 3 ? reached[index - 1] : index <= kRepairs ? 80 : 200};
    rows[index].result.metrics = metrics;
  }
  rows[4].result = {.metrics = std::nullopt, .violations = {"no room for it"}};
  return rows;
}

/// 208 units of plot for 208 cycles (the most, 200, and 4 % more): a unit a cycle, from x = 50 on.
const QRectF kArea(0, 0, 308, 150);
const WaterfallSizes kSizes{.nameWidth = 50, .valueWidth = 50, .axisHeight = 20};

}  // namespace

class WaterfallViews : public QObject {
  Q_OBJECT

 private slots:
  void barsLeadFromTheLatencyBeforeToTheOneAfter() {
    const auto picture = layOutWaterfall(handWritten(), kArea, kSizes);
    QCOMPARE(picture.lines.size(), kRepairs + 2);  // paper, the repairs, physical
    QCOMPARE(picture.lines[0].bar.left(), 50.0);
    QCOMPARE(picture.lines[0].bar.right(), 150.0);  // paper: 0 to 100
    QCOMPARE(picture.lines[1].bar.left(), 150.0);   // 100 to 150
    QCOMPARE(picture.lines[1].bar.right(), 200.0);
    QCOMPARE(picture.lines[2].bar.left(), 130.0);  // 150 to 80
    QCOMPARE(picture.lines[2].bar.right(), 200.0);
    QCOMPARE(picture.lines.back().bar.right(), 130.0);  // physical: 0 to 80
    QCOMPARE(picture.lines[1].aloneBar.left(), 150.0);  // alone: 100 to 200
    QCOMPARE(picture.lines[1].aloneBar.right(), 250.0);
  }

  void tonesAndValuesSayWhatChanged() {
    const auto picture = layOutWaterfall(handWritten(), kArea, kSizes);
    QCOMPARE(picture.lines[0].tone, WaterfallTone::Total);
    QCOMPARE(picture.lines[1].tone, WaterfallTone::Slower);
    QVERIFY2(picture.lines[1].value.startsWith("+50"), qPrintable(picture.lines[1].value));
    QCOMPARE(picture.lines[2].tone, WaterfallTone::Faster);
    QCOMPARE(picture.lines[3].tone, WaterfallTone::Same);
  }

  void aStepThatFailedHasNoBarButItsReason() {
    const auto picture = layOutWaterfall(handWritten(), kArea, kSizes);
    QCOMPARE(picture.lines[4].tone, WaterfallTone::Failed);
    QVERIFY(picture.lines[4].bar.isEmpty());
    QCOMPARE(picture.lines[4].value, QString("no room for it"));
    QCOMPARE(picture.lines[5].tone, WaterfallTone::Same);  // compared with the last that worked
  }

  void everyBarStaysInsideThePlot() {
    const auto picture = layOutWaterfall(handWritten(), kArea, kSizes);
    for (const WaterfallLine& line : picture.lines) {
      QVERIFY(kArea.contains(line.strip));
      for (const QRectF& bar : {line.bar, line.aloneBar}) QVERIFY(bar.isEmpty() || picture.plot.contains(bar));
    }
  }

  void aPointLeadsToTheStepOfItsLineOrToTheRepairAlone() {
    const auto rows = handWritten();
    const auto picture = layOutWaterfall(rows, kArea, kSizes);
    QCOMPARE(rowAt(picture, picture.lines[2].strip.center() - QPointF(0, 2)), std::optional<std::size_t>(2));
    QCOMPARE(rowAt(picture, picture.lines[2].aloneBar.center()), std::optional<std::size_t>(kRepairs + 2));
    QCOMPARE(rowAt(picture, picture.lines.back().strip.center()), std::optional<std::size_t>(kRepairs));
    QVERIFY(!rowAt(picture, QPointF(100, 149)));  // on the axis
  }

  void aTooltipSaysWhatTheRepairDoesAndWhichAssumptionsAClickTakes() {
    const QString text = describeRow(handWritten(), 2);
    QVERIFY2(text.contains("No link is booked beyond its bandwidth"), qPrintable(text));
    QVERIFY2(text.contains("paper,+B1,+B2"), qPrintable(text));
  }

  void withoutRowsThereIsNothingToDraw() {
    QVERIFY(layOutWaterfall({}, kArea, kSizes).lines.empty());
    QVERIFY(!WaterfallView().figureSize());
  }

  void returnOnAStepAsksForItsAssumptionsUnlessTheyAreInUse() {
    WaterfallView view;
    view.setRows(handWritten());
    view.setCurrent(paperAssumptions());
    QList<Edit> edits;
    connect(&view, &WaterfallView::editRequested, [&](const Edit& edit) { edits.push_back(edit); });
    QTest::keyClick(&view, Qt::Key_Return);  // on paper, which is in use
    QCOMPARE(edits.size(), 0);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
    QVERIFY(std::get<SetAssumptions>(edits[0]) == SetAssumptions{paperAssumptions().with(Repair::SharedPorts)});
  }

  void aClickOnTheLastLineAsksForPhysical() {
    WaterfallView view;
    view.resize(600, 400);
    view.setRows(handWritten());
    view.setCurrent(paperAssumptions());
    std::optional<Edit> edit;
    connect(&view, &WaterfallView::editRequested, [&](const Edit& asked) { edit = asked; });
    // 13 lines above an axis of at most 60 units: a point 70 above the bottom is in the lowest line.
    for (int y = 399; y > 300 && !edit; y -= 4) QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(300, y));
    QVERIFY(edit);
    QVERIFY(std::get<SetAssumptions>(*edit) == SetAssumptions{physicalAssumptions()});
  }
};

FUSEWRIGHT_TEST(WaterfallViews)

}  // namespace fusewright::waterfall_layout_test

#include "waterfall_layout_test.moc"
