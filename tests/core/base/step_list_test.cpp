#include "core/base/step_list.h"

#include <map>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::step_list_test {

namespace {

struct Step {
  double time = 0;
  int value = 0;
};

/// Blocks of at most four, so that few entries make many.
using ShortBlocks = StepList<Step, &Step::time, NoSummary, 4>;

std::vector<double> timesOf(const ShortBlocks& list) {
  std::vector<double> times;
  for (StepPosition at = list.begin(); at != list.end(); at = list.next(at)) times.push_back(list[at].time);
  return times;
}

std::vector<double> timesBackwards(const ShortBlocks& list) {
  std::vector<double> times;
  for (StepPosition at = list.end(); at != list.begin();) {
    at = list.previous(at);
    times.push_back(list[at].time);
  }
  return times;
}

/// 0, 7, 3, 10, 6, ...: all of 0 to 10 out of order.
ShortBlocks elevenOutOfOrder() {
  ShortBlocks list;
  for (int step = 0; step < 11; ++step) {
    const int time = step * 7 % 11;
    list.insert({static_cast<double>(time), time * 10});
  }
  return list;
}

}  // namespace

class StepListRules : public QObject {
  Q_OBJECT

 private slots:
  void anEmptyListHasNothingBeforeAnyTime() {
    const ShortBlocks list;
    QVERIFY(list.empty());
    QCOMPARE(list.lastAtOrBefore(5), list.end());
    QCOMPARE(list.begin(), list.end());
  }

  void entriesComeInOrderOfTimeHoweverTheyWereInserted() {
    const std::vector<double> sorted{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    QCOMPARE(timesOf(elevenOutOfOrder()), sorted);
    QCOMPARE(timesBackwards(elevenOutOfOrder()), std::vector<double>(sorted.rbegin(), sorted.rend()));
    ShortBlocks rising, falling;
    for (int time = 0; time < 11; ++time) rising.insert({static_cast<double>(time), 0});
    for (int time = 11; time-- > 0;) falling.insert({static_cast<double>(time), 0});
    QCOMPARE(timesOf(rising), sorted);
    QCOMPARE(timesOf(falling), sorted);
  }

  void insertTellsWhereTheEntryIs() {
    ShortBlocks list = elevenOutOfOrder();
    const StepPosition at = list.insert({4.5, 45});
    QCOMPARE(list[at].value, 45);
    QCOMPARE(list[list.previous(at)].value, 40);
    QCOMPARE(list[list.next(at)].value, 50);
  }

  void theLastEntryAtOrBeforeATimeIsFoundInEveryBlock() {
    const ShortBlocks list = elevenOutOfOrder();
    for (int time = 0; time < 11; ++time) {
      QCOMPARE(list[list.lastAtOrBefore(time)].value, time * 10);
      QCOMPARE(list[list.lastAtOrBefore(time + 0.5)].value, time * 10);
    }
    QCOMPARE(list.lastAtOrBefore(-0.5), list.end());
    QCOMPARE(list[list.lastAtOrBefore(1e9)].value, 100);
  }

  void longBlocksAreSearchedAsShortOnes() {
    StepList<Step, &Step::time> list;
    for (int step = 0; step < 1009; ++step) {  // 0 to 1008 out of order: 1009 is prime
      const int time = step * 400 % 1009;
      list.insert({static_cast<double>(time), time});
    }
    for (int time = 0; time < 1009; ++time) QCOMPARE(list[list.lastAtOrBefore(time + 0.25)].value, time);
  }
};

FUSEWRIGHT_TEST(StepListRules)

}  // namespace fusewright::step_list_test

#include "step_list_test.moc"
