#include "core/hardware/machine_change.h"

#include <QTest>

#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::machine_change_test {
using namespace tests;

namespace {

/// Two cores on one off-chip link (link 0), with a link from core 0 to core 1 (link 1).
Accelerator pair() {
  Accelerator accelerator = chipWithSharedDram({.cores = 2});
  accelerator.links.push_back(oneWayLink(0, 1, BitsPerCycle{100}));
  return accelerator;
}

}  // namespace

class MachineChangeRules : public QObject {
  Q_OBJECT
 private slots:
  void aCopiedCoreIsLikeTheOriginalAndOnTheSameLinks() {
    const auto changed = withChange(pair(), CopyCore{CoreId(1)});
    QVERIFY(changed);
    const Accelerator& accelerator = changed->accelerator;
    QCOMPARE(accelerator.cores.size(), std::size_t{4});
    QVERIFY(accelerator.cores[2].memories == accelerator.cores[1].memories);
    QVERIFY(accelerator.cores[2].name != accelerator.cores[1].name);
    QCOMPARE(accelerator.links[0].receivers.size(), std::size_t{4});  // two cores, the copy, the off-chip memory
    QCOMPARE(accelerator.links.size(), std::size_t{3});               // core 1's own link is copied as well
    QVERIFY(accelerator.links[2].receivers == std::vector{CoreId(2)});
    QCOMPARE(changed->movedTo[2], std::optional(CoreId(3)));  // the off-chip memory stays last
  }

  void aRemovedCoreTakesItsLinksAlongAndLaterCoresMoveUp() {
    const auto changed = withChange(pair(), RemoveCore{CoreId(0)});
    QVERIFY(changed);
    QCOMPARE(changed->accelerator.cores.size(), std::size_t{2});
    QCOMPARE(changed->accelerator.links.size(), std::size_t{1});
    QCOMPARE(changed->movedTo, (std::vector<std::optional<CoreId>>{std::nullopt, CoreId(0), CoreId(1)}));
  }

  void theOnlyCoreAndTheOffChipMemoryStay() {
    QVERIFY(!withChange(chipWithSharedDram(), RemoveCore{CoreId(0)}));
    QVERIFY(!withChange(pair(), RemoveCore{CoreId(2)}));
    QVERIFY(!withChange(pair(), CopyCore{CoreId(2)}));
  }

  void aNewLinkIsAsWideAsTheNarrowestThereIs() {
    const auto changed = withChange(pair(), AddLink{.from = CoreId(1), .to = CoreId(0)});
    QVERIFY(changed);
    const Link& link = changed->accelerator.links.back();
    QCOMPARE(link.bandwidth, BitsPerCycle{100});  // 100 between cores, 2048 off chip
    QVERIFY(link.senders == std::vector{CoreId(1)});
    QVERIFY(link.receivers == std::vector{CoreId(0)});
    QVERIFY(!withChange(pair(), AddLink{.from = CoreId(1), .to = CoreId(1)}));
  }

  void aLinkThatSomeCoreNeedsToReachTheOffChipMemoryStays() {
    QVERIFY(!withChange(pair(), RemoveLink{LinkId(0)}));
    QVERIFY(withChange(pair(), RemoveLink{LinkId(1)}));
  }

  void aCopiedLinkHasTheSameEndsAndAFreeName() {
    const auto changed = withChange(pair(), CopyLink{LinkId(1)});
    QVERIFY(changed);
    QVERIFY(changed->accelerator.links[2].senders == changed->accelerator.links[1].senders);
    QVERIFY(changed->accelerator.links[2].name != changed->accelerator.links[1].name);
  }

  void aMemoryThatIsAddedIsTheTopmostAndLikeTheOneBelowIt() {
    const auto changed = withChange(pair(), AddMemory{CoreId(1)});
    QVERIFY2(changed, changed ? "" : message(changed.error()).c_str());
    const std::vector<MemoryLevel>& memories = changed->accelerator.cores[1].memories;
    QCOMPARE(memories.size(), std::size_t{2});
    QCOMPARE(memories[1].name, std::string("sram_2"));
    MemoryLevel below = memories[0];
    below.name = memories[1].name;
    QVERIFY(memories[1] == below);
    QCOMPARE(topLevel(changed->accelerator.cores[1], OperandRole::O), std::size_t{1});
    QVERIFY(changed->accelerator.cores[0] == pair().cores[0]);
    QVERIFY(!withChange(pair(), AddMemory{CoreId(2)}));  // off chip
    QVERIFY(!withChange(pair(), AddMemory{CoreId(5)}));
    QCOMPARE(changeText(pair(), AddMemory{CoreId(1)}), std::string("Add memory to core core 1"));
  }

  void aMemoryIsRemovedUnlessAnOperandHasNoOther() {
    const auto added = withChange(pair(), AddMemory{CoreId(0)});
    QVERIFY(added);
    const auto back = withChange(added->accelerator, RemoveMemory{.core = CoreId(0), .level = 1});
    QVERIFY(back);
    QVERIFY(back->accelerator == pair());
    QVERIFY(!withChange(pair(), RemoveMemory{.core = CoreId(0), .level = 0}));
    QVERIFY(!withChange(pair(), RemoveMemory{.core = CoreId(0), .level = 3}));
    QVERIFY(!withChange(pair(), RemoveMemory{.core = CoreId(2), .level = 0}));
  }

  void aLinkTakesAnotherNameThatIsFree() {
    const auto changed = withChange(pair(), RenameLink{.link = LinkId(1), .name = "east"});
    QVERIFY(changed);
    QCOMPARE(changed->accelerator.links[1].name, std::string("east"));
    QVERIFY(!withChange(pair(), RenameLink{.link = LinkId(1), .name = pair().links[0].name}));
    QVERIFY(!withChange(pair(), RenameLink{.link = LinkId(1), .name = ""}));
    QVERIFY(!withChange(pair(), RenameLink{.link = LinkId(9), .name = "east"}));
    QCOMPARE(changeText(pair(), RenameLink{.link = LinkId(1), .name = "east"}),
             std::string("Rename link ") + pair().links[1].name + " to east");
  }

  void aNameThatIsTakenIsRefused() {
    QVERIFY(withChange(pair(), RenameCore{.core = CoreId(0), .name = "left"}));
    QVERIFY(!withChange(pair(), RenameCore{.core = CoreId(0), .name = pair().cores[1].name}));
    QVERIFY(!withChange(pair(), RenameCore{.core = CoreId(0), .name = ""}));
  }

  void partsThatDoNotExistAreRefused() {
    QVERIFY(!withChange(pair(), CopyCore{CoreId(7)}));
    QVERIFY(!withChange(pair(), RemoveLink{LinkId(-1)}));
    QCOMPARE(changeText(pair(), CopyCore{CoreId(7)}), std::string("Duplicate core core 7"));
  }

  void removingWhatWasAddedLeadsBack() {
    for (const Accelerator& accelerator : {pair(), chipWithSharedDram({.cores = 4})}) {
      const auto added = withChange(accelerator, CopyCore{CoreId(0)});
      QVERIFY2(added, added ? "" : message(added.error()).c_str());
      const CoreId copy(accelerator.offChip.value);  // listed last before the off-chip memory
      const auto back = withChange(added->accelerator, RemoveCore{copy});
      QVERIFY(back);
      QVERIFY(back->accelerator == accelerator);
    }
  }
};

FUSEWRIGHT_TEST(MachineChangeRules)

}  // namespace fusewright::machine_change_test

#include "machine_change_test.moc"
