#include "core/schedule/piece_places.h"

#include <utility>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::piece_places_test {

namespace {

using MemoryAndUses = std::pair<int, int>;

/// Memories in which somebody wants the piece, as visited.
std::vector<MemoryAndUses> wantedIn(const PiecePlaces& places, int piece) {
  std::vector<MemoryAndUses> found;
  places.visit(PieceId(piece), [&](MemoryId memory, const PiecePlace& place) {
    if (place.uses != kNoUser) found.emplace_back(memory.value, place.uses);
  });
  return found;
}

}  // namespace

class PiecePlacesRules : public QObject {
  Q_OBJECT

 private slots:
  void placesAreKeptApartHoweverManyMemoriesThereAre_data() {
    QTest::addColumn<int>("memories");
    for (const int memories : {4, 5, 65}) QTest::addRow("%d memories", memories) << memories;
  }
  void placesAreKeptApartHoweverManyMemoriesThereAre() {
    QFETCH(int, memories);
    PiecePlaces places(static_cast<std::size_t>(memories), 2);
    places.at(PieceId(1), MemoryId(3)).uses = 7;
    places.at(PieceId(1), MemoryId(0)).uses = 5;
    places.at(PieceId(1), MemoryId(2)).lastUse = 1.5;
    places.at(PieceId(0), MemoryId(3)).uses = 9;
    places.resize(3);
    places.at(PieceId(2), MemoryId(1)).uses = 1;
    places.at(PieceId(1), MemoryId(3)).uses -= 1;
    QCOMPARE(wantedIn(places, 0), (std::vector<MemoryAndUses>{{3, 9}}));
    QCOMPARE(wantedIn(places, 1), (std::vector<MemoryAndUses>{{0, 5}, {3, 6}}));  // in order of memory
    QCOMPARE(wantedIn(places, 2), (std::vector<MemoryAndUses>{{1, 1}}));
    QCOMPARE(places.of(PieceId(1), MemoryId(2)).lastUse, 1.5);
  }

  void nobodyWantsAPieceWhereNothingIsKnownOfIt() {
    const PiecePlaces places(65, 1);
    const PiecePlace& unknown = places.of(PieceId(0), MemoryId(64));
    QCOMPARE(unknown.uses, kNoUser);
    QCOMPARE(unknown.stay, -1);
    QVERIFY(unknown.lastUse < 0);
    QVERIFY(wantedIn(places, 0).empty());
  }
};

FUSEWRIGHT_TEST(PiecePlacesRules)

}  // namespace fusewright::piece_places_test

#include "piece_places_test.moc"
