// Finding, arranging, marking and comparing on the timeline, without a window where that can be.
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <rapidcheck.h>

#include "tests/builders_evaluation.h"
#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/common/palette.h"
#include "widgets/compare/change_paint.h"
#include "widgets/compare/pinned_layout.h"
#include "widgets/gantt/dependency_edges.h"
#include "widgets/gantt/gantt_paint.h"
#include "widgets/gantt/gantt_view.h"
#include "widgets/gantt/timeline_pane.h"
#include "widgets/idle/lost_time_paint.h"
#include "widgets/range/range_table.h"

namespace fusewright::timeline_habits_test {

namespace {

std::shared_ptr<const Evaluation> handWritten() {
  return std::make_shared<const Evaluation>(tests::handWrittenEvaluation());
}

std::vector<LostTimeRow> lostRows() {
  const Evaluation evaluation = tests::handWrittenEvaluation();
  const Accelerator& accelerator = *evaluation.design.accelerator;
  return lostTimeRows(accelerator,
                      coreBudgets(accelerator, *evaluation.costs, *evaluation.schedule, *evaluation.metrics));
}

std::shared_ptr<const Timeline> timelineOf(const Evaluation& evaluation) {
  return std::make_shared<const Timeline>(buildTimeline(evaluation));
}

/// Tile `count - 1` needs the one before it, and so on down to tile 0.
TileGraph chainOf(int count) {
  TileGraph graph;
  graph.layer.assign(static_cast<std::size_t>(count), LayerId(0));
  for (int tile = 0; tile < count; ++tile) {
    graph.producerBegin.push_back(std::max(tile - 1, 0));
    graph.consumerBegin.push_back(tile);
    if (tile > 0) graph.producer.push_back(TileId(tile - 1));
    if (tile + 1 < count) graph.consumer.push_back(TileId(tile + 1));
  }
  graph.producerBegin.push_back(count - 1);
  graph.consumerBegin.push_back(count - 1);
  return graph;
}

void press(QWidget& view, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QTest::keyClick(&view, key, modifiers);
}

/// A timeline 450 pixels wide for 45 cycles: ten pixels a cycle.
struct TimelineOnScreen {
  TimeNavigator navigator;
  GanttView view{navigator};
  std::shared_ptr<const Evaluation> evaluation = handWritten();

  TimelineOnScreen() {
    view.resize(TimeView::kHeaderWidth + 450 + TimeView::kRightMargin, 240);
    navigator.setSpan(45);
    view.setSnapshot(evaluation, timelineOf(*evaluation));
    QObject::connect(&view, &GanttView::selectionRequested, &view,
                     [this](const Selection& selection) { view.setSelection(selection); });
    view.show();
  }
  [[nodiscard]] static QPoint at(double cycle, int y = 40) {
    return {static_cast<int>(TimeView::kHeaderWidth + cycle * 10), y};
  }
  void drag(double from, double to) {
    QTest::mousePress(&view, Qt::LeftButton, {}, at(from));
    for (const double cycle : {from + (to - from) / 2, to}) {
      QMouseEvent move(QEvent::MouseMove, at(cycle), view.mapToGlobal(at(cycle)), Qt::NoButton, Qt::LeftButton, {});
      QApplication::sendEvent(&view, &move);
    }
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(to));
  }
};

GanttPicture pictureOf(const Evaluation& evaluation, const Timeline& timeline, const GanttColours& colours,
                       Ghosts ghosts) {
  return {.timeline = timeline,
          .evaluation = evaluation,
          .colours = colours,
          .axis = {.from = 0, .to = 60, .left = 90, .length = 480},
          .rows = layOutRows(timeline, usualRows(timeline), 150, ghosts),
          .rowsTop = 10,
          .clipTop = 0,
          .clipBottom = 180,
          .headerLeft = 0};
}

}  // namespace

class TimelineHabits : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

  void tilesAreFoundByLayerOperationAndNumber() {
    const auto evaluation = handWritten();
    const auto timeline = timelineOf(*evaluation);
    QCOMPARE(findTiles(*evaluation, *timeline, "SECOND").count, std::size_t{1});
    QCOMPARE(findTiles(*evaluation, *timeline, "exp").count, std::size_t{1});
    QCOMPARE(findTiles(*evaluation, *timeline, "#0").count, std::size_t{2});
    QCOMPARE(findTiles(*evaluation, *timeline, "second #1").count, std::size_t{0});
    QCOMPARE(findTiles(*evaluation, *timeline, "").count, std::size_t{0});
  }

  void theSearchGoesRoundInBothDirections() {
    const auto evaluation = handWritten();
    const auto timeline = timelineOf(*evaluation);
    const SearchHits hits = findTiles(*evaluation, *timeline, "#0");
    // Tiles start at 10 and 25.
    QCOMPARE(nextHit(hits, *timeline, 10, SearchStep::Next), std::optional(TileId(1)));
    QCOMPARE(nextHit(hits, *timeline, 25, SearchStep::Next), std::optional(TileId(0)));
    QCOMPARE(nextHit(hits, *timeline, 10, SearchStep::Previous), std::optional(TileId(1)));
    QCOMPARE(hitsBefore(hits, *timeline, 25), std::size_t{1});
  }

  void everyHitIsAtLeastThreePixelsWideAtAnyZoom() {
    QVERIFY(rc::check([] {
      std::vector<LaneItem> items;
      double time = 0;
      for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 50))) {
        time += step;
        items.push_back({.start = time, .end = time + 0.5, .id = static_cast<std::int32_t>(items.size())});
        time += 0.5;
      }
      std::vector<std::uint32_t> hits;
      for (std::uint32_t index = 0; index < items.size(); index += 3) hits.push_back(index);
      const Lane lane = makeLane(items);
      const double from = *rc::gen::inRange(0, 400);
      const TimeAxis axis{.from = from, .to = from + *rc::gen::inRange(5, 4000), .left = 0, .length = 300};
      const auto spans = hitSpans(hits, lane, axis, 3);
      for (const std::uint32_t hit : hits) {
        const double middle = axis.toPixel((items[hit].start + items[hit].end) / 2);
        if (middle < 3 || middle > 297) continue;
        RC_ASSERT(std::ranges::any_of(
            spans, [&](const HitSpan& span) { return span.left <= middle - 1.4 && span.right >= middle + 1.4; }));
      }
    }));
  }

  void arrowsReachAsFarAsTheirDepth() {
    const TileGraph graph = chainOf(6);
    // From tile 2 two steps back and two on: 1-2, 0-1 and 2-3, 3-4.
    const auto edges = edgesAround(graph, TileId(2), 2, 100);
    QCOMPARE(edges.size(), std::size_t{4});
    QCOMPARE(edges[1], (DependencyEdge{.producer = TileId(0), .consumer = TileId(1), .level = 2, .towards = true}));
    QCOMPARE(edges[3], (DependencyEdge{.producer = TileId(3), .consumer = TileId(4), .level = 2, .towards = false}));
    QCOMPARE(edgesAround(graph, TileId(2), 5, 2).size(), std::size_t{2});
  }

  void pinnedRowsComeFirstAndHiddenOnesNotAtAll() {
    const auto evaluation = handWritten();
    const Timeline timeline = buildTimeline(*evaluation);
    // Rows: core 0, dram read, dram write, then two ports.
    const auto shown = arranged(timeline, {.pinned = {"dram write"}, .hidden = {"dram read"}}, std::nullopt);
    QCOMPARE(shown.size(), std::size_t{2});
    QCOMPARE(timeline.rows[shown[0].row].name, std::string("dram write"));
    QCOMPARE(timeline.rows[shown[1].row].name, std::string("core 0"));
    QCOMPARE(arranged(timeline, {.ports = true}, std::nullopt).size(), std::size_t{5});
    QCOMPARE(arranged(timeline, {.filter = "WRI"}, std::nullopt).size(), std::size_t{1});
  }

  void aSelectionTouchesItsCoreAndTheLinksItsDataMoveOn() {
    const auto evaluation = handWritten();
    const Timeline timeline = buildTimeline(*evaluation);
    // Tile 0 needs the weight, read over the link into the memory; nothing of it is written.
    const auto touched = rowsTouched(*evaluation, timeline, TileKey{.layer = LayerId(0), .indexInLayer = 0});
    std::set<std::string> names;
    for (const std::size_t row : *touched) names.insert(timeline.rows[row].name);
    QVERIFY(names.contains("core 0") && names.contains("dram read") && !names.contains("dram write"));
    QVERIFY(!rowsTouched(*evaluation, timeline, Selection{}));
  }

  void aCollapsedRowIsSlimmer() {
    const Timeline timeline = buildTimeline(*handWritten());
    const auto open = layOutRows(timeline, {{.row = 0}, {.row = 1}}, 0);
    const auto collapsed = layOutRows(timeline, {{.row = 0, .collapsed = true}, {.row = 1}}, 0);
    QVERIFY(collapsed[0].height < open[0].height / 2);
    QVERIFY(!open[2].shown());
  }

  void aDraggedRangeSnapsToTheEdgesOfTiles() {
    TimelineOnScreen screen;
    // Tile 0 runs [10, 20.5): 9.7 and 20.2 are within five pixels of its edges.
    screen.drag(9.7, 20.2);
    QCOMPARE(screen.navigator.marked(), std::optional(TimeRange{10, 20.5}));
  }

  void theEndOfARangeCanBeDraggedLater() {
    TimelineOnScreen screen;
    screen.drag(9.7, 20.2);
    // 20.5 lies at pixel 205 of the plot; 40 is where tile 1 ends.
    screen.drag(20.5, 40);
    QCOMPARE(screen.navigator.marked(), std::optional(TimeRange{10, 40}));
  }

  void rMarksTheRangeOfTheSelection() {
    TimelineOnScreen screen;
    screen.view.setSelection(TileKey{.layer = LayerId(1), .indexInLayer = 0});
    press(screen.view, Qt::Key_R);
    QCOMPARE(screen.navigator.marked(), std::optional(TimeRange{25, 40}));
  }

  void aTemporaryMarkGivesWayToTheNextAndOthersStay() {
    TimelineOnScreen screen;
    screen.navigator.setCursor(12);
    press(screen.view, Qt::Key_M);
    screen.navigator.setCursor(30);
    press(screen.view, Qt::Key_M, Qt::ShiftModifier);
    screen.navigator.setCursor(20);
    press(screen.view, Qt::Key_M);
    QCOMPARE(screen.navigator.marks(), (std::vector<TimeMark>{{20, true}, {30, false}}));
  }

  void digitsGoToMarks() {
    TimelineOnScreen screen;
    screen.navigator.addMark({.cycle = 30});
    screen.navigator.show({0, 10});
    press(screen.view, Qt::Key_1);
    QCOMPARE(screen.navigator.visible(), (TimeRange{25, 35}));
  }

  void altLeftGoesBackToTheRangeBefore() {
    TimelineOnScreen screen;
    screen.navigator.show({0, 10});
    press(screen.view, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(screen.navigator.showsAll());
    press(screen.view, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(screen.navigator.visible(), (TimeRange{0, 10}));
  }

  void anotherKeyCanBeGivenToAnAction() {
    TimelineOnScreen screen;
    TimeKeys keys;
    keys.setKeys(TimeAction::SelectionToRange, {QKeySequence(Qt::Key_T)});
    screen.navigator.setKeys(keys);
    screen.view.setSelection(TileKey{.layer = LayerId(1), .indexInLayer = 0});
    press(screen.view, Qt::Key_R);
    QVERIFY(!screen.navigator.marked());
    press(screen.view, Qt::Key_T);
    QVERIFY(screen.navigator.marked().has_value());
    QCOMPARE(keys.otherWith(TimeAction::Fit, QKeySequence(Qt::Key_T)), std::optional(TimeAction::SelectionToRange));
  }

  void thePlainWheelZoomsIfThatIsWanted() {
    TimelineOnScreen screen;
    screen.navigator.setWheelUse(WheelUse::Zooms);
    QWheelEvent event(TimelineOnScreen::at(20), screen.view.mapToGlobal(QPointF(TimelineOnScreen::at(20))), {},
                      {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&screen.view, &event);
    QVERIFY(screen.navigator.visible().length() < 45);
  }

  void whatIsFoundStaysFoundWhenTheScheduleChanges() {
    TimelineOnScreen screen;
    screen.view.find("second");
    QCOMPARE(screen.view.hitCount(), std::size_t{1});
    const auto other = tests::laterEvaluation();
    screen.view.setSnapshot(other, timelineOf(*other));
    QCOMPARE(screen.view.hitCount(), std::size_t{1});
    screen.view.goToHit(SearchStep::Next);
    QCOMPARE(screen.view.hitNumber(), std::size_t{1});
  }

  void coloursCanTellSixThings() {
    const auto evaluation = handWritten();
    const Timeline timeline = buildTimeline(*evaluation);
    const auto barsBy = [&](ColourBy by) { return coloursOf(*evaluation, timeline, by, ThemeMode::Light).bars; };
    QCOMPARE(barsBy(ColourBy::Layer)[0], layerColour(0, ThemeMode::Light));
    // Both layers are of class Other, in groups 0 and 1.
    QCOMPARE(barsBy(ColourBy::OperatorClass)[0], barsBy(ColourBy::OperatorClass)[1]);
    QVERIFY(barsBy(ColourBy::Group)[0] != barsBy(ColourBy::Group)[1]);
    QVERIFY(coloursOf(*evaluation, timeline, ColourBy::IdleCause, ThemeMode::Light).gapsFillRows);
    QCOMPARE(barsBy(ColourBy::Utilisation)[0], sequentialColour(0));
    QVERIFY(barsBy(ColourBy::Tensor)[0] != barsBy(ColourBy::Tensor)[1]);
  }

  void aBarOfLostTimeIsAsLongAsTheRunWhateverTheCore() {
    const auto rows = lostRows();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].budget.total, Cycles{45});
    const LostTimePicture picture = layOutLostTime(rows, QRectF(0, 0, 545, 100), {.nameWidth = 50, .valueWidth = 45});
    // 450 units for 45 cycles: 25.5 busy, 10 for the transfer, 4.5 for the link, 5 at the end.
    const auto segmentOf = [&](TimeUse use) { return std::ranges::find(picture.segments, use, &LostTimeSegment::use); };
    const auto transfer = segmentOf(TimeUse::TransferInFlight);
    QVERIFY(transfer != picture.segments.end());
    QCOMPARE(transfer->box.left(), 305.0);  // 50 for the name and 255 busy
    QCOMPARE(transfer->box.width(), 100.0);
    QCOMPARE(segmentOf(TimeUse::NothingToDo)->box.right(), 500.0);
    QCOMPARE(segmentAt(picture, transfer->box.center()),
             std::optional(static_cast<std::size_t>(transfer - picture.segments.begin())));
  }

  void theWorstWaitOfACauseIsTheLongest() {
    const auto evaluation = handWritten();
    const auto worst = worstIdle(*evaluation, std::nullopt, IdleCause::LinkTaken);
    QVERIFY(worst == (IdleKey{.core = CoreId(0), .before = TileKey{.layer = LayerId(1), .indexInLayer = 0}}));
    QVERIFY(!worstIdle(*evaluation, std::nullopt, IdleCause::MemoryFull));
  }

  void theTableOfARangeListsCoresLayersAndLinks() {
    const auto evaluation = handWritten();
    const RangeSource source{.workload = *evaluation->workload,
                             .accelerator = *evaluation->design.accelerator,
                             .graph = *evaluation->graph,
                             .costs = *evaluation->costs,
                             .schedule = *evaluation->schedule};
    const auto rows = rangeRows(*evaluation, summarise(buildRangeIndex(source, {}), source, Cycles{0}, Cycles{45}));
    // One core with three causes of idle time, two layers, a link each way.
    QCOMPARE(rows.size(), std::size_t{1 + 3 + 2 + 2});
    QCOMPARE(rows[0].time.sum, 25.5);
    QCOMPARE(rangeTable(rows).rows.back().back(), QStringLiteral("50"));
  }

  void pinnedDesignsShareOneTimeScale() {
    const auto first = handWritten();
    const auto second = tests::laterEvaluation();
    const std::vector<PinnedDesign> designs{{"a", first, timelineOf(*first)}, {"b", second, timelineOf(*second)}};
    const PinnedPicture picture = layOutPinned(designs, QRectF(0, 0, 500, 200), 12, 80);
    QCOMPARE(picture.axis.to, 55.0);
    QCOMPARE(picture.blocks[0].strips[0].width(), picture.blocks[1].strips[0].width());
    QCOMPARE(designAt(picture, picture.blocks[1].title.center()), std::optional(std::size_t{1}));
  }

  void theTimelineLooksAsItDid() {
    const auto evaluation = tests::laterEvaluation();
    const auto before = handWritten();
    const Timeline timeline = buildTimeline(*evaluation);
    const Timeline ghost = buildTimeline(*before);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
      const DrawStyle style = tests::goldenStyle(mode);
      const GanttColours colours = coloursOf(*evaluation, timeline, ColourBy::Layer, mode);
      const GanttColours ghostColours = coloursOf(*before, ghost, ColourBy::Layer, mode);
      QImage canvas = tests::goldenCanvas({600, 190}, style);
      QPainter painter(&canvas);
      const GanttPicture picture = pictureOf(*evaluation, timeline, colours, Ghosts::Shown);
      paintRuler(painter, picture.axis, {.labelTop = 0, .labelHeight = 10, .top = 10, .bottom = 190}, style);
      paintRows(painter, picture, style);
      paintGhosts(painter, picture, {.timeline = ghost, .colours = ghostColours}, style);
      painter.end();
      const QString name =
          mode == ThemeMode::Light ? QStringLiteral("timeline_light") : QStringLiteral("timeline_dark");
      const QString difference = tests::differenceFromGolden(canvas, name);
      QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
  }

  void lostTimeAndChangesLookAsTheyDid() {
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
      const DrawStyle style = tests::goldenStyle(mode);
      const QString ending = mode == ThemeMode::Light ? QString() : QStringLiteral("_dark");
      const auto rows = lostRows();
      QImage lost = tests::goldenCanvas({420, 90}, style);
      QPainter first(&lost);
      paintLostTime(first, rows, layOutLostTime(rows, QRectF(4, 4, 412, 82), lostTimeSizes(rows, 412, style)), style);
      first.end();
      QCOMPARE(tests::differenceFromGolden(lost, QStringLiteral("lost_time") + ending), QString());
      const auto steps = changeSteps(compareEvaluations(handWritten(), tests::laterEvaluation()), 10);
      QImage changes = tests::goldenCanvas({420, 110}, style);
      QPainter second(&changes);
      paintChanges(second, steps, changePicture(steps, QRectF(4, 4, 412, 102), style), style);
      second.end();
      QCOMPARE(tests::differenceFromGolden(changes, QStringLiteral("changes") + ending), QString());
    }
  }
};

FUSEWRIGHT_TEST(TimelineHabits)

}  // namespace fusewright::timeline_habits_test

#include "timeline_habits_test.moc"
