// What each operator becomes (METHOD A1): loops in order, indices of the operands, precisions, routes.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/workload/footprint.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::lowering_test {
using namespace tests;

namespace {

/// A layer as text: loops, then the axes of I, W and O.
std::string nestText(const Result<Workload>& workload, std::size_t layer = 0) {
  if (!workload) return message(workload.error());
  const Layer& made = workload->layers.at(layer);
  std::string text = loopsText(made) + " | O" + axesText(made, made.output);
  for (std::size_t input = 0; input < made.inputs.size(); ++input)
    text += std::string(input == 0 ? " = I" : " * W") + axesText(made, made.inputs[input]);
  return text;
}

/// One node with the inputs "x" (shape first) and, if there is a second shape, the weight "w".
ModelToWrite oneNode(const std::string& operation, std::vector<std::vector<std::int64_t>> shapes,
                     std::vector<std::int64_t> output, std::vector<AttributeToWrite> attributes = {}) {
  ModelToWrite model{.nodes = {{operation, {"x"}, {"y"}, std::move(attributes)}},
                     .inputs = {{"x", shapes.at(0)}},
                     .outputs = {{"y", std::move(output)}}};
  if (shapes.size() > 1) {
    model.nodes[0].inputs.push_back("w");
    model.weights = {{"w", shapes[1]}};
  }
  return model;
}

}  // namespace

class LoweringRules : public QObject {
  Q_OBJECT

 private slots:
  void everyOperatorRunsOverTheLoopsOfThePublishedTool_data() {
    QTest::addColumn<QString>("expected");
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, const char* expected, const ModelToWrite& model) {
      QTest::newRow(name) << QString(expected) << onnxBytes(model);
    };
    row("an elementwise layer of rank 3", "B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W",
        oneNode("Relu", {{1, 4, 6}}, {1, 4, 6}));
    row("an elementwise layer of rank 4", "B=1 H=8 D=5 K=5 | O[b][h][d][k] = I[b][h][d][k] * W",
        oneNode("Relu", {{1, 8, 5, 5}}, {1, 8, 5, 5}));
    row("an elementwise layer of rank 2", "D=3 K=7 | O[d][k] = I[d][k] * W", oneNode("Relu", {{3, 7}}, {3, 7}));
    row("an elementwise layer on a scalar", "K=1 | O = I * W", oneNode("Relu", {{}}, {}));
    row("a vector added to tokens", "B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[d]",
        oneNode("Add", {{1, 4, 6}, {6}}, {1, 4, 6}));
    row("a column repeated along the tokens", "B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l][d]*",
        oneNode("Mul", {{1, 4, 6}, {1, 4, 1}}, {1, 4, 6}));
    row("an exponent billed as a full tensor", "B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b]*[l]*[d]*",
        oneNode("Pow", {{1, 4, 6}, {}}, {1, 4, 6}));
    row("a mean over the last axis", "B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W",
        oneNode("ReduceMean", {{1, 4, 6}}, {1, 4, 1}, {{"axes", std::vector<std::int64_t>{-1}}}));
    row("a mean that drops its axis", "B=1 L=4 D=6 R=1 | O[b][l] = I[b][l][d] * W",
        oneNode("ReduceMean", {{1, 4, 6}}, {1, 4},
                {{"axes", std::vector<std::int64_t>{2}}, {"keepdims", std::int64_t{0}}}));
    row("tokens times a matrix", "B=1 L=4 C=6 D=9 | O[b][l][d] = I[b][l][c] * W[c][d]",
        oneNode("MatMul", {{1, 4, 6}, {6, 9}}, {1, 4, 9}));
    row("matrices in heads", "B=1 H=2 L=4 C=6 D=9 | O[b][h][l][d] = I[b][h][l][c] * W[b][h][c][d]",
        oneNode("MatMul", {{1, 2, 4, 6}, {1, 2, 6, 9}}, {1, 2, 4, 9}));
    row("one matrix for all heads", "B=3 H=2 L=4 C=6 D=9 | O[b][h][l][d] = I[b][h][l][c] * W[b]*[h][c][d]",
        oneNode("MatMul", {{3, 2, 4, 6}, {1, 2, 6, 9}}, {3, 2, 4, 9}));
    row("a matrix times a vector", "L=4 C=6 | O[l] = I[l][c] * W[c]", oneNode("MatMul", {{4, 6}, {6}}, {4}));
    row("a general matrix product", "D=2 C=6 K=9 | O[d][k] = I[d][c] * W[k][c]",
        oneNode("Gemm", {{2, 6}, {9, 6}}, {2, 9}, {{"transB", std::int64_t{1}}}));
    row("an Einsum by its letters", "B=1 L=4 H=6 D=9 | O[b][l][d] = I[b][l][h] * W[d][h]",
        oneNode("Einsum", {{1, 4, 6}, {9, 6}}, {1, 4, 9}, {{"equation", std::string("blh,dh->bld")}}));
    row("a convolution",
        "B=1 K=8 G=1 OX=6 C=3 FX=3 OY=5 FY=3 | O[b][8g+k][oy][ox] = I[b][3g+c][2oy+fy-1][2ox+fx-1] * "
        "W[8g+k][c][fy][fx]",
        oneNode("Conv", {{1, 3, 10, 12}, {8, 3, 3, 3}}, {1, 8, 5, 6},
                {{"strides", std::vector<std::int64_t>{2, 2}}, {"pads", std::vector<std::int64_t>{1, 1, 1, 1}}}));
    row("a convolution in two groups",
        "B=1 K=4 G=2 OX=3 C=2 FX=1 OY=3 FY=1 | O[b][4g+k][oy][ox] = I[b][2g+c][oy+fy][ox+fx] * W[4g+k][c][fy][fx]",
        oneNode("Conv", {{1, 4, 3, 3}, {8, 2, 1, 1}}, {1, 8, 3, 3}, {{"group", std::int64_t{2}}}));
    // The padded output is computed: 8 + 2 * 3 - 4 + 1 = 11 columns.
    row("a depthwise convolution along one axis", "B=1 G=5 OX=11 FX=4 | O[b][g][ox] = I[b][g][ox+fx-3] * W[g][][fx]",
        oneNode("Conv", {{1, 5, 8}, {5, 1, 4}}, {1, 5, 11},
                {{"group", std::int64_t{5}}, {"pads", std::vector<std::int64_t>{3, 3}}}));
    row("a convolution padded to keep its size",
        "B=1 K=1 G=1 OX=5 C=1 FX=3 OY=5 FY=3 | O[b][g+k][oy][ox] = I[b][g+c][oy+fy-1][ox+fx-1] * W[g+k][c][fy][fx]",
        oneNode("Conv", {{1, 1, 5, 5}, {1, 1, 3, 3}}, {1, 1, 5, 5}, {{"auto_pad", std::string("SAME_UPPER")}}));
    row("pooling", "B=1 K=4 OX=3 OY=2 C=4 FX=2 FY=2 | O[b][k][oy][ox] = I[b][k][2oy+fy][2ox+fx] * W[fy][fx]",
        oneNode("MaxPool", {{1, 4, 4, 6}}, {1, 4, 2, 3},
                {{"kernel_shape", std::vector<std::int64_t>{2, 2}}, {"strides", std::vector<std::int64_t>{2, 2}}}));
    row("global pooling", "B=1 K=4 OX=1 OY=1 C=4 FX=6 FY=5 | O[b][k][oy][ox] = I[b][k][oy+fy][ox+fx] * W[fy][fx]",
        oneNode("GlobalAveragePool", {{1, 4, 5, 6}}, {1, 4, 1, 1}));
  }

  void everyOperatorRunsOverTheLoopsOfThePublishedTool() {
    QFETCH(QString, expected);
    QFETCH(std::string, bytes);
    QCOMPARE(nestText(readBytes(bytes)), expected.toStdString());
  }

  void anElementwiseLayerAfterAnEinsumKeepsItsLetters() {
    const auto workload = readModel(
        {.nodes = {{"Einsum", {"x", "w"}, {"a"}, {{"equation", std::string("bld,dn->bldn")}}}, {"Exp", {"a"}, {"y"}}},
         .inputs = {{"x", {1, 4, 6}}},
         .outputs = {{"y", {1, 4, 6, 3}}},
         .weights = {{"w", {6, 3}}}});
    QCOMPARE(nestText(workload, 1), std::string("B=1 L=4 D=6 N=3 | O[b][l][d][n] = I[b][l][d][n] * W"));
    QCOMPARE(workload->layers[1].cyclesPerOperation, 4);
  }

  void lettersFollowTheAxesThroughATranspose() {
    const auto workload =
        readModel({.nodes = {{"Einsum", {"x", "w"}, {"a"}, {{"equation", std::string("bld,dn->bldn")}}},
                             {"Transpose", {"a"}, {"t"}, {{"perm", std::vector<std::int64_t>{0, 3, 1, 2}}}},
                             {"Relu", {"t"}, {"y"}}},
                   .inputs = {{"x", {1, 4, 6}}},
                   .outputs = {{"y", {1, 3, 4, 6}}},
                   .weights = {{"w", {6, 3}}}});
    QCOMPARE(nestText(workload, 2), std::string("B=1 N=3 L=4 D=6 | O[b][n][l][d] = I[b][n][l][d] * W"));
  }

  void theOnlyInputFromAnEarlierNodeIsIEvenIfItIsTheRepeatedOne() {
    // norm/Mul of the Mamba block: x is a graph input, the reciprocal comes from a node.
    const auto workload = readModel({.nodes = {{"Reciprocal", {"s"}, {"r"}}, {"Mul", {"x", "r"}, {"y"}}},
                                     .inputs = {{"x", {1, 4, 6}}, {"s", {1, 4, 1}}},
                                     .outputs = {{"y", {1, 4, 6}}}});
    QCOMPARE(nestText(workload, 1), std::string("B=1 L=4 D=6 | O[b][l][d] = I[b][l][d]* * W[b][l][d]"));
    QCOMPARE(workload->tensor(*workload->layers[1].inputs[0].tensor).name, std::string("r"));
  }

  void ofTwoInputsFromNodesTheOneWithTheOutputsShapeIsI() {
    const auto workload =
        readModel({.nodes = {{"Relu", {"s"}, {"a"}}, {"Relu", {"x"}, {"b"}}, {"Add", {"a", "b"}, {"y"}}},
                   .inputs = {{"x", {1, 4, 6}}, {"s", {1, 1, 6}}},
                   .outputs = {{"y", {1, 4, 6}}}});
    QCOMPARE(nestText(workload, 2), std::string("B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l]*[d]"));
    QCOMPARE(workload->tensor(*workload->layers[2].inputs[0].tensor).name, std::string("b"));
  }

  void softmaxIsMaxExpSumDiv() {
    const auto workload = readModel(oneNode("Softmax", {{1, 2, 4, 6}}, {1, 2, 4, 6}));
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{4});
    QCOMPARE(nestText(workload, 0), std::string("B=1 H=2 D=4 K=6 R=1 | O[b][h][d][r] = I[b][h][d][k] * W"));
    QCOMPARE(nestText(workload, 1), std::string("B=1 H=2 D=4 K=6 | O[b][h][d][k] = I[b][h][d][k] * W[b][h][d][]*"));
    QCOMPARE(nestText(workload, 2), std::string("B=1 H=2 D=4 K=6 R=1 | O[b][h][d][r] = I[b][h][d][k] * W"));
    QCOMPARE(nestText(workload, 3), std::string("B=1 H=2 D=4 K=6 | O[b][h][d][k] = I[b][h][d][k] * W[b][h][d][]*"));
    QCOMPARE(workload->layers[1].cyclesPerOperation, 4);
  }

  void theExponentOfAMadeBaseIsOneElement() {
    ModelToWrite model = oneNode("Relu", {{1, 4, 6}}, {1, 4, 6});
    model.inputs.push_back({"exponent", {}});
    model.nodes.push_back({"Pow", {"y", "exponent"}, {"z"}, {}});
    model.outputs = {{"z", {1, 4, 6}}};
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(nestText(workload, 1), std::string("B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W"));
  }

  void precisionsComeFromTheNodesAttributes() {
    ModelToWrite model =
        oneNode("Mul", {{1, 4, 6}, {6}}, {1, 4, 6},
                {{"weight_size", std::int64_t{4}}, {"act_size", std::int64_t{8}}, {"output_size", std::int64_t{16}}});
    model.nodes.push_back({"Mul", {"y", "y"}, {"z"}, model.nodes[0].attributes});
    model.outputs = {{"z", {1, 4, 6}}};
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(workload->layers[0].inputs[0].precision, 8);
    QCOMPARE(workload->layers[0].inputs[1].precision, 4);
    QCOMPARE(workload->layers[0].output.precision, 16);
    // Sums have 16 bits until they are finished; then they are activations.
    QCOMPARE(workload->tensor(*workload->layers[0].output.tensor).precision, 8);
    QCOMPARE(storedPrecision(*workload, workload->layers[0]), 8);
    // Both inputs of the second layer come from an earlier node: its W is an activation.
    QCOMPARE(workload->layers[1].inputs[1].precision, 8);
  }

  void defaultsCountWhereANodeSaysNothing() {
    ModelToWrite model = oneNode("Mul", {{1, 4, 6}, {6}}, {1, 4, 6}, {{"weight_size", std::int64_t{4}}});
    model.nodes.push_back({"Relu", {"y"}, {"z"}});
    model.outputs = {{"z", {1, 4, 6}}};
    const auto workload = readModel(model, {.dims = {}, .precision = kPaperPrecision});
    QVERIFY(workload);
    QCOMPARE(workload->layers[0].inputs[0].precision, 8);
    QCOMPARE(workload->layers[0].inputs[1].precision, 4);
    QCOMPARE(workload->layers[0].output.precision, 16);
    QCOMPARE(storedPrecision(*workload, workload->layers[0]), 8);
    QCOMPARE(workload->layers[1].inputs[0].precision, 8);
    QCOMPARE(workload->layers[1].inputs[1].precision, 8);  // the word that stands in for a missing W
    QCOMPARE(workload->tensors[0].precision, 8);           // x, as it is read
  }

  void withoutAttributesTheElementTypeDecidesThePrecision() {
    const auto workload = readModel(oneNode("Mul", {{1, 4, 6}, {6}}, {1, 4, 6}));
    QVERIFY(workload);
    QCOMPARE(workload->layers[0].inputs[1].precision, 32);
  }

  void aPoolingWindowHoldsNoData() {
    const auto workload = readModel(oneNode("GlobalAveragePool", {{1, 4, 5, 6}}, {1, 4, 1, 1}));
    QVERIFY(workload);
    QCOMPARE(workload->layers[0].inputs[1].precision, 0);
  }

  void softplusCostsNothingAndPassesOnWhatItReads() {
    const auto workload = readModel(oneNode("Softplus", {{1, 4, 6}}, {1, 4, 6}));
    QVERIFY(workload);
    QCOMPARE(workload->layers[0].kind, LayerKind::Free);
    QCOMPARE(operationCount(workload->layers[0]), std::int64_t{0});
    QVERIFY(workload->layers[0].routes.at(0).inputs.at(0).map == identityMap(3));
  }

  void anUnknownOperatorIsOnePassOverItsLargestTensorWithAWarning() {
    const auto workload = readModel({.nodes = {{"Fancy", {"x"}, {"y"}, {}, "custom"}},
                                     .inputs = {{"x", {1, 4, 6}}},
                                     .outputs = {{"y", {1, 4, 2}}}});
    QVERIFY(workload);
    // It reads 24 elements and writes 8: the loops run over the 24, a routing layer leads to the 8.
    QCOMPARE(loopsText(workload->layers[0]), std::string("B=1 L=4 D=6"));
    QCOMPARE(workload->layers[1].kind, LayerKind::Routing);
    QCOMPARE(workload->layers[1].routes.at(0).inputs.at(0).map.kind, IndexMap::Kind::Barrier);
    QCOMPARE(workload->warnings.size(), std::size_t{1});
    QVERIFY(workload->warnings[0].what.find("custom::Fancy") != std::string::npos);
  }

  void theIndicesOfAMaxPoolDependOnIt() {
    ModelToWrite model =
        oneNode("MaxPool", {{1, 4, 4, 6}}, {1, 4, 2, 3},
                {{"kernel_shape", std::vector<std::int64_t>{2, 2}}, {"strides", std::vector<std::int64_t>{2, 2}}});
    model.nodes[0].outputs.push_back("where");
    model.outputs.push_back({"where", {1, 4, 2, 3}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{2});
    QCOMPARE(workload->layers[1].routes.at(0).inputs.at(0).tensor, *workload->layers[0].output.tensor);
  }
};

FUSEWRIGHT_TEST(LoweringRules)

}  // namespace fusewright::lowering_test

#include "lowering_test.moc"
