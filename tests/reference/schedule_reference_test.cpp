// Schedules of the study's designs against the numbers in tests/reference/*.csv; README.md there names their origin.
#include <cstdio>

#include <QTemporaryDir>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/hardware/iso_area.h"
#include "core/hardware/parameters.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_reference.h"
#include "tests/test_program.h"

namespace fusewright::schedule_reference_test {
using namespace tests;

namespace {

/// Rows of a table of this directory.
std::vector<Row> table(const std::string& file) {
  return readTable(std::filesystem::path(FUSEWRIGHT_SOURCE_DIR "/tests/reference") / file);
}

Workload mambaBlock(std::int64_t tokens) {
  const QTemporaryDir directory;
  const std::filesystem::path path = directory.filePath("mamba.onnx").toStdString();
  const auto written = writeModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}}, path);
  if (!written) qFatal("%s", message(written.error()).c_str());
  return readOnnx(path).value();
}

Design design(const Row& row) {
  const Accelerator marca = readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml").value();
  Design design;
  design.workload = std::make_shared<const Workload>(mambaBlock(number(row, "L")));
  design.accelerator = std::make_shared<const Accelerator>(
      row.at("memory_MB").empty() ? withArea(marca, 222, std::stod(row.at("memory_fraction"))).value()
                                  : withParameter(marca, "onchip_memory_MB", row.at("memory_MB")).value());
  design.mapping.fusion = NamedFusion{row.at("fusion")};
  design.mapping.tiling = row.at("tiling") == "memory-aware" ? TilingMode::MemoryAware : TilingMode::PerStep;
  return design;
}

Evaluation evaluated(const Row& row) {
  static TileCostTable costs;
  return evaluate(design(row), costs).value();
}

/// Transfers from (or to) the off-chip memory: how many, and their bits.
struct Traffic {
  std::int64_t transfers = 0;
  std::int64_t bits = 0;

  void add(const Transfer& transfer) {
    ++transfers;
    bits += transfer.bits.value;
  }
};

QString arrayOf(const Accelerator& accelerator) {
  const std::vector<ArrayDim>& dims = accelerator.cores.front().array.dims;
  return QString("%1x%2").arg(dims[0].size).arg(dims[1].size);
}

/// "schemes: L=64 all per-step, memory 24 MB".
std::string nameOf(const Row& row) {
  const std::string size =
      row.at("memory_MB").empty() ? row.at("memory_fraction") + " of 222 mm2" : row.at("memory_MB") + " MB";
  return row.at("study") + ": L=" + row.at("L") + " " + row.at("fusion") + " " + row.at("tiling") + ", memory " + size;
}

/// Ours beside the published numbers of one design. The published times of the on-chip memory are cut to whole cycles
/// while all others keep their fractions, which may bring a latency forward by a cycle (core/README.md).
void compare(const Row& published, const Evaluation& evaluation, AgreementReport& report) {
  Traffic reads, writes;
  for (const Transfer& transfer : evaluation.schedule->transfers)
    (transfer.from == evaluation.design.accelerator->offChip ? reads : writes).add(transfer);
  const auto exact = [&](const char* term, std::int64_t ours) {
    report.add(term, static_cast<double>(ours), static_cast<double>(number(published, term)), Agreement::Exact);
  };
  report.startRow(nameOf(published));
  report.add("latency", evaluation.schedule->latency.value, static_cast<double>(number(published, "latency")),
             Agreement::WithinATenthOfAPercent);
  exact("tiles", static_cast<std::int64_t>(evaluation.graph->size()));
  exact("reads", reads.transfers);
  exact("writes", writes.transfers);
  exact("read_bits", reads.bits);
  exact("write_bits", writes.bits);
  exact("streamed", static_cast<std::int64_t>(evaluation.schedule->streams.size()));
  exact("busy", static_cast<std::int64_t>(evaluation.metrics->cores.front().busy.value));
  exact("peak_bits", evaluation.metrics->memories.front().peak.value);
}

}  // namespace

class ScheduleReference : public QObject {
  Q_OBJECT

 private slots:
  void everyDesignOfTheStudyComesOutAsPublished_data() {
    QTest::addColumn<int>("row");
    const std::vector<Row> rows = table("study_designs.csv");
    QCOMPARE(rows.size(), std::size_t{29});
    for (std::size_t index = 0; index < rows.size(); ++index)
      QTest::newRow(nameOf(rows[index]).c_str()) << static_cast<int>(index);
  }

  void everyDesignOfTheStudyComesOutAsPublished() {
    QFETCH(int, row);
    const Row expected = table("study_designs.csv")[static_cast<std::size_t>(row)];
    const Evaluation evaluation = evaluated(expected);
    QCOMPARE(arrayOf(*evaluation.design.accelerator), QString::fromStdString(expected.at("array")));

    compare(expected, evaluation, report_);
    QVERIFY2(report_.disagreements().empty(), report_.disagreements().c_str());
    const double late = evaluation.schedule->latency.value - static_cast<double>(number(expected, "latency"));
    QVERIFY2(late >= 0 && late <= 1, "no latency of the study is off by more than one cycle");
  }

  void theDesignsBehindTheHeadlineTakeThePublishedCycles_data() {
    QTest::addColumn<QString>("memoryMB");
    QTest::addColumn<double>("latency");
    QTest::newRow("MARCA: 24 MB") << "24" << 7760671.0;
    QTest::newRow("the same area, a quarter of it memory") << "" << 4373557.0;
  }

  void theDesignsBehindTheHeadlineTakeThePublishedCycles() {
    QFETCH(QString, memoryMB);
    QFETCH(double, latency);
    const Evaluation evaluation = evaluated({{"L", "1024"},
                                             {"fusion", "all"},
                                             {"tiling", "per-step"},
                                             {"memory_MB", memoryMB.toStdString()},
                                             {"memory_fraction", "0.25"}});
    QCOMPARE(evaluation.schedule->latency.value, latency);
  }

  void aFusedScheduleTakesLessThanAHundredBytesATile_data() {
    QTest::addColumn<bool>("physical");
    QTest::newRow("paper") << false;
    QTest::newRow("physical") << true;
  }

  void aFusedScheduleTakesLessThanAHundredBytesATile() {
    QFETCH(bool, physical);
    Design fused = design({{"L", "1024"}, {"fusion", "all"}, {"tiling", "per-step"}, {"memory_MB", "24"}});
    if (physical) fused.assumptions = physicalAssumptions();
    TileCostTable costs;
    const Evaluation evaluation = evaluate(fused, costs).value();
    QVERIFY(evaluation.graph->size() > 7 * 1024);  // seven layers of a tile a token
    QVERIFY(evaluation.schedule->bytes() < 100 * evaluation.graph->size());
  }

  void everyTileRunsWhenThePublishedOneDoes_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("fusion");
    QTest::addColumn<QString>("tiling");
    QTest::addColumn<QString>("memoryMB");
    QTest::newRow("all") << "tiles_all_L64.csv"
                         << "all"
                         << "per-step"
                         << "24";
    QTest::newRow("unfused") << "tiles_unfused_L64.csv"
                             << "unfused"
                             << "per-step"
                             << "24";
    QTest::newRow("memory-aware in 4 MB") << "tiles_memory_aware_L64_4MB.csv"
                                          << "all"
                                          << "memory-aware"
                                          << "4";
    QTest::newRow("all in 1 MB") << "tiles_all_L64_1MB.csv"
                                 << "all"
                                 << "per-step"
                                 << "1";
    QTest::newRow("all on 192x192 units") << "tiles_all_L64_192x192.csv"
                                          << "all"
                                          << "per-step"
                                          << "";
  }

  void everyTileRunsWhenThePublishedOneDoes() {
    QFETCH(QString, file);
    QFETCH(QString, fusion);
    QFETCH(QString, tiling);
    QFETCH(QString, memoryMB);
    const std::vector<Row> expected = table(file.toStdString());
    const Evaluation evaluation = evaluated({{"L", "64"},
                                             {"fusion", fusion.toStdString()},
                                             {"tiling", tiling.toStdString()},
                                             {"memory_MB", memoryMB.toStdString()},
                                             {"memory_fraction", "0.1"}});
    QCOMPARE(evaluation.graph->size(), expected.size());
    for (const Row& row : expected) {
      const auto layer = static_cast<std::size_t>(number(row, "layer"));
      const TileId tile = evaluation.graph->tilesOfLayer.at(layer).at(static_cast<std::size_t>(number(row, "index")));
      const auto start = static_cast<std::int64_t>(evaluation.schedule->start[tile.index()].value);
      const auto end = static_cast<std::int64_t>(evaluation.schedule->end[tile.index()].value);
      const QString where = QString("tile %1 of layer %2 runs in %3-%4, the published one in %5-%6")
                                .arg(row.at("index").c_str(), row.at("layer").c_str())
                                .arg(start)
                                .arg(end)
                                .arg(row.at("start").c_str(), row.at("end").c_str());
      QVERIFY2(start == number(row, "start") && end == number(row, "end"), qPrintable(where));
    }
  }

  void cleanupTestCase() { std::fputs(report_.text().c_str(), stdout); }

 private:
  AgreementReport report_;
};

FUSEWRIGHT_TEST(ScheduleReference)

}  // namespace fusewright::schedule_reference_test

#include "schedule_reference_test.moc"
