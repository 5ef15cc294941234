// Names, sizes and constants of models: what the reader completes before operators become layers.

#include <QTest>

#include "core/io/model_summary.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::reading_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

std::string errorOf(const Result<Workload>& workload) {
  return workload ? "no error" : message(workload.error());
}

const Tensor* tensorNamed(const Workload& workload, const std::string& name) {
  for (const Tensor& tensor : workload.tensors)
    if (tensor.name == name) return &tensor;
  return nullptr;
}

/// A Reshape whose target is computed: [S, 12] -> [S, 3, 4] by way of Shape, Gather, Unsqueeze and Concat.
ModelToWrite computedReshape() {
  return {.nodes = {{"Shape", {"x"}, {"shape"}},
                    {"Gather", {"shape", "zero"}, {"rows"}, {{"axis", std::int64_t{0}}}},
                    {"Concat", {"rows", "heads"}, {"target"}, {{"axis", std::int64_t{0}}}},
                    {"Reshape", {"x", "target"}, {"r"}},
                    {"Relu", {"r"}, {"y"}}},
          .inputs = {{"x", {0, 12}}},
          .outputs = {{"y", {0, 3, 4}}},
          .numbers = {{"zero", {0}}, {"heads", {3, 4}}}};
}

}  // namespace

class ReadingRules : public QObject {
  Q_OBJECT

 private slots:
  void aBoundSymbolTakesItsSizeEverywhere() {
    const auto workload = readModel({.nodes = {{"Relu", {"x"}, {"a"}}, {"Relu", {"a"}, {"y"}}},
                                     .inputs = {{"x", {0, 4, 6}}},
                                     .outputs = {{"y", {0, 4, 6}}}},
                                    {.dims = {{"S", 3}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(loopsText(workload->layers[1]), std::string("B=3 L=4 D=6"));
    QVERIFY(workload->warnings.empty());
  }

  void shapeArithmeticIsCarriedOutWhenReading() {
    const auto workload = readModel(computedReshape(), {.dims = {{"S", 5}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(loopsText(workload->layers[4]), std::string("B=5 L=3 D=4"));
    QVERIFY(workload->warnings.empty());
    // Shape, Gather and Concat keep their numbers but cost nothing and wait for nothing.
    for (std::size_t layer = 0; layer < 3; ++layer) {
      QCOMPARE(workload->layers[layer].kind, LayerKind::Routing);
      QVERIFY(workload->layers[layer].routes.at(0).inputs.empty());
    }
  }

  void constantNodesHaveNoNumber() {
    const auto workload = readModel({.nodes = {{"Constant", {}, {"c"}, {{"value_ints", Numbers{6, 4}}}},
                                               {"Reshape", {"x", "c"}, {"r"}},
                                               {"Relu", {"r"}, {"y"}}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {6, 4}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(workload->layers.size(), std::size_t{2});
    QCOMPARE(loopsText(workload->layers[1]), std::string("D=6 K=4"));
  }

  void anInitialiserListedAmongTheInputsIsAWeight() {
    const auto workload = readModel({.nodes = {{"Add", {"x", "w"}, {"y"}}},
                                     .inputs = {{"x", {4, 6}}, {"w", {6}}},
                                     .outputs = {{"y", {4, 6}}},
                                     .weights = {{"w", {6}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(tensorNamed(*workload, "w")->kind, TensorKind::Weight);
    QCOMPARE(tensorNamed(*workload, "x")->kind, TensorKind::Input);
    QVERIFY(tensorNamed(*workload, "y")->isGraphOutput);
  }

  void nodesOutOfOrderAreSortedWithAWarning() {
    const auto workload = readModel({.nodes = {{"Exp", {"a"}, {"y"}}, {"Relu", {"x"}, {"a"}}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 6}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(workload->layers[0].operation, std::string("Relu"));
    QCOMPARE(workload->warnings.size(), std::size_t{1});
  }

  void nodesOfOneNameAreToldApart() {
    const auto workload =
        readModel({.nodes = {{"Relu", {"x"}, {"a"}, {}, "", "same"}, {"Relu", {"a"}, {"y"}, {}, "", "same"}},
                   .inputs = {{"x", {4, 6}}},
                   .outputs = {{"y", {4, 6}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(workload->layers[0].name, std::string("same"));
    QCOMPARE(workload->layers[1].name, std::string("same#2"));
  }

  void aDeclaredShapeThatItsOperatorContradictsIsReported() {
    const auto workload = readModel({.nodes = {{"Relu", {"x"}, {"a"}}, {"Relu", {"a"}, {"y"}}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 7}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(workload->warnings.size(), std::size_t{1});
    QVERIFY(workload->warnings[0].where.find("node 'node1'") != std::string::npos);
  }

  void theShapeOfAnUnknownOperatorIsThatOfItsInputWithAWarning() {
    const auto workload = readModel({.nodes = {{"Fancy", {"x"}, {"a"}, {}, "custom"}, {"Relu", {"a"}, {"y"}}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 6}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(loopsText(workload->layers[1]), std::string("D=4 K=6"));
    QCOMPARE(workload->warnings.size(), std::size_t{2});  // the shape, and the operator
  }

  void aDeclaredShapeOutweighsOneThatFollowsFromAGuess() {
    // The shape of 'a' is guessed as that of 'x'; what Relu would make of it says nothing against the model's [4, 2].
    const auto workload = readModel({.nodes = {{"Fancy", {"x"}, {"a"}, {}, "custom"}, {"Relu", {"a"}, {"y"}}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 2}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(tensorNamed(*workload, "y")->shape, (Numbers{4, 2}));
  }

  void aReductionOverUnknownAxesKeepsTheDeclaredShape() {
    const auto workload = readModel({.nodes = {{"ReduceSum", {"x", "axes"}, {"y"}}},
                                     .inputs = {{"x", {2, 4, 6}}, {"axes", {1}}},
                                     .outputs = {{"y", {2, 1, 6}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(tensorNamed(*workload, "y")->shape, (Numbers{2, 1, 6}));
    QCOMPARE(loopsText(workload->layers[0]), std::string("B=2 L=4 D=6"));
  }

  void reductionsTakeTheirAxesFromAnInputSinceOpset18() {
    const auto workload = readModel({.nodes = {{"ReduceMean", {"x", "axes"}, {"a"}}, {"Relu", {"a"}, {"y"}}},
                                     .inputs = {{"x", {2, 4, 6}}},
                                     .outputs = {{"y", {2, 4, 1}}},
                                     .numbers = {{"axes", {2}}},
                                     .opset = 18});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(loopsText(workload->layers[0]), std::string("B=2 L=4 D=6 R=1"));
    QCOMPARE(workload->warnings.size(), std::size_t{1});  // that the operators are newer than the library's
    QVERIFY(workload->warnings[0].severity == Severity::Note);
  }

  void unusedEmptyInputsAreNoTensors() {
    const auto workload = readModel({.nodes = {{"Resize", {"x", "roi", "", "sizes"}, {"y"}}},
                                     .inputs = {{"x", {1, 2, 4, 4}}},
                                     .outputs = {{"y", {1, 2, 8, 8}}},
                                     .weights = {{"roi", {-1}}},
                                     .numbers = {{"none", {}}, {"sizes", {1, 2, 8, 8}}}});
    QVERIFY(!workload);  // a size of -1 is no size
    const auto sound = readModel({.nodes = {{"Resize", {"x", "none", "", "sizes"}, {"y"}}},
                                  .inputs = {{"x", {1, 2, 4, 4}}},
                                  .outputs = {{"y", {1, 2, 8, 8}}},
                                  .numbers = {{"none", {}}, {"sizes", {1, 2, 8, 8}}}});
    QVERIFY2(sound, errorOf(sound).c_str());
    QVERIFY(tensorNamed(*sound, "none") == nullptr);
  }
};

FUSEWRIGHT_TEST(ReadingRules)

}  // namespace fusewright::reading_test

#include "reading_test.moc"
