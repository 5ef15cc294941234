#include <QTest>

#include "core/metrics/transfer_energy.h"

#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::transfer_energy_test {
using namespace tests;

namespace {

/// One core whose memory moves 1024 bits an access (reads 1 pJ, writes 2 pJ) and DRAM 128 (reads 10 pJ, writes 20
/// pJ), on a link of 128 bits a cycle and 3 pJ a cycle.
Accelerator costedChip() {
  Accelerator chip = chipWithSharedDram({.cores = 1, .dramBandwidth = BitsPerCycle{128}});
  chip.cores[0].memories[0].readEnergy = Picojoules{1};
  chip.cores[0].memories[0].writeEnergy = Picojoules{2};
  chip.cores[1].memories[0].readEnergy = Picojoules{10};
  chip.cores[1].memories[0].writeEnergy = Picojoules{20};
  chip.links[0].energyPerCycle = Picojoules{3};
  return chip;
}

Schedule oneTransfer(int from, int to, std::int64_t bits, double cycles, std::int64_t bandwidth) {
  Schedule schedule;
  schedule.transferLinks = {LinkId(0)};
  schedule.transfers = {{.piece = PieceId(0),
                         .from = CoreId(from),
                         .to = CoreId(to),
                         .firstLink = 0,
                         .linkCount = 1,
                         .start = Cycles{5},
                         .end = Cycles{5 + cycles},
                         .bits = Bits{bits},
                         .bandwidth = BitsPerCycle{bandwidth}}};
  return schedule;
}

}  // namespace

class TransferEnergyRules : public QObject {
  Q_OBJECT

 private slots:
  void aFetchReadsOffChipAndWritesOnChip() {
    // Link 20 cycles * 3; DRAM 2560 / 128 = 20 reads * 10; SRAM 2560 / 1024 = 2.5 writes * 2: a part of an access costs
    // a part.
    QCOMPARE(transferEnergy(costedChip(), oneTransfer(1, 0, 2560, 20, 128)).value, 60.0 + 200.0 + 5.0);
  }

  void aWriteBackReadsOnChipAndWritesOffChip() {
    // Link 20 * 3; SRAM 2.5 reads * 1; DRAM 20 writes * 20.
    QCOMPARE(transferEnergy(costedChip(), oneTransfer(0, 1, 2560, 20, 128)).value, 60.0 + 2.5 + 400.0);
  }

  void halfOfALinkForTwiceTheTimeCostsTheSame() {
    QCOMPARE(transferEnergy(costedChip(), oneTransfer(1, 0, 2560, 40, 64)).value, 60.0 + 200.0 + 5.0);
  }

  void everyLinkOfARouteCounts() {
    Accelerator chip = costedChip();
    chip.links.push_back(chip.links.front());
    chip.links.back().energyPerCycle = Picojoules{5};
    Schedule schedule = oneTransfer(1, 0, 2560, 20, 128);
    schedule.transferLinks.push_back(LinkId(1));
    change(schedule.transfers, 0, [](Transfer& transfer) { transfer.linkCount = 2; });
    QCOMPARE(transferEnergy(chip, schedule).value, 60.0 + 100.0 + 200.0 + 5.0);
  }

  void noTransfersCostNothing() { QCOMPARE(transferEnergy(costedChip(), Schedule{}).value, 0.0); }
};

FUSEWRIGHT_TEST(TransferEnergyRules)

}  // namespace fusewright::transfer_energy_test

#include "transfer_energy_test.moc"
