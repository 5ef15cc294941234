// ResNet-18 on four TPU-like cores against the numbers in tests/reference/*_resnet18.csv; README.md there names their
// origin.
#include <cstdio>

#include <QTemporaryDir>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_reference.h"
#include "tests/test_program.h"

namespace fusewright::resnet18_reference_test {
using namespace tests;

namespace {

constexpr double kPublishedLatency = 6308574;

/// Rows of a table of this directory.
std::vector<Row> table(const std::string& file) {
  return readTable(std::filesystem::path(FUSEWRIGHT_SOURCE_DIR "/tests/reference") / file);
}

/// The model states no precisions, so the published tool's count.
Workload resnet18() {
  const QTemporaryDir directory;
  const std::filesystem::path path = directory.filePath("resnet18.onnx").toStdString();
  const auto written = writeModel("resnet18", {}, path);
  if (!written) qFatal("%s", message(written.error()).c_str());
  return readOnnx(path, {.dims = {}, .precision = kPaperPrecision}).value();
}

/// Convolutions over four cores by output channels, other layers by their last axis; pooling and additions on the cores
/// made for them; one row of the image a tile.
std::vector<MappingRule> publishedMapping() {
  const std::vector<CoreId> matrix{CoreId(0), CoreId(1), CoreId(2), CoreId(3)};
  const auto rule = [](const char* name, std::vector<CoreId> cores, const char* rows, Tiling across) {
    return MappingRule{.name = name,
                       .dimNames = {},
                       .cores = std::move(cores),
                       .spatial = {},
                       .intraCore = Tiling{{rows, kOnePartPerIteration}},
                       .interCore = std::move(across),
                       .source = {}};
  };
  return {rule("default", matrix, "D", {{"K", 4}}),
          rule("Conv", matrix, "OY", {{"K", 4}}),
          rule("Gemm", matrix, "D", {{"H", 4}}),
          rule("MaxPool", {CoreId(4)}, "OY", {}),
          rule("GlobalAveragePool", {CoreId(4)}, "OY", {}),
          rule("Add", {CoreId(5)}, "D", {})};
}

/// Two groups of eleven layers, the rest alone.
ListedFusion publishedGroups(const Workload& workload) {
  ListedFusion fusion;
  fusion.groups.resize(2);
  for (std::size_t layer = 0; layer < 22; ++layer) fusion.groups[layer / 11].push_back(workload.layers[layer].name);
  return fusion;
}

Evaluation evaluated() {
  Design design;
  design.workload = std::make_shared<const Workload>(resnet18());
  design.accelerator = std::make_shared<const Accelerator>(
      readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/tpu_like_quad.yaml").value());
  design.mapping.fusion = publishedGroups(*design.workload);
  design.mapping.rules = publishedMapping();
  TileCostTable costs;
  return evaluate(design, costs).value();
}

}  // namespace

class ResNet18Reference : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { evaluation_ = evaluated(); }

  void latencyIsWithinTwoPercentAndTheTilesAreAsMany() {
    report_.startRow("ResNet-18");
    report_.add("latency", evaluation_.schedule->latency.value, kPublishedLatency, Agreement::WithinTwoPercent);
    report_.add("tiles", static_cast<double>(evaluation_.graph->size()), 3863, Agreement::Exact);
    QVERIFY2(report_.disagreements().empty(), report_.disagreements().c_str());
  }

  void everyCoreIsBusyForThePublishedCyclesAndItsMemoryAsFull() {
    for (const Row& row : table("cores_resnet18.csv")) {
      const auto core = static_cast<std::size_t>(number(row, "core"));
      report_.startRow("core " + row.at("core"));
      report_.add("busy", evaluation_.metrics->cores[core].busy.value, static_cast<double>(number(row, "busy")),
                  Agreement::WithinTwoPercent);
      report_.add("peak_bits", static_cast<double>(evaluation_.metrics->memories[core].peak.value),
                  static_cast<double>(number(row, "peak_bits")), Agreement::Exact);
      QVERIFY2(report_.disagreements().empty(), report_.disagreements().c_str());
    }
  }

  void transfersAndBookingsAreThePublishedOnesWhereOneMoveForSeveralCoresCountsOnce() {
    std::int64_t reads = 0, readBits = 0, writes = 0, writtenBits = 0, streams = 0;
    const CoreId offChip = evaluation_.design.accelerator->offChip;
    for (const Transfer& transfer : evaluation_.schedule->transfers) {
      if (transfer.isCopy()) continue;
      reads += transfer.from == offChip ? 1 : 0;
      readBits += transfer.from == offChip ? transfer.bits.value : 0;
      writes += transfer.to == offChip ? 1 : 0;
      writtenBits += transfer.to == offChip ? transfer.bits.value : 0;
    }
    for (const Stream& stream : evaluation_.schedule->streams) streams += stream.shared ? 0 : 1;
    QCOMPARE(reads, 165);
    QCOMPARE(readBits, 9835112);
    QCOMPARE(writes, 224);
    QCOMPARE(writtenBits, 1605632);
    QCOMPARE(streams, 241);
  }

  void everyLayerStartsAndEndsWhenThePublishedOneDoes() {
    const std::vector<Row> rows = table("layers_resnet18.csv");
    QCOMPARE(rows.size(), std::size_t{48});
    for (const Row& row : rows) {
      const auto layer = findLayer(*evaluation_.design.workload, row.at("layer"));
      QVERIFY2(layer, row.at("layer").c_str());
      const LayerMetrics& ours = evaluation_.metrics->layers[layer->index()];
      report_.startRow(row.at("layer"));
      const auto exact = [&](const char* term, double value) {
        report_.add(term, value, static_cast<double>(number(row, term)), Agreement::Exact);
      };
      exact("tiles", static_cast<double>(ours.tiles));
      exact("busy", ours.busy.value);
      exact("first_start", ours.firstStart.value);
      exact("last_end", ours.lastEnd.value);
      QVERIFY2(report_.disagreements().empty(), report_.disagreements().c_str());
    }
  }

  void cleanupTestCase() { std::fputs(report_.text().c_str(), stdout); }

 private:
  Evaluation evaluation_;
  AgreementReport report_;
};

FUSEWRIGHT_TEST(ResNet18Reference)

}  // namespace fusewright::resnet18_reference_test

#include "resnet18_reference_test.moc"
