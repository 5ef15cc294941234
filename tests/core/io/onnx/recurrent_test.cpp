// LSTM, GRU and RNN, unrolled: layers, multiplications, states (equations of the ONNX operators).

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/io/onnx_reader.h"
#include "core/tiling/tile_dependencies.h"
#include "tests/builders_hardware.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::recurrent_test {
using namespace tests;

namespace {

/// A cell of 3 steps, 2 sequences, 5 inputs, 4 hidden channels.
ModelToWrite cell(const std::string& operation, std::int64_t gates, std::vector<AttributeToWrite> attributes = {},
                  std::int64_t directions = 1) {
  attributes.push_back({"hidden_size", std::int64_t{4}});
  return {.nodes = {{operation, {"x", "w", "r"}, {"y", "y_h"}, std::move(attributes), "", "cell"}},
          .inputs = {{"x", {3, 2, 5}}},
          .outputs = {{"y", {3, directions, 2, 4}}, {"y_h", {directions, 2, 4}}},
          .weights = {{"w", {directions, 4 * gates, 5}}, {"r", {directions, 4 * gates, 4}}}};
}

std::string namesOf(const Result<Workload>& workload) {
  if (!workload) return message(workload.error());
  std::string names;
  for (const Layer& layer : workload->layers) names += layer.name + " ";
  return names;
}

const Layer& layerOf(const Result<Workload>& workload, const std::string& name) {
  return workload->layer(findLayer(*workload, name).value());
}

/// "[b][l+2][4g+d]": how layer `name` reads its input number `input`.
std::string readText(const Result<Workload>& workload, const std::string& name, std::size_t input) {
  const Layer& layer = layerOf(workload, name);
  return axesText(layer, layer.inputs.at(input));
}

/// Names of the layers that make element `point` of `tensor`.
std::string makersOf(const Result<Workload>& workload, const std::string& tensor,
                     std::initializer_list<std::int64_t> point) {
  const auto found = std::ranges::find(workload->tensors, tensor, &Tensor::name);
  Box box;
  for (std::int64_t index : point) box.push({index, index + 1});
  std::string names;
  const TensorId id(static_cast<std::size_t>(found - workload->tensors.begin()));
  for (const ProducedBox& made : producersOfBox(*workload, id, box)) names += workload->layer(made.producer).name + " ";
  return names;
}

/// An LSTM of `steps` steps of which only the last state is used, all in one fusion group, one step a tile.
Result<Evaluation> fusedLstm(std::int64_t steps) {
  ModelToWrite model = cell("LSTM", 4);
  model.inputs[0].shape = {steps, 2, 5};
  model.nodes[0].outputs = {"", "y_h"};
  model.outputs = {{"y_h", {1, 2, 4}}};
  const auto workload = readModel(model);
  if (!workload) return tl::make_unexpected(workload.error());
  TileCostTable table;
  return evaluate({.workload = std::make_shared<const Workload>(*workload),
                   .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram()),
                   .mapping = {.fusion = ListedFusion{.groups = {{"cell"}}, .source = {}}},
                   .assumptions = physicalAssumptions()},
                  table);
}

}  // namespace

class RecurrentRules : public QObject {
  Q_OBJECT

 private slots:
  void anLstmProjectsAllItsInputsFirstAndTakesFiveLayersAStep() {
    const auto workload = readModel(cell("LSTM", 4));
    QCOMPARE(namesOf(workload),
             std::string("cell/project "
                         "cell/recur_0_0 cell/gates_0_0 cell/keep_0_0 cell/update_0_0 cell/output_0_0 "
                         "cell/recur_1_1 cell/gates_1_1 cell/keep_1_1 cell/update_1_1 cell/output_1_1 "
                         "cell/recur_2_2 cell/gates_2_2 cell/keep_2_2 cell/update_2_2 cell/output_2_2 "
                         "cell/steps cell/outputs "));
  }

  void theOperationsOfAnLstmAreThoseOfItsEquations() {
    const auto workload = readModel(cell("LSTM", 4));
    QVERIFY(workload);
    // Projection 3 steps * 2 sequences * 16 gate channels * 5 inputs; a step 2 * 16 * 4 of the state, 2 * 16 activated
    // and three times 2 * 4 to make the next state.
    QCOMPARE(totalOperations(*workload), std::int64_t{480 + 3 * (128 + 32 + 24)});
    QCOMPARE(layerOf(workload, "cell/gates_1_1").cyclesPerOperation, 4);
    // Products of matrices count as such wherever contractions are counted.
    QCOMPARE(layerOf(workload, "cell/recur_1_1").operatorClass, OperatorClass::Contraction);
    QCOMPARE(layerOf(workload, "cell/gates_1_1").operatorClass, OperatorClass::Activation);
  }

  void aStepReadsItsSliceOfTheProjectionAndTheStateBeforeIt() {
    const auto workload = readModel(cell("LSTM", 4));
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "cell/recur_2_2")), std::string("B=2 L=1 C=4 G=4 D=4"));
    QCOMPARE(readText(workload, "cell/recur_2_2", 0), std::string("[b][l][c]"));
    QCOMPARE(readText(workload, "cell/recur_2_2", 1), std::string("[][4g+d][c]"));
    QCOMPARE(*layerOf(workload, "cell/recur_2_2").inputs[0].tensor,
             *layerOf(workload, "cell/output_1_1").output.tensor);
    QCOMPARE(readText(workload, "cell/gates_2_2", 1), std::string("[b][l+2][4g+d]"));
    // Gates i, o, f, c of four channels each: the state is kept by f, which starts at 8.
    QCOMPARE(*layerOf(workload, "cell/keep_2_2").inputs[0].tensor, *layerOf(workload, "cell/update_1_1").output.tensor);
    QCOMPARE(readText(workload, "cell/keep_2_2", 1), std::string("[b][l][d+8]"));
    QCOMPARE(readText(workload, "cell/update_2_2", 1), std::string("[b][l][d+12]"));
    QCOMPARE(readText(workload, "cell/output_2_2", 1), std::string("[b][l][d+4]"));
  }

  void stepsOfOneKindFormAFamilyAndShareTheirWeights() {
    const auto workload = readModel(cell("LSTM", 4));
    QVERIFY(workload);
    const LayerId first = findLayer(*workload, "cell/recur_0_0").value();
    QCOMPARE(layerOf(workload, "cell/recur_2_2").family, first);
    QCOMPARE(layerOf(workload, "cell/recur_2_2").recurrence->step, 2);
    QVERIFY(layerOf(workload, "cell/recur_2_2").inputs[1] == workload->layer(first).inputs[1]);
    QVERIFY(!layerOf(workload, "cell/project").recurrence);
  }

  void withoutAFirstStateTheFirstStepReadsZeros() {
    const auto workload = readModel(cell("LSTM", 4));
    QVERIFY(workload);
    const Tensor& state = workload->tensor(*layerOf(workload, "cell/recur_0_0").inputs[0].tensor);
    QVERIFY(state.isZero && state.kind == TensorKind::State && !state.producer);
  }

  void aGivenFirstStateIsReadWhereItLies() {
    ModelToWrite model = cell("GRU", 3);
    model.nodes[0].inputs = {"x", "w", "r", "", "", "first"};
    model.inputs.push_back({"first", {1, 2, 4}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(readText(workload, "cell/recur_0_0", 0), std::string("[][b][c]"));
    QCOMPARE(workload->tensor(*layerOf(workload, "cell/recur_0_0").inputs[0].tensor).name, std::string("first"));
  }

  void theMomentsOfTheOutputAreTheStatesAfterTheSteps() {
    const auto workload = readModel(cell("LSTM", 4));
    QVERIFY(workload);
    QCOMPARE(makersOf(workload, "y", {1, 0, 1, 3}), std::string("cell/output_1_1 "));
    QCOMPARE(makersOf(workload, "y_h", {0, 1, 3}), std::string("cell/output_2_2 "));
  }

  void aBackwardDirectionTakesItsStepsFromTheLastMoment() {
    const auto workload = readModel(cell("LSTM", 4, {{"direction", std::string("bidirectional")}}, 2));
    QVERIFY(workload);
    QCOMPARE(makersOf(workload, "y", {0, 0, 1, 3}), std::string("cell/forward/output_0_0 "));
    QCOMPARE(makersOf(workload, "y", {0, 1, 1, 3}), std::string("cell/backward/output_2_2 "));
    QCOMPARE(makersOf(workload, "y_h", {1, 1, 3}), std::string("cell/backward/output_2_2 "));
    // Its projection is in the order of its steps: token l is moment 2 - l.
    QCOMPARE(readText(workload, "cell/backward/project", 0), std::string("[-1l+2][b][c]"));
    QCOMPARE(layerOf(workload, "cell/backward/recur_0_0").recurrence->scan, 1);
  }

  void anLstmOfBatchFirstLayoutReadsAndMakesItsTensorsSo() {
    ModelToWrite model = cell("LSTM", 4, {{"layout", std::int64_t{1}}});
    model.nodes[0].outputs = {"y", "y_h", "y_c"};
    model.outputs = {{"y", {3, 2, 1, 4}}, {"y_h", {3, 1, 4}}, {"y_c", {3, 1, 4}}};
    const auto workload = readModel(model);  // x is now 3 sequences of 2 steps
    QVERIFY(workload);
    QCOMPARE(readText(workload, "cell/project", 0), std::string("[b][l][c]"));
    QCOMPARE(makersOf(workload, "y", {2, 1, 0, 3}), std::string("cell/output_1_1 "));
    QCOMPARE(makersOf(workload, "y_c", {2, 0, 3}), std::string("cell/update_1_1 "));
  }

  void aFusedLstmHoldsOneStepHoweverLongItsSequence() {
    const auto eight = fusedLstm(8), sixtyFour = fusedLstm(64);
    QVERIFY(eight && sixtyFour);
    QCOMPARE(sixtyFour->metrics->memories[0].peak.value, eight->metrics->memories[0].peak.value);
    // Read: both weights (16 * 5 + 16 * 4 words) once, and 2 * 5 words of input a step. Written: the last state.
    QCOMPARE(eight->metrics->dram.read.value, std::int64_t{32 * (144 + 8 * 10)});
    QCOMPARE(sixtyFour->metrics->dram.read.value, std::int64_t{32 * (144 + 64 * 10)});
    QCOMPARE(sixtyFour->metrics->dram.written.value, std::int64_t{32 * 8});
  }

  void peepholesWeighTheStateForThreeGates() {
    ModelToWrite model = cell("LSTM", 4);
    model.nodes[0].inputs = {"x", "w", "r", "", "", "", "", "p"};
    model.weights.push_back({"p", {1, 12}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(loopsText(layerOf(workload, "cell/peephole_1_1")), std::string("B=2 L=1 G=3 D=4"));
    QCOMPARE(*layerOf(workload, "cell/gates_1_1").inputs.at(2).tensor,
             *layerOf(workload, "cell/peephole_1_1").output.tensor);
    QCOMPARE(totalOperations(*workload), std::int64_t{480 + 3 * (128 + 24 + 32 + 24)});
  }

  void aGruResetsTheStateBeforeItsWeightUnlessToldOtherwise() {
    const auto before = readModel(cell("GRU", 3));
    QVERIFY(before);
    QCOMPARE(loopsText(layerOf(before, "cell/recur_1_1")), std::string("B=2 L=1 C=4 G=2 D=4"));
    QCOMPARE(readText(before, "cell/recur_h_1_1", 1), std::string("[][4g+d+8][c]"));
    QCOMPARE(*layerOf(before, "cell/recur_h_1_1").inputs[0].tensor, *layerOf(before, "cell/reset_1_1").output.tensor);
    // 3 * 2 * 12 * 5; a step 2 * 12 * 4 of the state, 2 * 8 activated, and reset, candidate, keep, update of 2 * 4.
    QCOMPARE(totalOperations(*before), std::int64_t{360 + 3 * (96 + 16 + 32)});
    const auto after = readModel(cell("GRU", 3, {{"linear_before_reset", std::int64_t{1}}}));
    QVERIFY(after);
    QCOMPARE(loopsText(layerOf(after, "cell/recur_1_1")), std::string("B=2 L=1 C=4 G=3 D=4"));
    QCOMPARE(readText(after, "cell/reset_1_1", 0), std::string("[b][l][d+8]"));
    QCOMPARE(totalOperations(*after), std::int64_t{360 + 3 * (96 + 16 + 32)});
  }

  void anRnnIsOneContractionAndOneActivationAStep() {
    const auto workload = readModel(cell("RNN", 1));
    QVERIFY(workload);
    // 3 * 2 * 4 * 5; a step 2 * 4 * 4 of the state and 2 * 4 activated.
    QCOMPARE(totalOperations(*workload), std::int64_t{120 + 3 * (32 + 8)});
    QCOMPARE(makersOf(workload, "y", {2, 0, 1, 3}), std::string("cell/gates_2_2 "));
    QCOMPARE(layerOf(workload, "cell/gates_2_2").cyclesPerOperation, 1);  // Tanh
  }

  void lengthsOfSequencesAreNotUsedAndThatIsSaid() {
    ModelToWrite model = cell("LSTM", 4);
    model.nodes[0].inputs = {"x", "w", "r", "", "lengths"};
    model.inputs.push_back({"lengths", {2}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    QCOMPARE(workload->warnings.size(), std::size_t{1});
    QVERIFY(workload->warnings[0].where.find("'cell'") != std::string::npos);
    QVERIFY(workload->warnings[0].what.find("all 3 steps") != std::string::npos);
  }

  void weightsThatDoNotFitTheCellAreRefusedByNode() {
    ModelToWrite model = cell("LSTM", 4);
    model.weights[0].shape = {1, 12, 5};
    const auto workload = readModel(model);
    QVERIFY(!workload);
    QVERIFY(workload.error().where.find("node 'cell'") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(RecurrentRules)

}  // namespace fusewright::recurrent_test

#include "recurrent_test.moc"
