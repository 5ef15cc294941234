#include "core/io/model_summary.h"

#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/io/model_writer.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::model_summary_test {
using namespace tests;

namespace {

Result<ModelSummary> describeBytes(const std::string& bytes, const OnnxReadOptions& options = {}) {
  const QTemporaryDir folder;
  const std::filesystem::path path = folder.filePath("model.onnx").toStdString();
  std::ofstream(path, std::ios::binary) << bytes;
  return describeOnnx(path, options);
}

/// Tokens of an open number times a matrix.
ModelToWrite openModel() {
  return {.nodes = {{"MatMul", {"x", "w"}, {"a"}}, {"Relu", {"a"}, {"y"}}},
          .inputs = {{"x", {0, 6}}},
          .outputs = {{"y", {0, 9}}},
          .weights = {{"w", {6, 9}}}};
}

}  // namespace

class ModelSummaryRules : public QObject {
  Q_OBJECT

 private slots:
  void theHeadOfTheFileIsTold() {
    const auto bytes = buildModel("mamba1", {{"d-model", 8}, {"d-state", 2}, {"seq-len", 2}});
    QVERIFY(bytes);
    const auto summary = describeBytes(*bytes);
    QVERIFY(summary);
    QCOMPARE(summary->irVersion, std::int64_t{7});
    QCOMPARE(summary->producer, std::string("fusewright"));
    QVERIFY((summary->opsets == std::vector<std::pair<std::string, std::int64_t>>{{"", 14}, {"mylibrary", 1}}));
  }

  void operatorsAreCountedMostFrequentFirst() {
    const auto bytes = buildModel("mamba1", {{"d-model", 8}, {"d-state", 2}, {"seq-len", 2}});
    QVERIFY(bytes);
    const auto summary = describeBytes(*bytes);
    QVERIFY(summary);
    // Constants: the exponent, the sizes of two Splits, four numbers of Slice, the first state.
    QVERIFY((summary->operators[0] == OperatorCount{"", "Constant", 8}));
    QVERIFY(std::ranges::count(summary->operators, OperatorCount{"mylibrary", "SSM", 1}) == 1);
  }

  void theParametersOfAMambaBlockAreItsWeightsAlone() {
    const auto bytes = buildModel("mamba1", {});
    QVERIFY(bytes);
    const auto summary = describeBytes(*bytes);
    QVERIFY(summary);
    // A 327,680 + D 5,120 + convolution 20,480 + 5,120 + dt_proj 819,200 + 5,120 + in_proj 26,214,400 + x_proj
    // 1,474,560
    // + out_proj 13,107,200; neither the first state nor the sizes of slices and splits.
    QCOMPARE(summary->parameters, std::int64_t{41978880});
    QCOMPARE(summary->parameterBytes, std::int64_t{4} * 41978880);
  }

  void anOpenModelIsDescribedWithUsualSizesAndSaysSo() {
    const auto summary = describeBytes(onnxBytes(openModel()));
    QVERIFY(summary);
    QVERIFY((summary->symbols == std::vector<SymbolicDim>{{"S", {"axis 0 of 'x'"}, std::nullopt}}));
    QVERIFY((summary->inputs[0].shape == std::vector<std::string>{"S", "6"}));
    // One row: MatMul 6 * 9 = 54, Relu 9.
    QCOMPARE(*summary->operations, std::int64_t{63});
    QCOMPARE(summary->symbols[0].guess, std::int64_t{1});
    QCOMPARE(summary->parameters, std::int64_t{54});
    QCOMPARE(summary->parameterBytes, std::int64_t{216});
    QCOMPARE(summary->warnings.size(), std::size_t{1});
    QVERIFY(summary->warnings[0].consequence.find("--dim 'S=SIZE'") != std::string::npos);
  }

  void aBoundModelTellsItsTotals() {
    const auto summary = describeBytes(onnxBytes(openModel()), {.dims = {{"S", 4}}});
    QVERIFY(summary);
    QCOMPARE(*summary->symbols[0].size, std::int64_t{4});
    // MatMul 4 * 6 * 9 = 216, Relu 4 * 9 = 36.
    QCOMPARE(*summary->contractionMacs, std::int64_t{216});
    QCOMPARE(*summary->operations, std::int64_t{252});
    // Two tensors of 4 * 9 elements of 4 bytes.
    QCOMPARE(*summary->activationBytes, std::int64_t{288});
    QVERIFY(summary->warnings.empty());
  }

  /// [2, S, 128] looks like the state of two layers, [1, S, 128] like a sequence.
  void theGuessForARecurrentStateIsOneBatchEntry() {
    ModelToWrite model{
        .nodes = {{"Relu", {"state"}, {"y"}}}, .inputs = {{"state", {2, 0, 128}}}, .outputs = {{"y", {2, 0, 128}}}};
    const auto state = describeBytes(onnxBytes(model));
    QVERIFY(state);
    QCOMPARE(state->symbols.at(0).guess, std::int64_t{1});
    model.inputs[0].shape = model.outputs[0].shape = {1, 0, 128};
    const auto sequence = describeBytes(onnxBytes(model));
    QVERIFY(sequence);
    QCOMPARE(sequence->symbols.at(0).guess, std::int64_t{128});
  }

  void aModelInMemoryIsDescribedLikeAFile() {
    const auto fromFile = describeBytes(onnxBytes(openModel()), {.dims = {{"S", 4}}});
    const auto fromMemory = describeModelBytes(onnxBytes(openModel()), "model.onnx", {.dims = {{"S", 4}}});
    QVERIFY(fromFile && fromMemory);
    ModelSummary expected = *fromFile;
    expected.file = "model.onnx";
    QVERIFY(fromMemory->summary == expected);
    QCOMPARE(fromMemory->workload.name, std::string("model.onnx"));
  }

  void anUnknownDimensionIsAnErrorEvenWhileOthersAreOpen() {
    const auto summary = describeBytes(onnxBytes(openModel()), {.dims = {{"T", 4}}});
    QVERIFY(!summary);
    QVERIFY(message(summary.error()).find("no symbolic dimension 'T'") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(ModelSummaryRules)

}  // namespace fusewright::model_summary_test

#include "model_summary_test.moc"
