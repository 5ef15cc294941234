#include "core/explore/insight/neighbours.h"

#include <algorithm>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::neighbours_test {
using namespace tests;

namespace {

Design mamba(const char* fusion) {
  return {.workload = std::make_shared<const Workload>(miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
          .mapping = {.fusion = NamedFusion{fusion}}};
}

std::ptrdiff_t countOf(const std::vector<Neighbour>& neighbours, NeighbourKind kind) {
  return std::ranges::count(neighbours, kind, &Neighbour::kind);
}

SweepRow rowOf(double latency) {
  SweepMetrics metrics;
  metrics.latency = Cycles{latency};
  return {.metrics = metrics, .violations = {}};
}

}  // namespace

class NeighbourRules : public QObject {
  Q_OBJECT
 private slots:
  void aMambaBlockHasAllPlansOfTheStudyButItsOwn() {
    const auto neighbours = neighboursOf(mamba("AS"));
    QCOMPARE(countOf(neighbours, NeighbourKind::Fusion), 9);  // nine plans and auto, less AS
    QVERIFY(std::ranges::none_of(neighbours, [](const Neighbour& neighbour) { return neighbour.value == "AS"; }));
  }

  void aModelWithoutAMambaBlockIsOfferedOnlyPlansThatItHas() {
    Design design = mamba("unfused");
    design.workload = std::make_shared<const Workload>(twoLayerChain());
    const auto neighbours = neighboursOf(design);
    for (const Neighbour& neighbour : neighbours)
      if (neighbour.kind == NeighbourKind::Fusion)
        QVERIFY(neighbour.value == "auto" || studyPlan(*design.workload, neighbour.value).has_value());
    QVERIFY(countOf(neighbours, NeighbourKind::Fusion) >= 1);
  }

  void hardwareIsDoubledOneThingAtATime() {
    const Design design = mamba("all");
    for (const Neighbour& neighbour : neighboursOf(design)) {
      const Accelerator& accelerator = *neighbour.design.accelerator;
      const bool memory = neighbour.kind == NeighbourKind::OnChipMemory;
      const bool units = neighbour.kind == NeighbourKind::Units;
      QCOMPARE(totalOnChipMemory(accelerator).value, totalOnChipMemory(*design.accelerator).value * (memory ? 2 : 1));
      QCOMPARE(totalUnits(accelerator), totalUnits(*design.accelerator) * (units ? 2 : 1));
    }
  }

  void onlyFasterOnesAreSuggestedThoseThatCostNoHardwareFirst() {
    const Evaluation current = handWrittenEvaluation();  // 45 cycles
    const Design design = current.design;
    const std::vector<Neighbour> neighbours{{NeighbourKind::Units, "", design},
                                            {NeighbourKind::Fusion, "all", design},
                                            {NeighbourKind::Cuts, "memory-aware", design},
                                            {NeighbourKind::Fusion, "auto", design}};
    const std::vector<SweepRow> rows{rowOf(10), rowOf(40), rowOf(30), rowOf(45)};
    const auto found = suggestions(current, neighbours, rows);
    QCOMPARE(found.size(), std::size_t{3});  // 45 cycles are no gain
    QCOMPARE(found[0].neighbour.value, std::string("memory-aware"));
    QCOMPARE(found[0].speedup, 1.5);  // 45 / 30
    QCOMPARE(found[1].neighbour.value, std::string("all"));
    QCOMPARE(found[2].neighbour.kind, NeighbourKind::Units);
  }

  void whatDoesNotFitIsNotSuggestedInPlaceOfWhatDoes() {
    const Evaluation current = handWrittenEvaluation();
    SweepRow overfull = rowOf(10);
    overfull.violations = {"no room"};
    const std::vector<Neighbour> neighbours{{NeighbourKind::Fusion, "all", current.design},
                                            {NeighbourKind::Fusion, "A", current.design}};
    QVERIFY(suggestions(current, neighbours, std::vector<SweepRow>{overfull, SweepRow{}}).empty());
  }

  void theFigureOfASuggestionIsWhatItsDesignEvaluatesTo() {
    TileCostTable table;
    const auto current = evaluate(mamba("unfused"), table);
    QVERIFY(current);
    const auto found = suggest(*current);
    QVERIFY(!found.empty());
    for (const Suggestion& suggestion : found) {
      const auto evaluation = evaluate(suggestion.neighbour.design, table);
      QVERIFY(evaluation);
      QCOMPARE(suggestion.metrics.latency, evaluation->metrics->latency);
      QVERIFY(suggestion.metrics.latency < current->metrics->latency);
    }
  }

  void afterAStopNothingIsSuggested() {
    TileCostTable table;
    const auto current = evaluate(mamba("unfused"), table);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(suggest(*current, stop.get_token()).empty());
  }
};

FUSEWRIGHT_TEST(NeighbourRules)

}  // namespace fusewright::neighbours_test

#include "neighbours_test.moc"
