#include "widgets/front/parallel_layout.h"

#include <QPainter>
#include <QtTest>

#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/front/parallel_paint.h"

namespace fusewright::parallel_layout_test {
using namespace tests;

namespace {

/// Twelve designs: three plans, two memories, two bandwidths; the plan decides the latency.
std::shared_ptr<const SweepTable> table() {
  SweepTable made;
  made.columns = {{.name = "fusion", .numbers = {}, .labels = {"A", "all", "unfused"}},
                  {.name = "onchip_memory_MB", .numbers = {}, .labels = {}},
                  {.name = "dram_bits_per_cycle", .numbers = {}, .labels = {}},
                  {.name = "latency_cycles", .numbers = {}, .labels = {}}};
  for (int index = 0; index < 12; ++index) {
    made.keys.push_back({.high = 0, .low = static_cast<std::uint64_t>(index)});
    made.fits.push_back(true);
    made.columns[0].numbers.push_back(index % 3);
    made.columns[1].numbers.push_back(index / 3 % 2 == 0 ? 1 : 100);
    made.columns[2].numbers.push_back(index / 6 == 0 ? 256 : 512);
    made.columns[3].numbers.push_back(1e6 * (1 + index % 3) + 1e4 * index);
  }
  return std::make_shared<const SweepTable>(std::move(made));
}

SweepResults results() {
  return {.table = table(), .parameters = {"fusion", "onchip_memory_MB", "dram_bits_per_cycle"}, .objectives = {}};
}

std::vector<Effect> effects() {
  const std::vector<const MetricColumn*> objectives{findMetric("latency_cycles")};
  return effectsIn(*table(), results().parameters, objectives, chosenRows(*table(), {}));
}

ParallelLayout layoutOf(double width) {
  const auto columns = parallelColumns(results(), {"latency_cycles"});
  return layOutParallel(QRectF(0, 0, width, 200), *table(), columns, effects(), 12);
}

}  // namespace

class ParallelLayoutViews : public QObject {
  Q_OBJECT

 private slots:
  void namesTooWideForTheirAxesTakeTurnsInTwoOrThreeRows() {
    // 100 pixels an axis, 4 of them kept between names; those at the sides have half of what a second row gives.
    QCOMPARE(rowsForNames({60, 96, 96}, 100), 1);
    QCOMPARE(rowsForNames({60, 97, 60}, 100), 2);
    QCOMPARE(rowsForNames({146, 60, 60}, 100), 2);
    QCOMPARE(rowsForNames({147, 60, 60}, 100), 3);
    QCOMPARE(rowsForNames({60, 197, 60}, 100), 3);
    QCOMPARE(rowsForNames({60, 900, 60}, 100), 3);
    const auto columns = parallelColumns(results(), {"latency_cycles"});
    const auto spans = parallelSpans(*table(), columns);
    const ParallelLayout layout = layOutParallel(QRectF(0, 0, 400, 200), columns, spans, effects(), 12, 2);
    for (std::size_t axis = 0; axis < layout.axes.size(); ++axis) {
      const QRectF box = layout.nameBox(axis, 12);
      QCOMPARE(box.width(), axis == 0 || axis == 3 ? 148.0 : 196.0);
      QVERIFY(QRectF(0, 0, 400, layout.plot.top() - 12).contains(box));
      const QRectF inside = box.adjusted(0, 0.1, 0, -0.1);
      for (std::size_t other = 0; other < axis; ++other) QVERIFY(!layout.nameBox(other, 12).intersects(inside));
    }
  }

  void linesCountedOnAreThoseThatCountingAnewFinds() {
    const auto all = table();
    const auto columns = parallelColumns(results(), {"latency_cycles"});
    const auto spans = parallelSpans(*all, columns);
    const auto statesOf = [&](const ColumnRange& range) {
      return std::make_shared<const std::vector<PointState>>(
          pointStates(chosenRows(*all, {}, std::vector{range}), all->fits));
    };
    const auto few = statesOf({.column = "latency_cycles", .from = 0, .to = 1.5e6});
    ParallelCounts counts(all, columns, spans, statesOf({.column = "fusion"}));
    counts.setStates(few);
    const ParallelCounts fresh(all, columns, spans, few);
    QCOMPARE(counts.gaps(), std::size_t{3});
    for (std::size_t gap = 0; gap < counts.gaps(); ++gap)
      QVERIFY(std::ranges::equal(counts.pairs(gap), fresh.pairs(gap)));
    // Plan "A" alone takes less than 1.5 million cycles: four designs, two with either memory.
    QCOMPARE(counts.pairs(0)[0], 2U);
    QCOMPARE(counts.pairs(0)[ParallelCounts::kLevels - 1], 2U);
  }

  void parametersComeBeforeObjectives() {
    const auto columns = parallelColumns(results(), {"latency_cycles", "area_mm2"});
    QCOMPARE(columns,
             (std::vector<std::string>{"fusion", "onchip_memory_MB", "dram_bits_per_cycle", "latency_cycles"}));
  }

  void axesAreEvenlySpacedAndFoundWithinReach() {
    // Four axes on 400 pixels: at 50, 150, 250, 350.
    const ParallelLayout layout = layoutOf(400);
    QCOMPARE(layout.axes[2].across, 250.0);
    QCOMPARE(layout.axisAt(255, 10), std::optional<std::size_t>(2));
    QVERIFY(!layout.axisAt(200, 10));
  }

  void valuesOverTwoDecadesLieOnALogarithmicAxis() {
    const ParallelLayout layout = layoutOf(400);
    QCOMPARE(layout.axes[1].span.scale, AxisScale::Logarithmic);  // 1 to 100
    QCOMPARE(layout.axes[2].span.scale, AxisScale::Linear);       // 256 to 512
    QCOMPARE(layout.upOf(layout.axes[1], 10), layout.plot.center().y());
    QCOMPARE(layout.valueAt(layout.axes[1], layout.plot.center().y()), 10.0);
  }

  void theParameterThatDecidesTheLatencyHasNearlyAllOfItsVariance() {
    const ParallelLayout layout = layoutOf(400);
    QVERIFY(layout.axes[0].shares.at(0) > 0.99);
    QVERIFY(layout.axes[1].shares.at(0) < 0.01);
    QVERIFY(layout.axes[3].shares.empty());
  }

  void parallelCoordinatesLookAsTheyDid() {
    FrontScene scene{.table = table(), .x = "onchip_memory_MB", .y = "latency_cycles"};
    scene.states =
        std::make_shared<const std::vector<PointState>>(pointStates(chosenRows(*scene.table, {}), scene.table->fits));
    scene.front = {0, 3};
    scene.current = 3;
    const DrawStyle style = goldenStyle(ThemeMode::Light);
    QImage picture = goldenCanvas({460, 220}, style);
    {
      QPainter painter(&picture);
      painter.setRenderHint(QPainter::Antialiasing);
      const auto columns = parallelColumns(results(), {"latency_cycles"});
      const ParallelLayout layout = layOutParallel(QRectF(0, 0, 460, 220), *scene.table, columns, effects(), 12);
      renderParallel(painter, layout, scene, {{"fusion", {.column = "fusion", .from = 0, .to = 1}}}, style);
    }
    QCOMPARE(differenceFromGolden(picture, QStringLiteral("front_parallel")), QString());
  }
};

FUSEWRIGHT_TEST(ParallelLayoutViews)

}  // namespace fusewright::parallel_layout_test

#include "parallel_layout_test.moc"
