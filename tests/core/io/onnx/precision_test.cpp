// How many bits operands have in quantised models and after casts.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/workload/assumed_workload.h"
#include "core/workload/footprint.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::precision_test {
using namespace tests;

namespace {

constexpr auto kInt8 = ElementToWrite::Int8;

/// x -> Relu -> Q -> DQ -> MatMul with a weight DQ(w) -> Q -> DQ -> Relu, as exporters write 8-bit models.
ModelToWrite quantised() {
  return {.nodes = {{"Relu", {"x"}, {"a"}, {}, "", "first"},
                    {"QuantizeLinear", {"a", "s", "z"}, {"aq"}, {}, "", "q"},
                    {"DequantizeLinear", {"aq", "s", "z"}, {"ad"}, {}, "", "dq"},
                    {"DequantizeLinear", {"wq", "s", "z"}, {"w"}, {}, "", "dqw"},
                    {"MatMul", {"ad", "w"}, {"b"}, {}, "", "matmul"},
                    {"QuantizeLinear", {"b", "s", "z"}, {"bq"}, {}, "", "q2"},
                    {"DequantizeLinear", {"bq", "s", "z"}, {"bd"}, {}, "", "dq2"},
                    {"Relu", {"bd"}, {"y"}, {}, "", "last"}},
          .inputs = {{"x", {4, 6}}},
          .outputs = {{"y", {4, 3}}},
          .weights = {{"s", {}}, {"z", {}, kInt8}, {"wq", {6, 3}, kInt8}}};
}

const Layer& layerOf(const Result<Workload>& workload, const std::string& name) {
  return workload->layer(findLayer(*workload, name).value());
}

const Tensor& tensorOf(const Result<Workload>& workload, const std::string& name) {
  return *std::ranges::find(workload->tensors, name, &Tensor::name);
}

/// "8 8 32 -> 8": bits of I, W and of the sums, and what is left behind.
std::string bitsText(const Result<Workload>& workload, const std::string& name) {
  const Layer& layer = layerOf(workload, name);
  std::string text;
  for (const Operand& input : layer.inputs) text += std::to_string(input.precision) + " ";
  return text + std::to_string(layer.output.precision) + " -> " + std::to_string(storedPrecision(*workload, layer));
}

}  // namespace

class PrecisionRules : public QObject {
  Q_OBJECT

 private slots:
  void aContractionBetweenDequantizeAndQuantizeIsOneOfEightBits() {
    const auto workload = readModel(quantised());
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "matmul"), std::string("8 8 32 -> 8"));
    // What comes before stores 8 bits; what comes after reads the 8 bits that the contraction stored.
    QCOMPARE(bitsText(workload, "first"), std::string("32 32 32 -> 8"));
    QCOMPARE(bitsText(workload, "last"), std::string("8 8 32 -> 32"));
  }

  void quantizeAfterALayerCostsNothingOfItsOwn() {
    const auto workload = readModel(quantised());
    QVERIFY(workload);
    for (const char* name : {"q", "dq", "dqw", "q2", "dq2"}) QCOMPARE(layerOf(workload, name).kind, LayerKind::Routing);
    QCOMPARE(totalOperations(*workload), std::int64_t{4 * 6 + 4 * 6 * 3 + 4 * 3});
  }

  void aDequantizedWeightIsAWeight() {
    // So that sizes given for weights count for it although a node makes it.
    const auto workload = readModel(quantised(), {.dims = {}, .precision = {.activation = 16, .weight = 4}});
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "matmul"), std::string("16 4 16 -> 16"));
  }

  void aValueThatIsReadTwiceStaysWideAndIsNarrowedByAPassOfItsOwn() {
    ModelToWrite model = quantised();
    model.nodes.push_back({"Neg", {"a"}, {"also"}, {}, "", "neg"});
    model.outputs.push_back({"also", {4, 6}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "first"), std::string("32 32 32 -> 32"));
    QCOMPARE(bitsText(workload, "neg"), std::string("32 32 32 -> 32"));
    QCOMPARE(bitsText(workload, "matmul"), std::string("8 8 32 -> 8"));
    QCOMPARE(layerOf(workload, "q").kind, LayerKind::Free);
    const auto physical = assumedWorkload(std::make_shared<const Workload>(*workload), physicalAssumptions());
    QCOMPARE(operationCount(physical->layer(*findLayer(*physical, "q"))), std::int64_t{24});
    QCOMPARE(storedPrecision(*physical, physical->layer(*findLayer(*physical, "q"))), 8);
  }

  void aModelInputIsNarrowedByAPassOfItsOwn() {
    const auto workload = readModel({.nodes = {{"QuantizeLinear", {"x", "s", "z"}, {"q"}, {}, "", "quantize"},
                                               {"DequantizeLinear", {"q", "s", "z"}, {"d"}, {}, "", "dq"},
                                               {"Relu", {"d"}, {"y"}, {}, "", "relu"}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 6}}},
                                     .weights = {{"s", {6}}, {"z", {6}, kInt8}}});
    QVERIFY(workload);
    QCOMPARE(layerOf(workload, "quantize").kind, LayerKind::Free);
    QCOMPARE(layerOf(workload, "quantize").inputs[0].precision, 32);
    QCOMPARE(tensorOf(workload, "q").precision, 8);
    QCOMPARE(layerOf(workload, "relu").inputs[0].precision, 8);
  }

  void aCastToHalfTheBitsIsDoneByTheLayerThatMakesTheValue() {
    const auto workload = readModel({.nodes = {{"Relu", {"x"}, {"a"}, {}, "", "relu"},
                                               {"Cast", {"a"}, {"h"}, {{"to", std::int64_t{10}}}, "", "cast"},
                                               {"Neg", {"h"}, {"y"}, {}, "", "neg"}},
                                     .inputs = {{"x", {4, 6}}},
                                     .outputs = {{"y", {4, 6}, ElementToWrite::Float16}}});
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "relu"), std::string("32 32 32 -> 16"));
    QCOMPARE(bitsText(workload, "neg"), std::string("16 16 16 -> 16"));
  }

  void aCastToMoreBitsIsReadAsItLies() {
    const auto workload = readModel({.nodes = {{"Cast", {"x"}, {"f"}, {{"to", std::int64_t{1}}}, "", "cast"},
                                               {"Relu", {"f"}, {"y"}, {}, "", "relu"}},
                                     .inputs = {{"x", {4, 6}, ElementToWrite::Bfloat16}},
                                     .outputs = {{"y", {4, 6}}}});
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "relu"), std::string("16 16 32 -> 32"));
  }

  void elementTypesGiveTheBits_data() {
    QTest::addColumn<int>("element");
    QTest::addColumn<int>("bits");
    QTest::newRow("float") << 1 << 32;
    QTest::newRow("int8") << 3 << 8;
    QTest::newRow("float16") << 10 << 16;
    QTest::newRow("bfloat16") << 16 << 16;
    QTest::newRow("float8e4m3fn") << 17 << 8;
    QTest::newRow("int4") << 22 << 4;
  }

  void elementTypesGiveTheBits() {
    QFETCH(int, element);
    QFETCH(int, bits);
    const auto type = static_cast<ElementToWrite>(element);
    const auto workload = readModel({.nodes = {{"Identity", {"x"}, {"i"}}, {"Relu", {"i"}, {"y"}, {}, "", "relu"}},
                                     .inputs = {{"x", {4}, type}},
                                     .outputs = {{"y", {4}, type}}});
    QVERIFY(workload);
    QCOMPARE(layerOf(workload, "relu").inputs[0].precision, bits);
  }

  void anIntegerProductSumsUpIn32Bits() {
    const auto workload = readModel({.nodes = {{"MatMulInteger", {"x", "w"}, {"y"}, {}, "", "matmul"}},
                                     .inputs = {{"x", {4, 6}, kInt8}},
                                     .outputs = {{"y", {4, 3}, ElementToWrite::Int32}},
                                     .weights = {{"w", {6, 3}, kInt8}}});
    QVERIFY(workload);
    QCOMPARE(bitsText(workload, "matmul"), std::string("8 8 32 -> 32"));
  }

  void aQuantisedProductSumsUpIn32BitsAndStoresEight() {
    const auto workload =
        readModel({.nodes = {{"QLinearMatMul", {"x", "s", "z", "w", "s", "z", "s", "z"}, {"y"}, {}, "", "matmul"}},
                   .inputs = {{"x", {4, 6}, kInt8}},
                   .outputs = {{"y", {4, 3}, kInt8}},
                   .weights = {{"w", {6, 3}, kInt8}, {"s", {}}, {"z", {}, kInt8}}});
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "matmul")), std::string("L=4 C=6 D=3"));
    QCOMPARE(bitsText(workload, "matmul"), std::string("8 8 32 -> 8"));
  }
};

FUSEWRIGHT_TEST(PrecisionRules)

}  // namespace fusewright::precision_test

#include "precision_test.moc"
