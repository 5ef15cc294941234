#include "core/session/history.h"

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::history_test {

namespace {

/// Designs that differ in the name of their fusion plan alone.
Design designNamed(const std::string& name) {
  static const auto kWorkload = std::make_shared<const Workload>(tests::miniMamba());
  static const auto kMachine = std::make_shared<const Accelerator>(tests::chipWithSharedDram());
  return {.workload = kWorkload, .accelerator = kMachine, .mapping = {.fusion = NamedFusion{name}}};
}

std::string nameOf(const Design& design) {
  return std::get<NamedFusion>(design.mapping.fusion).name;
}

}  // namespace

class HistoryRules : public QObject {
  Q_OBJECT

 private slots:
  void aNewHistoryHasNothingToUndoOrRedo() {
    const History history(designNamed("first"));
    QVERIFY(!history.canUndo());
    QVERIFY(!history.canRedo());
    QCOMPARE(history.undoText(), std::string());
  }

  void undoAndRedoWalkAlongTheSameSteps() {
    History history(designNamed("first"));
    history.push(designNamed("second"), "to second");
    history.push(designNamed("third"), "to third");
    QCOMPARE(history.undoText(), std::string("to third"));
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("second"));
    QCOMPARE(history.redoText(), std::string("to third"));
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("first"));
    history.redo();
    history.redo();
    QCOMPARE(nameOf(history.current()), std::string("third"));
    QVERIFY(!history.canRedo());
  }

  void aNewStepForgetsWhatCouldBeRedone() {
    History history(designNamed("first"));
    history.push(designNamed("second"), "to second");
    history.undo();
    history.push(designNamed("other"), "to other");
    QVERIFY(!history.canRedo());
    QCOMPARE(nameOf(history.current()), std::string("other"));
  }

  void allStepsOfOneDragAreUndoneAtOnce() {
    History history(designNamed("first"));
    for (const char* name : {"a", "b", "c"}) history.push(designNamed(name), std::string("to ") + name, 7);
    QCOMPARE(nameOf(history.current()), std::string("c"));
    QCOMPARE(history.undoText(), std::string("to c"));
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("first"));
    QVERIFY(!history.canUndo());
  }

  void twoDragsAreTwoSteps() {
    History history(designNamed("first"));
    history.push(designNamed("a"), "a", 7);
    history.push(designNamed("b"), "b", 8);
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("a"));
  }

  void stepsWithoutADragNumberNeverMerge() {
    History history(designNamed("first"));
    history.push(designNamed("a"), "a");
    history.push(designNamed("b"), "b");
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("a"));
  }

  void aDragStartsWhereItsFirstStepLedAwayFrom() {
    History history(designNamed("first"));
    QCOMPARE(nameOf(history.startOf(7)), std::string("first"));
    history.push(designNamed("a"), "a", 7);
    QCOMPARE(nameOf(history.startOf(7)), std::string("first"));
    QCOMPARE(nameOf(history.startOf(8)), std::string("a"));
  }

  void aRejectedStepDisappears() {
    History history(designNamed("first"));
    history.push(designNamed("impossible"), "bad");
    history.reject(designNamed("first"));
    QCOMPARE(nameOf(history.current()), std::string("first"));
    QVERIFY(!history.canUndo());
    QVERIFY(!history.canRedo());
  }

  void aRejectedEndOfADragLeavesItsLastGoodValue() {
    History history(designNamed("first"));
    history.push(designNamed("good"), "drag", 7);
    history.push(designNamed("impossible"), "drag", 7);
    history.reject(designNamed("good"));
    QCOMPARE(nameOf(history.current()), std::string("good"));
    history.undo();
    QCOMPARE(nameOf(history.current()), std::string("first"));
  }
};

FUSEWRIGHT_TEST(HistoryRules)

}  // namespace fusewright::history_test

#include "history_test.moc"
