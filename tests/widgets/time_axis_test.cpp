#include "widgets/common/time_axis.h"

#include <rapidcheck.h>
#include <QLocale>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/common/time_navigator.h"

namespace fusewright::time_axis_test {

class TimeAxisViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale::c()); }

  void aCycleIsHalfWayWhereHalfOfTheTimeHasPassed() {
    // 100 to 300 cycles along 400 pixels from 50 on: cycle 200 is at 50 + 200.
    const TimeAxis axis{.from = 100, .to = 300, .left = 50, .length = 400};
    QCOMPARE(axis.toPixel(200), 250.0);
    QCOMPARE(axis.toCycle(250), 200.0);
    QCOMPARE(axis.cyclesPerPixel(), 0.5);
  }

  void zoomingKeepsTheCycleUnderTheCursor() {
    QVERIFY(rc::check([] {
      const double from = *rc::gen::inRange(0, 1000000);
      const double length = *rc::gen::inRange(100, 1000000);
      const double share = *rc::gen::inRange(0, 101) / 100.0;
      const double factor = *rc::gen::inRange(10, 400) / 100.0;
      const TimeRange before{from, from + length};
      const double cycle = from + share * length;
      const TimeRange after = zoomed(before, cycle, factor, 1);
      RC_ASSERT(std::abs((cycle - after.from) / after.length() - share) < 1e-9);
      RC_ASSERT(std::abs(after.length() - length * factor) < 1e-6 * length * factor);
    }));
  }

  void nobodyZoomsCloserThanTheMinimum() { QCOMPARE(zoomed({100, 200}, 150, 1e-9, 8).length(), 8.0); }

  void aRangeOutsideTheRunIsMovedInsideWithItsLength() {
    QCOMPARE(clampedTo({-50, 50}, 1000), (TimeRange{0, 100}));
    QCOMPARE(clampedTo({950, 1050}, 1000), (TimeRange{900, 1000}));
    QCOMPARE(clampedTo({-10, 2000}, 1000), (TimeRange{0, 1000}));
  }

  void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
    QCOMPARE(niceStep(1), 1.0);
    QCOMPARE(niceStep(1.1), 2.0);
    QCOMPARE(niceStep(3), 5.0);
    QCOMPARE(niceStep(51), 100.0);
  }

  void ticksShareOneMagnitude() {
    // 0 to 1,000,000 over 500 pixels, 100 pixels apart: every 200,000.
    const auto ticks = timeTicks({.from = 0, .to = 1e6, .left = 0, .length = 500}, 100);
    QCOMPARE(ticks.size(), std::size_t{6});
    QCOMPARE(ticks[1].label, QStringLiteral("0.2 M"));
    QCOMPARE(ticks[5].label, QStringLiteral("1.0 M"));
  }

  void ticksAreNeverCloserThanAskedFor() {
    QVERIFY(rc::check([] {
      const double from = *rc::gen::inRange(0, 100000000);
      const double length = *rc::gen::inRange(10, 100000000);
      const TimeAxis axis{.from = from, .to = from + length, .left = 0, .length = 800};
      const auto ticks = timeTicks(axis, 70);
      for (std::size_t index = 1; index < ticks.size(); ++index) {
        RC_ASSERT(axis.toPixel(ticks[index].value) - axis.toPixel(ticks[index - 1].value) > 69.9);
        RC_ASSERT(ticks[index].label != ticks[index - 1].label);
      }
    }));
  }

  void whoShowsAllStillDoesWhenTheRunGetsLonger() {
    TimeNavigator navigator;
    navigator.setSpan(1000);
    QVERIFY(navigator.showsAll());
    navigator.setSpan(2500);
    QCOMPARE(navigator.visible(), (TimeRange{0, 2500}));
  }

  void whoLooksCloserStaysThereWhenTheRunGetsLonger() {
    TimeNavigator navigator;
    navigator.setSpan(1000);
    navigator.show({200, 300});
    navigator.setSpan(2500);
    QCOMPARE(navigator.visible(), (TimeRange{200, 300}));
  }

  void whatIsRevealedBecomesVisibleWithoutZooming() {
    TimeNavigator navigator;
    navigator.setSpan(10000);
    navigator.show({0, 1000});
    navigator.reveal({5000, 5010});
    QCOMPARE(navigator.visible().length(), 1000.0);
    QVERIFY(navigator.visible().from < 5000 && navigator.visible().to > 5010);
    const TimeRange before = navigator.visible();
    navigator.reveal({5002, 5004});
    QCOMPARE(navigator.visible(), before);
  }
};

FUSEWRIGHT_TEST(TimeAxisViews)

}  // namespace fusewright::time_axis_test

#include "time_axis_test.moc"
