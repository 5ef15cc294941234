#include <QImage>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/gantt_legend.h"

namespace fusewright::gantt_legend_test {
using namespace tests;

namespace {

Evaluation mamba() {
  TileCostTable table;
  const Design design{
      .workload = std::make_shared<const Workload>(miniMamba({.tokens = 4, .channels = 8, .states = 2})),
      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram())};
  return *evaluate(design, table);
}

GanttLegend legendBy(ColourBy by) {
  const Evaluation evaluation = mamba();
  return ganttLegendOf(evaluation, buildTimeline(evaluation), by, ThemeMode::Light);
}

/// Whether a picture of the legend, one line high and so wide, has a pixel of the colour.
bool shows(const GanttLegend& legend, int width, QColor colour) {
  DrawStyle style = screenStyle(QPalette(), QFont(), 1);
  QImage image(width, QFontMetrics(style.smallFont).height() + 1, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  paintGanttLegend(painter, image.rect(), legend, style);
  painter.end();
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y).rgb() == colour.rgb()) return true;
  return false;
}

}  // namespace

class GanttLegendViews : public QObject {
  Q_OBJECT

 private slots:
  void gapsAreExplainedBesideBarsUnlessBarsShowTheirCauses() {
    const GanttLegend byLayer = legendBy(ColourBy::Layer);
    QVERIFY(!byLayer.bars.empty());
    QVERIFY(!byLayer.gaps.empty());
    QVERIFY(byLayer.gaps[0].text.startsWith(QStringLiteral("idle: ")));
    QVERIFY(legendBy(ColourBy::IdleCause).gaps.empty());
  }

  void whereThereIsLittleRoomBarsAreLeftOutBeforeGaps() {
    const GanttLegend legend = legendBy(ColourBy::Layer);
    QVERIFY(legend.bars.size() > 5);
    const QColor lastGap = legend.gaps.back().colour;
    QVERIFY(shows(legend, 4000, legend.bars[5].colour) && shows(legend, 4000, lastGap));
    QVERIFY(!shows(legend, 600, legend.bars[5].colour));
    QVERIFY(shows(legend, 600, lastGap));
  }
};

FUSEWRIGHT_TEST(GanttLegendViews)

}  // namespace fusewright::gantt_legend_test

#include "gantt_legend_test.moc"
