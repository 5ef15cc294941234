#include "core/schedule/schedule_tables.h"

#include <algorithm>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::schedule_tables_test {

namespace {

const std::vector<Piece> kPieces{
    {.kind = Piece::Kind::TileOutput, .layer = LayerId(4), .tile = TileId(0), .source = -1, .bits = Bits{50}},
    {.kind = Piece::Kind::TileOutput, .layer = LayerId(5), .tile = TileId(1), .source = -1, .bits = Bits{60}},
    {.kind = Piece::Kind::TileOutput, .layer = LayerId(6), .tile = TileId(7), .source = -1, .bits = Bits{60}},
    {.kind = Piece::Kind::Constant, .layer = LayerId(8), .tile = {}, .source = 9, .bits = Bits{1} * (1LL << 40)},
    {.kind = Piece::Kind::Slice, .layer = LayerId(5), .tile = TileId(3), .source = 1, .bits = Bits{10}},
    {.kind = Piece::Kind::Slice, .layer = LayerId(8), .tile = TileId(3), .source = 3, .bits = Bits{10}},
    {.kind = Piece::Kind::Slice, .layer = LayerId(5), .tile = {}, .source = 4, .bits = Bits{5}}};

Transfer transferOf(int number) {
  return {.piece = PieceId(number),
          .from = CoreId(1),
          .to = CoreId(number % 2),
          .firstLink = 3,
          .linkCount = 2,
          .sharedHops = number % 5 == 0 ? 2U : 0U,
          .start = Cycles(number * 10.5),
          .end = Cycles(number * 10.5 + 7),
          .bits = Bits{number % 4 * 100},
          .bandwidth = BitsPerCycle{64},
          .cause = number % 3 == 0 ? TransferCause::Spill : TransferCause::Reload,
          .neededBy = number % 3 == 0 ? std::nullopt : std::optional(TileId(number))};
}

template <typename Record>
bool holds(const auto& table, const std::vector<Record>& records) {
  return std::ranges::equal(table, records);
}

}  // namespace

class ScheduleTablesRules : public QObject {
  Q_OBJECT

 private slots:
  void piecesComeBackWhateverTheyAre() {
    const auto table = PieceTable::of(kPieces);
    QVERIFY(holds(table, kPieces));
    for (std::size_t piece = 0; piece < kPieces.size(); ++piece) {
      QCOMPARE(table.bitsOf(PieceId(piece)), kPieces[piece].bits);
      QCOMPARE(table.layerOf(PieceId(piece)), kPieces[piece].layer);
    }
  }

  void outputsBehindOtherPiecesAreStillTheirTiles() {
    const std::vector<Piece> pieces{kPieces[3], kPieces[0], kPieces[1]};
    QVERIFY(holds(PieceTable::of(pieces), pieces));
  }

  void transfersComeBack() {
    std::vector<Transfer> transfers;
    for (int number = 0; number < 500; ++number) transfers.push_back(transferOf(number));
    QVERIFY(holds(TransferTable::of(transfers), transfers));
  }

  void streamsComeBack() {
    std::vector<Stream> streams;
    for (int number = 0; number < 300; ++number)
      streams.push_back({.tile = TileId(number),
                         .role = number % 2 == 0 ? OperandRole::W : OperandRole::O,
                         .link = LinkId(number % 3),
                         .start = Cycles(number / 3.0),
                         .end = Cycles(number * 2.0),
                         .bits = Bits{number % 7},
                         .bandwidth = BitsPerCycle{5},
                         .shared = number % 5 == 0});
    QVERIFY(holds(StreamTable::of(streams), streams));
  }

  void residenciesComeBack() {
    std::vector<Residency> stays;
    for (int number = 0; number < 300; ++number)
      stays.push_back({.memory = MemoryId(number % 3),
                       .piece = PieceId(number),
                       .from = Cycles(number),
                       .to = Cycles(number + 1e10),
                       .bits = Bits{number % 40},
                       .lastUser = number % 2 == 0 ? std::nullopt : std::optional(TileId(number))});
    QVERIFY(holds(ResidencyTable::of(stays), stays));
  }

  void aTableIsSearchedLikeAVector() {
    TransferTable table;
    for (int number = 0; number < 100; ++number) table.push_back(transferOf(number));
    // The first that starts at cycle 105 or later is number 10, at 10 * 10.5.
    const auto found = std::ranges::lower_bound(table, Cycles{105}, {}, &Transfer::start);
    QCOMPARE(found - table.begin(), std::ptrdiff_t{10});
    QCOMPARE(found->piece, PieceId(10));
    QCOMPARE(std::ranges::count(table, TransferCause::Spill, &Transfer::cause), std::ptrdiff_t{34});  // 0, 3, ..., 99
  }

  void tablesAreEqualIfTheirRecordsAre() {
    TransferTable one, other;
    for (int number = 0; number < 20; ++number) one.push_back(transferOf(number));
    other = TransferTable::of(one);
    QVERIFY(one == other);
    other.push_back(transferOf(20));
    QVERIFY(!(one == other));
  }

  void aTransferTakesLessThanTenBytes() {
    // Piece, start, end and tile take 2 bytes each, as they are near those before them; none is -1, which is not far
    // from these tiles either. The rest takes a byte: 9 in all. The heads of four blocks of 128 take 12 + 16 + 16 + 12
    // = 56 bytes, or 0.44 each. Then there are the 16 different rests, each of less than 80 bytes.
    TransferTable table;
    for (int number = 0; number < 20'000; ++number) {
      Transfer transfer = transferOf(number);
      transfer.start = Cycles(number * 10);
      transfer.end = Cycles(number * 10 + 7);
      table.push_back(transfer);
    }
    table.shrinkToFit();
    QVERIFY(table.bytes() < 10 * table.size());
    QVERIFY(table.bytes() > 9 * table.size());
  }
};

FUSEWRIGHT_TEST(ScheduleTablesRules)

}  // namespace fusewright::schedule_tables_test

#include "schedule_tables_test.moc"
