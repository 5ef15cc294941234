#include "widgets/graph/graph_view.h"

#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/graph/layered_layout.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::graph_view_test {
using namespace tests;

namespace {

/// A view of a small Mamba block of 4 tokens, whose scan's steps repeat, laid out by the built-in layout.
struct ShownModel {
  explicit ShownModel(QSize size = {1200, 600}) {
    QObject::connect(&view, &GraphView::layoutRequested, &view, [this](std::shared_ptr<const LayoutProblem> problem) {
      ++layouts;
      asked = problem;
      view.showLayout(problem, layeredLayout(*problem));
    });
    view.resize(size);
    view.show();
    view.setModel(workload, tree);
  }

  [[nodiscard]] const GraphBox& selectedBox() const {
    return view.scene()->boxes[view.canvas().emphasis().selected.value()];
  }

  std::shared_ptr<const Workload> workload = std::make_shared<const Workload>(miniMamba());
  std::shared_ptr<const BlockTree> tree = std::make_shared<const BlockTree>(buildBlockTree(*workload));
  int layouts = 0;
  std::shared_ptr<const LayoutProblem> asked;
  GraphView view;
};

std::shared_ptr<const Evaluation> evaluated(const ShownModel& model) {
  TileCostTable table;
  const Design design{.workload = model.workload,
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 4, .d2 = 4})),
                      .mapping = {.fusion = NamedFusion{"all"}}};
  return std::make_shared<const Evaluation>(evaluate(design, table).value());
}

LayerId layerCalled(const Workload& workload, const char* name) {
  return findLayer(workload, name).value();
}

}  // namespace

class GraphViews : public QObject {
  Q_OBJECT

 private slots:
  void aBetterLayoutBeginsAtTheBeginningUnlessSomebodyHasMoved() {
    ShownModel model({300, 200});  // far too small for all of it
    model.view.openAll();
    model.view.setFlow(GraphFlow::Down);
    QVERIFY(model.view.canvas().isAtBeginning());
    const GraphCamera beginning = model.view.canvas().camera();
    // The same question answered a second time, as dot does, with everything 500 further to the right.
    const auto later = [&] {
      const auto problem = model.asked;
      GraphLayout moved = layeredLayout(*problem);
      for (Point& centre : moved.centres) centre.x += 500;
      moved.size.width += 1000;
      model.view.showLayout(problem, moved);
    };
    later();
    QVERIFY(model.view.canvas().isAtBeginning());
    QVERIFY(model.view.canvas().camera() != beginning);
    GraphCamera moved = model.view.canvas().camera();
    moved.offset += QPointF(-40, -40);
    model.view.canvas().setCamera(moved);
    later();
    QVERIFY(!model.view.canvas().isAtBeginning());
    QCOMPARE(model.view.canvas().camera().scale, moved.scale);
  }

  void noTwoBoxesOverlap() {
    ShownModel model;
    model.view.openAll();
    const auto& boxes = model.view.scene()->boxes;
    QCOMPARE(boxes.size(), model.workload->layers.size());
    for (std::size_t one = 0; one < boxes.size(); ++one)
      for (std::size_t other = one + 1; other < boxes.size(); ++other)
        QVERIFY(!boxes[one].rectangle.intersects(boxes[other].rectangle));
  }

  void everyLayerIsInExactlyOneBoxWhateverIsFolded() {
    ShownModel model;
    for (const bool open : {false, true}) {
      open ? model.view.openAll() : model.view.foldAll();
      std::vector<int> seen(model.workload->layers.size());
      for (const GraphBox& box : model.view.scene()->boxes) {
        const Block& block = model.tree->block(box.block);
        for (std::int32_t layer = block.first; layer < block.last; ++layer) ++seen[static_cast<std::size_t>(layer)];
      }
      QVERIFY(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }
  }

  void stepsThatRepeatAreOneBoxUntilItIsOpened() {
    ShownModel model;
    const auto folded = model.view.scene()->boxes.size();
    QVERIFY(folded < model.workload->layers.size());
    model.view.openAll();
    QCOMPARE(model.view.scene()->boxes.size(), model.workload->layers.size());
    model.view.foldAll();
    QCOMPARE(model.view.scene()->boxes.size(), folded);
  }

  void goingToALayerOpensTheBlocksThatHideItAndCentresIt() {
    ShownModel model({400, 300});
    // The third layer of the last of four steps: 8 + 3 * 3 + 2.
    const LayerId hidden(19);
    const auto box = boxOf(*model.view.scene(), hidden).value();
    QVERIFY(model.view.scene()->boxes[box].canOpen());
    model.view.goTo(hidden);
    const auto shown = boxOf(*model.view.scene(), hidden).value();
    QCOMPARE(model.view.scene()->boxes[shown].kind, BlockKind::Layer);
    const GraphCanvas& canvas = model.view.canvas();
    const QPointF centre = canvas.camera().toScreen(model.view.scene()->boxes[shown].rectangle.center());
    QVERIFY((centre - QRectF(canvas.rect()).center()).manhattanLength() < 2);
    QVERIFY(canvas.camera().scale >= kReadableScale);
  }

  void anEvaluationThatComesBeforeTheLayoutOfItsModelIsNotDrawnOnTheOldOne() {
    ShownModel model;
    model.view.openAll();
    const auto boxes = model.view.scene()->boxes.size();
    QVERIFY(boxes > 10);
    // From now on layouts are asked for and never come.
    QObject::disconnect(&model.view, &GraphView::layoutRequested, nullptr, nullptr);
    const auto small = std::make_shared<const Workload>(twoLayerChain());
    model.view.setModel(small, std::make_shared<const BlockTree>(buildBlockTree(*small)));
    QVERIFY(model.view.scene() == nullptr);
    model.view.setSnapshot(evaluated(model));
    model.view.setColour(GraphColour::Latency);
    model.view.setSelection(LayerId(0));
    QTest::mouseClick(const_cast<GraphCanvas*>(&model.view.canvas()), Qt::LeftButton);
    QVERIFY(!model.view.figureSize());
  }

  void theBeginningStaysInPlaceWhileTheWindowFindsItsSize() {
    ShownModel resized(QSize(500, 160));
    QVERIFY(!resized.view.canvas().isFitted());  // too large to be read as a whole
    resized.view.resize(900, 300);
    const ShownModel fresh(QSize(900, 300));
    QCOMPARE(resized.view.canvas().camera(), fresh.view.canvas().camera());
    // Once somebody went elsewhere, the picture stays there.
    resized.view.goTo(LayerId(resized.workload->layers.size() - 1));
    const GraphCamera there = resized.view.canvas().camera();
    resized.view.resize(700, 240);
    QCOMPARE(resized.view.canvas().camera(), there);
  }

  void goingToALayerThatIsShownMovesThePictureOnly() {
    ShownModel model({400, 300});
    const int before = model.layouts;
    model.view.goTo(LayerId(0));
    QCOMPARE(model.layouts, before);
  }

  void aSelectedLayerIsItsBoxOrTheBoxThatHidesIt() {
    ShownModel model;
    model.view.setSelection(Selection{LayerId(19)});
    QVERIFY(model.selectedBox().canOpen());
    model.view.openAll();
    QCOMPARE(model.selectedBox().kind, BlockKind::Layer);
    QCOMPARE(model.tree->block(model.selectedBox().block).first, 19);
  }

  void aClickOnABoxAsksForItsLayer() {
    ShownModel model;
    QSignalSpy asked(&model.view, &GraphView::selectionRequested);
    const auto box = boxOf(*model.view.scene(), LayerId(1)).value();
    const QPointF place = model.view.canvas().camera().toScreen(model.view.scene()->boxes[box].rectangle.center());
    QTest::mouseClick(&model.view.canvas(), Qt::LeftButton, {}, place.toPoint());
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0][0].value<Selection>() == Selection(LayerId(1)));
  }

  void searchFindsLayersInsideFoldedBlocks() {
    ShownModel model;
    model.view.find("mul_h_C");
    QCOMPARE(model.view.canvas().emphasis().hits.size(), std::size_t{1});
    model.view.openAll();
    model.view.find("mul_h_C");
    QCOMPARE(model.view.canvas().emphasis().hits.size(), std::size_t{4});  // one a token
  }

  void keysFollowTheArrowsFromProducerToConsumer() {
    ShownModel model;
    const LayerId producer = layerCalled(*model.workload, "/mul_delta_A/Einsum");
    model.view.setSelection(Selection{producer});
    QSignalSpy asked(&model.view, &GraphView::selectionRequested);
    QTest::keyClick(&model.view.canvas(), Qt::Key_BracketRight);
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0][0].value<Selection>() == Selection(layerCalled(*model.workload, "/Exp")));
  }

  void fusedLayersShareAHullOnceTheDesignIsEvaluated() {
    ShownModel model;
    model.view.openAll();
    const auto evaluation = evaluated(model);
    const auto hulls = graphHulls(*model.view.scene(), *model.tree, *evaluation->workload, evaluation->mapping->fusion);
    QCOMPARE(hulls.size(), std::size_t{1});
    const auto inHull = [&](const char* name) {
      const auto box = boxOf(*model.view.scene(), layerCalled(*model.workload, name)).value();
      return std::ranges::find(hulls[0].boxes, box) != hulls[0].boxes.end();
    };
    QVERIFY(inHull("/mul_delta_A/Einsum") && inHull("/Exp") && inHull("/mul_dBx/Einsum"));
    QVERIFY(!inHull("/in_proj/MatMul"));
  }

  void heatIsDarkestWhereTheCostIsGreatest() {
    ShownModel model;
    const auto evaluation = evaluated(model);
    const GraphScene& scene = *model.view.scene();
    const auto costs = boxCosts(scene, *model.tree, *model.workload, evaluation.get(), GraphColour::Latency).value();
    const GraphShade shade =
        shadeGraph(scene, *model.tree, *model.workload, evaluation.get(), GraphColour::Latency, printTheme());
    const auto most = static_cast<std::size_t>(std::ranges::max_element(costs) - costs.begin());
    for (std::size_t box = 0; box < costs.size(); ++box)
      QVERIFY(shade.fill[most].lightness() <= shade.fill[box].lightness());
  }

  void busyTimeOfAllBoxesIsThatOfAllLayers() {
    ShownModel model;
    const auto evaluation = evaluated(model);
    double all = 0;
    for (const LayerMetrics& layer : evaluation->metrics->layers) all += layer.busy.value;
    double boxes = 0;
    const auto costs =
        boxCosts(*model.view.scene(), *model.tree, *model.workload, evaluation.get(), GraphColour::Latency);
    for (const double cost : costs.value()) boxes += cost;
    QVERIFY(std::abs(all - boxes) < 1e-6 * all);
  }

  void aPreviewIsSaidToBeOne() {
    ShownModel model;
    auto* note = model.view.findChild<QLabel*>("graphNote");
    QVERIFY(note->isHidden());
    model.view.setNote("sizes are guessed");
    QVERIFY(note->isVisible());
    model.view.setNote({});
    QVERIFY(note->isHidden());
  }

  void theExportedTableHasARowForEveryBoxAndItsArrows() {
    ShownModel model;
    model.view.openAll();
    const TextTable table = model.view.exportTable();
    QCOMPARE(table.rows.size(), model.view.scene()->boxes.size());
    const auto reads = static_cast<std::size_t>(table.headings.indexOf("reads_boxes"));
    std::size_t arrows = 0;
    for (const QStringList& row : table.rows)
      arrows += static_cast<std::size_t>(row[static_cast<qsizetype>(reads)].split(' ', Qt::SkipEmptyParts).size());
    QCOMPARE(arrows, model.view.scene()->shown.edges.size());
  }

  void theFigureIsDrawnInsideItsArea() {
    ShownModel model;
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    model.view.renderFigure(painter, QRectF(50, 50, 300, 200), printStyle());
    painter.end();
    int outside = 0, inside = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const bool painted = image.pixelColor(x, y) != QColor(Qt::magenta);
        (QRect(49, 49, 302, 202).contains(x, y) ? inside : outside) += painted ? 1 : 0;
      }
    QCOMPARE(outside, 0);
    QVERIFY(inside > 1000);
  }
};

FUSEWRIGHT_TEST(GraphViews)

}  // namespace fusewright::graph_view_test

#include "graph_view_test.moc"
