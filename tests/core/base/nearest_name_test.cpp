#include "core/base/nearest_name.h"

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::nearest_name_test {

namespace {
const std::vector<std::string> kNames{"onchip_memory_MB", "pe_count", "array", "dram_bits_per_cycle",
                                      "sram_bits_per_cycle"};
}

class NearestNameRules : public QObject {
  Q_OBJECT

 private slots:
  void aSlipOfOneLetterFindsItsName() { QCOMPARE(nearestNames("aray", kNames), (std::vector<std::string>{"array"})); }

  void theNearerOfTwoComesFirst() {
    // "dram_bits_per_cycl" is 1 letter from the dram name and 2 from the sram name.
    QCOMPARE(nearestNames("dram_bits_per_cycl", kNames),
             (std::vector<std::string>{"dram_bits_per_cycle", "sram_bits_per_cycle"}));
  }

  void aPartOfANameFindsItWhateverTheCase() {
    QCOMPARE(nearestNames("memory_mb", kNames), (std::vector<std::string>{"onchip_memory_MB"}));
  }

  void nothingIsSuggestedForNothingLikeIt() { QVERIFY(nearestNames("voltage", kNames).empty()); }

  void withoutANearNameTheKnownOnesAreListed() {
    QCOMPARE(suggestion("x", std::vector<std::string>{"alpha", "beta"}), std::string("known are alpha, beta"));
    QCOMPARE(suggestion("bet", std::vector<std::string>{"alpha", "beta"}), std::string("did you mean 'beta'?"));
  }
};

FUSEWRIGHT_TEST(NearestNameRules)

}  // namespace fusewright::nearest_name_test

#include "nearest_name_test.moc"
