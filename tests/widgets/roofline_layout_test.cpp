#include "widgets/roofline/roofline_layout.h"

#include <cmath>

#include <QSignalSpy>
#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/roofline/roofline_view.h"

namespace fusewright::roofline_layout_test {
using namespace tests;

namespace {

/// 64 operations a cycle, 8 bits a cycle: the ridge is at 8 operations a bit. Layer 0 does 16 operations a cycle at 4
/// operations a bit; layer 1 moves nothing off chip and does 48.
Roofline twoLayers() {
  return {
      .peak = 64,
      .bandwidth = 8,
      .points = {{.family = LayerId(0), .intensity = 4, .performance = 16, .time = 100}},
      .onChip = {
          {.family = LayerId(1), .intensity = std::numeric_limits<double>::infinity(), .performance = 48, .time = 25}}};
}

}  // namespace

class Rooflines : public QObject {
  Q_OBJECT

 private slots:
  void theRoofIsTheLowerOfSlopeAndPeak() {
    QCOMPARE(attainable(twoLayers(), 4), 32.0);
    QCOMPARE(attainable(twoLayers(), 8), 64.0);
    QCOMPARE(attainable(twoLayers(), 100), 64.0);
  }

  void aPointReachesAShareOfTheRoofAboveIt() {
    QCOMPARE(shareOfRoof(twoLayers(), twoLayers().points[0]), 0.5);   // 16 of 32
    QCOMPARE(shareOfRoof(twoLayers(), twoLayers().onChip[0]), 0.75);  // 48 of 64
  }

  void layersAreSplitByWhetherTheyMoveAnythingOffChip() {
    const Roofline roofline = rooflineOf(*handWrittenEvaluation().design.accelerator,
                                         {{.layer = LayerId(0), .operations = 40, .busy = 10, .offChipBits = 20},
                                          {.layer = LayerId(1), .operations = 30, .busy = 10, .offChipBits = 0},
                                          {.layer = LayerId(2), .operations = 0, .busy = 0, .offChipBits = 0}});
    QCOMPARE(roofline.points.size(), std::size_t{1});
    QCOMPARE(roofline.points[0].intensity, 2.0);
    QCOMPARE(roofline.points[0].performance, 4.0);
    QCOMPARE(roofline.onChip.size(), std::size_t{1});
    QCOMPARE(roofline.onChip[0].performance, 3.0);
  }

  void aNameIsWrittenNeitherOverARoofNorOverAnother() {
    const Roofline roofline = twoLayers();
    const PlotFrame frame = rooflineFrame(QRectF(0, 0, 400, 300), roofline);
    const Roofs roofs = roofsOf(frame, roofline);
    // A mark on the knee: to its right the flat roof would run through the name.
    const RooflineMark knee{.family = LayerId(0), .at = roofs.slope.p2(), .radius = 4};
    const auto place = nameBeside(knee, {60, 12}, frame, roofs, {});
    QVERIFY(place.has_value());
    for (double part = 0; part <= 1; part += 0.01) {
      QVERIFY(!place->contains(roofs.slope.pointAt(part)));
      QVERIFY(!place->contains(roofs.flat.pointAt(part)));
    }
    const auto second = nameBeside(knee, {60, 12}, frame, roofs, {*place});
    QVERIFY(!second || !second->intersects(*place));
  }

  void roofsAreNamedBesideThemselves() {
    const Roofline roofline = twoLayers();
    const PlotFrame frame = rooflineFrame(QRectF(0, 0, 400, 300), roofline);
    const Roofs roofs = roofsOf(frame, roofline);
    const auto flat = flatLabel(roofs, {80, 12});
    QVERIFY(flat.has_value());
    QVERIFY(flat->bounds.bottom() < roofs.flat.p1().y());
    const auto slope = slopeLabel(roofs, {80, 12});
    QVERIFY(slope.has_value());
    QVERIFY(slope->angle < 0);  // rising to the right
    // The middle of the text lies 12 / 2 + 2 pixels off the slope.
    const QPointF off = slope->middle - roofs.slope.center();
    QVERIFY(std::abs(std::hypot(off.x(), off.y()) - 8) < 1e-6);
    QVERIFY(!slopeLabel(roofs, {4000, 12}).has_value());
  }

  void waitingIsPartOfTheTimeOfALayer() {
    // 40 operations in 10 + 30 cycles.
    const Roofline roofline =
        rooflineOf(*handWrittenEvaluation().design.accelerator,
                   {{.layer = LayerId(0), .operations = 40, .busy = 10, .waited = 30, .offChipBits = 20}});
    QCOMPARE(roofline.points[0].performance, 1.0);
    QCOMPARE(roofline.points[0].time, 40.0);
  }

  void layersThatCoresShareReachThePeakOfAllOfThem() {
    // Two cores busy for 10 cycles each: 10 cycles of the chip.
    Accelerator twice = *handWrittenEvaluation().design.accelerator;
    const auto computing =
        std::ranges::find_if(twice.cores, [](const Core& core) { return unitCount(core.array) > 0; });
    twice.cores.push_back(*computing);
    const Roofline roofline =
        rooflineOf(twice, {{.layer = LayerId(0), .operations = 40, .busy = 20, .offChipBits = 20}});
    QCOMPARE(roofline.points[0].performance, 4.0);
  }

  void everyMarkLiesInsideThePlotTheHeaviestFirst() {
    const PlotFrame frame = rooflineFrame(QRectF(0, 0, 400, 300), twoLayers());
    const auto marks = rooflineMarks(frame, twoLayers());
    QCOMPARE(marks.size(), std::size_t{2});
    QVERIFY(marks[0].family == LayerId(0));
    QVERIFY(marks[0].radius > marks[1].radius);
    for (const RooflineMark& mark : marks) QVERIFY(frame.plot.contains(mark.at));
    QVERIFY(marks[1].onChip);
    QVERIFY(marks[1].at.x() + marks[1].radius <= frame.plot.right());
  }

  void aPointMeansTheNearestMarkWithinReach() {
    const std::vector<RooflineMark> marks{{.family = LayerId(0), .at = {10, 10}, .radius = 5},
                                          {.family = LayerId(1), .at = {30, 10}, .radius = 2}};
    QVERIFY(markAt(marks, {16, 10}, 4)->family == LayerId(0));  // 1 from its edge
    QVERIFY(markAt(marks, {25, 10}, 4)->family == LayerId(1));  // 3 from its edge, 10 from the other's
    QVERIFY(!markAt(marks, {20, 30}, 4));
  }

  void aClickOnAMarkAsksForItsLayerAndTheTipSaysItsShare() {
    RooflineView view;
    view.resize(500, 400);
    const auto evaluation = std::make_shared<const Evaluation>(handWrittenEvaluation());
    view.setData(evaluation, {{.layer = LayerId(0), .operations = 40, .busy = 10, .offChipBits = 20}});
    RooflineCanvas& canvas = view.canvas();
    canvas.resize(400, 300);
    QSignalSpy asked(&view, &RooflineView::selectionRequested);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.marks().front().at.toPoint());
    QCOMPARE(asked.size(), 1);
    // 4 operations a cycle; at 2 operations a bit 2048 bits a cycle allow 4096: 0.1 %.
    QVERIFY2(canvas.tipOf(LayerId(0)).contains("0.1 %"), qPrintable(canvas.tipOf(LayerId(0))));
  }

  void aFilterKeepsOnlyMatchingLayersInTheTable() {
    RooflineView view;
    const auto evaluation = std::make_shared<const Evaluation>(handWrittenEvaluation());
    view.setData(evaluation, {{.layer = LayerId(0), .operations = 40, .busy = 10, .offChipBits = 20},
                              {.layer = LayerId(1), .operations = 40, .busy = 10, .offChipBits = 20}});
    QCOMPARE(view.exportTable().rows.size(), std::size_t{2});
    view.setFilter("SECOND");
    QCOMPARE(view.exportTable().rows.size(), std::size_t{1});
    view.setFilter("nothing is called so");
    QCOMPARE(view.exportTable().rows.size(), std::size_t{0});
  }
};

FUSEWRIGHT_TEST(Rooflines)

}  // namespace fusewright::roofline_layout_test

#include "roofline_layout_test.moc"
