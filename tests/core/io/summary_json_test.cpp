#include "core/io/summary_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/io/info_json.h"
#include "core/io/names.h"
#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::summary_json_test {
using namespace tests;

namespace {

QJsonObject parsed(const std::string& text) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

}  // namespace

class SummaryJsonRules : public QObject {
  Q_OBJECT
 private slots:
  void theSummaryHasEveryPromisedField();
  void latencyIsAWholeNumber();
  void coresLeaveOutTheOffChipMemory();
  void idleTimeIsGivenByCause();
  void theAccountsSumToTheTotalsBesideThem();
  void groupsListTheirLayers();
  void aViolationNamesItsMemoryAndSizes();
  void measurementsAppearOnlyWhenTheyWereMade();
  void namesThatAreNotUnicodeAreReplacedNotRefused();
  void infoGivesLoopsAndOperations();
  void infoOfOpenSizesNamesThemAndHasNoLayers();
  void tilingIsSpelledAsOnTheCommandLine();
};

void SummaryJsonRules::theSummaryHasEveryPromisedField() {
  const QJsonObject summary = parsed(summaryJson(handWrittenEvaluation(), {}));
  for (const char* field :
       {"model",          "hardware",        "fusion",           "tiling",         "assumptions",
        "latency_cycles", "latency_ms",      "energy_pJ",        "area_mm2",       "tiles",
        "edges",          "transfers",       "peak_memory_bits", "dram_read_bits", "dram_write_bits",
        "mac_count",      "recomputed_macs", "recomputed_share", "utilisation",    "lower_bound_cycles",
        "cores",          "groups",          "violations",       "warnings"})
    QVERIFY2(summary.contains(field), field);
  QCOMPARE(summary["peak_memory_bits"].toObject()["core0.sram"].toInt(), 150);
  QCOMPARE(summary["dram_read_bits"].toInt(), 400);
  QCOMPARE(summary["warnings"].toArray().first().toString(), "node 'second': a size was guessed");
}

void SummaryJsonRules::latencyIsAWholeNumber() {
  QVERIFY(summaryJson(handWrittenEvaluation(), {}).find("\"latency_cycles\": 45,") != std::string::npos);
}

void SummaryJsonRules::coresLeaveOutTheOffChipMemory() {
  const QJsonArray cores = parsed(summaryJson(handWrittenEvaluation(), {}))["cores"].toArray();
  QCOMPARE(cores.size(), 1);
  QCOMPARE(cores[0].toObject()["busy_cycles"].toDouble(), 25.5);
}

void SummaryJsonRules::idleTimeIsGivenByCause() {
  const QJsonObject core = parsed(summaryJson(handWrittenEvaluation(), {}))["cores"].toArray()[0].toObject();
  QCOMPARE(core["idle_cycles"].toObject(), (QJsonObject{{"none", 5}, {"transfer", 10}, {"off_chip", 4.5}}));
}

void SummaryJsonRules::theAccountsSumToTheTotalsBesideThem() {
  const QJsonObject accounts = parsed(summaryJson(handWrittenEvaluation(), {}))["accounting"].toObject();
  const QJsonObject core = accounts["cores"].toArray()[0].toObject();
  double time = core["busy_cycles"].toDouble();
  for (const QJsonValue& idle : core["idle_cycles"].toObject()) time += idle.toDouble();
  QCOMPARE(time, 45.0);  // 25.5 + 10 + 4.5 + 5
  QCOMPARE(core["makespan_cycles"].toDouble(), 45.0);
  const QJsonObject peak = accounts["peaks"].toArray()[0].toObject();
  int held = 0;
  for (const QJsonValue& tensor : peak["tensors"].toArray()) held += tensor.toObject()["bits"].toInt();
  QCOMPARE(held, 150);  // the weight's 100 and tile 0's 50
  QCOMPARE(peak["peak_bits"].toInt(), 150);
  QCOMPARE(peak["tensors"].toArray()[0].toObject()["producer"], QJsonValue());
  QCOMPARE(peak["tensors"].toArray()[1].toObject()["last_user"].toInt(), 1);
  int bits = 0;
  for (const QJsonValue& entry : accounts["traffic"].toArray()) bits += entry.toObject()["bits"].toInt();
  QCOMPARE(bits, 450);  // 100 + 300 read, 50 written
  QCOMPARE(accounts["traffic_bits"].toInt(), 450);
}

void SummaryJsonRules::groupsListTheirLayers() {
  const QJsonArray groups = parsed(summaryJson(handWrittenEvaluation(), {}))["groups"].toArray();
  QCOMPARE(groups.size(), 2);
  QCOMPARE(groups[1].toObject()["layers"].toArray(), QJsonArray{1});
  QCOMPARE(groups[1].toObject()["start"].toInt(), 25);
  QCOMPARE(groups[1].toObject()["end"].toInt(), 40);
}

void SummaryJsonRules::aViolationNamesItsMemoryAndSizes() {
  Evaluation evaluation = handWrittenEvaluation();
  Metrics metrics = *evaluation.metrics;
  metrics.violations = {
      {.what = "too small", .memory = MemoryId(0), .tile = TileId(1), .needed = Bits{200}, .available = Bits{150}}};
  evaluation.metrics = std::make_shared<const Metrics>(metrics);
  const QJsonObject violation = parsed(summaryJson(evaluation, {}))["violations"].toArray()[0].toObject();
  QCOMPARE(violation["memory"].toString(), "core0.sram");
  QCOMPARE(violation["needed_bits"].toInt(), 200);
  QCOMPARE(violation["available_bits"].toInt(), 150);
}

void SummaryJsonRules::measurementsAppearOnlyWhenTheyWereMade() {
  QVERIFY(!parsed(summaryJson(handWrittenEvaluation(), {})).contains("evaluation_ms"));
  const QJsonObject summary = parsed(summaryJson(handWrittenEvaluation(), {.evaluation = TimingSummary{2, 1, 3}}));
  QCOMPARE(summary["evaluation_ms"].toObject(), (QJsonObject{{"median", 2}, {"min", 1}, {"max", 3}}));
}

void SummaryJsonRules::namesThatAreNotUnicodeAreReplacedNotRefused() {
  Evaluation evaluation = handWrittenEvaluation();
  Workload workload = *evaluation.design.workload;
  workload.layers[0].name = "\xff\xfe";
  evaluation.design.workload = std::make_shared<const Workload>(workload);
  QVERIFY(parsed(summaryJson(evaluation, {})).contains("groups"));
}

void SummaryJsonRules::infoGivesLoopsAndOperations() {
  const ModelSummary summary{
      .opsets = {{"", 13}}, .operators = {{"", "Exp", 1}, {"mylibrary", "SSM", 2}}, .operations = 8};
  const QJsonObject info = parsed(infoJson(summary, handWrittenEvaluation().design.workload.get()));
  QCOMPARE(info["mac_count"].toInt(), 8);
  QCOMPARE(info["opsets"].toObject(), (QJsonObject{{"ai.onnx", 13}}));
  QCOMPARE(info["operators"].toObject(), (QJsonObject{{"Exp", 1}, {"mylibrary::SSM", 2}}));
  const QJsonObject layer = info["layers"].toArray()[0].toObject();
  QCOMPARE(layer["loops"].toArray()[0].toObject(), (QJsonObject{{"name", "L"}, {"size", 4}}));
}

void SummaryJsonRules::infoOfOpenSizesNamesThemAndHasNoLayers() {
  const ModelSummary summary{.symbols = {{.name = "batch", .places = {"axis 0 of 'x'"}, .size = {}}},
                             .inputs = {{.name = "x", .elementType = "float32", .shape = {"batch", "4"}}}};
  const QJsonObject info = parsed(infoJson(summary, nullptr));
  QVERIFY(!info.contains("layers"));
  QCOMPARE(info["inputs"].toArray()[0].toObject()["shape"].toArray(), (QJsonArray{"batch", 4}));
  const QJsonObject symbol = info["symbolic_dims"].toArray()[0].toObject();
  QCOMPARE(symbol, (QJsonObject{{"name", "batch"}, {"places", QJsonArray{"axis 0 of 'x'"}}, {"guess", 1}}));
}

void SummaryJsonRules::tilingIsSpelledAsOnTheCommandLine() {
  MappingRequest request;
  request.tiling = TilingMode::Explicit;
  request.entries = {{"L", 64}, {"D", 2}};
  QCOMPARE(tilingText(request), std::string("L=64,D=2"));
  request.tiling = TilingMode::MemoryAware;
  QCOMPARE(tilingText(request), std::string("memory-aware"));
}

FUSEWRIGHT_TEST(SummaryJsonRules)

}  // namespace fusewright::summary_json_test

#include "summary_json_test.moc"
