// Golden pictures of the views of an evaluation besides its schedule, and of the block diagram.
#include <cmath>

#include <QApplication>
#include <QPainter>
#include <QStyleFactory>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_machines.h"
#include "tests/builders_mamba.h"
#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/breakdown/bar_paint.h"
#include "widgets/common/family_names.h"
#include "widgets/health/health_paint.h"
#include "widgets/machine/machine_paint.h"
#include "widgets/roofline/roofline_paint.h"
#include "widgets/search/proposal_text.h"
#include "widgets/sweep/sweep_maker_view.h"

namespace fusewright::insight_golden_test {
using namespace tests;

namespace {

/// The small Mamba block, its state update fused, on one small core.
std::shared_ptr<const Evaluation> evaluated(const std::string& fusion = "all") {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba()),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram(
                          {.d1 = 2, .d2 = 4, .sram = Bits{1 << 20}, .dramBandwidth = BitsPerCycle{256}})),
                      .mapping = {.fusion = NamedFusion{fusion}},
                      .assumptions = physicalAssumptions()};
  return std::make_shared<const Evaluation>(evaluate(design, table).value());
}

template <typename Paint>
QString difference(const QString& name, QSize size, Paint paint, ThemeMode mode = ThemeMode::Light) {
  const DrawStyle style = goldenStyle(mode);
  QImage picture = goldenCanvas(size, style);
  {
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, QRectF(QPointF(8, 8), QSizeF(size) - QSizeF(16, 16)), style);
  }
  return differenceFromGolden(picture, name);
}

}  // namespace

class InsightGoldens : public QObject {
  Q_OBJECT

 private slots:
  void theHealthCardLooksAsItDid() {
    const auto evaluation = evaluated();
    const auto paint = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
      renderHealth(painter, area, *evaluation, healthOf(*evaluation), {}, style);
    };
    QCOMPARE(difference("health_light", {460, 320}, paint), QString());
    QCOMPARE(difference("health_dark", {460, 320}, paint, ThemeMode::Dark), QString());
  }

  void breakdownsLookAsTheyDid_data() {
    QTest::addColumn<int>("breakdown");
    QTest::newRow("latency_per_layer") << static_cast<int>(Breakdown::LatencyPerLayer);
    QTest::newRow("energy_per_memory") << static_cast<int>(Breakdown::EnergyPerPlace);
    QTest::newRow("operators") << static_cast<int>(Breakdown::Operators);
  }

  void breakdownsLookAsTheyDid() {
    QFETCH(int, breakdown);
    const auto evaluation = evaluated();
    const BarTable table =
        barTableOf(static_cast<Breakdown>(breakdown), breakdownData(evaluation, buildSchedulePicture(*evaluation)));
    const auto paint = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
      renderBars(painter, area, table, style);
    };
    const QString name = QStringLiteral("breakdown_") + QTest::currentDataTag();
    QCOMPARE(difference(name, {460, 280}, paint), QString());
    QCOMPARE(difference(name + "_dark", {460, 280}, paint, ThemeMode::Dark), QString());
  }

  void theRooflineLooksAsItDid() {
    const auto evaluation = evaluated();
    const auto paint = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
      renderRoofline(painter, area, familyNames(*evaluation->workload), rooflineOf(*evaluation), style,
                     {.selected = LayerId(0), .shown = {}});
    };
    QCOMPARE(difference("roofline", {460, 340}, paint), QString());
    QCOMPARE(difference("roofline_dark", {460, 340}, paint, ThemeMode::Dark), QString());
  }

  void aBetterPlanLooksAsItDid() {
    SearchResult result{.present = evaluated("unfused"), .best = evaluated(), .bestName = "all"};
    result.lowerBound = Cycles{std::floor(result.best->metrics->latency.value * 0.8)};
    result.gap = result.best->metrics->latency.value / result.lowerBound.value - 1;
    result.end = SearchEnd::Gap;
    result.evaluations = 1234;
    result.seconds = 2.5;
    result.reasons = {"moves 40 % less from and to the memory off chip", "keeps the state of the scan on chip"};
    result.tried = {{.name = "unfused", .value = result.present->metrics->latency.value, .latency = {}},
                    {.name = "all", .value = result.best->metrics->latency.value, .latency = {}}};
    const auto paint = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
      renderProposal(painter, area, result, style);
    };
    QCOMPARE(difference("better_plan", {460, 260}, paint), QString());
    QCOMPARE(difference("better_plan_dark", {460, 260}, paint, ThemeMode::Dark), QString());
  }

  void theSweepPanelLooksAsItDid_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }

  void theSweepPanelLooksAsItDid() {
    QFETCH(bool, dark);
    const ThemeMode mode = dark ? ThemeMode::Dark : ThemeMode::Light;
    const DrawStyle style = goldenStyle(mode);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(windowPalette(mode));
    QApplication::setFont(style.font);
    SweepMakerView view;
    view.setParameters(
        {{.id = "fusion", .label = "Fusion", .now = "all", .values = "unfused, all", .tip = {}},
         {.id = "onchip_memory_MB", .label = "On-chip memory", .now = "24", .values = "1..64 in 7 log", .tip = {}},
         {.id = "pe_count", .label = "Units", .now = "8,192", .values = "1024, 8192", .tip = {}}});
    view.tick("fusion", "unfused, all");
    view.tick("onchip_memory_MB", "1..64 in 7 log");
    view.setFile("results.sqlite");
    view.setForecast("14 designs, about 3 s");
    view.resize(560, 400);
    QImage picture = goldenCanvas(view.size(), style);
    view.render(&picture);
    QCOMPARE(differenceFromGolden(picture, QStringLiteral("sweep_panel_") + QTest::currentDataTag()), QString());
  }

  void theBlockDiagramLooksAsItDid() {
    Accelerator accelerator = chipWithSharedDram({.cores = 2});
    accelerator.links.push_back(oneWayLink(0, 1, BitsPerCycle{128}));
    const auto paint = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
      renderMachine(painter, area, accelerator, style);
    };
    QCOMPARE(difference("machine", {640, 380}, paint), QString());
    QCOMPARE(difference("machine_dark", {640, 380}, paint, ThemeMode::Dark), QString());
  }
};

FUSEWRIGHT_TEST(InsightGoldens)

}  // namespace fusewright::insight_golden_test

#include "insight_golden_test.moc"
