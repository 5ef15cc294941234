// Pooling, and operators that read their input where another input says.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/tiling/tile_dependencies.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::sampling_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

/// A Relu of x and a Relu of p, then one node with both and these weights.
ModelToWrite twoInputs(const std::string& operation, Numbers x, Numbers places, std::vector<ArrayToWrite> weights,
                       Numbers output, std::vector<AttributeToWrite> attributes = {}) {
  ModelToWrite model{.nodes = {{"Relu", {"x"}, {"image"}, {}, "", "image"},
                               {"Relu", {"p"}, {"places"}, {}, "", "places"},
                               {operation, {"image"}, {"y"}, std::move(attributes), "", "n"}},
                     .inputs = {{"x", std::move(x)}, {"p", std::move(places)}},
                     .outputs = {{"y", std::move(output)}},
                     .weights = std::move(weights),
                     .opset = 16};
  for (const ArrayToWrite& weight : model.weights) model.nodes[2].inputs.push_back(weight.name);
  model.nodes[2].inputs.insert(model.nodes[2].inputs.begin() + (operation == "DeformConv" ? 2 : 1), "places");
  return model;
}

const Layer& layerOf(const Result<Workload>& workload, const std::string& name) {
  return workload->layer(findLayer(*workload, name).value());
}

/// What input number `input` of layer "n" needs of earlier layers for element `point`.
std::string needs(const Result<Workload>& workload, std::size_t input, const Numbers& point) {
  Box box;
  for (std::int64_t index : point) box.push({index, index + 1});
  std::string text;
  for (const ProducedBox& made : producersOfBox(*workload, *layerOf(workload, "n").inputs.at(input).tensor, box)) {
    text += workload->layer(made.producer).name;
    for (Interval range : made.box.axes())
      text += "[" + std::to_string(range.begin) + ":" + std::to_string(range.end) + "]";
  }
  return text;
}

}  // namespace

class SamplingRules : public QObject {
  Q_OBJECT

 private slots:
  void aDeformableConvolutionMayReadAnywhereInTheImage() {
    // 8 channels * 3 * 3 places * 2 channels * 2 * 2 taps.
    const auto workload =
        readModel(twoInputs("DeformConv", {1, 2, 4, 4}, {1, 8, 3, 3}, {{"w", {8, 2, 2, 2}}}, {1, 8, 3, 3}));
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "n")), std::string("B=1 K=8 G=1 OX=3 C=2 FX=2 OY=3 FY=2"));
    QCOMPARE(operationCount(layerOf(workload, "n")), std::int64_t{576});
    QCOMPARE(needs(workload, 0, {0, 1, 3, 0}), std::string("image[0:1][1:2][0:4][0:4]"));
    QCOMPARE(needs(workload, 2, {0, 1, 2}), std::string("places[0:1][0:8][1:2][2:3]"));
    QCOMPARE(workload->warnings.at(0).node, std::string("n"));
  }

  void theSizeOfADeformableConvolutionFollowsFromItsInputs() {
    ModelToWrite model = twoInputs("DeformConv", {1, 2, 6, 6}, {1, 8, 3, 3}, {{"w", {8, 2, 2, 2}}}, {1, 8, 3, 3},
                                   {{"strides", Numbers{2, 2}}});
    model.nodes.push_back({"Relu", {"y"}, {"z"}, {}, "", "after"});
    model.outputs = {{"z", {1, 8, 3, 3}}};
    const auto workload = readModel(model);
    QVERIFY(workload);
    // (6 - 2) / 2 + 1 = 3 rows and columns.
    QCOMPARE(loopsText(layerOf(workload, "n")), std::string("B=1 K=8 G=1 OX=3 C=2 FX=2 OY=3 FY=2"));
  }

  void aGridSampleReadsFourElementsOfItsOwnImage() {
    const auto workload = readModel(twoInputs("GridSample", {2, 3, 4, 5}, {2, 6, 7, 2}, {}, {2, 3, 6, 7}));
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "n")), std::string("B=2 K=3 OX=7 OY=6 FX=2 FY=2"));
    QCOMPARE(needs(workload, 0, {1, 2, 0, 0}), std::string("image[1:2][2:3][0:4][0:5]"));
    QCOMPARE(needs(workload, 2, {1, 3, 4}), std::string("places[1:2][3:4][4:5][0:2]"));
  }

  void aRegionAlignedReadsTwoElementsASampleOfAnyImage() {
    const auto workload = readModel(twoInputs(
        "RoiAlign", {2, 3, 8, 8}, {5, 4}, {{"which", {5}, ElementToWrite::Int64}}, {5, 3, 2, 2},
        {{"output_height", std::int64_t{2}}, {"output_width", std::int64_t{2}}, {"sampling_ratio", std::int64_t{3}}}));
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "n")), std::string("B=5 K=3 OX=2 OY=2 FX=6 FY=6"));
    QCOMPARE(needs(workload, 0, {0, 2, 0, 0}), std::string("image[0:2][2:3][0:8][0:8]"));
    QCOMPARE(needs(workload, 2, {4}), std::string("places[4:5][0:4]"));
  }

  void poolingRoundedUpReachesPastItsInput() {
    // ceil((5 - 2) / 2) + 1 = 3 columns, the last of which has one element only.
    const auto workload =
        readModel({.nodes = {{"MaxPool",
                              {"x"},
                              {"y"},
                              {{"kernel_shape", Numbers{2}}, {"strides", Numbers{2}}, {"ceil_mode", std::int64_t{1}}},
                              "",
                              "n"}},
                   .inputs = {{"x", {1, 2, 5}}},
                   .outputs = {{"y", {1, 2, 3}}}});
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "n")), std::string("B=1 K=2 OX=3 C=2 FX=2"));
  }

  void aPReluMayHaveASlopeForEachChannel() {
    const auto workload = readModel({.nodes = {{"PRelu", {"x", "slope"}, {"y"}, {}, "", "n"}},
                                     .inputs = {{"x", {2, 3, 4}}},
                                     .outputs = {{"y", {2, 3, 4}}},
                                     .weights = {{"slope", {3}}},
                                     .opset = 6});
    QVERIFY(workload);
    QCOMPARE(axesText(layerOf(workload, "n"), layerOf(workload, "n").inputs[1]), std::string("[l]"));
  }
};

FUSEWRIGHT_TEST(SamplingRules)

}  // namespace fusewright::sampling_test

#include "sampling_test.moc"
