#include <QtTest>

#include "core/io/accelerator_yaml.h"
#include "tests/builders_files.h"
#include "tests/test_program.h"

namespace fusewright::stream_accelerator_test {
using namespace tests;

namespace {

// Stream's older dialect: counts of ports with one bandwidth each way, movements listed operand by operand.
const std::string kOldCore = R"(name: unit
memories:
  regs:
    size: 64
    r_bw: 16
    w_bw: 8
    r_cost: 0.5
    w_cost: 0.25
    area: 3
    r_port: 2
    w_port: 1
    rw_port: 0
    latency: 1
    operands: [O]
    ports:
      - {fh: w_port_1, tl: r_port_1, fl: w_port_1, th: r_port_2}
    served_dimensions: []
  sram:
    size: 4096
    r_bw: 128
    w_bw: 128
    r_cost: 10
    w_cost: 12
    r_port: 0
    w_port: 0
    rw_port: 1
    min_r_granularity: 32
    operands: [I1, I2, O]
    ports:
      - {fh: rw_port_1, tl: rw_port_1}
      - {fh: rw_port_1, tl: rw_port_1}
      - {fh: rw_port_1, tl: rw_port_1, fl: rw_port_1, th: rw_port_1}
    served_dimensions: [D1, D2]
operational_array:
  unit_energy: 2
  unit_area: 1
  dimensions: [D1, D2]
  sizes: [4, 8]
dataflows:
  D1:
    - K, 4
)";

std::string oldOffChip(const std::string& ports) {
  return R"(name: outside
memories:
  dram:
    size: 1000000
    r_bw: 64
    w_bw: 32
    r_cost: 100
    w_cost: 110
)" + ports +
         R"(    operands: [I1, I2, O]
    served_dimensions: [D1, D2]
operational_array: {unit_energy: 0, unit_area: 0, dimensions: [D1, D2], sizes: [0, 0]}
)";
}

const std::string kOnePort = R"(    r_port: 0
    w_port: 0
    rw_port: 1
    ports:
      - {fh: rw_port_1, tl: rw_port_1}
      - {fh: rw_port_1, tl: rw_port_1}
      - {fh: rw_port_1, tl: rw_port_1, fl: rw_port_1, th: rw_port_1}
)";

const std::string kTwoPorts = R"(    r_port: 1
    w_port: 1
    rw_port: 0
    ports:
      - {fh: w_port_1, tl: r_port_1}
      - {fh: w_port_1, tl: r_port_1}
      - {fh: w_port_1, tl: r_port_1, fl: w_port_1, th: r_port_1}
)";

std::string oldChip(const std::string& connectivity) {
  return "name: old\ncores:\n  0: parts/unit.yaml\n  1: parts/unit.yaml\n  2: parts/unit.yaml\noffchip_core: "
         "parts/outside.yaml\n"
         "core_connectivity:" +
         connectivity + "\nbandwidth: 24\nunit_energy_cost: 7\n";
}

// Its present dialect: ports say what they carry and in how small portions, connections are typed, the off-chip core is
// one of the list.
const std::string kNewCore = R"(name: unit
type: zigzag.compute
memories:
  sram:
    size: 4096
    r_cost: 10
    w_cost: 12
    operands: [I1, I2, O]
    ports:
      - {name: out, type: read, bandwidth_min: 8, bandwidth_max: 128, allocation: ["I1, tl", "I2, tl", "O, tl", "O, th"]}
      - {name: in, type: write, bandwidth_min: 16, bandwidth_max: 64, allocation: ["I1, fh", "I2, fh", "O, fh", "O, fl"]}
    served_dimensions: [D1]
operational_array: {unit_energy: 2, unit_area: 1, dimensions: [D1], sizes: [4]}
operator_types: [Add, Relu]
)";

const std::string kNewOffChip = R"(name: outside
type: zigzag.offchip
memories:
  dram:
    size: 1000000
    r_cost: 100
    w_cost: 110
    operands: [I1, I2, O]
    ports:
      - name: both
        type: read_write
        bandwidth_min: 64
        bandwidth_max: 64
        allocation: ["I1, fh", "I1, tl", "I2, fh", "I2, tl", "O, fh", "O, tl", "O, fl", "O, th"]
    served_dimensions: [D1]
operational_array: {unit_energy: 0, unit_area: 0, dimensions: [D1], sizes: [0]}
)";

const std::string kNewChip = R"(name: new
cores: {0: outside.yaml, 1: unit.yaml, 2: unit.yaml}
offchip_core_id: 0
core_coordinates: {0: [0, 0], 1: [0, 1], 2: [1, 1]}
unit_energy_cost: 0
core_connectivity:
  - {type: link, cores: [1, 2], bandwidth: 32}
  - {type: bus, cores: [0, 1, 2], bandwidth: 128}
)";

struct Read {
  std::string error;
  Accelerator chip;
};

Read readIn(const TextFolder& folder) {
  auto chip = readAccelerator(folder.path("chip.yaml"));
  if (!chip) return {folder.withoutPath(message(chip.error())), {}};
  return {"", *std::move(chip)};
}

Read readOld(const std::string& chip, const std::string& core = kOldCore, const std::string& ports = kOnePort) {
  return readIn(
      TextFolder({{"chip.yaml", chip}, {"parts/unit.yaml", core}, {"parts/outside.yaml", oldOffChip(ports)}}));
}

Read readNew(const std::string& chip, const std::string& core = kNewCore) {
  return readIn(TextFolder({{"chip.yaml", chip}, {"unit.yaml", core}, {"outside.yaml", kNewOffChip}}));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t found = text.find(what);
  if (found == std::string::npos) qFatal("nothing to replace");
  return text.replace(found, what.size(), by);
}

std::string linkNames(const Accelerator& chip) {
  std::string names;
  for (const Link& link : chip.links) names += (names.empty() ? "" : " ") + link.name;
  return names;
}

}  // namespace

class StreamAcceleratorRules : public QObject {
  Q_OBJECT

 private slots:
  void oldPortsAreCountedOutAndMovementsFound() {
    const Read read = readOld(oldChip(" []"));
    QCOMPARE(read.error, std::string());
    const MemoryLevel& regs = read.chip.cores[0].memories[0];
    QCOMPARE(regs.ports.size(), std::size_t{3});
    QCOMPARE(regs.ports[1].name, std::string("r_port_2"));
    QCOMPARE(regs.ports[1].bandwidth, BitsPerCycle{16});
    QCOMPARE(regs.ports[2].bandwidth, BitsPerCycle{8});
    QVERIFY(!serves(regs, OperandRole::I));
    QVERIFY(*regs.served[roleIndex(OperandRole::O)] == (PortUse{.fromHigh = 2, .toLow = 0, .fromLow = 2, .toHigh = 1}));
    QCOMPARE(read.chip.cores[0].dataflow.size(), std::size_t{1});
  }

  void theSmallestAccessIsTheWholePortUnlessGiven() {
    const Read read = readOld(oldChip(" []"));
    QCOMPARE(read.chip.cores[0].memories[0].minReadGranularity, Bits{16});
    QCOMPARE(read.chip.cores[0].memories[1].minReadGranularity, Bits{32});
    QCOMPARE(read.chip.cores[0].memories[1].minWriteGranularity, Bits{128});
  }

  void coresThatShareAFileAreNumbered() {
    const Read read = readOld(oldChip(" []"));
    QCOMPARE(read.chip.cores[1].name, std::string("unit_1"));
    QCOMPARE(read.chip.cores[3].name, std::string("outside"));
    QVERIFY(read.chip.cores[3].array.dims.empty());
  }

  void pairsBecomeTwoLinksAndLargerSetsABus() {
    const Read read = readOld(oldChip("\n  - 0, 1\n  - [1, 2]\n  - 0, 1, 2"));
    QCOMPARE(read.error, std::string());
    QCOMPARE(linkNames(read.chip), std::string("0->1 1->0 1->2 2->1 bus 0 dram"));
    QCOMPARE(read.chip.links[0].bandwidth, BitsPerCycle{24});
    QCOMPARE(read.chip.links[4].receivers.size(), std::size_t{3});
    QVERIFY(read.chip.links[4].energyPerCycle == Picojoules{7});
  }

  void oneReadWritePortIsOneLinkForBothDirections() {
    const Read read = readOld(oldChip(" []"));
    QCOMPARE(read.chip.links.size(), std::size_t{1});
    QCOMPARE(read.chip.links[0].senders, (std::vector<CoreId>{CoreId(0), CoreId(1), CoreId(2), CoreId(3)}));
    QCOMPARE(read.chip.links[0].bandwidth, BitsPerCycle{32});
  }

  void separatePortsAreALinkEachWay() {
    const Read read = readOld(oldChip(" []"), kOldCore, kTwoPorts);
    QCOMPARE(linkNames(read.chip), std::string("dram_read dram_write"));
    QCOMPARE(read.chip.links[0].senders, std::vector<CoreId>{CoreId(3)});
    QCOMPARE(read.chip.links[0].bandwidth, BitsPerCycle{64});
    QCOMPARE(read.chip.links[1].receivers, std::vector<CoreId>{CoreId(3)});
    QCOMPARE(read.chip.links[1].bandwidth, BitsPerCycle{32});
  }

  void areaAndClockAreTheStudys() {
    const Read read = readOld(oldChip(" []"));
    QCOMPARE(read.chip.frequencyMHz, 1000.0);
    // METHOD A7: 44.4 mm2 for 8192 units; 177.6 mm2 for 192 Mbit.
    QCOMPARE(read.chip.area.mm2PerUnit, 44.4 / 8192);
    QVERIFY(std::abs(read.chip.area.mm2PerMegabit - 177.6 / 192) < 1e-12);
  }

  void thePresentDialectNamesPortsAndOperators() {
    const Read read = readNew(kNewChip);
    QCOMPARE(read.error, std::string());
    const Core& core = read.chip.cores[0];
    QCOMPARE(core.operatorTypes, (std::vector<std::string>{"Add", "Relu"}));
    QVERIFY(*core.memories[0].served[roleIndex(OperandRole::O)] ==
            (PortUse{.fromHigh = 1, .toLow = 0, .fromLow = 1, .toHigh = 0}));
    QCOMPARE(core.memories[0].minReadGranularity, Bits{8});
    QCOMPARE(core.memories[0].minWriteGranularity, Bits{16});
  }

  void theOffChipCoreMovesToTheEndAndABusIsNoFasterThanItsMemory() {
    const Read read = readNew(kNewChip);
    QCOMPARE(read.chip.offChip, CoreId(2));
    QCOMPARE(read.chip.cores[2].name, std::string("outside"));
    // Cores 1 and 2 of the file are cores 0 and 1 here; the bus of 128 ends at a port of 64.
    QCOMPARE(linkNames(read.chip), std::string("0->1 1->0 dram"));
    QCOMPARE(read.chip.links[2].bandwidth, BitsPerCycle{64});
    QCOMPARE(read.chip.links[0].bandwidth, BitsPerCycle{32});
  }

  void badOldFilesAreRefusedWithTheirPlace_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* what, const char* by, const char* said) {
      QTest::newRow(name) << what << by << said;
    };
    row("a port that is not there", "th: r_port_2", "th: r_port_9",
        "parts/unit.yaml:16, memories.regs.ports[0].th: the memory has no port 'r_port_9'; did you mean");
    row("ports of another count", "operands: [O]", "operands: [O, I1]",
        "memories.regs.ports: 1 entries for 2 operands");
    row("an unknown operand", "operands: [O]", "operands: [I3]",
        "memories.regs.operands: 'I3' is no operand; operands are I1, I2 and O");
    row("an unknown movement", "fl: w_port_1, th: r_port_2", "up: w_port_1", "there is no field 'up' here");
    row("an unknown field", "latency: 1", "latencies: 1",
        "there is no field 'latencies' here; did you mean 'latency'?");
    row("a negative size", "size: 64", "size: -64", "parts/unit.yaml:4, memories.regs.size: -64 is out of range");
    row("a size that is a list", "size: 64", "size: [64]",
        "memories.regs.size: a list where a single value is expected");
    row("costs by CACTI", "latency: 1", "auto_cost_extraction: True",
        "CACTI, which is not part of this program; set it to False");
    row("sizes of another count", "sizes: [4, 8]", "sizes: [4]", "operational_array.sizes: 1 sizes for 2 dimensions");
    row("a dataflow without a factor", "- K, 4", "- K", "dataflows.D1[0]: a dataflow entry is a loop and a factor");
  }

  void badOldFilesAreRefusedWithTheirPlace() {
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(QString, said);
    const std::string answer = readOld(oldChip(" []"), replaced(kOldCore, what.toStdString(), by.toStdString())).error;
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
  }

  void aMissingCoreFileIsNamedWhereItIsAskedFor() {
    const std::string said = readOld(replaced(oldChip(" []"), "1: parts/unit", "1: parts/unti")).error;
    QVERIFY2(
        said.starts_with("chip.yaml:4, cores.1: core file: parts/unti.yaml: the file cannot be read: No such file"),
        said.c_str());
  }

  void coreNumbersMustCountUp() {
    QVERIFY(readOld(replaced(oldChip(" []"), "  2: parts", "  7: parts"))
                .error.find("core number '7' where 2 is expected") != std::string::npos);
    QVERIFY(readOld(replaced(oldChip(" []"), "  2: parts", "  1: parts")).error.find("'1' is given twice") !=
            std::string::npos);
  }

  void badConnectionsAreRefused() {
    QVERIFY(readOld(oldChip("\n  - 0, 5")).error.find("there is no core '5'; name cores 0 to 3") != std::string::npos);
    QVERIFY(readOld(oldChip("\n  - 0, 0")).error.find("core 0 is named twice") != std::string::npos);
    QVERIFY(readOld(oldChip("\n  - 0, 1\n  - 1, 0")).error.find("the connection '1->0' is listed twice") !=
            std::string::npos);
    QVERIFY(readNew(replaced(kNewChip, "type: link", "type: lnk")).error.find("'lnk' is no type of connection") !=
            std::string::npos);
  }

  void whatTheProgramCannotModelIsRefusedNotIgnored() {
    QVERIFY(
        readOld(oldChip(" []") + "core_memory_sharing: [[0, 1]]\n").error.find("share one memory are not supported") !=
        std::string::npos);
    QVERIFY(readNew(kNewChip, replaced(kNewCore, "zigzag.compute", "aie2.compute"))
                .error.find("'aie2.compute' are not supported") != std::string::npos);
  }

  void aCoreFileIsNoAccelerator() {
    const TextFolder folder({{"chip.yaml", kOldCore}});
    QCOMPARE(readIn(folder).error,
             std::string("chip.yaml:1: this describes one core; give the accelerator file that lists the core"));
  }
};

FUSEWRIGHT_TEST(StreamAcceleratorRules)

}  // namespace fusewright::stream_accelerator_test

#include "stream_accelerator_test.moc"
