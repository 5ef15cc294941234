#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/options/design_options.h"
#include "core/evaluate/evaluate.h"
#include "core/io/csv_writer.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_program.h"
#include "tests/builders_random.h"
#include "tests/test_program.h"

namespace fusewright::csv_laws_test {
using namespace tests;

namespace {

const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples";
const QString kChecker = FUSEWRIGHT_SOURCE_DIR "/tests/laws/check_csv.py";

constexpr std::size_t kMostTiles = 20'000;

QStringList filesIn(const QString& folder, const QString& pattern) {
  return QDir(kExamples + "/" + folder).entryList({pattern}, QDir::Files, QDir::Name);
}

Result<Evaluation> evaluationOf(const QString& model, const QString& hardware, const QString& fusion,
                                const QString& assumptions) {
  const auto design = makeDesign({.model = (kExamples + "/workloads/" + model).toStdString(),
                                  .hardware = (kExamples + "/accelerators/" + hardware).toStdString(),
                                  .fusion = fusion.toStdString(),
                                  .assumptions = assumptions.toStdString()});
  if (!design) return tl::make_unexpected(design.error());
  TileCostTable table;
  return evaluate(*design, table);
}

/// With the laws that only the physical model keeps, if asked for.
ProgramRun checked(const QString& folder, const Assumptions& assumptions) {
  if (assumptions == physicalAssumptions()) return runProgram("python3", {kChecker, "--physical", folder});
  return runProgram("python3", {kChecker, folder});
}

/// The rows of a table without its header, by column.
QList<QByteArrayList> rowsOf(const QString& path) {
  QFile file(path);
  QList<QByteArrayList> rows;
  if (!file.open(QIODevice::ReadOnly)) return rows;
  for (file.readLine(); !file.atEnd();) rows.push_back(file.readLine().trimmed().split(','));
  return rows;
}

/// Replaces the first `before` of a table by `after`.
bool tamper(const QString& path, const QByteArray& before, const QByteArray& after) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return false;
  QByteArray text = file.readAll();
  file.close();
  const auto place = text.indexOf(before);
  if (place < 0 || !file.open(QIODevice::WriteOnly | QIODevice::Truncate)) return false;
  text.replace(place, before.size(), after);
  return file.write(text) == text.size();
}

/// Two tiles, a on core 0 then b on core 0, one weight of 100 bits from core 1, the off-chip memory; written by hand;
/// keeps every law of the physical model. What a makes is an output of the model and is written.
bool writeLawfulTables(const QString& folder) {
  const QList<QPair<QString, QByteArray>> tables{
      {"tiles",
       "tile,layer,group,core,start,end,bound_by,bound_id,output_bits\n0,0,0,0,10,20,transfer,0,50\n"
       "1,1,0,0,25,40,dependency,0,50\n"},
      {"dependencies", "producer,consumer,bits\n0,1,50\n"},
      {"transfers",
       "transfer,tensor,from,to,link,start,end,bits,cause\n0,0,1,0,0,0,10,100,weight\n"
       "1,1,0,1,0,25,30,50,output\n"},
      {"streams", "tile,operand,link,start,end,bits\n"},
      {"residencies", "memory,tensor,from,to,bits,producer,last_user\n0,0,0,20,100,-1,0\n0,1,10,40,50,0,1\n"},
      {"memory", "memory,time,bits\n0,0,100\n0,10,150\n0,20,50\n0,40,0\n"},
      {"layers",
       "layer,name,op,macs,tiles,busy,first_start,last_end,model_output\n0,a,Exp,1,1,10,10,20,1\n1,b,Exp,1,1,15,25,40,"
       "0\n"},
      {"idle", "core,from,to,cause,blame\n0,0,10,transfer,0\n0,20,25,dependency,0\n"},
      {"memories", "memory,capacity,name,core\n0,200,sram,0\n"},
      {"links", "link,bandwidth\n0,10\n"},
      {"cores",
       "core,busy,idle_dependency,idle_transfer_in_flight,makespan,units,off_chip\n0,25,5,10,40,2,0\n1,0,40,0,40,0,"
       "1\n"},
      {"peaks", "memory,tensor,bits,from,to,producer,last_user,peak\n0,0,100,0,20,-1,0,150\n0,1,50,10,40,0,1,150\n"},
      {"traffic", "cause,direction,bits\nweights,read,100\noutputs,write,50\n"}};
  for (const auto& [name, text] : tables) {
    QFile file(folder + "/" + name + ".csv");
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return false;
  }
  return true;
}

}  // namespace

/// The laws of a schedule, checked from outside by a program that knows nothing but the CSV files.
class CsvLaws : public QObject {
  Q_OBJECT
 private slots:
  void everyExampleKeepsEveryLaw_data();
  void everyExampleKeepsEveryLaw();
  void randomDesignsKeepEveryLaw_data();
  void randomDesignsKeepEveryLaw();
  void finalStatesAreWrittenUnderB9Alone_data();
  void finalStatesAreWrittenUnderB9Alone();
  void theCheckerAcceptsALawfulSchedule();
  void theCheckerSeesABrokenLaw_data();
  void theCheckerSeesABrokenLaw();
};

void CsvLaws::everyExampleKeepsEveryLaw_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("hardware");
  QTest::addColumn<QString>("fusion");
  QTest::addColumn<QString>("assumptions");
  for (const QString& model : filesIn("workloads", "*.onnx"))
    for (const QString& hardware : filesIn("accelerators", "*.yaml"))
      for (const char* fusion : {"unfused", "auto"})
        for (const char* assumptions : {"paper", "physical"})
          QTest::addRow("%s on %s, %s, %s", qPrintable(model), qPrintable(hardware), fusion, assumptions)
              << model << hardware << fusion << assumptions;
}

void CsvLaws::everyExampleKeepsEveryLaw() {
  QFETCH(QString, model);
  QFETCH(QString, hardware);
  QFETCH(QString, fusion);
  QFETCH(QString, assumptions);
  const auto evaluation = evaluationOf(model, hardware, fusion, assumptions);
  QVERIFY2(evaluation, evaluation ? "" : message(evaluation.error()).c_str());
  if (!evaluation->metrics->violations.empty()) QSKIP("does not fit this hardware");
  if (evaluation->graph->size() > kMostTiles) QSKIP("more tiles than a script checks in good time");
  QTemporaryDir folder;
  QVERIFY(writeCsvFolder(*evaluation, folder.path().toStdString()));
  const ProgramRun run = checked(folder.path(), evaluation->design.assumptions);
  QVERIFY2(run.exitStatus == 0, (run.output + run.messages).constData());
}

void CsvLaws::randomDesignsKeepEveryLaw_data() {
  QTest::addColumn<QString>("assumptions");
  for (const char* assumptions : {"paper", "physical"}) QTest::newRow(assumptions) << assumptions;
}

void CsvLaws::randomDesignsKeepEveryLaw() {
  QFETCH(QString, assumptions);
  qputenv("RC_PARAMS", "seed=1733 max_success=25");  // each starts the checker once
  QVERIFY(rc::check([&](const RandomDesign& random) {
    TileCostTable table;
    Design design = designOf(random);
    design.assumptions = *parseAssumptions(assumptions.toStdString());
    const auto evaluation = evaluate(design, table);
    RC_PRE(evaluation.has_value() && evaluation->metrics->violations.empty());
    QTemporaryDir folder;
    RC_ASSERT(writeCsvFolder(*evaluation, folder.path().toStdString()).has_value());
    const ProgramRun run = checked(folder.path(), evaluation->design.assumptions);
    RC_LOG() << run.output.toStdString() << run.messages.toStdString();
    RC_ASSERT(run.exitStatus == 0);
  }));
}

void CsvLaws::finalStatesAreWrittenUnderB9Alone_data() {
  QTest::addColumn<std::int64_t>("bits");
  // The state has 8 channels of 2 states of 32 bits: 512. The last step reads it, so the published model keeps it back.
  QTest::newRow("paper") << std::int64_t{0};
  QTest::newRow("paper,+B9") << std::int64_t{512};
  QTest::newRow("physical,-B9") << std::int64_t{0};
  QTest::newRow("physical") << std::int64_t{512};
}

void CsvLaws::finalStatesAreWrittenUnderB9Alone() {
  QFETCH(std::int64_t, bits);
  const Workload workload = withFinalState(miniMamba({.tokens = 3, .channels = 8, .states = 2}));
  const auto last = findLayer(workload, "add_dBx_2_2");
  QVERIFY(last);
  const Design design{.workload = std::make_shared<const Workload>(workload),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram()),
                      .mapping = {},
                      .assumptions = *parseAssumptions(QTest::currentDataTag())};
  TileCostTable table;
  const auto evaluation = evaluate(design, table);
  QVERIFY2(evaluation, evaluation ? "" : message(evaluation.error()).c_str());
  QTemporaryDir folder;
  QVERIFY(writeCsvFolder(*evaluation, folder.path().toStdString()));
  QMap<QByteArray, QByteArray> layerOfTensor;
  for (const QByteArrayList& tensor : rowsOf(folder.filePath("tensors.csv"))) layerOfTensor[tensor[0]] = tensor[3];
  std::int64_t written = 0;
  for (const QByteArrayList& transfer : rowsOf(folder.filePath("transfers.csv")))
    if (transfer[8] == "output" && layerOfTensor[transfer[1]] == QByteArray::number(last->value))
      written += transfer[7].toLongLong();
  QCOMPARE(written, bits);
}

void CsvLaws::theCheckerAcceptsALawfulSchedule() {
  QTemporaryDir folder;
  QVERIFY(writeLawfulTables(folder.path()));
  const ProgramRun run = checked(folder.path(), physicalAssumptions());
  QVERIFY2(run.exitStatus == 0, (run.output + run.messages).constData());
}

void CsvLaws::theCheckerSeesABrokenLaw_data() {
  QTest::addColumn<QString>("table");
  QTest::addColumn<QByteArray>("before");
  QTest::addColumn<QByteArray>("after");
  QTest::addColumn<QByteArray>("law");
  const auto row = [](const char* law, const char* table, const char* before, const char* after) {
    QTest::addRow("%s: %s", law, after) << QString(table) << QByteArray(before) << QByteArray(after) << QByteArray(law);
  };
  row("one_tile_at_a_time", "tiles", "1,1,0,0,25", "1,1,0,0,15");
  row("inputs_are_there", "tiles", "1,1,0,0,25", "1,1,0,1,15");
  row("inputs_are_there", "tiles", "1,1,0,0,25", "1,1,0,1,25");  // on another core, and never sent there
  row("transfers_follow_their_producers", "residencies", "0,0,0,20,100,-1", "0,0,0,20,100,1");
  row("memories_hold_what_fits", "memories", "0,200", "0,149");
  row("peaks_are_what_resides", "residencies", "0,1,10,40,50", "0,1,10,40,49");
  row("occupancy_is_what_resides", "residencies", "0,1,10,40,50", "0,1,10,39,50");
  row("times_add_up", "idle", "0,20,25", "0,20,24");
  row("layers_add_up", "layers", "1,b,Exp,1,1,15", "1,b,Exp,1,2,15");
  row("cores_add_up", "cores", "0,25,5,10", "0,25,5,9");
  row("cores_add_up", "cores", "0,25,5,10", "0,24,6,10");  // makes up the makespan, but not of these tiles
  row("peaks_are_listed", "peaks", "0,1,50", "0,1,49");
  row("traffic_adds_up", "traffic", "read,100", "read,99");
  row("no_chain_is_longer", "tiles", "1,1,0,0,25", "1,1,0,0,5");
  row("times_are_whole", "tiles", "0,0,0,0,10,", "0,0,0,0,10.5,");
  row("links_carry_what_they_can", "links", "0,10", "0,9");
  row("inputs_stay_while_read", "residencies", "0,1,10,40,50", "0,1,10,39,50");
  row("outputs_are_written", "transfers", "25,30,50,output", "25,30,49,output");
  row("outputs_are_written", "transfers", "1,1,0,1,0,25", "1,1,1,0,0,25");  // the other way
  row("outputs_are_written", "layers", "25,40,0", "25,40,1");               // never written
  row("units_suffice", "layers", "1,b,Exp,1,", "1,b,Exp,80,");
  row("tables_are_whole", "dependencies", "0,1,50", "7,1,50");
}

void CsvLaws::theCheckerSeesABrokenLaw() {
  QFETCH(QString, table);
  QFETCH(QByteArray, before);
  QFETCH(QByteArray, after);
  QFETCH(QByteArray, law);
  QTemporaryDir folder;
  QVERIFY(writeLawfulTables(folder.path()));
  QVERIFY(tamper(folder.filePath(table + ".csv"), before, after));
  const ProgramRun run = checked(folder.path(), physicalAssumptions());
  QCOMPARE(run.exitStatus, 1);
  QVERIFY2(run.output.contains(law + ":"), run.output.constData());
}

FUSEWRIGHT_TEST(CsvLaws)

}  // namespace fusewright::csv_laws_test

#include "csv_laws_test.moc"
