#include "widgets/common/folded_time.h"

#include <array>
#include <cmath>
#include <memory>

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/common/fold_paint.h"
#include "widgets/common/time_navigator.h"

namespace fusewright::folded_time_test {

namespace {

/// 1,000 cycles: a period of 10 cycles from 100 on, 50 times; another of 20 from 700 on, 10 times.
std::vector<SteadyState> states() {
  return {{.from = Cycles(100), .period = Cycles(10), .count = 50},
          {.from = Cycles(700), .period = Cycles(20), .count = 10}};
}

std::shared_ptr<const FoldedTime> folded() {
  return std::make_shared<const FoldedTime>(foldsOf(states()));
}

}  // namespace

class FoldedTimeViews : public QObject {
  Q_OBJECT

 private slots:
  void timeIsAsItWasBeforeABreakAndEarlierByWhatItHidesAfterIt() {
    const auto time = folded();
    // [110, 600) and [720, 900) are hidden in breaks of 10 and 20 cycles.
    QCOMPARE(time->folds().size(), std::size_t{2});
    QCOMPARE(time->folds().front().times, std::int64_t{49});
    QCOMPARE(time->shownAt(50), 50.0);
    QCOMPARE(time->shownAt(110), 110.0);
    QCOMPARE(time->shownAt(355), 115.0);  // half of the hidden 490
    QCOMPARE(time->shownAt(600), 120.0);
    QCOMPARE(time->shownAt(720), 240.0);
    QCOMPARE(time->shownAt(900), 260.0);
    QCOMPARE(time->shownAt(1000), 360.0);
    QVERIFY(time->foldAt(109.9) == nullptr);
    QVERIFY(time->foldAt(110) == &time->folds().front());
    QVERIFY(time->foldAt(600) == nullptr);
  }

  void eachCycleHasAPlaceOfItsOwnAndTheWayBackLeadsToIt() {
    const bool holds = rc::check([] {
      const double cycle = *rc::gen::inRange(0, 1'000'000) / 1000.0;
      const double later = cycle + *rc::gen::inRange(1, 100'000) / 1000.0;
      const auto time = folded();
      RC_ASSERT(std::abs(time->cycleAt(time->shownAt(cycle)) - cycle) < 1e-6);
      RC_ASSERT(time->shownAt(cycle) < time->shownAt(later));
    });
    QVERIFY(holds);
  }

  void whatIsHiddenHasItsLikeInThePeriodOnShow() {
    const auto time = folded();
    // 347 is 7 cycles after the beginning of a period, as 107 is.
    QCOMPARE(time->image({347, 349}), (TimeRange{107, 109}));
    QCOMPARE(time->image({110, 112}), (TimeRange{100, 102}));
    QCOMPARE(time->image({899, 901}), (TimeRange{719, 721}));
    QCOMPARE(time->image({50, 650}), (TimeRange{50, 650}));
  }

  void piecesOfAnAxisLieBesideEachOtherAndBreaksBetweenThem() {
    // 1,000 cycles are shown as 360, one a pixel.
    const TimeAxis axis{.from = 0, .to = 1000, .left = 40, .length = 360, .fold = folded()};
    const auto pieces = piecesOf(axis);
    QCOMPARE(pieces.size(), std::size_t{5});
    const std::array<double, 5> lengths{110, 10, 120, 20, 100};
    double left = 40;
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
      QCOMPARE(pieces[piece].axis.left, left);
      QCOMPARE(pieces[piece].axis.length, lengths[piece]);
      QCOMPARE(pieces[piece].fold != nullptr, piece % 2 == 1);
      left += lengths[piece];
    }
    QCOMPARE(pieces[2].axis.from, 600.0);
    QCOMPARE(pieces[2].axis.toPixel(650), axis.toPixel(650));
    QCOMPARE(axis.toCycle(axis.toPixel(650)), 650.0);
    QCOMPARE(axis.cyclesPerPixel(), 1.0);
    QCOMPARE(piecesOf({.from = 0, .to = 1000, .left = 40, .length = 360}).size(), std::size_t{1});
  }

  void foldingKeepsTheRangeOnShowAndZoomingKeepsTheCycleUnderTheMouse() {
    TimeNavigator navigator;
    navigator.setSpan(1000);
    navigator.setFold(folded());
    QVERIFY(navigator.showsAll());
    navigator.show({50, 700});
    navigator.setFold(nullptr);
    QCOMPARE(navigator.visible(), (TimeRange{50, 700}));
    navigator.setFold(folded());
    QCOMPARE(navigator.visible(), (TimeRange{50, 700}));
    // 650 is shown at 170, in [50, 220]; half as much around it is [110, 195].
    navigator.zoomAt(650, 0.5);
    QCOMPARE(navigator.visible().from, 110.0);
    QCOMPARE(navigator.visible().to, 675.0);
    // Ten shown cycles on lies beyond the break.
    navigator.panBy(10);
    QCOMPARE(navigator.visible(), (TimeRange{600, 685}));
  }

  void aRangeThatFoldingHidesGivesWayToItsLike() {
    TimeNavigator navigator;
    navigator.setSpan(1000);
    navigator.show({345, 354});
    navigator.setFold(folded());
    // 345 is 5 cycles into a period; the period on show ends at 110, and the range with what follows.
    QVERIFY(navigator.visible().from > 100 && navigator.visible().from <= 105);
  }

  void aBreakSaysWhatItStandsFor() {
    QLocale::setDefault(QLocale(QLocale::English));
    QCOMPARE(foldText(folded()->folds().front()), QString::fromUtf8("× 49 more, cycles 110–600"));
  }
};

FUSEWRIGHT_TEST(FoldedTimeViews)

}  // namespace fusewright::folded_time_test

#include "folded_time_test.moc"
