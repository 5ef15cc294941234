#include "core/base/topological_order.h"

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::topological_order_test {
using Nodes = std::vector<std::size_t>;

class TopologicalOrderRules : public QObject {
  Q_OBJECT

 private slots:
  void anOrderThatAlreadyHoldsIsKept() {
    const std::vector<Nodes> needs{{}, {0}, {0}, {1, 2}};
    QCOMPARE(topologicalOrder(needs).order, (Nodes{0, 1, 2, 3}));
  }

  void aNodeMovesOnlyBehindWhatItNeeds() {
    // 0 waits for 3; 1 and 2 are free and keep their places.
    const std::vector<Nodes> needs{{3}, {}, {}, {}};
    QCOMPARE(topologicalOrder(needs).order, (Nodes{1, 2, 3, 0}));
  }

  void aCycleIsReportedWithoutTheNodesThatLeadToIt() {
    // 0 waits for 1, and 1 -> 2 -> 3 -> 1 wait for one another.
    const std::vector<Nodes> needs{{1}, {2}, {3}, {1}};
    const TopologicalOrder result = topologicalOrder(needs);
    QVERIFY(result.order.empty());
    QCOMPARE(result.cycle, (Nodes{1, 2, 3}));
  }

  void aNodeThatNeedsItselfIsACycleOfOne() {
    const std::vector<Nodes> needs{{}, {1}};
    QCOMPARE(topologicalOrder(needs).cycle, (Nodes{1}));
  }
};

FUSEWRIGHT_TEST(TopologicalOrderRules)

}  // namespace fusewright::topological_order_test

#include "topological_order_test.moc"
