#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/study_csv.h"
#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::paper_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
#ifdef FUSEWRIGHT_HAS_WINDOW
/// The desktop program lies beside the terminal's.
const QString kDesktop = QFileInfo(kProgram).dir().filePath("fusewright");
#endif

QString textIn(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace

/// The study as one command, on parts of it that are quick.
class Paper : public QObject {
  Q_OBJECT

 private slots:
  void aShortStudyIsWrittenAndReportsNoViolation();
  void onlyTheFiguresAskedForAreMade();
  void theNumberOfThreadsChangesNoTable();
  void impossibleRequestsAreRowsAndStatusOne();
  void wrongUsageIsStatusTwoAndWritesNothing_data();
  void wrongUsageIsStatusTwoAndWritesNothing();
  void aFolderThatCanNotBeMadeIsStatusTwo();
  void withoutTheExamplesItSaysWhereTheyWereLookedFor();
  void aStudyIsDrawnInThreeFormats();
  void aTableThatCanNotBeReadIsOneMessageWithFileAndLine();

 private:
  [[nodiscard]] ProgramRun paper(const QString& folder, const QStringList& more) const {
    return runProgram(kProgram, QStringList{"paper", "--out", path(folder), "--no-pictures", "--quiet"} + more);
  }
  [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
  [[nodiscard]] Result<Study> studyIn(const QString& folder) const { return readStudy(path(folder).toStdString()); }

  QTemporaryDir folder_;
};

void Paper::aShortStudyIsWrittenAndReportsNoViolation() {
  const auto run =
      paper("short", {"--lengths", "1,4", "--memories", "4,24", "--areas", "1", "--memory-fractions", "0.5,0.8"});
  QCOMPARE(run.exitStatus, 0);
  QVERIFY2(run.messages.isEmpty(), run.messages);
  QVERIFY(run.output.isEmpty());
  const auto study = studyIn("short");
  QVERIFY2(study, study ? "" : message(study.error()).c_str());
  QCOMPARE(study->operationCounts->size(), std::size_t{2 * 2 * 2});
  QCOMPARE(study->fusionSchemes->size(), std::size_t{2 * 9});
  QCOMPARE(study->memorySizes->size(), std::size_t{2 * 2 * 2});
  QCOMPARE(study->areaPartitioning->size(), std::size_t{2 * 2 * 2});
  QCOMPARE(study->claims.fusion.size(), std::size_t{2});
  const QString report = textIn(path("short/report.md"));
  QVERIFY(report.contains("assumptions paper"));
  // The one design among these that the published tool's numbers are known of: L=1, three schemes.
  QVERIFY(report.contains("| 9 | 1 | unfused | per-step | 24 MB | 714924 | 714924 | 0 | equal |"));
  QVERIFY(report.contains("None: every design that was asked for has a schedule that fits."));
  QVERIFY(textIn(path("short/report.html")).contains("<td class=\"number\">714924</td>"));
}

void Paper::onlyTheFiguresAskedForAreMade() {
  QCOMPARE(paper("some", {"--figure", "10", "--figure", "4", "--lengths", "4"}).exitStatus, 0);
  const QStringList tables = QDir(path("some")).entryList({"*.csv"}, QDir::Files, QDir::Name);
  QCOMPARE(tables, (QStringList{"figure10_lifetimes.csv", "figure10_occupancy.csv", "figure10_summary.csv",
                                "figure10_tiles.csv", "figure4_operator_classes.csv", "study.csv"}));
}

void Paper::theNumberOfThreadsChangesNoTable() {
  const QStringList part{"--figure", "9", "--lengths", "1,8"};
  QCOMPARE(paper("one", part + QStringList{"--jobs", "1"}).exitStatus, 0);
  QCOMPARE(paper("four", part + QStringList{"--jobs", "4"}).exitStatus, 0);
  QCOMPARE(textIn(path("one/figure9_fusion_schemes.csv")), textIn(path("four/figure9_fusion_schemes.csv")));
}

void Paper::impossibleRequestsAreRowsAndStatusOne() {
  const auto run =
      paper("bad", {"--lengths", "0,2", "--memories", "0.0001,24", "--areas", "0,1", "--memory-fractions", "0.8,1"});
  QCOMPARE(run.exitStatus, 1);
  QCOMPARE(messageLines(run).size(), 1);
  const auto study = studyIn("bad");
  QVERIFY(study);
  QCOMPARE(study->fusionSchemes->size(), std::size_t{2 * 9});
  for (const StudyDesign& design : *study->fusionSchemes) QCOMPARE(design.violations.empty(), design.length == 2);
  for (const StudyDesign& design : *study->memorySizes)
    QCOMPARE(design.violations.empty(), design.length == 2 && *design.memoryMB == 24);
  for (const StudyDesign& design : *study->areaPartitioning)
    QCOMPARE(design.violations.empty(),
             design.length == 2 && *design.areaFraction == 1 && *design.memoryFraction == 0.8);
  QVERIFY(!study->tensorLifetimes->violations.empty());
  QVERIFY(textIn(path("bad/report.md")).contains("a sequence of 0 tokens"));
}

void Paper::wrongUsageIsStatusTwoAndWritesNothing_data() {
  QTest::addColumn<QStringList>("more");
  QTest::newRow("a figure that the study lacks") << QStringList{"--figure", "7"};
  QTest::newRow("a length that is no number") << QStringList{"--lengths", "long"};
  QTest::newRow("no threads") << QStringList{"--jobs", "0"};
  QTest::newRow("unknown assumptions") << QStringList{"--assumptions", "wishful"};
}

void Paper::wrongUsageIsStatusTwoAndWritesNothing() {
  QFETCH(QStringList, more);
  const auto run = paper("none", more);
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY(!QDir(path("none")).exists());
}

void Paper::aFolderThatCanNotBeMadeIsStatusTwo() {
  const auto run = runProgram(kProgram, {"paper", "--out", "/proc/study", "--figure", "10"});
  QCOMPARE(run.exitStatus, 2);
}

#ifdef FUSEWRIGHT_HAS_WINDOW
void Paper::withoutTheExamplesItSaysWhereTheyWereLookedFor() {
  QVERIFY(QDir(folder_.path()).mkpath("alone/bin"));
  const QString program = path("alone/bin/fusewright-cli");
  QVERIFY(QFile::copy(kProgram, program));
  const auto run = runProgram(program, {"paper", "--out", path("none")});
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  const QString looked =
      QDir(folder_.path()).canonicalPath() + "/alone/share/fusewright/examples/accelerators/marca.yaml";
  QVERIFY2(run.messages.contains(looked.toUtf8()), run.messages);
}

void Paper::aStudyIsDrawnInThreeFormats() {
  const auto run = runProgram(kProgram, {"paper", "--out", path("drawn"), "--quiet", "--lengths", "2", "--memories",
                                         "4,24", "--areas", "1", "--memory-fractions", "0.5,0.8"});
  QVERIFY2(run.exitStatus == 0, run.messages);
  QVERIFY2(run.messages.isEmpty(), run.messages);
  for (const char* figure : {"1", "4", "9", "10", "11", "12"})
    for (const char* format : {"svg", "pdf", "png"}) {
      const QString file = path(QString("drawn/figure%1.%2").arg(figure, format));
      QVERIFY2(QFileInfo(file).size() > 1000, qPrintable(file));
    }
  QVERIFY(textIn(path("drawn/report.md")).contains("figure9.png"));
}

void Paper::aTableThatCanNotBeReadIsOneMessageWithFileAndLine() {
  QCOMPARE(paper("broken", {"--figure", "9", "--lengths", "1"}).exitStatus, 0);
  QFile table(path("broken/figure9_fusion_schemes.csv"));
  QVERIFY(table.open(QIODevice::ReadOnly));
  // A row that is shorter than the header, as line 3.
  QList<QByteArray> lines = table.readAll().split('\n');
  table.close();
  lines[2] = "1,A";
  QVERIFY(table.open(QIODevice::WriteOnly));
  table.write(lines.join('\n'));
  table.close();
  const auto run = runProgram(kDesktop, {"--study-figures", path("broken")});
  QCOMPARE(run.exitStatus, 2);
  QCOMPARE(messageLines(run).size(), 1);
  QVERIFY2(run.messages.contains("figure9_fusion_schemes.csv:3"), run.messages);
  QVERIFY(!QFileInfo::exists(path("broken/figure9.svg")));
}
#else
void Paper::aStudyIsDrawnInThreeFormats() {
  QSKIP("built without the window");
}
void Paper::aTableThatCanNotBeReadIsOneMessageWithFileAndLine() {
  QSKIP("built without the window");
}
#endif

FUSEWRIGHT_TEST(Paper)

}  // namespace fusewright::paper_test

#include "paper_test.moc"
