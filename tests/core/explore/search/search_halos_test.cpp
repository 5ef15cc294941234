#include "core/explore/search/search_halos.h"

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/search_reasons.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::search_halos_test {
using namespace tests;

namespace {

/// Two layers over an image of 40 x 16 pixels; the second reads windows of `taps` x `taps` of the first.
Workload imageStack(int taps) {
  WorkloadWriter write;
  const std::string loops = "OY=40 OX=16 FY=" + std::to_string(taps) + " FX=" + std::to_string(taps);
  const TensorId x = write.constant("x", {40, 16}, TensorKind::Input);
  const TensorId a = write.layer("a", "OY=40 OX=16", {{x, "OY OX"}}, "OY OX");
  const std::string half = std::to_string(taps / 2);
  write.layer("b", loops, {{a, "OY+FY-" + half + " OX+FX-" + half}}, "OY OX");
  return write.workload();
}

Evaluation evaluated(const Workload& workload, std::variant<NamedFusion, ListedFusion> fusion) {
  TileCostTable table;
  return evaluate({.workload = std::make_shared<const Workload>(workload),
                   .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                   .mapping = {.fusion = std::move(fusion), .entries = {}, .rules = {}},
                   .assumptions = physicalAssumptions()},
                  table)
      .value();
}

ListedFusion strips() {
  return {.groups = {{"a", "b"}}, .source = {}, .tilings = {Tiling{{"OY", 10}}}};
}

}  // namespace

class SearchHalosRules : public QObject {
  Q_OBJECT

 private slots:
  /// Beside the strips as they are: 10, 4, 2 and 1 strips (of 4, 10, 20 and 60 rows, as far as these divide 40), whole
  /// and in 4, 8 and 16 blocks (15 do not divide 16 columns), but for the whole image: 4 x 4 - 1.
  void aGroupWithHalosIsTriedAsItIsCutAndInPixelBlocks() {
    const auto candidates = haloCandidates(evaluated(imageStack(3), strips()), "strips");
    QCOMPARE(candidates.size(), std::size_t{1 + 15});
    QCOMPARE(candidates[0].name, std::string("strips, halos recomputed"));
    QCOMPARE(candidates[1].name, std::string("strips, halos of pixel blocks recomputed"));
    TileCostTable table;
    for (const SearchCandidate& candidate : candidates) {
      const auto evaluation = evaluate(candidate.design, table);
      QVERIFY2(evaluation, evaluation ? "" : message(evaluation.error()).c_str());
      QVERIFY(evaluation->metrics->recomputed > 0);
    }
  }

  void wherePlansHaveSeveralGroupsAllLayersTogetherAreTriedInPixelBlocks() {
    const auto candidates = haloCandidates(evaluated(imageStack(3), NamedFusion{"unfused"}), "alone");
    QCOMPARE(candidates.size(), std::size_t{15});
    const auto& fusion = std::get<ListedFusion>(candidates.front().design.mapping.fusion);
    QVERIFY(fusion.groups == (std::vector<std::vector<std::string>>{{"a", "b"}}));
    QVERIFY(fusion.halos == std::vector{HaloRule::Recomputed});
  }

  void whatHasNoHalosOrCannotBeRecomputedIsNotTried() {
    QVERIFY(haloCandidates(evaluated(imageStack(1), strips()), "").empty());
    QVERIFY(haloCandidates(evaluated(miniMamba(), NamedFusion{"all"}), "").empty());
    ListedFusion already = strips();
    already.halos = {HaloRule::Recomputed};
    QVERIFY(haloCandidates(evaluated(imageStack(3), already), "").empty());
  }

  /// Tiles of a cover 5, 8 times 6, and 5 rows: 58 instead of 40, so 18 x 16 of 640 + 5,760 operations are done again.
  void theReasonSaysWhatRecomputingCosts() {
    ListedFusion again = strips();
    again.halos = {HaloRule::Recomputed};
    const auto reasons = searchReasons(evaluated(imageStack(3), strips()), evaluated(imageStack(3), again));
    const std::string expected =
        "computing the halos between a and b again costs 4.5 % more operations there, and spares keeping or fetching "
        "them from step to step";
    QVERIFY(std::ranges::count(reasons, expected) == 1);
  }
};

FUSEWRIGHT_TEST(SearchHalosRules)

}  // namespace fusewright::search_halos_test

#include "search_halos_test.moc"
