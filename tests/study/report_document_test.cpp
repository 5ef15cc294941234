#include "app/study/report_document.h"

#include <QTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::report_document_test {

class ReportDocumentRules : public QObject {
  Q_OBJECT

 private slots:
  void markdownHasATableWithNumbersAtTheRight() {
    const ReportDocument report{.title = "T",
                                .blocks = {ReportTable{.headings = {"a", "n"}, .rows = {{"x", "1"}, {"y", "-2.5"}}}}};
    QCOMPARE(markdownOf(report), std::string("# T\n\n| a | n |\n| --- | ---: |\n| x | 1 |\n| y | -2.5 |\n\n"));
  }

  void lettersThatWouldBreakATableAreMadeHarmless() {
    const ReportDocument report{.title = "T", .blocks = {ReportTable{.headings = {"a"}, .rows = {{"x|<y\nz"}}}}};
    QVERIFY(markdownOf(report).find("| x\\|&lt;y z |") != std::string::npos);
  }

  void lettersThatWouldBreakHtmlAreMadeHarmless() {
    const ReportDocument report{.title = "a & b", .blocks = {ReportParagraph{"<script>\"x\"</script>"}}};
    const std::string html = htmlOf(report);
    QVERIFY(html.find("<title>a &amp; b</title>") != std::string::npos);
    QVERIFY(html.find("<p>&lt;script&gt;&quot;x&quot;&lt;/script&gt;</p>") != std::string::npos);
  }

  void picturesShowOneFileAndLeadToAnother() {
    const ReportDocument report{.title = "T", .blocks = {ReportImage{"f.png", "f.svg", "F"}, ReportLink{"t", "t.csv"}}};
    QCOMPARE(markdownOf(report), std::string("# T\n\n[![F](f.png)](f.svg)\n\n[t](t.csv)\n\n"));
    QVERIFY(htmlOf(report).find("<a href=\"f.svg\"><img src=\"f.png\" alt=\"F\"></a>") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(ReportDocumentRules)

}  // namespace fusewright::report_document_test

#include "report_document_test.moc"
