#include "core/metrics/accounting.h"

#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::accounting_test {
using namespace tests;

namespace {

Accounting accountsOf(const Evaluation& evaluation) {
  return accountFor(*evaluation.design.accelerator, *evaluation.schedule, *evaluation.metrics);
}

Cycles idleOf(const CoreAccount& account, IdleCause cause) {
  return account.idle[static_cast<std::size_t>(cause)];
}

}  // namespace

/// The hand-written evaluation: on core 0 a weight of 100 bits arrives in cycles 0-10, tile 0 runs 10-20.5, tile 1
/// waits for the off-chip link until 25 and runs to 40, its result of 50 bits leaves in 40-45.
class AccountingRules : public QObject {
  Q_OBJECT
 private slots:
  void busyAndIdleTimesOfACoreSumToTheMakespan();
  void waitingForALinkAndForTheOffChipLinkAreOneCause();
  void aCoreThatNeverRunsHasNothingToDoAllTheTime();
  void everyBindingCauseThatLeavesAGapHasItsWord();
  void theTensorsAtThePeakSumToItAndNameTheirMakerAndLastUser();
  void aSliceIsMadeByWhoMadeWhatItIsCutFrom();
  void trafficByCauseSumsToWhatIsReadAndWritten();
  void aCauseAgainstItsUsualDirectionGetsARowOfItsOwn();
  void transfersBetweenCoresAreNoOffChipTraffic();
};

void AccountingRules::busyAndIdleTimesOfACoreSumToTheMakespan() {
  const CoreAccount core = accountsOf(handWrittenEvaluation()).cores[0];
  // 10.5 + 15 busy; 10 for the weight, 4.5 for the link, 5 after the last tile: 25.5 + 19.5 = 45.
  QCOMPARE(core.busy, Cycles{25.5});
  QCOMPARE(idleOf(core, IdleCause::TransferInFlight), Cycles{10});
  QCOMPARE(idleOf(core, IdleCause::LinkTaken), Cycles{4.5});
  QCOMPARE(idleOf(core, IdleCause::NothingToDo), Cycles{5});
  Cycles sum = core.busy;
  for (const Cycles idle : core.idle) sum += idle;
  QCOMPARE(sum, Cycles{45});
  QCOMPARE(core.makespan, Cycles{45});
}

void AccountingRules::waitingForALinkAndForTheOffChipLinkAreOneCause() {
  Evaluation evaluation = handWrittenEvaluation();
  Metrics metrics = *evaluation.metrics;
  metrics.cores[0].idleByCause[static_cast<std::size_t>(BindingCause::LinkBusy)] = Cycles{2};
  evaluation.metrics = std::make_shared<const Metrics>(metrics);
  QCOMPARE(idleOf(accountsOf(evaluation).cores[0], IdleCause::LinkTaken), Cycles{6.5});  // 4.5 + 2
}

void AccountingRules::aCoreThatNeverRunsHasNothingToDoAllTheTime() {
  const CoreAccount dram = accountsOf(handWrittenEvaluation()).cores[1];
  QCOMPARE(dram.busy, Cycles{0});
  QCOMPARE(idleOf(dram, IdleCause::NothingToDo), Cycles{45});
}

void AccountingRules::everyBindingCauseThatLeavesAGapHasItsWord() {
  QCOMPARE(idleCauseOf(BindingCause::None), IdleCause::NothingToDo);
  QCOMPARE(idleCauseOf(BindingCause::Dependency), IdleCause::Dependency);
  QCOMPARE(idleCauseOf(BindingCause::Transfer), IdleCause::TransferInFlight);
  QCOMPARE(idleCauseOf(BindingCause::LinkBusy), IdleCause::LinkTaken);
  QCOMPARE(idleCauseOf(BindingCause::OffChip), IdleCause::LinkTaken);
  QCOMPARE(idleCauseOf(BindingCause::MemoryFull), IdleCause::MemoryFull);
  QCOMPARE(idleCauseOf(BindingCause::Synchronisation), IdleCause::Synchronisation);
}

void AccountingRules::theTensorsAtThePeakSumToItAndNameTheirMakerAndLastUser() {
  // At cycle 10 the SRAM holds the weight (100 bits, last read by tile 0) and tile 0's output (50, by tile 1).
  const std::vector<PeakEntry> expected{{.memory = MemoryId(0),
                                         .piece = PieceId(0),
                                         .bits = Bits{100},
                                         .from = Cycles{0},
                                         .to = Cycles{20.5},
                                         .producer = std::nullopt,
                                         .lastUser = TileId(0)},
                                        {.memory = MemoryId(0),
                                         .piece = PieceId(1),
                                         .bits = Bits{50},
                                         .from = Cycles{10},
                                         .to = Cycles{45},
                                         .producer = TileId(0),
                                         .lastUser = TileId(1)}};
  QVERIFY(accountsOf(handWrittenEvaluation()).peaks == expected);  // 100 + 50 = 150, the peak
}

void AccountingRules::aSliceIsMadeByWhoMadeWhatItIsCutFrom() {
  Schedule schedule = *handWrittenEvaluation().schedule;
  schedule.pieces.push_back(
      {.kind = Piece::Kind::Slice, .layer = LayerId(0), .tile = TileId(1), .source = 1, .bits = Bits{10}});
  QCOMPARE(producerOf(schedule, schedule.pieces.back()), std::optional(TileId(0)));
}

void AccountingRules::trafficByCauseSumsToWhatIsReadAndWritten() {
  const Evaluation evaluation = handWrittenEvaluation();
  Bits read, written;
  for (const TrafficEntry& entry : accountsOf(evaluation).traffic)
    (entry.direction == TrafficDirection::Read ? read : written) += entry.bits;
  QCOMPARE(read, Bits{400});  // the weight's 100 and 300 streamed
  QCOMPARE(written, Bits{50});
  QCOMPARE(accountsOf(evaluation).traffic.size(), kTrafficCauses);
}

void AccountingRules::aCauseAgainstItsUsualDirectionGetsARowOfItsOwn() {
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  // An activation that leaves the chip.
  change(schedule.transfers, 1, [](Transfer& transfer) { transfer.cause = TransferCause::Activation; });
  evaluation.schedule = std::make_shared<const Schedule>(schedule);
  const auto traffic = accountsOf(evaluation).traffic;
  QCOMPARE(traffic.size(), kTrafficCauses + 1);
  QVERIFY(traffic[1] == (TrafficEntry{TrafficCause::ActivationsIn, TrafficDirection::Read, Bits{0}}));
  QVERIFY(traffic[2] == (TrafficEntry{TrafficCause::ActivationsIn, TrafficDirection::Write, Bits{50}}));
}

void AccountingRules::transfersBetweenCoresAreNoOffChipTraffic() {
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  // From core 0 to itself, as if there were two.
  change(schedule.transfers, 0, [](Transfer& transfer) { transfer.from = CoreId(0); });
  evaluation.schedule = std::make_shared<const Schedule>(schedule);
  QVERIFY(accountsOf(evaluation).traffic[0] == (TrafficEntry{TrafficCause::Weights, TrafficDirection::Read, Bits{0}}));
}

FUSEWRIGHT_TEST(AccountingRules)

}  // namespace fusewright::accounting_test

#include "accounting_test.moc"
