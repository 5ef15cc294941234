#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/model/model_sizes_view.h"

namespace fusewright::model_sizes_test {

namespace {

OpenModel openModel(bool waits) {
  return {.name = "m.onnx",
          .sizes = {{.name = "batch", .places = {"axis 0 of 'x'"}, .value = 1, .guess = 1},
                    {.name = "seq", .places = {"axis 1 of 'x'", "axis 1 of 'y'"}, .value = 128, .guess = 128}},
          .nodes = {{.node = "/If_1", .choice = {.kind = OpenChoice::Kind::Branch, .taken = 0}, .what = "not known"},
                    {.node = "/Loop_2", .choice = {.kind = OpenChoice::Kind::Trips, .taken = 1}, .what = "not known"}},
          .waits = waits};
}

template <typename Field>
Field* fieldCalled(const QWidget& view, const QString& name) {
  for (auto* field : view.findChildren<Field*>())
    if (field->accessibleName() == name && !field->isHidden()) return field;
  return nullptr;
}

QPushButton* applyButton(const ModelSizesView& view) {
  return view.findChild<QPushButton*>("applySizes");
}

}  // namespace

class ModelSizesViews : public QObject {
  Q_OBJECT

 private slots:
  void everySymbolHasAFieldWithItsGuess() {
    ModelSizesView view;
    view.setModel(openModel(true));
    const auto* batch = fieldCalled<QSpinBox>(view, "Size of batch");
    const auto* seq = fieldCalled<QSpinBox>(view, "Size of seq");
    QVERIFY(batch != nullptr && seq != nullptr);
    QCOMPARE(batch->value(), 1);
    QCOMPARE(seq->value(), 128);
    QCOMPARE(seq->minimum(), 1);
  }

  void aModelThatWaitsCanBeOpenedWithTheGuessesAtOnce() {
    ModelSizesView view;
    view.setModel(openModel(true));
    QVERIFY(applyButton(view)->isEnabled());
    QSignalSpy applied(&view, &ModelSizesView::applyRequested);
    applyButton(view)->click();
    QCOMPARE(applied.size(), 1);
    const auto decisions = applied[0][0].value<ModelDecisions>();
    QVERIFY((decisions.sizes == std::map<std::string, std::int64_t>{{"batch", 1}, {"seq", 128}}));
    // Nobody touched the nodes: the reader may go on choosing.
    QVERIFY(decisions.nodes.empty());
  }

  void aModelThatIsOpenIsReadAgainOnlyIfSomethingIsDifferent() {
    ModelSizesView view;
    view.setModel(openModel(false));
    QVERIFY(!applyButton(view)->isEnabled());
    auto* seq = fieldCalled<QSpinBox>(view, "Size of seq");
    seq->setValue(64);
    QVERIFY(applyButton(view)->isEnabled());
    seq->setValue(128);
    QVERIFY(!applyButton(view)->isEnabled());
  }

  void enterInAFieldApplies() {
    ModelSizesView view;
    view.setModel(openModel(true));
    view.show();
    auto* seq = fieldCalled<QSpinBox>(view, "Size of seq");
    seq->setFocus();
    seq->selectAll();
    QSignalSpy applied(&view, &ModelSizesView::applyRequested);
    QTest::keyClicks(seq, "256");
    QTest::keyClick(seq, Qt::Key_Return);
    QCOMPARE(applied.size(), 1);
    QCOMPARE(applied[0][0].value<ModelDecisions>().sizes.at("seq"), std::int64_t{256});
  }

  void aBranchThatTheUserChoseIsDecided() {
    ModelSizesView view;
    view.setModel(openModel(false));
    auto* branch = fieldCalled<QComboBox>(view, "What to read of /If_1");
    QVERIFY(branch != nullptr);
    branch->setCurrentIndex(1);
    Q_EMIT branch->activated(1);
    const ModelDecisions decisions = view.decisions();
    QCOMPARE(decisions.nodes.size(), std::size_t{1});
    QCOMPARE(decisions.nodes.at("/If_1").taken, std::int64_t{1});
  }

  void iterationsMayBeNone() {
    ModelSizesView view;
    view.setModel(openModel(false));
    auto* trips = fieldCalled<QSpinBox>(view, "What to read of /Loop_2");
    QVERIFY(trips != nullptr);
    trips->setValue(0);
    QCOMPARE(view.decisions().nodes.at("/Loop_2").taken, std::int64_t{0});
  }

  void anotherModelReplacesAllFields() {
    ModelSizesView view;
    view.setModel(openModel(true));
    view.setModel({.name = "other.onnx", .sizes = {{.name = "n", .places = {}, .value = 7, .guess = 3}}});
    QVERIFY(fieldCalled<QSpinBox>(view, "Size of batch") == nullptr);
    QCOMPARE(view.decisions().sizes.size(), std::size_t{1});
    QCOMPARE(view.decisions().sizes.at("n"), std::int64_t{7});
  }

  void cancelDropsWhatWasTyped() {
    ModelSizesView view;
    view.setModel(openModel(false));
    fieldCalled<QSpinBox>(view, "Size of seq")->setValue(5);
    for (auto* button : view.findChildren<QPushButton*>())
      if (button->text() == "Cancel") button->click();
    QCOMPARE(view.decisions().sizes.at("seq"), std::int64_t{128});
  }
};

FUSEWRIGHT_TEST(ModelSizesViews)

}  // namespace fusewright::model_sizes_test

#include "model_sizes_test.moc"
