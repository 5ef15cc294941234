#include <cmath>

#include <QLocale>
#include <QtTest>

#include "tests/show_text.h"
#include "tests/test_program.h"
#include "widgets/common/format.h"
#include "widgets/common/parse_quantity.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/table_text.h"
#include "widgets/fusion/tiling_text.h"

namespace fusewright::number_text_test {

class NumberTextViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

  void numbersHaveThreeSignificantDigits_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero is 0") << 0.0 << "0";
    QTest::newRow("small ones keep their digits") << 0.0012345 << "0.00123";
    QTest::newRow("ones have two decimals") << 1.2345 << "1.23";
    QTest::newRow("tens have one") << 12.345 << "12.3";
    QTest::newRow("hundreds have none") << 123.45 << "123";
    QTest::newRow("rounding may add a digit") << 9.999 << "10.0";
    QTest::newRow("negative ones too") << -1.2345 << "-1.23";
  }
  void numbersHaveThreeSignificantDigits() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(threeDigits(value), text);
  }

  void quantitiesCarryTheMagnitudeInTheUnitAndTheExactValueBeside() {
    QCOMPARE(formatCycles(Cycles(860229)), (NumberText{"860 kcycles", "860,229 cycles"}));
    QCOMPARE(formatCycles(Cycles(5121)), (NumberText{"5,121 cycles", "5,121 cycles"}));
    QCOMPARE(formatCycles(Cycles(12802.5)).exact, QString("12,802.5 cycles"));
    // 65,000,480 bits = 8,125,060 bytes = 7.7487 MiB.
    QCOMPARE(formatBits(Bits(65000480)), (NumberText{"7.75 MiB", "65,000,480 bits"}));
    QCOMPARE(formatBits(Bits(3)).brief, QString("3 bits"));
    QCOMPARE(exactCycles(Cycles(128402)), (NumberText{"128,402 cycles", "128,402 cycles"}));
    QCOMPARE(exactCount(10240), (NumberText{"10,240", "10,240"}));
    QCOMPARE(formatMilliseconds(0.860229).brief, QString("860 µs"));
    QCOMPARE(formatEnergy(Picojoules(1.234e9)).brief, QString("1.23 mJ"));
    QCOMPARE(formatArea(222).brief, QString("222 mm²"));
    QCOMPARE(formatCount(2814832768).brief, QString("2.81 G"));
    QCOMPARE(formatShare(0.39943).brief, QString("39.9 %"));
  }

  void partsOfCyclesAreShownOnlyWhereThreeDigitsReachThem() {
    QCOMPARE(formatCycles(Cycles(9517.9)), (NumberText{"9,518 cycles", "9,517.9 cycles"}));
    QCOMPARE(formatCycles(Cycles(104.1)), (NumberText{"104 cycles", "104.1 cycles"}));
    QCOMPARE(formatCycles(Cycles(-3107.5)).exact, QString("-3,107.5 cycles"));
    QVERIFY(!formatCycles(Cycles(-3107.5)).brief.contains('.'));
    QCOMPARE(formatCycles(Cycles(4.5)).brief, QString("4.5 cycles"));
  }

  void sizesAreShownInTheBinaryUnitsThatTheyAreCountedIn() {
    QCOMPARE(quantityText(24, "MB"), (NumberText{"24 MiB", "24 MiB"}));
    QCOMPARE(shownUnit("MB"), QString("MiB"));
    QCOMPARE(shownUnit("MHz"), QString("MHz"));
    for (const char* typed : {"24 MB", "24 MiB", "24"}) QCOMPARE(*parseQuantity(typed, "MB"), 24.0);
  }

  void limitsHaveFewDigits() {
    // 2^-23 MB is one bit, 2^20 MB are 2^40 bytes.
    QCOMPARE(rangeText(std::ldexp(1, -23), 1048576, "MB"), QString("1 bit to 1 TiB"));
    QCOMPARE(rangeText(1, std::ldexp(1, 50), "bits/cycle"), QString("1 bit/cycle to 1,126 Tbits/cycle"));
    QCOMPARE(rangeText(0, 1e15, "pJ"), QString("0 pJ to 1,000 J"));
  }

  void oneOfAThingIsSingular() {
    QCOMPARE(formatCycles(Cycles(1)), (NumberText{"1 cycle", "1 cycle"}));
    QCOMPARE(formatCycles(Cycles(-1)).brief, QString("-1 cycle"));
    QCOMPARE(formatCycles(Cycles(0)).brief, QString("0 cycles"));
    QCOMPARE(formatCycles(Cycles(1000000)).brief, QString("1.00 Mcycles"));
    QCOMPARE(formatBits(Bits(1)), (NumberText{"1 bit", "1 bit"}));
    QCOMPARE(formatRate(BitsPerCycle{1}).brief, QString("1 bit/cycle"));
    QCOMPARE(quantityText(1, "bits").brief, QString("1 bit"));
    QCOMPARE(quantityText(1, "bits/cycle").brief, QString("1 bit/cycle"));
    QCOMPARE(quantityText(2, "bits/cycle").brief, QString("2 bits/cycle"));
    for (const char* unit : {"bits", "bits/cycle"}) QCOMPARE(*parseQuantity(quantityText(1, unit).exact, unit), 1.0);
  }

  void aNumberThatRoundsUpToAThousandTakesTheNextMagnitude() {
    QCOMPARE(formatMilliseconds(0.9999).brief, QString("1.00 ms"));
    QCOMPARE(formatCycles(Cycles(999900)).brief, QString("1.00 Mcycles"));
  }

  void typedQuantitiesAreUnderstood_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("value");
    QTest::newRow("a bare number is in the field's unit") << "24"
                                                          << "MB" << 24.0;
    QTest::newRow("with the field's unit behind it") << "24 MB"
                                                     << "MB" << 24.0;
    // 512 * 2^10 bytes of 2^20.
    QTest::newRow("K alone is kilobytes where megabytes are shown") << "512K"
                                                                    << "MB" << 0.5;
    QTest::newRow("MiB is what MB means for memories") << "0.5 MiB"
                                                       << "MB" << 0.5;
    QTest::newRow("bits become megabytes") << "8388608 bits"
                                           << "MB" << 1.0;
    QTest::newRow("K of bits is 1024 bits") << "4K"
                                            << "bits" << 4096.0;
    QTest::newRow("exponents are numbers") << "2e9"
                                           << "bits" << 2e9;
    QTest::newRow("GHz become MHz") << "1.2 GHz"
                                    << "MHz" << 1200.0;
    QTest::newRow("G alone is gigahertz where megahertz are shown") << "1.2G"
                                                                    << "MHz" << 1200.0;
    QTest::newRow("bytes a cycle become bits a cycle") << "256 B/cycle"
                                                       << "bits/cycle" << 2048.0;
    QTest::newRow("nanojoules become picojoules") << "2 nJ"
                                                  << "pJ" << 2000.0;
    QTest::newRow("grouped digits are read") << "8,192"
                                             << "" << 8192.0;
    QTest::newRow("k of a plain number is a thousand") << "8k"
                                                       << "" << 8000.0;
    QTest::newRow("a point alone at the end is allowed") << "3."
                                                         << "" << 3.0;
    QTest::newRow("negative numbers are numbers") << "-1"
                                                  << "" << -1.0;
  }
  void typedQuantitiesAreUnderstood() {
    QFETCH(QString, text);
    QFETCH(QString, unit);
    QFETCH(double, value);
    const auto parsed = parseQuantity(text, unit);
    QVERIFY2(parsed, parsed ? "" : message(parsed.error()).c_str());
    QCOMPARE(*parsed, value);
  }

  void aFieldShowsFewDigitsInAFittingUnit_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("brief");
    QTest::newRow("billions of bits a cycle") << 319999999968.0 << "bits/cycle"
                                              << "320 Gbits/cycle";
    // 1e16 / 8 / 2^50 = 1.1102.
    QTest::newRow("a memory of a petabyte") << 1e16 << "bits"
                                            << "1.11 PiB";
    // 201326592 / 8 / 2^20.
    QTest::newRow("a memory of many bits") << 201326592.0 << "bits"
                                           << "24 MiB";
    QTest::newRow("a few bits") << 4096.0 << "bits"
                                << "4,096 bits";
    // 1e9 / 2^10 / 2^10 / 2^10 = 0.931 of a PiB, so TiB: 953.67.
    QTest::newRow("many megabytes") << 1e9 << "MB"
                                    << "954 TiB";
    QTest::newRow("a usual bus stays as it is") << 65536.0 << "bits/cycle"
                                                << "65,536 bits/cycle";
    QTest::newRow("a usual clock too") << 1000.0 << "MHz"
                                       << "1,000 MHz";
    QTest::newRow("a count") << 8388607.0 << ""
                             << "8.39 M";
    QTest::newRow("a fraction") << 1.0 / 3 << "MB"
                                << "0.333 MiB";
    QTest::newRow("what rounds up to the next unit is in it") << 999999999.0 << "bits/cycle"
                                                              << "1 Gbits/cycle";
    QTest::newRow("a unit without magnitudes") << 6144.0 << "bits/unit"
                                               << "6,144 bits/unit";
    QTest::newRow("nothing") << 0.0 << "pJ"
                             << "0 pJ";
  }
  void aFieldShowsFewDigitsInAFittingUnit() {
    QFETCH(const double, value);
    QFETCH(const QString, unit);
    QFETCH(const QString, brief);
    const NumberText text = quantityText(value, unit);
    QCOMPARE(text.brief, brief);
    const auto exact = parseQuantity(text.exact, unit);
    QVERIFY(exact);
    QCOMPARE(*exact, value);
    const auto rounded = parseQuantity(text.brief, unit);
    QVERIFY(rounded);
    QVERIFY(std::abs(*rounded - value) <= 0.005 * value);
  }

  void nonsenseIsRefusedWithARemedy_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("unit");
    QTest::newRow("nothing") << ""
                             << "MB";
    QTest::newRow("words") << "many"
                           << "MB";
    QTest::newRow("nan") << "nan"
                         << "MB";
    QTest::newRow("infinity") << "1e999"
                              << "MB";
    QTest::newRow("a unit of another kind") << "3 MHz"
                                            << "MB";
    QTest::newRow("an unknown unit") << "3 furlongs"
                                     << "MB";
    QTest::newRow("a unit where none belongs") << "3 MB"
                                               << "";
  }
  void nonsenseIsRefusedWithARemedy() {
    QFETCH(QString, text);
    QFETCH(QString, unit);
    const auto parsed = parseQuantity(text, unit);
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().remedy.empty());
  }

  void csvQuotesWhatWouldBreakIt() {
    const TextTable table{.headings = {"a", "b"}, .rows = {{"1,5", "say \"x\""}, {"plain", "two\nlines"}}};
    QCOMPARE(toCsv(table), QString("a,b\n\"1,5\",\"say \"\"x\"\"\"\nplain,\"two\nlines\"\n"));
  }

  void tabsInCellsDoNotMakeColumns() { QCOMPARE(toTsv({.headings = {"a"}, .rows = {{"x\ty"}}}), QString("a\nx y\n")); }

  void filesGetPlainNumbersWhateverTheLocale() { QCOMPARE(plainNumber(4449281.5), QString("4449281.5")); }

  void cutsAreReadAsTheyAreWritten() {
    const Tiling tiling{{.dim = "L", .parts = 64}, {.dim = "D", .parts = kOnePartPerIteration}};
    QCOMPARE(tilingText(tiling), QString("L=64, D=all"));
    const auto parsed = parseTilingText(tilingText(tiling));
    QVERIFY(parsed);
    QVERIFY(*parsed == tiling);
  }

  void cutsWithoutANumberAreRefused() {
    for (const char* text : {"L", "L=", "=4", "L=0", "L=4=5", "L=x", ""}) QVERIFY2(!parseTilingText(text), text);
  }

  void aRateIsTypedInBytesASecondWhereTheClockIsKnown_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("clockMHz");
    QTest::addColumn<double>("bitsPerCycle");
    // 16e9 * 8 bits a second over 1e9 cycles a second.
    QTest::newRow("bytes") << "16 GB/s" << 1000.0 << 128.0;
    QTest::newRow("bits") << "128 Gbit/s" << 1000.0 << 128.0;
    QTest::newRow("a slower clock") << "16 GB/s" << 500.0 << 256.0;
  }

  void aRateIsTypedInBytesASecondWhereTheClockIsKnown() {
    QFETCH(const QString, text);
    QFETCH(const double, clockMHz);
    QFETCH(const double, bitsPerCycle);
    const auto parsed = parseQuantity(text, "bits/cycle", clockMHz);
    QVERIFY(parsed);
    QCOMPARE(*parsed, bitsPerCycle);
    QVERIFY(!parseQuantity(text, "bits/cycle"));
    QVERIFY(!parseQuantity(text, "MB", clockMHz));
  }
};

FUSEWRIGHT_TEST(NumberTextViews)

}  // namespace fusewright::number_text_test

#include "number_text_test.moc"
