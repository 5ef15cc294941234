#include "core/graph/layered_layout.h"

#include <rapidcheck.h>
#include <QtTest>

#include "core/graph/order_points.h"
#include "core/graph/place_points.h"
#include "core/graph/rank_boxes.h"
#include "tests/test_program.h"

namespace fusewright::layered_layout_test {

namespace {

LayoutProblem problemOf(std::size_t boxes, std::vector<LayoutEdge> edges) {
  return {.boxes = std::vector<BoxSize>(boxes, BoxSize{.width = 40, .height = 20}), .edges = std::move(edges)};
}

/// Up to 40 boxes of random sizes with edges to later ones.
LayoutProblem randomProblem() {
  LayoutProblem problem;
  const auto count = *rc::gen::inRange<std::size_t>(1, 40);
  for (std::size_t box = 0; box < count; ++box)
    problem.boxes.push_back({.width = static_cast<double>(*rc::gen::inRange(10, 90)),
                             .height = static_cast<double>(*rc::gen::inRange(10, 40))});
  for (std::size_t to = 1; to < count; ++to)
    for (std::size_t from = 0; from < to; ++from)
      if (*rc::gen::inRange(0, 8) == 0) problem.edges.push_back({from, to});
  return problem;
}

}  // namespace

class LayeredLayout : public QObject {
  Q_OBJECT

 private slots:
  void aDiamondIsSymmetric() {
    // 0 above 1 and 2, which stand 22 apart, above 3. Boxes are 40 x 20, ranks 36 apart.
    const auto layout = layeredLayout(problemOf(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
    const std::vector<Point> expected{{51, 10}, {20, 66}, {82, 66}, {51, 122}};
    QVERIFY(layout.centres == expected);
    QCOMPARE(layout.size.width, 102.0);
    QCOMPARE(layout.size.height, 132.0);
  }

  void aChainIsAStraightLine() {
    const auto layout = layeredLayout(problemOf(3, {{0, 1}, {1, 2}}));
    const std::vector<Point> expected{{20, 10}, {20, 66}, {20, 122}};
    QVERIFY(layout.centres == expected);
    // From the lower edge of the first box, at 20, to the upper edge of the second, at 56, in one piece.
    const std::vector<Point> arrow{{20, 20}, {20, 38}, {20, 38}, {20, 56}};
    QVERIFY(layout.curves[0] == arrow);
  }

  void flowToTheRightIsTheSameLyingDown() {
    LayoutProblem problem{.boxes = {{40, 20}, {40, 20}}, .edges = {{0, 1}}, .flow = FlowDirection::Right};
    const std::vector<Point> expected{{20, 10}, {96, 10}};  // 20 + 40 + 36
    QVERIFY(layeredLayout(problem).centres == expected);
  }

  void aLongArrowGoesAroundTheBoxBetween() {
    // 0 -> 1 -> 2 and 0 -> 2.
    const auto layout = layeredLayout(problemOf(3, {{0, 1}, {1, 2}, {0, 2}}));
    const double left = layout.centres[1].x - 20;
    const double right = layout.centres[1].x + 20;
    for (const Point& point : layout.curves[2])
      if (point.y > 56 && point.y < 76) QVERIFY(point.x < left || point.x > right);
  }

  void aSourceStandsRightAboveWhatItFeeds() {
    // 0 -> 1 -> 2 -> 3 and 4's only reader is 5, after 3: 4 belongs to rank 3, beside 3.
    const auto ranks = rankBoxes(problemOf(6, {{0, 1}, {1, 2}, {2, 3}, {3, 5}, {4, 5}}));
    QVERIFY(ranks == (std::vector<std::int32_t>{0, 1, 2, 3, 3, 4}));
  }

  void twoCrossedPairsAreUncrossed() {
    // 0 -> 3 and 1 -> 2 cross as numbered.
    const LayoutProblem problem = problemOf(4, {{0, 3}, {1, 2}});
    RankPoints graph = makeRankPoints(problem, rankBoxes(problem));
    QCOMPARE(crossings(graph), std::int64_t{1});
    orderPoints(graph);
    QCOMPARE(crossings(graph), std::int64_t{0});
  }

  void placesThatWantTheSameSpotShareTheMove() {
    // Both want 10 and need 4 between them: 8 and 12. The third wants 30 and gets it.
    const std::vector<WantedPlace> wanted{{10, 1, 0}, {10, 1, 4}, {30, 1, 4}};
    QVERIFY(nearestPlaces(wanted) == (std::vector<double>{8, 12, 30}));
    // With three times the weight the first one moves a third as far: 9 and 13.
    const std::vector<WantedPlace> heavy{{10, 3, 0}, {10, 1, 4}};
    QVERIFY(nearestPlaces(heavy) == (std::vector<double>{9, 13}));
  }

  void nothingHasNoSize() {
    const auto layout = layeredLayout({});
    QVERIFY(layout.centres.empty());
    QCOMPARE(layout.size.height, 0.0);
  }

  void noArrowPointsUpwards() {
    QVERIFY(rc::check("y never decreases along an arrow", [] {
      const auto layout = layeredLayout(randomProblem());
      for (const auto& curve : layout.curves) {
        RC_ASSERT(curve.size() % 3 == 1U);
        for (std::size_t point = 1; point < curve.size(); ++point) RC_ASSERT(curve[point].y >= curve[point - 1].y);
        RC_ASSERT(curve.back().y > curve.front().y);
      }
    }));
  }

  void noTwoBoxesOverlapAndAllLieInside() {
    QVERIFY(rc::check("boxes are apart", [] {
      const LayoutProblem problem = randomProblem();
      const auto layout = layeredLayout(problem);
      const double slack = 1e-6;
      for (std::size_t a = 0; a < problem.boxes.size(); ++a) {
        RC_ASSERT(layout.centres[a].x - problem.boxes[a].width / 2 >= -slack);
        RC_ASSERT(layout.centres[a].x + problem.boxes[a].width / 2 <= layout.size.width + slack);
        RC_ASSERT(layout.centres[a].y + problem.boxes[a].height / 2 <= layout.size.height + slack);
        for (std::size_t b = 0; b < a; ++b) {
          const double x = std::abs(layout.centres[a].x - layout.centres[b].x);
          const double y = std::abs(layout.centres[a].y - layout.centres[b].y);
          RC_ASSERT(x + slack >= (problem.boxes[a].width + problem.boxes[b].width) / 2 ||
                    y + slack >= (problem.boxes[a].height + problem.boxes[b].height) / 2);
        }
      }
    }));
  }

  void arrowsStartAndEndAtTheirBoxes() {
    QVERIFY(rc::check("ends touch boxes", [] {
      const LayoutProblem problem = randomProblem();
      const auto layout = layeredLayout(problem);
      for (std::size_t edge = 0; edge < problem.edges.size(); ++edge) {
        const auto [from, to] = problem.edges[edge];
        RC_ASSERT(std::abs(layout.curves[edge].front().y - (layout.centres[from].y + problem.boxes[from].height / 2)) <
                  1e-6);
        RC_ASSERT(std::abs(layout.curves[edge].back().y - (layout.centres[to].y - problem.boxes[to].height / 2)) <
                  1e-6);
        RC_ASSERT(layout.curves[edge].back().x == layout.centres[to].x);
      }
    }));
  }
};

FUSEWRIGHT_TEST(LayeredLayout)

}  // namespace fusewright::layered_layout_test

#include "layered_layout_test.moc"
