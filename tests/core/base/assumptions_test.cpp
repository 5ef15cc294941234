#include "core/base/assumptions.h"

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::assumptions_test {

class AssumptionsRules : public QObject {
  Q_OBJECT

 private slots:
  void theTwoPresetsHaveNoneAndAllOfTheRepairs() {
    QCOMPARE(*parseAssumptions("paper"), paperAssumptions());
    QCOMPARE(*parseAssumptions("physical"), physicalAssumptions());
    for (std::size_t index = 0; index < kRepairs; ++index) {
      QVERIFY(!paperAssumptions().has(static_cast<Repair>(index)));
      QVERIFY(physicalAssumptions().has(static_cast<Repair>(index)));
    }
  }

  void repairsAreAddedAndTakenOneByOne() {
    const auto mixed = parseAssumptions("paper,+B1,+B10,-B1,prefetch=2");
    QVERIFY(mixed);
    QCOMPARE(*mixed, [] {
      Assumptions expected = paperAssumptions().with(Repair::BoundedPrefetch);
      expected.prefetchDepth = 2;
      return expected;
    }());
  }

  void theNameOfAssumptionsReadsBackAsThem() {
    QCOMPARE(nameOf(paperAssumptions().with(Repair::SharedPorts)), std::string("paper,+B1"));
    QCOMPARE(nameOf(physicalAssumptions().without(Repair::BandwidthFreeEnergy)), std::string("physical,-B11"));
    Assumptions mixed = physicalAssumptions().without(Repair::KeptSlices);
    mixed.prefetchDepth = 9;
    QCOMPARE(*parseAssumptions(nameOf(mixed)), mixed);
  }

  void whatIsNoAssumptionIsRefusedByName_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "fast", "paper,B1", "paper,+B12", "paper,+", "paper,,", "physical,prefetch=0",
                             "physical,prefetch=x", "paper,*B1"})
      QTest::newRow(text) << QString::fromLatin1(text);
  }
  void whatIsNoAssumptionIsRefusedByName() {
    QFETCH(QString, text);
    const auto parsed = parseAssumptions(text.toStdString());
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().remedy.empty());
  }
};

FUSEWRIGHT_TEST(AssumptionsRules)

}  // namespace fusewright::assumptions_test

#include "assumptions_test.moc"
