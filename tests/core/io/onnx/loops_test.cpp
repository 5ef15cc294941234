// Operators that carry a state along an axis: CumSum and Scan, unrolled.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/tiling/tile_dependencies.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::loops_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

ModelToWrite cumSum(std::vector<AttributeToWrite> attributes = {}) {
  return {.nodes = {{"Relu", {"r"}, {"x"}, {}, "", "relu"},
                    {"CumSum", {"x", "axis"}, {"y"}, std::move(attributes), "", "sum"}},
          .inputs = {{"r", {2, 4}}},
          .outputs = {{"y", {2, 4}}},
          .numbers = {{"axis", {1}}}};
}

/// A Scan over 3 rows of x [3, 2] with a state [2]: the new state is the old one plus the row times w, and what the
/// step makes is its Exp.
ModelToWrite scan(std::vector<AttributeToWrite> attributes = {}) {
  const ModelToWrite body{.nodes = {{"Mul", {"row", "w"}, {"part"}, {}, "", "mul"},
                                    {"Add", {"before", "part"}, {"after"}, {}, "", "add"},
                                    {"Exp", {"after"}, {"made"}, {}, "", "exp"}},
                          .inputs = {{"before", {2}}, {"row", {2}}},
                          .outputs = {{"after", {2}}, {"made", {2}}},
                          .weights = {{"w", {2}}}};
  attributes.push_back({"body", bodyBytes(body)});
  attributes.push_back({"num_scan_inputs", std::int64_t{1}});
  return {.nodes = {{"Relu", {"r"}, {"x"}, {}, "", "relu"},
                    {"Scan", {"first", "x"}, {"last", "y"}, std::move(attributes), "", "scan"}},
          .inputs = {{"r", {3, 2}}, {"first", {2}}},
          .outputs = {{"last", {2}}, {"y", {3, 2}}}};
}

std::string computeLayers(const Result<Workload>& workload) {
  if (!workload) return message(workload.error());
  std::string names;
  for (const Layer& layer : workload->layers)
    if (layer.kind == LayerKind::Compute) names += layer.name + " ";
  return names;
}

/// "relu[0][2] sum/add_1_1[0][0]": which layers make element `point` of `tensor`, and where it lies in their outputs.
std::string madeBy(const Result<Workload>& workload, TensorId tensor, const Numbers& point) {
  Box box;
  for (std::int64_t index : point) box.push({index, index + 1});
  std::string text;
  for (const ProducedBox& made : producersOfBox(*workload, tensor, box)) {
    text += (text.empty() ? "" : " ") + workload->layer(made.producer).name;
    for (Interval range : made.box.axes())
      text += "[" + std::to_string(range.begin) + (range.size() == 1 ? "" : ":" + std::to_string(range.end)) + "]";
  }
  return text;
}

std::string madeBy(const Result<Workload>& workload, const std::string& tensor, const Numbers& point) {
  const auto found = std::ranges::find(workload->tensors, tensor, &Tensor::name);
  return madeBy(workload, TensorId(static_cast<std::size_t>(found - workload->tensors.begin())), point);
}

const Layer& layerOf(const Result<Workload>& workload, const std::string& name) {
  return workload->layer(findLayer(*workload, name).value());
}

}  // namespace

class LoopRules : public QObject {
  Q_OBJECT

 private slots:
  void aCumSumOfFourSlicesIsThreeAdditionsOfOneSlice() {
    const auto workload = readModel(cumSum());
    QCOMPARE(computeLayers(workload), std::string("relu sum/add_1_1 sum/add_2_2 sum/add_3_3 "));
    const Layer& add = layerOf(workload, "sum/add_2_2");
    QCOMPARE(loopsText(add), std::string("D=2 K=1"));
    QCOMPARE(axesText(add, add.inputs[0]), std::string("[d][k]"));
    QCOMPARE(axesText(add, add.inputs[1]), std::string("[d][k+2]"));
    QCOMPARE(*add.inputs[0].tensor, *layerOf(workload, "sum/add_1_1").output.tensor);
    QCOMPARE(add.family, findLayer(*workload, "sum/add_1_1").value());
    QCOMPARE(add.recurrence->step, 2);
  }

  void theFirstSumIsTheFirstSliceItself() {
    const auto workload = readModel(cumSum());
    QVERIFY(workload);
    QCOMPARE(madeBy(workload, "y", {1, 0}), std::string("relu[1][0]"));
    QCOMPARE(madeBy(workload, "y", {1, 2}), std::string("sum/add_2_2[1][0]"));
  }

  void anExclusiveCumSumLeavesOutItsOwnSlice() {
    const auto workload = readModel(cumSum({{"exclusive", std::int64_t{1}}}));
    QCOMPARE(computeLayers(workload), std::string("relu sum/add_1_1 sum/add_2_2 "));
    QCOMPARE(madeBy(workload, "y", {1, 0}), std::string());  // nothing before the first: zero
    QCOMPARE(madeBy(workload, "y", {1, 1}), std::string("relu[1][0]"));
    QCOMPARE(madeBy(workload, "y", {1, 3}), std::string("sum/add_2_2[1][0]"));
  }

  void aReversedCumSumStartsAtTheEnd() {
    const auto workload = readModel(cumSum({{"reverse", std::int64_t{1}}}));
    QVERIFY(workload);
    QCOMPARE(madeBy(workload, "y", {1, 3}), std::string("relu[1][3]"));
    QCOMPARE(madeBy(workload, "y", {1, 0}), std::string("sum/add_3_3[1][0]"));
    const Layer& first = layerOf(workload, "sum/add_1_1");
    QCOMPARE(axesText(first, first.inputs[0]), std::string("[d][k+3]"));
    QCOMPARE(axesText(first, first.inputs[1]), std::string("[d][k+2]"));
  }

  void aCumSumAlongAnUnknownAxisWaitsForItsWholeInputAndSaysSo() {
    ModelToWrite model = cumSum();
    model.numbers.clear();
    model.inputs.push_back({"axis", {1}});
    const auto workload = readModel(model);
    QCOMPARE(computeLayers(workload), std::string("relu sum "));
    QCOMPARE(madeBy(workload, *layerOf(workload, "sum").inputs[0].tensor, {1, 2}), std::string("relu[0:2][0:4]"));
    QVERIFY(workload->warnings.at(0).what.find("axis of this CumSum") != std::string::npos);
  }

  void theBodyOfAScanRunsOnceAStep() {
    const auto workload = readModel(scan());
    QCOMPARE(computeLayers(workload), std::string("relu scan/mul_0_0 scan/add_0_0 scan/exp_0_0 "
                                                  "scan/mul_1_1 scan/add_1_1 scan/exp_1_1 "
                                                  "scan/mul_2_2 scan/add_2_2 scan/exp_2_2 "));
    QCOMPARE(totalOperations(*workload), std::int64_t{6 + 3 * 3 * 2});
    QVERIFY(workload->warnings.empty());
  }

  void aStepOfAScanReadsItsRowAndTheStateBeforeIt() {
    const auto workload = readModel(scan());
    QVERIFY(workload);
    QCOMPARE(madeBy(workload, *layerOf(workload, "scan/mul_2_2").inputs[0].tensor, {1}), std::string("relu[2][1]"));
    QCOMPARE(madeBy(workload, *layerOf(workload, "scan/add_2_2").inputs[0].tensor, {1}),
             std::string("scan/add_1_1[1]"));
    QCOMPARE(workload->tensor(*layerOf(workload, "scan/add_0_0").inputs[1].tensor).name, std::string("first"));
  }

  void layersOfOneNodeOfABodyFormAFamilyAndShareItsWeights() {
    const auto workload = readModel(scan());
    QVERIFY(workload);
    const LayerId first = findLayer(*workload, "scan/mul_0_0").value();
    const Layer& last = layerOf(workload, "scan/mul_2_2");
    QCOMPARE(last.family, first);
    QCOMPARE(last.recurrence->step, 2);
    QCOMPARE(last.node, std::string("scan"));
    QVERIFY(last.inputs[1] == workload->layer(first).inputs[1]);
  }

  void theOutputsOfAScanAreItsLastStateAndItsRowsInOrder() {
    const auto workload = readModel(scan());
    QVERIFY(workload);
    QCOMPARE(madeBy(workload, "last", {1}), std::string("scan/add_2_2[1]"));
    QCOMPARE(madeBy(workload, "y", {0, 1}), std::string("scan/exp_0_0[1]"));
  }

  void aScanMayWalkBackwardAlongAnyAxis() {
    ModelToWrite model = scan({{"scan_input_axes", Numbers{-1}},
                               {"scan_input_directions", Numbers{1}},
                               {"scan_output_axes", Numbers{1}},
                               {"scan_output_directions", Numbers{1}}});
    model.inputs[0].shape = {2, 3};
    model.outputs[1].shape = {2, 3};
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(madeBy(workload, *layerOf(workload, "scan/mul_0_0").inputs[0].tensor, {1}), std::string("relu[1][2]"));
    QCOMPARE(madeBy(workload, "y", {1, 2}), std::string("scan/exp_0_0[1]"));
  }
};

FUSEWRIGHT_TEST(LoopRules)

}  // namespace fusewright::loops_test

#include "loops_test.moc"
