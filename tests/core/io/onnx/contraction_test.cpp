// Convolutions, transposed convolutions and products: loops, indices and multiplications worked out by hand.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::contraction_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

/// Loops, then the axes of O, I and W.
std::string nestText(const Result<Workload>& workload, std::size_t layer = 0) {
  if (!workload) return message(workload.error());
  const Layer& made = workload->layers.at(layer);
  std::string text = loopsText(made) + " | O" + axesText(made, made.output);
  for (std::size_t input = 0; input < made.inputs.size(); ++input)
    text += std::string(input == 0 ? " = I" : " * W") + axesText(made, made.inputs[input]);
  return text;
}

/// One node with the input "x" and the weights "w0", "w1", ...
ModelToWrite oneNode(const std::string& operation, Numbers input, std::vector<Numbers> weights, Numbers output,
                     std::vector<AttributeToWrite> attributes = {}) {
  ModelToWrite model{.nodes = {{operation, {"x"}, {"y"}, std::move(attributes)}},
                     .inputs = {{"x", std::move(input)}},
                     .outputs = {{"y", std::move(output)}}};
  for (Numbers& shape : weights) {
    const std::string name = "w" + std::to_string(model.weights.size());
    model.nodes[0].inputs.push_back(name);
    model.weights.push_back({name, std::move(shape)});
  }
  return model;
}

}  // namespace

class ContractionRules : public QObject {
  Q_OBJECT

 private slots:
  void everyContractionHasItsLoopsAndMultiplications_data() {  // long because: one table
    QTest::addColumn<QString>("expected");
    QTest::addColumn<qlonglong>("operations");
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, const char* expected, qlonglong operations, const ModelToWrite& model) {
      QTest::newRow(name) << QString(expected) << operations << onnxBytes(model);
    };
    // 2 batches * 6 channels * 8 columns * 3 channels * 3 taps.
    row("a convolution along one axis with unequal paddings",
        "B=2 K=6 G=1 OX=8 C=3 FX=3 | O[b][6g+k][ox] = I[b][3g+c][ox+fx-2] * W[6g+k][c][fx]", 864,
        oneNode("Conv", {2, 3, 7}, {{6, 3, 3}}, {2, 6, 8}, {{"pads", Numbers{2, 1}}}));
    // 4 channels * (2 * 3 * 4) places * 2 channels * (2 * 2 * 2) taps.
    row("a convolution in space",
        "B=1 K=4 G=1 OX=4 C=2 FX=2 OY=3 FY=2 OZ=2 FZ=2 | O[b][4g+k][oz][oy][ox] = "
        "I[b][2g+c][oz+fz][oy+fy][ox+fx] * W[4g+k][c][fz][fy][fx]",
        1536, oneNode("Conv", {1, 2, 3, 4, 5}, {{4, 2, 2, 2, 2}}, {1, 4, 2, 3, 4}));
    // Taps at 0, 2, 4: 10 - 4 = 6 columns; 2 groups of 2 channels out and 3 in.
    row("a dilated convolution in groups",
        "B=1 K=2 G=2 OX=6 C=3 FX=3 | O[b][2g+k][ox] = I[b][3g+c][ox+2fx] * W[2g+k][c][fx]", 216,
        oneNode("Conv", {1, 6, 10}, {{4, 3, 3}}, {1, 4, 6}, {{"group", std::int64_t{2}}, {"dilations", Numbers{2}}}));
    // ceil(6 / 2) = 3 columns need 2 * 2 + 2 = 6 elements: none to pad. With 4 taps 8: 2 to pad, 1 before.
    row("auto_pad SAME_UPPER without need",
        "B=1 K=1 G=1 OX=3 C=1 FX=2 | O[b][g+k][ox] = I[b][g+c][2ox+fx] * W[g+k][c][fx]", 6,
        oneNode("Conv", {1, 1, 6}, {{1, 1, 2}}, {1, 1, 3},
                {{"auto_pad", std::string("SAME_UPPER")}, {"strides", Numbers{2}}}));
    // 5 columns of 4 taps reach 8: 3 to pad, the odd one after the end.
    row("auto_pad SAME_UPPER pads more behind",
        "B=1 K=1 G=1 OX=5 C=1 FX=4 | O[b][g+k][ox] = I[b][g+c][ox+fx-1] * W[g+k][c][fx]", 20,
        oneNode("Conv", {1, 1, 5}, {{1, 1, 4}}, {1, 1, 5}, {{"auto_pad", std::string("SAME_UPPER")}}));
    row("auto_pad SAME_LOWER pads more in front",
        "B=1 K=1 G=1 OX=5 C=1 FX=4 | O[b][g+k][ox] = I[b][g+c][ox+fx-2] * W[g+k][c][fx]", 20,
        oneNode("Conv", {1, 1, 5}, {{1, 1, 4}}, {1, 1, 5}, {{"auto_pad", std::string("SAME_LOWER")}}));
    row("auto_pad VALID pads nothing", "B=1 K=1 G=1 OX=2 C=1 FX=4 | O[b][g+k][ox] = I[b][g+c][ox+fx] * W[g+k][c][fx]",
        8, oneNode("Conv", {1, 1, 5}, {{1, 1, 4}}, {1, 1, 2}, {{"auto_pad", std::string("VALID")}}));
    // 3 inputs spread over 3 taps each, two apart: (3 - 1) * 2 + 3 = 7 results of 5 channels from 4.
    row("a transposed convolution", "B=1 K=5 G=1 IX=3 C=4 FX=3 | O[b][5g+k][2ix+fx] = I[b][4g+c][ix] * W[4g+c][k][fx]",
        180, oneNode("ConvTranspose", {1, 4, 3}, {{4, 5, 3}}, {1, 5, 7}, {{"strides", Numbers{2}}}));
    // 3 * 3 inputs, 9 taps, one row and column cut off in front: (3 - 1) * 2 + 3 + 1 - 2 = 6.
    row("a transposed convolution of an image with paddings",
        "B=1 K=2 G=1 IX=3 C=1 FX=3 IY=3 FY=3 | O[b][2g+k][2iy+fy-1][2ix+fx-1] = I[b][g+c][iy][ix] * W[g+c][k][fy][fx]",
        162,
        oneNode("ConvTranspose", {1, 1, 3, 3}, {{1, 2, 3, 3}}, {1, 2, 6, 6},
                {{"strides", Numbers{2, 2}}, {"pads", Numbers{1, 1, 1, 1}}, {"output_padding", Numbers{1, 1}}}));
    row("a dilated transposed convolution in groups",
        "B=1 K=3 G=2 IX=4 C=2 FX=2 | O[b][3g+k][ix+2fx] = I[b][2g+c][ix] * W[2g+c][k][fx]", 96,
        oneNode("ConvTranspose", {1, 4, 4}, {{4, 3, 2}}, {1, 6, 6},
                {{"group", std::int64_t{2}}, {"dilations", Numbers{2}}}));
    // The full size is (3 - 1) * 3 + 3 = 9; 9 are asked with auto_pad, so nothing is cut off.
    row("a transposed convolution padded to a multiple of its size",
        "B=1 K=1 G=1 IX=3 C=1 FX=3 | O[b][g+k][3ix+fx] = I[b][g+c][ix] * W[g+c][k][fx]", 9,
        oneNode("ConvTranspose", {1, 1, 3}, {{1, 1, 3}}, {1, 1, 9},
                {{"auto_pad", std::string("SAME_UPPER")}, {"strides", Numbers{3}}}));
    // The full size is (3 - 1) * 2 + 5 = 9; of 6 asked for, 3 are cut off, 2 of them in front.
    row("a transposed convolution to an asked size",
        "B=1 K=1 G=1 IX=3 C=1 FX=5 | O[b][g+k][2ix+fx-2] = I[b][g+c][ix] * W[g+c][k][fx]", 15,
        oneNode("ConvTranspose", {1, 1, 3}, {{1, 1, 5}}, {1, 1, 6},
                {{"output_shape", Numbers{6}}, {"strides", Numbers{2}}}));
    row("a vector times a matrix", "C=6 D=9 | O[d] = I[c] * W[c][d]", 54, oneNode("MatMul", {6}, {{6, 9}}, {9}));
    row("a vector times a vector", "C=6 | O = I[c] * W[c]", 6, oneNode("MatMul", {6}, {{6}}, {}));
    row("a vector times matrices", "B=3 C=6 D=9 | O[b][d] = I[c] * W[b][c][d]", 162,
        oneNode("MatMul", {6}, {{3, 6, 9}}, {3, 9}));
    row("matrices whose batches repeat each other", "B=3 H=2 L=4 C=6 D=5 | O[b][h][l][d] = I[b][h]*[l][c] * W[h][c][d]",
        720, oneNode("MatMul", {3, 1, 4, 6}, {{2, 6, 5}}, {3, 2, 4, 5}));
    row("a product of two transposed matrices", "D=2 C=6 K=9 | O[d][k] = I[c][d] * W[k][c]", 108,
        oneNode("Gemm", {6, 2}, {{9, 6}}, {2, 9}, {{"transA", std::int64_t{1}}, {"transB", std::int64_t{1}}}));
    row("an Einsum of one input", "I=3 J=4 | O[j] = I[i][j] * W", 12,
        oneNode("Einsum", {3, 4}, {}, {4}, {{"equation", std::string("ij->j")}}));
  }

  void everyContractionHasItsLoopsAndMultiplications() {
    QFETCH(QString, expected);
    QFETCH(qlonglong, operations);
    QFETCH(std::string, bytes);
    const auto workload = readBytes(bytes);
    QCOMPARE(nestText(workload), expected.toStdString());
    QCOMPARE(qlonglong(totalOperations(*workload)), operations);
  }

  void anEinsumOfThreeInputsMultipliesTwoAtATime() {
    const auto workload =
        readModel(oneNode("Einsum", {2, 3}, {{3, 4}, {4, 5}}, {2, 5}, {{"equation", std::string("ij,jk,kl->il")}}));
    QCOMPARE(nestText(workload, 0), std::string("I=2 J=3 K=4 | O[i][k] = I[i][j] * W[j][k]"));
    QCOMPARE(nestText(workload, 1), std::string("I=2 K=4 L=5 | O[i][l] = I[i][k] * W[k][l]"));
    QCOMPARE(*workload->layers[1].inputs[0].tensor, *workload->layers[0].output.tensor);
    QCOMPARE(totalOperations(*workload), std::int64_t{24 + 40});
  }

  void whatAnEinsumNeedsLaterIsKeptUntilThen() {
    // The letter j is in the first two inputs and the last: the first product keeps it.
    const auto workload =
        readModel(oneNode("Einsum", {2, 3}, {{3, 4}, {3, 4}}, {2}, {{"equation", std::string("ij,jk,jk->i")}}));
    QCOMPARE(nestText(workload, 0), std::string("I=2 J=3 K=4 | O[i][j][k] = I[i][j] * W[j][k]"));
    QCOMPARE(nestText(workload, 1), std::string("I=2 J=3 K=4 | O[i] = I[i][j][k] * W[j][k]"));
  }

  void anIntegerConvolutionReadsItsWeightSecondAndAQuantisedOneFourth() {
    ModelToWrite model = oneNode("ConvInteger", {1, 1, 4}, {{2, 1, 3}}, {1, 2, 2});
    model.inputs[0].element = model.weights[0].element = ElementToWrite::Int8;
    model.outputs[0].element = ElementToWrite::Int32;
    const auto integer = readModel(model);
    QCOMPARE(nestText(integer),
             std::string("B=1 K=2 G=1 OX=2 C=1 FX=3 | O[b][2g+k][ox] = I[b][g+c][ox+fx] * W[2g+k][c][fx]"));
    QCOMPARE(integer->layers[0].output.precision, 32);
    model.nodes[0].operation = "QLinearConv";
    model.nodes[0].inputs = {"x", "s", "z", "w0", "s", "z", "s", "z"};
    model.weights.push_back({"s", {}});
    model.weights.push_back({"z", {}, ElementToWrite::Int8});
    model.outputs[0].element = ElementToWrite::Int8;
    const auto quantised = readModel(model);
    QCOMPARE(nestText(quantised), nestText(integer));
    QCOMPARE(quantised->layers[0].inputs[1].precision, 8);
    QCOMPARE(quantised->tensor(*quantised->layers[0].output.tensor).precision, 8);
  }

  void aMadeBiasOfAGemmIsWaitedForButNotBilled() {
    ModelToWrite model = oneNode("Gemm", {2, 6}, {{6, 9}}, {2, 9});
    model.nodes.insert(model.nodes.begin(), {"Relu", {"b"}, {"bias"}});
    model.nodes[1].inputs.push_back("bias");
    model.inputs.push_back({"b", {9}});
    QCOMPARE(nestText(readModel(model), 1), std::string("D=2 C=6 K=9 | O[d][k] = I[d][c] * W[c][k] * W[k]"));
  }
};

FUSEWRIGHT_TEST(ContractionRules)

}  // namespace fusewright::contraction_test

#include "contraction_test.moc"
