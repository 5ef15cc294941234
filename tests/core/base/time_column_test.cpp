#include "core/base/time_column.h"

#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::time_column_test {

namespace {

TimeColumn columnOf(const std::vector<double>& times) {
  TimeColumn column;
  for (const double time : times) column.push_back(Cycles(time));
  column.shrinkToFit();
  return column;
}

std::vector<double> readBack(const TimeColumn& column) {
  std::vector<double> times;
  for (std::size_t index = 0; index < column.size(); ++index) times.push_back(column[index].value);
  return times;
}

}  // namespace

class TimeColumnRules : public QObject {
  Q_OBJECT

 private slots:
  void timesComeBackToTheLastBit() {
    // Whole steps forth and back, a third of a cycle, steps of 2^30 cycles and more, and beyond where doubles are
    // whole.
    const std::vector<double> times{7,           9,       3,       7 + 1.0 / 3, 7 + 1073741823.0, 7 + 1073741824.0,
                                    0x1p53 + 2., 0x1p200, -0x1p40, 8,           0.1 + 0.2};
    QCOMPARE(readBack(columnOf(times)), times);
  }

  void timesOfEveryBlockComeBack() {
    // Every third time is a fraction that no double near it is a whole number of cycles away from.
    std::vector<double> times;
    for (int index = 0; index < 1000; ++index)
      times.push_back(index % 3 == 0 ? index * 1000.1 : static_cast<double>(index) * 1000);
    QCOMPARE(readBack(columnOf(times)), times);
  }

  void aWholeStepFromAFractionCostsNoMoreThanOneFromAWholeTime() {
    // As on a core whose first tile ended between two cycles.
    std::vector<double> whole, fractions;
    for (int index = 0; index < 128; ++index) {
      whole.push_back(100 + index);
      fractions.push_back(100.5 + index);
    }
    QCOMPARE(columnOf(fractions).bytes(), columnOf(whole).bytes());
    QCOMPARE(readBack(columnOf(fractions)), fractions);
  }

  void aTimeTakesFourBytesAndAnEighth() {
    std::vector<double> times;
    for (int index = 0; index < 1280; ++index) times.push_back(static_cast<double>(index) * 12345);
    // 1,280 steps of 4 bytes; ten blocks of 128, each with 8 bytes of time and 8 of position.
    QCOMPARE(columnOf(times).bytes(), std::size_t{1280 * 4 + 10 * 16});
  }
};

FUSEWRIGHT_TEST(TimeColumnRules)

}  // namespace fusewright::time_column_test

#include "time_column_test.moc"
