// Normalisations: which elements each layer reads and writes, and that no row is finished before all of it was read.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::normalisation_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

/// "mean: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W": one line for every layer with cost.
std::string layersText(const Result<Workload>& workload) {
  if (!workload) return message(workload.error());
  std::string text;
  for (const Layer& layer : workload->layers) {
    if (layer.kind != LayerKind::Compute) continue;
    text += layer.name + ": " + loopsText(layer) + " | O" + axesText(layer, layer.output);
    for (std::size_t input = 0; input < layer.inputs.size(); ++input)
      text += std::string(input == 0 ? " = I" : " * W") + axesText(layer, layer.inputs[input]);
    text += "\n";
  }
  return text;
}

/// One node "n" with the input "x" and these weights.
ModelToWrite oneNode(const std::string& operation, Numbers shape, std::vector<Numbers> weights,
                     std::vector<AttributeToWrite> attributes = {}, std::int64_t opset = 17) {
  ModelToWrite model{.nodes = {{operation, {"x"}, {"y"}, std::move(attributes), "", "n"}},
                     .inputs = {{"x", shape}},
                     .outputs = {{"y", shape}},
                     .opset = opset};
  for (Numbers& weight : weights) {
    model.nodes[0].inputs.push_back("w" + std::to_string(model.weights.size()));
    model.weights.push_back({model.nodes[0].inputs.back(), std::move(weight)});
  }
  return model;
}

}  // namespace

class NormalisationRules : public QObject {
  Q_OBJECT

 private slots:
  void layerNormalizationIsMeanVarianceDivisionScale() {
    const auto workload = readModel(oneNode("LayerNormalization", {1, 4, 6}, {{6}, {6}}));
    QCOMPARE(layersText(workload),
             std::string("n/mean: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W\n"
                         "n/variance: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W[b][l][]*\n"
                         "n/div: B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l][]* * W[b][l][]*\n"
                         "n/scale: B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[d]\n"));
    QCOMPARE(totalOperations(*workload), std::int64_t{4 * 24});
    // The division reads the variance and, unbilled, the mean; the variance reads the mean.
    QCOMPARE(*workload->layers[2].inputs[1].tensor, *workload->layers[1].output.tensor);
    QCOMPARE(*workload->layers[2].inputs[2].tensor, *workload->layers[0].output.tensor);
    QCOMPARE(*workload->layers[1].inputs[1].tensor, *workload->layers[0].output.tensor);
  }

  void layerNormalizationFromAnEarlierAxisReducesAllAxesFromThere() {
    const auto workload = readModel(oneNode("LayerNormalization", {2, 4, 6}, {{4, 6}}, {{"axis", std::int64_t{1}}}));
    QVERIFY(workload);
    const Layer& mean = workload->layers[0];
    QCOMPARE(axesText(mean, mean.output), std::string("[b][r][]"));
    QCOMPARE(axesText(workload->layers[3], workload->layers[3].inputs[1]), std::string("[l][d]"));
  }

  void instanceNormalizationReducesEachChannelAndScalesIt() {
    const auto workload = readModel(oneNode("InstanceNormalization", {1, 3, 4, 5}, {{3}, {3}}));
    QCOMPARE(layersText(workload),
             std::string("n/mean: B=1 H=3 D=4 K=5 R=1 | O[b][h][r][] = I[b][h][d][k] * W\n"
                         "n/variance: B=1 H=3 D=4 K=5 R=1 | O[b][h][r][] = I[b][h][d][k] * W[b][h][]*[]*\n"
                         "n/div: B=1 H=3 D=4 K=5 | O[b][h][d][k] = I[b][h][d][k] * W[b][h][]*[]* * W[b][h][]*[]*\n"
                         "n/scale: B=1 H=3 D=4 K=5 | O[b][h][d][k] = I[b][h][d][k] * W[h]\n"));
  }

  void groupNormalizationReducesGroupsOfChannels() {
    const auto workload =
        readModel(oneNode("GroupNormalization", {1, 6, 5}, {{6}, {6}}, {{"num_groups", std::int64_t{2}}}, 21));
    QVERIFY(workload);
    const Layer& mean = workload->layers[1];  // after the layer that sees [1, 6, 5] as [1, 2, 3, 5]
    QCOMPARE(mean.name, std::string("n/mean"));
    QCOMPARE(loopsText(mean), std::string("B=1 H=2 D=3 K=5 R=1"));
    QCOMPARE(axesText(mean, mean.output), std::string("[b][h][r][]"));
    const Layer& scale = workload->layers[4];
    QCOMPARE(axesText(scale, scale.inputs[1]), std::string("[3h+d]"));
    QCOMPARE(totalOperations(*workload), std::int64_t{4 * 30});
  }

  void lpNormalizationDividesByTheNormOfItsAxis() {
    const auto workload = readModel(oneNode("LpNormalization", {2, 4, 6}, {}, {{"axis", std::int64_t{1}}}));
    QCOMPARE(layersText(workload), std::string("n/square: B=2 L=4 D=6 R=1 | O[b][r][d] = I[b][l][d] * W\n"
                                               "n/div: B=2 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][]*[d]\n"));
  }

  void meanVarianceNormalizationReducesAllButTheChannels() {
    const auto workload = readModel(oneNode("MeanVarianceNormalization", {2, 3, 4, 5}, {}));
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{3});
    QCOMPARE(axesText(workload->layers[0], workload->layers[0].output), std::string("[r][h][][]"));
  }

  void localResponseNormalizationSumsUpNeighbouringChannels() {
    const auto workload = readModel(oneNode("LRN", {1, 6, 4}, {}, {{"size", std::int64_t{3}}}));
    QCOMPARE(layersText(workload), std::string("n/square: B=1 L=6 D=4 F=3 | O[b][l][d] = I[b][l+f-1][d] * W\n"
                                               "n/div: B=1 L=6 D=4 | O[b][l][d] = I[b][l][d] * W[b][l][d]\n"));
    QCOMPARE(totalOperations(*workload), std::int64_t{24 * 3 + 24});
  }

  void batchNormalizationScalesByItsWeightsAlone() {
    const auto workload = readModel(oneNode("BatchNormalization", {1, 3, 4, 5}, {{3}, {3}, {3}, {3}}));
    QCOMPARE(layersText(workload), std::string("n: B=1 H=3 D=4 K=5 | O[b][h][d][k] = I[b][h][d][k] * W[h]\n"));
  }

  void logSoftmaxSubtractsTheLogarithmOfTheSum() {
    const auto workload = readModel(oneNode("LogSoftmax", {1, 4, 6}, {}));
    QCOMPARE(layersText(workload),
             std::string("n/max: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W\n"
                         "n/exp: B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l][]*\n"
                         "n/sum: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W\n"
                         "n/sub: B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l][]* * W[b][l][]*\n"));
  }

  void hardmaxComparesWithTheLargest() {
    const auto workload = readModel(oneNode("Hardmax", {1, 4, 6}, {}));
    QCOMPARE(layersText(workload), std::string("n/max: B=1 L=4 D=6 R=1 | O[b][l][r] = I[b][l][d] * W\n"
                                               "n/equal: B=1 L=4 D=6 | O[b][l][d] = I[b][l][d] * W[b][l][]*\n"));
  }

  void axesOfAReductionMayBeAnInput() {
    ModelToWrite model = oneNode("ReduceSum", {2, 4, 6}, {}, {{"keepdims", std::int64_t{0}}});
    model.nodes[0].inputs.push_back("axes");
    model.numbers = {{"axes", {0, -1}}};
    model.outputs[0].shape = {4};
    QCOMPARE(layersText(readModel(model)), std::string("n: B=2 L=4 D=6 R=1 | O[l] = I[b][l][d] * W\n"));
  }

  void anArgMaxReducesTheAxisOfItsAttribute() {
    ModelToWrite model = oneNode("ArgMax", {2, 4, 6}, {}, {{"axis", std::int64_t{1}}});
    model.outputs[0] = {"y", {2, 1, 6}, ElementToWrite::Int64};
    QCOMPARE(layersText(readModel(model)), std::string("n: B=2 L=4 D=6 R=1 | O[b][r][d] = I[b][l][d] * W\n"));
  }
};

FUSEWRIGHT_TEST(NormalisationRules)

}  // namespace fusewright::normalisation_test

#include "normalisation_test.moc"
