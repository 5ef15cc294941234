#include "core/explore/front/constraint.h"

#include <limits>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::constraint_test {

namespace {

const std::vector<std::string> kNames{"area_mm2", "peak_memory_MB", "model.seq-len", "model"};

Constraint read(const char* text) {
  return Constraint::parse(text, kNames).value();
}

}  // namespace

class ConstraintRules : public QObject {
  Q_OBJECT

 private slots:
  void productsBindBeforeSumsAndSumsBeforeComparisons() {
    // 1 + 2 * 3 - 8 / 4 = 5
    QVERIFY(read("1 + 2 * 3 - 8 / 4 == 5").holds({}));
    QVERIFY(read("(1 + 2) * 3 != 7").holds({}));
    QVERIFY(read("-(2 - 5) >= 3").holds({}));
    QVERIFY(!read("2 - 1 - 1 > 0").holds({}));
  }

  void namesStandForTheirValues() {
    const Constraint constraint = read("peak_memory_MB <= 4 * area_mm2");
    QCOMPARE(constraint.names(), (std::vector<std::string>{"peak_memory_MB", "area_mm2"}));
    QVERIFY(constraint.holds(std::vector<double>{8, 2}));
    QVERIFY(!constraint.holds(std::vector<double>{8.5, 2}));
  }

  void aNameMayHaveDotsAndHyphensInIt() {
    const Constraint constraint = read("model.seq-len-1<64");
    QCOMPARE(constraint.names(), std::vector<std::string>{"model.seq-len"});
    QVERIFY(constraint.holds(std::vector<double>{64}));
    QVERIFY(!constraint.holds(std::vector<double>{65}));
  }

  void nothingHoldsOfWhatIsNoNumber() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (const char* text : {"area_mm2 < 1", "area_mm2 >= 1", "area_mm2 == area_mm2", "area_mm2 != 0"})
      QVERIFY2(!read(text).holds(std::vector<double>{none}), text);
  }

  void aParameterIsComparedWithATextInQuotesOrWithout() {
    for (const char* text : {"model == m-small", "model == 'm-small'", "model==\"m-small\"", " model == m-small "}) {
      const Constraint constraint = read(text);
      QCOMPARE(constraint.names(), std::vector<std::string>{"model"});
      QVERIFY2(constraint.holds(std::vector{constraint.valueOf("m-small")}), text);
      QVERIFY2(!constraint.holds(std::vector{constraint.valueOf("m-large")}), text);
      QVERIFY2(!constraint.holds(std::vector{constraint.valueOf("")}), text);
    }
    const Constraint other = read("model != 'a == b'");
    QVERIFY(other.holds(std::vector{other.valueOf("m-small")}));
    QVERIFY(!other.holds(std::vector{other.valueOf("a == b")}));
    QVERIFY(!other.holds(std::vector{other.valueOf("")}));
  }

  void aNumberInQuotesIsThatNumber() {
    const Constraint constraint = read("model.seq-len == '64'");
    QVERIFY(constraint.holds(std::vector{constraint.valueOf("64.0")}));
    QVERIFY(!constraint.holds(std::vector{constraint.valueOf("65")}));
  }

  void aCommaInQuotesPartsNoConstraints() {
    QCOMPARE(constraintsInList("a <= 4, ,assumptions == 'paper,+B1' ,b == \"x'y,z\""),
             (std::vector<std::string>{"a <= 4", "assumptions == 'paper,+B1'", "b == \"x'y,z\""}));
    QCOMPARE(constraintsInList(" , "), std::vector<std::string>{});
  }

  void whatIsWrongIsSaidWithItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("an unknown name") << "peak_memory_mb <= 4"
                                     << "did you mean 'peak_memory_MB'";
    QTest::newRow("no comparison") << "area_mm2"
                                   << "character 9: a comparison is missing";
    QTest::newRow("nothing to compare with") << "area_mm2 <"
                                             << "character 11: a number or name is missing";
    QTest::newRow("a metric that is a text") << "area_mm2 == small"
                                             << "'small' is no metric or parameter here";
    QTest::newRow("a text that is less") << "model < m-small"
                                         << "'m' is no metric or parameter here";
    QTest::newRow("an open quote") << "model == 'm-small"
                                   << "character 10";
    QTest::newRow("an open parenthesis") << "(area_mm2 < 3"
                                         << "parenthesis";
    QTest::newRow("two comparisons") << "1 < 2 < 3"
                                     << "character 7";
    QTest::newRow("nothing") << ""
                             << "missing";
    QTest::newRow("no end of parentheses") << QString(5000, '(') << "too long";
    QTest::newRow("too deep") << QString(1500, '(') << "too many parentheses";
    QTest::newRow("too many signs") << QString(1500, '-') << "too many parentheses";
  }

  void whatIsWrongIsSaidWithItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto constraint = Constraint::parse(text.toStdString(), kNames);
    QVERIFY(!constraint);
    QVERIFY2(message(constraint.error()).find(said.toStdString()) != std::string::npos,
             message(constraint.error()).c_str());
  }
};

FUSEWRIGHT_TEST(ConstraintRules)

}  // namespace fusewright::constraint_test

#include "constraint_test.moc"
