#include <QSignalSpy>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/regrouped_request.h"
#include "core/graph/layered_layout.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/fusion/fusion_view.h"
#include "widgets/graph/graph_view.h"

namespace fusewright::graph_drag_test {
using namespace tests;

namespace {

/// The small Mamba block of two tokens, evaluated and drawn with every layer a box. Layers 0 to 4: in_proj,
/// mul_delta_A, Exp, mul_delta_B, mul_dBx; under plan "A" mul_delta_A and Exp are a group, all others are alone.
struct DrawnPlan {
  explicit DrawnPlan(const char* fusion) {
    QObject::connect(&view, &GraphView::layoutRequested, &view,
                     [this](const std::shared_ptr<const LayoutProblem>& problem) {
                       view.showLayout(problem, layeredLayout(*problem));
                     });
    view.resize(1600, 700);
    view.show();
    view.setModel(workload, tree);
    view.openAll();
    TileCostTable table;
    const Design design{.workload = workload,
                        .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                        .mapping = {.fusion = NamedFusion{fusion}}};
    evaluation = std::make_shared<const Evaluation>(evaluate(design, table).value());
    view.setSnapshot(evaluation);
    view.canvas().fitAll();
  }

  [[nodiscard]] DraggedGraph graph() const {
    return {.scene = *view.scene(),
            .tree = *tree,
            .workload = *evaluation->workload,
            .plan = evaluation->mapping->fusion,
            .hulls = view.canvas().hulls()};
  }
  [[nodiscard]] std::size_t box(int layer) const { return boxOf(*view.scene(), LayerId(layer)).value(); }
  [[nodiscard]] QPointF centre(int layer) const { return view.scene()->boxes[box(layer)].rectangle.center(); }
  [[nodiscard]] QPoint onScreen(QPointF point) const { return view.canvas().camera().toScreen(point).toPoint(); }
  [[nodiscard]] std::size_t groupOf(int layer) const {
    const auto groups = groupsOfLayers(*evaluation->workload, evaluation->mapping->fusion);
    return static_cast<std::size_t>(groups[static_cast<std::size_t>(layer)]);
  }

  void press(QPointF point, Qt::MouseButton button = Qt::LeftButton) const {
    QTest::mousePress(&view.canvas(), button, {}, onScreen(point));
  }
  void moveTo(QPointF point, Qt::MouseButton button = Qt::LeftButton) const {
    const QPoint place = onScreen(point);
    QMouseEvent move(QEvent::MouseMove, place, view.canvas().mapToGlobal(place), Qt::NoButton, button, {});
    QApplication::sendEvent(&view.canvas(), &move);
  }
  void release(QPointF point, Qt::MouseButton button = Qt::LeftButton) const {
    QTest::mouseRelease(&view.canvas(), button, {}, onScreen(point));
  }

  std::shared_ptr<const Workload> workload = std::make_shared<const Workload>(miniMamba({.tokens = 2}));
  std::shared_ptr<const BlockTree> tree = std::make_shared<const BlockTree>(buildBlockTree(*workload));
  std::shared_ptr<const Evaluation> evaluation;
  GraphView view;
};

}  // namespace

class GraphDrags : public QObject {
  Q_OBJECT

 private slots:
  void aBoxOfAnotherGroupIsATargetAndAllBoxesOfThatGroupAreMarked() {
    const DrawnPlan drawn("A");
    const auto target = targetAt(drawn.graph(), drawn.box(3), drawn.centre(2)).value();
    QCOMPARE(target.groups, std::vector{drawn.groupOf(1)});
    std::vector<std::size_t> marked{drawn.box(1), drawn.box(2)};
    std::ranges::sort(marked);
    QCOMPARE(target.boxes, marked);
    QCOMPARE(droppedOn(drawn.graph(), drawn.box(3), target).value(),
             (MoveLayers{.layers = {LayerId(3)}, .group = drawn.groupOf(1)}));
  }

  void theFrameOfAGroupIsATargetOutsideItsBoxesToo() {
    const DrawnPlan drawn("A");
    const QRectF exp = drawn.view.scene()->boxes[drawn.box(2)].rectangle;
    // Half of the frame's margin of 9 beyond the corner of the box.
    const QPointF beside = exp.bottomRight() + QPointF(4, 4);
    QVERIFY(!boxAt(*drawn.view.scene(), beside));
    QCOMPARE(targetAt(drawn.graph(), drawn.box(3), beside).value().groups, std::vector{drawn.groupOf(1)});
    QVERIFY(!targetAt(drawn.graph(), drawn.box(3), exp.bottomRight() + QPointF(10, 10)));
  }

  void theOwnGroupAndTheGroundAreNoTargets() {
    const DrawnPlan drawn("A");
    QVERIFY(!targetAt(drawn.graph(), drawn.box(1), drawn.centre(1)));
    QVERIFY(!targetAt(drawn.graph(), drawn.box(1), drawn.centre(2)));
    QVERIFY(!targetAt(drawn.graph(), drawn.box(1), QPointF(-500, -500)));
  }

  void aFoldedBoxOfManyGroupsBecomesOneGroupWithWhatIsDroppedOnIt() {
    DrawnPlan drawn("unfused");
    drawn.view.foldAll();
    const std::size_t steps = drawn.box(8);
    QVERIFY(drawn.view.scene()->boxes[steps].canOpen());
    const auto target = targetAt(drawn.graph(), drawn.box(4), drawn.centre(8)).value();
    // mul_h_dA, add_dBx and mul_h_C of two tokens, each alone.
    QCOMPARE(target.groups.size(), std::size_t{6});
    QCOMPARE(target.boxes, std::vector{steps});
    const auto move = droppedOn(drawn.graph(), drawn.box(4), target).value();
    QCOMPARE(move.layers.size() + drawn.evaluation->mapping->fusion.groups[move.group].layers.size(), std::size_t{7});
    // Dragged itself, all of its layers move.
    QCOMPARE(layersOfBox(drawn.graph(), steps).size(), std::size_t{6});
  }

  void theTextBesideTheCursorStaysInView() {
    const QRectF area(0, 0, 400, 300);
    QCOMPARE(placeBeside({100, 100}, {80, 20}, area), QRectF(114, 114, 80, 20));
    QCOMPARE(placeBeside({390, 290}, {80, 20}, area), QRectF(296, 256, 80, 20));
    QCOMPARE(placeBeside({200, 100}, {390, 20}, area), QRectF(0, 114, 390, 20));
  }

  void whatIsHeldAtTheEdgeMovesThePictureTowardsIt() {
    const QRectF area(0, 0, 400, 300);
    QCOMPARE(shiftAtEdge({200, 150}, area, 16), QPointF(0, 0));
    QCOMPARE(shiftAtEdge({395, 150}, area, 16), QPointF(-11, 0));
    QCOMPARE(shiftAtEdge({4, 350}, area, 16), QPointF(12, -16));
  }

  void aDragOntoAnotherGroupSaysWhatItWouldDoAndAsksForItOnce() {
    const DrawnPlan drawn("A");
    FusionView fusion;
    Snapshot snapshot;
    snapshot.design = drawn.evaluation->design;
    snapshot.evaluation = drawn.evaluation;
    fusion.setSnapshot(snapshot);
    connect(&drawn.view, &GraphView::regroupingRequested, &fusion, &FusionView::regroup);
    std::vector<Edit> edits;
    connect(&fusion, &FusionView::editRequested, [&](const Edit& edit) { edits.push_back(edit); });
    const GraphCamera before = drawn.view.canvas().camera();
    drawn.press(drawn.centre(3));
    drawn.moveTo((drawn.centre(3) + drawn.centre(4)) / 2);
    drawn.moveTo(drawn.centre(4));
    const auto said = drawn.view.canvas().heldOver();
    QVERIFY(said && said->possible);
    QVERIFY2(said->text.startsWith(QString("Fuse with group %1 (").arg(drawn.groupOf(4))), qPrintable(said->text));
    QCOMPARE(said->boxes, std::vector{drawn.box(4)});
    QVERIFY(edits.empty());
    drawn.release(drawn.centre(4));
    QCOMPARE(edits.size(), std::size_t{1});
    QCOMPARE(drawn.view.canvas().camera(), before);
    const auto asked = regroupedRequest(*drawn.evaluation, drawn.evaluation->design.mapping,
                                        MoveLayers{.layers = {LayerId(3)}, .group = drawn.groupOf(4)});
    QVERIFY(std::get<SetMapping>(edits[0]).request == asked.value());
  }

  void whatIsNotPossibleIsSaidWithItsReasonAndNotAskedFor() {
    const DrawnPlan drawn("unfused");
    QSignalSpy asked(&drawn.view, &GraphView::regroupingRequested);
    // in_proj together with out_proj would need all between them.
    const int last = static_cast<int>(drawn.workload->layers.size()) - 1;
    drawn.press(drawn.centre(0));
    drawn.moveTo(drawn.centre(last));
    const auto said = drawn.view.canvas().heldOver();
    QVERIFY(said && !said->possible);
    QVERIFY2(said->text.startsWith("Not possible: ") && said->text.contains(" needs "), qPrintable(said->text));
    drawn.release(drawn.centre(last));
    QCOMPARE(asked.size(), 0);
  }

  void escGivesTheDragUpAndTheReleaseAfterItDoesNothing() {
    const DrawnPlan drawn("A");
    QSignalSpy asked(&drawn.view, &GraphView::regroupingRequested);
    QSignalSpy selected(&drawn.view, &GraphView::selectionRequested);
    drawn.press(drawn.centre(3));
    drawn.moveTo(drawn.centre(4));
    QVERIFY(drawn.view.canvas().heldOver());
    QTest::keyClick(&drawn.view.canvas(), Qt::Key_Escape);
    QVERIFY(!drawn.view.canvas().heldOver());
    drawn.moveTo(drawn.centre(4));
    drawn.release(drawn.centre(4));
    QCOMPARE(asked.size(), 0);
    QCOMPARE(selected.size(), 0);
  }

  void aDropOnTheOwnGroupOrOnTheGroundDoesNothing() {
    const DrawnPlan drawn("A");
    QSignalSpy asked(&drawn.view, &GraphView::regroupingRequested);
    const QPointF ground(drawn.view.scene()->size.width() + 5, drawn.view.scene()->size.height() + 5);
    for (const QPointF& place : {drawn.centre(2), ground}) {
      drawn.press(drawn.centre(1));
      drawn.moveTo(place);
      QVERIFY(!drawn.view.canvas().heldOver());
      drawn.release(place);
    }
    QCOMPARE(asked.size(), 0);
  }

  void theGroundAndTheMiddleButtonStillPan() {
    const DrawnPlan drawn("A");
    QSignalSpy asked(&drawn.view, &GraphView::regroupingRequested);
    const GraphCanvas& canvas = drawn.view.canvas();
    const QPointF ground(drawn.view.scene()->size.width() + 5, drawn.view.scene()->size.height() + 5);
    for (const auto& [from, button] :
         {std::pair(ground, Qt::LeftButton), std::pair(drawn.centre(3), Qt::MiddleButton)}) {
      const QPointF before = canvas.camera().offset;
      const QPointF to = from - QPointF(50, 30) / canvas.camera().scale;
      drawn.press(from, button);
      drawn.moveTo(to, button);
      QVERIFY(!canvas.heldOver());
      const QPointF moved = canvas.camera().offset - before;
      QVERIFY((moved - QPointF(-50, -30)).manhattanLength() < 3);
      drawn.release(to, button);
    }
    QCOMPARE(asked.size(), 0);
  }

  void anotherEvaluationEndsADrag() {
    DrawnPlan drawn("A");
    QSignalSpy asked(&drawn.view, &GraphView::regroupingRequested);
    drawn.press(drawn.centre(3));
    drawn.moveTo(drawn.centre(4));
    QVERIFY(drawn.view.canvas().heldOver());
    drawn.view.setSnapshot(std::make_shared<const Evaluation>(*drawn.evaluation));
    drawn.release(drawn.centre(4));
    QCOMPARE(asked.size(), 0);
  }

  void boxesPanAsLongAsNothingIsEvaluated() {
    DrawnPlan drawn("A");
    drawn.view.setSnapshot(nullptr);
    const QPointF before = drawn.view.canvas().camera().offset;
    drawn.press(drawn.centre(3));
    drawn.moveTo(drawn.centre(4));
    QVERIFY(drawn.view.canvas().camera().offset != before);
    QVERIFY(!drawn.view.canvas().heldOver());
  }
};

FUSEWRIGHT_TEST(GraphDrags)

}  // namespace fusewright::graph_drag_test

#include "graph_drag_test.moc"
