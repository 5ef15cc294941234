#include "core/explore/study/step_lifetimes.h"

#include <algorithm>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::step_lifetimes_test {
using namespace tests;

namespace {

Evaluation evaluated(const Workload& workload, const char* fusion) {
  TileCostTable table;
  const Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 2, .d2 = 4, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{1 << 16}});
  return evaluate({.workload = std::make_shared<const Workload>(workload),
                   .accelerator = std::make_shared<const Accelerator>(chip),
                   .mapping = {.fusion = NamedFusion{fusion}}},
                  table)
      .value();
}

/// The most that the core's memory holds from the start of the first of these tiles to the end of the last.
Bits mostHeld(const Evaluation& evaluation, double from, double to) {
  const MemoryTrace& trace = evaluation.metrics->memories[0];
  Bits most;
  for (std::size_t place = 0; place < trace.times.size(); ++place) {
    const bool ended = place + 1 < trace.times.size() && trace.times[place + 1].value <= from;
    if (!ended && trace.times[place].value < to) most = std::max(most, trace.bits[place]);
  }
  return most;
}

double startOf(const Evaluation& evaluation, const char* layer, std::size_t tile) {
  const auto id = findLayer(*evaluation.design.workload, layer);
  return evaluation.schedule->start[evaluation.graph->tilesOfLayer[id->index()][tile].index()].value;
}

}  // namespace

class StepLifetimesRules : public QObject {
  Q_OBJECT

 private slots:
  void aFusedStepHasOneTileOfEachOfItsSevenOperators() {
    const StepLifetimes step = stepLifetimes(evaluated(miniMamba(), "all"), 2);
    QCOMPARE(step.violations, std::string());
    QCOMPARE(step.length, std::int64_t{4});
    std::vector<std::string> names;
    for (const StepTile& tile : step.tiles) names.push_back(tile.layer);
    QCOMPARE(names, (std::vector<std::string>{"mul_delta_A", "Exp", "mul_delta_B", "mul_dBx", "mul_h_dA", "add_dBx",
                                              "mul_h_C"}));
    QCOMPARE(step.tiles.front().from, 0.0);
    QCOMPARE(step.tiles.back().to, step.cycles);
  }

  void theTensorsAtThePeakSumToItAndItIsTheMemorysOwn() {
    const Evaluation evaluation = evaluated(miniMamba(), "all");
    for (std::int64_t number = 0; number < 4; ++number) {
      const StepLifetimes step = stepLifetimes(evaluation, number);
      Bits sum;
      for (const TensorLifetime& tensor : step.tensors)
        if (tensor.atPeak) sum += tensor.bits;
      QCOMPARE(sum, step.peak);
      const double from = startOf(evaluation, "/mul_delta_A/Einsum", static_cast<std::size_t>(number));
      QCOMPARE(step.peak, mostHeld(evaluation, from, from + step.cycles));
      QCOMPARE(std::ranges::max_element(step.occupancy, {}, &OccupancyPoint::bits)->bits, step.peak);
    }
  }

  void theStateOfTheStepBeforeStaysUntilItIsDecayed() {
    const StepLifetimes step = stepLifetimes(evaluated(miniMamba(), "all"), 1);
    const auto state = std::ranges::find(step.tensors, "h", &TensorLifetime::name);
    QVERIFY(state != step.tensors.end());
    const auto decay = std::ranges::find(step.tiles, "mul_h_dA", &StepTile::layer);
    QVERIFY(state->from < decay->from && state->to == decay->to);
    QCOMPARE(state->lastUser, std::string("mul_h_dA"));
    QCOMPARE(state->producer, std::string("add_dBx"));
    // 8 channels x 2 states x 32 bits.
    QCOMPARE(state->bits, Bits{512});
  }

  void anUnfusedStepHasTheScansOperatorsAlone() {
    const StepLifetimes step = stepLifetimes(evaluated(miniMamba(), "unfused"), 1);
    QCOMPARE(step.tiles.size(), std::size_t{3});
  }

  void aStepThatIsNotThereIsAViolation() {
    const Evaluation evaluation = evaluated(miniMamba(), "all");
    QVERIFY(!stepLifetimes(evaluation, 4).violations.empty());
    QVERIFY(!stepLifetimes(evaluation, -1).violations.empty());
    QVERIFY(!stepLifetimes(evaluated(twoLayerChain(), "unfused"), 0).violations.empty());
  }
};

FUSEWRIGHT_TEST(StepLifetimesRules)

}  // namespace fusewright::step_lifetimes_test

#include "step_lifetimes_test.moc"
