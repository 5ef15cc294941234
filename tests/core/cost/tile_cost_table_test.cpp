#include "core/cost/tile_cost_table.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::tile_cost_table_test {

namespace {

TileCost costOf(std::int64_t number) {
  TileCost cost;
  cost.operations = number;
  return cost;
}

}  // namespace

class TileCostTableRules : public QObject {
  Q_OBJECT

 private slots:
  void whatIsRememberedIsWhatWasPutIn() {
    TileCostTable table;
    for (std::int64_t number = 0; number < 1000; ++number) table.insert({number, -number}, costOf(number));
    QCOMPARE(table.size(), std::size_t{1000});
    for (std::int64_t number = 0; number < 1000; ++number) QVERIFY(table.find({number, -number}) == costOf(number));
    QVERIFY(!table.find({1000, -1000}));
    QVERIFY(!table.find({1}));
  }

  void anyNumberOfCostsTakesBoundedMemory() {
    TileCostTable table(1000);
    for (std::int64_t number = 0; number < 20'000; ++number) table.insert({number}, costOf(number));
    QVERIFY(table.size() <= 1100);
    QVERIFY(table.find({19'999}) == costOf(19'999));
    QVERIFY(!table.find({0}));
  }

  void whatIsAskedForAgainAndAgainIsNotForgotten() {
    TileCostTable table(1000);
    table.insert({-1}, costOf(7));
    for (std::int64_t number = 0; number < 20'000; ++number) {
      table.insert({number}, costOf(number));
      QVERIFY(table.find({-1}) == costOf(7));
    }
  }
};

FUSEWRIGHT_TEST(TileCostTableRules)

}  // namespace fusewright::tile_cost_table_test

#include "tile_cost_table_test.moc"
