#include "widgets/front/front_layout.h"

#include <cmath>

#include <rapidcheck.h>
#include <QPainter>
#include <QtTest>

#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/front/cloud_raster.h"
#include "widgets/front/contour_labels.h"
#include "widgets/front/contour_map.h"
#include "widgets/front/contour_paint.h"
#include "widgets/front/front_paint.h"
#include "widgets/front/front_shades.h"
#include "widgets/front/front_text.h"
#include "widgets/front/front_view.h"

namespace fusewright::front_layout_test {
using namespace tests;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::shared_ptr<const SweepTable> tableOf(std::vector<double> area, std::vector<double> latency,
                                          std::vector<bool> fits = {}) {
  SweepTable table;
  for (std::size_t row = 0; row < area.size(); ++row) table.keys.push_back({.high = 0, .low = row});
  table.fits = fits.empty() ? std::vector<bool>(area.size(), true) : std::move(fits);
  table.columns = {{.name = "area_mm2", .numbers = std::move(area), .labels = {}},
                   {.name = "latency_cycles", .numbers = std::move(latency), .labels = {}}};
  return std::make_shared<const SweepTable>(std::move(table));
}

/// A scene whose front is `front`, over area and latency.
FrontScene sceneOf(std::shared_ptr<const SweepTable> table, std::vector<std::size_t> front,
                   AxisScale scale = AxisScale::Linear) {
  FrontScene scene{.table = table, .x = "area_mm2", .y = "latency_cycles"};
  scene.cloud = std::make_shared<const PointCloud>(table->columns[0].numbers, scale, table->columns[1].numbers, scale);
  scene.states = std::make_shared<const std::vector<PointState>>(pointStates(chosenRows(*table, {}), table->fits));
  scene.front = std::move(front);
  scene.isStaircase = true;
  return scene;
}

std::vector<std::pair<double, double>> anyPoints() {
  return *rc::gen::container<std::vector<std::pair<double, double>>>(
      rc::gen::pair(rc::gen::map(rc::gen::inRange(0, 1000), [](int v) { return v / 7.0; }),
                    rc::gen::map(rc::gen::inRange(0, 1000), [](int v) { return v / 3.0; })));
}

/// A hyperbola of designs over a cloud of worse ones, every seventh without room, with a label.
std::shared_ptr<const SweepTable> cloudTable() {
  std::vector<double> area;
  std::vector<double> latency;
  std::vector<bool> fits;
  std::vector<double> plan;
  for (int index = 0; index < 600; ++index) {
    const double x = 20 + (index * 37 % 200);
    area.push_back(x);
    latency.push_back(4e6 / x * (1 + (index * 13 % 17) / 6.0));
    fits.push_back(index % 7 != 0);
    plan.push_back(index % 3);
  }
  auto table = *tableOf(area, latency, fits);
  table.columns.push_back({.name = "fusion", .numbers = plan, .labels = {"A", "all", "unfused"}});
  return std::make_shared<const SweepTable>(table);
}

/// Designs of seven memories times six numbers of units. Latency falls with both; area is 2 mm2 a MB and 1 mm2 a
/// thousand units.
SweepResults memoryAndUnits() {
  SweepTable made = *tableOf({}, {});
  made.columns.push_back({.name = "onchip_memory_MB", .numbers = {}, .labels = {}});
  made.columns.push_back({.name = "pe_count", .numbers = {}, .labels = {}});
  for (const double memory : {1, 2, 4, 8, 16, 32, 64})
    for (const double units : {1024, 2048, 4096, 8192, 16384, 32768}) {
      made.keys.push_back({.high = 0, .low = made.keys.size()});
      made.fits.push_back(true);
      made.columns[0].numbers.push_back(2 * memory + units / 1000);
      made.columns[1].numbers.push_back(1e9 / units + 4e6 / memory);
      made.columns[2].numbers.push_back(memory);
      made.columns[3].numbers.push_back(units);
    }
  return {.table = std::make_shared<const SweepTable>(std::move(made)),
          .parameters = {"onchip_memory_MB", "pe_count"},
          .objectives = {"latency_cycles", "area_mm2"}};
}

FrontScene cloudScene() {
  const auto table = cloudTable();
  const std::vector<const MetricColumn*> objectives{findMetric("area_mm2"), findMetric("latency_cycles")};
  FrontScene scene = sceneOf(table, frontOf(*table, objectives, chosenRows(*table, {})).rows, AxisScale::Logarithmic);
  scene.window = wholeWindow();
  scene.current = scene.front[2];
  return scene;
}

QString difference(const QString& name, const FrontScene& scene, ThemeMode mode) {
  const DrawStyle style = goldenStyle(mode);
  QImage picture = goldenCanvas({460, 340}, style);
  {
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    renderFront(painter, QRectF(0, 0, 460, 340), scene, style);
  }
  return differenceFromGolden(picture, name);
}

}  // namespace

class FrontLayoutViews : public QObject {
  Q_OBJECT

 private slots:
  void theNearestPointIsTheOneThatLookingAtAllOfThemFinds() {
    QVERIFY(rc::check([] {
      std::vector<double> x{0, 143};
      std::vector<double> y{0, 334};
      for (const auto& [a, b] : anyPoints()) {
        x.push_back(a);
        y.push_back(b);
      }
      const PointCloud cloud(x, AxisScale::Linear, y, AxisScale::Linear);
      const QPointF at(*rc::gen::inRange(0, 100) / 100.0, *rc::gen::inRange(0, 100) / 100.0);
      constexpr double kReach = 0.05 * 0.05;
      double least = 2;
      for (std::size_t row = 0; row < x.size(); ++row) {
        const QPointF away = QPointF(cloud.x().placeOf(x[row]), cloud.y().placeOf(y[row])) - at;
        least = std::min(least, QPointF::dotProduct(away, away));
      }
      const auto found = cloud.nearest(at, {0.05, 0.05});
      if (std::abs(least - kReach) < 1e-6) return;  // places are single precision, which decides at the rim
      RC_ASSERT(found.has_value() == (least < kReach));
      if (!found) return;
      const QPointF away = QPointF(cloud.x().placeOf(x[*found]), cloud.y().placeOf(y[*found])) - at;
      RC_ASSERT(std::abs(QPointF::dotProduct(away, away) - least) < 1e-6);
    }));
  }

  void rowsWithoutAValueOnAnAxisHaveNoPoint() {
    const std::vector<double> x{1, 2, kNone, 4};
    const std::vector<double> y{1, 0, 3, 4};
    QCOMPARE(PointCloud(x, AxisScale::Linear, y, AxisScale::Linear).size(), std::size_t{3});
    // Nothing at 0 has a place on a logarithmic axis.
    QCOMPARE(PointCloud(x, AxisScale::Linear, y, AxisScale::Logarithmic).size(), std::size_t{2});
  }

  void aPointBetweenThePowersOfTenLiesHalfwayOnALogarithmicAxis() {
    const CloudAxis axis = axisOver(std::vector<double>{1, 100}, AxisScale::Logarithmic);
    QCOMPARE(axis.placeOf(10), 0.5);
    QCOMPARE(axis.valueAt(0.5), 10.0);
  }

  void theStaircaseHasTwoLinesBetweenNeighboursOfTheFront() {
    // (1, 9) to (2, 4): right at 9, down to 4; to (5, 1): right at 4, down to 1.
    const FrontScene scene = sceneOf(tableOf({1, 2, 5, 5}, {9, 4, 1, 9}), {0, 1, 2});
    const FrontLayout layout = layOutFront(QRectF(0, 0, 400, 300), scene);
    const auto lines = staircaseOf(scene, layout);
    QCOMPARE(lines.size(), std::size_t{4});
    QCOMPARE(lines[0].p1(), layout.pixelOf({0, 1}));
    QCOMPARE(lines[1].p2(), layout.pixelOf({0.25, 0.375}));  // (2-1)/4, (4-1)/8
    QCOMPARE(lines[3].p2(), layout.pixelOf({1, 0}));
  }

  void partsOfTheFrontOutOfViewAreCutOffAtTheEdge() {
    FrontScene scene = sceneOf(tableOf({1, 2, 5}, {9, 4, 1}), {0, 1, 2});
    scene.window = QRectF(0, 0, 0.5, 1);
    const FrontLayout layout = layOutFront(QRectF(0, 0, 400, 300), scene);
    for (const QLineF& line : staircaseOf(scene, layout))
      QVERIFY(line.x2() <= layout.frame.plot.right() + 1e-9 && line.x1() <= layout.frame.plot.right() + 1e-9);
  }

  void aPixelAndItsPlaceLeadToEachOther() {
    FrontScene scene = sceneOf(tableOf({1, 2, 5}, {9, 4, 1}), {});
    scene.window = zoomed(wholeWindow(), {0.25, 0.375}, 8);
    const FrontLayout layout = layOutFront(QRectF(0, 0, 400, 300), scene);
    const QPointF pixel(123, 77);
    QVERIFY(QLineF(layout.pixelOf(layout.placeOf(pixel)), pixel).length() < 1e-6);
    // What is zoomed around stays where it is.
    scene.window = wholeWindow();
    const QPointF before = layOutFront(QRectF(0, 0, 400, 300), scene).pixelOf({0.25, 0.375});
    QVERIFY(QLineF(layout.pixelOf({0.25, 0.375}), before).length() < 1e-6);
  }

  void chosenPointsCoverOthersOnOnePixel() {
    const auto table = tableOf({1, 1, 2, 3}, {1, 1, 2, 3}, {false, true, true, false});
    const PointCloud cloud(table->columns[0].numbers, AxisScale::Linear, table->columns[1].numbers, AxisScale::Linear);
    const auto states = pointStates(chosenRows(*table, {}), table->fits);
    const Theme theme = printTheme();
    const QImage image = cloudImage(cloud, {.window = wholeWindow(), .pixels = {100, 100}}, states, nullptr, theme);
    // Places 0, 0.5 and 1 are 5, 50 and 95 pixels from the left at a margin of 5 %.
    const auto red = [&](int x, int y) { return qRed(image.pixel(x, y)) > qBlue(image.pixel(x, y)); };
    QVERIFY(qAlpha(image.pixel(5, 95)) > 100 && !red(5, 95));
    QVERIFY(qAlpha(image.pixel(50, 50)) > 100 && !red(50, 50));
    QVERIFY(red(95, 5));
    QCOMPARE(qAlpha(image.pixel(50, 20)), 0);
  }

  void aCloudThatWasPannedAndBrushedLooksLikeOneThatIsCountedAnew() {
    QVERIFY(rc::check([] {
      std::vector<double> x{0, 1024};
      std::vector<double> y{0, 1024};
      for (int row = 0; row < 200; ++row) {
        x.push_back(*rc::gen::inRange(0, 1024));
        y.push_back(*rc::gen::inRange(0, 1024));
      }
      const auto cloud = std::make_shared<const PointCloud>(x, AxisScale::Linear, y, AxisScale::Linear);
      const auto anyStates = [&] {
        std::vector<PointState> states(x.size());
        const int chosen = *rc::gen::inRange(0, 10);
        for (std::size_t row = 0; row < states.size(); ++row)
          states[row] = static_cast<PointState>(static_cast<int>(row * 7 % 10) < chosen ? 1 : row % 5 == 0 ? 2 : 0);
        return std::make_shared<const std::vector<PointState>>(std::move(states));
      };
      const Theme theme = printTheme();
      // A sixty-fourth of the window is a pixel: places lie exactly on the pixels' edges before and after.
      CloudRaster kept({cloud, anyStates(), nullptr}, {.window = QRectF(0, 0, 1, 1), .pixels = {64, 64}});
      for (int step = 0; step < 4; ++step) {
        kept.pan({*rc::gen::inRange(-30, 30), *rc::gen::inRange(-30, 30)});
        kept.setStates(anyStates());
        RC_ASSERT(kept.image(theme) == CloudRaster(kept.points(), kept.picture()).image(theme));
      }
    }));
  }

  void everyRowWhoseStateIsAnotherIsFoundAndNoOther() {
    // 21 rows: two whole words of eight and five more.
    const std::vector<PointState> before(21, PointState::Chosen);
    std::vector<PointState> after = before;
    QVERIFY(changedRows(before, after).empty());
    const std::vector<std::uint32_t> rows{0, 7, 8, 9, 15, 16, 20};
    for (const std::uint32_t row : rows) after[row] = row % 2 == 0 ? PointState::Other : PointState::Unfit;
    QCOMPARE(changedRows(before, after), rows);
    QCOMPARE(changedRows(after, before), rows);
  }

  void manyPointsAreDrawnSmallerThanFew() {
    QVERIFY(dotSize(100, 1) > dotSize(10'000, 1));
    QVERIFY(dotSize(10'000, 1) > dotSize(1'000'000, 1));
    QCOMPARE(dotSize(1'000'000, 2), 2);
  }

  void axesHaveUnitsInWhichTheirNumbersAreShort() {
    QCOMPARE(axisUnit("latency_cycles", 5e6).title, QStringLiteral("latency (Mcycles)"));
    QCOMPARE(axisUnit("peak_memory_bits", 8.0 * 1024 * 1024 * 24).title, QStringLiteral("peak memory (MiB)"));
    QCOMPARE(axisUnit("peak_memory_bits", 8.0 * 1024 * 1024 * 24).size, 8388608.0);
    QCOMPARE(axisUnit("onchip_memory_MB", 24).title, QStringLiteral("onchip_memory_MB"));
  }

  void theTableHasTheFrontFirstAndOnlyWhatIsChosen() {
    const auto table = tableOf({1, 2, 5, 5, 1}, {9, 4, 1, 9, 1}, {true, true, true, true, false});
    const SweepResults results{.table = table};
    const FrontAnswer answer{.chosen = chosenRows(*table, {}), .chosenCount = 4, .front = {.rows = {0, 1, 2}}};
    std::vector<std::size_t> rows;
    const TextTable shown = designTable(results, answer, &rows);
    QCOMPARE(rows, (std::vector<std::size_t>{0, 1, 2, 3}));
    QCOMPARE(shown.rows[3].first(), QStringLiteral("0"));
    QCOMPARE(shown.rows[1][2], QStringLiteral("4"));
  }

  void contoursAreOverTwoParametersAndGiveTheAxesBack() {
    FrontView view;
    view.setResults(memoryAndUnits());
    QCOMPARE(view.canvas().scene().x, std::string("area_mm2"));
    view.setContours(ContourStyle::Values);
    QCOMPARE(view.canvas().scene().x, std::string("onchip_memory_MB"));
    QCOMPARE(view.canvas().scene().y, std::string("pe_count"));
    QVERIFY(view.canvas().scene().contours != nullptr);
    QCOMPARE(view.canvas().scene().contours->value, std::string("latency_cycles"));
    QVERIFY(!view.canvas().scene().contours->levels.empty());
    QVERIFY(!view.canvas().scene().contours->areas.empty());
    // With another column of the colours, they are of that one; without the design on show there is no speedup.
    view.setColour("area_mm2");
    QCOMPARE(view.canvas().scene().contours->value, std::string("area_mm2"));
    QVERIFY(view.canvas().scene().contours->areas.empty());
    view.setContours(ContourStyle::Speedup);
    QVERIFY(!view.canvas().scene().contours->isSpeedup);
    view.setCurrent(view.results().table->keys[20]);
    QVERIFY(view.canvas().scene().contours->isSpeedup);
    view.setContours(ContourStyle::None);
    QCOMPARE(view.canvas().scene().x, std::string("area_mm2"));
    QVERIFY(view.canvas().scene().contours == nullptr);
  }

  void numbersOfContoursKeepApartAndClearOfWhatMustBeSeen() {
    const QRectF plot(0, 0, 200, 100);
    const std::vector<QLineF> line{QLineF(0, 50, 200, 50)};
    // The present design lies in the middle of the line: the number goes to 0.35 of it, at 70.
    ContourLabels labels(plot, 3, {QRectF(93, 43, 14, 14)});
    const auto first = labels.placeOn(line, {30, 10});
    QVERIFY(first);
    QCOMPARE(first->center(), QPointF(70, 50));
    // Half of 20 and of 30 and the 3 between them need 28 pixels from the centre of one to that of the other.
    const std::vector<QLineF> near{QLineF(47, 0, 47, 100)};
    const auto beside = labels.placeOn(near, {20, 10});
    QVERIFY(beside);
    QCOMPARE(beside->center(), QPointF(47, 35));
    const std::vector<QLineF> farther{QLineF(130, 0, 130, 100)};
    QCOMPARE(labels.placeOn(farther, {20, 10})->center(), QPointF(130, 50));
    const std::vector<QLineF> shorter{QLineF(10, 80, 30, 80)};
    QVERIFY(!labels.placeOn(shorter, {20, 10}));
  }

  void contoursOfDesignsOffAnyGridSayWhyThereAreFew() {
    // Ten designs on a diagonal, each with numbers of its own: of 9 x 9 squares none has four corners.
    std::vector<double> numbers;
    for (int index = 1; index <= 10; ++index) numbers.push_back(index);
    FrontScene scene = sceneOf(tableOf(numbers, numbers), {});
    scene.window = wholeWindow();
    const ContourMap scattered = contourMap(scene, {.value = "latency_cycles"});
    QCOMPARE(scattered.squares, std::size_t{81});
    QCOMPARE(scattered.completeSquares, std::size_t{0});
    QVERIFY(contourNote(scattered).startsWith("points do not lie on a grid: "));
    const FrontLayout layout = frontLayout(QRectF(0, 0, 480, 320), scene, printStyle());
    QVERIFY(layout.frame.plot.contains(contourNoteBox(scattered, layout, printStyle())));
    scene.contours = std::make_shared<const ContourMap>(scattered);
    QCOMPARE(difference("contours_scattered", scene, ThemeMode::Light), QString());
    // A grid of 3 x 3 of which one corner has no room: designs all the same.
    const auto grid = tableOf({1, 2, 3, 1, 2, 3, 1, 2, 3}, {1, 1, 1, 2, 2, 2, 3, 3, 3},
                              {true, true, true, true, false, true, true, true, true});
    const ContourMap whole = contourMap(sceneOf(grid, {}), {.value = "latency_cycles"});
    QCOMPARE(whole.completeSquares, std::size_t{4});
    QCOMPARE(contourNote(whole), QString());
  }

  void contoursOverTwoParametersLookAsTheyDid() {
    const SweepResults results = memoryAndUnits();
    const auto& table = results.table;
    QCOMPARE(contourAxes(results), (std::vector<std::string>{"onchip_memory_MB", "pe_count"}));
    FrontScene scene{.table = table, .x = "onchip_memory_MB", .y = "pe_count"};
    scene.cloud = std::make_shared<const PointCloud>(table->columns[2].numbers, AxisScale::Logarithmic,
                                                     table->columns[3].numbers, AxisScale::Logarithmic);
    scene.states = std::make_shared<const std::vector<PointState>>(pointStates(chosenRows(*table, {}), table->fits));
    scene.window = wholeWindow();
    scene.current = 20;
    scene.contours = std::make_shared<const ContourMap>(contourMap(scene, {.value = "latency_cycles"}));
    QCOMPARE(scene.contours->grid.values.size(), std::size_t{42});
    QCOMPARE(difference("contours_light", scene, ThemeMode::Light), QString());
    // The legend lies between the plot and the right side of the area.
    const QRectF area(0, 0, 480, 320);
    const double plotEnd = frontLayout(area, scene, printStyle()).frame.plot.right();
    QVERIFY(plotEnd <= layOutFront(area, scene).frame.plot.right() - contourLegendWidth(*scene.contours, printStyle()));
    scene.contours =
        std::make_shared<const ContourMap>(contourMap(scene, {.value = "latency_cycles", .speedupOf = 20}));
    QVERIFY(scene.contours->isSpeedup);
    // The design on show has 8 MB and 4096 units: place (3, 2) of the grid has a speedup of 1.
    QCOMPARE(scene.contours->grid.at(3, 2), 1.0);
    QCOMPARE(difference("contours_dark", scene, ThemeMode::Dark), QString());
  }

  void theFrontLooksAsItDid() {
    QCOMPARE(difference("front_light", cloudScene(), ThemeMode::Light), QString());
    FrontScene coloured = cloudScene();
    coloured.shadedBy = "fusion";
    coloured.shades = std::make_shared<const CloudShades>(shadesBy(*coloured.table->find("fusion"), ThemeMode::Dark));
    coloured.brush = QRectF(0.3, 0.3, 0.4, 0.4);
    QCOMPARE(difference("front_dark", coloured, ThemeMode::Dark), QString());
  }
};

FUSEWRIGHT_TEST(FrontLayoutViews)

}  // namespace fusewright::front_layout_test

#include "front_layout_test.moc"
