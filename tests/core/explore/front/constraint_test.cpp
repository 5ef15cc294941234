#include "core/explore/front/constraint.h"

#include <limits>

#include <QTest>

using namespace fusewright;

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

  void whatIsWrongIsSaidWithItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("an unknown name") << "peak_memory_mb <= 4"
                                     << "did you mean 'peak_memory_MB'";
    QTest::newRow("no comparison") << "area_mm2"
                                   << "character 9: a comparison is missing";
    QTest::newRow("nothing to compare with") << "area_mm2 <"
                                             << "character 11: a number or name is missing";
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

QTEST_APPLESS_MAIN(ConstraintRules)
#include "constraint_test.moc"
