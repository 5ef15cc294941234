#include "widgets/fusion/assumptions_box.h"

#include <QMenu>
#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::assumptions_box_test {

namespace {

/// A box that shows `shown`, and the assumptions that it asked for since.
struct Asked {
  explicit Asked(const Assumptions& shown) {
    box.setAssumptions(shown);
    QObject::connect(&box, &AssumptionsBox::editRequested,
                     [this](const Edit& edit) { edits.push_back(std::get<SetAssumptions>(edit).assumptions); });
  }

  AssumptionsBox box;
  std::vector<Assumptions> edits;
};

}  // namespace

class AssumptionsBoxViews : public QObject {
  Q_OBJECT

 private slots:
  void showingAssumptionsAsksForNothing() {
    Asked asked(paperAssumptions());
    Assumptions other = physicalAssumptions();
    other.prefetchDepth = 9;
    asked.box.setAssumptions(other);
    QVERIFY(asked.edits.empty());
  }

  void aPresetKeepsThePrefetchDepth() {
    Assumptions shown = paperAssumptions();
    shown.prefetchDepth = 9;
    Asked asked(shown);
    auto* presets = asked.box.findChild<QComboBox*>();
    Q_EMIT presets->activated(1);
    QCOMPARE(asked.edits.size(), std::size_t{1});
    QCOMPARE(nameOf(asked.edits[0]), std::string("physical,prefetch=9"));
  }

  void everyRepairCanBeSwitchedAloneAndSaysWhatItIs() {
    for (std::size_t index = 0; index < kRepairs; ++index) {
      const auto repair = static_cast<Repair>(index);
      Asked asked(paperAssumptions());
      auto* check = asked.box.findChild<QToolButton*>()->menu()->findChild<QCheckBox*>(
          QString::fromStdString(std::string(textOf(repair).id)));
      QVERIFY(check != nullptr);
      QCOMPARE(check->toolTip().toStdString(), std::string(textOf(repair).sentence));
      check->click();
      QVERIFY(asked.edits == std::vector<Assumptions>{paperAssumptions().with(repair)});
    }
  }

  void assumptionsOfNoPresetAreCalledByTheirText() {
    Asked asked(physicalAssumptions().without(Repair::KeptSlices));
    auto* presets = asked.box.findChild<QComboBox*>();
    QCOMPARE(presets->currentText(), QString("physical,-B5"));
    asked.box.setAssumptions(paperAssumptions());
    QCOMPARE(presets->currentText(), QString("paper"));
    QCOMPARE(presets->count(), 2);
  }

  void thePrefetchDepthIsAnEdit() {
    Asked asked(physicalAssumptions());
    asked.box.findChild<QToolButton*>()->menu()->findChild<QSpinBox*>()->setValue(6);
    QCOMPARE(asked.edits.size(), std::size_t{1});
    QCOMPARE(nameOf(asked.edits[0]), std::string("physical,prefetch=6"));
  }
};

FUSEWRIGHT_TEST(AssumptionsBoxViews)

}  // namespace fusewright::assumptions_box_test

#include "assumptions_box_test.moc"
