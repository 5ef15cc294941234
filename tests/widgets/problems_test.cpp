#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"
#include "widgets/problems/problems_view.h"

namespace fusewright::problems_test {
using namespace tests;

namespace {

/// x -> first -> second, made from the nodes "/a/Mul" and "/if/then/Relu", with one warning of each severity.
Workload warnedChain() {
  Workload workload = twoLayerChain();
  workload.layers[0].node = "/a/Mul";
  workload.layers[1].node = "/if/then/Relu";
  workload.warnings = {
      {.what = "weights lie elsewhere", .where = "m.onnx", .severity = Severity::Note},
      {.what = "sizes are guessed", .where = "m.onnx", .node = "/a/Mul", .consequence = "costs are estimates"},
      {.what = "one branch is read", .where = "m.onnx", .node = "/if", .severity = Severity::Omission}};
  return workload;
}

ModelAccount smallAccount() {
  ModelAccount account;
  account.model = "m.onnx";
  account.origin = "/models/m.onnx";
  account.format = "opset 13, IR 7";
  account.symbols = {{.name = "batch", .size = 2, .guessed = true}, {.name = "seq", .size = 16}};
  account.operators = {{"MatMul", 3}, {"Relu", 2}};
  account.parameters = 1200;
  account.parameterBytes = 4800;
  account.macs = 3000;
  account.operations = 4000;
  account.classes = {{.operatorClass = OperatorClass::Contraction, .layers = 3, .operations = 3000},
                     {.operatorClass = OperatorClass::Activation, .layers = 2, .operations = 1000}};
  return account;
}

QString factOf(const ModelAccount& account, const QString& name) {
  for (const AccountFact& fact : accountFacts(account))
    if (fact.name == name) return fact.text;
  return {};
}

}  // namespace

class ProblemViews : public QObject {
  Q_OBJECT

 private slots:
  void theWorstProblemComesFirst() {
    const auto problems = problemsOf(warnedChain(), nullptr);
    QCOMPARE(problems.size(), std::size_t{3});
    QCOMPARE(problems[0].level, ProblemLevel::Omission);
    QCOMPARE(problems[1].level, ProblemLevel::Approximation);
    QCOMPARE(problems[2].level, ProblemLevel::Note);
  }

  void aProblemLeadsToTheLayerMadeFromItsNode() {
    const auto problems = problemsOf(warnedChain(), nullptr);
    QVERIFY(problems[1].place == Selection(LayerId(0)));
  }

  void aNodeThatIsReplacedByItsBodyLeadsToTheFirstLayerInside() {
    const Workload workload = warnedChain();
    QVERIFY(layerOfNode(workload, "/if") == LayerId(1));
    // "/i" begins like "/if" and is another node.
    QVERIFY(!layerOfNode(workload, "/i"));
    QVERIFY(!layerOfNode(workload, ""));
  }

  void aProblemOfTheWholeFileLeadsNowhere() { QVERIFY(!problemsOf(warnedChain(), nullptr)[2].place); }

  void whatDoesNotFitIsWorseThanAllElseAndLeadsToItsTile() {
    Evaluation evaluation = handWrittenEvaluation();
    Metrics metrics = *evaluation.metrics;
    metrics.violations = {{.what = "the memory is too small",
                           .memory = MemoryId(0),
                           .tile = TileId(1),
                           .needed = Bits(300),
                           .available = Bits(200)}};
    evaluation.metrics = std::make_shared<const Metrics>(metrics);
    const auto problems = problemsOf(*evaluation.workload, &evaluation);
    QVERIFY(!problems.empty());
    QCOMPARE(problems[0].level, ProblemLevel::Violation);
    QVERIFY(problems[0].place == Selection(TileKey{.layer = LayerId(1), .indexInLayer = 0}));
    QVERIFY2(problems[0].what.contains("needs 300 bit") || problems[0].what.contains("needs 37.5"),
             qPrintable(problems[0].what));
  }

  void theTableIsASoundModelWhileProblemsChange() {
    ProblemTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProblems(problemsOf(warnedChain(), nullptr));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.count(ProblemLevel::Note), 1);
    model.setProblems({});
    QCOMPARE(model.rowCount(), 0);
  }

  void theClassTableIsASoundModelAndItsSharesAreOfAllOperations() {
    ClassTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setAccount(smallAccount());
    QCOMPARE(model.rowCount(), 2);
    // 3,000 of 4,000.
    QCOMPARE(model.index(0, ClassTableModel::Share).data(ClassTableModel::kShareRole).toDouble(), 0.75);
  }

  void enterGoesToTheNode() {
    ProblemsView view;
    view.setProblems(problemsOf(warnedChain(), nullptr));
    view.resize(1200, 400);
    view.show();
    QSignalSpy places(&view, &ProblemsView::placeRequested);
    view.table().setFocus();
    view.table().setCurrentIndex(view.table().model()->index(1, 0));
    QTest::keyClick(&view.table(), Qt::Key_Return);
    QCOMPARE(places.size(), 1);
    QVERIFY(places[0][0].value<Selection>() == Selection(LayerId(0)));
  }

  void aLevelThatIsSwitchedOffIsNeitherShownNorExported() {
    ProblemsView view;
    view.setProblems(problemsOf(warnedChain(), nullptr));
    QCOMPARE(view.exportTable().rows.size(), std::size_t{3});
    for (auto* button : view.findChildren<QToolButton*>())
      if (button->text().contains("approximated")) button->click();
    QCOMPARE(view.table().model()->rowCount(), 2);
    for (const QStringList& row : view.exportTable().rows) QVERIFY(row[0] != "Approximated");
  }

  void theFilterLooksAtWholeNamesAndConsequences() {
    ProblemsView view;
    view.setProblems(problemsOf(warnedChain(), nullptr));
    auto* filter = view.findChild<QLineEdit*>();
    filter->setText("ESTIMATES");
    QCOMPARE(view.table().model()->rowCount(), 1);
    filter->setText("/a/Mul");
    QCOMPARE(view.table().model()->rowCount(), 1);
    filter->setText("nothing like it");
    QCOMPARE(view.table().model()->rowCount(), 0);
  }

  void markedRowsAreCopiedWithHeadingsAndTabs() {
    ProblemsView view;
    view.setProblems(problemsOf(warnedChain(), nullptr));
    view.show();
    view.table().selectRow(1);
    for (QAction* action : view.table().actions())
      if (action->shortcut() == QKeySequence(QKeySequence::Copy)) action->trigger();
    const QStringList lines = QApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], QString("Severity\tNode\tWhat\tConsequence\tFrom"));
    QCOMPARE(lines[1], QString("Approximated\t/a/Mul\tsizes are guessed\tcosts are estimates\tmodel"));
  }

  void theAccountSaysSizesWithThoseThatAreGuessed() {
    const ModelAccount account = smallAccount();
    QCOMPARE(factOf(account, "Symbols"), QString("batch = 2 (guessed), seq = 16"));
    QCOMPARE(factOf(account, "Nodes"), QString("5: 3 MatMul, 2 Relu"));
    QVERIFY(factOf(account, "Written by").isEmpty());
  }

  void theAccountAsATableHasEveryNumberUnrounded() {
    const TextTable table = accountTable(smallAccount());
    const auto has = [&](const QStringList& row) { return std::ranges::find(table.rows, row) != table.rows.end(); };
    QVERIFY(has({"parameter_bytes", "4800", "bytes"}));
    QVERIFY(has({"operations contraction", "3000", "operations"}));
    QVERIFY(has({"symbol batch", "2", "guessed"}));
  }
};

FUSEWRIGHT_TEST(ProblemViews)

}  // namespace fusewright::problems_test

#include "problems_test.moc"
