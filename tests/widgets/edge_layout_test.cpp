// Arrows between tiles, and the gaps between tiles, without a window.
#include "widgets/gantt/edge_layout.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/gantt/gantt_layout.h"
#include "widgets/gantt/strip_paint.h"

namespace fusewright::edge_layout_test {

class EdgeLayouts : public QObject {
  Q_OBJECT

 private slots:
  void consumersOfOneLayerOnOneCoreAreOneBundleTheNearestFirst() {
    TileGraph graph;
    graph.layer = {LayerId(0), LayerId(1), LayerId(1), LayerId(1), LayerId(2)};
    graph.core = {CoreId(0), CoreId(0), CoreId(0), CoreId(1), CoreId(0)};
    Schedule schedule;
    for (const double start : {0.0, 30.0, 10.0, 20.0, 40.0}) {
      schedule.start.push_back(Cycles{start});
      schedule.end.push_back(Cycles{start + 5});
    }
    Workload workload;
    for (std::size_t layer = 0; layer < 3; ++layer) workload.layers.push_back({.family = LayerId(layer)});
    std::vector<DependencyEdge> edges;
    for (std::size_t tile = 1; tile < 5; ++tile)
      edges.push_back({.producer = TileId(0), .consumer = TileId(tile), .level = 1, .towards = false});
    const auto bundles = bundlesOf(edges, graph, schedule, workload);
    // Layer 1 on core 0 and on core 1, and layer 2.
    QCOMPARE(bundles.size(), std::size_t{3});
    QCOMPARE(bundles[0].edges.size(), std::size_t{2});
    QCOMPARE(bundles[0].edges.front().consumer, TileId(2));  // at 10, before the one at 30
    QCOMPARE(bundles[1].core, CoreId(1));
    QCOMPARE(bundles[2].layer, LayerId(2));
  }

  void manyConsumersHaveOneArrowWithTheirNumberAndFewHaveOneEach() {
    const auto bundleOf = [](std::size_t count, std::size_t first) {
      EdgeBundle bundle{.layer = LayerId(1), .core = CoreId(0), .level = 1, .towards = false};
      for (std::size_t tile = first; tile < first + count; ++tile)
        bundle.edges.push_back({.producer = TileId(0), .consumer = TileId(tile), .level = 1, .towards = false});
      return bundle;
    };
    // Tile n lies at pixel 10 n, 8 wide.
    const EdgeGround ground{
        .boxOf = [](TileId tile) { return QRectF(10.0 * static_cast<double>(tile.index()), 50, 8, 20); },
        .nameOf = [](LayerId) { return QStringLiteral("conv2"); },
        .widthOf = [](const QString& text) { return 6.0 * static_cast<double>(text.size()); },
        .lineHeight = 12,
        .area = QRectF(0, 0, 500, 200)};
    const EdgePicture few = layOutEdges({bundleOf(6, 1)}, ground);
    QCOMPARE(few.arrows.size(), std::size_t{6});
    QVERIFY(few.labels.empty());
    const EdgePicture many = layOutEdges({bundleOf(40, 1)}, ground);
    QCOMPARE(many.arrows.size(), std::size_t{1});
    QCOMPARE(many.arrows[0].count, std::size_t{40});
    QCOMPARE(many.arrows[0].to.x(), 10.0);  // the nearest
    QCOMPARE(many.labels.size(), std::size_t{1});
    QCOMPARE(many.labels[0].text, QStringLiteral("40 × conv2"));
    QCOMPARE(many.reaches[0].right, 408.0);  // tile 40 ends at 400 + 8
    // Of 100 tiles the last 50 lie beyond the right edge; of 47 to 60 only 47, 48, 49 and 50 are in view.
    QCOMPARE(layOutEdges({bundleOf(14, 47)}, ground).arrows.size(), std::size_t{4});
    // More bundles than are drawn are said in words, and no label lies over another.
    const EdgePicture crowd = layOutEdges(std::vector<EdgeBundle>(20, bundleOf(10, 1)), ground);
    QCOMPARE(crowd.arrows.size(), kMostBundles);
    QCOMPARE(crowd.left, std::size_t{4 * 10});
    for (std::size_t one = 0; one < crowd.labels.size(); ++one)
      for (std::size_t other = 0; other < one; ++other)
        QVERIFY(!crowd.labels[one].box.intersects(crowd.labels[other].box));
  }

  void equalTilesBesideEachOtherAreAllPartedOrNotAtAll() {
    // 20 tiles of 7.3 pixels: a gap of one column after each, wherever edges lie between columns; at 4.3 pixels none.
    const auto gapsAt = [](double pixelsEach) {
      std::vector<LaneItem> items;
      for (int tile = 0; tile < 20; ++tile)
        items.push_back({.start = double(tile), .end = tile + 1.0, .id = tile, .colour = 0});
      const Lane lane = makeLane(items);
      const TimeAxis axis{.from = 0, .to = 20, .left = 0, .length = 20 * pixelsEach};
      const GanttColours colours{.bars = {Qt::black}, .gaps = {QColor()}};
      const StripShades shades(colours, Qt::white);
      QImage image(static_cast<int>(axis.length), 4, QImage::Format_RGB32);
      image.fill(Qt::red);
      QPainter painter(&image);
      StripPainter strips(shades, 1);
      strips.paint(painter, lane, axis, QRectF(0, 0, axis.length, 4), 0, barsOf(lane, axis, 3));
      painter.end();
      int gaps = 0;
      for (int x = 0; x < image.width(); ++x) gaps += image.pixelColor(x, 1) == QColor(Qt::white) ? 1 : 0;
      return gaps;
    };
    QCOMPARE(gapsAt(7.3), 20);
    QCOMPARE(gapsAt(7.35), 20);
    QCOMPARE(gapsAt(4.3), 0);
  }

  void barsStayWithinTheColumnsOfTheirStripAlsoAtItsRightEdge() {
    // 100 columns: a bar from 99.6 rounds to column 100, which is the first beyond.
    const BarColumns beyond = columnsOf({.item = 0, .left = 99.6, .right = 107}, 0, 100, 1);
    QCOMPARE(beyond.end, 100);
    QCOMPARE(beyond.filled - beyond.first, 0);
    // From 99.4 it has the last column.
    const BarColumns last = columnsOf({.item = 0, .left = 99.4, .right = 107}, 0, 100, 1);
    QCOMPARE(last.first, 99);
    QCOMPARE(last.filled, 100);
    for (const double ratio : {1.0, 1.5, 2.0})
      for (double left = -3; left < 104; left += 0.1)
        for (const double width : {0.01, 0.6, 3.0, 5.2, 40.0}) {
          const auto [first, filled, end] = columnsOf({.item = 0, .left = left, .right = left + width}, 0, 100, ratio);
          QVERIFY2(0 <= first && first <= filled && filled <= end && end <= 100, qPrintable(QString::number(left)));
        }
  }
};

FUSEWRIGHT_TEST(EdgeLayouts)

}  // namespace fusewright::edge_layout_test

#include "edge_layout_test.moc"
