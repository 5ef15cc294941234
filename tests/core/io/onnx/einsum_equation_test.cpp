#include "core/io/onnx/einsum_equation.h"

#include <array>

#include <QTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::einsum_equation_test {

namespace {

std::string parsed(std::string_view equation, std::vector<std::size_t> ranks) {
  const auto result = parseEinsum(equation, ranks);
  if (!result) return "none";
  std::string text;
  for (const std::string& input : result->inputs) text += (text.empty() ? "" : ",") + input;
  return text + "->" + result->output;
}

}  // namespace

class EinsumEquationRules : public QObject {
  Q_OBJECT

 private slots:
  void blanksDoNotMatter() { QCOMPARE(parsed(" b l h , d h -> b l d ", {3, 2}), std::string("blh,dh->bld")); }

  void anOutputLeftOutHoldsTheLettersThatOccurOnceInOrder() {
    QCOMPARE(parsed("ik,kj", {2, 2}), std::string("ik,kj->ij"));
    QCOMPARE(parsed("ba", {2}), std::string("ba->ab"));
  }

  void anEllipsisStandsForTheAxesThatAreLeftAlignedAtTheLast() {
    QCOMPARE(parsed("...ij,...jk->...ik", {4, 3}), std::string("01ij,1jk->01ik"));
    QCOMPARE(parsed("i...->...", {3}), std::string("i01->01"));
  }

  void equationsThatDoNotFitTheirInputsAreRefused() {
    QCOMPARE(parsed("ij,jk->ik", {2, 3}), std::string("none"));
    QCOMPARE(parsed("ij,jk->ik", {2}), std::string("none"));
    QCOMPARE(parsed("ij->iz", {2}), std::string("none"));
    QCOMPARE(parsed("ij->ii", {2}), std::string("none"));
    QCOMPARE(parsed("i.j->ij", {2}), std::string("none"));
  }

  void loopsAreNamedInCapitalsUnlessBothCasesOccur() {
    const auto equation = parseEinsum("abB,Bc->abc", std::array<std::size_t, 2>{3, 2});
    QVERIFY(equation);
    QCOMPARE(loopName(*equation, 'a'), std::string("A"));
    QCOMPARE(loopName(*equation, 'b'), std::string("b"));
    QCOMPARE(loopName(*equation, 'B'), std::string("B"));
  }

  void axesOfOneLabelHaveOneSizeOrAreRepeated() {
    const auto equation = parseEinsum("ij,ij->ij", std::array<std::size_t, 2>{2, 2});
    QVERIFY(equation);
    const std::vector<std::vector<std::int64_t>> repeated{{4, 1}, {4, 6}};
    QVERIFY(labelSize(*equation, 'j', repeated) == 6);
    const std::vector<std::vector<std::int64_t>> unfit{{4, 5}, {4, 6}};
    QVERIFY(!labelSize(*equation, 'j', unfit));
  }
};

FUSEWRIGHT_TEST(EinsumEquationRules)

}  // namespace fusewright::einsum_equation_test

#include "einsum_equation_test.moc"
