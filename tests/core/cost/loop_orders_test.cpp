#include "core/cost/loop_orders.h"

#include <algorithm>
#include <set>

#include <rapidcheck.h>
#include <QTest>

#include "tests/test_program.h"

namespace fusewright::loop_orders_test {

namespace {

using Order = std::vector<TemporalLoop>;

std::string text(const std::vector<LoopDim>& dims, const Order& order) {
  std::string result;
  for (const TemporalLoop& loop : order) {
    result += (result.empty() ? "" : " ") + dims[static_cast<std::size_t>(loop.dim)].name + std::to_string(loop.size);
  }
  return result;
}

std::vector<Order> allOrders(const Order& loops, const std::vector<LoopDim>& dims) {
  LoopOrders orders(loops, dims);
  std::vector<Order> found;
  do {
    found.emplace_back(orders.current().begin(), orders.current().end());
  } while (orders.advance());
  return found;
}

/// Whether some element of `before`, moved to the front, makes `after`.
bool isPrefixShift(const Order& before, const Order& after) {
  for (std::size_t moved = 0; moved < before.size(); ++moved) {
    Order shifted = before;
    std::rotate(shifted.begin(), shifted.begin() + static_cast<std::ptrdiff_t>(moved),
                shifted.begin() + static_cast<std::ptrdiff_t>(moved) + 1);
    if (shifted == after) return true;
  }
  return false;
}

}  // namespace

class LoopOrdersRules : public QObject {
  Q_OBJECT

 private slots:
  void loopsAreSplitIntoPrimeFactors() {
    const std::vector<LoopDim> dims{{"L", 1}, {"D", 40}};
    const std::vector<std::int64_t> iterations{1, 40};
    QCOMPARE(text(dims, temporalLoops(iterations)), std::string("D2 D2 D2 D5"));
  }

  void theDimensionWithMostFactorsIsMergedUntilSixLoopsAreLeft() {
    // 64 = 2^6 and 40 = 2^3 * 5: ten factors. L: 2^6 -> 2^4 4 (9), -> 2^2 4^2 (8); then L and D have four each, L comes
    // first: -> 4^3 (7); then D: 2 2 2 5 -> 2 4 5 (6).
    const std::vector<LoopDim> dims{{"L", 64}, {"D", 40}};
    const std::vector<std::int64_t> iterations{64, 40};
    QCOMPARE(text(dims, temporalLoops(iterations)), std::string("L4 L4 L4 D2 D4 D5"));
  }

  void sevenDimensionsKeepSevenLoops() {
    const std::vector<std::int64_t> iterations{4, 4, 4, 4, 4, 4, 4};
    QCOMPARE(temporalLoops(iterations).size(), std::size_t{7});
  }

  void aTileWithoutLoopsHasOneOfSizeOne() {
    const std::vector<std::int64_t> iterations{1, 1};
    QCOMPARE(temporalLoops(iterations), (Order{{0, 1}}));
  }

  void theFirstOrderDescendsByNameThenSize() {
    const std::vector<LoopDim> dims{{"C", 40}, {"L", 4}};
    LoopOrders orders(Order{{0, 5}, {0, 8}, {1, 4}}, dims);
    QCOMPARE(text(dims, Order(orders.current().begin(), orders.current().end())), std::string("L4 C8 C5"));
  }

  void threeDifferentLoopsAreOrderedByPrefixShifts() {
    // c b a; its last to the front: a c b; its last but one: c a b; then b c a, a b c, b a c, each a shift of the one
    // before.
    const std::vector<LoopDim> dims{{"a", 2}, {"b", 2}, {"c", 2}};
    std::string all;
    for (const Order& order : allOrders({{0, 2}, {1, 2}, {2, 2}}, dims)) {
      for (const TemporalLoop& loop : order) all += dims[static_cast<std::size_t>(loop.dim)].name;
      all += ' ';
    }
    QCOMPARE(all, std::string("cba acb cab bca abc bac "));
  }

  void everyOrderAppearsOnceAndIsAShiftOfTheOneBefore() {
    const bool holds = rc::check("loop orders", [] {
      const auto count = *rc::gen::inRange<std::size_t>(1, 7);
      const auto kinds = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(0, 4));
      const std::vector<LoopDim> dims{{"K", 2}, {"L", 2}, {"C", 2}, {"D", 2}};
      Order loops;
      for (const int kind : kinds) loops.push_back({kind, 2});
      const std::vector<Order> orders = allOrders(loops, dims);
      std::vector<int> sorted = kinds;
      std::sort(sorted.begin(), sorted.end());
      std::set<std::vector<int>> expected;
      do {
        expected.insert(sorted);
      } while (std::next_permutation(sorted.begin(), sorted.end()));
      std::set<std::vector<int>> found;
      for (const Order& order : orders) {
        std::vector<int> names;
        for (const TemporalLoop& loop : order) names.push_back(loop.dim);
        found.insert(names);
      }
      RC_ASSERT(found == expected);
      RC_ASSERT(orders.size() == expected.size());
      for (std::size_t i = 1; i < orders.size(); ++i) RC_ASSERT(isPrefixShift(orders[i - 1], orders[i]));
    });
    QVERIFY(holds);
  }
};

FUSEWRIGHT_TEST(LoopOrdersRules)

}  // namespace fusewright::loop_orders_test

#include "loop_orders_test.moc"
