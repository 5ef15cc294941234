#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/described.h"
#include "tests/test_program.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/gantt/gantt_view.h"
#include "widgets/inspector/inspector_view.h"
#include "widgets/layers/layers_view.h"
#include "widgets/memory/memory_view.h"
#include "widgets/schedule_picture.h"

namespace fusewright::schedule_views_test {

namespace {

std::shared_ptr<const Evaluation> handWritten() {
  return std::make_shared<const Evaluation>(tests::handWrittenEvaluation());
}

/// The small Mamba block, fused.
std::shared_ptr<const Evaluation> miniMamba() {
  TileCostTable table;
  const auto evaluation =
      evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba()),
                .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}))},
               table);
  return evaluation ? std::make_shared<const Evaluation>(*evaluation) : nullptr;
}

/// A timeline on the hand-written schedule of 45 cycles, 450 pixels wide, so that a cycle is ten pixels.
struct TimelineOnScreen {
  TimeNavigator navigator;
  GanttView view{navigator};
  std::shared_ptr<const Evaluation> evaluation = handWritten();
  std::vector<Selection> asked;

  TimelineOnScreen() {
    view.resize(TimeView::kHeaderWidth + 450 + TimeView::kRightMargin, 200);
    navigator.setSpan(45);
    view.setSnapshot(evaluation, std::make_shared<const Timeline>(buildTimeline(*evaluation)));
    QObject::connect(&view, &GanttView::selectionRequested, &view, [this](const Selection& selection) {
      asked.push_back(selection);
      view.setSelection(selection);
    });
    view.show();
  }

  [[nodiscard]] static QPoint at(double cycle, int y = 40) {
    return {static_cast<int>(TimeView::kHeaderWidth + cycle * 10), y};
  }
};

void turnWheel(QWidget& view, QPoint position, int notches, Qt::KeyboardModifiers keys) {
  QWheelEvent event(position, view.mapToGlobal(QPointF(position)), {}, {0, notches * 120}, Qt::NoButton, keys,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(&view, &event);
}

}  // namespace

class ScheduleViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

  void theTimelineHasARowForEachCoreAndLinkWithAllItsItems() {
    const auto evaluation = miniMamba();
    QVERIFY(evaluation);
    const Timeline timeline = buildTimeline(*evaluation);
    // One core besides the off-chip one, one link that reads and writes, the two ways of one on-chip memory's port.
    QCOMPARE(timeline.rows.size(), std::size_t{5});
    QCOMPARE(timeline.rows[0].lanes[0].items.size(), evaluation->graph->size());
    std::size_t moved = 0;
    for (const std::size_t row : {1, 2})
      for (const Lane& lane : timeline.rows[row].lanes) moved += lane.items.size();
    QCOMPARE(moved, evaluation->schedule->transfers.size() + evaluation->schedule->streams.size());
    QVERIFY(timeline.rows[1].flow == Flow::Read && timeline.rows[2].flow == Flow::Write);
  }

  void clickingABarAsksForItsTile() {
    TimelineOnScreen screen;
    // Tile 0 runs from 10 to 20.5.
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(15));
    QCOMPARE(screen.asked.size(), std::size_t{1});
    QVERIFY(screen.asked[0] == Selection(TileKey{.layer = LayerId(0), .indexInLayer = 0}));
  }

  void clickingAnIdleStretchAsksForItByTheTileThatEndsIt() {
    TimelineOnScreen screen;
    // Idle from 0 to 10, when tile 0 of layer 0 starts; after tile 1, from 40 on, nothing is left.
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(5));
    QVERIFY(screen.asked.back() ==
            Selection(IdleKey{.core = CoreId(0), .before = TileKey{.layer = LayerId(0), .indexInLayer = 0}}));
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(43));
    QVERIFY(screen.asked.back() == Selection(IdleKey{.core = CoreId(0), .before = std::nullopt}));
  }

  void clickingTheNameOfACoreAsksForTheCore() {
    TimelineOnScreen screen;
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, QPoint(20, 40));
    QVERIFY(screen.asked.back() == Selection(CoreId(0)));
  }

  void theDetailsOfIdleTimeSayInOneSentenceWhatWasWaitedFor() {
    const auto evaluation = handWritten();
    const Selection idle = IdleKey{.core = CoreId(0), .before = TileKey{.layer = LayerId(0), .indexInLayer = 0}};
    QCOMPARE(subjectOf(*evaluation, idle),
             QStringLiteral("core 0 is idle for 10 cycles, until first, of two can start: weight of first, of two "
                            "arrives at cycle 10 after 10 cycles on its way from offchip."));
  }

  void everyCauseInTheDetailsCanBeSelected() {
    InspectorView view;
    const auto evaluation = handWritten();
    const SchedulePicture picture = buildSchedulePicture(*evaluation);
    view.setSnapshot(evaluation, picture.layers, picture.accounting);
    view.setSelection(IdleKey{.core = CoreId(0), .before = TileKey{.layer = LayerId(0), .indexInLayer = 0}});
    std::vector<Selection> asked;
    connect(&view, &InspectorView::selectionRequested, &view,
            [&](const Selection& selection) { asked.push_back(selection); });
    auto* tree = view.findChild<QTreeWidget*>();
    // The second section is the chain of causes; the weight's transfer is the only one.
    QTreeWidgetItem* cause = tree->topLevelItem(1)->child(0);
    Q_EMIT tree->itemClicked(cause, 1);
    QCOMPARE(asked.size(), std::size_t{1});
    QVERIFY(asked[0] == Selection(TransferId(0)));
  }

  void pointAndCommaWalkAlongTheCore() {
    TimelineOnScreen screen;
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(15));
    QTest::keyClick(&screen.view, Qt::Key_Period);
    QVERIFY(screen.asked.back() == Selection(TileKey{.layer = LayerId(1), .indexInLayer = 0}));
    QTest::keyClick(&screen.view, Qt::Key_Comma);
    QVERIFY(screen.asked.back() == Selection(TileKey{.layer = LayerId(0), .indexInLayer = 0}));
  }

  void bracketsWalkToConsumersAndProducers() {
    TimelineOnScreen screen;
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(15));
    QTest::keyClick(&screen.view, Qt::Key_BracketRight);
    QVERIFY(screen.asked.back() == Selection(TileKey{.layer = LayerId(1), .indexInLayer = 0}));
    QTest::keyClick(&screen.view, Qt::Key_BracketLeft);
    QVERIFY(screen.asked.back() == Selection(TileKey{.layer = LayerId(0), .indexInLayer = 0}));
  }

  void ctrlAndWheelZoomAtTheCursor() {
    TimelineOnScreen screen;
    turnWheel(screen.view, TimelineOnScreen::at(30), 1, Qt::ControlModifier);
    const TimeRange visible = screen.navigator.visible();
    // 45 * 0.8 = 36 cycles, cycle 30 still two thirds along: from 30 - 24.
    QCOMPARE(visible.length(), 36.0);
    QVERIFY(std::abs(visible.from - 6) < 1e-9);
  }

  void theWheelAloneZoomsOverTheRulerOnly() {
    TimelineOnScreen screen;
    turnWheel(screen.view, TimelineOnScreen::at(30, 60), 1, Qt::NoModifier);
    QVERIFY(screen.navigator.showsAll());
    turnWheel(screen.view, TimelineOnScreen::at(30, 5), 1, Qt::NoModifier);
    QVERIFY(!screen.navigator.showsAll());
  }

  void draggingMarksARangeAndEscapeDropsItBeforeTheSelection() {
    TimelineOnScreen screen;
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(15));
    QTest::mousePress(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(10));
    QTest::mouseMove(&screen.view, TimelineOnScreen::at(20));
    QTest::mouseMove(&screen.view, TimelineOnScreen::at(30));
    QTest::mouseRelease(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(30));
    QVERIFY(screen.navigator.marked());
    QCOMPARE(*screen.navigator.marked(), (TimeRange{10, 30}));
    const auto asked = screen.asked.size();
    QTest::keyClick(&screen.view, Qt::Key_Escape);
    QVERIFY(!screen.navigator.marked());
    QCOMPARE(screen.asked.size(), asked);
    QTest::keyClick(&screen.view, Qt::Key_Escape);
    QVERIFY(screen.asked.back() == Selection());
  }

  void shiftAndDragPan() {
    TimelineOnScreen screen;
    screen.navigator.show({10, 30});
    QTest::mousePress(&screen.view, Qt::LeftButton, Qt::ShiftModifier, {400, 60});
    QTest::mouseMove(&screen.view, {390, 60});
    QTest::mouseMove(&screen.view, {355, 60});
    QTest::mouseRelease(&screen.view, Qt::LeftButton, Qt::ShiftModifier, {355, 60});
    // 45 pixels to the left are 2 of 20 cycles on 450 pixels: later times come into view.
    QCOMPARE(screen.navigator.visible(), (TimeRange{12, 32}));
  }

  void keysFitTheSelectionAndThenAll() {
    TimelineOnScreen screen;
    QTest::mouseClick(&screen.view, Qt::LeftButton, {}, TimelineOnScreen::at(30));
    QTest::keyClick(&screen.view, Qt::Key_F);
    // Tile 1 runs from 25 to 40, with a margin of 5 % on either side.
    QVERIFY(std::abs(screen.navigator.visible().from - 24.25) < 1e-9);
    QVERIFY(std::abs(screen.navigator.visible().to - 40.75) < 1e-9);
    QTest::keyClick(&screen.view, Qt::Key_Home);
    QVERIFY(screen.navigator.showsAll());
  }

  void barsAreDrawnInTheColourOfTheirLayer() {
    TimelineOnScreen screen;
    screen.view.setPalette(windowPalette(ThemeMode::Light));
    const QImage image = screen.view.grab().toImage();
    // Cycle 12 of tile 0 (layer 0), a few pixels from the lower edge of its bar where no text is; cycle 5 is idle.
    const auto rows = layOutRows(buildTimeline(*screen.evaluation), 200 - TimeView::kRulerHeight);
    const int y = TimeView::kRulerHeight + static_cast<int>(rows[0].top + rows[0].height) - 5;
    QCOMPARE(image.pixelColor(TimelineOnScreen::at(12, y)), layerColour(0, ThemeMode::Light));
    QCOMPARE(image.pixelColor(TimelineOnScreen::at(30, y)), layerColour(1, ThemeMode::Light));
    // The foot of the row has the colour of what is waited for, the rest of it none.
    QCOMPARE(image.pixelColor(TimelineOnScreen::at(5, y)), idleColour(IdleCause::TransferInFlight, ThemeMode::Light));
    QCOMPARE(image.pixelColor(TimelineOnScreen::at(22, y)), idleColour(IdleCause::LinkTaken, ThemeMode::Light));
    const int high = TimeView::kRulerHeight + static_cast<int>(rows[0].top) + 5;
    QCOMPARE(image.pixelColor(TimelineOnScreen::at(5, high)), themeOf(windowPalette(ThemeMode::Light)).lane);
  }

  void stepsOfAScanAreOneRowOfTheTable() {
    const auto evaluation = miniMamba();
    const auto rows = buildLayerRows(*evaluation);
    // 11 layers and split nodes before the steps count once each; 4 steps of 3 layers make 3 rows of 4; then 3 more.
    const auto steps = std::ranges::count_if(rows, [](const LayerRow& row) { return row.members == 4; });
    QCOMPARE(steps, 3);
    std::int64_t members = 0;
    std::int64_t tiles = 0;
    for (const LayerRow& row : rows) {
      members += row.members;
      tiles += row.tiles;
    }
    QCOMPARE(members, static_cast<std::int64_t>(evaluation->design.workload->layers.size()));
    QCOMPARE(tiles, static_cast<std::int64_t>(evaluation->graph->size()));
  }

  void theTableOfLayersKeepsQtsContract() {
    LayerTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto first = miniMamba();
    model.setSnapshot(first, std::make_shared<const std::vector<LayerRow>>(buildLayerRows(*first)));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setSnapshot(first, std::make_shared<const std::vector<LayerRow>>(buildLayerRows(*first)));
    QCOMPARE(resets.count(), 0);
    const auto other = handWritten();
    model.setSnapshot(other, std::make_shared<const std::vector<LayerRow>>(buildLayerRows(*other)));
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model.rowCount(), 2);
  }

  void filteredAndSortedRowsAreCopiedAsTheyStandWithHeadings() {
    LayersView view;
    const auto evaluation = handWritten();
    view.setSnapshot(evaluation, std::make_shared<const std::vector<LayerRow>>(buildLayerRows(*evaluation)));
    auto* table = view.findChild<QTableView*>();
    table->sortByColumn(LayerTableModel::Layer, Qt::DescendingOrder);
    table->selectAll();
    view.findChild<QAction*>("copyRows")->trigger();
    const QStringList lines = QApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("layer\toperation\tgroup\ttiles\toperations\tbusy[cycles]"));
    QVERIFY(lines[1].startsWith("second\tMul"));
    view.findChild<QLineEdit*>()->setText("Exp");
    QCOMPARE(view.exportTable().rows.size(), std::size_t{1});
  }

  void choosingARowAsksForItsLayerAndShowingASelectionAsksForNothing() {
    LayersView view;
    const auto evaluation = handWritten();
    view.setSnapshot(evaluation, std::make_shared<const std::vector<LayerRow>>(buildLayerRows(*evaluation)));
    std::vector<Selection> asked;
    connect(&view, &LayersView::selectionRequested, &view,
            [&](const Selection& selection) { asked.push_back(selection); });
    view.setSelection(LayerId(1));
    QVERIFY(asked.empty());
    auto* table = view.findChild<QTableView*>();
    QCOMPARE(table->currentIndex().row(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(asked.back() == Selection(LayerId(0)));
  }

  void detailsShowExactNumbersForWhateverIsSelected() {
    const auto evaluation = miniMamba();
    for (const Selection& selection :
         {Selection(), Selection(LayerId(0)), Selection(keyOf(*evaluation->graph, TileId(3))), Selection(CoreId(0)),
          Selection(MemoryId(0)), Selection(TransferId(0))}) {
      const auto sections = tests::described(*evaluation, selection);
      QVERIFY(!sections.empty());
      for (const PropertySection& section : sections) {
        for (const Property& property : section.rows)
          QVERIFY2(!property.value.exact.isEmpty(), qPrintable(section.title + property.name));
      }
    }
    const auto transfer = tests::described(*handWritten(), TransferId(0));
    // The weight is fetched in [0, 10), 100 bits.
    const auto end = std::ranges::find(transfer.front().rows, QString("End"), &Property::name);
    QCOMPARE(end->value.exact, QString("10 cycles"));
  }

  void aSelectionThatIsNotThereAnyMoreShowsTheDesign() {
    const auto evaluation = handWritten();
    QCOMPARE(tests::described(*evaluation, LayerId(99)).front().title,
             tests::described(*evaluation, Selection()).front().title);
  }

  void theMemoryViewExportsTheStepsItShows() {
    TimeNavigator navigator;
    navigator.setSpan(45);
    MemoryView view(navigator);
    const auto evaluation = handWritten();
    view.setSnapshot(evaluation, std::make_shared<const std::vector<MemoryPicture>>(buildMemoryPictures(*evaluation)));
    const TextTable table = view.exportTable();
    // 100 bits from 0, 150 from 10, 100 from 20.5, nothing from 45: the last step lies on the edge of what is shown.
    QCOMPARE(table.rows.size(), std::size_t{3});
    QCOMPARE(table.rows[1].mid(1, 2), (QStringList{"10", "150"}));
    QCOMPARE(table.rows[2].mid(1, 2), (QStringList{"20.5", "100"}));
  }
};

FUSEWRIGHT_TEST(ScheduleViews)

}  // namespace fusewright::schedule_views_test

#include "schedule_views_test.moc"
