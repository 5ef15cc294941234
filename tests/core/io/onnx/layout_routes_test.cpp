// Where layout operators send the indices of their outputs.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/tiling/tile_dependencies.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::layout_routes_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

Box boxOf(std::initializer_list<Interval> ranges) {
  Box box;
  for (Interval range : ranges) box.push(range);
  return box;
}

/// "relu[0:1][3:4]": where element `point` of tensor "y" lies in the outputs of layers that cost something.
std::string madeBy(const Result<Workload>& workload, const Numbers& point) {
  if (!workload) return message(workload.error());
  const auto y = std::ranges::find(workload->tensors, "y", &Tensor::name);
  Box box;
  for (std::int64_t index : point) box.push({index, index + 1});
  std::string text;
  for (const ProducedBox& made :
       producersOfBox(*workload, TensorId(static_cast<std::size_t>(y - workload->tensors.begin())), box)) {
    text += workload->layer(made.producer).name;
    for (Interval range : made.box.axes())
      text += "[" + std::to_string(range.begin) + ":" + std::to_string(range.end) + "]";
  }
  return text;
}

/// A Relu of x, then one node with these further inputs.
ModelToWrite behindRelu(const std::string& operation, Numbers shape, std::vector<NumbersToWrite> further,
                        Numbers output, std::vector<AttributeToWrite> attributes = {}) {
  ModelToWrite model{
      .nodes = {{"Relu", {"x"}, {"r"}, {}, "", "relu"}, {operation, {"r"}, {"y"}, attributes, "", "node"}},
      .inputs = {{"x", std::move(shape)}},
      .outputs = {{"y", std::move(output)}}};
  for (NumbersToWrite& numbers : further) {
    model.nodes[1].inputs.push_back(numbers.numbers.empty() ? "" : numbers.name);
    if (!numbers.numbers.empty()) model.numbers.push_back(std::move(numbers));
  }
  return model;
}

/// What the first layer's output number `output` needs of its input number `input` for `box`; none if nothing, or if
/// the model could not be read.
std::optional<Box> needed(const Result<Workload>& workload, Box box, std::size_t output = 0, std::size_t input = 0) {
  if (!workload) return std::nullopt;
  const Route& route = workload->layers.at(0).routes.at(output);
  const RoutedInput& routed = route.inputs.at(input);
  return mapBox(routed.map, box, workload->tensor(route.output).shape, workload->tensor(routed.tensor).shape);
}

}  // namespace

class LayoutRoutes : public QObject {
  Q_OBJECT

 private slots:
  void aSplitCountsFromTheEndOfThePartsBeforeIt() {
    const auto workload =
        readModel({.nodes = {{"Split", {"x", "sizes"}, {"a", "b", "c"}, {{"axis", std::int64_t{-1}}}}},
                   .inputs = {{"x", {1, 4, 9}}},
                   .outputs = {{"a", {1, 4, 5}}, {"b", {1, 4, 2}}, {"c", {1, 4, 2}}},
                   .numbers = {{"sizes", {5, 2, 2}}}});
    QVERIFY(needed(workload, boxOf({{0, 1}, {3, 4}, {0, 2}}), 2) == boxOf({{0, 1}, {3, 4}, {7, 9}}));
  }

  void anUnevenSplitWithoutSizesPutsTheRestLast() {
    const auto workload = readModel(
        {.nodes = {{"Split", {"x"}, {"a", "b"}, {{"axis", std::int64_t{0}}, {"num_outputs", std::int64_t{2}}}}},
         .inputs = {{"x", {5}}},
         .outputs = {{"a", {3}}, {"b", {2}}},
         .opset = 18});
    QVERIFY(needed(workload, boxOf({{0, 2}}), 1) == boxOf({{3, 5}}));
  }

  void aSplitWithAPartOfAnotherRankMayNeedAnything() {
    const auto workload = readModel({.nodes = {{"Split", {"x", "sizes"}, {"a", "b"}}},
                                     .inputs = {{"x", {4}}, {"sizes", {2}}},
                                     .outputs = {{"a", {}}, {"b", {3}}}});
    QVERIFY(needed(workload, boxOf({{0, 1}}), 1) == boxOf({{0, 4}}));
  }

  void aSliceAddsItsStartAndStep() {
    const auto workload = readModel({.nodes = {{"Slice", {"x", "starts", "ends", "axes", "steps"}, {"y"}}},
                                     .inputs = {{"x", {1, 10}}},
                                     .outputs = {{"y", {1, 4}}},
                                     .numbers = {{"starts", {-9}}, {"ends", {8}}, {"axes", {1}}, {"steps", {2}}}});
    // Starts at 1, every other one: outputs 1..2 are inputs 3 and 5.
    QVERIFY(needed(workload, boxOf({{0, 1}, {1, 3}})) == boxOf({{0, 1}, {3, 6}}));
  }

  void aConcatReadsEachInputOnlyInItsWindow() {
    const auto workload = readModel({.nodes = {{"Concat", {"a", "b"}, {"y"}, {{"axis", std::int64_t{-2}}}}},
                                     .inputs = {{"a", {3, 2}}, {"b", {5, 2}}},
                                     .outputs = {{"y", {8, 2}}}});
    QVERIFY(needed(workload, boxOf({{2, 5}, {0, 2}}), 0, 1) == boxOf({{0, 2}, {0, 2}}));
    QVERIFY(!needed(workload, boxOf({{0, 3}, {0, 2}}), 0, 1));
  }

  void aGatherOfAConstantRunReadsThatRun() {
    const auto workload = readModel({.nodes = {{"Gather", {"x", "indices"}, {"y"}, {{"axis", std::int64_t{1}}}}},
                                     .inputs = {{"x", {2, 9}}},
                                     .outputs = {{"y", {2, 3}}},
                                     .numbers = {{"indices", {4, 5, 6}}}});
    QVERIFY(needed(workload, boxOf({{0, 1}, {1, 2}})) == boxOf({{0, 1}, {5, 6}}));
  }

  void aGatherByUnknownIndicesReadsTheWholeAxis() {
    const auto workload = readModel({.nodes = {{"Gather", {"table", "tokens"}, {"y"}}},
                                     .inputs = {{"tokens", {1, 4}}},
                                     .outputs = {{"y", {1, 4, 6}}},
                                     .weights = {{"table", {50, 6}}}});
    QVERIFY(needed(workload, boxOf({{0, 1}, {2, 3}, {1, 3}}), 0, 0) == boxOf({{0, 50}, {1, 3}}));
    QVERIFY(needed(workload, boxOf({{0, 1}, {2, 3}, {1, 3}}), 0, 1) == boxOf({{0, 1}, {2, 3}}));
  }

  void paddingIsNoNeedOfTheInput() {
    const auto workload = readModel({.nodes = {{"Pad", {"x", "pads"}, {"y"}}},
                                     .inputs = {{"x", {4}}},
                                     .outputs = {{"y", {9}}},
                                     .numbers = {{"pads", {2, 3}}}});
    QVERIFY(needed(workload, boxOf({{0, 4}})) == boxOf({{0, 2}}));
    QVERIFY(!needed(workload, boxOf({{0, 2}})));
  }

  void depthToSpaceFindsTheChannelOfEachPixel() {
    // Blocks of 2: channel 8 = (2 * 2) * 2 is cut as [row, column, channel]; pixel (3, 4) is row 1, column 0 of (1, 2).
    const auto rowsFirst =
        readModel(behindRelu("DepthToSpace", {1, 8, 2, 3}, {}, {1, 2, 4, 6}, {{"blocksize", std::int64_t{2}}}));
    QCOMPARE(madeBy(rowsFirst, {0, 1, 3, 4}), std::string("relu[0:1][5:6][1:2][2:3]"));  // (1 * 2 + 0) * 2 + 1
    const auto channelsFirst = readModel(behindRelu("DepthToSpace", {1, 8, 2, 3}, {}, {1, 2, 4, 6},
                                                    {{"blocksize", std::int64_t{2}}, {"mode", std::string("CRD")}}));
    QCOMPARE(madeBy(channelsFirst, {0, 1, 3, 4}), std::string("relu[0:1][6:7][1:2][2:3]"));  // 1 * 4 + 1 * 2 + 0
  }

  void spaceToDepthFindsThePixelOfEachChannel() {
    const auto workload =
        readModel(behindRelu("SpaceToDepth", {1, 2, 4, 6}, {}, {1, 8, 2, 3}, {{"blocksize", std::int64_t{2}}}));
    QCOMPARE(madeBy(workload, {0, 5, 1, 2}), std::string("relu[0:1][1:2][3:4][4:5]"));
  }

  void aTiledElementComesFromOnePlace() {
    const auto workload = readModel(behindRelu("Tile", {2, 3}, {{"repeats", {2, 4}}}, {4, 12}));
    QCOMPARE(madeBy(workload, {3, 7}), std::string("relu[1:2][1:2]"));
  }

  void aReflectedPadReadsBackward() {
    const auto workload =
        readModel(behindRelu("Pad", {5}, {{"pads", {2, 2}}}, {9}, {{"mode", std::string("reflect")}}));
    QCOMPARE(madeBy(workload, {0}), std::string("relu[2:3]"));
    QCOMPARE(madeBy(workload, {3}), std::string("relu[1:2]"));
    QCOMPARE(madeBy(workload, {8}), std::string("relu[2:3]"));
  }

  void aGatherOfScatteredIndicesReadsEachWhereItLies() {
    const auto workload = readModel(behindRelu("Gather", {9}, {{"indices", {7, 2, 2, -1}}}, {4}));
    QCOMPARE(madeBy(workload, {0}), std::string("relu[7:8]"));
    QCOMPARE(madeBy(workload, {2}), std::string("relu[2:3]"));
    QCOMPARE(madeBy(workload, {3}), std::string("relu[8:9]"));
    QVERIFY(workload->warnings.empty());
  }

  void aSliceBackwardCountsDown() {
    const auto workload =
        readModel(behindRelu("Slice", {9}, {{"starts", {-2}}, {"ends", {0}}, {"axes", {0}}, {"steps", {-3}}}, {3}));
    QCOMPARE(madeBy(workload, {0}), std::string("relu[7:8]"));
    QCOMPARE(madeBy(workload, {2}), std::string("relu[1:2]"));
  }

  void aResizeReadsTheElementsThatItInterpolates() {
    const std::vector<NumbersToWrite> sizes{{"roi", {}}, {"scales", {}}, {"sizes", {8}}};
    const auto nearest = readModel(behindRelu("Resize", {4}, sizes, {8}));
    QCOMPARE(madeBy(nearest, {5}), std::string("relu[2:3]"));
    // (5 + 1/2) / 2 - 1/2 = 2.25: between 2 and 3.
    const auto linear = readModel(behindRelu("Resize", {4}, sizes, {8}, {{"mode", std::string("linear")}}));
    QCOMPARE(madeBy(linear, {5}), std::string("relu[2:4]"));
    const auto cubic = readModel(behindRelu("Resize", {4}, sizes, {8}, {{"mode", std::string("cubic")}}));
    QCOMPARE(madeBy(cubic, {5}), std::string("relu[1:4]"));  // 1 to 4, of which there are three
  }

  void whatDependsOnContentsIsAWorstCaseThatIsSaid() {
    const auto workload =
        readModel({.nodes = {{"Relu", {"x"}, {"r"}, {}, "", "relu"}, {"Gather", {"r", "which"}, {"y"}, {}, "", "pick"}},
                   .inputs = {{"x", {9, 2}}, {"which", {4}, ElementToWrite::Int64}},
                   .outputs = {{"y", {4, 2}}}});
    QCOMPARE(madeBy(workload, {3, 1}), std::string("relu[0:9][1:2]"));
    QCOMPARE(workload->warnings.at(0).node, std::string("pick"));
    QVERIFY(workload->warnings[0].consequence.find("waits for every element") != std::string::npos);
  }

  void anExpandedAxisIsReadWhole() {
    const auto workload = readModel({.nodes = {{"Expand", {"x", "shape"}, {"y"}}},
                                     .inputs = {{"x", {4, 1}}},
                                     .outputs = {{"y", {3, 4, 6}}},
                                     .numbers = {{"shape", {3, 4, 6}}}});
    QVERIFY(needed(workload, boxOf({{2, 3}, {1, 2}, {3, 6}})) == boxOf({{1, 2}, {0, 1}}));
  }
};

FUSEWRIGHT_TEST(LayoutRoutes)

}  // namespace fusewright::layout_routes_test

#include "layout_routes_test.moc"
