// What models do, without schedules, against the numbers in tests/reference/study_*.csv; README.md there names their
// origin. And what the report compares with, against the same files.
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <QTest>

#include "app/study/published_numbers.h"
#include "app/study/study_models.h"
#include "core/explore/study/operator_counts.h"
#include "core/explore/study/study_tables.h"
#include "tests/test_program.h"

namespace fusewright::study_counts_reference_test {

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> found;
  for (std::string cell; std::getline(stream, cell, ',');) found.push_back(cell);
  return found;
}

/// Rows of a table of this directory by their headings.
std::vector<Row> table(const std::string& file) {
  std::ifstream stream(std::string(FUSEWRIGHT_SOURCE_DIR "/tests/reference/") + file);
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> headings = cells(line);
  std::vector<Row> rows;
  while (std::getline(stream, line)) {
    const std::vector<std::string> values = cells(line);
    Row row;
    for (std::size_t column = 0; column < values.size(); ++column) row[headings[column]] = values[column];
    rows.push_back(row);
  }
  return rows;
}

std::int64_t number(const Row& row, const std::string& heading) {
  return std::stoll(row.at(heading));
}

/// The model of a row, counted.
CountedModel modelOf(const Row& row) {
  const StudyModel& model = row.at("model") == kStudyOpt.name ? kStudyOpt : kStudyMamba;
  return {.name = row.at("model"),
          .layers = model.layers,
          .length = number(row, "L"),
          .stage = row.at("stage") == "decode" ? Stage::Decode : Stage::Prefill};
}

Workload workloadOf(const CountedModel& model) {
  return (model.name == kStudyOpt.name ? optLayerOf(model.length, model.stage)
                                       : mambaBlockOf(model.length, model.stage))
      .value();
}

ClassCounts countsOf(const Row& row) {
  const CountedModel model = modelOf(row);
  for (const ClassCounts& counts : classCounts(workloadOf(model), model, {}))
    if (studyClassName(counts.operatorClass) == row.at("class")) return counts;
  return {};
}

std::string labelOf(const Row& row) {
  const auto part = row.find("class");
  return row.at("model") + " " + row.at("stage") + " L=" + row.at("L") + (part == row.end() ? "" : " " + part->second);
}

}  // namespace

class StudyCountsReference : public QObject {
  Q_OBJECT

 private slots:
  void classesOfOperatorsCountAsInTheStudy_data() {
    QTest::addColumn<int>("index");
    const auto rows = table("study_operator_classes.csv");
    for (std::size_t index = 0; index < rows.size(); ++index)
      QTest::newRow(labelOf(rows[index]).c_str()) << static_cast<int>(index);
  }

  void classesOfOperatorsCountAsInTheStudy() {
    QFETCH(int, index);
    const Row row = table("study_operator_classes.csv")[static_cast<std::size_t>(index)];
    const ClassCounts counts = countsOf(row);
    QCOMPARE(counts.operations, number(row, "operations"));
    QCOMPARE(counts.operandBits.value, number(row, "operand_bits"));
    QCOMPARE(counts.rooflineCycles, number(row, "cycles"));
    QCOMPARE(counts.rooflineCyclesAll, number(row, "cycles_all"));
    QCOMPARE(counts.operationsPerByte, std::stod(row.at("operations_per_byte")));  // to 12 digits
    QCOMPARE(counts.sharePercent, std::stod(row.at("share_percent")));
  }

  void modelsCountAsInTheStudy_data() {
    QTest::addColumn<int>("index");
    const auto rows = table("study_models.csv");
    for (std::size_t index = 0; index < rows.size(); ++index)
      QTest::newRow(labelOf(rows[index]).c_str()) << static_cast<int>(index);
  }

  void modelsCountAsInTheStudy() {
    QFETCH(int, index);
    const Row row = table("study_models.csv")[static_cast<std::size_t>(index)];
    const CountedModel model = modelOf(row);
    const ModelCounts counts = modelCounts(workloadOf(model), model, {});
    QCOMPARE(static_cast<std::int64_t>(counts.operations), number(row, "operations_all"));
    QCOMPARE(static_cast<std::int64_t>(counts.memoryBytes), number(row, "bytes_all"));
    QCOMPARE(counts.rooflineCyclesAll, number(row, "cycles_all"));
    const bool fused = row.contains("fused_bytes_all") && !row.at("fused_bytes_all").empty();
    QCOMPARE(counts.fusedBytes.has_value(), fused);
    if (fused) QCOMPARE(static_cast<std::int64_t>(*counts.fusedBytes), number(row, "fused_bytes_all"));
  }

  void theReportComparesWithTheseClassesAndModels() {
    const auto classes = table("study_operator_classes.csv");
    QCOMPARE(publishedClasses().size(), classes.size());
    for (std::size_t index = 0; index < classes.size(); ++index) {
      const PublishedClass& published = publishedClasses()[index];
      QCOMPARE(QString::fromStdString(std::string(published.model)),
               QString::fromStdString(classes[index].at("model")));
      QCOMPARE(published.length, number(classes[index], "L"));
      QCOMPARE(QString::fromStdString(std::string(studyClassName(published.operatorClass))),
               QString::fromStdString(classes[index].at("class")));
      QCOMPARE(published.operations, number(classes[index], "operations"));
      QCOMPARE(published.operandBits, number(classes[index], "operand_bits"));
      QCOMPARE(published.rooflineCyclesAll, number(classes[index], "cycles_all"));
    }
    const auto models = table("study_models.csv");
    QCOMPARE(publishedModels().size(), models.size());
    for (std::size_t index = 0; index < models.size(); ++index)
      QCOMPARE(publishedModels()[index].rooflineCyclesAll, number(models[index], "cycles_all"));
  }

  void theReportComparesWithDesignsOfTheseTables() {
    // The report knows 29 designs in full, each a row of the table.
    const auto rows = table("study_designs.csv");
    int known = 0;
    for (const PublishedDesign& design : publishedDesigns()) {
      if (!design.details) continue;
      const bool area = design.figure == StudyFigure::AreaPartitioning;
      const auto row = std::ranges::find_if(rows, [&](const Row& candidate) {
        const double size = area ? *design.memoryFraction : design.memoryMB.value_or(24);
        return design.length == number(candidate, "L") && design.fusion == candidate.at("fusion") &&
               design.tiling == candidate.at("tiling") && (candidate.at("study") == "area") == area &&
               size == std::stod(candidate.at(area ? "memory_fraction" : "memory_MB"));
      });
      QVERIFY(row != rows.end());
      QCOMPARE(static_cast<std::int64_t>(design.latencyCycles), number(*row, "latency"));
      QCOMPARE(design.details->tiles, number(*row, "tiles"));
      QCOMPARE(design.details->transferReadBits, number(*row, "read_bits"));
      QCOMPARE(design.details->transferWriteBits, number(*row, "write_bits"));
      QCOMPARE(design.details->streamedOperands, number(*row, "streamed"));
      QCOMPARE(design.details->peakMemoryBits, number(*row, "peak_bits"));
      ++known;
    }
    QCOMPARE(known, 29);
  }
};

FUSEWRIGHT_TEST(StudyCountsReference)

}  // namespace fusewright::study_counts_reference_test

#include "study_counts_reference_test.moc"
