// FSRCNN line by line on a DepFiN-like core against closed forms.
//
// Weights of the 8 convolutions, output channels x input channels x taps:
//   features 56 x 1 x 25 = 1,400; shrinking 12 x 56 = 672; four mappings 12 x 12 x 9 = 1,296 each; expanding
//   56 x 12 = 672; deconvolution 16 x 56 x 9 = 8,064; together 15,992.
// Each is used once for each of 540 x 960 = 518,400 pixels: 8,290,252,800 multiply-accumulates.
//
// Compute bound: over 16 x 128 = 2048 units 8,290,252,800 / 2048 = 4,047,975 cycles.
//
// Strict lower bound: the array takes 16 output channels by 128 columns at once, and whole steps of both. A line of 960
// columns takes ceil(960 / 128) = 8 steps; a pixel takes, over the layers, ceil(channels / 16) x inputs x taps =
//   4 x 25 + 56 + 4 x (12 x 9) + 4 x 12 + 56 x 9 = 100 + 56 + 432 + 48 + 504 = 1,140
// cycles. 540 lines x 8 x 1,140 = 4,924,800.
//
// Halo floor: when a line of every layer is made from the line before it, the lines that a window of F rows still
// needs, F - 1 of them, lie in memory: 4 x 960 x 1 before the features, 2 x 960 x 12 before each mapping, 2 x 960 x 56
// before the deconvolution. 3,840 + 4 x 23,040 + 107,520 = 203,520 bytes.
//
// Serialised ceiling: nothing overlaps. Every tile waits for the one before it and for everything that moves. Under
// `paper` the tiles of one line take 815 + 472 + 4 x 877 + 399 + 4,048 = 9,242 cycles, 4,990,680 for all lines; at 64
// bits a cycle the image (5 lines of 960 + 4 columns for each tile of the features: 603 cycles) takes 325,620, the
// weights 1,999 and the result (16 x 960 bytes a line: 1,920 cycles) 1,036,800. Together 6,355,099.
//
// Recomputed halos: the deconvolution needs h = 1 row more of the expanding layer and of the last mapping on each side
// of a tile, 2, 3 and 4 of the mappings before, 5 of the shrinking and the features. With S strips of B blocks a layer
// computes (540 + 2 h (S - 1)) (960 + 2 h (B - 1)) pixels of w weights each; beyond 518,400 pixels that is done again:
//   27 strips: 49,920 (5 x 2,072 + (4 + 3 + 2 + 1) x 1,296 + 672) = 49,920 x 23,992 = 1,197,680,640;
//   27 strips of 8 blocks: w (57,480 h + 728 h h) for h = 5, 4, 3, 2, 1 and w = 2,072, 1,296, 1,296, 1,296, 1,968:
//   633,203,200 + 313,072,128 + 231,973,632 + 152,762,112 + 114,553,344 = 1,445,564,416.
// A step holds no halo: from its features to its pixels 20 x 120 pixels of the result, and 30 rows of 130 of the
// features.
#include <map>

#include <QTemporaryDir>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "tests/test_program.h"

namespace fusewright::fsrcnn_reference_test {

namespace {

constexpr std::int64_t kOperations = 8290252800;
constexpr double kComputeBound = 4047975;
constexpr double kStrictBound = 4924800;
constexpr std::int64_t kHaloBytes = 203520;

const std::string kExamples = FUSEWRIGHT_SOURCE_DIR "/examples";

Design lineByLine() {
  const QTemporaryDir directory;
  const std::string path = directory.filePath("fsrcnn.onnx").toStdString();
  if (!writeModel("fsrcnn", {}, path)) qFatal("the model cannot be written");
  Design design;
  design.workload = std::make_shared<const Workload>(readOnnx(path).value());
  design.accelerator =
      std::make_shared<const Accelerator>(readAccelerator(kExamples + "/accelerators/depfin_like.yaml").value());
  const FusionPlanFile plan = readFusionPlan(kExamples + "/mappings/fsrcnn_lines.json").value();
  design.mapping.fusion = plan.fusion;
  design.mapping.tiling = TilingMode::Explicit;
  design.mapping.entries = plan.tiling;
  return design;
}

/// All layers fused and cut that way.
Evaluation cutInto(const Tiling& tiling, HaloRule halos) {
  Design design = lineByLine();
  design.mapping.tiling = TilingMode::PerStep;
  design.mapping.entries.clear();
  auto& fusion = std::get<ListedFusion>(design.mapping.fusion);
  fusion.tilings = {tiling};
  fusion.halos = {halos};
  design.assumptions = physicalAssumptions();
  TileCostTable costs;
  return evaluate(design, costs).value();
}

double serialisedCeiling(const Evaluation& evaluation) {
  double cycles = 0;
  for (std::int32_t cost : evaluation.costs->ofTile)
    cycles += evaluation.costs->distinct[static_cast<std::size_t>(cost)].latency.value;
  for (const Transfer& transfer : evaluation.schedule->transfers) cycles += (transfer.end - transfer.start).value;
  const auto bandwidth = static_cast<double>(evaluation.design.accelerator->dram().ports.front().bandwidth.value);
  for (const Stream& stream : evaluation.schedule->streams)
    cycles += static_cast<double>(stream.bits.value) / bandwidth;
  return cycles;
}

}  // namespace

class FsrcnnReference : public QObject {
  Q_OBJECT

 private slots:
  void theModelHasThePublishedOperations();
  void theArrayGivesTheComputeBound();
  void latencyLiesBetweenTheStrictBoundAndTheSerialisedCeiling_data();
  void latencyLiesBetweenTheStrictBoundAndTheSerialisedCeiling();
  void everyTileTakesAtLeastItsWholeSteps();
  void theLinesOfTheWindowsAreHeld_data() { latencyLiesBetweenTheStrictBoundAndTheSerialisedCeiling_data(); }
  void theLinesOfTheWindowsAreHeld();
  void featuresStayOnChip();
  void recomputedHalosTakeTheOperationsOfTheirPixels_data();
  void recomputedHalosTakeTheOperationsOfTheirPixels();
  void blocksWithRecomputedHalosNeedHalfOfTheMemoryThatTheirStoredHalosDo();

 private:
  /// The evaluation under what a row of data says.
  const Evaluation& evaluation(const QString& assumptions);

  std::map<QString, Evaluation> evaluations_;
};

const Evaluation& FsrcnnReference::evaluation(const QString& assumptions) {
  const auto known = evaluations_.find(assumptions);
  if (known != evaluations_.end()) return known->second;
  Design design = lineByLine();
  design.assumptions = parseAssumptions(assumptions.toStdString()).value();
  TileCostTable costs;
  return evaluations_.emplace(assumptions, evaluate(design, costs).value()).first->second;
}

void FsrcnnReference::theModelHasThePublishedOperations() {
  QCOMPARE(evaluation("paper").metrics->operations, kOperations);
  QCOMPARE(evaluation("paper").graph->size(), std::size_t{8 * 540});
}

void FsrcnnReference::theArrayGivesTheComputeBound() {
  const Evaluation& paper = evaluation("paper");
  QCOMPARE(static_cast<double>(kOperations) / static_cast<double>(totalUnits(*paper.design.accelerator)),
           kComputeBound);
  QCOMPARE(paper.metrics->computeBound.value, kComputeBound);
}

void FsrcnnReference::latencyLiesBetweenTheStrictBoundAndTheSerialisedCeiling_data() {
  QTest::addColumn<QString>("assumptions");
  QTest::newRow("paper") << "paper";
  QTest::newRow("physical") << "physical";
}

void FsrcnnReference::latencyLiesBetweenTheStrictBoundAndTheSerialisedCeiling() {
  QFETCH(QString, assumptions);
  const Evaluation& lines = evaluation(assumptions);
  const double latency = lines.schedule->latency.value;
  const double ceiling = serialisedCeiling(lines);
  qInfo("%s: %.0f < %.1f < %.1f cycles", qPrintable(assumptions), kStrictBound, latency, ceiling);
  QVERIFY(latency > kStrictBound);
  QVERIFY(latency < ceiling);
  if (assumptions == "paper") QCOMPARE(ceiling, 6355099.0);
}

void FsrcnnReference::everyTileTakesAtLeastItsWholeSteps() {
  const double expected[] = {100, 56, 108, 108, 108, 108, 48, 504};  // cycles a step of 128 columns, by layer
  const Evaluation& paper = evaluation("paper");
  for (std::size_t tile = 0; tile < paper.graph->size(); ++tile)
    QCOMPARE(paper.costs->distinct[static_cast<std::size_t>(paper.costs->ofTile[tile])].idealTemporal.value,
             8 * expected[paper.graph->layer[tile].index()]);
}

void FsrcnnReference::theLinesOfTheWindowsAreHeld() {
  QFETCH(QString, assumptions);
  const Evaluation& lines = evaluation(assumptions);
  const std::int64_t peak = lines.metrics->memories.front().peak.value;
  qInfo("%s: peak of %.0f bytes", qPrintable(assumptions), static_cast<double>(peak) / 8);
  QVERIFY(peak > 8 * kHaloBytes);
}

/// Off chip goes the image of 540 x 960 pixels and comes its enlargement, 16 times that; nothing between them.
void FsrcnnReference::featuresStayOnChip() {
  const Evaluation& paper = evaluation("paper");
  QVERIFY(paper.metrics->violations.empty());
  QCOMPARE(paper.metrics->dram.written.value, std::int64_t{8} * 16 * 540 * 960);
}

void FsrcnnReference::recomputedHalosTakeTheOperationsOfTheirPixels_data() {
  QTest::addColumn<int>("blocks");
  QTest::addColumn<qint64>("again");
  QTest::newRow("strips") << 1 << qint64{1197680640};
  QTest::newRow("blocks") << 8 << qint64{1445564416};
}

void FsrcnnReference::recomputedHalosTakeTheOperationsOfTheirPixels() {
  QFETCH(int, blocks);
  QFETCH(qint64, again);
  Tiling tiling{{"OY", 27}};
  if (blocks > 1) tiling.insert(tiling.begin(), {"OX", blocks});
  const Evaluation evaluation = cutInto(tiling, HaloRule::Recomputed);
  QCOMPARE(evaluation.metrics->recomputed, std::int64_t{again});
  QCOMPARE(evaluation.metrics->operations, kOperations);
  std::int64_t done = 0;
  for (const LayerMetrics& layer : evaluation.metrics->layers) done += layer.operations;
  QCOMPARE(done, kOperations + again);
}

void FsrcnnReference::blocksWithRecomputedHalosNeedHalfOfTheMemoryThatTheirStoredHalosDo() {
  const Tiling blocks{{"OX", 8}, {"OY", 27}};
  const Evaluation stored = cutInto(blocks, HaloRule::Stored), recomputed = cutInto(blocks, HaloRule::Recomputed);
  QVERIFY(recomputed.metrics->violations.empty());
  // Features of the largest step: 30 x 130 pixels of 56 bytes, and as many pixels of 12 bytes that are made of them.
  const Bits step{8 * 30 * 130 * (56 + 12)};
  const Bits peak = recomputed.metrics->memories.front().peak;
  qInfo("peaks of %.0f and %.0f bytes", static_cast<double>(stored.metrics->memories.front().peak.value) / 8,
        static_cast<double>(peak.value) / 8);
  QVERIFY(peak >= step);
  QVERIFY(2 * peak.value < stored.metrics->memories.front().peak.value);
  QVERIFY(recomputed.metrics->dram.written == Bits{std::int64_t{8} * 16 * 540 * 960});
}

FUSEWRIGHT_TEST(FsrcnnReference)

}  // namespace fusewright::fsrcnn_reference_test

#include "fsrcnn_reference_test.moc"
