#include "widgets/hardware/parameter_model.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/test_program.h"
#include "widgets/hardware/slider_scale.h"

namespace fusewright::parameter_model_test {

namespace {

std::vector<Parameter> someParameters() {
  return {{.id = "memory_MB",
           .group = "Chip",
           .label = "Memory",
           .unit = "MB",
           .meaning = "All of it",
           .value = 24,
           .minimum = 0.25,
           .maximum = 1024,
           .logarithmic = true},
          {.id = "core0.size",
           .group = "core0",
           .label = "Size",
           .unit = "bits",
           .meaning = "",
           .value = 8,
           .minimum = 1,
           .maximum = 64,
           .integer = true},
          {.id = "cores",
           .group = "Chip",
           .label = "Cores",
           .unit = "",
           .meaning = "",
           .value = 1,
           .minimum = 1,
           .maximum = 16,
           .integer = true}};
}

}  // namespace

class ParameterModelViews : public QObject {
  Q_OBJECT

 private slots:
  void theModelKeepsQtsContractWhileValuesAndRowsChange() {
    ParameterModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setParameters(someParameters());
    model.setDefaults(someParameters());
    auto changed = someParameters();
    changed[0].value = 12;
    model.setParameters(changed);
    model.setParameters(parametersOf(tests::chipWithSharedDram({.cores = 3})));
    model.setParameters({});
    QCOMPARE(model.rowCount(), 0);
  }

  void parametersOfOneGroupStandTogetherInOrderOfFirstAppearance() {
    ParameterModel model;
    model.setParameters(someParameters());
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex chip = model.index(0, ParameterModel::Name);
    QCOMPARE(chip.data().toString(), QString("Chip"));
    QCOMPARE(model.rowCount(chip), 2);
    QCOMPARE(model.index(1, ParameterModel::Name, chip).data().toString(), QString("Cores"));
  }

  void aValueThatDiffersFromItsDefaultIsBold() {
    ParameterModel model;
    model.setParameters(someParameters());
    model.setDefaults(someParameters());
    const QModelIndex memory = model.indexOf("memory_MB", ParameterModel::Name);
    QVERIFY(!memory.data(Qt::FontRole).value<QFont>().bold());
    auto changed = someParameters();
    changed[0].value = 12;
    model.setParameters(changed);
    QVERIFY(model.indexOf("memory_MB", ParameterModel::Name).data(Qt::FontRole).value<QFont>().bold());
    QCOMPARE(model.defaultText(changed[0]), QString("24"));
  }

  void newValuesOfTheSameParametersLeaveTheRowsInPlace() {
    ParameterModel model;
    model.setParameters(someParameters());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    auto changed = someParameters();
    changed[1].value = 16;
    model.setParameters(changed);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
  }

  void toolTipsSayMeaningRangeDefaultAndTheOptionForTheTerminal() {
    ParameterModel model;
    model.setParameters(someParameters());
    const QString tip = model.indexOf("memory_MB", ParameterModel::Name).data(Qt::ToolTipRole).toString();
    for (const char* part : {"All of it", "256 KiB to 1 GiB", "24 MiB", "--set memory_MB=24"})
      QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
  }

  void everySliderPositionStaysInsideTheLimits() {
    for (const Parameter& parameter : parametersOf(tests::chipWithSharedDram())) {
      if (parameter.text || parameter.maximum <= parameter.minimum) continue;
      double before = parameter.minimum;
      for (int position = 0; position <= kSliderSteps; position += 10) {
        const double value = sliderValue(parameter, position);
        QVERIFY2(value >= parameter.minimum && value <= parameter.maximum, parameter.id.c_str());
        QVERIFY2(value >= before, parameter.id.c_str());
        before = value;
      }
    }
  }

  void aLogarithmicSliderMovesByEqualFactors() {
    const Parameter memory = someParameters()[0];
    // 0.25 to 1024 is a factor of 2^12; half way is 2^6 above the lower end: 16.
    QCOMPARE(sliderValue(memory, kSliderSteps / 2), 16.0);
    QCOMPARE(sliderPosition(memory, 16), kSliderSteps / 2);
  }

  void aSliderReachesAFactorOf64ToBothSidesAndThePresentValue() {
    Parameter memory = someParameters()[0];
    memory.minimum = 1e-6;
    memory.maximum = 1e6;
    memory.value = 24;
    const Parameter near = withSliderLimits(memory, 24);
    QCOMPARE(near.minimum, 0.375);
    QCOMPARE(near.maximum, 1536.0);
    QCOMPARE(sliderPosition(near, 24), kSliderSteps / 2);
    memory.value = 1e5;
    QCOMPARE(withSliderLimits(memory, 24).maximum, 1e5);
    QCOMPARE(withSliderLimits(memory, 1e6).maximum, 1e6);  // never beyond the parameter's own
    memory.logarithmic = false;
    QCOMPARE(withSliderLimits(memory, 24).minimum, 1e-6);
  }
};

FUSEWRIGHT_TEST(ParameterModelViews)

}  // namespace fusewright::parameter_model_test

#include "parameter_model_test.moc"
