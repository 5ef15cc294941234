#include <algorithm>
#include <memory>
#include <string_view>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/alone_layers.h"
#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search.h"
#include "core/explore/search/search_cuts.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/mapping/apply_rules.h"
#include "core/workload/assumed_workload.h"
#include "tests/builders_hardware.h"
#include "tests/test_program.h"

namespace fusewright::attention_test {
using namespace tests;

namespace {

/// Prefill of one small decoder layer, 128 tokens, four heads that share two heads of keys and values, on a core whose
/// memory holds keys and values of two heads but no scores: 4 x 128 x 128 of them are 1 Mbit.
Design decoderLayer() {
  const auto bytes = buildModel("llama", {{"layers", 1},
                                          {"d-model", 64},
                                          {"heads", 4},
                                          {"kv-heads", 2},
                                          {"head-size", 16},
                                          {"d-ff", 128},
                                          {"vocabulary", 0},
                                          {"seq-len", 128}});
  return {.workload = std::make_shared<const Workload>(readOnnxBytes(*bytes, "llama.onnx").value()),
          .accelerator = std::make_shared<const Accelerator>(
              chipWithSharedDram({.d1 = 8, .d2 = 8, .sram = Bits{400'000}, .dramBandwidth = BitsPerCycle{64}})),
          .mapping = {.fusion = NamedFusion{"unfused"}},
          .assumptions = physicalAssumptions()};
}

/// What a search knows of a design before it evaluates anything.
struct Planned {
  Design design = decoderLayer();
  std::shared_ptr<const Workload> workload = assumedWorkload(design.workload, design.assumptions);
  std::vector<LayerMapping> proposed = layersByRules(*workload, *design.accelerator, {}, design.assumptions).value();
  std::vector<SearchUnit> units = searchUnits(*workload);
  AloneLayers alone = aloneLayers(*workload, design, proposed);
  GroupEstimator estimator{*workload, *design.accelerator, units, proposed, alone};

  [[nodiscard]] const Layer& layerOf(std::size_t unit) const { return workload->layer(units[unit].kinds.front()); }

  /// The unit whose layer has `part` in its name.
  [[nodiscard]] std::size_t unitOf(std::string_view part) const {
    std::size_t unit = 0;
    while (layerOf(unit).name.find(part) == std::string::npos) ++unit;
    return unit;
  }
};

}  // namespace

class AttentionRules : public QObject {
  Q_OBJECT

 private slots:
  void attentionWorksHeadByHeadUntilItsHeadsAreBroughtTogether() {
    const Planned planned;
    const std::size_t scores = planned.unitOf("mul_qk_t"), values = planned.unitOf("mul_logits_v");
    const std::size_t projected = planned.unitOf("out_proj");
    QVERIFY(traitsOf(scores, values + 1, planned.units, *planned.workload).byHeads);
    QVERIFY(!traitsOf(scores, values + 1, planned.units, *planned.workload).contracts());
    QVERIFY(traitsOf(scores, projected + 1, planned.units, *planned.workload).contracts());
  }

  void inAGroupOfHeadsEveryLayerIsCutIntoHeadsWithItsRowsFastest() {
    const Planned planned;
    const std::size_t scores = planned.unitOf("mul_qk_t"), values = planned.unitOf("mul_logits_v");
    const GroupTraits traits = traitsOf(scores, values + 1, planned.units, *planned.workload);
    for (std::size_t unit = scores; unit <= values; ++unit) {
      const Layer& layer = planned.layerOf(unit);
      const GroupShape own = shapeOfLayer({.rows = 16, .columns = 2}, traits, traitsOf(*planned.workload, layer));
      const Tiling expected{{.dim = "L", .parts = 16}, {.dim = "G", .parts = 2}};
      QVERIFY2(tilingIn(own, layer, 1) == expected, layer.name.c_str());
    }
  }

  void fusedAttentionIsExpectedToMoveNoScores() {
    const Planned planned;
    const std::size_t scores = planned.unitOf("mul_qk_t"), values = planned.unitOf("mul_logits_v");
    const auto fused = planned.estimator.estimate(scores, values + 1, {.rows = 16, .columns = 2}, 0.9);
    QVERIFY(fused);
    // Queries and results have 4 x 128 x 16 elements, keys and values 2 x 128 x 16, the mask 128 x 128: 41,000 of 16
    // bits (the mask counts as that at most). Scores would be 65,536 elements each time.
    QVERIFY(fused->movedBits <= 41'000 * 16);
    double apart = 0;
    for (std::size_t unit = scores; unit <= values; ++unit)
      apart += planned.estimator.estimateAlone(unit, 0.9).movedBits;
    QVERIFY(apart > 5 * 65'536 * 16);
  }

  void aSearchFusesAttention() {
    const Planned planned;
    TileCostTable table;
    const auto found = search({.design = planned.design, .seconds = 1e6, .evaluations = 24}, table);
    QVERIFY(found);
    QVERIFY(found->best->metrics->latency < found->present->metrics->latency);
    const auto groupOf = [&](std::string_view part) {
      const LayerId layer = planned.units[planned.unitOf(part)].kinds.front();
      const auto& groups = found->best->mapping->fusion.groups;
      const auto holds = [&](const FusionGroup& group) { return std::ranges::count(group.layers, layer) > 0; };
      return std::ranges::find_if(groups, holds) - groups.begin();
    };
    QCOMPARE(groupOf("mul_qk_t"), groupOf("mul_logits_v"));
  }

  /// Before a plan is built it is known whether it has too many dependencies: within a factor of two.
  void dependenciesAreEstimatedBeforeAnythingIsBuilt() {
    const Planned planned;
    GroupOptions options(planned.estimator, planned.units, *planned.workload);
    TileCostTable table;
    for (const double share : {0.9, 0.5}) {
      const SearchPlan plan = options.cheapestPlan(share);
      Design design = planned.design;
      design.mapping.fusion = listedPlan(plan, planned.units, *planned.workload, *design.accelerator, planned.proposed);
      const auto evaluation = evaluate(design, table);
      QVERIFY(evaluation);
      const PlanSize size = planned.estimator.sizeOf(plan);
      const auto tiles = static_cast<double>(evaluation->graph->size());
      const auto dependencies = static_cast<double>(evaluation->graph->producer.size());
      QVERIFY(size.tiles > tiles / 2 && size.tiles < 2 * tiles);
      QVERIFY(size.dependencies > dependencies / 2 && size.dependencies < 2 * dependencies);
    }
  }
};

FUSEWRIGHT_TEST(AttentionRules)

}  // namespace fusewright::attention_test

#include "attention_test.moc"
