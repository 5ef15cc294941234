#include "core/explore/insight/parameter_profile.h"

#include <algorithm>

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::parameter_profile_test {
using namespace tests;

namespace {

Design design() {
  Design made = handWrittenEvaluation().design;
  made.accelerator = std::make_shared<const Accelerator>(chipWithSharedDram());  // 24 MB on chip
  return made;
}

Parameter memoryOf(const Design& design) {
  const auto parameters = parametersOf(*design.accelerator);
  return *std::ranges::find(parameters, std::string("onchip_memory_MB"), &Parameter::id);
}

double megabytesOf(const Design& design) {
  return static_cast<double>(totalOnChipMemory(*design.accelerator).value) / (1 << 23);
}

/// A model of a machine: latency 1000 / MB, and no room below 5 MB.
Result<Evaluation> machine(const Design& design, std::stop_token) {
  Evaluation evaluation = handWrittenEvaluation();
  Metrics metrics;
  metrics.latency = Cycles{1000 / megabytesOf(design)};
  if (megabytesOf(design) < 5) metrics.violations.push_back({.what = "no room"});
  evaluation.metrics = std::make_shared<const Metrics>(metrics);
  return evaluation;
}

ParameterProfile memoryProfile() {
  return profileOf(design(), memoryOf(design()), machine);
}

}  // namespace

class ParameterProfileRules : public QObject {
  Q_OBJECT
 private slots:
  void valuesReachAFactorOf64ToBothSidesAndLieDenseAroundThePoint() {
    const auto values = profileValues(memoryOf(design()));
    QCOMPARE(values.front(), 24.0 / 64);
    QVERIFY(std::abs(values.back() / (24.0 * 64) - 1) < 1e-12);
    QVERIFY(std::ranges::is_sorted(values));
    for (const double wanted : {6.0, 12.0, 24.0, 48.0, 96.0})
      QVERIFY2(std::ranges::find(values, wanted) != values.end(), qPrintable(QString::number(wanted)));
  }

  void aWholeParameterIsTriedAtWholeValuesOnlyOnceEach() {
    const Parameter cores{.id = "cores", .value = 2, .minimum = 1, .maximum = 4, .integer = true};
    QCOMPARE(profileValues(cores), (std::vector<double>{1, 2, 3, 4}));
    const Parameter many{.id = "cores", .value = 1, .minimum = 1, .maximum = 256, .integer = true};
    QCOMPARE(profileValues(many).back(), 64.0);  // 256 cores take minutes to schedule
  }

  void whenTheTimeIsUpTheNearestValuesHaveBeenTried() {
    // 0.375 * 4096^(k/9) has 15.1 and 38.1 next to 24; then come 12 and 48, of which 48 never ends.
    const auto hangs = [](const Design& tried, std::stop_token stop) {
      while (megabytesOf(tried) > 40 && !stop.stop_requested()) std::this_thread::yield();
      return machine(tried, stop);
    };
    const auto profile = profileOf(design(), memoryOf(design()), hangs, {}, 0.2);
    QCOMPARE(profile.samples.size(), std::size_t{4});
    QCOMPARE(profile.samples[0].value, 12.0);
    QCOMPARE(profile.samples[2].value, 24.0);
  }

  void aParameterThatIsNoNumberHasNoValues() { QVERIFY(profileValues({.id = "array", .text = "64x128"}).empty()); }

  void theInfeasibleRangeEndsWithinAnEighthOfAStepOfTheTruth() {
    const auto ranges = infeasibleRanges(memoryProfile());
    QCOMPARE(ranges.size(), std::size_t{1});
    QCOMPARE(ranges[0].from, 24.0 / 64);
    // The truth is 5 MB: between two tried values at most a factor of 2^(1/3)... of the coarse step apart.
    const double step = std::pow(64.0 * 64, 1.0 / 9);
    QVERIFY(ranges[0].to < 5);
    QVERIFY2(ranges[0].to >= 5 / std::pow(step, 1.0 / 8), qPrintable(QString::number(ranges[0].to)));
  }

  void samplesAroundThePointReachFromAQuarterToFourTimes() {
    const auto near = aroundThePoint(memoryProfile());
    QCOMPARE(near.front().value, 6.0);
    QCOMPARE(near.back().value, 96.0);
    QVERIFY(std::abs(near.front().latency->value - 1000.0 / 6) < 1e-3);
  }

  void aParameterThatChangesNothingDoesNotMatter() {
    QVERIFY(matters(memoryProfile()));
    const auto flat = profileOf(design(), memoryOf(design()), [](const Design&, std::stop_token) {
      return Result<Evaluation>(handWrittenEvaluation());
    });
    QVERIFY(!matters(flat));
    QVERIFY(infeasibleRanges(flat).empty());
  }

  void aValueWithoutASchedulePutsNoPointOnTheLineButCountsAsInfeasible() {
    const auto none = profileOf(design(), memoryOf(design()), [](const Design&, std::stop_token) {
      return Result<Evaluation>(tl::make_unexpected(Error{"impossible", "", ""}));
    });
    QVERIFY(aroundThePoint(none).empty());
    QCOMPARE(infeasibleRanges(none).size(), std::size_t{1});
  }

  void afterAStopThereAreNoSamples() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(profileOf(design(), memoryOf(design()), machine, stop.get_token()).samples.empty());
  }
};

FUSEWRIGHT_TEST(ParameterProfileRules)

}  // namespace fusewright::parameter_profile_test

#include "parameter_profile_test.moc"
