#include "core/io/csv_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::csv_writer_test {
using namespace tests;

namespace {

/// The lines of one table of `evaluation`.
QStringList linesOf(const Evaluation& evaluation, CsvTable table) {
  QTemporaryDir folder;
  const QString path = folder.filePath("table.csv");
  if (!writeCsv(evaluation, table, path.toStdString())) return {};
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  QStringList lines = QString::fromUtf8(file.readAll()).split('\n');
  lines.removeLast();  // after the last line break
  return lines;
}

QStringList withoutHeader(QStringList lines) {
  if (!lines.isEmpty()) lines.removeFirst();
  return lines;
}

/// The evaluation with another schedule.
Evaluation with(Evaluation evaluation, Schedule schedule) {
  evaluation.schedule = std::make_shared<const Schedule>(std::move(schedule));
  return evaluation;
}

}  // namespace

class CsvWriterRules : public QObject {
  Q_OBJECT
 private slots:
  void everyTableStartsWithThePromisedColumns_data();
  void everyTableStartsWithThePromisedColumns();
  void aTileHasItsTimesAndWhatBoundItsStart();
  void aDependencyNamesBothTilesAndItsBits();
  void aTransferOverTwoLinksGivesTwoRowsWithOneIdAndBitsOnTheLinkItDoesNotShare();
  void aStreamNamesItsOperandAndLink();
  void aStreamThatStretchesSaysItsRateToTheBit();
  void aResidencyNamesItsProducerAndLastUser();
  void memoryIsAStepFunction();
  void aNameWithACommaIsQuoted();
  void idleTimeNamesItsCauseAndBlame();
  void aTileThatHoldsTheLinkIsBlamedByItsOwnId();
  void timesReadBackEqual();
  void aCoreHasItsBusyTimeItsIdleTimeByCauseAndTheMakespan();
  void aPeakIsListedTensorByTensor();
  void trafficIsListedByCauseAndDirection();
  void everyTableIsWrittenIntoAFolderThatIsMade();
  void aFolderOfTablesSaysWhichAssumptionsMadeIt();
  void aFolderThatIsAFileIsRefusedByName();
  void aFullDiskIsAnErrorThatNamesTheFile();
};

void CsvWriterRules::everyTableStartsWithThePromisedColumns_data() {
  QTest::addColumn<int>("table");
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("columns");
  const auto row = [](CsvTable table, const char* file, const char* columns) {
    QTest::newRow(file) << static_cast<int>(table) << file << columns;
  };
  row(CsvTable::Tiles, "tiles.csv", "tile,layer,group,core,start,end,bound_by,bound_id");
  row(CsvTable::Dependencies, "dependencies.csv", "producer,consumer,bits");
  row(CsvTable::Transfers, "transfers.csv", "transfer,tensor,from,to,link,start,end,bits,cause");
  row(CsvTable::Streams, "streams.csv", "tile,operand,link,start,end,bits");
  row(CsvTable::Residencies, "residencies.csv", "memory,tensor,from,to,bits,producer,last_user");
  row(CsvTable::Memory, "memory.csv", "memory,time,bits");
  row(CsvTable::Layers, "layers.csv", "layer,name,op,macs,tiles,busy,first_start,last_end");
  row(CsvTable::Idle, "idle.csv", "core,from,to,cause,blame");
  row(CsvTable::Memories, "memories.csv", "memory,capacity");
  row(CsvTable::Links, "links.csv", "link,bandwidth");
  row(CsvTable::Cores, "cores.csv",
      "core,busy,idle_dependency,idle_transfer_in_flight,idle_link_taken,idle_memory_full,idle_synchronisation,"
      "idle_nothing_to_do,makespan");
  row(CsvTable::Peaks, "peaks.csv", "memory,tensor,bits,from,to,producer,last_user,peak");
  row(CsvTable::Traffic, "traffic.csv", "cause,direction,bits");
}

void CsvWriterRules::everyTableStartsWithThePromisedColumns() {
  QFETCH(int, table);
  QFETCH(QString, file);
  QFETCH(QString, columns);
  QCOMPARE(QString::fromUtf8(csvFileName(CsvTable(table)).data()), file);
  const QString header = linesOf(handWrittenEvaluation(), CsvTable(table)).value(0);
  QVERIFY2(header == columns || header.startsWith(columns + ","), qPrintable(header));
}

void CsvWriterRules::aTileHasItsTimesAndWhatBoundItsStart() {
  const QStringList rows = withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Tiles));
  QCOMPARE(rows, (QStringList{"0,0,0,0,10,20.5,transfer,0,0,50,8,0,1.5,1,,transfer",
                              "1,1,1,0,25,40,off_chip,1,0,50,12,3,0,0,W,transfer"}));
}

void CsvWriterRules::aDependencyNamesBothTilesAndItsBits() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Dependencies)), QStringList{"0,1,50"});
}

void CsvWriterRules::aTransferOverTwoLinksGivesTwoRowsWithOneIdAndBitsOnTheLinkItDoesNotShare() {
  const Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  schedule.transferLinks = {LinkId(2), LinkId(5), LinkId(0)};
  change(schedule.transfers, 0, [](Transfer& transfer) {
    transfer.linkCount = 2;
    transfer.sharedHops = 2;  // on its second link it goes with another transfer, which has the bits
  });
  change(schedule.transfers, 1, [](Transfer& transfer) { transfer.firstLink = 2; });
  QCOMPARE(withoutHeader(linesOf(with(evaluation, schedule), CsvTable::Transfers)),
           (QStringList{"0,0,1,0,2,0,10,100,weight,10,0,0", "0,0,1,0,5,0,10,0,weight,0,0,1",
                        "1,2,0,1,0,40,45,50,output,10,-1,0"}));
}

void CsvWriterRules::aStreamNamesItsOperandAndLink() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Streams)), QStringList{"1,W,0,25,40,300,20"});
}

void CsvWriterRules::aStreamThatStretchesSaysItsRateToTheBit() {
  // 64 bits in 7 cycles are 9 1/7 bits a cycle; the published model books whole bits.
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  change(schedule.streams, 0, [](Stream& stream) {
    stream.end = stream.start + Cycles{7};
    stream.bits = Bits{64};
    stream.bandwidth = BitsPerCycle{9};
  });
  evaluation = with(evaluation, schedule);
  const auto rate = [&](const Assumptions& assumptions) {
    evaluation.design.assumptions = assumptions;
    return withoutHeader(linesOf(evaluation, CsvTable::Streams)).value(0).section(',', 6, 6);
  };
  QCOMPARE(rate(paperAssumptions()), QString("9"));
  QCOMPARE(rate(paperAssumptions().with(Repair::BoundedLinks)).toDouble(), 64.0 / 7);
}

void CsvWriterRules::aResidencyNamesItsProducerAndLastUser() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Residencies)),
           (QStringList{"0,0,0,20.5,100,-1,0", "0,1,10,45,50,0,1", "0,2,20.5,45,50,1,-1"}));
}

void CsvWriterRules::memoryIsAStepFunction() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Memory)),
           (QStringList{"0,0,100", "0,10,150", "0,20.5,100", "0,45,0"}));
}

void CsvWriterRules::aNameWithACommaIsQuoted() {
  QVERIFY(linesOf(handWrittenEvaluation(), CsvTable::Layers)
              .value(1)
              .startsWith("0,\"first, of two\",Exp,4,1,10.5,10,20.5"));
}

void CsvWriterRules::idleTimeNamesItsCauseAndBlame() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Idle)),
           (QStringList{"0,0,10,transfer,0,transfer", "0,20.5,25,off_chip,1,transfer", "0,40,45,none,-1,none"}));
}

void CsvWriterRules::aTileThatHoldsTheLinkIsBlamedByItsOwnId() {
  const Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  schedule.boundById[1] = -1 - 0;  // off chip, negative: tile 0
  const QString row = withoutHeader(linesOf(with(evaluation, schedule), CsvTable::Tiles)).value(1);
  QVERIFY2(row.startsWith("1,1,1,0,25,40,off_chip,0,") && row.endsWith(",tile"), qPrintable(row));
}

void CsvWriterRules::timesReadBackEqual() {
  const Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  // 2^53 is the last whole number that a double counts to; 1/3 needs all 17 digits; 18864.75 is a time of METHOD A4.
  for (double time : {9007199254740992.0, 1.0 / 3.0, 18864.75, 1e-300}) {
    schedule.start[0] = Cycles{time};
    const QString row = withoutHeader(linesOf(with(evaluation, schedule), CsvTable::Tiles)).value(0);
    QCOMPARE(row.split(',').value(4).toDouble(), time);
  }
}

void CsvWriterRules::aCoreHasItsBusyTimeItsIdleTimeByCauseAndTheMakespan() {
  const QStringList rows = withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Cores));
  QVERIFY2(rows.value(0).startsWith("0,25.5,0,10,4.5,0,0,5,45,core 0,"), qPrintable(rows.value(0)));
  QVERIFY2(rows.value(1).startsWith("1,0,0,0,0,0,0,45,45,"), qPrintable(rows.value(1)));
}

void CsvWriterRules::aPeakIsListedTensorByTensor() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Peaks)),
           (QStringList{"0,0,100,0,20.5,-1,0,150,w", "0,1,50,10,45,0,1,150,between"}));
}

void CsvWriterRules::trafficIsListedByCauseAndDirection() {
  QCOMPARE(withoutHeader(linesOf(handWrittenEvaluation(), CsvTable::Traffic)),
           (QStringList{"weights,read,100", "activations_in,read,0", "outputs,write,50", "spills,write,0",
                        "reloads,read,0", "streamed_in,read,300", "streamed_out,write,0"}));
}

void CsvWriterRules::aFolderOfTablesSaysWhichAssumptionsMadeIt() {
  QTemporaryDir folder;
  Evaluation evaluation = handWrittenEvaluation();
  evaluation.design.assumptions = physicalAssumptions().without(Repair::KeptSlices);
  QVERIFY(writeCsvFolder(evaluation, folder.path().toStdString()));
  QFile file(folder.filePath("design.json"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray text = file.readAll();
  QVERIFY2(text.contains("\"assumptions\": \"physical,-B5\""), text.constData());
}

void CsvWriterRules::everyTableIsWrittenIntoAFolderThatIsMade() {
  QTemporaryDir folder;
  const QString nested = folder.filePath("a/b");
  QVERIFY(writeCsvFolder(handWrittenEvaluation(), nested.toStdString()));
  QStringList expected;
  for (CsvTable table : kCsvTables) expected << QString::fromUtf8(csvFileName(table).data());
  expected << "design.json";
  expected.sort();
  QCOMPARE(QDir(nested).entryList(QDir::Files | QDir::Hidden, QDir::Name), expected);
}

void CsvWriterRules::aFolderThatIsAFileIsRefusedByName() {
  QTemporaryDir folder;
  QFile file(folder.filePath("taken"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.close();
  const auto written = writeCsvFolder(handWrittenEvaluation(), file.fileName().toStdString());
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().where), file.fileName());
  QVERIFY(!written.error().remedy.empty());
}

void CsvWriterRules::aFullDiskIsAnErrorThatNamesTheFile() {
  if (!QFile::exists("/dev/full")) QSKIP("no /dev/full on this system");
  const auto written = writeCsv(handWrittenEvaluation(), CsvTable::Tiles, "/dev/full");
  QVERIFY(!written);
  QCOMPARE(written.error().where, std::string("/dev/full"));
  QVERIFY(written.error().remedy.starts_with("free some space"));
}

FUSEWRIGHT_TEST(CsvWriterRules)

}  // namespace fusewright::csv_writer_test

#include "csv_writer_test.moc"
