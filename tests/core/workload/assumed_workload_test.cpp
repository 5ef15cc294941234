#include "core/workload/assumed_workload.h"

#include <QtTest>

#include "core/workload/footprint.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::assumed_workload_test {
using namespace tests;

namespace {

const Assumptions kTrueElementwise = paperAssumptions().with(Repair::TrueElementwise);

/// One layer over L=4, D=8: O[l][d] = I[l][d] op W[1][d], W repeated along L.
Workload repeatedScale(LayerKind kind) {
  Workload workload{.name = "scale", .layers = {}, .tensors = {}, .warnings = {}};
  workload.tensors = {{.name = "x", .shape = {4, 8}, .kind = TensorKind::Input},
                      {.name = "w", .shape = {1, 8}, .kind = TensorKind::Weight},
                      {.name = "y", .shape = {4, 8}, .producer = LayerId(0)}};
  Layer layer;
  layer.name = "scale";
  layer.operation = "Mul";
  layer.kind = kind;
  layer.operatorClass = OperatorClass::Elementwise;
  layer.dims = {{"L", 4}, {"D", 8}};
  layer.family = LayerId(0);
  const std::vector<Axis> plain{{.terms = {{.dim = 0}}}, {.terms = {{.dim = 1}}}};
  layer.inputs = {{.role = OperandRole::I, .tensor = TensorId(0), .axes = plain},
                  {.role = OperandRole::W,
                   .tensor = TensorId(1),
                   .axes = {{.terms = {{.dim = 0}}, .offset = 0, .broadcast = true}, {.terms = {{.dim = 1}}}}}};
  layer.output = {.role = OperandRole::O, .tensor = TensorId(2), .axes = plain};
  if (kind == LayerKind::Free)
    layer.routes = {{.output = TensorId(2), .inputs = {{.tensor = TensorId(0), .map = identityMap(2)}}}};
  workload.layers = {layer};
  return workload;
}

}  // namespace

class AssumedWorkloadRules : public QObject {
  Q_OBJECT

 private slots:
  void anOperandRepeatedAlongALoopIsBilledOnce() {
    // W has 8 words of 32 bits; the published model bills it as 4 * 8.
    const auto before = std::make_shared<const Workload>(repeatedScale(LayerKind::Compute));
    const auto after = assumedWorkload(before, kTrueElementwise);
    const Layer& layer = after->layers[0];
    QCOMPARE(billedBits(before->layers[0].inputs[1], wholeNest(layer)), Bits{4 * 8 * 32});
    QCOMPARE(billedBits(layer.inputs[1], wholeNest(layer)), Bits{8 * 32});
    QCOMPARE(touchedBox(layer.inputs[1], wholeNest(layer)), touchedBox(before->layers[0].inputs[1], wholeNest(layer)));
    QCOMPARE(layer.inputs[0], before->layers[0].inputs[0]);
    QCOMPARE(layer.output, before->layers[0].output);
  }

  void anOperatorThatCostNothingHasItsNestToRun() {
    const auto free = std::make_shared<const Workload>(repeatedScale(LayerKind::Free));
    const auto after = assumedWorkload(free, kTrueElementwise);
    QCOMPARE(totalOperations(*free), std::int64_t{0});
    QCOMPARE(totalOperations(*after), std::int64_t{32});
    QVERIFY(after->layers[0].routes.empty());
    QVERIFY(after->layers[0].costsByAssumption);
    QVERIFY(checkedWorkload(*after).has_value());
  }

  void otherRepairsAndWorkloadsWithoutSuchLayersChangeNothing() {
    const auto scale = std::make_shared<const Workload>(repeatedScale(LayerKind::Free));
    const auto block = std::make_shared<const Workload>(miniMamba());
    QCOMPARE(assumedWorkload(scale, physicalAssumptions().without(Repair::TrueElementwise)), scale);
    QCOMPARE(assumedWorkload(block, physicalAssumptions()), block);
  }

  void layersThatSumUpAreNotElementwise() {
    const Workload block = miniMamba();
    QVERIFY(!isElementwise(block.layers[0]));  // in_proj
    QVERIFY(isElementwise(block.layers[2]));   // Exp
    QVERIFY(!isElementwise(repeatedScale(LayerKind::Free).layers[0]));
  }
};

FUSEWRIGHT_TEST(AssumedWorkloadRules)

}  // namespace fusewright::assumed_workload_test

#include "assumed_workload_test.moc"
