#include "core/schedule/piece_store.h"

#include <QTest>

#include "core/schedule/piece_places.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::piece_store_test {
using namespace tests;

namespace {

const MemoryId kOnChip{0};
const MemoryId kOffChip{1};
const PieceId kSmall{0}, kLarge{1}, kResult{2}, kX{3};

/// small (100 bits, read by large and result), large (200 bits, read by result), result; all read or follow from x.
TileGraph threeTiles() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10});
  const TensorId a = write.layer("small", "L=10", {{x, "L"}}, "L");
  const TensorId b = write.layer("large", "L=10 K=2", {{a, "L"}}, "L K");
  write.layer("result", "L=10 K=2", {{b, "L K"}, {a, "L"}}, "L");
  return buildTileGraph(write.workload(), unfused(write.workload())).value();
}

PieceStore emptyStore() {
  const std::vector<Bits> capacities{Bits{1000}, Bits{1000000}};
  // small is read twice, large and x once, all on chip.
  PiecePlaces places(2, 4);
  places.at(PieceId(0), kOnChip).uses = 2;
  places.at(PieceId(1), kOnChip).uses = 1;
  places.at(PieceId(3), kOnChip).uses = 1;
  return PieceStore(threeTiles(), capacities, kOffChip, std::move(places));
}

bool keepNothing(PieceId) {
  return false;
}

}  // namespace

class PieceStoreRules : public QObject {
  Q_OBJECT

 private slots:
  void constantsLieOffChipFromTheStartAndOutputsNowhere() {
    const PieceStore store = emptyStore();
    QVERIFY(store.holds(kOffChip, kX));
    QCOMPARE(store.availableAt(kX, kOffChip), 0.0);
    QVERIFY(!store.holds(kOnChip, kX));
    QVERIFY(!store.holds(kOffChip, kSmall));
    QCOMPARE(store.bitsOf(kX).value, 100);
    QCOMPARE(store.bitsOf(kLarge).value, 200);
  }

  void aStayTakesItsRoomFromItsStartAndIsReadableLater() {
    PieceStore store = emptyStore();
    store.enter(kLarge, kOnChip, 10, 25);
    QCOMPARE(store.availableAt(kLarge, kOnChip), 25.0);
    QCOMPARE(store.occupancy(kOnChip).finallyFree().value, 800);
    // 900 bits find room only before the stay, and that does not last.
    QCOMPARE(store.occupancy(kOnChip).earliestRoom(0, 900), std::optional<double>());
    store.leave(kLarge, kOnChip, 40);
    QVERIFY(!store.holds(kOnChip, kLarge));
    QCOMPARE(store.occupancy(kOnChip).earliestRoom(0, 900), std::optional(40.0));
  }

  void aMemoryThatNeverWantsAPieceKeepsItForThoseThatLackIt() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOffChip, 0, 0);
    QCOMPARE(store.priority(kSmall, kOnChip), std::int64_t{2});
    QCOMPARE(store.priority(kSmall, kOffChip), std::int64_t{2});
    store.enter(kSmall, kOnChip, 5, 5);
    QCOMPARE(store.priority(kSmall, kOnChip), std::int64_t{2});
    QCOMPARE(store.priority(kSmall, kOffChip), std::int64_t{0});
  }

  void aPieceLeavesEachMemoryAfterItsLastUseThere() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 0, 0);
    store.enter(kSmall, kOffChip, 5, 15);
    store.noteUse(kSmall, kOnChip, TileId(1), 50);
    store.leaveEverywhere(kSmall, 30);
    for (const Residency& stay : std::move(store).takeResidencies())
      if (stay.piece == kSmall) QCOMPARE(stay.to.value, 50.0);
  }

  void leavingEverywhereSparesOtherPieces() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 0, 0);
    store.enter(kSmall, kOffChip, 5, 15);
    store.enter(kLarge, kOnChip, 0, 0);
    store.leaveEverywhere(kSmall, 30);
    QVERIFY(!store.holds(kOnChip, kSmall));
    QVERIFY(!store.holds(kOffChip, kSmall));
    QVERIFY(store.holds(kOnChip, kLarge));
  }

  void noStayEndsBeforeItStarts() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 30, 40);
    store.leave(kSmall, kOnChip, 20);
    const std::vector<Residency> stays = std::move(store).takeResidencies();
    QCOMPARE(stays.back().piece, kSmall);
    QCOMPARE(stays.back().to.value, 30.0);
  }

  void contentsAreInOrderOfArrival() {
    PieceStore store = emptyStore();
    store.enter(kLarge, kOnChip, 0, 0);
    store.enter(kX, kOnChip, 0, 0);
    store.enter(kSmall, kOnChip, 0, 0);
    store.leave(kX, kOnChip, 1);
    QCOMPARE(store.contents(kOnChip), (std::vector{kLarge, kSmall}));
    store.enter(kX, kOnChip, 2, 2);
    QCOMPARE(store.contents(kOnChip), (std::vector{kLarge, kSmall, kX}));
  }

  void theLeastWantedHasTheLeastUsesTimesSize() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 0, 0);  // 2 uses * 100
    store.enter(kLarge, kOnChip, 0, 0);  // 1 use * 200
    store.enter(kX, kOnChip, 0, 0);      // 1 use * 100
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kX));
    const auto keepX = [](PieceId piece) { return piece == kX; };
    // A tie: the smaller one goes.
    QCOMPARE(store.leastWanted(kOnChip, keepX), std::optional(kSmall));
    store.countDown(kSmall, kOnChip);  // 1 use * 100 is left
    store.leave(kX, kOnChip, 0);
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kSmall));
    QCOMPARE(store.leastWanted(kOnChip, [](PieceId) { return true; }), std::optional<PieceId>());
  }

  void arrivalsAndUsesCountHoweverOftenTheLeastWantedWasAskedFor() {
    PieceStore store = emptyStore();
    store.enter(kLarge, kOnChip, 0, 0);  // 1 use * 200
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kLarge));
    store.enter(kSmall, kOnChip, 0, 0);  // 2 uses * 100: a tie, and it is smaller
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kSmall));
    store.countDown(kSmall, kOnChip);
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kSmall));
    // Gone and back again it is the later one of the two of one size that are wanted alike.
    store.leave(kSmall, kOnChip, 1);
    store.enter(kX, kOnChip, 2, 2);
    store.enter(kSmall, kOnChip, 3, 3);
    QCOMPARE(store.leastWanted(kOnChip, keepNothing), std::optional(kX));
  }

  void theLastUseIsTheLatestAndTheLastUserTheNewest() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 0, 0);
    store.noteUse(kSmall, kOnChip, TileId(1), 50);
    store.noteUse(kSmall, kOnChip, TileId(2), 40);  // placed later, ends earlier (on another core)
    QCOMPARE(store.lastUse(kSmall, kOnChip), 50.0);
    QCOMPARE(store.lastUse(kSmall, kOffChip), 50.0);
    store.countDown(kSmall, kOnChip);
    QVERIFY(!store.isUsedUp(kSmall));
    store.countDown(kSmall, kOnChip);
    QVERIFY(store.isUsedUp(kSmall));
    store.leaveAll(60);
    QCOMPARE(std::move(store).takeResidencies().back().lastUser, std::optional(TileId(2)));
  }

  void aSliceIsAPieceOfItsOwnThatNamesTheWhole() {
    PieceStore store = emptyStore();
    const PieceId slice = store.addSlice(kLarge, TileId(2), Bits{50});
    store.enter(slice, kOnChip, 0, 5);
    QVERIFY(store.holds(kOnChip, slice));
    QVERIFY(!store.holds(kOnChip, kLarge));
    QCOMPARE(store.occupancy(kOnChip).finallyFree().value, 950);
    const Piece piece = std::move(store).takePieces()[slice.index()];
    QCOMPARE(piece.kind, Piece::Kind::Slice);
    QCOMPARE(piece.source, kLarge.value);
    QCOMPARE(piece.layer, LayerId(1));
    QCOMPARE(piece.tile, std::optional(TileId(2)));
  }

  void closingTheBooksEndsOpenStaysOnly() {
    PieceStore store = emptyStore();
    store.enter(kSmall, kOnChip, 0, 0);
    store.enter(kLarge, kOnChip, 0, 0);
    store.leave(kSmall, kOnChip, 10);
    store.leaveAll(99);
    const std::vector<Residency> stays = std::move(store).takeResidencies();
    QCOMPARE(stays.size(), std::size_t{3});
    QCOMPARE(stays[0].to.value, 99.0);  // x off chip
    QCOMPARE(stays[1].to.value, 10.0);
    QCOMPARE(stays[2].to.value, 99.0);
  }
};

FUSEWRIGHT_TEST(PieceStoreRules)

}  // namespace fusewright::piece_store_test

#include "piece_store_test.moc"
