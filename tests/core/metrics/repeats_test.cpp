#include "core/metrics/repeats.h"

#include <rapidcheck.h>
#include <QTest>

#include "tests/test_program.h"

namespace fusewright::repeats_test {

namespace {

/// A symbol a letter.
std::vector<std::uint64_t> symbols(std::string_view text) {
  std::vector<std::uint64_t> all;
  for (const char letter : text) all.push_back(static_cast<std::uint64_t>(letter) * 0x9E3779B97F4A7C15);
  return all;
}

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  while (count-- > 0) all += text;
  return all;
}

}  // namespace

/// Stretches of a row of symbols that are some pattern three times or more.
class RepeatsRules : public QObject {
  Q_OBJECT

 private slots:
  void whatNeverComesAgainRepeatsNothing() {
    QVERIFY(repeatsIn(symbols("")).empty());
    QVERIFY(repeatsIn(symbols("abcdefghij")).empty());
    QVERIFY(repeatsIn(symbols("abcabd")).empty());  // twice at most
  }

  void aPatternIsFoundFromItsFirstSymbolToItsLast() {
    // Symbols 2 to 13 are "abc" four times; "xy" before them and "z" behind them are not.
    const std::vector<Repeat> expected{{.first = 2, .last = 14, .period = 3}};
    QCOMPARE(repeatsIn(symbols("xy" + times(4, "abc") + "z")), expected);
  }

  void aPatternOfShorterOnesIsFoundByWhatSurroundsEachSymbol() {
    // No symbol stands once in the pattern, so that none tells its length by itself.
    const auto found = repeatsIn(symbols(times(9, "aaabbb")));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().period, std::size_t{6});
    QVERIFY(found.front().length() >= 48);
  }

  void ofALongAndAShortPatternThatWhichSavesMoreIsGiven() {
    // "a" 500 times within "a...b" twice: the long pattern is there too seldom.
    const auto found = repeatsIn(symbols(times(2, times(500, "a") + "b")));
    QCOMPARE(found.size(), std::size_t{2});
    for (const Repeat& repeat : found) QCOMPARE(repeat.period, std::size_t{1});
  }

  void whatIsGivenRepeatsAndDoesNotOverlap() {
    const bool holds = rc::check([] {
      // Rows that repeat by chance and by design.
      const auto part = *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, 4));
      const auto before = *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, 4));
      std::vector<std::uint64_t> all = before;
      const auto count = *rc::gen::inRange(0, 12);
      for (int time = 0; time < count; ++time) all.insert(all.end(), part.begin(), part.end());
      all.insert(all.end(), before.begin(), before.end());
      std::size_t reached = 0;
      for (const Repeat& repeat : repeatsIn(all)) {
        RC_ASSERT(repeat.first >= reached);
        RC_ASSERT(repeat.last <= all.size());
        RC_ASSERT(repeat.length() >= 3 * repeat.period);
        for (std::size_t at = repeat.first + repeat.period; at < repeat.last; ++at)
          RC_ASSERT(all[at] == all[at - repeat.period]);
        reached = repeat.last;
      }
    });
    QVERIFY(holds);
  }
};

FUSEWRIGHT_TEST(RepeatsRules)

}  // namespace fusewright::repeats_test

#include "repeats_test.moc"
