#include "widgets/hardware/parameter_editor.h"

#include <QApplication>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>
#include <QWheelEvent>
#include <QtTest>

#include "core/session/snapshot.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"
#include "widgets/hardware/hardware_view.h"
#include "widgets/hardware/slider_scale.h"

namespace fusewright::parameter_editor_test {

namespace {

Parameter memory() {
  return {.id = "memory_MB",
          .group = "Chip",
          .label = "Memory",
          .unit = "MB",
          .meaning = "",
          .value = 24,
          .minimum = 0.25,
          .maximum = 1024,
          .logarithmic = true};
}

struct Told {
  QString value;
  std::uint64_t gesture = 0;
};

/// Everything that the editor asks for, in order.
std::shared_ptr<std::vector<Told>> listenTo(ParameterEditor& editor) {
  auto told = std::make_shared<std::vector<Told>>();
  QObject::connect(&editor, &ParameterEditor::edited, &editor, [told](const QString& value, std::uint64_t gesture) {
    told->push_back({value, gesture});
  });
  return told;
}

}  // namespace

class ParameterEditorViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

  void aFieldIsAsWideAsItsValueAndNothingLiesOverIt() {
    Parameter size = memory();
    size.unit = "bits";
    size.value = 1e15;
    size.maximum = 1e16;
    ParameterEditor editor(size);
    editor.showParameter(size, "1e15");
    auto* field = editor.findChild<QuantitySpinBox*>();
    for (const int width : {260, 300, 400, 700}) {
      editor.resize(width, 30);
      editor.show();
      QCoreApplication::processEvents();
      QVERIFY(field->width() >= field->widthFor(1e15));
      QVERIFY(editor.slider()->isHidden() || !editor.slider()->geometry().intersects(field->geometry()));
    }
    QVERIFY(!editor.slider()->isHidden());
    // A shorter value leaves room for the slider in less.
    ParameterEditor other(memory());
    other.showParameter(memory(), "24");
    other.resize(300, 30);
    other.show();
    QVERIFY(!other.slider()->isHidden());
  }

  void typedUnitsAreConvertedOnEnter() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    auto* field = editor.findChild<QuantitySpinBox*>();
    field->selectAll();
    QTest::keyClicks(field, "512K");
    QVERIFY(told->empty());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(told->size(), std::size_t{1});
    QCOMPARE(told->front().value, QString("0.5"));
  }

  void valuesHaveNoZerosAtTheirEnd() {
    const QuantitySpinBox field({.unit = "MB"});
    QCOMPARE(field.textFromValue(24), QString("24 MiB"));
    QCOMPARE(field.textFromValue(0.5), QString("0.5 MiB"));
    QCOMPARE(field.textFromValue(1.25), QString("1.25 MiB"));
  }

  void aFieldShowsAllDigitsOfARoundedValueWhileItHasTheFocus() {
    QWidget panel;
    QuantitySpinBox field({.unit = "bits/cycle", .integer = true}, &panel);
    QLineEdit other(&panel);
    field.setValue(319999999968);
    panel.show();
    other.setFocus();
    QTRY_VERIFY(other.hasFocus());
    QCOMPARE(field.text(), QString("320 Gbits/cycle"));
    field.setFocus();
    QCOMPARE(field.text(), QString("319,999,999,968 bits/cycle"));
    // 320 Gbits/cycle is the whole truth: nothing to add.
    field.setValue(320e9);
    QCOMPARE(field.text(), QString("320 Gbits/cycle"));
  }

  void focusAndEnterWithoutAnEditChangeNoValue_data() {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("value");
    QTest::newRow("many digits") << "bits/cycle" << 319999999968.0;
    QTest::newRow("bits that are no whole bytes") << "bits" << 1e16 + 2;
    QTest::newRow("a third") << "MB" << 1.0 / 3;
    QTest::newRow("a small cost") << "pJ" << 1.23456789e-7;
    QTest::newRow("a count") << "" << 8388607.0;
  }
  void focusAndEnterWithoutAnEditChangeNoValue() {
    QFETCH(const QString, unit);
    QFETCH(const double, value);
    QWidget panel;
    QuantitySpinBox field({.unit = unit}, &panel);
    QLineEdit other(&panel);
    field.setValue(value);
    panel.show();
    QSignalSpy changes(&field, &QDoubleSpinBox::valueChanged);
    QTest::keyClick(&field, Qt::Key_Return);
    for (int round = 0; round < 2; ++round) {
      field.setFocus(Qt::TabFocusReason);
      QTRY_VERIFY(field.hasFocus());
      QTest::keyClick(&field, Qt::Key_Return);
      other.setFocus(Qt::TabFocusReason);
      QTRY_VERIFY(!field.hasFocus());
    }
    QCOMPARE(changes.size(), 0);
    QCOMPARE(field.value(), value);
  }

  void aNumberTypedOverALargerOneIsInTheUnitOnShow() {
    QWidget panel;
    QuantitySpinBox field({.unit = "bits/cycle", .integer = true}, &panel);
    QLineEdit other(&panel);
    field.setValue(320e9);
    panel.show();
    other.setFocus();
    QTRY_VERIFY(other.hasFocus());
    field.setFocus(Qt::TabFocusReason);
    QTest::keyClicks(&field, "5");
    QCOMPARE(field.text(), QString("5 Gbits/cycle"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(field.value(), 5e9);
    field.selectAll();
    QTest::keyClicks(&field, "2 Mbits/cycle");
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(field.value(), 2e6);
    // At the end of the field there are digits to be typed, not letters of the unit.
    QTest::keyClick(&field, Qt::Key_End);
    QTest::keyClicks(&field, "0");
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(field.value(), 20e6);
  }

  void aTipOverAFieldHasTheExactValue() {
    Accelerator chip = tests::chipWithSharedDram();
    const auto changed = withParameter(chip, "dram_bits_per_cycle", "1234567");
    QVERIFY2(changed, changed ? "" : message(changed.error()).c_str());
    Snapshot snapshot;
    snapshot.design.accelerator = std::make_shared<const Accelerator>(*changed);
    HardwareView view;
    view.resize(600, 600);
    view.show();
    view.setSnapshot(snapshot);
    for (const ParameterEditor* editor : view.findChildren<ParameterEditor*>()) {
      if (editor->id() != "dram_bits_per_cycle") continue;
      auto* field = editor->findChild<QLineEdit*>();
      QCOMPARE(field->text(), QString("1.23 Mbits/cycle"));
      QHelpEvent hover(QEvent::ToolTip, QPoint(3, 3), field->mapToGlobal(QPoint(3, 3)));
      QApplication::sendEvent(field, &hover);
    }
    QVERIFY2(QToolTip::text().contains("1,234,567 bits/cycle"), qPrintable(QToolTip::text()));
  }

  void arrowsOfALogarithmicParameterDoubleAndHalve() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    editor.findChild<QuantitySpinBox*>()->stepBy(1);
    QCOMPARE(told->back().value, QString("48"));
    editor.findChild<QuantitySpinBox*>()->stepBy(-2);
    QCOMPARE(told->back().value, QString("12"));
  }

  void aDragIsHeldBackShortlyAndItsLastValueIsToldOnRelease() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    editor.slider()->setSliderDown(true);
    for (int position = 100; position <= 300; ++position) editor.slider()->setValue(position);
    QVERIFY(told->size() <= 5);
    editor.slider()->setSliderDown(false);
    const double last = sliderValue(withSliderLimits(memory(), 24), 300);
    QCOMPARE(told->back().value, QString::number(last, 'g', QLocale::FloatingPointShortest));
    for (const Told& each : *told) QCOMPARE(each.gesture, told->back().gesture);
    QVERIFY(told->back().gesture != 0);
  }

  void theSliderKeepsItsLimitsWhileItIsDraggedBackFromFarOutside() {
    // Usually 0.5: the slider reaches 32 by itself, and 1000 as that is the present value.
    Parameter far = memory();
    far.value = 1000;
    ParameterEditor editor(far);
    editor.showParameter(far, "0.5");
    QCOMPARE(editor.slider()->value(), kSliderSteps);
    const auto told = listenTo(editor);
    editor.slider()->setSliderDown(true);
    for (const int position : {900, 500}) {
      editor.slider()->setValue(position);
      far.value = sliderValue(withSliderLimits(far, 0.5), position);
      editor.showParameter(far, "0.5");  // the evaluation of what was dragged so far
    }
    editor.slider()->setSliderDown(false);
    // Half way between 0.25 and 1000 by factors: 15.8.
    QCOMPARE(told->back().value, QStringLiteral("15.8"));
  }

  void theNextDragIsAnotherGesture() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    for (const int position : {100, 200}) {
      editor.slider()->setSliderDown(true);
      editor.slider()->setValue(position);
      editor.slider()->setSliderDown(false);
    }
    QCOMPARE(told->size(), std::size_t{2});
    QVERIFY((*told)[0].gesture != (*told)[1].gesture);
  }

  void newsOfTheModelDoNotMoveASliderUnderTheHand() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    editor.slider()->setSliderDown(true);
    editor.slider()->setValue(700);
    editor.showParameter(memory(), "24");
    QCOMPARE(editor.slider()->value(), 700);
    editor.slider()->setSliderDown(false);
  }

  void theWheelOverAFieldWithoutFocusChangesNothing() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    for (QWidget* control :
         {static_cast<QWidget*>(editor.findChild<QuantitySpinBox*>()), static_cast<QWidget*>(editor.slider())}) {
      QWheelEvent event({5, 5}, control->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                        Qt::NoScrollPhase, false);
      QApplication::sendEvent(control, &event);
    }
    QVERIFY(told->empty());
  }

  void theArrowBackAsksForTheDefault() {
    ParameterEditor editor(memory());
    Parameter changed = memory();
    changed.value = 3;
    editor.showParameter(changed, "24");
    const auto told = listenTo(editor);
    QToolButton* reset = nullptr;
    for (auto* button : editor.findChildren<QToolButton*>()) reset = button;
    QVERIFY(reset != nullptr && !reset->isHidden());
    reset->click();
    QCOMPARE(told->back().value, QString("24"));
  }

  void theHardwareViewAsksForEditsById() {
    HardwareView view;
    Snapshot snapshot;
    snapshot.design.accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram());
    view.setSnapshot(snapshot);
    view.setDefaults(*snapshot.design.accelerator);
    std::vector<SetParameter> edits;
    connect(&view, &HardwareView::editRequested, &view,
            [&](const Edit& edit) { edits.push_back(std::get<SetParameter>(edit)); });
    for (auto* editor : view.findChildren<ParameterEditor*>()) {
      if (editor->id() == "onchip_memory_MB") editor->findChild<QuantitySpinBox*>()->setValue(12);
    }
    QCOMPARE(edits.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(edits[0].id), QString("onchip_memory_MB"));
    QCOMPARE(QString::fromStdString(edits[0].value), QString("12"));
  }

  void aFilterHidesWhatDoesNotMatch() {
    HardwareView view;
    Snapshot snapshot;
    snapshot.design.accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram());
    view.setSnapshot(snapshot);
    view.findChild<QLineEdit*>()->setText("no parameter is called like this");
    auto* tree = view.findChild<QTreeView*>();
    for (int group = 0; group < tree->model()->rowCount(); ++group) QVERIFY(tree->isRowHidden(group, {}));
    view.findChild<QLineEdit*>()->clear();
    QVERIFY(!tree->isRowHidden(0, {}));
  }

  void whatIsNotUnderstoodStaysWithTheReason() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    auto* field = editor.findChild<QuantitySpinBox*>();
    field->selectAll();
    QTest::keyClicks(field, "banana");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY2(field->complaint().contains("banana"), qPrintable(field->complaint()));
    editor.showParameter(memory(), "24");
    QCOMPARE(field->text(), QString("banana"));
    QVERIFY(told->empty());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(field->text(), QString("24 MiB"));
    QCOMPARE(field->complaint(), QString());
  }

  void aRefusedTextIsMendedInItsField() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "24");
    const auto told = listenTo(editor);
    auto* field = editor.findChild<QuantitySpinBox*>();
    field->selectAll();
    QTest::keyClicks(field, "12 parsecs");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!field->complaint().isEmpty());
    for (int letter = 0; letter < 7; ++letter) QTest::keyClick(field, Qt::Key_Backspace);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(told->size(), std::size_t{1});
    QCOMPARE(told->front().value, QString("12"));
    QCOMPARE(field->complaint(), QString());
  }

  void aBandwidthIsTypedInBytesASecondByTheClockOfTheChip() {
    Accelerator chip = tests::chipWithSharedDram({.d1 = 2, .d2 = 4});
    chip.frequencyMHz = 500;
    Snapshot snapshot;
    snapshot.design.accelerator = std::make_shared<const Accelerator>(chip);
    HardwareView view;
    view.resize(600, 600);
    view.show();
    view.setSnapshot(snapshot);
    std::optional<SetParameter> asked;
    connect(&view, &HardwareView::editRequested, [&](const Edit& edit) { asked = std::get<SetParameter>(edit); });
    for (const ParameterEditor* editor : view.findChildren<ParameterEditor*>()) {
      if (editor->id() != "dram_bits_per_cycle") continue;
      auto* field = editor->findChild<QuantitySpinBox*>();
      field->selectAll();
      QTest::keyClicks(field, "16 GB/s");
      QTest::keyClick(field, Qt::Key_Return);
    }
    QVERIFY(asked);
    // 16e9 * 8 bits a second over 5e8 cycles a second.
    QCOMPARE(asked->value, std::string("256"));
  }
};

FUSEWRIGHT_TEST(ParameterEditorViews)

}  // namespace fusewright::parameter_editor_test

#include "parameter_editor_test.moc"
