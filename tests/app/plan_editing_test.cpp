#include <QDockWidget>
#include <QFile>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/plan_editing.h"
#include "app/explorer/themed_icon.h"
#include "core/evaluate/regrouped_request.h"
#include "core/io/fusion_plan_json.h"
#include "tests/test_program.h"
#include "widgets/common/format.h"

namespace fusewright::plan_editing_test {

namespace {

bool isFresh(MainWindow& window) {
  return window.files().loading().isEmpty() && window.session().snapshot().evaluation &&
         !window.session().snapshot().stale;
}

/// A window with a Mamba block, of a few tokens unless said otherwise, on the MARCA example.
std::unique_ptr<MainWindow> openWindow(const std::string& fusion,
                                       const std::string& model = FUSEWRIGHT_SOURCE_DIR
                                       "/examples/workloads/mamba1_tiny.onnx",
                                       const std::string& assumptions = "paper") {
  DesignOptions options;
  options.model = model;
  options.assumptions = assumptions;
  options.hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
  options.fusion = fusion;
  auto window = std::make_unique<MainWindow>(engineEvaluator(std::make_shared<TileCostTable>()), SettingsUse::Ignored);
  window->sweep().setEnabled(false);
  window->resize(1400, 900);
  window->show();
  window->files().openDesign(options);
  return QTest::qWaitFor([&] { return isFresh(*window); }, 30000) ? std::move(window) : nullptr;
}

/// The line of a choice in the dock of cuts.
QTreeWidgetItem* lineOf(const CutsView& view, const std::string& dim, std::size_t choice) {
  const auto row = std::ranges::find(view.rows(), dim, &CutLoopRow::dim) - view.rows().begin();
  QTreeWidgetItem* loop = view.tree().topLevelItem(static_cast<int>(row));
  loop->setExpanded(true);
  return loop->child(static_cast<int>(choice));
}

std::size_t firstFused(const Evaluation& evaluation) {
  const auto& groups = evaluation.mapping->fusion.groups;
  const auto fused = std::ranges::find_if(groups, [](const FusionGroup& group) { return group.layers.size() > 1; });
  return static_cast<std::size_t>(fused - groups.begin());
}

}  // namespace

/// The fusion plan edited by hand in the window.
class PlanEditingTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void enterOnAGroupOfTheListOpensItsCutsAndAChoiceIsTakenAndUndone() {
    const auto window = openWindow("all");
    QVERIFY(window);
    GroupTree& list = window->views().fusion->groups();
    const auto fused = std::ranges::find(list.rows(), true, &FusionRow::fused) - list.rows().begin();
    list.setCurrentItem(list.topLevelItem(static_cast<int>(fused)));
    QTest::keyClick(&list, Qt::Key_Return);
    CutsView& cuts = window->planEditing().cuts();
    QTRY_VERIFY(!cuts.visibleRegion().isEmpty());
    QCOMPARE(*cuts.group(), firstFused(*window->session().snapshot().evaluation));
    const auto before = window->session().snapshot().evaluation;
    QTreeWidgetItem* line = lineOf(cuts, "D", 1);
    // What it would give is told before it is taken, and holds.
    QTRY_VERIFY_WITH_TIMEOUT(!line->text(3).isEmpty(), 20000);
    const QString promised = line->toolTip(3);
    cuts.tree().setCurrentItem(line);
    QTest::keyClick(&cuts.tree(), Qt::Key_Return);
    QTRY_VERIFY(isFresh(*window) && window->session().snapshot().evaluation != before);
    const auto after = window->session().snapshot().evaluation;
    QVERIFY(after->graph->size() > before->graph->size());
    QVERIFY2(promised.contains(formatCycles(after->metrics->latency).brief), qPrintable(promised));
    QVERIFY2(window->session().history()->undoText().starts_with("Tiling of group 1: D 1 → "),
             window->session().history()->undoText().c_str());
    window->session().undo();
    QTRY_VERIFY(isFresh(*window) && window->session().snapshot().evaluation->graph->size() == before->graph->size());
    QVERIFY(window->session().snapshot().design.mapping == before->design.mapping);
  }

  void aChangeThatIsConsideredIsTriedAndWhatItGivesIsSaid() {
    const auto window = openWindow("unfused");
    QVERIFY(window);
    const auto& evaluation = window->session().snapshot().evaluation;
    // mul_delta_A and Exp run next to one another.
    const auto& groups = evaluation->mapping->fusion.groups;
    const auto named = [&](const FusionGroup& group) {
      return evaluation->workload->layer(group.layers.front()).name.find("mul_delta_A") != std::string::npos;
    };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(groups, named) - groups.begin());
    const MergeGroups merge{.first = first, .last = first + 1};
    QVERIFY(regroupedRequest(*evaluation, evaluation->design.mapping, merge));
    // Tried by the graph: what is dragged there asks in the same way.
    Q_EMIT window->views().graph->changeConsidered(merge);
    const PlanTrials& trials = window->planEditing().changeTrials();
    QTRY_COMPARE(trials.finished(), 1);
    QVERIFY(isFresh(*window));
    QVERIFY(window->session().snapshot().design.mapping == evaluation->design.mapping);  // only tried
  }

  void aFusionThatIsMuchSlowerIsToldWithCutsThatHelp() {
    const auto window = openWindow("all", FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_L64.onnx", "physical");
    QVERIFY(window);
    const auto before = window->session().snapshot().evaluation;
    const auto& groups = before->mapping->fusion.groups;
    const auto named = [&](const FusionGroup& group) {
      return before->workload->layer(group.layers.front()).name.find("in_proj") != std::string::npos;
    };
    const auto inProj = static_cast<std::size_t>(std::ranges::find_if(groups, named) - groups.begin());
    // One token a tile: the weights of in_proj are streamed again for each of 64 tokens.
    window->views().fusion->regroup(MergeGroups{.first = inProj, .last = inProj + 1});
    QTRY_VERIFY(window->offers().question().contains(QStringLiteral("takes longer")));
    QVERIFY(isFresh(*window));
    const Cycles slow = window->session().snapshot().evaluation->metrics->latency;
    QVERIFY(slow > before->metrics->latency * 10.0);
    QTRY_VERIFY_WITH_TIMEOUT(window->offers().question().contains(QStringLiteral("Cut as")), 20000);
    const auto answers = window->offers().findChildren<QToolButton*>();
    const auto cut = std::ranges::find_if(answers, [](const QToolButton* one) { return one->text() == "&Cut so"; });
    QVERIFY(cut != answers.end());
    const QString told = window->offers().question();
    (*cut)->click();
    QVERIFY(window->offers().question().isEmpty());
    QTRY_VERIFY(isFresh(*window) && window->session().snapshot().evaluation->metrics->latency < slow);
    const Cycles better = window->session().snapshot().evaluation->metrics->latency;
    QVERIFY2(told.contains(formatCycles(better).brief), qPrintable(told));
    window->session().undo();
    window->session().undo();
    QTRY_VERIFY(isFresh(*window) &&
                window->session().snapshot().evaluation->metrics->latency == before->metrics->latency);
    QVERIFY(window->offers().question().isEmpty());
  }

  void copiedAsACommandLineAPlanBringsItsCuts() {
    const auto window = openWindow("A-B");
    QVERIFY(window);
    CutsView& cuts = window->planEditing().cuts();
    window->findChild<QDockWidget*>(QStringLiteral("cutsDock"))->raise();
    QTRY_VERIFY(cuts.isVisible() && cuts.group());
    const auto before = window->session().snapshot().evaluation;
    cuts.take(Tiling{{"L", 2}, {"D", 4}});
    QTRY_VERIFY(isFresh(*window) && window->session().snapshot().evaluation != before);
    const QString line = window->files().commandLine();
    QVERIFY2(line.contains(QStringLiteral("\"tiling\":{\"L\":2,\"D\":4}")), qPrintable(line));
  }

  void aPlanWithCutsByHandIsTheSameInAPlanFile() {
    const auto window = openWindow("A-B");
    QVERIFY(window);
    CutsView& cuts = window->planEditing().cuts();
    window->findChild<QDockWidget*>(QStringLiteral("cutsDock"))->raise();
    QTRY_VERIFY(cuts.isVisible() && cuts.group());
    const auto before = window->session().snapshot().evaluation;
    cuts.take(Tiling{{"L", 2}, {"D", 4}});
    QTRY_VERIFY(isFresh(*window) && window->session().snapshot().evaluation != before);
    const MappingRequest& request = window->session().snapshot().design.mapping;
    const std::string text = writeFusionPlan({.fusion = std::get<ListedFusion>(request.fusion), .tiling = {}});
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.c_str()) > 0);
    file.close();
    const auto read = readFusionPlan(path.toStdString());
    QVERIFY(read);
    MappingRequest again = request;
    again.fusion = read->fusion;
    const auto& shown = *window->session().snapshot().evaluation;
    const auto mapping = makeMapping(*shown.workload, *shown.design.accelerator, again, shown.design.assumptions);
    QVERIFY(mapping && *mapping == *shown.mapping);
    QVERIFY(QString::fromStdString(text).contains(QStringLiteral("\"D\": 4")));
  }
};

FUSEWRIGHT_TEST(PlanEditingTest)

}  // namespace fusewright::plan_editing_test

#include "plan_editing_test.moc"
