#include "core/metrics/duration_histogram.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::duration_histogram_test {

namespace {

std::vector<TimedTile> timed(DurationOf what, double from, double to, std::optional<LayerId> family = {}) {
  const Evaluation evaluation = tests::handWrittenEvaluation();
  return durationsOf(*evaluation.workload, *evaluation.graph, *evaluation.schedule, family, what, Cycles(from),
                     Cycles(to));
}

}  // namespace

class DurationRules : public QObject {
  Q_OBJECT

 private slots:
  void tilesThatStartInTheRangeAreMeasuredShortestFirst() {
    // Tile 0 runs in [10, 20.5), tile 1 in [25, 40).
    QCOMPARE(timed(DurationOf::Run, 0, 45), (std::vector<TimedTile>{{TileId(0), 10.5}, {TileId(1), 15}}));
    QCOMPARE(timed(DurationOf::Run, 11, 45), (std::vector<TimedTile>{{TileId(1), 15}}));
    QCOMPARE(timed(DurationOf::Run, 0, 45, LayerId(0)), (std::vector<TimedTile>{{TileId(0), 10.5}}));
  }

  void aWaitLastsFromTheTileBefore() {
    // 25 - 20.5 = 4.5; the first one waits from 0. The range does not hide the tile before it.
    QCOMPARE(timed(DurationOf::Wait, 0, 45), (std::vector<TimedTile>{{TileId(1), 4.5}, {TileId(0), 10}}));
    QCOMPARE(timed(DurationOf::Wait, 22, 45), (std::vector<TimedTile>{{TileId(1), 4.5}}));
  }

  void binsShareTheRangeEvenlyAndTheLastOneHoldsItsEnd() {
    const auto histogram =
        durationHistogram({{TileId(0), 0}, {TileId(1), 4}, {TileId(2), 5}, {TileId(3), 9.9}, {TileId(4), 10}}, 2);
    QCOMPARE(histogram.bins, (std::vector<DurationBin>{{0, 5, 2}, {5, 10, 3}}));
    QCOMPARE(histogram.median, 5.0);
    QCOMPARE(histogram.all.count, std::int64_t{5});
  }

  void binsGrowByAFactorWhereTheLongestTileTakesAHundredTimesAsLong() {
    // 1 to 10,000 in two bins: 1, 100, 10,000.
    const auto histogram = durationHistogram({{TileId(0), 1}, {TileId(1), 99}, {TileId(2), 101}, {TileId(3), 1e4}}, 2);
    QVERIFY(histogram.logarithmic);
    QCOMPARE(histogram.bins, (std::vector<DurationBin>{{1, 100, 2}, {100, 1e4, 2}}));
    QVERIFY(!durationHistogram({{TileId(0), 1}, {TileId(1), 99}}, 2).logarithmic);
  }

  void tilesOfLessThanACycleHaveABinOfTheirOwnAmongGrowingOnes() {
    const auto histogram = durationHistogram({{TileId(0), 0}, {TileId(1), 0.5}, {TileId(2), 1}, {TileId(3), 100}}, 2);
    QCOMPARE(histogram.bins, (std::vector<DurationBin>{{0, 1, 2}, {1, 100, 2}}));
  }

  void layersWaitForTheTimeBeforeTheirTiles() {
    // 10 cycles before tile 0, 25 - 20.5 before tile 1; each is a layer.
    const Evaluation evaluation = tests::handWrittenEvaluation();
    QCOMPARE(waitsOfLayers(*evaluation.workload, *evaluation.graph, *evaluation.schedule),
             (std::vector<double>{10, 4.5}));
  }

  void tilesThatAllTakeAsLongFallIntoOneBin() {
    const auto histogram = durationHistogram({{TileId(0), 7}, {TileId(1), 7}}, 60);
    QCOMPARE(histogram.bins, (std::vector<DurationBin>{{7, 7, 2}}));
    QVERIFY(durationHistogram({}, 60).bins.empty());
  }
};

FUSEWRIGHT_TEST(DurationRules)

}  // namespace fusewright::duration_histogram_test

#include "duration_histogram_test.moc"
