#include "core/io/patch_accelerator.h"

#include <QTest>

#include "core/hardware/machine_change.h"
#include "core/hardware/parameters.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/read_file.h"
#include "tests/test_program.h"

namespace fusewright::patch_accelerator_test {

namespace {

const char* const kText = R"(# A chip of mine.
fusewright: accelerator
name: mine   # called so
frequency_MHz: 1000  # as fast as that
cores:
  - name: left
    array: {D1: 8, D2: 4}  # small
    memories:
      - name: sram
        size_MB: 2   # µ-architecture: two
        operands: [I, W, O]
        bits_per_cycle: 64
off_chip:
  memory: {name: dram, size_GB: 1, operands: [I, W, O], GB_per_s: 16}
)";

Accelerator read(const std::string& text) {
  return parseAccelerator(text, "test").value();
}

Accelerator with(const std::string& id, const std::string& value) {
  return withParameter(read(kText), id, value).value();
}

/// kText with one stretch replaced.
std::string replaced(const std::string& what, const std::string& by) {
  std::string text = kText;
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

class PatchAcceleratorRules : public QObject {
  Q_OBJECT
 private slots:
  void theSameAcceleratorLeavesTheTextAlone() {
    QCOMPARE(patchedAccelerator(kText, read(kText)), (AcceleratorText{kText, TextKept::Everything}));
  }

  void aNumberIsReplacedAndAllElseStaysByteForByte() {
    const auto patched = patchedAccelerator(kText, with("core0.sram.read_bits_per_cycle", "128"));
    QCOMPARE(patched.kept, TextKept::Everything);
    QCOMPARE(patched.text, replaced("bits_per_cycle: 64", "bits_per_cycle: 128"));
  }

  void aNumberKeepsTheUnitOfTheFile() {
    const auto memory = patchedAccelerator(kText, with("onchip_memory_MB", "3.5"));
    QCOMPARE(memory.text, replaced("size_MB: 2 ", "size_MB: 3.5 "));
    // 16 GB/s at 1000 MHz are 128 bits a cycle; 256 bits a cycle are 32 GB/s.
    const auto dram = patchedAccelerator(kText, with("dram_bits_per_cycle", "256"));
    QCOMPARE(dram.text, replaced("GB_per_s: 16", "GB_per_s: 32"));
  }

  void sidesOfAnArrayAreReplacedOneByOne() {
    QCOMPARE(patchedAccelerator(kText, with("core0.array", "8x16")).text, replaced("D2: 4", "D2: 16"));
  }

  void whatTheTextHasNoPlaceForIsWrittenAnew() {
    // The file says nothing of energy.
    const Accelerator accelerator = with("core0.operation_energy_pJ", "5");
    const auto patched = patchedAccelerator(kText, accelerator);
    QCOMPARE(patched.kept, TextKept::Nothing);
    QVERIFY(read(patched.text) == accelerator);
  }

  void anotherCoreIsWrittenAnew() {
    const Accelerator two = withChange(read(kText), CopyCore{CoreId(0)})->accelerator;
    const auto patched = patchedAccelerator(kText, two);
    QCOMPARE(patched.kept, TextKept::Nothing);
    QVERIFY(read(patched.text) == two);
  }

  void aTextThatIsNoAcceleratorIsWrittenAnew() {
    for (const char* text : {"", "- a\n- b\n", "{", "name: only"}) {
      const auto patched = patchedAccelerator(text, read(kText));
      QVERIFY(read(patched.text) == read(kText));
    }
  }

  void everyNumberOfEveryExampleCanBeChangedWithoutLosingMeaning() {
    for (const char* name : {"marca", "tpu_like_quad"}) {
      const auto text =
          readFile(std::string(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/") + name + ".yaml", 1 << 24);
      if (!text) continue;
      const Accelerator accelerator = read(*text);
      int kept = 0;
      for (const Parameter& parameter : parametersOf(accelerator)) {
        if (parameter.text) continue;
        const double value =
            parameter.value > parameter.minimum ? (parameter.value + parameter.minimum) / 2 : parameter.value * 2;
        const auto changed =
            withParameter(accelerator, parameter.id, std::to_string(parameter.integer ? std::round(value) : value));
        if (!changed) continue;
        const auto patched = patchedAccelerator(*text, *changed);
        QVERIFY2(read(patched.text) == *changed, parameter.id.c_str());
        kept += patched.kept == TextKept::Everything ? 1 : 0;
      }
      QVERIFY2(kept >= 10, name);
    }
  }
};

FUSEWRIGHT_TEST(PatchAcceleratorRules)

}  // namespace fusewright::patch_accelerator_test

#include "patch_accelerator_test.moc"
