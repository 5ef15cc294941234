#include "core/schedule/link_reservation.h"

#include <algorithm>
#include <random>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::link_reservation_test {

namespace {

constexpr Booker kFirst{Booker::Kind::Transfer, 1};
constexpr Booker kSecond{Booker::Kind::Tile, 2};

/// 10 bits a cycle, all of it taken in [10, 20) and in [32, 42).
LinkReservation takenTwice() {
  LinkReservation link(BitsPerCycle{10});
  link.book(10, 20, 10, kFirst);
  link.book(32, 42, 10, kSecond);
  return link;
}

/// The bandwidth booked in every cycle, and the first cycle from which `wanted` of 10 bits are free for `duration`.
struct ByCycle {
  std::vector<std::int64_t> booked;

  [[nodiscard]] std::size_t earliest(std::size_t from, std::size_t duration, std::int64_t wanted) const {
    std::size_t start = from;
    for (std::size_t cycle = from; cycle < std::max(start + duration, from + 1); ++cycle)
      if (cycle < booked.size() && booked[cycle] + wanted > 10) start = cycle + 1;
    return start;
  }
};

}  // namespace

class LinkReservationRules : public QObject {
  Q_OBJECT

 private slots:
  void aTransferInPartsTakesWhatIsFreeInBetween() {
    // 10 of 20 cycles before the first booking, the other 10 after it.
    const std::vector<LinkReservation> links{takenTwice()};
    const std::vector<LinkId> route{LinkId(0)};
    const LinkParts found = earliestParts(links, route, 0, 20, 10);
    QCOMPARE(found.parts.size(), std::size_t{2});
    QCOMPARE(found.parts[0].start, 0.0);
    QCOMPARE(found.parts[0].end, 10.0);
    QCOMPARE(found.parts[1].start, 20.0);
    QCOMPARE(found.parts[1].end, 30.0);
    QCOMPARE(found.heldBy, kFirst);
  }

  void aGapShorterThanAPartIsPassedOver() {
    // From 5 on there are 5 cycles before the first booking; then 12 until 32, and the last 3 of 15 after 42.
    const std::vector<LinkReservation> links{takenTwice()};
    const std::vector<LinkId> route{LinkId(0)};
    const LinkParts found = earliestParts(links, route, 5, 15, 10);
    QCOMPARE(found.parts.size(), std::size_t{2});
    QCOMPARE(found.parts[0].start, 20.0);
    QCOMPARE(found.parts[0].end, 32.0);
    QCOMPARE(found.parts[1].start, 42.0);
    QCOMPARE(found.parts[1].end, 45.0);
    QCOMPARE(found.heldBy, kSecond);
  }

  void aFreeLinkServesAtOnce() {
    const LinkWindow window = LinkReservation(BitsPerCycle{10}).earliestWindow(7, 100, 10);
    QCOMPARE(window.start, 7.0);
    QCOMPARE(window.heldBy, Booker{});
  }

  void nothingStartsBeforeCycleZero() {
    QCOMPARE(LinkReservation(BitsPerCycle{10}).earliestWindow(-5, 1, 10).start, 0.0);
  }

  void aRequestTakesTheFirstGapThatIsLongEnough_data() {
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("duration");
    QTest::addColumn<double>("start");
    QTest::newRow("before the first booking") << 0.0 << 10.0 << 0.0;
    QTest::newRow("one cycle too long for that") << 0.0 << 11.0 << 20.0;
    QTest::newRow("asked for while the link is taken") << 15.0 << 10.0 << 20.0;
    QTest::newRow("asked for in the gap, too late to fit") << 21.0 << 12.0 << 42.0;
    QTest::newRow("too long for every gap") << 0.0 << 12.5 << 42.0;
    QTest::newRow("after everything") << 55.5 << 100.0 << 55.5;
  }

  void aRequestTakesTheFirstGapThatIsLongEnough() {
    QFETCH(double, from);
    QFETCH(double, duration);
    QFETCH(double, start);
    QCOMPARE(takenTwice().earliestWindow(from, duration, 10).start, start);
  }

  void whoeverHeldTheLinkLastBeforeTheWindowIsNamed() {
    QCOMPARE(takenTwice().earliestWindow(0, 11, 10).heldBy, kFirst);
    QCOMPARE(takenTwice().earliestWindow(0, 12.5, 10).heldBy, kSecond);
  }

  /// Long enough for whole blocks of bookings to be passed over; bookings behind the end change them again.
  void thousandsOfBookingsAreServedLikeCycleByCycle() {
    std::mt19937 random(11);
    LinkReservation link(BitsPerCycle{10});
    ByCycle cycles{std::vector<std::int64_t>(40'000, 0)};
    for (int request = 0; request < 3000; ++request) {
      const std::size_t from = random() % 4 == 0 ? random() % 9000 : static_cast<std::size_t>(request);
      const std::size_t duration = random() % 8;
      const auto wanted = static_cast<std::int64_t>(1 + random() % 10);
      const double start = link.earliestWindow(static_cast<double>(from), static_cast<double>(duration), wanted).start;
      if (duration > 0) QCOMPARE(start, static_cast<double>(cycles.earliest(from, duration, wanted)));
      link.book(start, start + static_cast<double>(duration), wanted, kFirst);
      for (std::size_t cycle = 0; cycle < duration; ++cycle)
        cycles.booked[static_cast<std::size_t>(start) + cycle] += wanted;
    }
  }

  void aWindowThatWasTakenIsGone() {
    LinkReservation link = takenTwice();
    link.book(20, 32, 10, kFirst);
    QCOMPARE(link.earliestWindow(5, 6, 10).start, 42.0);
    // A later booking may still fill an earlier gap.
    QCOMPARE(link.earliestWindow(0, 10, 10).start, 0.0);
  }

  void bookingsShareTheBandwidth() {
    LinkReservation link(BitsPerCycle{10});
    link.book(0, 20, 6, kFirst);
    QCOMPARE(link.earliestWindow(0, 10, 4).start, 0.0);
    QCOMPARE(link.earliestWindow(0, 10, 5).start, 20.0);
    link.book(5, 10, 4, kSecond);
    // Full in [5, 10): the last to book there is in the way; around it 4 are free.
    QCOMPARE(link.earliestWindow(0, 10, 4).start, 10.0);
    QCOMPARE(link.earliestWindow(0, 10, 4).heldBy, kSecond);
    QCOMPARE(link.earliestWindow(0, 5, 4).start, 0.0);
  }

  void moreThanTheBandwidthCountsAsAllOfItWhenAskedFor() {
    QCOMPARE(LinkReservation(BitsPerCycle{10}).earliestWindow(3, 5, 25).start, 3.0);
    QCOMPARE(takenTwice().earliestWindow(3, 10, 25).start, 20.0);
  }

  void overbookingKeepsEveryoneElseOut() {
    LinkReservation link(BitsPerCycle{10});
    link.book(0, 20, 25, kSecond);
    QCOMPARE(link.earliestWindow(0, 1, 1).start, 20.0);
  }

  void bookingNothingChangesNothing() {
    LinkReservation link(BitsPerCycle{10});
    link.book(0, 0, 10, kFirst);
    link.book(0, 20, 0, kFirst);
    QCOMPARE(link.earliestWindow(0, 5, 10).start, 0.0);
  }

  void aRouteWaitsForAWindowOnAllItsLinks() {
    std::vector<LinkReservation> links(3, LinkReservation(BitsPerCycle{10}));
    links[0].book(0, 10, 10, kFirst);
    links[2].book(15, 30, 10, kSecond);
    // Link 0 is free from 10 on, link 2 then for 5 cycles only.
    const LinkWindow both = earliestCommonWindow(links, std::vector{LinkId(0), LinkId(2)}, 0, 6, 10);
    QCOMPARE(both.start, 30.0);
    QCOMPARE(both.heldBy, kSecond);
    QCOMPARE(earliestCommonWindow(links, std::vector{LinkId(2), LinkId(0)}, 0, 5, 10).start, 10.0);
    QCOMPARE(earliestCommonWindow(links, std::vector{LinkId(1)}, 0, 6, 10).start, 0.0);
  }
};

FUSEWRIGHT_TEST(LinkReservationRules)

}  // namespace fusewright::link_reservation_test

#include "link_reservation_test.moc"
