// The scan of a state-space model, unrolled (METHOD A1, "The scan").

#include <QTest>

#include "core/io/onnx_reader.h"
#include "core/workload/footprint.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::scan_test {
using namespace tests;

namespace {

/// A scan of 3 steps over 4 channels with 2 states; its inputs are made by nodes, except the first state.
ModelToWrite scanOfThreeSteps() {
  return {.nodes = {{"Exp", {"a"}, {"dA"}},
                    {"Exp", {"b"}, {"dBx"}},
                    {"Relu", {"c"}, {"C"}},
                    {"SSM", {"dA", "dBx", "C", "h0"}, {"y", "h"}, {}, "anyone.s", "/SSM"}},
          .inputs = {{"a", {1, 3, 4, 2}}, {"b", {1, 3, 4, 2}}, {"c", {1, 3, 2}}},
          .outputs = {{"y", {1, 3, 4}}, {"h", {1, 4, 2}}},
          .weights = {{"h0", {1, 4, 2}}}};
}

}  // namespace

class ScanRules : public QObject {
  Q_OBJECT

 private slots:
  void aScanOfLStepsTakesFourAndThreeLNumbers() {
    const auto workload = readModel(scanOfThreeSteps());
    QVERIFY(workload);
    std::string names;
    for (std::size_t layer = 3; layer < workload->layers.size(); ++layer) names += workload->layers[layer].name + " ";
    QCOMPARE(names, std::string("/SSM/split_dA /SSM/split_dBx /SSM/split_C "
                                "mul_h_dA_0_0 add_dBx_0_0 mul_h_C_0_0 mul_h_dA_1_1 add_dBx_1_1 mul_h_C_1_1 "
                                "mul_h_dA_2_2 add_dBx_2_2 mul_h_C_2_2 /SSM/concat "));
    for (std::size_t layer = 3; layer < workload->layers.size(); ++layer)
      QCOMPARE(workload->layers[layer].node, std::string("/SSM"));
  }

  void everyStepRunsOverOneTokenAndReadsItsOwnSlice() {
    const auto workload = readModel(scanOfThreeSteps());
    QVERIFY(workload);
    const Layer& decay = workload->layers[12];  // mul_h_dA_2_2
    QCOMPARE(loopsText(decay), std::string("B=1 L=1 D=4 N=2"));
    QCOMPARE(axesText(decay, decay.inputs[0]), std::string("[b][l][d][n]"));
    QCOMPARE(axesText(decay, decay.inputs[1]), std::string("[b][l+2][d][n]"));
    const Layer& readout = workload->layers[14];  // mul_h_C_2_2
    QCOMPARE(axesText(readout, readout.inputs[1]), std::string("[b][l+2][n]"));
    QCOMPARE(axesText(readout, readout.output), std::string("[b][l][d]"));
  }

  void aStepReadsTheStateThatTheStepBeforeItMade() {
    const auto workload = readModel(scanOfThreeSteps());
    QVERIFY(workload);
    QCOMPARE(*workload->layers[9].inputs[0].tensor, *workload->layers[7].output.tensor);  // mul_h_dA_1_1, add_dBx_0_0
    const Tensor& first = workload->tensor(*workload->layers[6].inputs[0].tensor);
    QVERIFY(!first.producer);  // h0 is a constant of full size
    QCOMPARE(first.shape, (std::vector<std::int64_t>{1, 1, 4, 2}));
  }

  void stepsOfOneKindFormAFamily() {
    const auto workload = readModel(scanOfThreeSteps());
    QVERIFY(workload);
    QCOMPARE(workload->layers[13].family, LayerId(7));  // add_dBx_2_2 and add_dBx_0_0
    QCOMPARE(workload->layers[13].recurrence->step, 2);
    QCOMPARE(workload->layers[2].family, LayerId(2));  // outside the scan each layer is its own
  }

  void tokenTOfTheResultIsWhatStepTReadOut() {
    const auto workload = readModel(scanOfThreeSteps());
    QVERIFY(workload);
    const Route& results = workload->layers[15].routes.at(0);
    Box token;
    for (Interval range : {Interval{0, 1}, Interval{1, 2}, Interval{1, 3}}) token.push(range);
    for (std::size_t step = 0; step < 3; ++step) {
      const RoutedInput& input = results.inputs.at(step);
      const auto read =
          mapBox(input.map, token, workload->tensor(results.output).shape, workload->tensor(input.tensor).shape);
      QCOMPARE(read.has_value(), step == 1);
      if (read) QVERIFY(read->ranges[1] == (Interval{0, 1}) && read->ranges[2] == (Interval{1, 3}));
    }
  }

  void aFirstStateMadeByANodeIsRoutedToTheFirstStep() {
    ModelToWrite model = scanOfThreeSteps();
    model.nodes.insert(model.nodes.begin(), {"Relu", {"start"}, {"h0"}, {}, "", "first"});
    model.weights = {};
    model.inputs.push_back({"start", {1, 4, 2}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    const Tensor& state = workload->tensor(*workload->layers[7].inputs[0].tensor);  // of mul_h_dA_0_0
    QVERIFY(state.producer);
    QCOMPARE(workload->layer(*state.producer).kind, LayerKind::Routing);
  }

  void theStepsOfASecondScanAreToldApartByTheirNode() {
    ModelToWrite model = scanOfThreeSteps();
    model.nodes.push_back({"SSM", {"dA", "dBx", "C", "h0"}, {"y2", "h2"}, {}, "anyone.s", "/SSM_1"});
    model.outputs.push_back({"y2", {1, 3, 4}});
    const auto workload = readModel(model);
    QVERIFY(workload);
    const auto step = findLayer(*workload, "/SSM_1/mul_h_dA_0_0");
    QVERIFY(step);
    QCOMPARE(workload->layer(*step).recurrence->scan, 1);
  }

  void aScanOfUnfitShapesIsRefusedByNode() {
    ModelToWrite model = scanOfThreeSteps();
    model.weights = {{"h0", {1, 4, 5}}};
    const auto workload = readModel(model);
    QVERIFY(!workload);
    QVERIFY(workload.error().where.find("node '/SSM'") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(ScanRules)

}  // namespace fusewright::scan_test

#include "scan_test.moc"
