#include "core/explore/front/contours.h"

#include <cmath>
#include <limits>

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::contours_test {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Three lines each way, values x + y.
ValueGrid slope() {
  return {.x = {0, 1, 2}, .y = {0, 1, 2}, .values = {0, 1, 2, 1, 2, 3, 2, 3, 4}};
}

}  // namespace

class ContourRules : public QObject {
  Q_OBJECT

 private slots:
  void aSlopeHasOneStraightContour() {
    // x + y = 1.5: from (1.5, 0) or (0, 1.5) over (1, 0.5) and (0.5, 1).
    const auto lines = contoursAt(slope(), 1.5);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0].size(), std::size_t{4});
    for (const PlanePoint& point : lines[0]) QCOMPARE(point.x + point.y, 1.5);
  }

  void aHillHasAClosedContour() {
    ValueGrid hill = slope();
    hill.values = {0, 0, 0, 0, 8, 0, 0, 0, 0};
    // Half way from the middle to each of its four neighbours.
    const auto lines = contoursAt(hill, 4);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0].size(), std::size_t{5});
    QCOMPARE(lines[0].front(), lines[0].back());
    for (const PlanePoint& point : lines[0]) QCOMPARE(std::abs(point.x - 1) + std::abs(point.y - 1), 0.5);
  }

  void atASaddleTheMeanDecidesWhichCornersAreJoined() {
    // Corners 1 0 / 0 1, level 0.4: the mean 0.5 is above it, so both 0 corners are cut off: lines pass near them.
    const ValueGrid saddle{.x = {0, 1}, .y = {0, 1}, .values = {1, 0, 0, 1}};
    const auto joined = contoursAt(saddle, 0.4);
    QCOMPARE(joined.size(), std::size_t{2});
    for (const Contour& line : joined) {
      const PlanePoint middle{(line[0].x + line[1].x) / 2, (line[0].y + line[1].y) / 2};
      QVERIFY(std::abs(middle.x - middle.y) > 0.5);  // near (1, 0) or (0, 1)
    }
    for (const Contour& line : contoursAt(saddle, 0.6)) {
      const PlanePoint middle{(line[0].x + line[1].x) / 2, (line[0].y + line[1].y) / 2};
      QVERIFY(std::abs(middle.x - middle.y) < 0.5);  // near (0, 0) or (1, 1)
    }
  }

  void squaresWithAnUnknownCornerHaveNoContour() {
    ValueGrid grid = slope();
    grid.values[0] = kNone;
    for (const Contour& line : contoursAt(grid, 1.5))
      for (const PlanePoint& point : line) QVERIFY(point.x >= 1 || point.y >= 1);
    QVERIFY(std::isnan(valueAt(grid, {0.5, 0.5})));
    QCOMPARE(valueAt(grid, {1.5, 0.5}), 2.0);
  }

  void ofSeveralPointsAtACrossingTheBestCounts() {
    const std::vector<double> x{0, 0, 1, 1, kNone};
    const std::vector<double> y{5, 5, 5, 6, 5};
    const std::vector<double> z{3, 2, 7, 1, 0};
    const ValueGrid low = gridOf(x, y, z, GridChoice::Lowest);
    QCOMPARE(low.x, (std::vector<double>{0, 1}));
    QCOMPARE(low.y, (std::vector<double>{5, 6}));
    QCOMPARE(low.at(0, 0), 2.0);
    QVERIFY(std::isnan(low.at(0, 1)));
    QCOMPARE(gridOf(x, y, z, GridChoice::Highest).at(0, 0), 3.0);
  }

  void manyCoordinatesBecomeEvenLines() {
    std::vector<double> x;
    for (int point = 0; point < 1000; ++point) x.push_back(point / 999.0);
    const ValueGrid grid = gridOf(x, std::vector<double>(1000, 1.0), x, GridChoice::Lowest, 11);
    QCOMPARE(grid.x.size(), std::size_t{11});
    QCOMPARE(grid.x[5], 0.5);
    QCOMPARE(grid.y.size(), std::size_t{1});
  }

  void levelsAreRoundNumbersBetweenTheValues() {
    ValueGrid grid = slope();
    // 0..4 in about four steps of 1; the ends are no levels.
    QCOMPARE(contourLevels(grid, 4), (std::vector<double>{1, 2, 3}));
    grid.values = {3, 40, 300, 3, 40, 300, 3, 40, 300};
    QCOMPARE(contourLevels(grid, 4), (std::vector<double>{5, 10, 20, 50, 100, 200}));
    grid.values.assign(9, 7);
    QVERIFY(contourLevels(grid, 4).empty());
  }

  void allPointsOfAContourHaveItsLevel() {
    QVERIFY(rc::check([] {
      ValueGrid grid{.x = {0, 1, 3, 4, 7}, .y = {0, 2, 3, 5}, .values = {}};
      for (int crossing = 0; crossing < 20; ++crossing) grid.values.push_back(*rc::gen::inRange(0, 100));
      const double level = *rc::gen::inRange(0, 100) + 0.5;
      std::size_t crossed = 0;
      for (const Contour& line : contoursAt(grid, level)) {
        crossed += line.size() - (line.front() == line.back() ? 1 : 0);
        for (const PlanePoint& point : line) RC_ASSERT(std::abs(valueAt(grid, point) - level) < 1e-9);
      }
      // Each edge whose ends lie on both sides is crossed once.
      std::size_t edges = 0;
      for (std::size_t line = 0; line < 4; ++line)
        for (std::size_t column = 0; column < 5; ++column) {
          const bool above = grid.at(column, line) > level;
          edges += column < 4 && (grid.at(column + 1, line) > level) != above ? 1 : 0;
          edges += line < 3 && (grid.at(column, line + 1) > level) != above ? 1 : 0;
        }
      RC_ASSERT(crossed == edges);
    }));
  }
};

FUSEWRIGHT_TEST(ContourRules)

}  // namespace fusewright::contours_test

#include "contours_test.moc"
