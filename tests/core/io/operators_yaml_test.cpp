// Descriptions of operators as files say them.

#include "core/io/operators_yaml.h"

#include <QTest>

#include "tests/builders_files.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::operators_yaml_test {
using namespace tests;

namespace {

/// The complaint about the file "ops.yaml" of this text.
std::string complaint(const std::string& text) {
  const std::map<std::string, std::string> files{{"ops.yaml", text}};
  const TextFolder folder(files);
  const auto read = readOperators(folder.path("ops.yaml"));
  return read ? std::string() : folder.withoutPath(message(read.error()));
}

/// A sound description with `field` in its fourth line; `loops` in its third.
std::string withLine(const std::string& field, const std::string& loops = "loops: [L, D]") {
  return "operators:\n  - operator: com.example::Scale\n    " + loops + "\n    " + field +
         "\n    inputs: [[L, D], ~, {axes: [D], bits: 4}]\n    outputs: [[L, D]]\n";
}

const char* const kTwo = R"(fusewright: operators
operators:
  - operator: com.example::Blur
    class: convolution
    cycles_per_operation: 2
    loops: [C, OX, FX]
    sizes: {FX: taps, OX: "input0[1] / stride"}
    attributes: {stride: 1, pads: [0, 2]}
    inputs: [[C, stride*OX + FX], ~, {axes: [FX], bits: 4, packed: true}]
    outputs: [[C, OX], []]
  - operator: Relu
    loops: [N]
    inputs: [[N]]
    outputs: [[N]]
)";

}  // namespace

class OperatorsYaml : public QObject {
  Q_OBJECT

 private slots:
  void aDescriptionIsReadFieldByField() {
    const std::map<std::string, std::string> files{{"ops.yaml", kTwo}};
    const TextFolder folder(files);
    const auto read = readOperators(folder.path("ops.yaml"));
    QVERIFY2(read.has_value(), read ? "" : message(read.error()).c_str());
    QCOMPARE(read->size(), std::size_t{2});
    const OperatorDescription& blur = read->front();
    QCOMPARE(blur.domain, std::string("com.example"));
    QCOMPARE(blur.operation, std::string("Blur"));
    QCOMPARE(blur.operatorClass, OperatorClass::Convolution);
    QCOMPARE(blur.cyclesPerOperation, 2);
    QCOMPARE(blur.loops, (std::vector<std::string>{"C", "OX", "FX"}));
    QCOMPARE(blur.sizes.at(1).first, std::string("OX"));
    QCOMPARE(blur.sizes.at(1).second.text, std::string("input0[1] / stride"));
    QCOMPARE(blur.attributes.at("stride"), (std::vector<std::int64_t>{1}));
    QCOMPARE(blur.attributes.at("pads"), (std::vector<std::int64_t>{0, 2}));
    QCOMPARE(blur.inputs.size(), std::size_t{3});
    QVERIFY(!blur.inputs[1]);
    QCOMPARE(blur.inputs[0]->axes.at(1).text, std::string("stride*OX + FX"));
    QVERIFY(!blur.inputs[0]->packed && blur.inputs[2]->packed);
    QCOMPARE(blur.inputs[2]->bits, std::optional(4));
    QVERIFY(blur.outputs.at(1).axes.empty());
    QCOMPARE(folder.withoutPath(blur.source), std::string("ops.yaml:3"));
    QCOMPARE(read->at(1).domain, std::string());
    QCOMPARE(read->at(1).operatorClass, OperatorClass::Other);
  }

  void aMistakeIsNamedWithItsLineAndRemedy_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& text, const char* expected) {
      QTest::newRow(name) << QString::fromStdString(text) << QString(expected);
    };
    row("another kind of file", "fusewright: mapping\noperators: []\n",
        "ops.yaml:1, fusewright: this file is marked 'mapping'");
    row("no operators", "operators: []\n", "there are no operators");
    row("an unknown field", withLine("klass: other"), "ops.yaml:4");
    row("an unknown class", withLine("class: contractions"), "did you mean 'contraction'");
    row("no name", "operators:\n  - operator: 'com.example::'\n    loops: [L]\n", "ops.yaml:2");
    row("a loop twice", withLine("class: other", "loops: [L, D, L]"),
        "ops.yaml:3, operators[0].loops: the loop 'L' is listed twice");
    row("no loops", withLine("class: other", "loops: []"), "there are no loops");
    row("a loop that is none", withLine("class: other", "loops: [L, 2D]"), "'2D' is no name of a loop");
    row("too many loops", withLine("class: other", "loops: [a, b, c, d, e, f, g, h, i, j, k, l, m]"), "use at most 12");
    row("a size of no loop", withLine("sizes: {DD: 4}"), "there is no loop 'DD'");
    row("a size that is none", withLine("sizes: {D: 4 +}"), "ops.yaml:4, operators[0].sizes.D: '4 +' ends too early");
    row("cycles below one", withLine("cycles_per_operation: 0"), "ops.yaml:4");
    row("an attribute that is no number", withLine("attributes: {stride: two}"), "ops.yaml:4");
    row("an operand that is no list",
        "operators:\n  - operator: A\n    loops: [L]\n    inputs: [L]\n    outputs: [[L]]\n", "ops.yaml:4");
    row("a packed output",
        "operators:\n  - operator: A\n    loops: [L]\n    inputs: [[L]]\n    outputs: [{axes: [L], packed: true}]\n",
        "an output is packed");
    row("no output", "operators:\n  - operator: A\n    loops: [L]\n    inputs: [[L]]\n    outputs: []\n",
        "there is no output");
    row("inputs left out", "operators:\n  - operator: A\n    loops: [L]\n    outputs: [[L]]\n", "inputs");
  }

  void aMistakeIsNamedWithItsLineAndRemedy() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::string said = complaint(text.toStdString());
    QVERIFY2(QString::fromStdString(said).contains(expected), said.c_str());
    QVERIFY2(said.find("; ") != std::string::npos, said.c_str());  // there is a remedy
  }

  void aFileThatIsNotThereIsNamed() {
    const auto read = readOperators("/nowhere/ops.yaml");
    QVERIFY(!read);
    QVERIFY(read.error().where.find("/nowhere/ops.yaml") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(OperatorsYaml)

}  // namespace fusewright::operators_yaml_test

#include "operators_yaml_test.moc"
