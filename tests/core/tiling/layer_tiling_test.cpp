#include "core/tiling/layer_tiling.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::layer_tiling_test {

namespace {

Layer layerOver(std::vector<LoopDim> dims) {
  Layer layer;
  layer.dims = std::move(dims);
  return layer;
}

LayerTiling fused(const Layer& layer, const Tiling& intraCore, const Tiling& interCore = {}) {
  return tileLayer(layer, {.cores = {CoreId(0)}, .spatial = {}, .intraCore = intraCore, .interCore = interCore},
                   GroupMembership::Fused);
}

Interval rangeOf(const LayerTiling& tiling, std::int64_t index, std::size_t dim) {
  return tileRanges(tiling, index).ranges[dim];
}

}  // namespace

class LayerTilingRules : public QObject {
  Q_OBJECT

 private slots:
  void aLayerAloneIsOneTile() {
    const Layer layer = layerOver({{"L", 10}, {"D", 6}});
    const LayerTiling tiling = tileLayer(layer, {.intraCore = {{"L", 5}}}, GroupMembership::Alone);
    QCOMPARE(tiling.tiles, 1);
    QVERIFY(tiling.loops.empty());
    QCOMPARE(rangeOf(tiling, 0, 0), (Interval{0, 10}));
  }

  void interCoreCutsApplyEvenAlone() {
    const Layer layer = layerOver({{"L", 10}, {"D", 6}});
    const LayerTiling tiling =
        tileLayer(layer, {.intraCore = {{"L", 5}}, .interCore = {{"D", 3}}}, GroupMembership::Alone);
    QCOMPARE(tiling.tiles, 3);
    QCOMPARE(tiling.interCoreParts, 3);
    QCOMPARE(tiling.tileSizes, (std::vector<std::int64_t>{10, 2}));
    QCOMPARE(rangeOf(tiling, 2, 1), (Interval{4, 6}));
  }

  void theFirstEntryRunsFastest() {
    // All 2 halves of L of the first third of D, then the second third.
    const LayerTiling tiling = fused(layerOver({{"L", 10}, {"D", 6}}), {{"L", 2}, {"D", 3}});
    QCOMPARE(tiling.tiles, 6);
    QCOMPARE(rangeOf(tiling, 1, 0), (Interval{5, 10}));
    QCOMPARE(rangeOf(tiling, 1, 1), (Interval{0, 2}));
    QCOMPARE(rangeOf(tiling, 2, 0), (Interval{0, 5}));
    QCOMPARE(rangeOf(tiling, 2, 1), (Interval{2, 4}));
  }

  void interCoreEntriesRunFasterThanIntraCoreOnes() {
    const LayerTiling tiling = fused(layerOver({{"L", 10}, {"D", 6}}), {{"L", 5}}, {{"D", 2}});
    QCOMPARE(tiling.interCoreParts, 2);
    QCOMPARE(tiling.tiles, 10);
    for (std::int64_t index = 0; index < tiling.tiles; ++index) QCOMPARE(interCorePart(tiling, index), index % 2);
    QCOMPARE(rangeOf(tiling, 3, 1), (Interval{3, 6}));
    QCOMPARE(rangeOf(tiling, 3, 0), (Interval{2, 4}));
  }

  void partsThatDoNotDivideArePaddedUp_data() {
    QTest::addColumn<qint64>("asked");
    QTest::addColumn<qint64>("parts");
    QTest::addColumn<qint64>("size");
    // Of 10 iterations; the size is rounded up, then as many parts as still hold an iteration.
    QTest::newRow("3 parts of 4, 2 beyond the end") << qint64{3} << qint64{3} << qint64{4};
    QTest::newRow("4 parts of 3, 2 beyond the end") << qint64{4} << qint64{4} << qint64{3};
    QTest::newRow("6 asked, but parts of 2 make 5") << qint64{6} << qint64{5} << qint64{2};
    QTest::newRow("9 asked, but parts of 2 make 5") << qint64{9} << qint64{5} << qint64{2};
    QTest::newRow("no more parts than iterations") << qint64{99} << qint64{10} << qint64{1};
    QTest::newRow("one part per iteration") << qint64{kOnePartPerIteration} << qint64{10} << qint64{1};
    QTest::newRow("at least one part") << qint64{-4} << qint64{1} << qint64{10};
  }

  void partsThatDoNotDivideArePaddedUp() {
    QFETCH(qint64, asked);
    QFETCH(qint64, parts);
    QFETCH(qint64, size);
    const LayerTiling tiling = fused(layerOver({{"L", 10}}), {{"L", asked}});
    QCOMPARE(tiling.tiles, parts);
    QCOMPARE(tiling.tileSizes.front(), size);
    QCOMPARE(rangeOf(tiling, parts - 1, 0), (Interval{(parts - 1) * size, parts * size}));
  }

  void aLoopCutAcrossCoresAndInTimeAddsBothOffsets() {
    // 12 in 2 parts of 6 across cores, each in 3 parts of 2 in time. Tile 5 = part 1 (fastest), time step 2: 6 + 4.
    const LayerTiling tiling = fused(layerOver({{"L", 12}}), {{"L", 3}}, {{"L", 2}});
    QCOMPARE(tiling.tiles, 6);
    QCOMPARE(tiling.tileSizes.front(), 2);
    QCOMPARE(rangeOf(tiling, 0, 0), (Interval{0, 2}));
    QCOMPARE(rangeOf(tiling, 1, 0), (Interval{6, 8}));
    QCOMPARE(rangeOf(tiling, 2, 0), (Interval{2, 4}));
    QCOMPARE(rangeOf(tiling, 5, 0), (Interval{10, 12}));
  }

  void onePartPerIterationOfALoopCutAcrossCoresMeansOfEachPart() {
    const LayerTiling tiling = fused(layerOver({{"L", 12}}), {{"L", kOnePartPerIteration}}, {{"L", 4}});
    QCOMPARE(tiling.tiles, 12);
    QCOMPARE(tiling.loops.back().parts, 3);
  }

  void entriesForLoopsThatTheLayerLacksAreLeftOut() {
    const LayerTiling tiling = fused(layerOver({{"L", 10}}), {{"D", 2}, {"L", 2}});
    QCOMPARE(tiling.tiles, 2);
    QCOMPARE(tiling.loops, (std::vector{TileLoop{.dim = 0, .parts = 2, .size = 5}}));
  }
};

FUSEWRIGHT_TEST(LayerTilingRules)

}  // namespace fusewright::layer_tiling_test

#include "layer_tiling_test.moc"
