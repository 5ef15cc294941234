#include "core/io/study_csv.h"

#include <QTest>

#include "tests/builders_files.h"
#include "tests/builders_study.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::study_csv_test {
using namespace tests;

namespace {

std::string complaint(std::string_view text) {
  const auto table = parseStudyTable(text, "study.csv");
  return table ? "none" : message(table.error());
}

}  // namespace

class StudyCsvRules : public QObject {
  Q_OBJECT

 private slots:
  void aStudyIsReadBackFromItsFiles() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("new/study").toStdString();
    QVERIFY(writeStudy(handWrittenStudy(), path));
    const auto study = readStudy(path);
    QVERIFY2(study, study ? "" : message(study.error()).c_str());
    QVERIFY(*study == handWrittenStudy());
  }

  void headingsSayTheUnit() {
    const StudyTable table{
        .name = "t", .title = {}, .columns = {{"latency", "cycles"}, {"fusion", ""}}, .rows = {{"12", "A, or \"B\""}}};
    const std::string text = studyTableText(table);
    QCOMPARE(text, std::string("latency [cycles],fusion\n12,\"A, or \"\"B\"\"\"\n"));
    QVERIFY(*parseStudyTable(text, "t.csv") == table);
  }

  void linesMayEndAsOnOtherSystems() {
    const auto table = parseStudyTable("a,b\r\n1,\"x\ny\"\r\n", "t.csv");
    QVERIFY(table);
    QCOMPARE(table->rows, (std::vector<std::vector<std::string>>{{"1", "x\ny"}}));
  }

  void textThatIsNoTableIsRefusedWithItsLine() {
    QCOMPARE(complaint(""),
             std::string("study.csv:1: the file is empty; write the table anew with fusewright-cli paper"));
    QVERIFY(complaint("a,b\n1,2\n3\n").starts_with("study.csv:3: 1 cells under 2 headings; "));
    QVERIFY(complaint("a,b\n1,\"2\n3\n").starts_with("study.csv:2: a quote is never closed; "));
    QVERIFY(complaint("a,b\n1,\"2\"x\n").starts_with("study.csv:2: text after a closing quote; "));
  }

  void aFolderWithoutTablesIsRefusedWithARemedy() {
    const TextFolder folder(std::map<std::string, std::string>{{"notes.csv", "a\n1\n"}});
    const auto study = readStudy(folder.path("."));
    QVERIFY(!study);
    QVERIFY(study.error().remedy.find("fusewright-cli paper --out") != std::string::npos);
  }

  void aBadCellIsNamedWithFileAndLine() {
    const TextFolder folder({{"figure10_occupancy.csv", "time [cycles],held [bits]\n0,1\nsoon,2\n"},
                             {"figure10_summary.csv",
                              "length [tokens],step,duration [cycles],peak_at [cycles],peak [bits],capacity [bits],"
                              "peak_maker,violations\n1,0,1,0,1,1,x,\n"}});
    const auto study = readStudy(folder.path("."));
    QVERIFY(!study);
    QVERIFY(study.error().where.ends_with("figure10_occupancy.csv:3"));
  }
};

FUSEWRIGHT_TEST(StudyCsvRules)

}  // namespace fusewright::study_csv_test

#include "study_csv_test.moc"
