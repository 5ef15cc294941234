#include "widgets/study/study_charts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/builders_study.h"
#include "tests/test_program.h"
#include "widgets/study/chart_layout.h"
#include "widgets/study/study_figures.h"

namespace fusewright::study_charts_test {
using namespace tests;

namespace {

StudyDesign design(std::int64_t length, const char* fusion, std::optional<double> ms) {
  StudyDesign row;
  row.length = length;
  row.fusion = fusion;
  row.tiling = "per-step";
  row.units = 8192;
  row.memory = Bits{201326592};
  row.msPerToken = ms;
  row.latencyCycles = ms;
  if (!ms) row.violations = "no";
  return row;
}

StudyDesign partitioned(double area, double fraction, double ms) {
  StudyDesign row = design(64, "all", ms);
  row.areaFraction = area;
  row.memoryFraction = fraction;
  return row;
}

/// A class of Mamba-1 in prefill, L = 64, that does `perByte` operations a byte under a roof of 2,048 bits a cycle.
ClassCounts classOf(StudyClass operatorClass, double perByte) {
  ClassCounts counts;
  counts.model = "Mamba1-2.8B";
  counts.length = 64;
  counts.operatorClass = operatorClass;
  counts.rooflineCycles = 1000;
  counts.operationsPerByte = perByte;
  counts.operations = std::llround(256 * perByte * 1000);
  return counts;
}

/// 200 x 100 pixels with an x axis of four places and a y axis from 0 to 10.
const ChartPanel kBars{.title = {},
                       .x = axisOfPlaces({"a", "b", "c", "d"}),
                       .y = {.title = {}, .from = 0, .to = 10},
                       .series = {{.kind = SeriesKind::Bars, .marks = {{.x = 1, .y = 5, .tip = "five"}}}}};
const PlacedPanel kPlacedBars{.panel = &kBars,
                              .plot = {0, 0, 200, 100},
                              .x = {.from = -0.5, .to = 3.5, .start = 0, .length = 200},
                              .y = {.from = 0, .to = 10, .start = 100, .length = -100}};

const ChartSeries* seriesWith(const ChartPanel& panel, ChartSymbol symbol, int ink) {
  for (const ChartSeries& series : panel.series)
    if (series.look.symbol == symbol && series.look.ink == ink) return &series;
  return nullptr;
}

}  // namespace

class StudyCharts : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

  void aBarStandsOnItsPlaceAndIsAsHighAsItsValue() {
    // Places are 50 pixels apart; place 1 has its middle at 75. A bar takes 0.72 of that: 36 pixels, 57 to 93.
    QCOMPARE(markBox(kPlacedBars, kBars.series[0], kBars.series[0].marks[0]), QRectF(57, 50, 36, 50));
  }

  void aPositionInABarOrAtItsNumberFindsItAndOneFurtherUpDoesNot() {
    const PlacedChart placed{.panels = {kPlacedBars}, .legend = {}, .note = {}};
    QVERIFY(markAt(placed, {75, 80}, 8) == std::optional(MarkPlace{}));
    // The bar ends at 50: its number is above it, at 44.
    QVERIFY(markAt(placed, {75, 44}, 8) == std::optional(MarkPlace{}));
    QVERIFY(!markAt(placed, {75, 30}, 8));
  }

  void classesAtTheLowEndOfTheRoofAreDrawnOnceMore() {
    const StudyChart chart =
        operatorClassesChart({classOf(StudyClass::Activation, 0.1), classOf(StudyClass::Elementwise, 0.125),
                              classOf(StudyClass::Projection, 16)},
                             {}, 64);
    const ChartPanel& whole = chart.rows[0].panels[0];
    const ChartPanel& low = chart.rows[1].panels[0];
    QCOMPARE(whole.series.size(), std::size_t{4});  // the roof and three classes
    QCOMPARE(low.series.size(), std::size_t{3});    // the roof and those below one operation a byte
    QVERIFY(low.x.from < 0.1 && low.x.to > 0.125 && low.x.to < 0.2);
    // 2,048 bits a cycle are 256 bytes: the roof is at 256 times the operations a byte.
    for (const ChartMark& end : low.series.front().marks) QVERIFY(std::abs(end.y - 256 * end.x) < 1e-9);
  }

  void aLowEndWithoutClassesIsEmpty() {
    const StudyChart chart = operatorClassesChart({classOf(StudyClass::Projection, 16)}, {}, 64);
    QCOMPARE(chart.rows[1].panels[0].series.size(), std::size_t{1});
    QVERIFY(chart.rows[1].panels[0].x.from < chart.rows[1].panels[0].x.to);
  }

  void logarithmicAxesLeaveOutWhatIsNotAboveZero() {
    const ChartAxis axis = axisOver({}, AxisScale::Logarithmic, {0, -3, 10, 1000});
    // 5 % of two decades: a factor of 100^0.05 = 1.2589 on either side.
    QVERIFY(std::abs(axis.from - 10 / 1.258925) < 1e-4);
    QVERIFY(std::abs(axis.to - 1000 * 1.258925) < 1e-2);
  }

  void nothingOfTheLayoutOverlapsAPlot() {
    const StudyChart chart = fusionSchemesChart({design(1, "unfused", 4), design(1, "all", 2), design(64, "all", 1)});
    const QRectF area(0, 0, 309, 400);
    const PlacedChart placed = layOutChart(chart, area, chartFonts(printStyle()));
    QCOMPARE(placed.panels.size(), std::size_t{2});
    for (const PlacedPanel& panel : placed.panels) {
      QVERIFY(area.contains(panel.plot));
      QVERIFY(!panel.plot.intersects(placed.note));
      for (const PlacedLegend& entry : placed.legend) QVERIFY(!panel.plot.intersects(entry.text.united(entry.key)));
    }
    QVERIFY(placed.panels[0].plot.bottom() < placed.panels[1].plot.top());
    QCOMPARE(placed.panels[0].plot.left(), placed.panels[1].plot.left());
  }

  void textInPrintIsAtLeastSevenPoint() {
    // 7 pt of 1/72 inch are 9.33 units of 1/96 inch.
    const ChartFonts fonts = chartFonts(printStyle());
    QVERIFY(fonts.text.pixelSize() >= 9.34);
    QVERIFY(fonts.title.pixelSize() >= 9.34);
  }

  void theFastestSchemeOfEachLengthLooksDifferent() {
    const StudyChart chart = fusionSchemesChart({design(1, "unfused", 4), design(1, "A", 3), design(1, "all", 2)});
    const auto& series = chart.rows[0].panels[0].series;
    QCOMPARE(series.size(), std::size_t{3});
    QVERIFY(series[2].look != series[1].look);
    QVERIFY(series[0].look != series[1].look);
    QCOMPARE(series[2].marks[0].design, std::optional<std::size_t>(2));
  }

  void aSchemeWithoutAScheduleIsACrossWithItsReason() {
    const StudyChart chart = fusionSchemesChart({design(1, "unfused", 4), design(1, "all", std::nullopt)});
    const ChartSeries& cross = chart.rows[0].panels[0].series[1];
    QCOMPARE(cross.look.symbol, ChartSymbol::Cross);
    QVERIFY(cross.marks[0].tip.contains("no"));
    QCOMPARE(chart.legend.back().look.symbol, ChartSymbol::Cross);
  }

  void marcaIsMarkedAndTheFastestOfItsAreaWhateverTheOthersDo() {
    const StudyChart chart = areaPartitioningChart(
        {partitioned(1, 0.5, 3), partitioned(1, 0.8, 6), partitioned(1.25, 0.5, 2), partitioned(0.5, 0.5, 9)});
    const ChartPanel& panel = chart.rows[0].panels[0];
    const ChartSeries* marca = seriesWith(panel, ChartSymbol::Star, inkOf(ChartInk::Text));
    const ChartSeries* best = seriesWith(panel, ChartSymbol::Star, 5);
    QVERIFY(marca != nullptr && best != nullptr);
    QCOMPARE(marca->marks[0].design, std::optional<std::size_t>(1));
    QCOMPARE(best->marks[0].design, std::optional<std::size_t>(0));
    // The right axis reads 1 where the left one reads MARCA's 6 ms.
    QCOMPARE(panel.right->from * 6, panel.y.from);
    QVERIFY(chart.note.contains("6,144"));
  }

  void aTensorOfTheEarlierStepIsCutOffAtTheBeginOfTheStep() {
    const StudyChart chart = tensorLifetimesChart(*handWrittenStudy().tensorLifetimes);
    const ChartPanel& panel = chart.rows[0].panels[0];
    // A is there from cycle -5 to 500 of a step of 414: all of it.
    const PlacedPanel placed{.panel = &panel,
                             .plot = {0, 0, 414, 100},
                             .x = {.from = 0, .to = 414, .start = 0, .length = 414},
                             .y = {.from = -0.5, .to = 1.5, .start = 0, .length = 100}};
    const QRectF box = markBox(placed, panel.series[0], panel.series[0].marks[0]);
    QCOMPARE(box.left(), 0.0);
    QCOMPARE(box.width(), 414.0);
  }

  void everyFigureThatAStudyHasIsWrittenInThreeFormats() {
    QTemporaryDir folder;
    const auto written = writeStudyFigures(handWrittenStudy(), folder.path());
    QVERIFY2(written, written ? "" : message(written.error()).c_str());
    QCOMPARE(written->size(), std::size_t{6 * 3});
    for (const QString& path : *written) QVERIFY(QFile(path).size() > 500);
  }

  void figuresThatAStudyLacksAreNotWritten() {
    QTemporaryDir folder;
    Study study{.assumptions = "paper"};
    QVERIFY(!writeStudyFigures(study, folder.path()));
    study.fusionSchemes = {design(1, "all", 2)};
    QVERIFY(writeStudyFigures(study, folder.path()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name),
             (QStringList{"figure9.pdf", "figure9.png", "figure9.svg"}));
  }
};

FUSEWRIGHT_TEST(StudyCharts)

}  // namespace fusewright::study_charts_test

#include "study_charts_test.moc"
