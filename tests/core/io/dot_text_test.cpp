#include "core/io/dot_text.h"

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::dot_text_test {

namespace {

LayoutProblem twoBoxes() {
  return {.boxes = {{96, 48}, {96, 48}}, .edges = {{0, 1}}};
}

/// What dot 2.43 answers to two boxes of 1 x 0.5 inches, one above the other.
constexpr const char* kAnswer =
    "graph 1 1 1.375\n"
    "node 0 0.5 1.125 1 0.5 \"\" solid box black lightgrey\n"
    "node 1 0.5 0.25 1 0.5 \"\" solid box black lightgrey\n"
    "edge 0 1 4 0.5 0.875 0.5 0.75 0.5 0.625 0.5 0.5 solid black\n"
    "stop\n";

}  // namespace

class DotText : public QObject {
  Q_OBJECT

 private slots:
  void lengthsAreWrittenInInches() {
    const std::string text = dotText(twoBoxes());
    QVERIFY(text.find("0 [width=1.0000 height=0.5000]\n") != std::string::npos);
    QVERIFY(text.find("ranksep=0.3750") != std::string::npos);  // 36 / 96
    QVERIFY(text.find("0 -> 1\n") != std::string::npos);
  }

  void theAnswerIsTurnedUpsideDown() {
    const auto layout = parseDotPlain(kAnswer, twoBoxes());
    QVERIFY(layout);
    // 1.375 inches are 132 units; 1.125 inches from below are 132 - 108 = 24 from above.
    const std::vector<Point> centres{{48, 24}, {48, 108}};
    QVERIFY(layout->centres == centres);
    const std::vector<Point> curve{{48, 48}, {48, 60}, {48, 72}, {48, 84}};
    QVERIFY(layout->curves[0] == curve);
    QCOMPARE(layout->size.height, 132.0);
  }

  void anAnswerThatIsNotWholeIsAnError_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("a node is missing") << QByteArray("node 1 0.5 0.25 1 0.5 \"\" solid box black lightgrey\n")
                                       << QByteArray();
    QTest::newRow("an arrow is missing") << QByteArray("edge 0 1 4 0.5 0.875 0.5 0.75 0.5 0.625 0.5 0.5 solid black\n")
                                         << QByteArray();
    QTest::newRow("a node that was not asked for") << QByteArray("node 1") << QByteArray("node 2");
    QTest::newRow("a node twice") << QByteArray("node 1") << QByteArray("node 0");
    QTest::newRow("an arrow the other way") << QByteArray("edge 0 1") << QByteArray("edge 1 0");
    QTest::newRow("fewer points than told") << QByteArray("edge 0 1 4") << QByteArray("edge 0 1 7");
    QTest::newRow("a count that no line can hold") << QByteArray("edge 0 1 4") << QByteArray("edge 0 1 4000000000");
    QTest::newRow("no number") << QByteArray("0.625") << QByteArray("nan");
    QTest::newRow("a number out of reach") << QByteArray("0.625") << QByteArray("1e300");
    QTest::newRow("another scale") << QByteArray("graph 1 ") << QByteArray("graph 2 ");
    QTest::newRow("an unknown line") << QByteArray("stop") << QByteArray("go on");
  }
  void anAnswerThatIsNotWholeIsAnError() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray text(kAnswer);
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto layout = parseDotPlain(text.toStdString(), twoBoxes());
    QVERIFY(!layout);
    QVERIFY(!layout.error().what.empty() && !layout.error().where.empty() && !layout.error().remedy.empty());
  }

  void aTextCutOffAnywhereIsAnErrorOrTheWholeLayout() {
    const std::string text(kAnswer);
    for (std::size_t size = 0; size < text.size(); ++size) {
      const auto layout = parseDotPlain(std::string_view(text).substr(0, size), twoBoxes());
      if (layout) QCOMPARE(layout->curves[0].size(), std::size_t{4});
    }
  }
};

FUSEWRIGHT_TEST(DotText)

}  // namespace fusewright::dot_text_test

#include "dot_text_test.moc"
