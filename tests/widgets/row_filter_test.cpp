// What one types to choose rows of a table.
#include <map>

#include <QtTest>

#include "tests/test_program.h"
#include "widgets/common/row_filter.h"
#include "widgets/common/row_filter_words.h"

namespace fusewright::row_filter_test {

namespace {

const std::vector<std::string> kHeadings{"Layer",        "Duration",       "Start",
                                         "Start before", "\xCE\x94 start", "Off-chip[bits]"};

/// A layer that runs 1200 cycles from 50, began at 80, so 30 earlier now, and moves 2 KB = 2 * 1024 * 8 bits.
class OneRow : public FilterRow {
 public:
  std::optional<double> number(std::size_t column) const override {
    static const std::map<std::size_t, double> kNumbers{{1, 1200}, {2, 50}, {3, 80}, {4, -30}, {5, 16384}};
    const auto found = kNumbers.find(column);
    return found == kNumbers.end() ? std::nullopt : std::optional(found->second);
  }
  std::string text(std::size_t column) const override {
    static const std::vector<std::string> kTexts{"/b1/Conv 3", "1.2 k", "50", "80", "-30", "2 KB"};
    return kTexts[column];
  }
};

QString errorOf(const char* typed) {
  const auto filter = parseRowFilter(typed, kHeadings);
  return filter ? QStringLiteral("none") : QString::fromStdString(message(filter.error()));
}

}  // namespace

class RowFilters : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aRowIsShownIfWhatWasTypedHoldsForIt_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("shown");
    const auto row = [](const char* typed, bool shown) { QTest::newRow(typed) << QString(typed) << shown; };
    row("", true);
    row("  ", true);
    row("conv", true);
    row("CONV 3", true);
    row("conv  3", false);  // two blanks
    row("relu", false);
    row("1.2 k", true);
    row("duration > 1000", true);
    row("duration > 1200", false);
    row("duration >= 1.2k", true);
    row("Duration=1200", true);
    row("duration == 1,200", true);
    row("duration != 1200", false);
    row("duration > 1000 and layer ~ conv", true);
    row("duration > 1000 && layer !~ conv", false);
    row("duration > 2000 or layer ~ conv", true);
    row("not duration > 2000", true);
    row("!(duration > 1000 and start < 100)", false);
    // and binds before or: true or (true and false)
    row("start = 50 or start = 50 and start = 0", true);
    row("(start = 50 or start = 50) and start = 0", false);
    row("start before > 70", true);
    row("start_before > 80", false);
    row("delta start < 0", true);
    row("\xCE\x94 start < -30", false);
    row("off-chip = 2 KB", true);
    row("off_chip > 2KiB", false);
    row("off < 1 MB", true);  // the only column that begins so
    row("layer = \"/b1/conv 3\"", true);
    row("layer = /b1/Conv", false);
    row("layer > 3", false);  // a text is neither more nor less than a number
    row("conv and relu", false);
    row("conv or relu", true);
    row("layer ~ \"and\"", false);
  }

  void aRowIsShownIfWhatWasTypedHoldsForIt() {
    QFETCH(QString, typed);
    QFETCH(bool, shown);
    const auto filter = parseRowFilter(typed.toStdString(), kHeadings);
    QVERIFY2(filter, filter ? "" : message(filter.error()).c_str());
    QCOMPARE(filter->accepts(OneRow()), shown);
  }

  void whatCanNotBeReadIsRefusedWithItsPlace_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* typed, const char* said) {
      QTest::newRow(typed) << QString(typed) << QString(said);
    };
    row("durtion > 3", "character 1: there is no column 'durtion'; did you mean 'duration'?");
    row("duration >", "character 11: a value is missing after '>'; write a number or a text here");
    row("sta > 3", "character 1: 'sta' could be start or start_before; write the whole name");
    row("(start > 3", "character 11: a bracket is not closed; write a ')' here");
    row("start > 3)", "character 10: ')' is not expected here; join by and, or");
    row("start > 3 and", "character 14: a column or a text is missing; write one here, such as 'duration > 1000'");
    row("= 3", "character 1: a column or a text is missing; write one here, such as 'duration > 1000'");
    row("  start > 3 <", "character 13: '<' is not expected here; join by and, or");
  }

  void whatCanNotBeReadIsRefusedWithItsPlace() {
    QFETCH(QString, typed);
    QFETCH(QString, said);
    QCOMPARE(errorOf(typed.toUtf8().constData()), said);
  }

  void anEmptyCellFulfilsOnlyWhatItIsNot() {
    class Empty : public FilterRow {
      std::optional<double> number(std::size_t) const override { return std::nullopt; }
      std::string text(std::size_t) const override { return {}; }
    };
    const auto holds = [](const char* typed) { return parseRowFilter(typed, kHeadings)->accepts(Empty()); };
    QVERIFY(!holds("start > 0") && !holds("start < 0") && !holds("start = 0") && !holds("layer ~ a"));
    QVERIFY(holds("start != 0") && holds("layer !~ a"));
  }

  void filtersAsLongOrDeepAsTheyMayBeAreJudged() {
    const auto repeated = [](const char* text, int times) { return QString(text).repeated(times).toStdString(); };
    QVERIFY(parseRowFilter(repeated("a or ", 499) + "conv", kHeadings)->accepts(OneRow()));
    QVERIFY(!parseRowFilter(repeated("a or ", 5000) + "conv", kHeadings));
    QVERIFY(parseRowFilter(repeated("(", 99) + "start = 50" + repeated(")", 99), kHeadings)->accepts(OneRow()));
    QVERIFY(!parseRowFilter(repeated("(", 100000) + "start = 50", kHeadings));
    QVERIFY(!parseRowFilter(repeated("not ", 900) + "start = 50", kHeadings));
  }

  void numbersMayHaveMagnitudesAndUnits() {
    QCOMPARE(filterNumber("20%"), std::optional(0.2));
    QCOMPARE(filterNumber("-2.5e3"), std::optional(-2500.0));
    QCOMPARE(filterNumber("1 MB"), std::optional(8.0 * 1024 * 1024));
    QCOMPARE(filterNumber("3 uJ"), std::optional(3e6));
    QCOMPARE(filterNumber("nan"), std::optional<double>());
    QCOMPARE(filterNumber("0x10"), std::optional<double>());
    QCOMPARE(filterNumber("3 apples"), std::optional<double>());
  }
};

FUSEWRIGHT_TEST(RowFilters)

}  // namespace fusewright::row_filter_test

#include "row_filter_test.moc"
