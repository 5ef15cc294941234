#include "core/metrics/idle_time.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::idle_time_test {

namespace {

/// Core 0 runs tiles 0 and 1 in [10, 20) and [20, 30), core 1 tile 2 in [25, 40); all is over at 50.
Schedule threeTiles() {
  Schedule schedule;
  schedule.start = {Cycles{10}, Cycles{20}, Cycles{25}};
  schedule.end = {Cycles{20}, Cycles{30}, Cycles{40}};
  schedule.boundBy = {BindingCause::Transfer, BindingCause::CoreBusy, BindingCause::Dependency};
  schedule.boundById = {7, 0, 0};
  schedule.tilesOfCore = {{TileId(0), TileId(1)}, {TileId(2)}};
  schedule.makespan = Cycles{50};
  return schedule;
}

}  // namespace

class IdleTimeRules : public QObject {
  Q_OBJECT

 private slots:
  void aGapIsBlamedOnWhatBoundTheTileAfterIt() {
    const std::vector<IdleInterval> idle = idleIntervals(threeTiles());
    QCOMPARE(idle[0], (IdleInterval{CoreId(0), Cycles{0}, Cycles{10}, BindingCause::Transfer, 7}));
    QCOMPARE(idle[2], (IdleInterval{CoreId(1), Cycles{0}, Cycles{25}, BindingCause::Dependency, 0}));
  }

  void tilesBackToBackLeaveNoGap() {
    // Before tile 0 and after tile 1 on core 0, before and after tile 2 on core 1.
    QCOMPARE(idleIntervals(threeTiles()).size(), std::size_t{4});
  }

  void afterItsLastTileACoreHasNothingToDoUntilTheEnd() {
    const std::vector<IdleInterval> idle = idleIntervals(threeTiles());
    QCOMPARE(idle[1], (IdleInterval{CoreId(0), Cycles{30}, Cycles{50}, BindingCause::None, -1}));
    QCOMPARE(idle[3], (IdleInterval{CoreId(1), Cycles{40}, Cycles{50}, BindingCause::None, -1}));
  }

  void aCoreWithoutTilesHasNothingToDoAllAlong() {
    Schedule schedule = threeTiles();
    schedule.tilesOfCore.emplace_back();
    QCOMPARE(idleIntervals(schedule).back(), (IdleInterval{CoreId(2), Cycles{0}, Cycles{50}, BindingCause::None, -1}));
  }

  void busyAndIdleMakeUpTheMakespanOfEveryCore() {
    const Schedule schedule = threeTiles();
    std::vector<double> total{20, 15};  // busy: 10 + 10 and 15 cycles
    for (const IdleInterval& interval : idleIntervals(schedule))
      total[interval.core.index()] += (interval.to - interval.from).value;
    QCOMPARE(total, (std::vector<double>{50, 50}));
  }
};

FUSEWRIGHT_TEST(IdleTimeRules)

}  // namespace fusewright::idle_time_test

#include "idle_time_test.moc"
