// Where layout operators send the indices of their outputs.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

using Numbers = std::vector<std::int64_t>;

Box boxOf(std::initializer_list<Interval> ranges) {
  Box box;
  for (Interval range : ranges) box.push(range);
  return box;
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

  void anExpandedAxisIsReadWhole() {
    const auto workload = readModel({.nodes = {{"Expand", {"x", "shape"}, {"y"}}},
                                     .inputs = {{"x", {4, 1}}},
                                     .outputs = {{"y", {3, 4, 6}}},
                                     .numbers = {{"shape", {3, 4, 6}}}});
    QVERIFY(needed(workload, boxOf({{2, 3}, {1, 2}, {3, 6}})) == boxOf({{1, 2}, {0, 1}}));
  }
};

QTEST_APPLESS_MAIN(LayoutRoutes)
#include "layout_routes_test.moc"
