#include "app/study/study_report.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/study/compare_published.h"
#include "tests/builders_study.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::study_report_test {
using namespace tests;

namespace {

const ReportContext kContext{.program = "Fusewright", .hardware = "marca"};

std::string reportOf(const Study& study, const std::vector<StudyFigure>& pictures = {}) {
  return markdownOf(studyReport(study, kContext, pictures));
}

bool says(const std::string& report, const char* text) {
  return report.find(text) != std::string::npos;
}

}  // namespace

class StudyReportRules : public QObject {
  Q_OBJECT

 private slots:
  void latenciesStandBesideThePublishedOnes() {
    Study study = handWrittenStudy();
    (*study.fusionSchemes)[1].latencyCycles = 860229 * 1.01;
    const PublishedComparison comparison = compareWithPublished(study);
    // Published at L=64: unfused 4,449,281 with 215 tiles, all 860,229 with 467; the builder's designs have 215 tiles
    // and nothing else.
    QCOMPARE(comparison.designs.rows.size(), std::size_t{2});
    QCOMPARE(comparison.designs.rows[1][0], std::string("9"));
    const std::size_t unfused = comparison.designs.rows[0][2] == "unfused" ? 0 : 1;
    QCOMPARE(comparison.designs.rows[unfused][7], std::string("0"));
    QCOMPARE(comparison.designs.rows[1 - unfused][7], std::string("+1"));
    QVERIFY(says(comparison.designs.rows[1 - unfused][8], "tiles 215 against 467"));
    QCOMPARE(comparison.largestLatencyPercent, 1.0);
  }

  void theClaimsSayWhereTheyHold() {
    const std::string report = reportOf(handWrittenStudy());
    QVERIFY(says(report, "Here fusing everything is at best 5.17 times as fast as no fusion, at L=64."));
    QVERIFY(says(report, "L=64: no MB against 8 MB"));
    QVERIFY(!says(report, "over MARCA at equal area"));
  }

  void everythingSaysItsAssumptions() {
    Study study = handWrittenStudy();
    study.assumptions = "paper,+B1";
    QVERIFY(says(reportOf(study), "with assumptions paper,+B1"));
  }

  void impossibleRequestsAreListed() {
    QVERIFY(says(reportOf(handWrittenStudy()), "| 11 | L=0, all, memory-aware, 0.1 MB | L: a sequence of 0 tokens;"));
  }

  void picturesAreShownWhereThereAreAny() {
    QVERIFY(!says(reportOf(handWrittenStudy()), ".png"));
    QVERIFY(says(reportOf(handWrittenStudy(), {StudyFigure::FusionSchemes}), "(figure9.png)](figure9.svg)"));
  }

  void bothReportsAreWrittenWithThePicturesBesideThem() {
    const QTemporaryDir folder;
    QFile picture(folder.filePath("figure10.png"));
    QVERIFY(picture.open(QIODevice::WriteOnly));
    QVERIFY(writeReport(handWrittenStudy(), kContext, folder.path().toStdString()));
    QFile report(folder.filePath("report.md"));
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QByteArray text = report.readAll();
    QVERIFY(text.contains("figure10.png") && !text.contains("figure9.png"));
    QVERIFY(QFile::exists(folder.filePath("report.html")));
  }
};

FUSEWRIGHT_TEST(StudyReportRules)

}  // namespace fusewright::study_report_test

#include "study_report_test.moc"
