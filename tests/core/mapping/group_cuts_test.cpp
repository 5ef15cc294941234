#include "core/mapping/group_cuts.h"

#include <algorithm>

#include <QTest>

#include "core/mapping/apply_tiling.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::group_cuts_test {

using namespace fusewright::tests;

namespace {

/// first: L=12, D=8. second sums D up and writes L and K=6. third: L=4, as a slice of it would have.
Workload threeLayers() {
  WorkloadWriter writer;
  const TensorId x = writer.constant("x", {12, 8}, TensorKind::Activation);
  const TensorId first = writer.layer("first", "L=12 D=8", {{x, "L D"}}, "L D");
  const TensorId w = writer.constant("w", {8, 6});
  const TensorId second = writer.layer("second", "L=12 K=6 D=8", {{first, "L D"}, {w, "D K"}}, "L K");
  writer.layer("third", "L=4 K=6", {{second, "L K"}}, "L K");
  return writer.workload();
}

FusionGroup groupOf(std::initializer_list<int> layers, HaloRule halos = HaloRule::Stored) {
  FusionGroup group{.layers = {}, .halos = halos};
  for (const int layer : layers) group.layers.emplace_back(layer);
  return group;
}

const CutLoop& loopOf(const GroupCuts& cuts, const std::string& dim) {
  return *std::ranges::find(cuts.loops, dim, &CutLoop::dim);
}

GroupCuts cutsOfThree(const FusionGroup& group, const Tiling& tiling, const Assumptions& assumptions = {}) {
  const Workload workload = threeLayers();
  return cutsOf(workload, fuseAll(workload, tiling), group, assumptions);
}

}  // namespace

class GroupCutsRules : public QObject {
  Q_OBJECT
 private slots:
  void legalPartsDivideEveryLoopThatHasMoreIterationsThanParts() {
    // 12 has 1, 2, 3, 4, 6, 12. The loop of 4 iterations allows 1, 2, 4 and anything above: 3 does not divide it.
    const GroupCuts cuts = cutsOfThree(groupOf({0, 1, 2}), {{"L", 4}});
    QCOMPARE(loopOf(cuts, "L").legal, (std::vector<std::int64_t>{1, 2, 4, 6, 12}));
    QCOMPARE(loopOf(cuts, "L").size, std::int64_t{12});
    QCOMPARE(loopOf(cuts, "L").sizes, (std::vector<std::int64_t>{4, 12}));
    QCOMPARE(loopOf(cuts, "L").parts, std::int64_t{4});
    QCOMPARE(loopOf(cuts, "K").parts, std::int64_t{1});
  }

  void whatIsLegalIsTakenAndWhatIsNotIsRefused() {
    const Workload workload = threeLayers();
    const FusionGroup group = groupOf({0, 1, 2});
    const GroupCuts cuts = cutsOfThree(group, {});
    for (const CutLoop& loop : cuts.loops) {
      for (std::int64_t parts = 1; parts <= loop.size + 1; ++parts) {
        Mapping blank;
        blank.layers.resize(workload.layers.size());
        const bool legal = std::ranges::binary_search(loop.legal, parts);
        const auto taken = withCuts(workload, group, {{loop.dim, parts}}, std::move(blank));
        QVERIFY2(taken.has_value() == legal, qPrintable(QString::fromStdString(loop.dim) + QString::number(parts)));
      }
    }
  }

  void aLoopThatOnlyAddsUpCanNotBeCutAndSaysWhere() {
    const CutLoop loop = loopOf(cutsOfThree(groupOf({1, 2}), {}), "D");
    QVERIFY(loop.legal.empty());
    QVERIFY(loop.whyNot.find("second") != std::string::npos);
    // Fused with `first`, whose D writes, it can: second stays whole along it.
    const CutLoop fused = loopOf(cutsOfThree(groupOf({0, 1}), {}), "D");
    QCOMPARE(fused.legal, (std::vector<std::int64_t>{1, 2, 4, 8}));
    QCOMPARE(fused.summing, std::size_t{1});
  }

  void aLayerAloneCanBeCutOnlyWhereTheAssumptionsLetIt() {
    QVERIFY(loopOf(cutsOfThree(groupOf({0}), {}, paperAssumptions()), "L").legal.empty());
    QVERIFY(loopOf(cutsOfThree(groupOf({0}), {}, paperAssumptions()), "L").whyNot.find("B6") != std::string::npos);
    QCOMPARE(loopOf(cutsOfThree(groupOf({0}), {}, physicalAssumptions()), "D").legal,
             (std::vector<std::int64_t>{1, 2, 4, 8}));
  }

  void whereHalosAreRecomputedTheLastLayersDecideAlone() {
    // Stored, D of `first` can be cut; recomputed, only `third` leads: L=4, K=6 and no D.
    const GroupCuts cuts = cutsOfThree(groupOf({0, 1, 2}, HaloRule::Recomputed), {});
    QCOMPARE(loopOf(cuts, "L").legal, (std::vector<std::int64_t>{1, 2, 4}));
    QVERIFY(loopOf(cuts, "D").legal.empty());
  }

  void loopsThatCanNotBeCutComeLast() {
    const GroupCuts cuts = cutsOfThree(groupOf({1}), {}, physicalAssumptions());
    QCOMPARE(cuts.loops.size(), std::size_t{3});
    QCOMPARE(cuts.loops.back().dim, std::string("D"));
  }

  void presentCutsAreAlikeOnlyIfAskingForThemChangesNothing() {
    const Workload workload = threeLayers();
    Mapping mapping = fuseAll(workload, {{"L", 4}, {"K", 2}});
    const GroupCuts cuts = cutsOf(workload, mapping, groupOf({0, 1, 2}), {});
    QVERIFY(cuts.present == (Tiling{{"L", 4}, {"K", 2}}));
    mapping.layers[1].intraCore = {{"K", 2}};
    QVERIFY(!cutsOf(workload, mapping, groupOf({0, 1, 2}), {}).alike);
  }

  void tilesAreCountedByTheLoopsThatEachLayerHas() {
    // L in 4, D in 2: first 4 x 2, second 4 (D sums up), third 4.
    const Workload workload = threeLayers();
    const Mapping mapping = fuseAll(workload, {});
    QCOMPARE(tilesWhenCut(workload, mapping, groupOf({0, 1, 2}), {{"L", 4}, {"D", 2}}), std::int64_t{16});
    // All of L: 12 + 12 + 4.
    QCOMPARE(tilesWhenCut(workload, mapping, groupOf({0, 1, 2}), {{"L", kOnePartPerIteration}}), std::int64_t{28});
  }

  void aChoiceChangesItsLoopAloneAndOnePartTakesTheCutAway() {
    const Tiling cuts{{"L", 4}, {"D", 2}};
    QVERIFY(withParts(cuts, "L", 8) == (Tiling{{"L", 8}, {"D", 2}}));
    QVERIFY(withParts(cuts, "L", 1) == (Tiling{{"D", 2}}));
    QVERIFY(withParts(cuts, "K", 3) == (Tiling{{"L", 4}, {"D", 2}, {"K", 3}}));
    QVERIFY(withFastest(cuts, "D") == (Tiling{{"D", 2}, {"L", 4}}));
    QVERIFY(withFastest(cuts, "K") == cuts);
  }
};

FUSEWRIGHT_TEST(GroupCutsRules)

}  // namespace fusewright::group_cuts_test

#include "group_cuts_test.moc"
