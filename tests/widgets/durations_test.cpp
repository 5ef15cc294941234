#include <QSignalSpy>
#include <QTest>

#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/durations/durations_view.h"

namespace fusewright::durations_test {
using namespace tests;

namespace {

/// Twenty tiles: the first ten take 10 cycles, the others 11, 12, ... 20.
std::vector<TimedTile> twentyTiles() {
  std::vector<TimedTile> tiles;
  for (int tile = 0; tile < 20; ++tile) tiles.push_back({TileId(tile), tile < 10 ? 10.0 : 1.0 + tile});
  return tiles;
}

}  // namespace

class DurationsViews : public QObject {
  Q_OBJECT

 private slots:
  void barsAreAsTallAsTheirTiles() {
    const DurationHistogram histogram = durationHistogram(twentyTiles(), 10);  // a cycle a bin: 10-11, ..., 19-20
    const PlotFrame frame = layOutDurations(histogram, QRectF(0, 0, 300, 200));
    // The last bin holds 19 and 20.
    QCOMPARE(histogram.bins.back().count, std::int64_t{2});
    QCOMPARE(barOf(histogram, frame, 0).height(), frame.plot.height() / 1.08);
    QCOMPARE(barOf(histogram, frame, 9).height() * 5, barOf(histogram, frame, 0).height());
    QCOMPARE(binAt(histogram, frame, frame.x.toPixel(12.5)), std::optional<std::size_t>(2));
    QCOMPARE(binAt(histogram, frame, frame.plot.left() - 5), std::optional<std::size_t>());
  }

  void keysBrushBarsAndTellTheirTilesLongestFirst() {
    DurationsView view;
    view.setTiles(twentyTiles(), "Exp", Qt::blue);
    view.show();
    QSignalSpy brushed(&view, &DurationsView::tilesBrushed);
    QSignalSpy wanted(&view, &DurationsView::tileRequested);
    view.canvas().setFocus();
    QTest::keyClick(&view.canvas(), Qt::Key_Left);  // from the right: the longest
    QCOMPARE(view.brushedTiles(), (std::vector{TileId(19)}));
    QTest::keyClick(&view.canvas(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(brushed.size() == 2);
    QTest::keyClick(&view.canvas(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<TileId>(), TileId(19));
    QTest::keyClick(&view.canvas(), Qt::Key_Escape);
    QVERIFY(view.brushedTiles().empty());
  }

  void theHistogramLooksAsItDid() {
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
      const DrawStyle style = goldenStyle(mode);
      QImage picture = goldenCanvas({420, 240}, style);
      {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        renderDurations(painter, QRectF(4, 4, 412, 232), durationHistogram(twentyTiles(), 10), "run time (cycles)",
                        style.theme.accent, BinRange{3, 6}, style);
      }
      QCOMPARE(differenceFromGolden(picture, mode == ThemeMode::Light ? "durations_light" : "durations_dark"),
               QString());
    }
  }
};

FUSEWRIGHT_TEST(DurationsViews)

}  // namespace fusewright::durations_test

#include "durations_test.moc"
