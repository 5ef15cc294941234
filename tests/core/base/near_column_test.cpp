#include "core/base/near_column.h"

#include <cstdint>
#include <limits>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::near_column_test {

namespace {

template <typename Number>
NearColumn<Number> columnOf(const std::vector<Number>& numbers) {
  NearColumn<Number> column;
  for (const Number number : numbers) column.push_back(number);
  column.shrinkToFit();
  return column;
}

template <typename Number>
std::vector<Number> readBack(const NearColumn<Number>& column) {
  std::vector<Number> numbers;
  for (std::size_t index = 0; index < column.size(); ++index) numbers.push_back(column[index]);
  return numbers;
}

/// A block's head: its first number, and where its others are.
template <typename Number>
constexpr std::size_t kHead = sizeof(Number) + 8;

}  // namespace

class NearColumnRules : public QObject {
  Q_OBJECT

 private slots:
  void shortStepsTakeTwoBytesAndLongOnesFour() {
    std::vector<std::int32_t> near;
    std::vector<std::int32_t> far;
    for (int index = 0; index < 256; ++index) {
      near.push_back(1'000'000 + 200 * index);
      far.push_back(1'000'000 + 2000 * index);
    }
    // 127 steps of 200 are 25,400 and fit into 16 bits; 127 of 2,000 do not.
    QCOMPARE(columnOf(near).bytes(), 2 * kHead<std::int32_t> + 256 * 2);
    QVERIFY(columnOf(far).bytes() <= 2 * kHead<std::int32_t> + 256 * 4);
    QCOMPARE(readBack(columnOf(near)), near);
    QCOMPARE(readBack(columnOf(far)), far);
  }

  void aFewFarNumbersAreKeptBesidesShortSteps() {
    std::vector<double> numbers;
    for (int index = 0; index < 128; ++index) numbers.push_back(index % 16 == 15 ? 1e9 + index : index);
    // Eight of 128 are far away.
    QCOMPARE(columnOf(numbers).bytes(), kHead<double> + 128 * 2 + 8 * sizeof(double));
    QCOMPARE(readBack(columnOf(numbers)), numbers);
  }

  void numbersAtTheEndsOfShortAndLongStepsComeBack() {
    std::vector<std::int32_t> numbers;
    for (const std::int32_t far :
         {0, 32'639, 32'640, 32'767, 32'768, 65'536, (1 << 30) - 1, 1 << 30, std::numeric_limits<std::int32_t>::max()})
      for (const std::int32_t sign : {1, -1})
        for (int times = 0; times < 128; ++times) numbers.push_back(times % 3 == 0 ? sign * far : times);
    numbers.push_back(std::numeric_limits<std::int32_t>::min());
    QCOMPARE(readBack(columnOf(numbers)), numbers);
    QCOMPARE(readBack(columnOf(std::vector<double>(numbers.begin(), numbers.end()))),
             std::vector<double>(numbers.begin(), numbers.end()));
  }

  void aBlockOfNothingButFractionsComesBack() {
    std::vector<double> numbers;
    for (int index = 0; index < 300; ++index) numbers.push_back(index / 7.0);
    QCOMPARE(readBack(columnOf(numbers)), numbers);
  }

  void whatIsNoNumberComesBackAsNone() {
    std::vector<double> numbers(200, std::numeric_limits<double>::infinity());
    numbers[130] = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> read = readBack(columnOf(numbers));
    QCOMPARE(read[0], numbers[0]);
    QCOMPARE(read[199], numbers[199]);
    QVERIFY(read[130] != read[130]);
  }

  void numbersCanBeReadWhileMoreArePutIn() {
    NearColumn<std::int32_t> column;
    for (int index = 0; index < 400; ++index) {
      column.push_back(index * index);
      QCOMPARE(column.size(), static_cast<std::size_t>(index) + 1);
      QCOMPARE(column[static_cast<std::size_t>(index)], index * index);
      QCOMPARE(column[static_cast<std::size_t>(index) / 2], (index / 2) * (index / 2));
    }
  }
};

FUSEWRIGHT_TEST(NearColumnRules)

}  // namespace fusewright::near_column_test

#include "near_column_test.moc"
