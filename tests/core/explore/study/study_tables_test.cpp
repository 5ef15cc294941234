#include "core/explore/study/study_tables.h"

#include <algorithm>

#include <QTest>

#include "core/explore/study/study_violations.h"
#include "tests/builders_study.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::study_tables_test {
using namespace tests;

namespace {

std::vector<StudyTable> tables() {
  return studyTables(handWrittenStudy());
}

StudyTable& named(std::vector<StudyTable>& all, const char* name) {
  return *std::ranges::find(all, name, &StudyTable::name);
}

std::size_t columnOf(const StudyTable& table, const char* name) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, name, &StudyColumn::name) - table.columns.begin());
}

std::string complaint(const std::vector<StudyTable>& all) {
  const auto study = studyOfTables(all);
  return study ? "none" : message(study.error());
}

}  // namespace

class StudyTablesRules : public QObject {
  Q_OBJECT

 private slots:
  void aStudyReadsBackEqual() {
    const auto study = studyOfTables(tables());
    QVERIFY2(study, study ? "" : message(study.error()).c_str());
    QVERIFY(*study == handWrittenStudy());
  }

  void figuresThatWereNotMadeHaveNoTables() {
    const auto only = studyTables({.assumptions = "paper"});
    QCOMPARE(only.size(), std::size_t{1});
    QCOMPARE(only[0].name, std::string("study"));
    QVERIFY(studyOfTables(only)->fusionSchemes == std::nullopt);
  }

  void everyTableIsAmongTheKnownNames() {
    for (const StudyTable& table : tables()) QVERIFY(std::ranges::count(studyTableNames(), table.name) == 1);
  }

  void everyRowHasACellForEveryColumn() {
    for (const StudyTable& table : tables())
      for (const auto& row : table.rows) QCOMPARE(row.size(), table.columns.size());
  }

  void aMissingResultIsAnEmptyCell() {
    auto all = tables();
    const StudyTable& sizes = named(all, "figure11_memory_sizes");
    QCOMPARE(sizes.rows[0][columnOf(sizes, "latency")], std::string());
    QCOMPARE(sizes.rows[0][columnOf(sizes, "memory_asked")], std::string("0.1"));
  }

  void columnsMayStandInAnyOrderAmongOthers() {
    auto all = tables();
    StudyTable& schemes = named(all, "figure9_fusion_schemes");
    std::ranges::reverse(schemes.columns);
    schemes.columns.push_back({"note", ""});
    for (auto& row : schemes.rows) {
      std::ranges::reverse(row);
      row.emplace_back("mine");
    }
    QVERIFY(*studyOfTables(all) == handWrittenStudy());
  }

  void aMissingColumnIsNamed() {
    auto all = tables();
    named(all, "figure9_fusion_schemes").columns[0].name = "tokens";
    QCOMPARE(complaint(all),
             std::string("figure9_fusion_schemes.csv:1: column 'length' is missing; write the table anew "
                         "with fusewright-cli paper"));
  }

  void aCellThatDoesNotFitIsNamedWithItsLine() {
    auto all = tables();
    StudyTable& schemes = named(all, "figure9_fusion_schemes");
    schemes.rows[1][columnOf(schemes, "latency")] = "fast";
    QCOMPARE(complaint(all), std::string("figure9_fusion_schemes.csv:3: 'fast' does not fit column 'latency'; give a "
                                         "number of cycles"));
  }

  void numbersThatAreNoneAreRefused_data() {
    QTest::addColumn<QString>("cell");
    for (const char* cell : {"nan", "inf", "1e999", "12 ", "0x10", "--1"}) QTest::newRow(cell) << cell;
  }

  void numbersThatAreNoneAreRefused() {
    QFETCH(QString, cell);
    auto all = tables();
    StudyTable& schemes = named(all, "figure9_fusion_schemes");
    schemes.rows[0][columnOf(schemes, "utilisation")] = cell.toStdString();
    QVERIFY(complaint(all).starts_with("figure9_fusion_schemes.csv:2: "));
  }

  void anUnknownClassIsRefusedWithTheKnownOnes() {
    auto all = tables();
    StudyTable& classes = named(all, "figure4_operator_classes");
    classes.rows[0][columnOf(classes, "class")] = "Magic";
    QVERIFY(complaint(all).ends_with("give one of Normalization, Activation, Elementwise, Projection, Attention, SSM"));
  }

  void aSummaryOfTwoStepsIsRefused() {
    auto all = tables();
    StudyTable& summary = named(all, "figure10_summary");
    summary.rows.push_back(summary.rows[0]);
    QVERIFY(complaint(all).starts_with("figure10_summary.csv: 2 rows where one is expected"));
  }

  void tablesMadeWithOtherAssumptionsAreRefused() {
    auto all = tables();
    StudyTable& sizes = named(all, "figure11_memory_sizes");
    QCOMPARE(sizes.rows[0].back(), std::string("paper"));
    sizes.rows[0].back() = "physical";
    QCOMPARE(complaint(all), std::string("figure11_memory_sizes.csv:2: made with assumptions 'physical', but others "
                                         "with 'paper'; write studies of other assumptions into folders of their own"));
  }

  void withoutATableOfItsOwnTheStudysAssumptionsAreThoseOfTheOthers() {
    auto all = tables();
    std::erase_if(all, [](const StudyTable& table) { return table.name == "study"; });
    QCOMPARE(studyOfTables(all)->assumptions, std::string("paper"));
  }

  void figuresHaveTheStudysNumbers() {
    for (const StudyFigure figure : kStudyFigures) QVERIFY(figureOfNumber(figureNumber(figure)) == figure);
    QVERIFY(!figureOfNumber(2));
    QCOMPARE(figureFileName(StudyFigure::AreaPartitioning), std::string("figure12"));
  }

  void violationsNameTheRequest() {
    const auto violations = violationsOf(handWrittenStudy());
    QCOMPARE(violations.size(), std::size_t{1});
    QCOMPARE(violations[0].request, std::string("L=0, all, memory-aware, 0.1 MB"));
    QVERIFY(violations[0].figure == StudyFigure::MemorySizes);
  }

  void theClassesOfAModelThatCanNotBeCountedAreOneViolation() {
    Study study;
    study.operatorClasses = std::vector<ClassCounts>(6, {.model = "OPT-2.7B", .length = 0, .violations = "no tokens"});
    QCOMPARE(violationsOf(study).size(), std::size_t{1});
    QCOMPARE(violationsOf(study)[0].request, std::string("OPT-2.7B, prefill, L=0"));
  }
};

FUSEWRIGHT_TEST(StudyTablesRules)

}  // namespace fusewright::study_tables_test

#include "study_tables_test.moc"
