#include <QSignalSpy>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/regrouped_request.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/fusion/cuts_view.h"
#include "widgets/fusion/outlook_text.h"

namespace fusewright::cuts_view_test {

using namespace fusewright::tests;

namespace {

/// The small Mamba block of four tokens, eight channels and two states.
std::shared_ptr<const Evaluation> evaluated(const MappingRequest& request) {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba()),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                      .mapping = request};
  return std::make_shared<const Evaluation>(evaluate(design, table).value());
}

Snapshot snapshotOf(std::shared_ptr<const Evaluation> evaluation) {
  Snapshot snapshot;
  snapshot.design = evaluation->design;
  snapshot.evaluation = std::move(evaluation);
  return snapshot;
}

std::size_t placeOf(const CutsView& view, const std::string& dim) {
  return static_cast<std::size_t>(std::ranges::find(view.rows(), dim, &CutLoopRow::dim) - view.rows().begin());
}

QTreeWidgetItem* lineOf(const CutsView& view, const std::string& dim, std::int64_t parts) {
  const std::size_t row = placeOf(view, dim);
  const auto& choices = view.rows()[row].choices;
  const auto place = std::ranges::find(choices, parts, &CutChoice::parts) - choices.begin();
  return view.tree().topLevelItem(static_cast<int>(row))->child(static_cast<int>(place));
}

}  // namespace

class CutsViewTest : public QObject {
  Q_OBJECT
 private slots:
  void theGroupOfTheSelectedLayerIsShownAndThatOfAllWithoutOne() {
    CutsView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"A-B"}})));
    QCOMPARE(view.group(), groupOfLayer(view.evaluation()->mapping->fusion, LayerId(1)));
    view.setSelection(LayerId(3));  // mul_delta_B
    QCOMPARE(view.group(), groupOfLayer(view.evaluation()->mapping->fusion, LayerId(3)));
    QVERIFY(view.title().contains("mul_dBx"));
    view.setSelection(LayerId(5));  // a split, which takes no time
    QVERIFY(!view.group());
    QVERIFY(view.rows().empty());
  }

  void everyLegalNumberOfPartsIsALineAndThePresentOneIsMarked() {
    CutsView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"all"}})));
    const CutLoopRow& tokens = view.rows()[placeOf(view, "L")];
    QCOMPARE(tokens.choices.size(), std::size_t{3});  // 4 tokens: whole, 2, 4
    QVERIFY(tokens.choices[2].present);
    QCOMPARE(tokens.choices[1].perTile, std::int64_t{2});
    const CutLoopRow& channels = view.rows()[placeOf(view, "D")];
    QCOMPARE(channels.choices.size(), std::size_t{4});  // 8 channels
    QVERIFY(channels.choices[0].present);
    QVERIFY(channels.choices[1].cuts == (Tiling{{"L", 4}, {"D", 2}}));
    // One batch: nothing to be cut, and it says so.
    const auto stuck = std::ranges::find_if(view.rows(), [](const CutLoopRow& row) { return row.choices.empty(); });
    QVERIFY(stuck != view.rows().end());
    QVERIFY(!stuck->note.isEmpty());
  }

  void enterOnALineAsksForItsCutsInTheGroupAlone() {
    CutsView view;
    view.show();
    const auto before = evaluated({.fusion = NamedFusion{"A-B"}});
    view.setSnapshot(snapshotOf(before));
    std::optional<Edit> asked;
    connect(&view, &CutsView::editRequested, [&](const Edit& edit) { asked = edit; });
    view.tree().topLevelItem(static_cast<int>(placeOf(view, "D")))->setExpanded(true);
    view.tree().setCurrentItem(lineOf(view, "D", 4));
    QTest::keyClick(&view.tree(), Qt::Key_Return);
    QVERIFY(asked);
    const MappingRequest request = std::get<SetMapping>(*asked).request;
    QVERIFY(request == recutRequest(*before, before->design.mapping, *view.group(), Tiling{{"L", 4}, {"D", 4}}));
    // Taken, it is what is present, and can be given up again.
    view.setSnapshot(snapshotOf(evaluated(request)));
    QVERIFY(view.rows()[placeOf(view, "D")].choices[2].present);
    asked.reset();
    view.take(std::nullopt);
    QVERIFY(asked);
    QVERIFY(*evaluated(std::get<SetMapping>(*asked).request)->mapping == *before->mapping);
  }

  void whatCanNotBeIsSaidInPlaceAndAsksForNothing() {
    CutsView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"A"}})));
    QSignalSpy asked(&view, &CutsView::editRequested);
    view.take(Tiling{{"L", 3}});
    QCOMPARE(asked.size(), 0);
    QVERIFY(view.message().contains("3 parts"));
  }

  void whatKeepsAllLoopsFromBeingCutIsSaidOnce() {
    CutsView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"unfused"}})));
    view.setSelection(LayerId(1));  // alone, and so one tile under `paper`
    QVERIFY(view.source().contains("B6"));
    QVERIFY(std::ranges::all_of(view.rows(), [](const CutLoopRow& row) { return row.note.isEmpty(); }));
  }

  void nothingIsCutOnTopOfAnEditThatIsNotEvaluatedYet() {
    CutsView view;
    view.show();
    const auto before = evaluated({.fusion = NamedFusion{"all"}});
    view.setSnapshot(snapshotOf(before));
    QSignalSpy asked(&view, &CutsView::editRequested);
    Snapshot waiting = snapshotOf(before);
    waiting.design.mapping.fusion = NamedFusion{"A"};
    waiting.stale = true;
    view.setSnapshot(waiting);
    view.take(Tiling{{"L", 2}});
    QCOMPARE(asked.size(), 0);
    QVERIFY(view.message().contains("not evaluated yet"));
  }

  void onlyChoicesThatAreInSightAreToBeTried() {
    CutsView view;
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"all"}})));
    QVERIFY(view.wanted().empty());  // hidden
    view.show();
    QTreeWidgetItem* tokens = view.tree().topLevelItem(static_cast<int>(placeOf(view, "L")));
    QTreeWidgetItem* channels = view.tree().topLevelItem(static_cast<int>(placeOf(view, "D")));
    tokens->setExpanded(true);
    channels->setExpanded(false);
    QCOMPARE(view.wanted().size(), std::size_t{3});
    QSignalSpy changed(&view, &CutsView::wantedChanged);
    channels->setExpanded(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(view.wanted().size(), std::size_t{7});
  }

  void anOutlookStandsBesideItsChoice() {
    CutsView view;
    view.show();
    view.setSnapshot(snapshotOf(evaluated({.fusion = NamedFusion{"all"}})));
    const std::vector<Tiling> wanted = view.wanted();
    const auto place = std::ranges::find(wanted, Tiling{{"L", 2}}) - wanted.begin();
    PlanOutlook outlook = outlookOf(*view.evaluation());
    outlook.latency = outlook.latency * 38;
    view.setOutlook(static_cast<std::size_t>(place), outlook);
    QVERIFY2(lineOf(view, "L", 2)->text(3).contains(QStringLiteral("×38")), qPrintable(lineOf(view, "L", 2)->text(3)));
    QVERIFY(lineOf(view, "L", 4)->text(3).isEmpty());
  }

  void changesAreSharesUntilTheyAreMultiples() {
    QCOMPARE(changeText(100, 100), QStringLiteral("="));
    QCOMPARE(changeText(100, 112.3), QStringLiteral("+12.3 %"));
    QCOMPARE(changeText(100, 87.7), QStringLiteral("−12.3 %"));
    QCOMPARE(changeText(100, 3800), QStringLiteral("×38"));
    QCOMPARE(changeText(100, 25), QStringLiteral("÷4"));
  }
};

FUSEWRIGHT_TEST(CutsViewTest)

}  // namespace fusewright::cuts_view_test

#include "cuts_view_test.moc"
