#include "core/explore/front/non_dominated.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <rapidcheck.h>
#include <QTest>

#include "core/explore/front/sensitivity.h"
#include "tests/test_program.h"

namespace fusewright::non_dominated_test {

namespace {

using Indices = std::vector<std::size_t>;

/// Some designs with small whole objectives, so that many are equal in some.
ObjectiveColumns randomDesigns(std::size_t objectives, int most) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 30);
  ObjectiveColumns columns(objectives);
  for (auto& column : columns)
    for (std::size_t design = 0; design < count; ++design) column.push_back(*rc::gen::inRange(0, most));
  return columns;
}

bool dominates(const ObjectiveColumns& columns, std::size_t a, std::size_t b) {
  bool better = false;
  for (const auto& column : columns) {
    if (column[a] > column[b]) return false;
    better = better || column[a] < column[b];
  }
  return better || a < b;  // of equal designs the first
}

/// By the definition: each design against each other.
Indices bruteForce(const ObjectiveColumns& columns) {
  Indices front;
  for (std::size_t design = 0; design < columns.front().size(); ++design) {
    bool beaten = false;
    for (std::size_t other = 0; other < columns.front().size(); ++other)
      beaten = beaten || (other != design && dominates(columns, other, design));
    if (!beaten) front.push_back(design);
  }
  return front;
}

/// Unit cells below `most` in every objective that some design dominates, counted one by one.
double countedCells(const ObjectiveColumns& columns, int most) {
  double cells = 0;
  std::vector<int> cell(columns.size(), 0);
  while (true) {
    for (std::size_t design = 0; design < columns.front().size(); ++design) {
      bool inside = true;
      for (std::size_t axis = 0; axis < columns.size(); ++axis) inside = inside && columns[axis][design] <= cell[axis];
      if (!inside) continue;
      ++cells;
      break;
    }
    std::size_t axis = 0;
    while (axis < cell.size() && ++cell[axis] == most) cell[axis++] = 0;
    if (axis == cell.size()) return cells;
  }
}

}  // namespace

class NonDominatedRules : public QObject {
  Q_OBJECT

 private slots:
  void aFrontOfAnyObjectivesIsThatOfTheDefinition() {
    QVERIFY(rc::check("front", [] {
      const ObjectiveColumns columns = randomDesigns(*rc::gen::inRange<std::size_t>(1, 6), 6);
      Indices front = nonDominated(columns);
      std::ranges::sort(front);
      RC_ASSERT(front == bruteForce(columns));
    }));
  }

  void aFrontIsSortedByTheFirstObjectiveThenTheNext() {
    // (1, 2, 3) and (1, 3, 2) share the first; (0, 9, 9) is first of all; (1, 3, 3) is beaten by both.
    const ObjectiveColumns columns{{1, 1, 0, 1}, {3, 2, 9, 3}, {2, 3, 9, 3}};
    QCOMPARE(nonDominated(columns), (Indices{2, 1, 0}));
  }

  void whatIsNoNumberIsLeftOut() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(nonDominated({{none, 0, 5}, {0, none, 5}}), Indices{2});
    QCOMPARE(nonDominated({{none}, {none}, {none}}), Indices{});
    QCOMPARE(nonDominated({}), Indices{});
  }

  void aHypervolumeIsTheNumberOfDominatedCells() {
    QVERIFY(rc::check("cells", [] {
      const ObjectiveColumns columns = randomDesigns(*rc::gen::inRange<std::size_t>(1, 5), 7);
      constexpr int kMost = 6;  // designs with a 6 lie on the border and count for nothing
      const std::vector<double> reference(columns.size(), kMost);
      RC_ASSERT(std::abs(hypervolume(columns, reference) - countedCells(columns, kMost)) < 1e-9);
    }));
  }

  void aHypervolumeIsTheAreaUnderAStaircase() {
    // Below (4, 4): (1, 3) has 3 x 1, (2, 1) adds 2 x 2 more: 3 + 2 * (3 - 1) = 7; (3, 3) adds nothing.
    QCOMPARE(hypervolume({{1, 2, 3}, {3, 1, 3}}, std::vector<double>{4, 4}), 7.0);
    QCOMPARE(hypervolume({{5}, {0}}, std::vector<double>{4, 4}), 0.0);
  }

  void aMainEffectIsTheRangeOfTheMeans() {
    // y = 10 a + b over a in {0, 1}, b in {0, 1}: means over a are 0.5 and 10.5, over b 5 and 6. Variances 25 and 0.25.
    const std::vector<std::string> a{"0", "0", "1", "1"};
    const std::vector<std::string> b{"0", "1", "0", "1"};
    const std::vector<double> y{0, 1, 10, 11};
    QCOMPARE(mainEffect(a, y).range(), 10.0);
    QCOMPARE(mainEffect(b, y).range(), 1.0);
    QCOMPARE(mainEffect(a, y).lowestAt, std::string("0"));
    QVERIFY(std::abs(mainEffect(a, y).varianceShare - 25 / 25.25) < 1e-12);
    QVERIFY(std::abs(mainEffect(b, y).varianceShare - 0.25 / 25.25) < 1e-12);
  }

  void manyNumbersAreLookedAtInRanges() {
    std::vector<std::string> values;
    std::vector<double> metric;
    for (int place = 0; place < 320; ++place) {
      values.push_back(std::to_string(place));
      metric.push_back(place < 160 ? 1 : 3);
    }
    const MainEffect effect = mainEffect(values, metric);
    QCOMPARE(effect.levels, kMostLevels);
    QCOMPARE(effect.range(), 2.0);
    QCOMPARE(effect.lowestAt, std::string("0 to 9"));  // 320 / 32 designs a range
  }

  void designsWithoutTheMetricDoNotCount() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const MainEffect effect = mainEffect(std::vector<std::string>{"x", "y"}, std::vector<double>{none, 4});
    QCOMPARE(effect.designs, std::size_t{1});
    QCOMPARE(effect.range(), 0.0);
    QCOMPARE(mainEffect(std::vector<std::string>{"x"}, std::vector<double>{none}).designs, std::size_t{0});
  }
};

FUSEWRIGHT_TEST(NonDominatedRules)

}  // namespace fusewright::non_dominated_test

#include "non_dominated_test.moc"
