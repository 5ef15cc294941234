#include "core/metrics/memory_contents.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::memory_contents_test {
using namespace tests;

namespace {

ContentsSource sourceOf(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload,
          .accelerator = *evaluation.design.accelerator,
          .graph = *evaluation.graph,
          .schedule = *evaluation.schedule};
}

MemoryContents onChipAt(const Evaluation& evaluation, double at) {
  const ContentsSource source = sourceOf(evaluation);
  return contentsAt(buildContentsIndex(source), source, Cycles(at)).front();
}

std::vector<std::int32_t> stays(const MemoryContents& contents) {
  std::vector<std::int32_t> found;
  for (const HeldPiece& piece : contents.pieces) found.push_back(piece.residency);
  return found;
}

double valueOf(std::optional<Cycles> at) {
  return at ? at->value : -1;
}

}  // namespace

class MemoryContentsRules : public QObject {
  Q_OBJECT

 private slots:
  void aMemoryHoldsWhatCameAndHasNotLeft() {
    const Evaluation evaluation = handWrittenEvaluation();
    // w is there in [0, 20.5), the output of the first tile in [10, 45), that of the second in [20.5, 45).
    QCOMPARE(stays(onChipAt(evaluation, 9.5)), (std::vector<std::int32_t>{0}));
    QCOMPARE(stays(onChipAt(evaluation, 10)), (std::vector<std::int32_t>{0, 1}));
    QCOMPARE(stays(onChipAt(evaluation, 20.5)), (std::vector<std::int32_t>{1, 2}));
    QCOMPARE(stays(onChipAt(evaluation, 45)), (std::vector<std::int32_t>{}));
    QCOMPARE(onChipAt(evaluation, 10).held, Bits{150});  // 100 + 50
  }

  void aPieceIsReadNextByTheEarliestTileThatHasNotEnded() {
    const Evaluation evaluation = handWrittenEvaluation();
    // The first tile, cycles 10 to 20.5, reads w; the second one, 25 to 40, what the first one made.
    const MemoryContents during = onChipAt(evaluation, 12);
    QCOMPARE(during.pieces[0].nextUser, std::optional(TileId(0)));
    QCOMPARE(during.pieces[1].nextUser, std::optional(TileId(1)));
    // At 41 the second tile is over, and its result is only waited for by a write-back.
    const MemoryContents after = onChipAt(evaluation, 41);
    QCOMPARE(after.pieces[0].nextUser, std::optional<TileId>());
    QCOMPARE(after.pieces[1].nextUser, std::optional<TileId>());
  }

  void aPieceIsOfTheKindOfItsTensor() {
    const Evaluation evaluation = handWrittenEvaluation();
    const ContentsSource source = sourceOf(evaluation);
    QCOMPARE(kindOf(source, PieceId(0)), TensorKind::Weight);
    QCOMPARE(kindOf(source, PieceId(1)), TensorKind::Activation);
  }

  void aPieceIsReadByThoseThatNeedItAlone() {
    const Evaluation evaluation = handWrittenEvaluation();
    const ContentsSource source = sourceOf(evaluation);
    QVERIFY(readsPiece(source, TileId(0), PieceId(0)));
    QVERIFY(!readsPiece(source, TileId(1), PieceId(0)));
    QVERIFY(readsPiece(source, TileId(1), PieceId(1)));
    QVERIFY(!readsPiece(source, TileId(0), PieceId(1)));
    QCOMPARE(readersOf(buildContentsIndex(source), source, PieceId(1), 9), std::vector<TileId>{TileId(1)});
  }

  void eventsAreStartsAndEndsOfTilesAndChangesOfOccupancy() {
    const Evaluation evaluation = handWrittenEvaluation();
    const auto next = [&](double at) {
      return valueOf(nextEvent(*evaluation.schedule, *evaluation.metrics, Cycles(at)));
    };
    const auto previous = [&](double at) {
      return valueOf(previousEvent(*evaluation.schedule, *evaluation.metrics, Cycles(at)));
    };
    // 0, 10, 20.5, 45: occupancy; 10, 25: starts; 20.5, 40: ends.
    QCOMPARE(next(0), 10.0);
    QCOMPARE(next(10), 20.5);
    QCOMPARE(next(20.5), 25.0);
    QCOMPARE(next(26), 40.0);
    QCOMPARE(next(40), 45.0);
    QCOMPARE(next(45), -1.0);
    QCOMPARE(previous(45), 40.0);
    QCOMPARE(previous(25), 20.5);
    QCOMPARE(previous(10), 0.0);
    QCOMPARE(previous(0), -1.0);
  }

  void aStayIsFoundAmongManyThatAreOver() {
    // 300 stays of a cycle each, and one that outlasts them all: more than two levels of the index.
    Evaluation evaluation = handWrittenEvaluation();
    Schedule schedule = *evaluation.schedule;
    schedule.residencies = {};
    for (int stay = 0; stay < 300; ++stay)
      schedule.residencies.push_back(
          {MemoryId(0), PieceId(0), Cycles(stay), Cycles(stay == 7 ? 1000 : stay + 1), Bits{1}, {}});
    evaluation.schedule = std::make_shared<const Schedule>(schedule);
    QCOMPARE(stays(onChipAt(evaluation, 250.5)), (std::vector<std::int32_t>{7, 250}));
    QCOMPARE(stays(onChipAt(evaluation, 600)), (std::vector<std::int32_t>{7}));
    QCOMPARE(stays(onChipAt(evaluation, 1000)), (std::vector<std::int32_t>{}));
  }
};

FUSEWRIGHT_TEST(MemoryContentsRules)

}  // namespace fusewright::memory_contents_test

#include "memory_contents_test.moc"
