#include "core/explore/search/search.h"

#include <cmath>
#include <limits>
#include <memory>
#include <stop_token>
#include <vector>

#include <rapidcheck.h>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_cuts.h"
#include "core/explore/search/search_pool.h"
#include "core/mapping/apply_rules.h"
#include "tests/builders_hardware.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::search_test {
using namespace tests;

namespace {

constexpr double kImpossible = std::numeric_limits<double>::infinity();

/// x[L,D] through `layers` elementwise layers, each with a weight of its own.
std::shared_ptr<const Workload> chain(int layers, std::int64_t rows, std::int64_t columns) {
  WorkloadWriter write(32);
  const std::string loops = "L=" + std::to_string(rows) + " D=" + std::to_string(columns);
  TensorId last = write.constant("x", {rows, columns}, TensorKind::Input);
  for (int layer = 0; layer < layers; ++layer) {
    const TensorId weight = write.constant("w" + std::to_string(layer), {columns});
    last = write.layer("layer" + std::to_string(layer) + ".", loops, {{last, "L D"}, {weight, "D"}}, "L D");
  }
  return std::make_shared<const Workload>(write.workload());
}

/// A chain on a core whose memory holds about two of its tensors.
Design designOf(int layers, std::int64_t rows = 16, std::int64_t columns = 64) {
  const Bits memory{rows * columns * 32 * 2};
  return {.workload = chain(layers, rows, columns),
          .accelerator = std::make_shared<const Accelerator>(
              chipWithSharedDram({.d1 = 4, .d2 = 16, .sram = memory, .dramBandwidth = BitsPerCycle{64}})),
          .mapping = {.fusion = NamedFusion{"unfused"}},
          .assumptions = physicalAssumptions()};
}

SearchResult searched(const SearchRequest& request, std::stop_token stop = {}) {
  TileCostTable table;
  auto found = search(request, table, {}, std::move(stop));
  return *std::move(found);
}

/// The least latency of all cuts of `design` into runs with one of the enumerated shapes each, cut after cut by hand.
double leastLatency(const Design& design) {
  const Workload& workload = *design.workload;
  const auto units = searchUnits(workload);
  const auto proposed = layersByRules(workload, *design.accelerator, {}, design.assumptions).value();
  const auto shapes = shapesToEnumerate();
  double least = kImpossible;
  for (std::uint32_t cuts = 0; cuts < 1U << (units.size() - 1); ++cuts) {  // bit i: a cut after unit i
    std::vector<PlannedGroup> groups{{.begin = 0, .end = 1, .shape = {}}};
    for (std::size_t unit = 1; unit < units.size(); ++unit)
      if (cuts >> (unit - 1) & 1U)
        groups.push_back({unit, unit + 1, {}});
      else
        ++groups.back().end;
    auto choices = static_cast<std::size_t>(std::pow(shapes.size(), groups.size()));
    for (std::size_t choice = 0; choice < choices; ++choice) {
      std::size_t left = choice;
      for (PlannedGroup& group : groups) {
        group.shape = shapes[left % shapes.size()];
        left /= shapes.size();
      }
      Design other = design;
      other.mapping.fusion = listedPlan({.groups = groups}, units, workload, *design.accelerator, proposed);
      TileCostTable table;
      const auto evaluation = evaluate(other, table);
      if (evaluation && evaluation->metrics->violations.empty())
        least = std::min(least, evaluation->metrics->latency.value);
    }
  }
  return least;
}

/// The least sum of costs over all cuts of [begin, count).
double leastSum(std::size_t begin, std::size_t count, std::size_t longest,
                const std::vector<std::vector<double>>& costs) {
  if (begin == count) return 0;
  double least = kImpossible;
  for (std::size_t end = begin + 1; end <= std::min(count, begin + longest); ++end)
    least = std::min(least, costs[begin][end] + leastSum(end, count, longest, costs));
  return least;
}

}  // namespace

class SearchRules : public QObject {
  Q_OBJECT

 private slots:
  void theCheapestCutsCostAsMuchAsTheCheapestOfAllCuts() {
    QVERIFY(rc::check("cheapestCuts equals trying every cut", [] {
      const auto count = *rc::gen::inRange<std::size_t>(1, 10);
      const auto longest = *rc::gen::inRange<std::size_t>(1, count + 1);
      std::vector<std::vector<double>> costs(count, std::vector<double>(count + 1, kImpossible));
      for (std::size_t begin = 0; begin < count; ++begin)
        for (std::size_t end = begin + 1; end <= count; ++end)
          if (*rc::gen::inRange(0, 5) > 0) costs[begin][end] = *rc::gen::inRange(0, 100);
      const auto cost = [&](std::size_t begin, std::size_t end) { return costs[begin][end]; };
      double sum = 0;
      std::size_t begin = 0;
      const auto ends = cheapestCuts(count, longest, cost);
      for (std::size_t end : ends) {
        RC_ASSERT(end > begin && end - begin <= longest);
        sum += costs[begin][end];
        begin = end;
      }
      const double least = leastSum(0, count, longest, costs);
      const bool right = ends.empty() ? least == kImpossible : begin == count && sum == least;
      RC_ASSERT(right);
    }));
  }

  void onlyOptionsThatNothingBeatsInTimeAndRoomAreKept() {
    const auto option = [](double cycles, double bits) {
      return GroupOption{.shape = {}, .estimate = {.cycles = cycles, .heldBits = bits, .movedBits = 0}};
    };
    // (10, 5) and (20, 3) each win once; (15, 5) takes as much room as (10, 5) and longer, (30, 4) loses to (20, 3).
    const auto kept = undominated({option(15, 5), option(20, 3), option(10, 5), option(30, 4)});
    QCOMPARE(kept.size(), std::size_t{2});
    QCOMPARE(kept[0].estimate.cycles, 10.0);
    QCOMPARE(kept[1].estimate.cycles, 20.0);
  }

  void onShortChainsASearchIsAsGoodAsTryingEveryPlan() {
    QVERIFY(rc::check("search equals enumeration", [] {
      const int layers = *rc::gen::inRange(1, 4);
      const std::int64_t rows = *rc::gen::element<std::int64_t>(2, 6, 16);
      const std::int64_t columns = *rc::gen::element<std::int64_t>(16, 64);
      Design design = designOf(layers, rows, columns);
      if (*rc::gen::arbitrary<bool>()) design.assumptions = paperAssumptions();
      const auto found = searched({.design = design, .seconds = 1e6, .evaluations = 1'000'000});
      const bool atBound = found.best->metrics->latency <= found.lowerBound;  // it may stop there
      RC_ASSERT(found.exact || atBound);
      RC_ASSERT(found.best->metrics->latency.value <= leastLatency(design));
    }));
  }

  void aFoundPlanIsNeverWorseThanThePresentOneAndItsPlanGivesItAgain() {
    const Design design = designOf(7);
    const auto found = searched({.design = design, .seconds = 1e6, .evaluations = 150});
    QVERIFY(found.best->metrics->latency <= found.present->metrics->latency);
    QVERIFY(found.best->metrics->latency >= found.lowerBound);
    TileCostTable table;
    Design again = design;
    again.mapping = found.best->design.mapping;
    QVERIFY(std::holds_alternative<ListedFusion>(again.mapping.fusion));
    QVERIFY(*evaluate(again, table)->schedule == *found.best->schedule);
  }

  void theSameSeedAndBudgetFindTheSamePlanOnOneThreadAndOnThree() {
    const SearchRequest one{.design = designOf(7), .seconds = 1e6, .evaluations = 120, .seed = 7, .jobs = 1};
    SearchRequest three = one;
    three.jobs = 3;
    const auto a = searched(one), b = searched(three);
    QVERIFY(a.best->design.mapping == b.best->design.mapping);
    QVERIFY(a.tried == b.tried);
    QCOMPARE(a.evaluations, b.evaluations);
  }

  void aSearchEvaluatesNoPlanMoreThanAskedFor() {
    for (const std::int64_t most : {1, 2, 11, 45}) {
      const auto found = searched({.design = designOf(7), .seconds = 1e6, .evaluations = most, .jobs = 2});
      QCOMPARE(found.evaluations, most);
      QVERIFY(found.end == SearchEnd::Evaluations);
    }
  }

  void outcomesComeInTheOrderInWhichCandidatesWereSubmittedHoweverLongTheyTake() {
    TileCostTable table;
    SearchPool pool(Objective::Latency, 3, table, {});
    const std::vector<int> layers{12, 1, 9, 2};  // a longer chain takes longer, to evaluate and to run
    for (const int count : layers)
      pool.submit(std::make_shared<const SearchCandidate>(SearchCandidate{"", designOf(count), std::nullopt}),
                  kNoLimit);
    QCOMPARE(pool.pending(), layers.size());
    for (const int count : layers) {
      TileCostTable own;
      const SearchOutcome outcome = pool.takeOldest();
      QVERIFY(outcome.reached);
      QCOMPARE(outcome.value, evaluate(designOf(count), own)->metrics->latency.value);
    }
    QCOMPARE(pool.pending(), std::size_t{0});
  }

  void nothingIsReachedAfterAStop() {
    TileCostTable table;
    std::stop_source source;
    source.request_stop();
    SearchPool pool(Objective::Latency, 1, table, source.get_token());
    pool.submit(std::make_shared<const SearchCandidate>(SearchCandidate{"", designOf(1), std::nullopt}), kNoLimit);
    QVERIFY(!pool.takeOldest().reached);
  }

  void aSearchEndsOnceTheGapIsReached() {
    // Everything is within a million times the bound, so the present plan is good enough.
    const auto found = searched({.design = designOf(7), .gap = 1e6, .seconds = 1e6});
    QCOMPARE(found.evaluations, std::int64_t{1});
    QVERIFY(found.end == SearchEnd::Gap);
  }

  void withoutTimeThePresentPlanIsTheAnswer() {
    const auto found = searched({.design = designOf(7), .seconds = 0});
    QVERIFY(found.end == SearchEnd::Time);
    QVERIFY(found.best->metrics->latency <= found.present->metrics->latency);
  }

  void aRequestedStopIsAnErrorOnlyBeforeAnythingIsEvaluated() {
    std::stop_source source;
    source.request_stop();
    TileCostTable table;
    const auto found = search({.design = designOf(7)}, table, {}, source.get_token());
    QVERIFY(!found);
    QCOMPARE(found.error().what, cancelledError().what);
  }

  void aStopWhileSearchingKeepsTheBestSoFar() {
    std::stop_source source;
    TileCostTable table;
    const auto stopAtOnce = [&](const SearchState&) { source.request_stop(); };
    const auto found = search({.design = designOf(7), .seconds = 1e6, .evaluations = 1'000'000}, table, stopAtOnce,
                              source.get_token());
    QVERIFY(found);
    QVERIFY(found->end == SearchEnd::Stopped);
    QVERIFY(found->best->metrics->latency <= found->present->metrics->latency);
  }

  void everyReasonIsComputedFromTheTwoPlans() {
    const auto found = searched({.design = designOf(5), .seconds = 1e6, .evaluations = 100});
    QVERIFY(!found.reasons.empty());
    const std::string latency = std::to_string(static_cast<long>(found.best->metrics->latency.value));
    QVERIFY2(found.reasons.front().find("latency is " + latency + " cycles instead of ") == 0,
             found.reasons.front().c_str());
  }
};

FUSEWRIGHT_TEST(SearchRules)

}  // namespace fusewright::search_test

#include "search_test.moc"
