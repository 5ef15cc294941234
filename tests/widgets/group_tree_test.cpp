#include "widgets/fusion/group_tree.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/fusion/fusion_view.h"

namespace fusewright::group_tree_test {

using namespace fusewright::tests;

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

}  // namespace

/// What the list of groups says of them and of changes.
class GroupTreeTest : public QObject {
  Q_OBJECT

 private slots:
  void whatALineOfTheMenuWouldGiveIsAskedForAndSaid() {
    FusionView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated("A")));
    GroupTree& tree = view.groups();
    std::optional<Regrouping> considered;
    connect(&tree, &GroupTree::changeConsidered, [&](const Regrouping& change) { considered = change; });
    const std::size_t group = rowOf(tree.rows(), LayerId(1));
    tree.setCurrentItem(tree.topLevelItem(static_cast<int>(group)));
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(5, 5), tree.viewport()->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(tree.viewport(), &asked);
    auto* menu = tree.findChild<QMenu*>();
    QVERIFY(menu != nullptr);
    QAction* merge = menu->actions().front();
    QVERIFY(merge->text().contains("Merge") && merge->isEnabled());
    menu->setActiveAction(merge);
    const std::size_t first = tree.rows()[group].group;
    QVERIFY(considered == Regrouping(MergeGroups{.first = first, .last = first + 1}));
    // An answer about another change comes too late; that about this one is said.
    tree.setOutlook(MergeGroups{.first = 0, .last = 1}, QStringLiteral("latency of another"));
    QVERIFY(!merge->toolTip().contains("another"));
    tree.setOutlook(*considered, QStringLiteral("latency of this"));
    QVERIFY(merge->toolTip().contains("latency of this"));
    menu->close();
  }

  void aDropOnARowIsCalledByTheNamesOfBoth() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A")));
    const auto& rows = view.groups().rows();
    const auto verdict = view.groups().verdictOn({.row = rowOf(rows, LayerId(3))}, {.row = rowOf(rows, LayerId(1))});
    QVERIFY(verdict && verdict->possible);
    QCOMPARE(verdict->text, QStringLiteral("Fuse mul_delta_B/Einsum with mul_delta_A/Einsum, Exp"));
  }

  void aGroupIsListedAndExportedWithItsCuts() {
    FusionView view;
    view.setSnapshot(snapshotOf(evaluated("A")));
    const int row = static_cast<int>(rowOf(view.groups().rows(), LayerId(1)));
    QCOMPARE(view.groups().topLevelItem(row)->text(3), QStringLiteral("L=2"));  // one token a tile, of two
    QCOMPARE(view.exportTable().headings.back(), QStringLiteral("cuts"));
    const auto& rows = view.exportTable().rows;
    const auto exp = std::ranges::find_if(rows, [](const auto& cells) { return cells[1] == QStringLiteral("2"); });
    QVERIFY(exp != rows.end());
    QCOMPARE((*exp)[4], QStringLiteral("L=2"));
  }
};
FUSEWRIGHT_TEST(GroupTreeTest)

}  // namespace fusewright::group_tree_test

#include "group_tree_test.moc"
