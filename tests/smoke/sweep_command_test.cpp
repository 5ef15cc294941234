#include <algorithm>
#include <csignal>

#include <SQLiteCpp/SQLiteCpp.h>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::sweep_command_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples/";

/// 2 x 4 x 3 x 5 = 120 designs of a small block, those with the least memory impossible.
const char* const kSpec = R"({
  "model": {"kind": "mamba1", "parameters": {"d-model": 64, "d-state": 8, "seq-len": 16}},
  "hardware": "EXAMPLES/accelerators/marca.yaml",
  "base": {"assumptions": "physical"},
  "axes": [
    {"parameter": "tiling", "values": ["per-step", "memory-aware"]},
    {"parameter": "dram_bits_per_cycle", "values": [64, 256, 1024, 4096]},
    {"parameter": "fusion", "values": ["unfused", "A-BS", "all"]},
    {"parameter": "onchip_memory_MB", "values": [0.000001, 0.01, 0.05, 0.2, 1]}
  ],
  "constraints": ["dram_bits_per_cycle <= 4096"],
  "objectives": ["latency_cycles", "peak_memory_bits"]
})";
constexpr int kDesigns = 120;

/// Everything that a sweep wrote, one line a row.
QStringList contentsOf(const QString& file) {
  QStringList lines;
  SQLite::Database database(file.toStdString());
  for (const char* table : {"meta", "specs", "designs"}) {
    SQLite::Statement query(database, std::string("SELECT * FROM ") + table + " ORDER BY 1");
    while (query.executeStep()) {
      QString line = table;
      for (int column = 0; column < query.getColumnCount(); ++column)
        line += "|" + QString::fromStdString(query.getColumn(column).getString());
      lines << line;
    }
  }
  return lines;
}

int rowsIn(const QString& file) {
  try {
    SQLite::Database database(file.toStdString());
    database.setBusyTimeout(10'000);
    return database.execAndGet("SELECT count(*) FROM designs").getInt();
  } catch (const SQLite::Exception&) {
    return 0;  // not made yet
  }
}

}  // namespace

/// Sweeps as a user runs them: threads, processes, machines and accidents change no row.
class SweepCommand : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyPointIsARowAndImpossibleOnesSayWhy();
  void theNumberOfThreadsChangesNoRow();
  void mergedShardsAreTheWholeSweep();
  void twoProcessesShareOneDatabase();
  void mpirunGivesTheSameDatabase();
  void aKilledSweepGoesOnWhereItEnded();
  void nothingIsEvaluatedTwice();
  void anExtendedSpecUsesTheRowsThatAreThere();
  void aStoppedSweepSaysSoAndKeepsItsRows();
  void theCsvFileHasThePointsInOrder();
  void pathsAreRelativeToTheSpecWhereverItIsRunFrom();
  void theFrontIsThatOfTheRows();
  void aTextOfAParameterChoosesDesigns();
  void theFrontTellsFittingDesignsFromThoseThatMeetTheConstraints();
  void sensitivityHasALineForEachParameterAndObjective();
  void aDatabaseOfAnotherKindIsLeftAlone();
  void wrongUsageIsStatusTwo();
  void wrongInputIsOneMessageAndStatusTwo_data();
  void wrongInputIsOneMessageAndStatusTwo();

 private:
  [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
  QString write(const QString& name, QByteArray text) {
    text.replace("EXAMPLES/", kExamples.toUtf8());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
    return path(name);
  }
  [[nodiscard]] ProgramRun sweep(const QString& database, const QStringList& more = {}) const {
    return runProgram(kProgram, QStringList{"sweep", path("spec.json"), "--db", path(database), "--quiet"} + more);
  }

  QTemporaryDir folder_;
  QStringList undisturbed_;
};

void SweepCommand::initTestCase() {
  QVERIFY(!write("spec.json", kSpec).isEmpty());
  const auto run = sweep("undisturbed.sqlite", {"--jobs", "1"});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QVERIFY2(run.messages.isEmpty() && run.output.isEmpty(), run.messages);
  QVERIFY(!QFile::exists(path("undisturbed.sqlite-wal")));
  QVERIFY(!QFile::exists(path("undisturbed.sqlite-claims")));
  undisturbed_ = contentsOf(path("undisturbed.sqlite"));
}

void SweepCommand::everyPointIsARowAndImpossibleOnesSayWhy() {
  SQLite::Database database(path("undisturbed.sqlite").toStdString());
  QCOMPARE(database.execAndGet("SELECT count(*) FROM results").getInt(), kDesigns);
  // A hundred-thousandth of a MB holds no tile of anything.
  QVERIFY(database.execAndGet("SELECT count(*) FROM results WHERE fits = 0 AND violations != ''").getInt() >= 8);
  QCOMPARE(database.execAndGet("SELECT count(*) FROM results WHERE fits = 1 AND violations != ''").getInt(), 0);
  QCOMPARE(database.execAndGet("SELECT count(*) FROM results WHERE fits = 1 AND latency_cycles IS NULL").getInt(), 0);
  // No design beats its bounds.
  QCOMPARE(database.execAndGet("SELECT count(*) FROM results WHERE latency_cycles < lower_bound_cycles").getInt(), 0);
}

void SweepCommand::theNumberOfThreadsChangesNoRow() {
  QCOMPARE(sweep("two.sqlite", {"--jobs", "2"}).exitStatus, 0);
  QCOMPARE(contentsOf(path("two.sqlite")), undisturbed_);
}

void SweepCommand::mergedShardsAreTheWholeSweep() {
  for (const char* shard : {"1", "2", "3"})
    QCOMPARE(sweep(QString("shard%1.sqlite").arg(shard), {"--shard", QString(shard) + "/3"}).exitStatus, 0);
  int rows = 0;
  for (const char* shard : {"1", "2", "3"}) rows += rowsIn(path(QString("shard%1.sqlite").arg(shard)));
  QCOMPARE(rows, kDesigns);
  const auto merged = runProgram(
      kProgram, {"merge", path("merged.sqlite"), path("shard1.sqlite"), path("shard2.sqlite"), path("shard3.sqlite")});
  QVERIFY2(merged.exitStatus == 0, merged.messages);
  QCOMPARE(contentsOf(path("merged.sqlite")), undisturbed_);
}

void SweepCommand::twoProcessesShareOneDatabase() {
  QProcess other;
  other.start(kProgram, {"sweep", path("spec.json"), "--db", path("both.sqlite"), "--jobs", "1"});
  const auto run = runProgram(kProgram, {"sweep", path("spec.json"), "--db", path("both.sqlite"), "--jobs", "1"});
  QVERIFY(other.waitForFinished(120'000));
  QCOMPARE(other.exitCode(), 0);
  QVERIFY2(run.exitStatus == 0, run.messages);
  QCOMPARE(contentsOf(path("both.sqlite")), undisturbed_);
  // "120 points: N evaluated": both together evaluated each design once.
  int evaluated = 0;
  for (const QByteArray& messages : {run.messages, other.readAllStandardError()}) {
    const auto found = QRegularExpression("points: (\\d+) evaluated").match(QString::fromUtf8(messages));
    QVERIFY2(found.hasMatch(), messages);
    evaluated += found.captured(1).toInt();
  }
  QCOMPARE(evaluated, kDesigns);
}

void SweepCommand::mpirunGivesTheSameDatabase() {
  if (QStandardPaths::findExecutable("mpirun").isEmpty()) QSKIP("there is no mpirun here");
  const auto run = runProgram("mpirun", {"--allow-run-as-root", "--oversubscribe", "-np", "2", kProgram, "sweep",
                                         path("spec.json"), "--db", path("mpi.sqlite")});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QCOMPARE(contentsOf(path("mpi.sqlite")), undisturbed_);
  // Only the first of the two processes writes the front.
  QCOMPARE(run.output.count("latency_cycles,"), 1);
}

/// FUSEWRIGHT_KILLS=10 kills it ten times.
void SweepCommand::aKilledSweepGoesOnWhereItEnded() {
  const QString database = path("killed.sqlite");
  const int kills = std::max(qEnvironmentVariableIntValue("FUSEWRIGHT_KILLS"), 3);
  QElapsedTimer timer;
  timer.start();
  QCOMPARE(sweep("timed.sqlite").exitStatus, 0);
  const int longest = std::max(20, static_cast<int>(timer.elapsed() / 2));
  int killed = 0;
  for (int kill = 0; kill < kills; ++kill) {
    const int before = rowsIn(database);
    QProcess process;
    process.start(kProgram, {"sweep", path("spec.json"), "--db", database, "--quiet", "--jobs", "2"});
    QVERIFY(process.waitForStarted());
    // A fast machine may have swept all by then; then there is nothing left to kill.
    const bool ended = process.waitForFinished(static_cast<int>(QRandomGenerator::global()->bounded(10, longest)));
    if (!ended) {
      process.kill();
      QVERIFY(process.waitForFinished());
      ++killed;
    }
    QVERIFY(rowsIn(database) >= before);
  }
  qInfo("%d of %d sweeps killed before their end", killed, kills);
  QVERIFY(killed > 0);
  QCOMPARE(sweep("killed.sqlite").exitStatus, 0);
  QCOMPARE(contentsOf(database), undisturbed_);
}

void SweepCommand::nothingIsEvaluatedTwice() {
  const auto run = runProgram(kProgram, {"sweep", path("spec.json"), "--db", path("undisturbed.sqlite")});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY2(run.messages.contains("120 points: 0 evaluated, 120 known"), run.messages);
  QCOMPARE(contentsOf(path("undisturbed.sqlite")), undisturbed_);
}

void SweepCommand::anExtendedSpecUsesTheRowsThatAreThere() {
  QVERIFY(QFile::copy(path("undisturbed.sqlite"), path("extended.sqlite")));
  // One more memory size: 24 more designs. Values are the same however they are spelt.
  const QString spec = write("extended.json", QByteArray(kSpec).replace("[0.000001, 0.01, 0.05, 0.2, 1]",
                                                                        "[1e-6, 0.01, \"0.05\", 0.20, 1.0, 2]"));
  const auto run = runProgram(kProgram, {"sweep", spec, "--db", path("extended.sqlite")});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QVERIFY2(run.messages.contains("144 points: 24 evaluated"), run.messages);
  QCOMPARE(rowsIn(path("extended.sqlite")), kDesigns + 24);
}

void SweepCommand::aStoppedSweepSaysSoAndKeepsItsRows() {
  const QString spec = write("long.json", QByteArray(kSpec).replace("\"seq-len\": 16", "\"seq-len\": 512"));
  QProcess process;
  process.start(kProgram, {"sweep", spec, "--db", path("stopped.sqlite"), "--jobs", "1", "--quiet"});
  QTRY_VERIFY_WITH_TIMEOUT(rowsIn(path("stopped.sqlite")) > 0, 60'000);
  QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
  QVERIFY(process.waitForFinished(60'000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(process.readAllStandardError().contains("run the same again to go on"));
  QVERIFY(rowsIn(path("stopped.sqlite")) > 0);
}

void SweepCommand::theCsvFileHasThePointsInOrder() {
  QCOMPARE(sweep("undisturbed.sqlite", {"--csv", path("points.csv")}).exitStatus, 0);
  QFile file(path("points.csv"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = file.readAll().split('\n');
  QCOMPARE(lines.size(), kDesigns + 2);  // header, rows, what follows the last line break
  QVERIFY(lines[0].startsWith("point,tiling,dram_bits_per_cycle,fusion,onchip_memory_MB,fits,latency_cycles,"));
  QVERIFY(lines[1].startsWith("0,per-step,64,unfused,"));
  QVERIFY(lines[kDesigns].startsWith("119,memory-aware,4096,all,1,"));
}

void SweepCommand::pathsAreRelativeToTheSpecWhereverItIsRunFrom() {
  QVERIFY(QFile::copy(kExamples + "accelerators/marca.yaml", path("marca.yaml")));
  write("beside.json", R"({"model": {"kind": "mamba1", "parameters": {"d-model": 64, "seq-len": 1}},
                           "hardware": "marca.yaml"})");
  const auto here = runProgram(kProgram, {"sweep", "beside.json", "--db", "beside.sqlite", "--quiet"}, folder_.path());
  QVERIFY2(here.exitStatus == 0, here.messages);
  // The same design by another path: it is known.
  const auto there = runProgram(kProgram, {"sweep", path("beside.json"), "--db", path("beside.sqlite")});
  QVERIFY2(there.messages.contains("1 points: 0 evaluated, 1 known"), there.messages);
}

void SweepCommand::theFrontIsThatOfTheRows() {
  const auto run = runProgram(
      kProgram, {"front", path("undisturbed.sqlite"), "--format", "json", "--constraint", "onchip_memory_MB < 1"});
  QVERIFY2(run.exitStatus == 0, run.messages);
  const QJsonObject front = QJsonDocument::fromJson(run.output).object();
  SQLite::Database database(path("undisturbed.sqlite").toStdString());
  // By the definition: no other design is at least as good in both and better in one.
  const int expected =
      database
          .execAndGet(
              "WITH c AS (SELECT DISTINCT latency_cycles AS l, peak_memory_bits AS p FROM results WHERE fits = 1 "
              "AND onchip_memory_MB < 1) SELECT count(*) FROM c AS a WHERE NOT EXISTS (SELECT 1 FROM c AS b "
              "WHERE b.l <= a.l AND b.p <= a.p AND (b.l < a.l OR b.p < a.p))")
          .getInt();
  QVERIFY(expected > 1);
  QCOMPARE(front["front"].toArray().size(), expected);
  QVERIFY(front["hypervolume"].toDouble() > 0);
}

void SweepCommand::aTextOfAParameterChoosesDesigns() {
  SQLite::Database database(path("undisturbed.sqlite").toStdString());
  for (const auto& [constraint, condition] : {std::pair("tiling == memory-aware", "tiling = 'memory-aware'"),
                                              std::pair("fusion != 'all'", "fusion != 'all'")}) {
    const auto run =
        runProgram(kProgram, {"front", path("undisturbed.sqlite"), "--format", "json", "--constraint", constraint});
    QVERIFY2(run.exitStatus == 0, run.messages);
    const int expected =
        database.execAndGet(std::string("SELECT count(*) FROM results WHERE fits = 1 AND ") + condition).getInt();
    QVERIFY(expected > 1);
    QCOMPARE(QJsonDocument::fromJson(run.output).object()["candidates"].toInt(), expected);
  }
}

void SweepCommand::theFrontTellsFittingDesignsFromThoseThatMeetTheConstraints() {
  // Four designs, all of which fit; two of them have no more than 0.5 MB.
  const QString spec = write("met.json", R"({
    "model": {"kind": "mamba1", "parameters": {"d-model": 32, "d-state": 4, "seq-len": 6}},
    "hardware": ")" + kExamples.toUtf8() + R"(accelerators/marca.yaml", "base": {"assumptions": "physical"},
    "axes": [{"parameter": "onchip_memory_MB", "values": [0.25, 1]},
             {"parameter": "fusion", "values": ["unfused", "all"]}],
    "constraints": ["area_mm2 < 46.5"]})");
  const auto run = runProgram(kProgram, {"sweep", spec, "--db", path("met.sqlite")});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QVERIFY2(run.messages.contains("among 4 designs that fit, 2 of which meet the constraints"), run.messages);
}

void SweepCommand::sensitivityHasALineForEachParameterAndObjective() {
  const auto run = runProgram(kProgram, {"front", "--objectives", "latency_cycles,peak_memory_bits",
                                         path("undisturbed.sqlite"), "--sensitivity"});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QCOMPARE(run.output.count('\n'), 1 + 4 * 2);
}

void SweepCommand::aDatabaseOfAnotherKindIsLeftAlone() {
  const QString file = write("text.sqlite", "This is a text, not a database, and somebody may still need it.");
  const auto run = sweep("text.sqlite");
  QCOMPARE(run.exitStatus, 2);
  QVERIFY2(run.messages.contains("text.sqlite: this is no SQLite database"), run.messages);
  QVERIFY(QFile(file).size() == 63);
  QVERIFY(!QFile::exists(file + "-claims"));
}

void SweepCommand::wrongUsageIsStatusTwo() {
  for (const QStringList& more : {QStringList{"--shard", "4/3"}, QStringList{"--shard", "half"},
                                  QStringList{"--objectives", "speed"}, QStringList{"--jobs", "0"}}) {
    const auto run = sweep("usage.sqlite", more);
    QCOMPARE(run.exitStatus, 2);
    QCOMPARE(messageLines(run).size(), 1);
  }
  QVERIFY(!QFile::exists(path("usage.sqlite")));
  QCOMPARE(runProgram(kProgram, {"sweep", path("spec.json")}).exitStatus, 2);  // no database is named
  QCOMPARE(runProgram(kProgram, {"front", path("absent.sqlite")}).exitStatus, 2);
  QCOMPARE(runProgram(kProgram, {"merge", path("out.sqlite"), path("absent.sqlite")}).exitStatus, 2);
  QVERIFY(!QFile::exists(path("out.sqlite")));
  QCOMPARE(runProgram(kProgram, {"merge", path("undisturbed.sqlite"), path("undisturbed.sqlite")}).exitStatus, 2);
}

void SweepCommand::wrongInputIsOneMessageAndStatusTwo_data() {
  QTest::addColumn<QByteArray>("from");
  QTest::addColumn<QByteArray>("to");
  QTest::addColumn<QByteArray>("said");
  const auto row = [](const char* name, const char* from, const char* to, const char* said) {
    QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(said);
  };
  row("a parameter of no accelerator", "\"onchip_memory_MB\"", "\"onchip_memory_GB\"",
      "did you mean 'onchip_memory_MB'");
  row("a value out of range", "[64, 256,", "[-64, 256,", "dram_bits_per_cycle");
  row("an unknown parameter of the model", "\"d-state\"", "\"d-stats\"", "did you mean 'd-state'");
  row("a missing accelerator", "marca.yaml", "mraca.yaml", "mraca.yaml");
  row("assumptions that are none", "\"physical\"", "\"wishful\"", "wishful");
  row("a tiling that is none", "\"memory-aware\"", "\"L=many\"", "many");
  row("a constraint over nothing known", "\"dram_bits_per_cycle <= 4096\"", "\"latency <= 4\"", "latency_ms");
  row("broken JSON", "\"axes\": [", "\"axes\": ]", "broken.json:5");
}

void SweepCommand::wrongInputIsOneMessageAndStatusTwo() {
  QFETCH(QByteArray, from);
  QFETCH(QByteArray, to);
  QFETCH(QByteArray, said);
  const QString spec = write("broken.json", QByteArray(kSpec).replace(from, to));
  const auto run = runProgram(kProgram, {"sweep", spec, "--db", path("broken.sqlite")});
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY2(run.messages.contains(said), run.messages);
  QVERIFY(!QFile::exists(path("broken.sqlite")));
}

FUSEWRIGHT_TEST(SweepCommand)

}  // namespace fusewright::sweep_command_test

#include "sweep_command_test.moc"
