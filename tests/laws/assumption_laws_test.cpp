// The laws of METHOD part B over random designs: under both presets, and under each repair alone.
//
// 10,000 designs a property, the same in every run. Other numbers and other designs by hand:
//   FUSEWRIGHT_LAW_CASES=100000 FUSEWRIGHT_LAW_SEED=7 build/release/tests/assumption_laws_test
// FUSEWRIGHT_LAW="links stay within bandwidth" (or another name in law_*.cpp) asks for that law alone.
// What breaks a law is printed as the smallest design found that still breaks it, in words, with the times at fault.
#include <atomic>
#include <thread>

#include <QTest>

#include "core/explore/search/search_candidates.h"
#include "tests/laws/laws.h"
#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::assumption_laws_test {
using namespace tests;

namespace {

void useManyDesigns() {
  // A test slot may take five minutes otherwise, less than 100,000 designs do on a busy machine.
  if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT")) qputenv("QTEST_FUNCTION_TIMEOUT", "36000000");
  if (qEnvironmentVariableIsSet("RC_PARAMS")) return;
  const QByteArray cases = qgetenv("FUSEWRIGHT_LAW_CASES"), seed = qgetenv("FUSEWRIGHT_LAW_SEED");
  qputenv("RC_PARAMS", "seed=" + (seed.isEmpty() ? "1733" : seed) +
                           " max_success=" + (cases.isEmpty() ? "10000" : cases) + " max_discard_ratio=20");
}

/// Empty: all.
std::string lawAskedFor() {
  static const std::string name = qgetenv("FUSEWRIGHT_LAW").toStdString();
  return name;
}

Design designUnder(const RandomDesign& random, const Assumptions& assumptions) {
  Design design = designOf(random);
  design.assumptions = assumptions;
  return design;
}

/// Whether every random design that can be evaluated keeps the laws that bind it.
bool lawsHoldUnder(const Assumptions& assumptions) {
  return rc::check("laws under " + nameOf(assumptions), [&](const RandomDesign& random) {
    TileCostTable table;
    const auto evaluation = evaluate(designUnder(random, assumptions), table);
    if (!evaluation) RC_FAIL("refused: " + message(evaluation.error()));
    const std::string breach = firstBreach(*evaluation, lawAskedFor());
    if (!breach.empty()) RC_FAIL(breach);
  });
}

/// Whether random designs keep the laws under `physical` with all that a plan may choose for the scheduler, and with
/// their tiles in any order.
bool lawsHoldUnderPolicies() {
  return rc::check("laws under any policy", [](const RandomDesign& random) {
    TileCostTable table;
    Design design = designUnder(random, physicalAssumptions());
    const auto before = evaluate(design, table);
    if (!before) RC_FAIL("refused: " + message(before.error()));
    ListedFusion plan = listedFrom(*before);
    plan.order = *rc::gen::element(TileOrder::Turns, TileOrder::Nested, TileOrder::ByNeed);
    plan.policy = {.prefetchDepth = *rc::gen::element(1, 3, 32, 1'000'000),
                   .eviction = *rc::gen::element(Eviction::FarthestUse, Eviction::IdleFirst),
                   .links = *rc::gen::element(LinkUse::Whole, LinkUse::InParts)};
    design.mapping.fusion = std::move(plan);
    design.mapping.tiling = TilingMode::PerStep;
    design.mapping.entries.clear();
    const auto evaluation = evaluate(design, table);
    if (!evaluation) RC_FAIL("refused: " + message(evaluation.error()));
    const std::string breach = firstBreach(*evaluation, lawAskedFor());
    if (!breach.empty()) RC_FAIL(breach);
  });
}

bool sameResults(const Evaluation& a, const Evaluation& b) {
  return *a.schedule == *b.schedule && *a.metrics == *b.metrics && *a.costs == *b.costs && *a.graph == *b.graph;
}

/// Evaluates all designs on `threads` threads that share one table.
std::vector<Result<Evaluation>> evaluateAll(const std::vector<Design>& designs, unsigned threads) {
  std::vector<Result<Evaluation>> results(designs.size(), tl::make_unexpected(Error{}));
  TileCostTable table;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < designs.size(); index = next++)
      results[index] = evaluate(designs[index], table);
  };
  std::vector<std::jthread> workers;
  for (unsigned thread = 0; thread < threads; ++thread) workers.emplace_back(work);
  workers.clear();
  return results;
}

}  // namespace

class AssumptionLaws : public QObject {
  Q_OBJECT
 public:
  static void initMain() { useManyDesigns(); }

 private slots:
  void schedulesOfThePublishedModelKeepTheirLaws() { QVERIFY(lawsHoldUnder(paperAssumptions())); }
  void schedulesOfThePhysicalModelKeepEveryLaw() { QVERIFY(lawsHoldUnder(physicalAssumptions())); }
  void schedulesKeepEveryLawWhateverPolicyAPlanChooses() { QVERIFY(lawsHoldUnderPolicies()); }
  void eachRepairAloneKeepsTheLawsOfThePublishedModel();
  void manyThreadsAndATableChangeNothing();
  void moreBandwidthIsSlowerOnlyByAnomaly();
};

void AssumptionLaws::eachRepairAloneKeepsTheLawsOfThePublishedModel() {
  QVERIFY(rc::check("laws under one repair", [](const RandomDesign& random) {
    const auto repair = static_cast<Repair>(*rc::gen::inRange<int>(0, kRepairs));
    const Assumptions assumptions = paperAssumptions().with(repair);
    RC_LOG() << nameOf(assumptions) << '\n';
    TileCostTable table;
    const auto evaluation = evaluate(designUnder(random, assumptions), table);
    if (!evaluation) RC_FAIL("refused: " + message(evaluation.error()));
    const std::string breach = firstBreach(*evaluation, lawAskedFor());
    if (!breach.empty()) RC_FAIL(breach);
  }));
}

/// Batches of designs, each under either preset: alone without a table, then all with one table on four threads.
void AssumptionLaws::manyThreadsAndATableChangeNothing() {
  std::vector<Design> designs;
  std::vector<RandomDesign> drawn;
  QVERIFY(rc::check("threads", [&](const RandomDesign& random) {
    if (drawn.size() < 2000) drawn.push_back(random);
  }));
  for (const RandomDesign& random : drawn)
    for (const Assumptions& assumptions : {paperAssumptions(), physicalAssumptions()})
      designs.push_back(designUnder(random, assumptions));
  const auto together = evaluateAll(designs, 4);
  for (std::size_t index = 0; index < designs.size(); ++index) {
    TileCostTable own;
    const auto alone = evaluate(designs[index], own);
    QCOMPARE(alone.has_value(), together[index].has_value());
    if (alone && !sameResults(*alone, *together[index])) {
      std::ostringstream text;
      text << nameOf(designs[index].assumptions) << ": " << drawn[index / 2];
      QFAIL(text.str().c_str());
    }
  }
}

/// List scheduling has anomalies: with more bandwidth another tile may be ready first and take a core from a longer
/// chain, or an earlier fetch may fill a memory and push something out that is read back later. They are counted and
/// the worst is shown with what changed; what must never happen is that bounds rise with the bandwidth.
void AssumptionLaws::moreBandwidthIsSlowerOnlyByAnomaly() {
  int compared = 0, slower = 0;
  double worst = 1;
  std::string example = "none";
  QVERIFY(rc::check("more bandwidth", [&](const RandomDesign& random) {
    RandomDesign faster = random;
    faster.dramBandwidth *= 2;
    TileCostTable table;
    const auto before = evaluate(designUnder(random, physicalAssumptions()), table);
    const auto after = evaluate(designUnder(faster, physicalAssumptions()), table);
    if (!before || !after) RC_FAIL("refused");
    RC_ASSERT(after->metrics->dramBound <= before->metrics->dramBound);
    RC_ASSERT(after->metrics->computeBound == before->metrics->computeBound);
    ++compared;
    const double ratio = after->metrics->latency.value / std::max(before->metrics->latency.value, 1.0);
    if (ratio <= 1) return;
    ++slower;
    if (ratio <= worst) return;
    worst = ratio;
    const bool otherCuts = after->graph->layerTilings != before->graph->layerTilings;
    const bool moreTraffic = after->metrics->dram.read > before->metrics->dram.read;
    const bool otherOrder = after->schedule->tilesOfCore != before->schedule->tilesOfCore;
    std::ostringstream text;
    text << random << "\n  latency " << before->metrics->latency.value << " -> " << after->metrics->latency.value
         << (otherCuts     ? ": lone layers are cut otherwise, as that is estimated faster"
             : moreTraffic ? ": earlier fetches fill a memory, and more is read back"
             : otherOrder  ? ": tiles become ready in another order"
                           : ": transfers take other windows of a link, or the cost model another loop order");
    example = text.str();
  }));
  qInfo("%d of %d designs are slower with twice the DRAM bandwidth; worst by %.1f %%:\n%s", slower, compared,
        100 * (worst - 1), example.c_str());
}

FUSEWRIGHT_TEST(AssumptionLaws)

}  // namespace fusewright::assumption_laws_test

#include "assumption_laws_test.moc"
