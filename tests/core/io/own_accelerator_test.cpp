#include <QFile>
#include <QtTest>

#include "core/hardware/parameters.h"
#include "core/io/accelerator_yaml.h"
#include "tests/builders_files.h"
#include "tests/test_program.h"

namespace fusewright::own_accelerator_test {
using namespace tests;

namespace {

const std::string kSmall = R"(fusewright: accelerator
name: small
frequency_MHz: 500
cores:
  - name: core
    array: {D1: 4, D2: 8}
    dataflow: {D1: {K: 4}}
    operator_types: [Conv, MatMul]
    memories:
      - name: sram
        size_KB: 2
        operands: [I, W, O]
        served_dimensions: [D1, D2]
        read_bits_per_cycle: 64
        write_GB_per_s: 2
off_chip:
  memory: {name: dram, size_GB: 1, operands: [I, W, O], bits_per_cycle: 16}
)";

/// The small accelerator with the one line that starts with `line` (after blanks) replaced.
std::string changed(const std::string& line, const std::string& by) {
  std::string text = kSmall;
  const std::size_t found = text.find(line);
  if (found == std::string::npos) qFatal("no such line");
  return text.replace(found, text.find('\n', found) - found, by);
}

std::string refusal(const std::string& text) {
  const TextFolder folder({{"chip.yaml", text}});
  const auto chip = readAccelerator(folder.path("chip.yaml"));
  return chip ? "accepted" : folder.withoutPath(message(chip.error()));
}

Accelerator example(const std::string& name) {
  const auto chip = readAccelerator(std::string(FUSEWRIGHT_SOURCE_DIR) + "/examples/accelerators/" + name);
  if (!chip) qFatal("%s", message(chip.error()).c_str());
  return *chip;
}

}  // namespace

class OwnAcceleratorRules : public QObject {
  Q_OBJECT

 private slots:
  void unitsAreTurnedIntoBitsAndCycles() {
    const TextFolder folder({{"chip.yaml", kSmall}});
    const auto chip = readAccelerator(folder.path("chip.yaml"));
    QVERIFY2(chip.has_value(), chip ? "" : message(chip.error()).c_str());
    const MemoryLevel& sram = chip->cores[0].memories[0];
    QCOMPARE(sram.capacity, Bits{2 * 8 * 1024});
    // 2 GB/s at 500 MHz: 16e9 bits over 5e8 cycles.
    QCOMPARE(sram.ports[1].bandwidth, BitsPerCycle{32});
    QCOMPARE(sram.served[roleIndex(OperandRole::O)]->toHigh, std::optional<int>(0));
    QCOMPARE(chip->dram().capacity, Bits{std::int64_t{8} << 30});
    QCOMPARE(chip->frequencyMHz, 500.0);
  }

  void withoutLinksAllSharesTheOffChipPort() {
    const TextFolder folder({{"chip.yaml", kSmall}});
    const auto chip = readAccelerator(folder.path("chip.yaml"));
    QCOMPARE(chip->links.size(), std::size_t{1});
    QCOMPARE(chip->links[0].name, std::string("dram"));
    QCOMPARE(chip->links[0].senders, chip->links[0].receivers);
    QCOMPARE(chip->links[0].bandwidth, BitsPerCycle{16});
  }

  void copiesAreNumberedAndTwoWayLinksAreTwo() {
    std::string text = changed("- name: core", "- name: core\n    copies: 2");
    text +=
        "links:\n  - {two_way: [core_0, core_1], bits_per_cycle: 4}\n  - {name: dram, between: all, bits_per_cycle: "
        "16}\n";
    const TextFolder folder({{"chip.yaml", text}});
    const auto chip = readAccelerator(folder.path("chip.yaml"));
    QVERIFY2(chip.has_value(), chip ? "" : message(chip.error()).c_str());
    QCOMPARE(chip->cores[1].name, std::string("core_1"));
    QCOMPARE(chip->links[1].name, std::string("1->0"));
    QCOMPARE(chip->links[2].senders.size(), std::size_t{3});
  }

  void whatIsWrittenReadsBackEqual_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"marca.yaml", "edge_eyeriss.yaml", "tpu_like_quad.yaml"}) QTest::newRow(file) << file;
  }

  void whatIsWrittenReadsBackEqual() {
    QFETCH(QString, file);
    Accelerator chip = example(file.toStdString());
    chip.name = "null: \"quoted\" \\ and\ttabbed # not a comment";
    chip.links[0].name = "0->1, \xC3\xA9";
    chip.cores[0].array.energyPerOperation = Picojoules{0.1 + 0.2};
    const TextFolder folder({{"chip.yaml", writeAccelerator(chip)}});
    const auto again = readAccelerator(folder.path("chip.yaml"));
    QVERIFY2(again.has_value(), again ? "" : message(again.error()).c_str());
    QVERIFY(*again == chip);
  }

  void editedEnergiesReadBackEqual_data() {
    QTest::addColumn<QStringList>("edits");
    QTest::addColumn<QString>("name");
    QTest::newRow("another preset") << QStringList{"technology=7nm"} << "7nm";
    QTest::newRow("another off-chip memory") << QStringList{"dram_technology=lpddr4"} << "28nm";
    QTest::newRow("every energy") << QStringList{"technology=45nm",
                                                 "energy.int8_pJ=0.5",
                                                 "energy.float16_pJ=1",
                                                 "energy.float32_pJ=0.1",
                                                 "energy.register_pJ_per_bit=0.3",
                                                 "energy.sram_8kB_pJ_per_bit=0.25",
                                                 "energy.sram_32kB_pJ_per_bit=0.5",
                                                 "energy.sram_1MB_pJ_per_bit=1.125",
                                                 "energy.dram_pJ_per_bit=5.5",
                                                 "energy.link_pJ_per_bit=0"}
                                  << "45nm, edited";
    QTest::newRow("an edited memory of another kind")
        << QStringList{"dram_technology=ddr4", "energy.dram_pJ_per_bit=19"} << "28nm, edited";
  }

  void editedEnergiesReadBackEqual() {
    QFETCH(QStringList, edits);
    QFETCH(QString, name);
    Accelerator chip = example("marca.yaml");
    for (const QString& edit : edits) {
      const auto changed =
          withParameter(chip, edit.section('=', 0, 0).toStdString(), edit.section('=', 1).toStdString());
      QVERIFY2(changed.has_value(), changed ? "" : message(changed.error()).c_str());
      chip = *changed;
    }
    QCOMPARE(QString::fromStdString(chip.technology.name), name);
    const TextFolder folder({{"chip.yaml", writeAccelerator(chip)}});
    const auto again = readAccelerator(folder.path("chip.yaml"));
    QVERIFY2(again.has_value(), again ? "" : message(again.error()).c_str());
    QCOMPARE(again->technology, chip.technology);
    QVERIFY(*again == chip);
  }

  void marcaIsTheMachineOfTheStudy() {
    const Accelerator chip = example("marca.yaml");
    QCOMPARE(chip.name, std::string("marca"));
    QCOMPARE(totalOnChipMemory(chip), Bits{201326592});
    QCOMPARE(totalUnits(chip), std::int64_t{8192});
    QCOMPARE(chip.dram().ports[0].bandwidth, BitsPerCycle{2048});
    QVERIFY(std::abs(chipArea(chip) - 222) < 1e-9);
  }

  void theQuadSharesOneDramPortAndRoutesOverTheRing() {
    const Accelerator chip = example("tpu_like_quad.yaml");
    QCOMPARE(chip.cores.size(), std::size_t{7});
    QCOMPARE(chip.links.size(), std::size_t{25});
    const auto path = route(chip, CoreId(4), CoreId(5));
    QVERIFY(path.has_value());
    QCOMPARE(chip.link(path->front()).name, std::string("4->0"));
    QCOMPARE(chip.link(path->back()).name, std::string("0->5"));
  }

  void badFilesAreRefusedWithPlaceAndRemedy_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* line, const char* by, const char* said) {
      QTest::newRow(name) << line << by << said;
    };
    row("a wrong type", "array:", "array: [4, 8]",
        "chip.yaml:6, cores[0].array: a list where a map is expected; give fields as");
    row("words for a number", "size_KB:", "size_KB: two",
        "chip.yaml:11, cores[0].memories[0].size_KB: 'two' is not a finite number");
    row("a unit behind a number", "size_KB:", "size_KB: 2KB",
        "'2KB' is not a finite number; give a number, without a unit");
    row("NaN", "size_KB:", "size_KB: .nan", "'.nan' is not a finite number");
    row("a negative size", "size_KB:", "size_KB: -2", "cores[0].memories[0].size_KB: -2 is out of range");
    row("a size of zero", "size_KB:", "size_bits: 0",
        "cores[0].memories[0].size_bits: 0 is out of range; give a whole number from 1");
    row("a size beyond all bounds", "size_KB:", "size_KB: 1e300", "size_KB: 1e300 is out of range");
    row("an unknown field", "read_bits_per_cycle:", "read_bits_per_cyle: 64",
        "chip.yaml:14, cores[0].memories[0].read_bits_per_cyle: there is no field 'read_bits_per_cyle' here; did you "
        "mean 'read_bits_per_cycle'");
    row("a missing field", "array:", "operation_energy_pJ: 1",
        "chip.yaml:5, cores[0]: field 'array' is missing; add 'array: ...' here");
    row("a missing size", "size_KB:", "area_mm2: 1", "chip.yaml:10, cores[0].memories[0]: the size is missing");
    row("a size given twice", "size_KB:", "size_KB: 2\n        size_bits: 9", "the size is given twice");
    row("a field given twice", "size_KB:", "size_KB: 2\n        size_KB: 2",
        "chip.yaml:12: 'size_KB' is given twice (first in line 11)");
    row("an unknown operand", "operands:", "operands: [I, X]",
        "cores[0].memories[0].operands: 'X' is no operand; operands are I, W and O");
    row("an operand without a memory", "operands:", "operands: [I, O]",
        "chip.yaml:10, cores[0].memories: no memory of core 'core' holds operand W");
    row("an unknown array dimension", "served_dimensions:", "served_dimensions: [D3]",
        "cores[0].memories: memory 'sram' serves array dimension 'D3', which the array lacks; did you mean 'D1' or "
        "'D2'?");
    row("a negative energy", "operator_types:", "operation_energy_pJ: -1", "operation_energy_pJ: -1 is less than 0");
    row("an unknown technology", "name: small", "name: small\ntechnology: 3nm", "no technology is called '3nm'");
    row("an unknown off-chip memory", "name: small", "name: small\ntechnology: {dram: lpddr}",
        "technology.dram: no off-chip memory technology is called 'lpddr'");
    row("an unknown energy", "name: small", "name: small\ntechnology: {energy: {dram_pJ: 1}}",
        "there is no energy 'dram_pJ'; did you mean 'dram_pJ_per_bit'");
    row("a negative energy of a technology", "name: small", "name: small\ntechnology: {energy: {int8_pJ: -1}}",
        "technology.energy.int8_pJ: -1 is less than 0");
    row("a band upside down", "name: small", "name: small\ntechnology: {energy: {int8_pJ: [3, 2, 1]}}",
        "the band is not in order; give [low, typical, high]");
    row("no clock", "frequency_MHz:", "frequency_MHz: 0", "chip.yaml:3, frequency_MHz: 0 is less than");
    row("another kind of file", "fusewright:", "fusewright: mapping",
        "chip.yaml:1, fusewright: this file is marked 'mapping'");
    row("too many copies", "dataflow:", "copies: 100000", "cores[0].copies: 100000 is out of range");
    row("a port that runs the wrong way",
        "operands:", "ports: [{name: r, kind: read, bits_per_cycle: 1, carries: [I.from_high]}]",
        "the ports are described twice");
  }

  void badFilesAreRefusedWithPlaceAndRemedy() {
    QFETCH(QString, line);
    QFETCH(QString, by);
    QFETCH(QString, said);
    const std::string answer = refusal(changed(line.toStdString(), by.toStdString()));
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
    QVERIFY2(answer.find(';') != std::string::npos, answer.c_str());
  }

  void linksToNowhereAreRefused() {
    const std::string said =
        refusal(kSmall + "links:\n  - {name: dram, between: [cor, offchip], bits_per_cycle: 16}\n");
    QCOMPARE(said, std::string("chip.yaml:19, links[0].between: no core is called 'cor'; did you mean 'core'?"));
    QVERIFY(refusal(kSmall + "links: []\n").find("no links lead from core 'core' to core 'offchip'") !=
            std::string::npos);
    QVERIFY(
        refusal(kSmall + "links:\n  - {name: x, bits_per_cycle: 16}\n").find("the ends of the link are not clear") !=
        std::string::npos);
  }

  void portsThatRunTheWrongWayAreRefused() {
    std::string text = kSmall;
    const std::size_t begin = text.find("        operands: [I, W, O]\n        served"), end = text.find("off_chip");
    text.replace(begin, end - begin,
                 "        ports: [{name: r, kind: read, bits_per_cycle: 1, carries: [I.from_high]}]\n");
    QVERIFY(refusal(text).find("'I.from_high' goes the other way than its port") != std::string::npos);
  }

  void otherFilesAreTurnedAwayByWhatTheyAre() {
    QVERIFY(refusal("- name: Conv\n").find("this is a list, as in a mapping file; give an accelerator file") !=
            std::string::npos);
    QVERIFY(refusal("rules: []\n").find("this is a mapping file") != std::string::npos);
    QVERIFY(refusal("just words").find("a single value where a map is expected") != std::string::npos);
  }

  void whatIsNoReadableFileIsNamed() {
    const TextFolder folder({{"empty.yaml", ""}, {"folder/x.yaml", kSmall}});
    const auto said = [&](const std::string& name) {
      return folder.withoutPath(message(readAccelerator(folder.path(name)).error()));
    };
    QCOMPARE(said("empty.yaml"), std::string("empty.yaml: the file is empty; check that it is the file you mean"));
    QCOMPARE(said("folder"), std::string("folder: this is a directory; name a file in it"));
    QVERIFY(said("missing.yaml").starts_with("missing.yaml: the file cannot be read: No such file"));
  }

  void aFileWithoutReadPermissionIsNamed() {
    const TextFolder folder({{"locked.yaml", kSmall}});
    QFile::setPermissions(QString::fromStdString(folder.path("locked.yaml")), QFileDevice::Permissions{});
    const auto locked = readAccelerator(folder.path("locked.yaml"));
    if (locked) QSKIP("this user may read every file");
    QVERIFY(message(locked.error()).find("Permission denied; make it readable") != std::string::npos);
  }

  void anAcceleratorWithoutCoresIsRefused() {
    const std::string offChip = kSmall.substr(kSmall.find("off_chip:"));
    QCOMPARE(refusal("fusewright: accelerator\nname: bare\ncores: []\n" + offChip),
             std::string("chip.yaml:3, cores: there is no core; describe at least one"));
  }
};

FUSEWRIGHT_TEST(OwnAcceleratorRules)

}  // namespace fusewright::own_accelerator_test

#include "own_accelerator_test.moc"
