#include "widgets/pareto/pareto_layout.h"

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::pareto_layout_test {

namespace {

DesignPoint at(double area, double latency, bool feasible = true) {
  DesignPoint point;
  point.areaMm2 = area;
  point.latencyMs = latency;
  point.feasible = feasible;
  return point;
}

std::vector<DesignPoint> anyPoints() {
  const auto values = *rc::gen::container<std::vector<std::tuple<int, int, bool>>>(
      rc::gen::tuple(rc::gen::inRange(1, 30), rc::gen::inRange(1, 30), rc::gen::arbitrary<bool>()));
  std::vector<DesignPoint> points;
  for (const auto& [area, latency, feasible] : values) points.push_back(at(area, latency, feasible));
  return points;
}

bool beats(const DesignPoint& a, const DesignPoint& b) {
  return a.areaMm2 <= b.areaMm2 && a.latencyMs <= b.latencyMs && (a.areaMm2 < b.areaMm2 || a.latencyMs < b.latencyMs);
}

}  // namespace

class ParetoLayoutViews : public QObject {
  Q_OBJECT

 private slots:
  void theFrontIsWhatNoFeasiblePointBeats() {
    QVERIFY(rc::check([] {
      const auto points = anyPoints();
      const auto front = frontOf(points);
      for (std::size_t index = 0; index < points.size(); ++index) {
        const bool beaten = std::ranges::any_of(
            points, [&](const DesignPoint& other) { return other.feasible && beats(other, points[index]); });
        const bool listed = std::ranges::find(front, index) != front.end();
        if (listed) RC_ASSERT(points[index].feasible && !beaten);
        // Of equal points one is enough, so an unbeaten point may be missing only if its twin is there.
        const bool twin = std::ranges::any_of(front, [&](std::size_t other) {
          return points[other].areaMm2 == points[index].areaMm2 && points[other].latencyMs == points[index].latencyMs;
        });
        if (points[index].feasible && !beaten) RC_ASSERT(listed || twin);
      }
    }));
  }

  void aDesignThatDoesNotFitIsNeverOnTheFront() {
    QVERIFY(frontOf(std::vector{at(1, 1, false), at(2, 2)}) == std::vector<std::size_t>{1});
  }

  void theStaircaseHasACornerBetweenTwoPoints() {
    const std::vector points{at(1, 5), at(3, 2)};
    const auto corners = staircase(points, frontOf(points));
    QCOMPARE(corners.size(), std::size_t{3});
    QCOMPARE(corners[1], QPointF(3, 5));
  }

  void allPointsLieInsideTheRangeOnBothScales() {
    QVERIFY(rc::check([] {
      const auto points = anyPoints();
      for (const AxisScale scale : {AxisScale::Linear, AxisScale::Logarithmic}) {
        const PlaneRange range = rangeOf(points, scale);
        for (const DesignPoint& point : points) {
          RC_ASSERT(range.minArea < point.areaMm2 && point.areaMm2 < range.maxArea);
          RC_ASSERT(range.minLatency < point.latencyMs && point.latencyMs < range.maxLatency);
        }
      }
    }));
  }

  void aDecadeHasTheSameLengthEverywhereOnALogarithmicAxis() {
    const PlotAxis axis{.from = 1, .to = 1000, .start = 10, .length = 300, .scale = AxisScale::Logarithmic};
    QCOMPARE(axis.toPixel(10) - axis.toPixel(1), 100.0);
    QCOMPARE(axis.toPixel(1000) - axis.toPixel(100), 100.0);
  }

  void ticksLieOnTheAxis() {
    for (const AxisScale scale : {AxisScale::Linear, AxisScale::Logarithmic}) {
      const auto ticks = axisTicks({.from = 3, .to = 700, .start = 0, .length = 300, .scale = scale});
      QVERIFY(ticks.size() >= 2);
      for (const double tick : ticks) QVERIFY(tick >= 3 && tick <= 700);
    }
  }

  void theNearestPointWithinReachIsHit() {
    const std::vector<QPointF> pixels{{0, 0}, {10, 0}, {100, 100}};
    QCOMPARE(nearestPoint(pixels, {7, 0}, 10), std::optional<std::size_t>(1));
    QCOMPARE(nearestPoint(pixels, {50, 50}, 10), std::optional<std::size_t>());
  }

  void whatLiesOutsideIsPointedAtFromTheEdge() {
    const QRectF plot(10, 20, 100, 50);  // to 110 and 70
    QVERIFY(!edgeHint(plot, {50, 40}));
    const auto above = edgeHint(plot, {50, -200});
    QCOMPARE(above->place, QPointF(50, 20));
    QCOMPARE(above->arrow, QChar(0x25B2));
    // 30 beyond the right side, 10 below the foot: further out to the right.
    const auto corner = edgeHint(plot, {140, 80});
    QCOMPARE(corner->place, QPointF(110, 70));
    QCOMPARE(corner->arrow, QChar(0x25B6));
  }
};

FUSEWRIGHT_TEST(ParetoLayoutViews)

}  // namespace fusewright::pareto_layout_test

#include "pareto_layout_test.moc"
