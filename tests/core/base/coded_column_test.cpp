#include "core/base/coded_column.h"

#include <cstdint>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::coded_column_test {

namespace {

/// `entries` numbers of which `different` differ, neighbours always.
std::vector<std::int64_t> numbers(std::size_t entries, std::size_t different) {
  std::vector<std::int64_t> all;
  for (std::size_t index = 0; index < entries; ++index)
    all.push_back(static_cast<std::int64_t>(index * 7 % different) * 1'000'000'000'000);
  return all;
}

CodedColumn<std::int64_t> columnOf(const std::vector<std::int64_t>& values) {
  CodedColumn<std::int64_t> column;
  for (const std::int64_t value : values) column.push_back(value);
  column.shrinkToFit();
  return column;
}

bool holds(const CodedColumn<std::int64_t>& column, const std::vector<std::int64_t>& values) {
  if (column.size() != values.size()) return false;
  for (std::size_t index = 0; index < values.size(); ++index)
    if (column[index] != values[index]) return false;
  return true;
}

}  // namespace

class CodedColumnRules : public QObject {
  Q_OBJECT

 private slots:
  void valuesComeBackHoweverManyDiffer_data() {
    QTest::addColumn<int>("different");
    for (const int different : {1, 2, 256, 257, 65536, 65537, 70000}) QTest::addRow("%d", different) << different;
  }
  void valuesComeBackHoweverManyDiffer() {
    QFETCH(int, different);
    const auto values = numbers(150'000, static_cast<std::size_t>(different));
    QVERIFY(holds(columnOf(values), values));
  }

  void anEntryTakesOneByteWhileTwoHundredAndFiftySixValuesDiffer() {
    // 256 values of 8 bytes with 2 bytes for their order, then a byte an entry.
    QCOMPARE(columnOf(numbers(10'000, 256)).bytes(), std::size_t{256 * 10 + 10'000});
    QCOMPARE(columnOf(numbers(10'000, 257)).bytes(), std::size_t{257 * 10 + 2 * 10'000});
  }

  void valuesThatAllDifferTakeTheirOwnSize() {
    QCOMPARE(columnOf(numbers(100'000, 100'000)).bytes(), std::size_t{100'000 * 8});
  }
};

FUSEWRIGHT_TEST(CodedColumnRules)

}  // namespace fusewright::coded_column_test

#include "coded_column_test.moc"
