// Indices in descriptions of operators.

#include "core/io/operators/index_expression.h"

#include <fmt/format.h>
#include <QTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::index_expression_test {

namespace {

/// Loops X and Y; the attributes stride = 2 and pads = [3, 5].
Result<AffineIndex> meaning(const std::string& name, std::optional<std::int64_t> element) {
  if (name == "X" || name == "Y") return AffineIndex{.strides = {{name, 1}}, .offset = 0};
  if (name == "stride") return AffineIndex{.strides = {}, .offset = 2};
  if (name == "pads" && element && *element < 2) return AffineIndex{.strides = {}, .offset = *element == 0 ? 3 : 5};
  return failure("unknown " + name);
}

/// "2X+Y-3", or the complaint.
std::string valueOf(const std::string& text) {
  const auto expression = parseIndexExpression(text);
  if (!expression) return expression.error().what;
  const auto index = evaluated(*expression, meaning);
  if (!index) return index.error().what;
  std::string value;
  for (const auto& [loop, stride] : index->strides) value += fmt::format("{}{} ", stride, loop);
  return value + std::to_string(index->offset);
}

}  // namespace

class IndexExpressions : public QObject {
  Q_OBJECT

 private slots:
  void anExpressionIsAnOffsetAndStrides_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* text, const char* value) {
      QTest::newRow(text) << QString(text) << QString(value);
    };
    row("7", "7");
    row("X", "1X 0");
    row("stride*X + Y - pads[0]", "2X 1Y -3");
    row(" X*3-X ", "2X 0");
    row("X - X", "0");
    row("-(X - 4) * 2", "-2X 8");
    row("2 * -3", "'2 * -3' cannot be read from '-3' on");  // signs stand before a sum
    row("8 - 4 - 2", "2");
    row("7 / 2", "3");
    row("(0 - 7) / 2", "-4");  // rounded down
    row("pads[1] / stride * 3", "6");
    row("0 * X", "0");
  }

  void anExpressionIsAnOffsetAndStrides() {
    QFETCH(QString, text);
    QFETCH(QString, value);
    QCOMPARE(valueOf(text.toStdString()), value.toStdString());
  }

  void whatIsNoAffineIndexIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* text, const char* what) { QTest::newRow(text) << QString(text) << QString(what); };
    row("", "'' ends too early");
    row("X +", "'X +' ends too early");
    row("2X", "'2X' cannot be read from 'X' on");
    row("(X", "'(X' ends too early");
    row("X)", "'X)' cannot be read from ')' on");
    row("pads[X]", "'pads[X]' cannot be read from 'X]' on");
    row("X*Y", "'X*Y' multiplies loops with one another");
    row("X/2", "'X/2' divides loops");
    row("4/(stride-2)", "'4/(stride-2)' divides by 0");
    row("99999999999999999999", "'99999999999999999999' has too large a number");
    row("2000000000*3", "'2000000000*3' is beyond 31 bits");
    row("Z", "unknown Z");
    row("pads", "unknown pads");
  }

  void whatIsNoAffineIndexIsRefused() {
    QFETCH(QString, text);
    QFETCH(QString, what);
    QCOMPARE(valueOf(text.toStdString()), what.toStdString());
  }

  void parenthesesAndLengthHaveALimit() {
    QCOMPARE(valueOf(std::string(90, '(') + "X" + std::string(90, ')')),
             "'" + std::string(90, '(') + "X" + std::string(90, ')') + "' has too many parentheses");
    QCOMPARE(valueOf(std::string(201, '1')), std::string("is longer than 200 characters"));
  }
};

FUSEWRIGHT_TEST(IndexExpressions)

}  // namespace fusewright::index_expression_test

#include "index_expression_test.moc"
