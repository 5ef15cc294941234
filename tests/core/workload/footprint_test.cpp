#include "core/workload/footprint.h"

#include <QtTest/QtTest>

#include "tests/test_program.h"

namespace fusewright::footprint_test {

namespace {

Box boxOf(std::initializer_list<Interval> ranges) {
  Box box;
  for (Interval range : ranges) box.push(range);
  return box;
}

/// The input of a convolution along one axis: stride 2, kernel 3, padding 1; loops OX, FX.
Operand stridedInput() {
  return {.role = OperandRole::I,
          .tensor = TensorId(0),
          .axes = {{.terms = {{0, 2}, {1, 1}}, .offset = -1}},
          .precision = 8};
}

/// [1, N] repeated along loop 0, as an elementwise layer over (D, N) reads it.
Operand repeatedRow() {
  return {.role = OperandRole::W,
          .tensor = TensorId(0),
          .axes = {{.terms = {{0, 1}}, .broadcast = true}, {.terms = {{1, 1}}}},
          .precision = 32};
}

}  // namespace

class FootprintRules : public QObject {
  Q_OBJECT

 private slots:
  void aStridedWindowReachesFromItsPaddingToTheLastTap() {
    // OX 0..3, FX 0..2: first index 2*0+0-1 = -1, last 2*3+2-1 = 7.
    QVERIFY(touchedBox(stridedInput(), boxOf({{0, 4}, {0, 3}})) == boxOf({{-1, 8}}));
    // Billed with its padding: 9 indices of 8 bits.
    QCOMPARE(billedBits(stridedInput(), boxOf({{0, 4}, {0, 3}})).value, 72);
  }

  void clippingCutsPaddingOff() {
    const std::vector<std::int64_t> shape{7};
    QVERIFY(clippedTouchedBox(stridedInput(), boxOf({{0, 4}, {0, 3}}), shape) == boxOf({{0, 7}}));
  }

  void clippingDropsTheLeadingAxesThatTheTensorLacks() {
    Operand operand = repeatedRow();
    const std::vector<std::int64_t> shape{16};
    QVERIFY(clippedTouchedBox(operand, boxOf({{2, 3}, {4, 8}}), shape) == boxOf({{4, 8}}));
  }

  void aBroadcastAxisTouchesOneIndexButIsBilledAtFullSize() {
    QVERIFY(touchedBox(repeatedRow(), boxOf({{3, 9}, {0, 16}})) == boxOf({{0, 1}, {0, 16}}));
    // 6 repetitions * 16 elements * 32 bits.
    QCOMPARE(billedBits(repeatedRow(), boxOf({{3, 9}, {0, 16}})).value, 3072);
  }

  void aMissingOperandIsOneElement() {
    const Operand missing{.role = OperandRole::W, .tensor = {}, .axes = {}, .precision = 32};
    QCOMPARE(touchedBox(missing, boxOf({{0, 9}})).rank, std::size_t{0});
    QCOMPARE(billedBits(missing, boxOf({{0, 9}})).value, 32);
  }

  void aNegativeStrideReachesBackwards() {
    const Operand reversed{
        .role = OperandRole::I, .tensor = TensorId(0), .axes = {{.terms = {{0, -1}}, .offset = 9}}, .precision = 1};
    QVERIFY(touchedBox(reversed, boxOf({{2, 5}})) == boxOf({{5, 8}}));
  }

  void loopsThatDoNotRunTouchNothing() {
    QVERIFY(touchedBox(stridedInput(), boxOf({{2, 2}, {0, 3}})).empty());
    QCOMPARE(billedBits(stridedInput(), boxOf({{2, 2}, {0, 3}})).value, 0);
  }

  void theWholeNestRunsEveryLoopFromZero() {
    Layer layer;
    layer.dims = {{"B", 1}, {"L", 64}, {"D", 2560}};
    QVERIFY(wholeNest(layer) == boxOf({{0, 1}, {0, 64}, {0, 2560}}));
  }
};

FUSEWRIGHT_TEST(FootprintRules)

}  // namespace fusewright::footprint_test

#include "footprint_test.moc"
