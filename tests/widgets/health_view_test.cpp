#include "widgets/health/health_view.h"

#include <QPushButton>
#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/health/health_text.h"

namespace fusewright::health_view_test {
using namespace tests;

namespace {

std::shared_ptr<const Evaluation> shared() {
  return std::make_shared<const Evaluation>(handWrittenEvaluation());  // 45 cycles, 7 pJ, 222 mm2
}

Suggestion suggestion(NeighbourKind kind, const char* value, double latency) {
  Suggestion made{.neighbour = {.kind = kind, .value = value, .design = handWrittenEvaluation().design},
                  .metrics = {},
                  .speedup = 45 / latency};
  made.metrics.latency = Cycles{latency};
  made.metrics.energy = Picojoules{3.5};
  made.metrics.areaMm2 = 222;
  made.neighbour.design.mapping.fusion = NamedFusion{value};
  return made;
}

}  // namespace

class HealthCards : public QObject {
  Q_OBJECT

 private slots:
  void itSaysWhatTheRunIsBoundByAndHowMuchOfTheTime() {
    HealthCard card = healthOf(handWrittenEvaluation());
    card.budget = {};
    card.budget.cycles[static_cast<std::size_t>(TimeUse::Streaming)] = Cycles{24};
    card.budget.cycles[static_cast<std::size_t>(TimeUse::LinkTaken)] = Cycles{6};
    card.budget.offChipLinkTaken = Cycles{6};
    card.budget.cycles[static_cast<std::size_t>(TimeUse::Computing)] = Cycles{15};
    card.budget.total = Cycles{45};
    card.bound = Cycles{15};
    card.highest = LatencyBound::Chain;
    const QString text = boundSentences(card);
    QVERIFY2(text.contains("off-chip memory") && text.contains("66.7 %"), qPrintable(text));  // 30 of 45
    // Named as in Lost time: 24 and 6 of 45.
    QVERIFY2(text.contains("busy: streaming operands 53.3 %") && text.contains("idle: link taken 13.3 %"),
             qPrintable(text));
    QVERIFY2(text.contains("3.00 times"), qPrintable(text));  // 45 / 15
  }

  void aScheduleAtItsBoundIsSaidToBeSo() {
    HealthCard card = healthOf(handWrittenEvaluation());
    card.highest = LatencyBound::OffChip;
    card.bound = Cycles{44};  // 45 is 2 % more, whatever the cores do meanwhile
    const QString text = boundSentences(card);
    QVERIFY2(text.contains("Bound by <b>compulsory off-chip traffic</b>"), qPrintable(text));
    QVERIFY2(text.contains("97.8 %"), qPrintable(text));  // 44 of 45
    QVERIFY2(text.contains("No schedule"), qPrintable(text));
  }

  void aGainNamesEnergyAndAreaOnlyIfTheyChange() {
    const QString text = gainText(suggestion(NeighbourKind::Fusion, "all", 30), *handWrittenEvaluation().metrics);
    QVERIFY2(text.contains("1.50 times"), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("energy −50")), qPrintable(text));
    QVERIFY2(!text.contains("area"), qPrintable(text));
  }

  void theTimeBarHasAPartForEachUseThatTakesAny() {
    TimeBudget budget;
    budget.cycles[static_cast<std::size_t>(TimeUse::Streaming)] = Cycles{30};
    budget.cycles[static_cast<std::size_t>(TimeUse::Computing)] = Cycles{10};
    budget.total = Cycles{40};
    const BarTable bar = timeBar(budget);
    QCOMPARE(bar.series.size(), 2);
    QCOMPARE(bar.rows[0].values, (std::vector<double>{10, 30}));
    // Each use keeps its colour when others come and go.
    QCOMPARE(bar.seriesUses, (std::vector<TimeUse>{TimeUse::Computing, TimeUse::Streaming}));
  }

  void aHeavyLayersShareIsOfTheBusyTimeOfAllLayersListedOrNot() {
    // 15 cycles of one listed layer and 45 of layers that are not: a quarter.
    HealthCard card = healthOf(handWrittenEvaluation());
    card.heaviest = {{.family = LayerId(1), .busy = Cycles{15}, .share = 0.25}};
    card.lighterBusy = Cycles{45};
    const BarTable bars = heaviestBars(card, *handWrittenEvaluation().workload);
    QCOMPARE(bars.rows.size(), std::size_t{1});
    QCOMPARE(bars.rows[0].total() / bars.total(), 0.25);
  }

  void tryTakesTheStepAsAnEdit() {
    HealthView view;
    view.setHealth(shared(), healthOf(*shared()));
    view.setSuggestions({suggestion(NeighbourKind::Fusion, "AS", 30)}, 12);
    std::optional<Edit> asked;
    connect(&view, &HealthView::editRequested, [&](const Edit& edit) { asked = edit; });
    QVERIFY(view.text().contains("Fusion plan AS"));
    auto* button = view.findChild<QPushButton*>();
    QVERIFY(button != nullptr);
    button->click();
    QVERIFY(asked);
    MappingRequest wanted = handWrittenEvaluation().design.mapping;
    wanted.fusion = NamedFusion{"AS"};
    QVERIFY(std::get<SetMapping>(*asked) == SetMapping{wanted});
  }

  void hardwareIsAskedForAsHardware() {
    const Edit edit = editOf(suggestion(NeighbourKind::Units, "", 30));
    QVERIFY(std::holds_alternative<SetAccelerator>(edit));
  }

  void withoutAnyGainItSaysHowManyWereTried() {
    HealthView view;
    view.setHealth(shared(), healthOf(*shared()));
    view.setSuggestions({}, 12);
    QVERIFY2(view.text().contains("12"), qPrintable(view.text()));
    QVERIFY(view.findChild<QPushButton*>() == nullptr);
  }

  void theTableHasEveryNumberOfTheCard() {
    const HealthCard card = healthOf(*shared());
    const TextTable table = healthTable(*shared(), card, std::vector{suggestion(NeighbourKind::Fusion, "A", 30)});
    // Latency twice, the bound, nine uses of time, peak and capacity, two layers, one suggestion.
    QCOMPARE(table.rows.size(), std::size_t{2 + 1 + kTimeUses + 2 + 2 + 1});
    QCOMPARE(table.rows[0][2], QString("45"));
  }
};

FUSEWRIGHT_TEST(HealthCards)

}  // namespace fusewright::health_view_test

#include "health_view_test.moc"
