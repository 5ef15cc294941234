#include "core/graph/repeated_runs.h"

#include <set>
#include <tuple>

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::repeated_runs_test {

namespace {

/// Word by word: every stretch that repeats with some period, can not be made longer and has no shorter period.
std::vector<RepeatedRun> runsByTrying(const std::vector<std::int32_t>& word) {
  std::vector<RepeatedRun> runs;
  std::set<std::pair<std::size_t, std::size_t>> seen;  // the shortest period of a stretch is found first
  for (std::size_t period = 1; 2 * period <= word.size(); ++period) {
    for (std::size_t first = 0; first + 2 * period <= word.size(); ++first) {
      if (first > 0 && word[first - 1] == word[first - 1 + period]) continue;
      std::size_t last = first + period;
      while (last < word.size() && word[last] == word[last - period]) ++last;
      if (last - first >= 2 * period && seen.emplace(first, last).second) runs.push_back({first, last, period});
    }
  }
  std::ranges::sort(runs, {}, [](const RepeatedRun& run) { return std::tuple(run.first, run.period); });
  return runs;
}

}  // namespace

class RepeatedRuns : public QObject {
  Q_OBJECT

 private slots:
  void aWordOfThreeSyllablesIsOneRunOfItsSyllable() {
    // 1 2 1 2 1 2 3: [0, 6) with period 2, nothing else.
    const std::vector<std::int32_t> word{1, 2, 1, 2, 1, 2, 3};
    const std::vector<RepeatedRun> expected{{.first = 0, .last = 6, .period = 2}};
    QVERIFY(repeatedRuns(word) == expected);
  }

  void aRunMayEndInThePartOfAPeriod() {
    // 5 1 2 3 1 2 3 1: period 3 from 1 to the end, seven letters.
    const std::vector<std::int32_t> word{5, 1, 2, 3, 1, 2, 3, 1};
    const std::vector<RepeatedRun> expected{{.first = 1, .last = 8, .period = 3}};
    QVERIFY(repeatedRuns(word) == expected);
  }

  void nothingRepeatsInNothingAndInDistinctLetters() {
    QVERIFY(repeatedRuns({}).empty());
    QVERIFY(repeatedRuns(std::vector<std::int32_t>{4, 3, 2, 1}).empty());
  }

  void everyWordHasTheRunsThatTryingFinds() {
    QVERIFY(rc::check("runs equal those found by trying", [] {
      const int letters = *rc::gen::inRange(1, 4);
      const auto word = *rc::gen::container<std::vector<std::int32_t>>(rc::gen::inRange(0, letters));
      RC_ASSERT(repeatedRuns(word) == runsByTrying(word));
    }));
  }
};

FUSEWRIGHT_TEST(RepeatedRuns)

}  // namespace fusewright::repeated_runs_test

#include "repeated_runs_test.moc"
