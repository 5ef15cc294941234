#include "core/schedule/memory_occupancy.h"

#include <random>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::memory_occupancy_test {

class MemoryOccupancyRules : public QObject {
  Q_OBJECT

 private slots:
  void theLastChangeIsTheLatestHoweverTheyWereMade() {
    MemoryOccupancy memory(Bits{100});
    QCOMPARE(memory.lastChange(), 0.0);
    memory.change(30, 10);
    memory.change(20, 10);
    QCOMPARE(memory.lastChange(), 30.0);
  }

  void anEmptyMemoryHasRoomAtOnce() {
    const MemoryOccupancy memory(Bits{100});
    QCOMPARE(memory.earliestRoom(7, 100), std::optional(7.0));
    QCOMPARE(memory.finallyFree().value, 100);
  }

  void whatIsLargerThanTheMemoryNeverFits() {
    QCOMPARE(MemoryOccupancy(Bits{100}).earliestRoom(0, 101), std::optional<double>());
  }

  void roomComesWhenSomethingLeaves() {
    MemoryOccupancy memory(Bits{100});
    memory.change(0, 80);
    memory.change(50, -30);
    // 20 free until 50, then 50.
    QCOMPARE(memory.earliestRoom(10, 20), std::optional(10.0));
    QCOMPARE(memory.earliestRoom(10, 21), std::optional(50.0));
    QCOMPARE(memory.earliestRoom(10, 50), std::optional(50.0));
    QCOMPARE(memory.earliestRoom(60.5, 50), std::optional(60.5));
    QCOMPARE(memory.earliestRoom(10, 51), std::optional<double>());
    QCOMPARE(memory.finallyFree().value, 50);
  }

  void roomThatIsThereOnlyForAWhileIsNoRoom() {
    MemoryOccupancy memory(Bits{100});
    memory.change(0, 50);
    memory.change(30, 40);
    // 50 free now, but only 10 from 30 on.
    QCOMPARE(memory.earliestRoom(0, 20), std::optional<double>());
    memory.change(60, -90);
    QCOMPARE(memory.earliestRoom(0, 20), std::optional(60.0));
    QCOMPARE(memory.earliestRoom(0, 10), std::optional(0.0));
  }

  void changesMayBePlannedInAnyOrder() {
    MemoryOccupancy memory(Bits{100});
    memory.change(50, -100);
    memory.change(20, 60);
    memory.change(0, 40);
    memory.change(20, -10);
    // 40 from 0, 90 from 20, -10 from 50: a planned departure may come before the arrival is known.
    QCOMPARE(memory.earliestRoom(0, 10), std::optional(0.0));
    QCOMPARE(memory.earliestRoom(0, 11), std::optional(50.0));
  }

  /// Long enough for whole blocks of changes to be passed over; changes far behind the last one alter them again.
  void thousandsOfChangesAreSeenLikeInstantByInstant() {
    std::mt19937 random(7);
    MemoryOccupancy memory(Bits{1000});
    std::vector<std::int64_t> changes(8000, 0);  // by instant
    const auto change = [&](std::size_t time, std::int64_t bits) {
      memory.change(static_cast<double>(time), bits);
      changes[time] += bits;
    };
    for (std::size_t now = 0; now < 3000; ++now) {
      const std::size_t from = now - random() % (now + 1) / 2;
      const auto bits = static_cast<std::int64_t>(1 + random() % 60);
      std::int64_t held = 0;
      std::size_t room = from;
      for (std::size_t time = 0; time < changes.size(); ++time) {
        held += changes[time];
        if (time >= from && held + bits > 1000) room = time + 1;
      }
      const auto found = memory.earliestRoom(static_cast<double>(from), bits);
      QCOMPARE(found.has_value(), room < changes.size());
      if (!found) continue;
      QCOMPARE(*found, static_cast<double>(room));
      change(room, bits);
      change(room + 1 + random() % 90, -bits);
    }
  }

  void aDepartureAndAnArrivalAtOneInstantCountTogether() {
    MemoryOccupancy memory(Bits{100});
    memory.change(0, 90);
    memory.change(40, 80);
    memory.change(40, -90);
    QCOMPARE(memory.earliestRoom(0, 10), std::optional(0.0));
    QCOMPARE(memory.earliestRoom(0, 20), std::optional(40.0));
  }
};

FUSEWRIGHT_TEST(MemoryOccupancyRules)

}  // namespace fusewright::memory_occupancy_test

#include "memory_occupancy_test.moc"
