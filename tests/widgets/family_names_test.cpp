#include "widgets/common/family_names.h"

#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/names.h"

namespace fusewright::family_names_test {

namespace {

Workload workloadOf(const std::vector<std::string>& names) {
  Workload workload;
  for (std::size_t index = 0; index < names.size(); ++index)
    workload.layers.push_back({.name = names[index], .family = LayerId(index)});
  return workload;
}

}  // namespace

class FamilyNames : public QObject {
  Q_OBJECT

 private slots:
  void aNameHasTwoPartsUnlessAnotherLayersNameEndsAlike() {
    const Workload workload = workloadOf({"/model/conv1/Conv", "/layer1/layer1.0/conv1/Conv",
                                          "/layer1/layer1.1/conv1/Conv", "/layer1/layer1.1/relu/Relu", "/fc/Gemm"});
    QCOMPARE(familyNames(workload), (std::vector<QString>{"model/conv1/Conv", "layer1.0/conv1/Conv",
                                                          "layer1.1/conv1/Conv", "relu/Relu", "fc/Gemm"}));
  }

  void aNameThatEndsAnotherIsWhole() {
    QCOMPARE(familyNames(workloadOf({"/conv1/Conv", "/layer1.0/conv1/Conv"})),
             (std::vector<QString>{"conv1/Conv", "layer1.0/conv1/Conv"}));
  }

  void partsAreComparedWhole() {
    // "myconv1/Conv" ends with "conv1/Conv" but not with its two parts.
    QCOMPARE(familyNames(workloadOf({"/a/conv1/Conv", "/a/myconv1/Conv"})),
             (std::vector<QString>{"conv1/Conv", "myconv1/Conv"}));
  }

  void aNameHasAsManyPartsAsTellItFromAllOthers() {
    const Workload workload = workloadOf({"/m/l.0/mlp/gate/MatMul", "/m/l.1/mlp/gate/MatMul", "/l.1/mlp/gate/MatMul",
                                          "gate/MatMul", "MatMul", "/head/MatMul", "/twice/Add", "/twice/Add"});
    const std::vector<QString> names = familyNames(workload);
    QCOMPARE(names[0], QStringLiteral("l.0/mlp/gate/MatMul"));
    QCOMPARE(names[1], QStringLiteral("m/l.1/mlp/gate/MatMul"));
    // Both are whole already.
    QCOMPARE(names[3], QStringLiteral("gate/MatMul"));
    QCOMPARE(names[6], names[7]);
  }

  void stepsOfAScanAreOneFamilyWithoutStepNumbers() {
    Workload workload = workloadOf({"/a/scan/mul_h_0", "/a/scan/mul_h_1", "/b/scan/mul_h"});
    workload.layers[0].recurrence = RecurrenceStep{.step = 0};
    workload.layers[1].recurrence = RecurrenceStep{.step = 1};
    workload.layers[1].family = LayerId(0);
    QCOMPARE(familyNames(workload), (std::vector<QString>{"a/scan/mul_h", {}, "b/scan/mul_h"}));
    QCOMPARE(familyText(workload, LayerId(1)), QStringLiteral("a/scan/mul_h"));
  }
};

FUSEWRIGHT_TEST(FamilyNames)

}  // namespace fusewright::family_names_test

#include "family_names_test.moc"
