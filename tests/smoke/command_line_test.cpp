#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_onnx_bytes.h"
#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::command_line_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kMarca = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";

QJsonObject objectOf(const QByteArray& text) {
  return QJsonDocument::fromJson(text).object();
}

QJsonObject objectIn(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? objectOf(file.readAll()) : QJsonObject();
}

}  // namespace

/// DESIGN's contract of the terminal program, held against the program itself.
class CommandLine : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void helpNamesEveryCommandAndGivesExamples();
  void everyCommandHasItsOwnHelp_data();
  void everyCommandHasItsOwnHelp();
  void versionIsOneLine();
  void wrongUsageIsStatusTwoWithOneMessage_data();
  void wrongUsageIsStatusTwoWithOneMessage();
  void aModelIsWrittenAndReadBack();
  void aModelWithOpenSizesIsDescribedWithoutThem();
  void aSummaryOnStdoutIsJsonAndNothingElse();
  void aSummaryHasEveryPromisedField();
  void aSummaryInAFileLeavesAnAccountForPeopleOnStdout();
  void quietSaysNothing();
  void csvWritesEveryPromisedTable();
  void theTraceIsJsonWithATrackForEveryCoreAndLink();
  void theWaterfallHasARowForEveryRepairAddedAndAlone();
  void repeatAddsTimesInOrder();
  void sizesOfTheHardwareCanBeSet();
  void theOrderOfSetOptionsDoesNotMatter();
  void anAreaAndATotalThatItDecidesAreRefused();
  void fusingIsNoRemedyWhereTheWeightsDoNotFit();
  void aDesignThatDoesNotFitIsStatusOneWithItsSummary();
  void figuresWithoutTheDesktopProgramAreRefused();
  void aFullDiskIsStatusTwo();
  void aPlanThatSpansSoftplusHoldsUnderEveryAssumption_data();
  void aPlanThatSpansSoftplusHoldsUnderEveryAssumption();
  void theSameCommandWritesTheSameBytes();

 private:
  [[nodiscard]] ProgramRun schedule(const QStringList& more) const {
    return runProgram(kProgram, QStringList{"schedule", model_, "--hardware", kMarca, "--fusion", "all"} + more);
  }
  [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }

  QTemporaryDir folder_;
  QString model_;
};

void CommandLine::initTestCase() {
  model_ = path("mamba.onnx");
  const auto run =
      runProgram(kProgram, {"model", "mamba1", "--d-model", "32", "--d-state", "4", "--seq-len", "6", "-o", model_});
  QCOMPARE(messageLines(run), QStringList());
  QCOMPARE(run.exitStatus, 0);
}

void CommandLine::helpNamesEveryCommandAndGivesExamples() {
  const auto run = runProgram(kProgram, {"--help"});
  QCOMPARE(run.exitStatus, 0);
  for (const char* word : {"info", "schedule", "model", "Examples:", "Exit status:"})
    QVERIFY2(run.output.contains(word), word);
  QVERIFY(run.messages.isEmpty());
}

void CommandLine::everyCommandHasItsOwnHelp_data() {
  QTest::addColumn<QString>("command");
  QTest::addColumn<QStringList>("words");
  QTest::newRow("info") << "info" << QStringList{"MODEL.onnx", "--dim", "--act-bits"};
  QTest::newRow("model") << "model" << QStringList{"KIND", "-o", "mamba1", "resnet18"};
  QTest::newRow("paper") << "paper" << QStringList{"--out DIR", "--figure", "--assumptions", "--jobs"};
  QTest::newRow("schedule") << "schedule" << QStringList{"--hardware",        "--mapping", "--fusion", "--tiling",
                                                         "--assumptions",     "--dim",     "--set",    "--area",
                                                         "--memory-fraction", "--json",    "--csv",    "--trace",
                                                         "--figures",         "--repeat",  "--quiet",  "--waterfall"};
}

void CommandLine::everyCommandHasItsOwnHelp() {
  QFETCH(QString, command);
  QFETCH(QStringList, words);
  const auto run = runProgram(kProgram, {command, "--help"});
  QCOMPARE(run.exitStatus, 0);
  for (const QString& word : words) QVERIFY2(run.output.contains(word.toUtf8()), qPrintable(word));
}

void CommandLine::versionIsOneLine() {
  const auto run = runProgram(kProgram, {"--version"});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY(run.output.startsWith("fusewright-cli "));
  QCOMPARE(run.output.count('\n'), 1);
}

void CommandLine::wrongUsageIsStatusTwoWithOneMessage_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::newRow("no command") << QStringList{};
  QTest::newRow("a command that does not exist") << QStringList{"paint"};
  QTest::newRow("a command of a later version") << QStringList{"sweep", "spec.json"};
  QTest::newRow("an option that does not exist") << QStringList{"info", "a.onnx", "--colour"};
  QTest::newRow("no model") << QStringList{"info"};
  QTest::newRow("no hardware") << QStringList{"schedule", "a.onnx"};
  QTest::newRow("a repetition count that is no number")
      << QStringList{"schedule", "a.onnx", "--hardware", "b.yaml", "--repeat", "x"};
  QTest::newRow("an area that is no number")
      << QStringList{"schedule", "a.onnx", "--hardware", "b.yaml", "--area", "big"};
  QTest::newRow("a model kind that does not exist") << QStringList{"model", "perceptron", "-o", "a.onnx"};
  QTest::newRow("a model without a file") << QStringList{"model", "mamba1"};
}

void CommandLine::wrongUsageIsStatusTwoWithOneMessage() {
  QFETCH(QStringList, arguments);
  const auto run = runProgram(kProgram, arguments, folder_.path());
  QCOMPARE(run.exitStatus, 2);
  QVERIFY2(run.output.isEmpty(), run.output.constData());
  QCOMPARE(messageLines(run).size(), 1);
}

void CommandLine::aModelIsWrittenAndReadBack() {
  const auto run = runProgram(kProgram, {"info", model_});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY(run.messages.isEmpty());
  const QJsonObject info = objectOf(run.output);
  // The scan is unrolled: three layers a step for 6 steps.
  int steps = 0;
  for (const QJsonValue& layer : info["layers"].toArray()) steps += layer.toObject().contains("step") ? 1 : 0;
  QCOMPARE(steps, 18);
}

void CommandLine::aModelWithOpenSizesIsDescribedWithoutThem() {
  QFile file(path("open.onnx"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(QByteArray::fromStdString(onnxBytes({{{"Exp", {"x"}, {"y"}}}, {{"x", {0, 4}}}, {{"y", {0, 4}}}})));
  file.close();
  const auto open = runProgram(kProgram, {"info", file.fileName()});
  QCOMPARE(open.exitStatus, 0);
  QCOMPARE(objectOf(open.output)["symbolic_dims"].toArray()[0].toObject()["name"].toString(), "S");
  // S = 3: 3 x 4 exponentials.
  const auto bound = runProgram(kProgram, {"info", file.fileName(), "--dim", "S=3"});
  QCOMPARE(objectOf(bound.output)["mac_count"].toInt(), 12);
}

void CommandLine::aSummaryOnStdoutIsJsonAndNothingElse() {
  const auto run = schedule({"--json", "-"});
  QVERIFY2(run.messages.isEmpty(), run.messages.constData());
  QCOMPARE(run.exitStatus, 0);
  QJsonParseError error;
  QVERIFY(!QJsonDocument::fromJson(run.output, &error).isNull());
  QCOMPARE(error.error, QJsonParseError::NoError);
}

void CommandLine::aSummaryHasEveryPromisedField() {
  const QJsonObject summary = objectOf(schedule({"--json", "-"}).output);
  for (const char* field : {"model",
                            "hardware",
                            "fusion",
                            "tiling",
                            "assumptions",
                            "latency_cycles",
                            "latency_ms",
                            "energy_pJ",
                            "area_mm2",
                            "tiles",
                            "edges",
                            "transfers",
                            "peak_memory_bits",
                            "dram_read_bits",
                            "dram_write_bits",
                            "mac_count",
                            "utilisation",
                            "lower_bound_cycles",
                            "cores",
                            "groups",
                            "violations",
                            "warnings"})
    QVERIFY2(summary.contains(field), field);
  QCOMPARE(summary["fusion"].toString(), "all");
  QCOMPARE(summary["assumptions"].toString(), "paper");
  const QJsonObject core = summary["cores"].toArray().first().toObject();
  for (const char* field : {"id", "busy_cycles", "idle_cycles"}) QVERIFY2(core.contains(field), field);
  const QJsonObject group = summary["groups"].toArray().first().toObject();
  for (const char* field : {"layers", "start", "end"}) QVERIFY2(group.contains(field), field);
}

void CommandLine::aSummaryInAFileLeavesAnAccountForPeopleOnStdout() {
  const auto run = schedule({"--json", path("summary.json")});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY(run.output.contains("cycles"));
  QVERIFY(objectIn(path("summary.json"))["latency_cycles"].toInt() > 0);
}

void CommandLine::quietSaysNothing() {
  const auto run = schedule({"--quiet"});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY(run.output.isEmpty());
  QVERIFY(run.messages.isEmpty());
}

void CommandLine::csvWritesEveryPromisedTable() {
  QCOMPARE(schedule({"--quiet", "--csv", path("tables")}).exitStatus, 0);
  for (const char* table : {"tiles", "dependencies", "transfers", "streams", "residencies", "memory", "layers", "idle",
                            "memories", "links"})
    QVERIFY2(QFileInfo(path("tables/%1.csv").arg(table)).size() > 0, table);
}

void CommandLine::theTraceIsJsonWithATrackForEveryCoreAndLink() {
  QCOMPARE(schedule({"--quiet", "--trace", path("trace.json")}).exitStatus, 0);
  int tracks = 0;
  for (const QJsonValue& event : objectIn(path("trace.json"))["traceEvents"].toArray())
    tracks += event.toObject()["name"].toString() == "thread_name" ? 1 : 0;
  QVERIFY(tracks >= 2);
}

void CommandLine::theWaterfallHasARowForEveryRepairAddedAndAlone() {
  const auto run = schedule({"--quiet", "--waterfall", path("waterfall.csv"), "--json", path("with.json")});
  QVERIFY2(run.exitStatus == 0, run.messages.constData());
  QFile file(path("waterfall.csv"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.readAll().trimmed().split('\n').size(), 1 + 1 + 2 * 11);  // header, paper, 11 repairs twice
  QCOMPARE(objectIn(path("with.json"))["waterfall"].toArray().size(), 1 + 2 * 11);
  const auto table = schedule({"--quiet", "--waterfall", "-"});
  QVERIFY2(table.output.contains("+B11 energy per bit"), table.output.constData());
  QVERIFY(table.messages.isEmpty());
  const auto both = schedule({"--waterfall", "-", "--json", "-"});  // two things for one stdout
  QCOMPARE(both.exitStatus, 2);
}

void CommandLine::repeatAddsTimesInOrder() {
  const QJsonObject summary = objectOf(schedule({"--json", "-", "--repeat", "3"}).output);
  for (const char* field : {"evaluation_ms", "evaluation_warm_ms"}) {
    const QJsonObject times = summary[field].toObject();
    QVERIFY2(times["min"].toDouble() > 0, field);
    QVERIFY2(times["min"].toDouble() <= times["median"].toDouble(), field);
    QVERIFY2(times["median"].toDouble() <= times["max"].toDouble(), field);
  }
  QVERIFY(summary["peak_rss_kB"].toInt() > 0);
}

void CommandLine::sizesOfTheHardwareCanBeSet() {
  const QJsonObject base = objectOf(schedule({"--json", "-"}).output);
  const QJsonObject slow =
      objectOf(schedule({"--json", "-", "--set", "dram_bits_per_cycle=16", "--set", "frequency_MHz=500"}).output);
  QVERIFY(slow["latency_cycles"].toDouble() > base["latency_cycles"].toDouble());
  // 500 MHz: a cycle takes 2 ns.
  QCOMPARE(slow["latency_ms"].toDouble(), slow["latency_cycles"].toDouble() * 2e-6);
}

void CommandLine::theOrderOfSetOptionsDoesNotMatter() {
  const QString quad = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/tpu_like_quad.yaml";
  const auto summary = [&](const QStringList& sets) {
    const auto run = runProgram(kProgram, QStringList{"schedule", model_, "--hardware", quad, "--json", "-"} + sets);
    return objectOf(run.output);
  };
  const auto one = summary({"--set", "onchip_memory_MB=4", "--set", "cores=2"});
  const auto other = summary({"--set", "cores=2", "--set", "onchip_memory_MB=4"});
  QVERIFY(one.contains("area_mm2"));
  QCOMPARE(one.value("area_mm2"), other.value("area_mm2"));
  QCOMPARE(one.value("latency_cycles"), other.value("latency_cycles"));
  // 32 Mbit of 0.925 mm2 and 2 x 1024 + 72 + 64 units of 0.005419921875 mm2: 29.6 + 11.8371 mm2.
  QVERIFY(std::abs(one.value("area_mm2").toDouble() - 41.4371) < 0.001);
}

void CommandLine::anAreaAndATotalThatItDecidesAreRefused() {
  const auto run = schedule({"--area", "100", "--memory-fraction", "0.5", "--set", "onchip_memory_MB=7"});
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY2(run.messages.contains("--set onchip_memory_MB=7: an area and the part of it"), run.messages);
}

void CommandLine::fusingIsNoRemedyWhereTheWeightsDoNotFit() {
  const auto run = schedule({"--quiet", "--assumptions", "physical", "--set", "offchip.dram.size_bits=64"});
  QCOMPARE(run.exitStatus, 1);
  QVERIFY2(run.messages.contains("--set offchip.dram.size_bits="), run.messages);
  QVERIFY2(!run.messages.contains("fuse more"), run.messages);
}

void CommandLine::aDesignThatDoesNotFitIsStatusOneWithItsSummary() {
  const auto run = schedule({"--json", path("small.json"), "--quiet", "--set", "core0.sram.size_bits=64"});
  QCOMPARE(run.exitStatus, 1);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY(!objectIn(path("small.json"))["violations"].toArray().isEmpty());
}

void CommandLine::figuresWithoutTheDesktopProgramAreRefused() {
  const QString alone = path("fusewright-cli");
  QVERIFY(QFile::copy(kProgram, alone));
  const auto run = runProgram(
      alone, {"schedule", model_, "--hardware", kMarca, "--fusion", "all", "--quiet", "--figures", path("figures")});
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY(run.messages.contains(path("fusewright").toUtf8()));
}

void CommandLine::aFullDiskIsStatusTwo() {
  if (!QFile::exists("/dev/full")) QSKIP("no /dev/full on this system");
  const auto run = schedule({"--quiet", "--json", "/dev/full"});
  QCOMPARE(run.exitStatus, 2);
  QVERIFY(run.messages.contains("/dev/full"));
}

void CommandLine::aPlanThatSpansSoftplusHoldsUnderEveryAssumption_data() {
  QTest::addColumn<bool>("softplusCosts");
  QTest::newRow("paper") << false;
  QTest::newRow("physical") << true;
  QTest::newRow("physical,-B8") << false;
}

void CommandLine::aPlanThatSpansSoftplusHoldsUnderEveryAssumption() {
  // Softplus lies between the bias that is added to dt_proj and mul_delta_A; only B8 lets it cost something.
  QFETCH(bool, softplusCosts);
  QFile plan(path("plan.json"));
  QVERIFY(plan.open(QIODevice::WriteOnly));
  plan.write(R"({"groups": [["/Add", "mul_delta_A", "/Exp"]]})");
  plan.close();
  const auto run = runProgram(kProgram, {"schedule", model_, "--hardware", kMarca, "--fusion", path("plan.json"),
                                         "--assumptions", QTest::currentDataTag(), "--json", "-"});
  QCOMPARE(messageLines(run), QStringList());
  QCOMPARE(run.exitStatus, 0);
  const QJsonObject summary = objectOf(run.output);
  const QJsonArray expected = softplusCosts ? QJsonArray{"/Add", "/Softplus", "/mul_delta_A/Einsum", "/Exp"}
                                            : QJsonArray{"/Add", "/mul_delta_A/Einsum", "/Exp"};
  int fused = 0;
  for (const QJsonValue& group : summary["groups"].toArray())
    if (group.toObject()["names"].toArray() == expected) ++fused;
  QCOMPARE(fused, 1);
  const QJsonArray warnings = summary["warnings"].toArray();
  QCOMPARE(warnings.size(), softplusCosts ? 1 : 0);
  if (softplusCosts) QVERIFY(warnings[0].toString().startsWith("groups[0]: '/Softplus' costs something"));
}

void CommandLine::theSameCommandWritesTheSameBytes() {
  for (const char* name : {"one", "two"}) QCOMPARE(schedule({"--quiet", "--csv", path(name)}).exitStatus, 0);
  for (const QString& table : QDir(path("one")).entryList(QDir::Files)) {
    QFile one(path("one/" + table));
    QFile two(path("two/" + table));
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    QVERIFY2(one.readAll() == two.readAll(), qPrintable(table));
  }
}

FUSEWRIGHT_TEST(CommandLine)

}  // namespace fusewright::command_line_test

#include "command_line_test.moc"
