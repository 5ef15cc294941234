#include "core/explore/front/pareto_front.h"

#include <limits>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::pareto_front_test {
using Indices = std::vector<std::size_t>;

class ParetoFrontRules : public QObject {
  Q_OBJECT

 private slots:
  void noDesignsHaveNoFront() { QCOMPARE(paretoFront({}), Indices{}); }

  void onlyWhatNothingBeatsIsOnTheFrontInOrderOfTheFirstObjective() {
    // (3, 1) and (1, 4) win in one objective each, (2, 2) lies between; (2, 3) loses to (2, 2), (4, 1) to (3, 1).
    const std::vector<Objectives> designs{{3, 1}, {2, 3}, {1, 4}, {4, 1}, {2, 2}};
    QCOMPARE(paretoFront(designs), (Indices{2, 4, 0}));
  }

  void ofEqualDesignsTheFirstCounts() {
    const std::vector<Objectives> designs{{1, 1}, {1, 1}};
    QCOMPARE(paretoFront(designs), Indices{0});
  }

  void whatIsNoNumberIsLeftOut() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Objectives> designs{{none, 0}, {0, none}, {5, 5}};
    QCOMPARE(paretoFront(designs), Indices{2});
  }
};

FUSEWRIGHT_TEST(ParetoFrontRules)

}  // namespace fusewright::pareto_front_test

#include "pareto_front_test.moc"
