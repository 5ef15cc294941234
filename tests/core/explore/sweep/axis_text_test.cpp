#include "core/explore/sweep/axis_text.h"

#include <rapidcheck.h>
#include <QtTest>

#include "core/explore/sweep/sweep_points.h"
#include "tests/test_program.h"

namespace fusewright::axis_text_test {

class AxisTextRules : public QObject {
  Q_OBJECT

 private slots:
  void aListIsReadValueByValue() {
    const auto axis = parseAxis("fusion", " unfused ,all, A-BS ");
    QVERIFY(axis.has_value());
    QCOMPARE(axis->values, (std::vector<std::string>{"unfused", "all", "A-BS"}));
    QVERIFY(!axis->range);
  }

  void aRangeByEqualFactorsTakesItsEnds() {
    // 1, 2, 4, ..., 64: seven values.
    const auto axis = parseAxis("onchip_memory_MB", "1..64 in 7 log");
    QVERIFY(axis.has_value());
    QCOMPARE(gridSize(*axis), std::uint64_t{7});
    QCOMPARE(gridValue(*axis, 0), std::string("1"));
    QCOMPARE(gridValue(*axis, 3), std::string("8"));
    QCOMPARE(gridValue(*axis, 6), std::string("64"));
  }

  void whatIsNoRangeIsRefusedWithTheParametersName() {
    for (const char* text : {"", " , ", "1..", "..4", "1..4 in", "1..4 in 0", "1..4 in 2.5", "1..4 by 2", "a..b"}) {
      const auto axis = parseAxis("cores", text);
      QVERIFY2(!axis, text);
      QCOMPARE(axis.error().where, std::string("cores"));
    }
  }

  void pathsWithDotsAreNoRanges() { QVERIFY(!parseAxis("fusion", "../plans/a.json")->range); }

  void whatIsWrittenIsReadAsItWas() {
    QVERIFY(rc::check([] {
      SweepAxis axis{.parameter = "x", .values = {}, .range = {}};
      if (*rc::gen::arbitrary<bool>()) {
        axis.range = AxisRange{.from = *rc::gen::inRange(1, 100) / 4.0,
                               .to = *rc::gen::inRange(1, 100) / 4.0,
                               .count = *rc::gen::inRange(0, 20),
                               .scale = *rc::gen::arbitrary<bool>() ? AxisScale::Linear : AxisScale::Logarithmic,
                               .whole = *rc::gen::arbitrary<bool>()};
      } else {
        for (int index = *rc::gen::inRange(1, 5); index > 0; --index)
          axis.values.push_back(std::to_string(*rc::gen::inRange(0, 1000)));
      }
      RC_ASSERT(parseAxis("x", axisText(axis)).value() == axis);
    }));
  }
};

FUSEWRIGHT_TEST(AxisTextRules)

}  // namespace fusewright::axis_text_test

#include "axis_text_test.moc"
