#include <functional>

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/mapped_design.h"
#include "core/mapping/group_order.h"
#include "core/session/apply_edit.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"
#include "widgets/fusion/drop_target.h"
#include "widgets/fusion/fusion_view.h"
#include "widgets/fusion/layer_mapping_view.h"

namespace fusewright::fusion_editing_test {
using namespace tests;

namespace {

/// The small Mamba block of two tokens, its layers 0 to 4 and 8 on: in_proj, mul_delta_A, Exp, mul_delta_B, mul_dBx,
/// then the steps mul_h_dA, add_dBx, mul_h_C (8 to 13), then mul_D_x and out_proj.
std::shared_ptr<const Evaluation> evaluated(const char* fusion) {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba({.tokens = 2})),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                      .mapping = {.fusion = NamedFusion{fusion}}};
  return std::make_shared<const Evaluation>(evaluate(design, table).value());
}

Snapshot snapshotOf(std::shared_ptr<const Evaluation> evaluation) {
  Snapshot snapshot;
  snapshot.design = evaluation->design;
  snapshot.evaluation = std::move(evaluation);
  return snapshot;
}

std::size_t rowOf(const std::vector<FusionRow>& rows, LayerId layer) {
  return static_cast<std::size_t>(std::ranges::find(rows, layer, &FusionRow::layer) - rows.begin());
}

/// Every row and every layer of a group, dropped on, above and below every row.
void forEveryDrop(const std::vector<FusionRow>& rows,
                  const std::function<void(const DragSource&, const DropPlace&)>& check) {
  std::vector<DragSource> sources;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    sources.push_back({.row = row});
    for (std::size_t family = 0; family < rows[row].families.size(); ++family)
      sources.push_back({.row = row, .family = family});
  }
  for (const DragSource& source : sources)
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (const auto where : {DropPlace::Where::On, DropPlace::Where::Above, DropPlace::Where::Below})
        check(source, {.row = row, .where = where});
}

template <typename Field>
Field* fieldNamed(const QWidget& view, const QString& name) {
  for (Field* field : view.findChildren<Field*>())
    if (field->accessibleName().startsWith(name)) return field;
  return nullptr;
}

void chooseFrom(QComboBox& list, int index) {
  list.setCurrentIndex(index);
  Q_EMIT list.activated(index);
}

}  // namespace

class FusionEditing : public QObject {
  Q_OBJECT

 private slots:
  void aLayerDroppedOnAGroupJoinsIt() {
    const auto evaluation = evaluated("A");
    const auto rows = buildFusionRows(*evaluation);
    const std::size_t group = rowOf(rows, LayerId(1));  // mul_delta_A, Exp
    const std::size_t layer = rowOf(rows, LayerId(3));  // mul_delta_B
    const auto change = droppedOn(*evaluation->workload, evaluation->mapping->fusion, rows, {.row = layer},
                                  {.row = group, .where = DropPlace::Where::On});
    QVERIFY(change);
    QCOMPARE(std::get<MoveLayers>(*change), (MoveLayers{.layers = {LayerId(3)}, .group = rows[group].group}));
  }

  void aFamilyDroppedBetweenRowsGetsAGroupOfItsOwnThere() {
    const auto evaluation = evaluated("A");
    const auto rows = buildFusionRows(*evaluation);
    const std::size_t group = rowOf(rows, LayerId(1));
    const auto change = droppedOn(*evaluation->workload, evaluation->mapping->fusion, rows, {.row = group, .family = 1},
                                  {.row = group, .where = DropPlace::Where::Below});
    QVERIFY(change);
    QCOMPARE(std::get<SeparateLayers>(*change),
             (SeparateLayers{.layers = {LayerId(2)}, .before = rows[group].group + 1}));
  }

  void aRowDroppedWhereItLiesAsksForNothing() {
    const auto evaluation = evaluated("A");
    const auto rows = buildFusionRows(*evaluation);
    const auto& plan = evaluation->mapping->fusion;
    for (const auto where : {DropPlace::Where::On, DropPlace::Where::Above, DropPlace::Where::Below})
      QVERIFY(!droppedOn(*evaluation->workload, plan, rows, {.row = 1}, {.row = 1, .where = where}));
  }

  void aRunOfStepsMovesAsAWhole() {
    const auto evaluation = evaluated("unfused");
    const auto rows = buildFusionRows(*evaluation);
    const auto run = std::ranges::find_if(rows, [](const FusionRow& row) { return row.groups > 1; });
    QVERIFY(run != rows.end());
    const auto source = static_cast<std::size_t>(run - rows.begin());
    const auto layers = draggedLayers(*evaluation->workload, evaluation->mapping->fusion, rows, {.row = source});
    QCOMPARE(layers.size(), run->groups);
    const auto change = droppedOn(*evaluation->workload, evaluation->mapping->fusion, rows, {.row = source},
                                  {.row = 0, .where = DropPlace::Where::Above});
    QCOMPARE(std::get<ReorderGroups>(*change),
             (ReorderGroups{.first = run->group, .last = run->group + run->groups - 1, .before = 0}));
  }

  void splittingAGroupInTheListAsksForThePlanThatResults() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A")));
    std::optional<Edit> asked;
    connect(&view, &FusionView::editRequested, [&](const Edit& edit) { asked = edit; });
    view.splitBefore(LayerId(2));  // Exp
    QVERIFY(asked);
    // A without Exp is mul_delta_A alone: nothing is fused any more.
    QVERIFY(std::get<SetMapping>(*asked).request.fusion == (std::variant<NamedFusion, ListedFusion>(ListedFusion{})));
  }

  void fusingWithTheNextGroupNamesBothInThePlan() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A")));
    std::optional<Edit> asked;
    connect(&view, &FusionView::editRequested, [&](const Edit& edit) { asked = edit; });
    view.fuseWithNext(LayerId(3));  // mul_delta_B, then mul_dBx
    QVERIFY(asked);
    const auto& fusion = std::get<ListedFusion>(std::get<SetMapping>(*asked).request.fusion);
    const auto plan = planFromNames(miniMamba({.tokens = 2}), fusion.groups);
    QVERIFY(plan);
    const auto fused = [](const FusionGroup& group) { return group.layers.size() > 1; };
    QCOMPARE(std::ranges::count_if(plan->groups, fused), 2);  // A, and mul_delta_B with mul_dBx
  }

  void whatCanNotBeExecutedIsRefusedWithItsReason() {
    FusionView view;
    const auto evaluation = evaluated("unfused");
    view.setSnapshot(snapshotOf(evaluation));
    std::optional<Error> refused;
    bool asked = false;
    connect(&view, &FusionView::refused, [&](const Error& error) { refused = error; });
    connect(&view, &FusionView::editRequested, [&] { asked = true; });
    // in_proj (layer 0) together with the last layer needs all between them.
    const auto& groups = evaluation->mapping->fusion.groups;
    view.groups().ask(MoveLayers{.layers = {LayerId(0)}, .group = groups.size() - 1});
    QVERIFY(!asked);
    QVERIFY(refused);
    QVERIFY(!refused->remedy.empty());
  }

  void aRowIsNotDroppedBelowOneThatNeedsIt() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A-B")));
    const auto& rows = view.groups().rows();
    const std::size_t inProj = rowOf(rows, LayerId(0));
    const std::size_t a = rowOf(rows, LayerId(1));  // mul_delta_A reads what in_proj makes
    QCOMPARE(a, inProj + 1);
    const auto verdict = view.groups().verdictOn({.row = inProj}, {.row = a, .where = DropPlace::Where::Below});
    QVERIFY(verdict && !verdict->possible);
    QVERIFY2(verdict->text.contains("needs '/in_proj/MatMul'"), qPrintable(verdict->text));
    view.groups().setCurrentItem(view.groups().topLevelItem(static_cast<int>(inProj)));
    const QList<QAction*> actions = view.groups().actions();
    const auto later = std::ranges::find(actions, QKeySequence(Qt::ALT | Qt::Key_Down), &QAction::shortcut);
    QTRY_VERIFY(!(*later)->isEnabled());  // judged when the user has come to rest on the line
  }

  void everyDropDoesWhatWasSaidBeforeIt_data() {
    QTest::addColumn<QString>("plan");
    for (const char* plan : {"unfused", "A", "A-B", "AS-B", "all"}) QTest::newRow(plan) << QString::fromLatin1(plan);
  }
  void everyDropDoesWhatWasSaidBeforeIt() {
    QFETCH(QString, plan);
    const auto evaluation = evaluated(plan.toLatin1().constData());
    FusionView view;
    view.setSnapshot(snapshotOf(evaluation));
    std::optional<Edit> asked;
    int refusals = 0;
    connect(&view, &FusionView::editRequested, [&](const Edit& edit) { asked = edit; });
    connect(&view, &FusionView::refused, [&] { ++refusals; });
    int possible = 0;
    forEveryDrop(view.groups().rows(), [&](const DragSource& source, const DropPlace& place) {
      const auto& before = evaluation->mapping->fusion;
      const auto change = droppedOn(*evaluation->workload, before, view.groups().rows(), source, place);
      const auto verdict = view.groups().verdictOn(source, place);
      QCOMPARE(verdict.has_value(), change.has_value());
      if (!change) return;
      asked.reset();
      refusals = 0;
      view.regroup(*change);
      QCOMPARE(asked.has_value(), verdict->possible);
      QCOMPARE(refusals, verdict->possible ? 0 : 1);
      if (!asked) return;
      ++possible;
      const auto mapped = mapDesign(applyEdit(evaluation->design, *asked).value());
      QVERIFY(mapped);
      QVERIFY(mapped->mapping->fusion.groups == regrouped(*evaluation->workload, before, *change)->groups);
      QVERIFY(!newlyTooEarly(*evaluation->workload, before, mapped->mapping->fusion));
    });
    QVERIFY(possible > 0);
  }

  void aLayerDoesNotJoinAGroupWhoseHalosItKeepsFromBeingRecomputed() {
    WorkloadWriter write;
    const TensorId x = write.constant("x", {8}, TensorKind::Input);
    const TensorId a = write.layer("a", "L=8", {{x, "L"}}, "L");
    const TensorId b = write.layer("b", "L=8 F=3", {{a, "L+F-1"}}, "L");
    write.layer("sum", "M=2 L=8", {{b, "L"}}, "M");
    TileCostTable table;
    const Design design{
        .workload = std::make_shared<const Workload>(write.workload()),
        .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
        .mapping = {
            .fusion = ListedFusion{
                .groups = {{"a", "b"}}, .source = {}, .tilings = {Tiling{{"L", 4}}}, .halos = {HaloRule::Recomputed}}}};
    FusionView view;
    view.setSnapshot(snapshotOf(std::make_shared<const Evaluation>(evaluate(design, table).value())));
    const auto verdict = view.groups().verdictOn({.row = 1}, {.row = 0, .where = DropPlace::Where::On});
    QVERIFY(verdict);
    QVERIFY2(!verdict->possible, qPrintable(verdict->text));
    QVERIFY2(verdict->text.contains("sum"), qPrintable(verdict->text));
  }

  void theBoxOfAGroupAsksThatItsHalosAreRecomputed() {
    WorkloadWriter write;
    const TensorId x = write.constant("x", {8}, TensorKind::Input);
    const TensorId a = write.layer("a", "L=8", {{x, "L"}}, "L");
    write.layer("b", "L=8 F=3", {{a, "L+F-1"}}, "L");
    TileCostTable table;
    const Design design{
        .workload = std::make_shared<const Workload>(write.workload()),
        .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
        .mapping = {.fusion = ListedFusion{.groups = {{"a", "b"}}, .source = {}, .tilings = {Tiling{{"L", 4}}}}}};
    FusionView view;
    view.setSnapshot(snapshotOf(std::make_shared<const Evaluation>(evaluate(design, table).value())));
    std::optional<Edit> asked;
    connect(&view, &FusionView::editRequested, [&](const Edit& edit) { asked = edit; });
    QTreeWidgetItem* group = view.groups().topLevelItem(0);
    QCOMPARE(group->checkState(2), Qt::Unchecked);
    group->setCheckState(2, Qt::Checked);
    QVERIFY(asked);
    Design recomputing = design;
    recomputing.mapping = std::get<SetMapping>(*asked).request;
    const auto& fusion = std::get<ListedFusion>(recomputing.mapping.fusion);
    QVERIFY(fusion.halos == std::vector{HaloRule::Recomputed});
    QVERIFY(fusion.tilings == (std::vector<std::optional<Tiling>>{Tiling{{"L", 4}}}));
    QCOMPARE(group->checkState(2), Qt::Unchecked);  // not before it is evaluated
    const auto evaluation = std::make_shared<const Evaluation>(evaluate(recomputing, table).value());
    QCOMPARE(evaluation->metrics->recomputed, std::int64_t{6});  // tiles of a cover 3, 4, 4 and 3 of its 8 rows
    view.setSnapshot(snapshotOf(evaluation));
    QCOMPARE(view.groups().topLevelItem(0)->checkState(2), Qt::Checked);
    QCOMPARE(view.exportTable().rows[0][3], QString("recomputed"));
  }

  void aRecurrenceRefusesToRecomputeAndItsBoxStaysEmpty() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("all")));
    std::optional<Error> refused;
    bool asked = false;
    connect(&view, &FusionView::refused, [&](const Error& error) { refused = error; });
    connect(&view, &FusionView::editRequested, [&] { asked = true; });
    const auto& rows = view.groups().rows();
    const auto fused = std::ranges::find(rows, true, &FusionRow::fused);
    QTreeWidgetItem* group = view.groups().topLevelItem(static_cast<int>(fused - rows.begin()));
    group->setCheckState(2, Qt::Checked);
    QVERIFY(!asked);
    QVERIFY(refused && refused->what.find("its state comes from all steps before") != std::string::npos);
    QCOMPARE(group->checkState(2), Qt::Unchecked);
  }

  void theContextMenuOffersOnlyWhatIsLegal() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A")));
    GroupTree& tree = view.groups();
    const auto enabled = [&](const QString& text) {
      for (const QAction* action : tree.actions())
        if (action->text().remove(QLatin1Char('&')).startsWith(text)) return action->isEnabled();
      return false;
    };
    const std::size_t group = rowOf(tree.rows(), LayerId(1));
    auto* item = tree.topLevelItem(static_cast<int>(group));
    tree.setCurrentItem(item->child(0));
    QVERIFY(!enabled("Split"));  // nothing comes before the first layer
    tree.setCurrentItem(item->child(1));
    QVERIFY(enabled("Split"));
    QVERIFY(enabled("Put into"));
    tree.setCurrentItem(tree.topLevelItem(tree.topLevelItemCount() - 1));
    QVERIFY(!enabled("Merge"));  // nothing comes after the last group
  }

  void aLoopIsUnrolledThoughNoCutsAreTyped() {
    LayerMappingView view;
    view.setSnapshot(snapshotOf(evaluated("unfused")));
    view.setSelection(LayerId(0));
    QSignalSpy edits(&view, &LayerMappingView::editRequested);
    fieldNamed<QLineEdit>(view, "Cuts across cores")->clear();
    fieldNamed<QLineEdit>(view, "Cuts in time")->clear();
    chooseFrom(*fieldNamed<QComboBox>(view, "Loop unrolled"), 1);
    QCOMPARE(view.message(), QString());
    QCOMPARE(edits.size(), 1);
  }

  void aRefusedRuleGoesBackAndWhatWasTypedStays() {
    LayerMappingView view;
    view.setSnapshot(snapshotOf(evaluated("unfused")));
    view.setSelection(LayerId(0));
    QSignalSpy edits(&view, &LayerMappingView::editRequested);
    auto* inTime = fieldNamed<QLineEdit>(view, "Cuts in time");
    auto* loop = fieldNamed<QComboBox>(view, "Loop unrolled");
    const int before = loop->currentIndex();
    inTime->setText("L");
    chooseFrom(*loop, before == 1 ? 2 : 1);
    QVERIFY2(view.message().contains("'L' is no tiling"), qPrintable(view.message()));
    QCOMPARE(edits.size(), 0);
    QCOMPARE(loop->currentIndex(), before);
    QCOMPARE(inTime->text(), QString("L"));
  }

  void whatIsUnrolledNowIsSaid() {
    LayerMappingView view;
    view.setSnapshot(snapshotOf(evaluated("unfused")));
    view.setSelection(LayerId(0));
    QVERIFY2(view.unrolledText().contains(" along "), qPrintable(view.unrolledText()));
  }

  void aWrongCutStaysInItsFieldWithTheReason() {
    const Snapshot snapshot = snapshotOf(evaluated("all"));
    FusionView view;
    view.setSnapshot(snapshot);
    view.show();
    QSignalSpy edits(&view, &FusionView::editRequested);
    auto* tiling = fieldNamed<QComboBox>(view, "Tiling");
    const int ownCuts = tiling->findData(static_cast<int>(TilingMode::Explicit));
    chooseFrom(*tiling, ownCuts);
    auto* cuts = fieldNamed<QLineEdit>(view, "Cuts");
    QTest::keyClicks(cuts, "Z=9");
    QTest::keyClick(cuts, Qt::Key_Return);
    view.setSnapshot(snapshot);
    QCOMPARE(edits.size(), 0);
    QVERIFY2(view.cutsMessage().contains('Z'), qPrintable(view.cutsMessage()));
    QCOMPARE(cuts->text(), QString("Z=9"));
    QVERIFY(cuts->isVisible());
    QCOMPARE(tiling->currentIndex(), ownCuts);
    cuts->selectAll();
    QTest::keyClicks(cuts, "L=2");
    QTest::keyClick(cuts, Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
    QCOMPARE(view.cutsMessage(), QString());
  }
};

FUSEWRIGHT_TEST(FusionEditing)

}  // namespace fusewright::fusion_editing_test

#include "fusion_editing_test.moc"
