#include "core/explore/study/operator_counts.h"

#include <QTest>

#include "core/explore/study/fused_traffic.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::operator_counts_test {
using namespace tests;

namespace {

constexpr StudyRoof kRoof{.operationsPerCycle = 16, .bitsPerCycle = 64, .frequencyMHz = 100};

/// A norm over 4 x 8 elements and a projection of 8 channels from 16, of 8-bit elements.
Workload normAndProjection() {
  WorkloadWriter write(8);
  const TensorId x = write.constant("x", {4, 8}, TensorKind::Input);
  const TensorId z = write.constant("z", {4, 16}, TensorKind::Input);
  const TensorId w = write.constant("w", {16, 8});
  write.layer("/norm/Mul", "L=4 D=8", {{x, "L D"}}, "L D");
  write.layer("/in_proj/MatMul", "L=4 D=8 C=16", {{z, "L C"}, {w, "C D"}}, "L D");
  return write.workload();
}

StudyClass classOf(const char* name, OperatorClass operatorClass = OperatorClass::Other) {
  return studyClassOf({.name = name, .operatorClass = operatorClass});
}

}  // namespace

class OperatorCountsRules : public QObject {
  Q_OBJECT

 private slots:
  void operatorsAreClassedByTheWordsInTheirNames() {
    QCOMPARE(classOf("/blocks/blocks.0/layer_norm1/Div"), StudyClass::Normalization);
    QCOMPARE(classOf("/blocks/blocks.0/sa/Div"), StudyClass::Elementwise);
    QCOMPARE(classOf("/blocks/blocks.0/sa/key_proj/MatMul"), StudyClass::Projection);
    QCOMPARE(classOf("/blocks/blocks.0/sa/Softmax/exp"), StudyClass::Attention);
    QCOMPARE(classOf("/blocks/blocks.0/residual_attn/Add"), StudyClass::Elementwise);
    QCOMPARE(classOf("mul_h_dA_3_3"), StudyClass::StateSpace);
    QCOMPARE(classOf("/act_1/Sigmoid"), StudyClass::Activation);
    QCOMPARE(classOf("/conv1d/Conv"), StudyClass::Projection);
  }

  void otherNamesAreClassedByTheirOperator() {
    QCOMPARE(classOf("fc", OperatorClass::Contraction), StudyClass::Projection);
    QCOMPARE(classOf("s", OperatorClass::Recurrence), StudyClass::StateSpace);
    QCOMPARE(classOf("g", OperatorClass::Activation), StudyClass::Activation);
  }

  void everyOperandCountsOnceAndTimesAreRoundedUpOperatorByOperator() {
    const auto rows = classCounts(normAndProjection(), {.name = "m", .layers = 3, .length = 4}, kRoof);
    QCOMPARE(rows.size(), std::size_t{2});
    // Norm: 32 operations; 256 + 256 bits take 8 cycles, computing only 2; 64 bytes.
    QCOMPARE(rows[0].operatorClass, StudyClass::Normalization);
    QCOMPARE(rows[0].operations, std::int64_t{32});
    QCOMPARE(rows[0].operandBits, Bits{512});
    QCOMPARE(rows[0].rooflineCycles, std::int64_t{8});
    QCOMPARE(rows[0].rooflineCyclesAll, std::int64_t{24});
    QCOMPARE(rows[0].operationsPerByte, 0.5);
    // Projection: 512 operations in 32 cycles; 512 + 1024 + 256 bits would take 28; 224 bytes.
    QCOMPARE(rows[1].operatorClass, StudyClass::Projection);
    QCOMPARE(rows[1].operations, std::int64_t{512});
    QCOMPARE(rows[1].operandBits, Bits{1792});
    QCOMPARE(rows[1].rooflineCycles, std::int64_t{32});
    QCOMPARE(rows[1].rooflineCyclesAll, std::int64_t{96});
    QCOMPARE(rows[1].operationsPerByte, 512.0 / 224);
    // 96 cycles at 100 MHz.
    QCOMPARE(rows[1].rooflineMs, 96e-5);
    QCOMPARE(rows[1].sharePercent, 100 * 512.0 / 544);
  }

  void aModelIsItsLayersTimesTheirNumber() {
    const auto counts = modelCounts(normAndProjection(), {.name = "m", .layers = 3, .length = 4}, kRoof);
    QCOMPARE(counts.operations, 3 * 544.0);
    QCOMPARE(counts.memoryBytes, 3 * 288.0);
    QCOMPARE(counts.operationsPerToken, 3 * 136.0);
    QCOMPARE(counts.rooflineCyclesAll, std::int64_t{24 + 96});
    QVERIFY(!counts.fusedBytes && !counts.fusedBoundaryBytes);
  }

  void paddingOfAConvolutionDoesNotCount() {
    WorkloadWriter write(8);
    const TensorId x = write.constant("x", {6}, TensorKind::Input);
    const TensorId w = write.constant("w", {3});
    write.layer("/conv1d/Conv", "OX=6 FX=3", {{x, "OX+FX-1"}, {w, "FX"}}, "OX");
    const auto rows = classCounts(write.workload(), {.name = "m", .length = 6}, kRoof);
    // Indices -1 to 6 are touched, 0 to 5 are there: 6 + 3 + 6 elements of 8 bits.
    QCOMPARE(rows[0].operandBits, Bits{120});
  }

  void fusingSparesAllThatTheFusedOperatorsBill() {
    // Elements, of 4 tokens, 8 channels, 2 states: mul_delta_A 32 + 16 + 64, Exp 64 + 16 + 64, mul_delta_B 32 + 8 + 64,
    // mul_dBx 64 + 32 + 64; a step 48 + 48 + (16 + 2 + 8): 520 + 4 * 122 = 1008 of 32 bits.
    const auto traffic = fusedTraffic(miniMamba());
    QVERIFY(traffic);
    QCOMPARE(traffic->inside, Bits{1008 * 32});
  }

  void whatCrossesTheBorderOfTheGroupCountsOnce() {
    // delta 32, A 16, B 8, a row of C 2 (the builder's steps all read the same row), h0 16, y 4 * 8: 106 elements.
    QCOMPARE(fusedTraffic(miniMamba())->boundary, Bits{106 * 32});
  }

  void aModelWithoutAMambaBlockHasNothingToFuse() { QVERIFY(!fusedTraffic(twoLayerChain())); }
};

FUSEWRIGHT_TEST(OperatorCountsRules)

}  // namespace fusewright::operator_counts_test

#include "operator_counts_test.moc"
