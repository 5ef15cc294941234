#include <QPainter>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/common/folded_time.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright::folded_timeline_test {

namespace {

/// A hundred tokens of the small Mamba block, of which all but the first few repeat each other.
std::shared_ptr<const Evaluation> tokens() {
  TileCostTable table;
  return std::make_shared<const Evaluation>(
      evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = 100})),
                .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}))},
               table)
          .value());
}

std::shared_ptr<const FoldedTime> foldOf(const Evaluation& evaluation) {
  return std::make_shared<const FoldedTime>(
      foldsOf(steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule)));
}

}  // namespace

class FoldedTimelineViews : public QObject {
  Q_OBJECT

 private slots:
  void aFoldedTimelineLooksAsItDid() {
    const auto evaluation = tokens();
    const Timeline timeline = buildTimeline(*evaluation);
    const auto fold = foldOf(*evaluation);
    QVERIFY(!fold->folds().empty());
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
      const DrawStyle style = tests::goldenStyle(mode);
      QImage canvas = tests::goldenCanvas({600, 260}, style);
      QPainter painter(&canvas);
      renderGantt(painter, QRectF(4, 4, 592, 252),
                  {.evaluation = *evaluation, .timeline = timeline, .visible = {0, timeline.span}, .fold = fold},
                  style);
      painter.end();
      const QString name = mode == ThemeMode::Light ? "timeline_folded" : "timeline_folded_dark";
      QCOMPARE(tests::differenceFromGolden(canvas, name), QString());
    }
  }

  void aSelectedTileThatIsFoldedAwayBringsItsLikeIntoView() {
    const auto evaluation = tokens();
    TimeNavigator navigator;
    GanttView view(navigator);
    view.resize(900, 300);
    const auto timeline = std::make_shared<const Timeline>(buildTimeline(*evaluation));
    navigator.setSpan(timeline->span);
    view.setSnapshot(evaluation, timeline);
    const auto fold = foldOf(*evaluation);
    navigator.setFold(fold);
    const TimeFold& hidden = fold->folds().front();
    navigator.show({0, hidden.period});
    const double middle = (hidden.hidden.from + hidden.hidden.to) / 2;
    const auto& starts = evaluation->schedule->start;
    std::size_t tile = 0;
    while (starts[tile].value < middle || starts[tile].value >= hidden.hidden.to) ++tile;
    view.setSelection(
        TileKey{.layer = evaluation->graph->layer[tile], .indexInLayer = evaluation->graph->indexInLayer[tile]});
    const TimeRange like = fold->image({starts[tile].value, evaluation->schedule->end[tile].value});
    QVERIFY(like.from >= hidden.hidden.from - hidden.period && like.from < hidden.hidden.from);
    QVERIFY(navigator.visible().from <= like.from && navigator.visible().to >= like.to);
    // What is drawn over the rows stays inside of the plot and does not fail for what is hidden.
    QVERIFY(!view.grab().isNull());
  }
};

FUSEWRIGHT_TEST(FoldedTimelineViews)

}  // namespace fusewright::folded_timeline_test

#include "folded_timeline_test.moc"
