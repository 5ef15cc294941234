#include "widgets/figures.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/common/export_image.h"
#include "widgets/common/plot_frame.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright::figures_test {

namespace {

std::optional<Evaluation> miniMamba() {
  TileCostTable table;
  const auto evaluation =
      evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = 16})),
                .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}))},
               table);
  return evaluation ? std::optional(*evaluation) : std::nullopt;
}

/// Left and right ends of all rectangles of an SVG file as Qt writes them, in page units.
std::vector<std::pair<double, double>> rectangles(const QString& svg) {
  std::vector<std::pair<double, double>> ends;
  static const QRegularExpression kRect(QStringLiteral(R"rx(<rect x="([-\d.e]+)" y="[-\d.e]+" width="([-\d.e]+)")rx"));
  for (auto match = kRect.globalMatch(svg); match.hasNext();) {
    const auto found = match.next();
    const double left = found.captured(1).toDouble();
    ends.emplace_back(left, left + found.captured(2).toDouble());
  }
  return ends;
}

QString contents(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace

class FigureViews : public QObject {
  Q_OBJECT

 private slots:
  void allFiguresAreWrittenInThreeFormatsThatOpen() {
    const QTemporaryDir folder;
    const auto evaluation = miniMamba();
    QVERIFY(evaluation);
    const auto written = writeFigures(*evaluation, folder.filePath("new/folder"));
    QVERIFY(written);
    QCOMPARE(written->size(), std::size_t{9});
    for (const QString& path : *written) {
      if (path.endsWith(".png")) QVERIFY2(!QImage(path).isNull(), qPrintable(path));
      if (path.endsWith(".pdf")) QVERIFY2(contents(path).startsWith("%PDF-1."), qPrintable(path));
      if (!path.endsWith(".svg")) continue;
      QXmlStreamReader reader(contents(path));
      while (!reader.atEnd()) reader.readNext();
      QVERIFY2(!reader.hasError(), qPrintable(path + ": " + reader.errorString()));
    }
  }

  void picturesHaveTheSizeOfThePageAt300DotsPerInch() {
    const QTemporaryDir folder;
    const auto written = writeFigures(*miniMamba(), folder.path());
    const QImage roofline(folder.filePath("roofline.png"));
    // 85 mm / 25.4 * 300 = 1003.9 dots.
    QCOMPARE(roofline.width(), 1004);
    QCOMPARE(qRound(roofline.dotsPerMeterX() * 0.0254), 300);
  }

  void figuresSayWhereTheyComeFrom() {
    const QTemporaryDir folder;
    const auto evaluation = miniMamba();
    QVERIFY(writeFigures(*evaluation, folder.path()));
    QVERIFY(contents(folder.filePath("gantt.svg")).contains(provenanceOf(evaluation->design).toHtmlEscaped()));
    QVERIFY(QImage(folder.filePath("gantt.png")).text("Description").contains("assumptions paper"));
  }

  void aFigureShowsTheRowsOfTheScreenWithTheGhostAndTheMarks() {
    const auto evaluation = std::make_shared<const Evaluation>(miniMamba().value());
    const auto timeline = std::make_shared<const Timeline>(buildTimeline(*evaluation));
    TimeNavigator navigator;
    navigator.setSpan(timeline->span);
    GanttView view(navigator);
    view.setSnapshot(evaluation, timeline);
    const auto svg = [&] {
      return QString::fromUtf8(svgOf({.title = "t",
                                      .provenance = "p",
                                      .sizeMm = *view.figureSize(),
                                      .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                                        view.renderFigure(painter, area, style);
                                      }}));
    };
    const auto link = std::ranges::find_if(timeline->rows, [](const TimelineRow& row) { return !row.isCore(); });
    const QString read = QString::fromStdString(link->name);
    QVERIFY2(svg().contains(read), qPrintable(read));
    const double all = view.figureSize()->height();
    RowArrangement arrangement;
    arrangement.hidden = {read.toStdString()};
    view.setArrangement(arrangement);
    QVERIFY(!svg().contains(read));
    QVERIFY(view.figureSize()->height() < all);
    const qsizetype shapes = svg().count("<rect");
    view.setGhost(evaluation, timeline);
    const qsizetype withGhost = svg().count("<rect");
    QVERIFY2(withGhost > shapes, qPrintable(QString::number(withGhost)));
    QVERIFY(!svg().contains(">1</text>"));
    navigator.addMark({.cycle = timeline->span / 2, .temporary = false});
    QVERIFY(svg().contains(">1</text>"));
  }

  void aFigureWithoutRoomForAllRowsSaysHowManyItLeavesOut() {
    const auto evaluation = miniMamba();
    const Timeline timeline = buildTimeline(*evaluation);
    const GanttFigure shown{.evaluation = *evaluation, .timeline = timeline, .visible = {0, timeline.span}};
    const auto svg = [&](QSizeF sizeMm) {
      return QString::fromUtf8(svgOf({.title = "t",
                                      .provenance = "p",
                                      .sizeMm = sizeMm,
                                      .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                                        renderGantt(painter, area, shown, style);
                                      }}));
    };
    QVERIFY(!svg(ganttFigureSize(shown)).contains("more row"));
    // 40 mm are 151 units: with margins of 19, axis and legend of 76, there are 56 for rows and that line. A core takes
    // 40, a link 18 more.
    const QString left = QStringLiteral("and %1 more row").arg(usualRows(timeline).size() - 1);
    const QString small = svg({180, 40});
    QVERIFY2(small.contains(left), qPrintable(left));
    QVERIFY(small.contains(QString::fromStdString(timeline.rows.front().name)));
  }

  void aLegendSaysHowManyLayersItDoesNotName() {
    const auto evaluation = miniMamba();
    const Timeline timeline = buildTimeline(*evaluation);
    // Behind the end of the run there are no bars whose labels could be taken for the legend's.
    const TimeRange after{2 * timeline.span, 3 * timeline.span};
    const GanttFigure shown{.evaluation = *evaluation, .timeline = timeline, .visible = after};
    const QByteArray svg = svgOf({.title = "t",
                                  .provenance = "p",
                                  .sizeMm = {70, ganttFigureSize(shown).height()},
                                  .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                                    renderGantt(painter, area, shown, style);
                                  }});
    static const QRegularExpression kMore(QStringLiteral(R"(>and (\d+) more</text>)"));
    const auto more = kMore.match(QString::fromUtf8(svg));
    QVERIFY(more.hasMatch());
    // Named layers are those with a colour before them; what is not named, is counted.
    const auto all = legendOf(*evaluation, timeline, ColourBy::Layer, ThemeMode::Light, timeline.kinds.size());
    const auto named = std::ranges::count_if(
        all, [&](const ColourMeaning& entry) { return svg.contains(QString(">" + entry.text + "</text>").toUtf8()); });
    QCOMPARE(more.captured(1).toLongLong(), static_cast<qint64>(all.size()) - named);
  }

  void aZoomedScheduleStaysInsideItsAxes() {
    const auto evaluation = miniMamba();
    const Timeline timeline = buildTimeline(*evaluation);
    const QTemporaryDir folder;
    const QString path = folder.filePath("zoomed.svg");
    const TimeRange middle{timeline.span * 0.4, timeline.span * 0.5};
    const GanttFigure shown{.evaluation = *evaluation, .timeline = timeline, .visible = middle};
    const Figure figure{.title = "t",
                        .provenance = "p",
                        .sizeMm = ganttFigureSize(shown),
                        .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                          renderGantt(painter, area, shown, style);
                        }};
    QVERIFY(writeFigure(path, figure));
    const auto boxes = rectangles(contents(path));
    // The page itself, two lanes at least, and bars.
    QVERIFY(boxes.size() > 5);
    const double page = figure.sizeMm.width() / 25.4 * 96;
    for (const auto& [left, right] : boxes) {
      const bool isPage = left == 0 && std::abs(right - page) < 0.5;
      // Row names lie to the left of 6 + 92 units, a margin of 8 + 6 to the right; Qt rounds to a hundredth or so.
      QVERIFY2(isPage || (left > 97.9 && right < page - 13.9),
               qPrintable(QStringLiteral("%1 to %2").arg(left).arg(right)));
    }
  }

  void anotherEndingIsRefusedByName() {
    const auto written = writeFigure(
        "picture.gif",
        {.title = {}, .provenance = {}, .sizeMm = {10, 10}, .draw = [](QPainter&, const QRectF&, const DrawStyle&) {}});
    QVERIFY(!written);
    QVERIFY(written.error().what.find("gif") != std::string::npos);
  }

  void aFolderThatCanNotBeMadeIsNamed() {
    const auto written = writeFigures(tests::handWrittenEvaluation(), "/proc/no/such/folder");
    QVERIFY(!written);
    QCOMPARE(QString::fromStdString(written.error().where), QString("/proc/no/such/folder"));
  }

  void linesAreCutAtTheBox_data() {
    QTest::addColumn<QLineF>("line");
    QTest::addColumn<QLineF>("inside");
    const QLineF through(-10, 5, 30, 5);
    QTest::newRow("a line through it keeps its middle") << through << QLineF(0, 5, 20, 5);
    QTest::newRow("a line inside it stays") << QLineF(1, 1, 2, 2) << QLineF(1, 1, 2, 2);
    QTest::newRow("a line beside it vanishes") << QLineF(-5, -1, 30, -1) << QLineF();
    QTest::newRow("a slanted line is cut on its slope") << QLineF(-10, -10, 10, 10) << QLineF(0, 0, 10, 10);
  }
  void linesAreCutAtTheBox() {
    QFETCH(QLineF, line);
    QFETCH(QLineF, inside);
    QCOMPARE(clippedLine(line, QRectF(0, 0, 20, 10)), inside);
  }
};

FUSEWRIGHT_TEST(FigureViews)

}  // namespace fusewright::figures_test

#include "figures_test.moc"
