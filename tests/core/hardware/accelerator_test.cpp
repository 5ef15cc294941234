#include "core/hardware/accelerator.h"

#include <limits>

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::accelerator_test {
using namespace tests;

namespace {

Link oneWay(int from, int to) {
  return {.name = std::to_string(from) + "->" + std::to_string(to),
          .senders = {CoreId(from)},
          .receivers = {CoreId(to)},
          .bandwidth = BitsPerCycle{32},
          .energyPerCycle = {}};
}

/// Four cores in a ring 0-1-2-3-0, then the shared off-chip link.
Accelerator ringOfFour() {
  Accelerator chip = chipWithSharedDram({.cores = 4});
  std::vector<Link> links;
  for (auto [a, b] : {std::pair(0, 1), std::pair(1, 2), std::pair(2, 3), std::pair(3, 0)}) {
    links.push_back(oneWay(a, b));
    links.push_back(oneWay(b, a));
  }
  links.insert(links.end(), chip.links.begin(), chip.links.end());
  chip.links = links;
  return chip;
}

std::string routeNames(const Accelerator& chip, int from, int to) {
  std::string names;
  const auto links = route(chip, CoreId(from), CoreId(to));
  if (!links) return message(links.error());
  for (LinkId link : *links) names += (names.empty() ? "" : ", ") + chip.link(link).name;
  return names;
}

std::string refusal(const Accelerator& chip) {
  const auto checked = checkedAccelerator(chip);
  return checked ? "accepted" : message(checked.error());
}

}  // namespace

class AcceleratorRules : public QObject {
  Q_OBJECT

 private slots:
  void neighboursTakeTheirOwnLink() { QCOMPARE(routeNames(ringOfFour(), 0, 3), std::string("0->3")); }

  void ofTwoRoutesOfTwoHopsTheOneWhoseLastLinkIsListedFirstWins() {
    // Into 2 lead 1->2 (listed third) and 3->2 (listed sixth); into 1 lead 0->1 (first) and 2->1 (fourth).
    QCOMPARE(routeNames(ringOfFour(), 0, 2), std::string("0->1, 1->2"));
    QCOMPARE(routeNames(ringOfFour(), 3, 1), std::string("3->0, 0->1"));
    QCOMPARE(routeNames(ringOfFour(), 1, 3), std::string("1->2, 2->3"));
  }

  void theOffChipLinkIsNoShortcutBetweenConnectedCores() {
    QCOMPARE(routeNames(ringOfFour(), 2, 4), std::string("dram"));
    QVERIFY(routeNames(ringOfFour(), 0, 2) != "dram");
  }

  void coresWithoutLinksOfTheirOwnMeetAtTheOffChipLink() {
    QCOMPARE(routeNames(chipWithSharedDram({.cores = 2}), 0, 1), std::string("dram"));
  }

  void noLinksAreNeededToStay() { QCOMPARE(routeNames(ringOfFour(), 1, 1), std::string()); }

  void aMemoryThatServesOneOperandOnTopIsATopMemoryToo() {
    Accelerator chip = chipWithSharedDram();
    MemoryLevel weights = sharedMemory("weights", Bits{4096}, BitsPerCycle{64});
    weights.served = {std::nullopt, weights.served[1], std::nullopt};
    chip.cores[0].memories.push_back(weights);
    const auto memories = topMemories(chip);
    QCOMPARE(memories.size(), std::size_t{3});
    QCOMPARE(memories[0].name, std::string("core0.sram"));
    QCOMPARE(memories[1].name, std::string("core0.weights"));
    QCOMPARE(memories[2].name, std::string("offchip.dram"));
    QCOMPARE(topLevel(chip.cores[0], OperandRole::W), std::size_t{1});
    QCOMPARE(topLevel(chip.cores[0], OperandRole::O), std::size_t{0});
    QCOMPARE(totalOnChipMemory(chip), Bits{201326592 + 4096});
  }

  void theStudysChipMeasures222SquareMillimetres() {
    // METHOD A7: 192 Mbit at 0.925 mm2 (177.6) and 8192 units that share 44.4 mm2.
    QVERIFY(std::abs(chipArea(chipWithSharedDram()) - 222.0) < 1e-9);
    QCOMPARE(totalUnits(chipWithSharedDram({.cores = 2})), std::int64_t{16384});
  }

  void soundChipsAreAccepted() {
    QCOMPARE(refusal(ringOfFour()), std::string("accepted"));
    QCOMPARE(refusal(chipWithSharedDram()), std::string("accepted"));
  }

  void eachFaultIsNamedWithItsPlace_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("named");
    for (auto [fault, named] : std::initializer_list<std::pair<const char*, const char*>>{
             {"capacity", "memory 'sram': capacity in bits of 0"},
             {"bandwidth", "bandwidth of port 'rw' of -1"},
             {"port", "a port that the memory lacks"},
             {"operand", "no memory of the core holds operand W"},
             {"core names", "two cores are called 'core 0'"},
             {"link names", "two links are called '0->1'"},
             {"link end", "link '0->1': the link ends at core 9"},
             {"no route", "no links lead from core 'core 0' to core 'offchip'"},
             {"energy", "energy per access of nan"},
             {"served dimension", "serves array dimension 'D7'"},
             {"frequency", "frequency of 0 MHz"},
             {"off-chip array", "off-chip core must be one memory"}})
      QTest::newRow(fault) << fault << named;
  }

  void eachFaultIsNamedWithItsPlace() {
    QFETCH(QString, fault);
    QFETCH(QString, named);
    Accelerator chip = ringOfFour();
    MemoryLevel& sram = chip.cores[0].memories[0];
    if (fault == "capacity") sram.capacity = Bits{0};
    if (fault == "bandwidth") sram.ports[0].bandwidth = BitsPerCycle{-1};
    if (fault == "port") sram.served[0]->toLow = 1;
    if (fault == "operand") sram.served[1].reset();
    if (fault == "core names") chip.cores[1].name = "core 0";
    if (fault == "link names") chip.links[1].name = "0->1";
    if (fault == "link end") chip.links[0].receivers = {CoreId(9)};
    if (fault == "no route") chip.links.pop_back();
    if (fault == "energy") sram.readEnergy.value = std::numeric_limits<double>::quiet_NaN();
    if (fault == "served dimension") sram.servedDims = {"D7"};
    if (fault == "frequency") chip.frequencyMHz = 0;
    if (fault == "off-chip array") chip.cores.back().array.dims = {{"D1", 1}};
    const std::string said = refusal(chip);
    QVERIFY2(said.find(named.toStdString()) != std::string::npos, said.c_str());
  }
};

FUSEWRIGHT_TEST(AcceleratorRules)

}  // namespace fusewright::accelerator_test

#include "accelerator_test.moc"
