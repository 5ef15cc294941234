// Operators that the user describes become the loop nests described.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/io/operators_yaml.h"
#include "tests/builders_files.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::described_test {
using namespace tests;

namespace {

/// Options with the operators that `text` lists.
OnnxReadOptions describing(const std::string& text) {
  const TextFolder folder({{"ops.yaml", "operators:\n" + text}});
  auto operators = readOperators(folder.path("ops.yaml"));
  if (!operators) qFatal("%s", message(operators.error()).c_str());
  for (OperatorDescription& one : *operators) one.source = folder.withoutPath(one.source);
  return {.dims = {}, .operators = *std::move(operators)};
}

/// Every costed layer as text: loops, then the axes of O, I and W.
std::string nestsText(const Result<Workload>& workload) {
  if (!workload) return message(workload.error());
  std::string text;
  for (const Layer& layer : workload->layers) {
    if (layer.kind != LayerKind::Compute) continue;
    text += (text.empty() ? "" : "; ") + loopsText(layer) + " | O" + axesText(layer, layer.output);
    for (std::size_t input = 0; input < layer.inputs.size(); ++input)
      text += std::string(input == 0 ? " = I" : " * W") + axesText(layer, layer.inputs[input]);
  }
  return text;
}

/// The operator of `com.example` on x [4, 10] and, if asked for, the weight w, then Relu on what comes out. Nothing is
/// declared of its output.
ModelToWrite withOperator(const std::string& operation, std::vector<std::int64_t> weight = {},
                          std::vector<AttributeToWrite> attributes = {}) {
  ModelToWrite model{
      .nodes = {{operation, {"x"}, {"y"}, std::move(attributes), "com.example", "mine"}, {"Relu", {"y"}, {"z"}}},
      .inputs = {{"x", {4, 10}}},
      .outputs = {{"z", {}}}};
  if (!weight.empty()) {
    model.nodes[0].inputs.push_back("w");
    model.weights = {{"w", std::move(weight)}};
  }
  return model;
}

const char* const kBlur = R"(
  - operator: com.example::Blur
    class: convolution
    loops: [C, X, F]
    sizes: {X: "(input0[1] - taps) / stride + 1", F: taps}
    attributes: {stride: 2}
    inputs: [[C, stride*X + F], [F]]
    outputs: [[C, X]]
)";

}  // namespace

class DescribedOperators : public QObject {
  Q_OBJECT

 private slots:
  /// (10 - 3) / 2 + 1 = 4 places; what reads the output is of that size.
  void aDescribedOperatorIsTheNestDescribed() {
    const auto workload = readModel(withOperator("Blur", {3}, {{"taps", std::int64_t{3}}}), describing(kBlur));
    QCOMPARE(nestsText(workload),
             std::string("C=4 X=4 F=3 | O[c][x] = I[c][2x+f] * W[f]; D=4 K=4 | O[d][k] = I[d][k] * W"));
    QCOMPARE(workload->layers[0].operatorClass, OperatorClass::Convolution);
    QCOMPARE(totalOperations(*workload), std::int64_t{4 * 4 * 3 + 4 * 4});
  }

  void theNodesOwnAttributeGoesBeforeTheDescribedOne() {
    const auto workload = readModel(withOperator("Blur", {3}, {{"taps", std::int64_t{3}}, {"stride", std::int64_t{1}}}),
                                    describing(kBlur));
    QVERIFY2(nestsText(workload).starts_with("C=4 X=8 F=3 | O[c][x] = I[c][x+f] * W[f];"), nestsText(workload).c_str());
  }

  void withoutADescriptionItIsCostedByTrafficAndSaysHowToDescribeIt() {
    const auto workload = readModel(withOperator("Blur", {3}));
    QVERIFY(workload.has_value());
    QVERIFY(std::ranges::any_of(workload->warnings, [](const Warning& warning) {
      return warning.node == "mine" && warning.consequence.find("--operators") != std::string::npos;
    }));
  }

  void withADescriptionItSaysWhichOneAndGuessesNothing() {
    const auto workload = readModel(withOperator("Blur", {3}, {{"taps", std::int64_t{3}}}), describing(kBlur));
    std::vector<std::string> said;
    for (const Warning& warning : workload->warnings)
      if (warning.node == "mine") said.push_back(warning.what);
    QCOMPARE(said, std::vector<std::string>{"is costed as ops.yaml:3 describes it"});
  }

  void aKnownOperatorMayBeDescribedOtherwise() {
    const ModelToWrite model{
        .nodes = {{"Relu", {"x"}, {"y"}, {}, "", "relu"}}, .inputs = {{"x", {4, 10}}}, .outputs = {{"y", {4, 10}}}};
    const auto workload = readModel(model, describing(R"(
  - operator: Relu
    cycles_per_operation: 3
    loops: [T, U]
    inputs: [[T, U]]
    outputs: [[T, U]]
)"));
    QCOMPARE(nestsText(workload), std::string("T=4 U=10 | O[t][u] = I[t][u] * W"));
    QCOMPARE(workload->layers[0].cyclesPerOperation, 3);
  }

  /// w holds 60 = 10 * 6 weights in 30 bytes, of which the nest sees [10, 6] of 4 bits.
  void packedWeightsAreReadInTheShapeDescribed() {
    ModelToWrite model = withOperator("PackedLinear", {30}, {{"N", std::int64_t{6}}});
    model.weights[0].element = ElementToWrite::Uint8;
    const auto workload = readModel(model, describing(R"(
  - operator: com.example::PackedLinear
    loops: [L, C, D]
    sizes: {D: N}
    inputs: [[L, C], {axes: [C, D], bits: 4, packed: true}]
    outputs: [[L, D]]
)"));
    QVERIFY2(nestsText(workload).starts_with("L=4 C=10 D=6 | O[l][d] = I[l][c] * W[c][d];"),
             nestsText(workload).c_str());
    const auto layer = findLayer(*workload, "mine");
    QVERIFY(layer.has_value());
    const Operand& weights = workload->layer(*layer).inputs.at(1);
    QCOMPARE(weights.precision, 4);
    QCOMPARE(workload->tensor(*weights.tensor).shape, (std::vector<std::int64_t>{10, 6}));
  }

  void anAxisOfSizeOneIsRepeatedAlongItsLoop() {
    const auto workload = readModel(withOperator("Scale", {1, 10}), describing(R"(
  - operator: com.example::Scale
    loops: [L, D]
    inputs: [[L, D], [L, D]]
    outputs: [[L, D]]
)"));
    QVERIFY2(nestsText(workload).starts_with("L=4 D=10 | O[l][d] = I[l][d] * W[l]*[d];"), nestsText(workload).c_str());
  }

  void ofSeveralDescriptionsTheOneWithAsManyAxesIsTaken() {
    const OnnxReadOptions options = describing(R"(
  - operator: com.example::Scale
    loops: [B, L, D]
    inputs: [[B, L, D]]
    outputs: [[B, L, D]]
  - operator: com.example::Scale
    loops: [P, Q]
    inputs: [[P, Q]]
    outputs: [[P, Q]]
)");
    QVERIFY(nestsText(readModel(withOperator("Scale"), options)).starts_with("P=4 Q=10 |"));
  }

  /// Two stages: x doubled in width by one described operator feeds another, whose loops follow.
  void describedShapesFlowOn() {
    ModelToWrite model = withOperator("Widen");
    model.nodes[1] = {"Widen", {"y"}, {"z"}, {}, "com.example", "again"};
    const auto workload = readModel(model, describing(R"(
  - operator: com.example::Widen
    loops: [L, D, R]
    sizes: {R: 2}
    inputs: [[L, D]]
    outputs: [[L, 2*D + R]]
)"));
    QCOMPARE(nestsText(workload), std::string("L=4 D=10 R=2 | O[l][2d+r] = I[l][d] * W; "
                                              "L=4 D=20 R=2 | O[l][2d+r] = I[l][d] * W"));
  }

  void aNodeThatTheDescriptionDoesNotFitIsRefusedWithItsLine_data() {
    QTest::addColumn<QString>("operators");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* loops, const char* inputs, const char* outputs,
                        const char* expected) {
      QTest::newRow(name) << QString(
                                 "\n  - operator: com.example::Blur\n    loops: %1\n    inputs: %2\n    outputs: %3\n")
                                 .arg(loops, inputs, outputs)
                          << QString(expected);
    };
    row("other axes", "[L]", "[[L]]", "[[L]]", "its input 0 has 2 axes, described are 1");
    row("a loop of unknown size", "[L, D, F]", "[[L, D], [F + 1]]", "[[L, D]]",
        "the size of its loop F does not follow from its tensors");
    row("two sizes for one loop", "[L]", "[[L, L]]", "[[L]]",
        "its input 0 has size 4 along axis 0, and 'L' goes from 0 to 9");
    row("an attribute that is not there", "[L, D]", "[[L, D + dilation]]", "[[L, D]]",
        "'dilation' is neither a loop nor a whole-number attribute of the node; give a value for nodes that leave it "
        "out");
    row("an unknown name", "[L, D]", "[[L, D], [D - shift]]", "[[L, D]]",
        "'shift' is neither a loop nor a whole-number attribute of the node");
    row("a window beside its tensor", "[L, D]", "[[L, D], [D + 50]]", "[[L, D]]",
        "its input 1 has size 3 along axis 0, and 'D + 50' goes from 50 to 59");
    row("an output before its beginning", "[L, D]", "[[L, D]]", "[[L, D - 1]]", "output 0");
  }

  void aNodeThatTheDescriptionDoesNotFitIsRefusedWithItsLine() {
    QFETCH(QString, operators);
    QFETCH(QString, expected);
    const auto workload = readModel(withOperator("Blur", {3}), describing(operators.toStdString()));
    QVERIFY(!workload);
    const std::string said = message(workload.error());
    QVERIFY2(QString::fromStdString(said).contains(expected), said.c_str());
    QVERIFY2(said.find("model.onnx: node 'mine'") != std::string::npos, said.c_str());
    QVERIFY2(said.find("ops.yaml:3") != std::string::npos, said.c_str());
  }
};

FUSEWRIGHT_TEST(DescribedOperators)

}  // namespace fusewright::described_test

#include "described_test.moc"
