#include <QSignalSpy>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/blocks/block_map_view.h"
#include "widgets/blocks/lifetimes.h"
#include "widgets/memory/lifetime_paint.h"

namespace fusewright::block_map_test {
using namespace tests;

namespace {

HeldBlock block(int piece, std::int64_t bits, TensorKind kind = TensorKind::Activation) {
  return {.piece = PieceId(piece),
          .kind = kind,
          .layer = LayerId(0),
          .bits = Bits{bits},
          .since = Cycles(0),
          .until = Cycles(9)};
}

/// One on-chip memory of 100 bits and what it holds.
BlockMap mapOf(std::vector<HeldBlock> blocks) {
  MemoryBlocks memory{.memory = MemoryId(0), .name = "sram", .capacity = Bits{100}, .held = Bits{0}, .blocks = blocks};
  for (const HeldBlock& held : blocks) memory.held += held.bits;
  return {.at = Cycles(5), .memories = {memory}};
}

/// 100 pixels wide, two rows of 20 pixels: a pixel is half a bit.
BlockPanel twoRows() {
  return {.header = QRectF(0, 0, 100, 10), .body = QRectF(0, 10, 100, 40), .rows = 2, .scaleBits = 100};
}

BlockMap handMap(double at) {
  const Evaluation evaluation = handWrittenEvaluation();
  return blockMapAt(buildContentsIndex(contentsSource(evaluation)), evaluation, Cycles(at));
}

std::shared_ptr<const Evaluation> mambaOnASmallCore() {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba()),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram(
                          {.d1 = 2, .d2 = 4, .sram = Bits{10000}, .dramBandwidth = BitsPerCycle{256}})),
                      .mapping = {.fusion = NamedFusion{"all"}},
                      .assumptions = physicalAssumptions()};
  return std::make_shared<const Evaluation>(evaluate(design, table).value());
}

QString difference(const QString& name, BlockColour by, ThemeMode mode) {
  const auto evaluation = mambaOnASmallCore();
  const ContentsIndex index = buildContentsIndex(contentsSource(*evaluation));
  const BlockMap map = blockMapAt(index, *evaluation, fullestInstant(*evaluation));
  const DrawStyle style = goldenStyle(mode);
  QImage picture = goldenCanvas({560, 220}, style);
  {
    QPainter painter(&picture);
    renderBlocks(painter, QRectF(8, 8, 544, 204), {.map = map, .evaluation = *evaluation, .by = by}, style);
  }
  return differenceFromGolden(picture, name);
}

}  // namespace

class BlockMapViews : public QObject {
  Q_OBJECT

 private slots:
  void blocksFollowEachOtherAndContinueInTheNextRow() {
    const BlockMap map = mapOf({block(1, 30), block(2, 40)});
    // Rows of 50 bits: 0-30, then 30-50 and, in the second row, 0-20.
    const auto rects = layOutBlocks(map.memories[0], twoRows());
    QCOMPARE(rects, (std::vector<BlockRect>{
                        {QRectF(0, 10, 60, 20), 0, 1}, {QRectF(60, 10, 40, 20), 1, 1}, {QRectF(0, 30, 40, 20), 1, 1}}));
    QCOMPARE(freeRects(map.memories[0], twoRows()), std::vector<QRectF>{QRectF(40, 30, 60, 20)});
  }

  void neighboursNarrowerThanAPixelAreDrawnAsOneIfTheyAreOfAKind() {
    BlockPanel panel = twoRows();
    panel.rows = 1;
    panel.scaleBits = 1000;  // a tenth of a pixel a bit
    BlockMap map = mapOf({block(1, 5), block(2, 5), block(3, 5, TensorKind::Weight), block(4, 100)});
    const auto rects = layOutBlocks(map.memories[0], panel);
    QCOMPARE(rects.size(), std::size_t{3});
    QCOMPARE(rects[0].count, std::size_t{2});
    QCOMPARE(rects[0].box.width(), 1.0);
    QCOMPARE(rects[1].block, std::size_t{2});
    QCOMPARE(rects[2].box.width(), 10.0);
  }

  void thePointerFindsTheBlockOfEachRow() {
    const BlockMap map = mapOf({block(1, 30), block(2, 40)});
    const std::vector panels{twoRows()};
    QCOMPARE(blockAt(map, panels, {59, 15}), std::optional(BlockPlace{0, 0}));
    QCOMPARE(blockAt(map, panels, {61, 15}), std::optional(BlockPlace{0, 1}));
    QCOMPARE(blockAt(map, panels, {39, 45}), std::optional(BlockPlace{0, 1}));
    QCOMPARE(blockAt(map, panels, {41, 45}), std::optional<BlockPlace>());
    QCOMPARE(blockAt(map, panels, {5, 5}), std::optional<BlockPlace>());
  }

  void onChipMemoriesShareTheHeightThatTheOffChipOneLeaves() {
    BlockMap map = mapOf({});
    map.memories.push_back(map.memories[0]);
    map.memories.push_back(map.memories[0]);
    map.memories[2].isOffChip = true;
    // 200 - (10 + 8 + 20) for the off-chip memory - 2 * (10 + 8) = 126, 63 each: three rows of 20.
    const auto panels = layOutBlockPanels(map, QRectF(0, 0, 300, 200), {.headerHeight = 10, .rowHeight = 20});
    QCOMPARE(panels[0].body, QRectF(0, 10, 300, 63));
    QCOMPARE(panels[0].rows, 3);
    QCOMPARE(panels[1].body, QRectF(0, 91, 300, 63));
    QCOMPARE(panels[2].body, QRectF(0, 172, 300, 20));
  }

  void aMapTellsAgeAndNextUse() {
    const BlockMap map = handMap(12);
    const HeldBlock& weight = map.memories[0].blocks[0];
    const HeldBlock& result = map.memories[0].blocks[1];
    QCOMPARE(weight.kind, TensorKind::Weight);
    QCOMPARE(weight.since, Cycles(0));
    QVERIFY(weight.isInUse(map.at));  // by the first tile, since 10
    QCOMPARE(result.nextUse, std::optional(Cycles(25)));
    QVERIFY(!result.isInUse(map.at));
    QVERIFY(!result.leavesBeforeUse());  // it stays until 45
    QVERIFY(map.memories.back().isOffChip);
  }

  void theTableHoldsARowForEachBlock() {
    const Evaluation evaluation = handWrittenEvaluation();
    const TextTable table = blockTable(handMap(12), evaluation);
    QCOMPARE(table.headings.mid(0, 5), (QStringList{"memory", "tensor", "from", "to", "bits"}));
    QCOMPARE(table.rows.size(), std::size_t{2});
    QCOMPARE(table.rows[1].mid(0, 9), (QStringList{"0", "1", "10", "45", "50", "activation", "2", "25", "1"}));
  }

  void aHoveredTileLightsUpWhatItReadsAndWrites() {
    const Evaluation evaluation = handWrittenEvaluation();
    const ContentsIndex index = buildContentsIndex(contentsSource(evaluation));
    const auto lifetimes = lifetimesOf(index, evaluation, Hover(TileId(0)), Cycles(0));
    QCOMPARE(lifetimes.size(), std::size_t{2});
    QCOMPARE(lifetimes[0].piece, PieceId(0));
    QVERIFY(!lifetimes[0].isWritten);
    QCOMPARE(lifetimes[1].piece, PieceId(1));
    QCOMPARE(lifetimes[1].to, Cycles(45));
    QVERIFY(lifetimes[1].isWritten);
  }

  void lifetimesLieOnTopOfThoseThatLastAtTheSameTime() {
    const std::vector<Lifetime> lifetimes{{MemoryId(0), PieceId(0), Cycles(0), Cycles(20), Bits{50}},
                                          {MemoryId(0), PieceId(1), Cycles(10), Cycles(40), Bits{25}},
                                          {MemoryId(1), PieceId(2), Cycles(0), Cycles(90), Bits{25}}};
    const MemoryPanel panel{.box = QRectF(0, 0, 100, 100), .topBits = 100};
    const TimeAxis axis{.from = 0, .to = 100, .left = 0, .length = 100};
    QCOMPARE(layOutLifetimes(lifetimes, MemoryId(0), panel, axis),
             (std::vector<LifetimeBox>{{QRectF(0, 50, 20, 50), 0}, {QRectF(10, 25, 30, 25), 1}}));
  }

  void aClickOnABlockSelectsTheTileThatMadeIt() {
    const auto evaluation = std::make_shared<const Evaluation>(handWrittenEvaluation());
    TimeNavigator navigator;
    BlockMapView view(navigator);
    view.setMap(evaluation, std::make_shared<const BlockMap>(handMap(12)));
    view.resize(600, 300);
    view.show();
    QSignalSpy selections(&view, &BlockMapView::selectionRequested);
    auto* canvas = view.findChild<BlockCanvas*>();
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_Right);
    QTest::keyClick(canvas, Qt::Key_Right);
    QTest::keyClick(canvas, Qt::Key_Return);
    QCOMPARE(selections.size(), 1);
    QCOMPARE(selections[0][0].value<Selection>(), Selection(TileKey{LayerId(0), 0}));
  }

  void theKeysOfThePlayheadWorkInTheMapToo() {
    TimeNavigator navigator;
    BlockMapView view(navigator);
    view.show();
    std::vector<PlayheadMove> asked;
    connect(&navigator, &TimeNavigator::playheadAsked, this, [&](PlayheadMove move) { asked.push_back(move); });
    QTest::keyClick(&view, Qt::Key_L);
    QTest::keyClick(&view, Qt::Key_J);
    QTest::keyClick(&view, Qt::Key_K);
    QCOMPARE(asked, (std::vector{PlayheadMove::On, PlayheadMove::Back, PlayheadMove::Play}));
  }

  void theBlockMapLooksAsItDid() {
    QCOMPARE(difference("blocks_light", BlockColour::Kind, ThemeMode::Light), QString());
    QCOMPARE(difference("blocks_dark", BlockColour::NextUse, ThemeMode::Dark), QString());
  }
};

FUSEWRIGHT_TEST(BlockMapViews)

}  // namespace fusewright::block_map_test

#include "block_map_test.moc"
