#include "core/evaluate/results_version.h"

#include <cmath>
#include <map>
#include <string>

#include <fmt/format.h>
#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::results_version_test {
using namespace tests;

namespace {

/// Latency, traffic and tiles of a block of four tokens on a small chip, under both presets, fused, alone and `auto`.
std::string resultsNow() {
  const auto block = std::make_shared<const Workload>(miniMamba());
  const auto chip = std::make_shared<const Accelerator>(
      chipWithSharedDram({.cores = 1, .d1 = 2, .d2 = 4, .sram = Bits{20000}, .dramBandwidth = BitsPerCycle{64}}));
  std::string results;
  for (const Assumptions& assumptions : {paperAssumptions(), physicalAssumptions()})
    for (const char* plan : {"unfused", "all", "auto"}) {
      TileCostTable table;
      const auto found = evaluate({.workload = block,
                                   .accelerator = chip,
                                   .mapping = {.fusion = NamedFusion{plan}},
                                   .assumptions = assumptions},
                                  table);
      if (!found) return message(found.error());
      const Metrics& metrics = *found->metrics;
      results += fmt::format("{}:{}:{} ", metrics.latency.value, (metrics.dram.read + metrics.dram.written).value,
                             found->graph->size());
    }
  return results;
}

}  // namespace

class ResultsVersion : public QObject {
  Q_OBJECT

 private slots:
  /// No numbers worked out by hand: those of the version. If this fails and the new results are right, raise
  /// kResultsVersion and put them here, so that no database mixes them with what it has.
  void theResultsAreThoseOfTheirVersion() {
    const std::map<int, std::string> results{
        {2, "983:42752:19 493:16448:31 493:16448:31 389:8256:20 366:8256:31 366:8256:31 "},
        {3, "983:42752:19 493:16448:31 493:16448:31 389:8256:20 366:8256:31 366:8256:31 "}};
    QVERIFY2(results.contains(kResultsVersion), "write down the results of the new version");
    const std::string now = resultsNow();
    QVERIFY2(now == results.at(kResultsVersion), now.c_str());
  }
};

FUSEWRIGHT_TEST(ResultsVersion)

}  // namespace fusewright::results_version_test

#include "results_version_test.moc"
