#include "core/cost/streamed_operands.h"

#include <QTest>

#include "tests/builders_machines.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::streamed_operands_test {
using namespace tests;

namespace {

/// One step of the scan: three operands of 5120 * 64 * 32 = 10,485,760 bits.
TileShape scanStep(GroupMembership group) {
  return tileShape("O[b][l][d][n] = I[b][l][d][n] * W[b][l][d][n]", "B=1 L=1 D=5120 N=64", {.group = group});
}

std::string streamed(const TileShape& shape, std::int64_t sramBits) {
  const StreamedOperands found = streamedOperands(shape, marca({.sram = Bits{sramBits}}).cores[0]);
  std::string names;
  for (const auto& [role, name] : {std::pair(OperandRole::I, 'I'), {OperandRole::W, 'W'}, {OperandRole::O, 'O'}}) {
    if (found[role]) names += name;
  }
  return names;
}

}  // namespace

class StreamedOperandsRules : public QObject {
  Q_OBJECT

 private slots:
  void aLayerAloneStreamsAllItsOperands() {
    QCOMPARE(streamed(scanStep(GroupMembership::Alone), 201326592), std::string("IWO"));
  }

  void aFusedTileThatFitsStreamsNothing() {
    // 3 * 10,485,760 bits.
    QCOMPARE(streamed(scanStep(GroupMembership::Fused), 31457280), std::string());
  }

  void ofEqualOperandsTheOutputLeavesFirst() {
    QCOMPARE(streamed(scanStep(GroupMembership::Fused), 31457279), std::string("O"));
  }

  void theRegistersOfAStreamedOperandTakeRoom() {
    // I and W take 20,971,520 bits; 8192 registers of 32 bits for O 262,144 more.
    QCOMPARE(streamed(scanStep(GroupMembership::Fused), 20971520 + 262144), std::string("O"));
    QCOMPARE(streamed(scanStep(GroupMembership::Fused), 20971520 + 262143), std::string("IO"));
  }

  void theLargestOperandLeaves() {
    // mul_h_C reads 10,485,760 bits of state, 2,048 of C and writes 163,840.
    const TileShape mulHC =
        tileShape("O[b][l][d] = I[b][l][d][n] * W[b][l][n]", "B=1 L=1 D=5120 N=64", {.group = GroupMembership::Fused});
    QCOMPARE(streamed(mulHC, 8388608), std::string("I"));
  }
};

FUSEWRIGHT_TEST(StreamedOperandsRules)

}  // namespace fusewright::streamed_operands_test

#include "streamed_operands_test.moc"
