#include "core/hardware/parameters.h"

#include <set>

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::parameters_test {
using namespace tests;

namespace {

std::string refusal(std::string_view id, std::string_view value) {
  const auto chip = withParameter(chipWithSharedDram(), id, value);
  return chip ? "accepted" : message(chip.error());
}

Accelerator changed(const Accelerator& chip, std::string_view id, std::string_view value) {
  const auto result = withParameter(chip, id, value);
  if (!result) qFatal("%s", message(result.error()).c_str());
  return *result;
}

/// Two alike cores joined both ways, then a smaller vector core that lists its operators and talks to core 0.
Accelerator twoCoresAndAHelper() {
  Accelerator chip = chipWithSharedDram({.cores = 3});
  chip.cores[2].name = "vector";
  chip.cores[2].array.dims[0].size = 1;
  chip.cores[2].operatorTypes = {"Add"};
  for (auto [from, to] : {std::pair(0, 1), std::pair(1, 0), std::pair(0, 2), std::pair(2, 0)})
    chip.links.push_back({.name = std::to_string(from) + "->" + std::to_string(to),
                          .senders = {CoreId(from)},
                          .receivers = {CoreId(to)},
                          .bandwidth = BitsPerCycle{32},
                          .energyPerCycle = {}});
  return chip;
}

std::string linkNames(const Accelerator& chip) {
  std::string names;
  for (const Link& link : chip.links) names += (names.empty() ? "" : " ") + link.name;
  return names;
}

}  // namespace

class ParameterRules : public QObject {
  Q_OBJECT

 private slots:
  void everyParameterTakesItsPresentValue() {
    for (const Accelerator& chip : {chipWithSharedDram(), twoCoresAndAHelper()})
      for (const Parameter& parameter : parametersOf(chip)) {
        if (parameter.id == "pe_count") continue;  // makes arrays squarer even at the same count
        const std::string value = parameter.text.value_or(QByteArray::number(parameter.value, 'g', 17).toStdString());
        const auto same = withParameter(chip, parameter.id, value);
        QVERIFY2(same.has_value(), same ? "" : message(same.error()).c_str());
        QVERIFY2(*same == chip, parameter.id.c_str());
      }
  }

  void idsAreUniqueAndNumbersLieInTheirRange() {
    std::set<std::string> ids;
    for (const Parameter& parameter : parametersOf(twoCoresAndAHelper())) {
      QVERIFY2(ids.insert(parameter.id).second, parameter.id.c_str());
      QVERIFY2(parameter.minimum <= parameter.value && parameter.value <= parameter.maximum, parameter.id.c_str());
      QVERIFY2(!parameter.label.empty() && !parameter.meaning.empty() && !parameter.group.empty(),
               parameter.id.c_str());
    }
    for (const char* id :
         {"onchip_memory_MB", "pe_count", "array", "dram_bits_per_cycle", "sram_bits_per_cycle", "frequency_MHz",
          "cores", "core0.sram.size_bits", "core0.sram.read_bits_per_cycle", "core0.array", "link.0->1.bits_per_cycle"})
      QVERIFY2(ids.contains(id), id);
  }

  void aMegabyteIsEightTimesTwoToTheTwentyBits() {
    QCOMPARE(totalOnChipMemory(changed(chipWithSharedDram(), "onchip_memory_MB", "4")), Bits{33554432});
    QCOMPARE(totalOnChipMemory(changed(chipWithSharedDram(), "onchip_memory_MB", "0.5")), Bits{4194304});
  }

  void memoriesKeepTheirProportions() {
    Accelerator chip = chipWithSharedDram({.cores = 2, .sram = Bits{3 << 20}});
    chip.cores[1].memories[0].capacity = Bits{1 << 20};
    const Accelerator half = changed(chip, "onchip_memory_MB", "0.25");
    // 0.25 MB are 2 Mbit: 1.5 for the memory of 3, 0.5 for the one of 1.
    QCOMPARE(half.cores[0].memories[0].capacity, Bits{3 << 19});
    QCOMPARE(half.cores[1].memories[0].capacity, Bits{1 << 19});
  }

  void dramBandwidthChangesPortAndLinkTogether() {
    const Accelerator chip = changed(chipWithSharedDram(), "dram_bits_per_cycle", "512");
    QCOMPARE(chip.dram().ports[0].bandwidth, BitsPerCycle{512});
    QCOMPARE(chip.links[0].bandwidth, BitsPerCycle{512});
  }

  void theArrayOfAllCoresLikeTheFirstChanges() {
    const Accelerator chip = changed(twoCoresAndAHelper(), "array", "32x16");
    QCOMPARE(chip.cores[1].array.dims[0].size, std::int64_t{32});
    QCOMPARE(chip.cores[1].array.dims[1].size, std::int64_t{16});
    QCOMPARE(chip.cores[2].array.dims[1].size, std::int64_t{128});
    QCOMPARE(changed(twoCoresAndAHelper(), "core1.array", "8x8").cores[0].array.dims[0].size, std::int64_t{64});
  }

  void furtherCoresGetTheFirstOnesLinksAndItsPlaceAtTheMemory() {
    const Accelerator chip = changed(twoCoresAndAHelper(), "cores", "3");
    QCOMPARE(chip.cores.size(), std::size_t{5});
    QCOMPARE(chip.cores[3].name, std::string("core_3"));
    QCOMPARE(chip.cores[2].name, std::string("vector"));
    QCOMPARE(chip.offChip, CoreId(4));
    QCOMPARE(linkNames(chip), std::string("dram 0->1 1->0 0->2 2->0 3->1 1->3 3->2 2->3"));
    QCOMPARE(chip.links[0].senders.size(), std::size_t{5});
  }

  void superfluousCoresGoWithTheirLinksAndTheVectorCoreStays() {
    const Accelerator chip = changed(twoCoresAndAHelper(), "cores", "1");
    QCOMPARE(chip.cores.size(), std::size_t{3});
    QCOMPARE(chip.cores[1].name, std::string("vector"));
    QCOMPARE(linkNames(chip), std::string("dram 0->1 1->0"));
    QCOMPARE(chip.links[0].receivers, (std::vector<CoreId>{CoreId(0), CoreId(1), CoreId(2)}));
  }

  void anUnknownParameterSuggestsTheNearest() {
    QCOMPARE(refusal("onchip_memory", "4"),
             std::string("chip: no hardware parameter is called 'onchip_memory'; did you mean 'onchip_memory_MB'?"));
    QVERIFY(refusal("core0.sram.size", "4").find("did you mean 'core0.sram.size_bits'") != std::string::npos);
  }

  void badValuesAreRefusedWithTheRange_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("said");
    QTest::newRow("NaN") << "onchip_memory_MB"
                         << "nan"
                         << "onchip_memory_MB: 'nan' is not a finite number; give a number from ";
    QTest::newRow("too little memory") << "onchip_memory_MB"
                                       << "1e-9"
                                       << "give a number from 1.2e-07 to 1048576 MB";
    QTest::newRow("infinite") << "frequency_MHz"
                              << "inf"
                              << "frequency_MHz: 'inf' is not a finite number";
    QTest::newRow("negative") << "dram_bits_per_cycle"
                              << "-5"
                              << "dram_bits_per_cycle: -5 is out of range; give a whole number from 1 to";
    QTest::newRow("zero") << "pe_count"
                          << "0"
                          << "pe_count: 0 is out of range";
    QTest::newRow("a fraction") << "cores"
                                << "1.5"
                                << "cores: 1.5 is not a whole number";
    QTest::newRow("words") << "cores"
                           << "two"
                           << "cores: 'two' is not a finite number";
    QTest::newRow("a unit behind it") << "onchip_memory_MB"
                                      << "4MB"
                                      << "'4MB' is not a finite number";
    QTest::newRow("nothing") << "cores"
                             << ""
                             << "cores: '' is not a finite number";
    QTest::newRow("one side") << "array"
                              << "64"
                              << "array: '64' does not give 2 sides of at least 1; write it like the present 64x128";
    QTest::newRow("a side of 0") << "array"
                                 << "64x0"
                                 << "array: '64x0' does not give 2 sides";
    QTest::newRow("a side left out") << "array"
                                     << "64x"
                                     << "array: '64x' does not give 2 sides";
    QTest::newRow("three sides") << "array"
                                 << "4x4x4"
                                 << "array: '4x4x4' does not give 2 sides";
  }

  void badValuesAreRefusedWithTheRange() {
    QFETCH(QString, id);
    QFETCH(QString, value);
    QFETCH(QString, said);
    const std::string answer = refusal(id.toStdString(), value.toStdString());
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
  }
};

FUSEWRIGHT_TEST(ParameterRules)

}  // namespace fusewright::parameters_test

#include "parameters_test.moc"
