#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/common/time_marks.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright::playhead_test {

namespace {

/// A timeline 450 pixels wide for 45 cycles: ten pixels a cycle.
struct TimelineOnScreen {
  TimeNavigator navigator;
  GanttView view{navigator};
  std::shared_ptr<const Evaluation> evaluation = std::make_shared<const Evaluation>(tests::handWrittenEvaluation());

  TimelineOnScreen() {
    view.resize(TimeView::kHeaderWidth + 450 + TimeView::kRightMargin, 240);
    navigator.setSpan(45);
    view.setSnapshot(evaluation, std::make_shared<const Timeline>(buildTimeline(*evaluation)));
    view.show();
  }
  [[nodiscard]] static QPoint ruler(double cycle) {
    return {static_cast<int>(TimeView::kHeaderWidth + cycle * 10), TimeView::kRulerHeight / 2};
  }
  void moveTo(QPoint place, Qt::MouseButtons buttons) {
    QMouseEvent move(QEvent::MouseMove, place, view.mapToGlobal(place), Qt::NoButton, buttons, {});
    QApplication::sendEvent(&view, &move);
  }
  void drag(double from, double to) {
    QTest::mousePress(&view, Qt::LeftButton, {}, ruler(from));
    for (const double cycle : {from + (to - from) / 2, to}) moveTo(ruler(cycle), Qt::LeftButton);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, ruler(to));
  }
};

/// A view whose overlay covers all of it.
class CoveredView : public TimeView {
 public:
  using TimeView::axis;
  using TimeView::plotArea;
  using TimeView::TimeView;

 protected:
  void paintContent(QPainter&) override {}
  void paintOverlay(QPainter& painter) override { painter.fillRect(rect(), Qt::green); }
  void clickedAt(QPointF) override {}
};

}  // namespace

class PlayheadViews : public QObject {
  Q_OBJECT

 private slots:
  void aClickOnTheRulerPutsThePlayheadThere() {
    TimelineOnScreen timeline;
    QTest::mouseClick(&timeline.view, Qt::LeftButton, {}, TimelineOnScreen::ruler(20));
    QCOMPARE(timeline.navigator.playhead(), std::optional(20.0));
    QVERIFY(timeline.navigator.showsAll());
  }

  void aClickBelowTheRulerLeavesItAlone() {
    TimelineOnScreen timeline;
    QTest::mouseClick(&timeline.view, Qt::LeftButton, {}, QPoint(TimeView::kHeaderWidth + 200, 60));
    QCOMPARE(timeline.navigator.playhead(), std::optional<double>());
  }

  void aDragOfItsHandleMovesItAndADragElsewhereOnTheRulerZooms() {
    TimelineOnScreen timeline;
    timeline.navigator.setPlayhead(20);
    timeline.drag(20, 30);
    QCOMPARE(timeline.navigator.playhead(), std::optional(30.0));
    QVERIFY(timeline.navigator.showsAll());
    timeline.drag(5, 15);
    QCOMPARE(timeline.navigator.playhead(), std::optional(30.0));
    QCOMPARE(timeline.navigator.visible(), (TimeRange{5, 15}));
  }

  void itCanNotBeDraggedOutOfTheRun() {
    TimelineOnScreen timeline;
    timeline.navigator.setPlayhead(20);
    timeline.drag(20, -8);
    QCOMPARE(timeline.navigator.playhead(), std::optional(0.0));
  }

  void itStaysWhereItIsWhenTheRunGetsShorter() {
    TimelineOnScreen timeline;
    timeline.navigator.setPlayhead(40);
    timeline.navigator.setSpan(30);
    QCOMPARE(timeline.navigator.playhead(), std::optional(40.0));
  }

  void theLengthOfAMarkedRangeIsWrittenAboveWhatViewsPaintOverTheirContent() {
    TimeNavigator navigator;
    navigator.setSpan(45);
    CoveredView view(navigator);
    view.resize(600, 100);
    navigator.mark(TimeRange{10, 30});
    const QImage shown = view.grab().toImage();
    const QPointF middle(view.axis().toPixel(20), view.plotArea().top() + 4);
    QVERIFY(shown.pixelColor(middle.toPoint()) != QColor(Qt::green));
    QCOMPARE(shown.pixelColor(QPoint(middle.toPoint().x(), 80)), QColor(Qt::green));
  }

  void inAFigureAFlagIsNotCoveredByThePlayheadsLabel() {
    QImage page(400, 120, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    // A pixel a cycle from 20 on; the playhead's label lies right of cycle 90, over the mark at 100.
    const TimeAxis axis{.from = 0, .to = 360, .left = 20, .length = 360};
    const TimeMarks marks{.marks = {{.cycle = 100}}, .playhead = 90};
    const DrawStyle style = printStyle();
    paintPrintMarks(painter, axis, marks, QRectF(20, 50, 360, 60), style);
    painter.end();
    const int top = static_cast<int>(50 - printFlagHeight(marks));
    QCOMPARE(page.pixelColor(123, top + 3), style.theme.danger);
  }

  void itsKeyPutsItUnderTheCursorOrTakesItAway() {
    TimelineOnScreen timeline;
    timeline.moveTo(TimelineOnScreen::ruler(12), Qt::NoButton);
    QTest::keyClick(&timeline.view, Qt::Key_P);
    QCOMPARE(timeline.navigator.playhead(), std::optional(12.0));
    timeline.navigator.setCursor(std::nullopt);
    QTest::keyClick(&timeline.view, Qt::Key_P);
    QCOMPARE(timeline.navigator.playhead(), std::optional<double>());
  }
};

FUSEWRIGHT_TEST(PlayheadViews)

}  // namespace fusewright::playhead_test

#include "playhead_test.moc"
