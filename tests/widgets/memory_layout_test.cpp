#include "widgets/memory/memory_layout.h"

#include <rapidcheck.h>
#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/memory/memory_legend.h"
#include "widgets/memory/memory_stack.h"

namespace fusewright::memory_layout_test {

namespace {

StepCurve anyCurve() {
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(1, 20), rc::gen::inRange(0, 1000)));
  std::vector<double> times;
  std::vector<double> values;
  double time = 0;
  for (const auto& [gap, value] : steps) {
    time += gap;
    times.push_back(time);
    values.push_back(value);
  }
  return makeStepCurve(times, values);
}

/// By looking at every step.
StepBounds bruteBounds(const StepCurve& curve, double from, double to) {
  double before = 0;
  for (std::size_t index = 0; index < curve.times.size() && curve.times[index] <= from; ++index)
    before = curve.values[index];
  StepBounds bounds{before, before};
  for (std::size_t index = 0; index < curve.times.size(); ++index) {
    if (curve.times[index] <= from || curve.times[index] >= to) continue;
    bounds = {std::min(bounds.low, curve.values[index]), std::max(bounds.high, curve.values[index])};
  }
  return bounds;
}

}  // namespace

class MemoryLayoutViews : public QObject {
  Q_OBJECT

 private slots:
  void aValueHoldsFromItsStepUntilTheNext() {
    const StepCurve curve = makeStepCurve({10, 20}, {100, 50});
    QCOMPARE(valueAt(curve, 9.9), 0.0);
    QCOMPARE(valueAt(curve, 10), 100.0);
    QCOMPARE(valueAt(curve, 19.9), 100.0);
    QCOMPARE(valueAt(curve, 500), 50.0);
  }

  void stackedCurvesAddUpKindsFromTheFoot() {
    // The weight, 100 bits, is there in [0, 20.5); activations of 50 bits in [10, 45) and [20.5, 45).
    const auto stacks = occupancyByKind(tests::handWrittenEvaluation());
    const auto& sram = stacks.at(0).curves;
    QCOMPARE(sram.size(), kStackedKinds.size());
    QCOMPARE(valueAt(sram[0], 12), 100.0);
    QCOMPARE(valueAt(sram[2], 12), 100.0);  // no inputs, no states
    QCOMPARE(valueAt(sram[3], 12), 150.0);
    QCOMPARE(valueAt(sram[0], 30), 0.0);
    QCOMPARE(valueAt(sram[3], 30), 100.0);
    QCOMPARE(valueAt(sram[3], 45), 0.0);
  }

  void curvesByTensorNameTheHeaviestAndAddUpToWhatTheMemoryHolds() {
    const Evaluation evaluation = tests::handWrittenEvaluation();
    const auto stacks = occupancyByTensor(evaluation);
    const MemoryStack& sram = stacks.at(0);
    // Bits times cycles: the weight of a 100 * 20.5 = 2,050, the results of a 50 * 35 and b 50 * 24.5. Weights lie at
    // the foot.
    QCOMPARE(sram.parts.size(), std::size_t{4});
    QVERIFY(sram.parts[0].kind == TensorKind::Weight && sram.parts[0].place == 0);
    QVERIFY(sram.parts[1].name.startsWith(QStringLiteral("activation of ")));
    QVERIFY(sram.parts[1].name != sram.parts[2].name);
    QVERIFY(sram.parts[3].isRest);
    QCOMPARE(valueAt(sram.curves[0], 12), 100.0);
    QCOMPARE(valueAt(sram.curves[1], 12), 150.0);
    QCOMPARE(valueAt(sram.curves[1], 30), 50.0);
    QCOMPARE(valueAt(sram.curves[2], 30), 100.0);
    QCOMPARE(valueAt(sram.curves[3], 30), 100.0);  // nothing is left over
  }

  void boundsOfAnyRangeAreThoseOfEveryStepInIt() {
    QVERIFY(rc::check([] {
      const StepCurve curve = anyCurve();
      const double from = *rc::gen::inRange(0, 800);
      const double to = from + *rc::gen::inRange(1, 800);
      const StepBounds bounds = boundsWithin(curve, from, to);
      const StepBounds expected = bruteBounds(curve, from, to);
      RC_ASSERT(bounds.low == expected.low);
      RC_ASSERT(bounds.high == expected.high);
    }));
  }

  void nothingIsDrawnOutsideThePanelAtAnyZoom() {
    QVERIFY(rc::check([] {
      const StepCurve curve = anyCurve();
      const MemoryPanel panel{.box = QRectF(100, 10, 50, 80), .topBits = 1000};
      const double from = *rc::gen::inRange(0, 500);
      const TimeAxis axis{.from = from, .to = from + *rc::gen::inRange(1, 500), .left = 100, .length = 50};
      const auto columns = columnsOf(curve, axis, 50);
      for (const QPolygonF& shape :
           {edgeOf(curve, axis, panel), bandOf(columns, axis, panel), bandOf(belowOf(columns), axis, panel)}) {
        for (const QPointF& point : shape) {
          RC_ASSERT(panel.box.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(point));
        }
      }
    }));
  }

  void aPeakThatIsNarrowerThanAPixelIsStillReached() {
    // 10,000 steps of 1, one of them 900, on 100 pixels.
    std::vector<double> times;
    std::vector<double> values;
    for (int index = 0; index < 10000; ++index) {
      times.push_back(index);
      values.push_back(index == 4321 ? 900 : index % 2);
    }
    const StepCurve curve = makeStepCurve(times, values);
    const TimeAxis axis{.from = 0, .to = 10000, .left = 0, .length = 100};
    QVERIFY(isCrowded(curve, axis));
    const MemoryPanel panel{.box = QRectF(0, 0, 100, 100), .topBits = 1000};
    double highest = 100;
    for (const QPointF& point : bandOf(columnsOf(curve, axis, 100), axis, panel))
      highest = std::min(highest, point.y());
    // 900 of 1000 bits on 100 pixels: 10 pixels from the top.
    QCOMPARE(highest, 10.0);
  }

  void aLabelLiesRightOfItsMarkUnlessSomethingElseBeginsThere() {
    // 8 pixels beside a mark at 100, 50 wide: it ends at 158.
    QCOMPARE(besideMark(100, 50, 158), 108.0);
    QCOMPARE(besideMark(100, 50, 157), 42.0);
  }

  void thePeakIsNeverWrittenOverTheCapacity() {
    // A panel of 300 x 44, a capacity label of 80 x 14 at its right end, a peak almost as high as the capacity.
    const MemoryPanel panel{.box = QRectF(100, 50, 300, 44), .topBits = 112};
    for (double height = 0; height <= 100; height += 4) {
      for (double x = 100; x <= 400; x += 5) {
        const QRectF capacity = capacityLabel(panel, panel.toPixel(100), {80, 14});
        const QRectF peak =
            peakLabel(panel, {x, panel.toPixel(height)}, {110, 14}, {.line = panel.toPixel(100), .label = capacity});
        QVERIFY2(!peak.intersects(capacity), qPrintable(QString("x %1, height %2").arg(x).arg(height)));
        const double line = panel.toPixel(100);
        QVERIFY2(peak.top() >= line || peak.bottom() <= line,
                 qPrintable(QString("x %1, height %2").arg(x).arg(height)));
        QVERIFY2(panel.box.contains(peak), qPrintable(QString("x %1, height %2").arg(x).arg(height)));
      }
    }
  }

  void aPartThatSeveralMemoriesHoldIsNamedOnce() {
    const auto memory = [](double weights, double states) {
      return MemoryPicture{
          .memory = MemoryId(0),
          .name = "a",
          .byKind = {
              .parts = {{.kind = TensorKind::Weight, .name = "weights"}, {.kind = TensorKind::State, .name = "states"}},
              .curves = {makeStepCurve({0}, {weights}), makeStepCurve({0}, {weights + states})}}};
    };
    // The first memory holds no states, the second one does; nothing else is held.
    const auto parts = partsHeld({memory(10, 0), memory(10, 5)}, MemoryDivision::ByKind);
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(partsHeld({memory(10, 0), memory(20, 0)}, MemoryDivision::ByKind).size(), std::size_t{1});
    QVERIFY(partsHeld({memory(10, 5)}, MemoryDivision::None).empty());
  }

  void panelsDoNotOverlapAndHoldCapacityAndPeak() {
    const std::vector<MemoryPicture> memories{{.memory = MemoryId(0), .name = "a", .capacity = 100, .peak = 250},
                                              {.memory = MemoryId(1), .name = "b", .capacity = 100, .peak = 20}};
    const auto panels = layOutPanels(memories, QRectF(0, 0, 300, 200));
    QCOMPARE(panels.size(), std::size_t{2});
    QVERIFY(panels[0].box.bottom() <= panels[1].box.top());
    QVERIFY(panels[0].toPixel(250) >= panels[0].box.top());
    QVERIFY(panels[1].toPixel(100) >= panels[1].box.top());
  }
};

FUSEWRIGHT_TEST(MemoryLayoutViews)

}  // namespace fusewright::memory_layout_test

#include "memory_layout_test.moc"
