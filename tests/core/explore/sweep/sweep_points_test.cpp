#include "core/explore/sweep/sweep_points.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QTest>

#include "core/explore/sweep/sample_sequence.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::sweep_points_test {

namespace {

SweepAxis listed(std::string parameter, std::vector<std::string> values) {
  return {.parameter = std::move(parameter), .values = std::move(values), .range = {}};
}

SweepAxis ranged(std::string parameter, AxisRange range) {
  return {.parameter = std::move(parameter), .values = {}, .range = range};
}

SweepPoints pointsOf(SweepSpec spec) {
  return SweepPoints::of(std::move(spec)).value();
}

std::string textOf(const std::vector<SweepSetting>& settings) {
  std::string text;
  for (const SweepSetting& setting : settings) text += setting.parameter + "=" + setting.value + " ";
  return text;
}

}  // namespace

class SweepPointRules : public QObject {
  Q_OBJECT

 private slots:
  void aGridHasEveryCombinationTheFirstAxisSlowest() {
    const SweepPoints points = pointsOf({.axes = {listed("fusion", {"A", "all"}), listed("cores", {"1", "2", "4"})}});
    QCOMPARE(points.size(), std::uint64_t{6});
    QCOMPARE(textOf(points.at(0)), std::string("fusion=A cores=1 "));
    QCOMPARE(textOf(points.at(2)), std::string("fusion=A cores=4 "));
    QCOMPARE(textOf(points.at(3)), std::string("fusion=all cores=1 "));
    QCOMPARE(textOf(points.at(5)), std::string("fusion=all cores=4 "));
  }

  void aHundredMillionPointsAreCountedAndFoundWithoutHoldingThem() {
    SweepSpec spec;
    for (const char* name : {"a", "b", "c", "d"})
      spec.axes.push_back(ranged(name, {.from = 0, .to = 99, .count = 100}));
    const SweepPoints points = pointsOf(std::move(spec));
    QCOMPARE(points.size(), std::uint64_t{100'000'000});
    QCOMPARE(textOf(points.at(12'345'678)), std::string("a=12 b=34 c=56 d=78 "));
  }

  void aRangeOnAGridIncludesBothEndsAndFollowsItsScale() {
    const SweepAxis linear = ranged("x", {.from = 0.05, .to = 0.95, .count = 19});
    QCOMPARE(gridValue(linear, 0), std::string("0.05"));
    QCOMPARE(gridValue(linear, 18), std::string("0.95"));
    const SweepAxis octaves =
        ranged("x", {.from = 1, .to = 16, .count = 5, .scale = AxisScale::Logarithmic, .whole = true});
    QStringList values;
    for (std::uint64_t place = 0; place < 5; ++place) values << QString::fromStdString(gridValue(octaves, place));
    QCOMPARE(values.join(' '), QString("1 2 4 8 16"));
  }

  void anAxisReplacesWhatTheBaseSaysAndKeepsItsPlace() {
    const SweepPoints points = pointsOf(
        {.base = {{"cores", "1"}, {"fusion", "all"}}, .axes = {listed("cores", {"2"}), listed("tiling", {"none"})}});
    QCOMPARE(textOf(points.at(0)), std::string("cores=2 fusion=all tiling=none "));
  }

  void listedPointsAreTakenAsTheyAre() {
    const SweepPoints points = pointsOf({.base = {{"fusion", "all"}},
                                         .points = {{{"cores", "2"}}, {{"fusion", "A"}, {"tiling", "none"}}},
                                         .sampling = {.method = SamplingMethod::List}});
    QCOMPARE(points.size(), std::uint64_t{2});
    QCOMPARE(textOf(points.at(0)), std::string("fusion=all cores=2 "));
    QCOMPARE(textOf(points.at(1)), std::string("fusion=A tiling=none "));
    QCOMPARE(points.varied(), (std::vector<std::string>{"cores", "fusion", "tiling"}));
  }

  void aLatinHypercubeHasOnePointInEveryStratumOfEveryAxis() {
    for (const std::uint64_t count : {1, 2, 7, 64, 1000})
      for (std::size_t axis = 0; axis < 3; ++axis) {
        std::set<std::uint64_t> strata;
        for (std::uint64_t index = 0; index < count; ++index) {
          const double coordinate = latinCoordinate(index, count, axis, 5);
          QVERIFY(coordinate >= 0 && coordinate < 1);
          strata.insert(static_cast<std::uint64_t>(coordinate * static_cast<double>(count)));
        }
        QCOMPARE(strata.size(), std::size_t{count});
      }
  }

  void everyAxisOfASobolSequenceHasOnePointInEachOfEqualParts() {
    // A (t, s)-sequence in base 2 has t = 0 in each coordinate alone: of the first 2^k points one lies in each 2^-k.
    for (const std::uint64_t seed : {0, 3})
      for (std::size_t axis = 0; axis < kSobolAxes; ++axis)
        for (const std::uint64_t count : {2, 16, 1024}) {
          std::set<std::uint64_t> parts;
          for (std::uint64_t index = 0; index < count; ++index)
            parts.insert(static_cast<std::uint64_t>(sobolCoordinate(index, axis, seed) * static_cast<double>(count)));
          QCOMPARE(parts.size(), std::size_t{count});
        }
  }

  void theFirstPointsOfASobolSequenceAreThePublishedOnes() {
    // Third coordinate with m = 1, 3 (polynomial x^2 + x + 1): 0, 1/2, 3/4, 1/4 in the order of plain binary indices.
    const std::vector<double> expected{0, 0.5, 0.75, 0.25};
    for (std::uint64_t index = 0; index < 4; ++index) QCOMPARE(sobolCoordinate(index, 2, 0), expected[index]);
  }

  void sobolPointsFillPlanesBetterThanChance() {
    // 1024 points in 16 x 16 cells: 4 in each if spread evenly. At random 1024 * (15/16)... the fullest would have 11.
    for (std::size_t axis = 1; axis < kSobolAxes; ++axis) {
      std::vector<int> cells(256);
      for (std::uint64_t index = 0; index < 1024; ++index) {
        const auto x = static_cast<std::size_t>(sobolCoordinate(index, axis - 1, 0) * 16);
        const auto y = static_cast<std::size_t>(sobolCoordinate(index, axis, 0) * 16);
        ++cells[16 * x + y];
      }
      QVERIFY2(*std::ranges::max_element(cells) <= 8, qPrintable(QString::number(axis)));
    }
  }

  void aSeedChangesThePointsAndNothingElseDoes() {
    const auto sampled = [](SamplingMethod method, std::uint64_t seed) {
      return pointsOf({.axes = {ranged("x", {.from = 1, .to = 2})}, .sampling = {method, 8, seed}});
    };
    for (const SamplingMethod method : {SamplingMethod::LatinHypercube, SamplingMethod::Sobol}) {
      QCOMPARE(textOf(sampled(method, 1).at(5)), textOf(sampled(method, 1).at(5)));
      QVERIFY(textOf(sampled(method, 1).at(5)) != textOf(sampled(method, 2).at(5)));
    }
  }

  void whatCanNotBeCountedIsRefusedWithTheAxis_data() {
    QTest::addColumn<int>("wrong");
    for (int wrong = 0; wrong < 6; ++wrong) QTest::addRow("%d", wrong) << wrong;
  }

  void whatCanNotBeCountedIsRefusedWithTheAxis() {
    QFETCH(int, wrong);
    SweepSpec spec{.axes = {listed("cores", {"1"})}};
    if (wrong == 0) spec.axes.push_back(listed("cores", {"2"}));
    if (wrong == 1) spec.axes.push_back(ranged("x", {.from = 0, .to = 1}));  // a grid without a count
    if (wrong == 2) spec.axes.push_back(ranged("x", {.from = 0, .to = 1, .count = 3, .scale = AxisScale::Logarithmic}));
    if (wrong == 3) spec.sampling = {.method = SamplingMethod::LatinHypercube};  // without a count
    if (wrong == 4) spec.axes.push_back(listed("empty", {}));
    if (wrong == 5)
      for (const char* name : {"a", "b", "c"})
        spec.axes.push_back(ranged(name, {.from = 0, .to = 1, .count = 1 << 20}));
    const auto points = SweepPoints::of(spec);
    QVERIFY(!points);
    QVERIFY(!points.error().where.empty() && !points.error().remedy.empty());
  }
};

FUSEWRIGHT_TEST(SweepPointRules)

}  // namespace fusewright::sweep_points_test

#include "sweep_points_test.moc"
