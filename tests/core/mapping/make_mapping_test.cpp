#include <QtTest>

#include "core/mapping/mapping_request.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::make_mapping_test {
using namespace tests;

namespace {

std::string written(const Tiling& tiling) {
  std::string text;
  for (const TilingEntry& entry : tiling)
    text += (text.empty() ? "" : ",") + entry.dim + "=" + std::to_string(entry.parts);
  return text;
}

std::string written(const SpatialMapping& mapping) {
  std::string text;
  for (const SpatialUnrolling& unrolling : mapping.unrollings) {
    const std::string factor = unrolling.factor == kUnrollAll ? "all" : std::to_string(unrolling.factor);
    text += (text.empty() ? "" : " ") + std::to_string(unrolling.arrayDim) + ":" + unrolling.loopDim + "=" + factor;
  }
  return text;
}

/// One layer's part of the mapping that a request means, or the refusal.
struct Answer {
  std::string error;
  LayerMapping layer;
};

Answer answer(const Workload& workload, const Accelerator& chip, const MappingRequest& request, std::string_view name) {
  const auto mapping = makeMapping(workload, chip, request);
  if (!mapping) return {message(mapping.error()), {}};
  return {"", mapping->layers[findLayer(workload, name)->index()]};
}

MappingRequest cutInto(Tiling entries, std::string fusion = "all") {
  return {.fusion = NamedFusion{std::move(fusion)},
          .tiling = TilingMode::Explicit,
          .entries = std::move(entries),
          .rules = {}};
}

MappingRequest ruledBy(std::vector<MappingRule> rules) {
  return {.fusion = NamedFusion{"all"}, .tiling = TilingMode::PerStep, .entries = {}, .rules = std::move(rules)};
}

MappingRule ruleFor(std::string name) {
  MappingRule rule;
  rule.name = std::move(name);
  return rule;
}

std::string tilingOf(const MappingRequest& request, std::string_view layer,
                     const Accelerator& chip = chipWithSharedDram()) {
  const Answer found = answer(miniMamba(), chip, request, layer);
  return found.error.empty() ? written(found.layer.intraCore) : found.error;
}

std::string spatialOf(std::string_view layer, const Accelerator& chip = chipWithSharedDram()) {
  return written(answer(miniMamba(), chip, {}, layer).layer.spatial);
}

}  // namespace

class MakeMappingRules : public QObject {
  Q_OBJECT

 private slots:
  void theSplitFollowsTheMemoryAsInTheStudy_data() {
    QTest::addColumn<double>("megabytes");
    QTest::addColumn<int>("splits");
    // METHOD A2 with ED = 5120, N = 64: 1.01 * 5.03125 * 327680 * 32 bits = 53,284,966; over the memory, up to a
    // divisor of 5120.
    QTest::newRow("24 MB: 0.26 -> 1") << 24.0 << 1;
    QTest::newRow("8 MB: 0.79 -> 1") << 8.0 << 1;
    QTest::newRow("4 MB: 1.59 -> 2") << 4.0 << 2;
    QTest::newRow("3 MB: 2.12 -> 3, next divisor 4") << 3.0 << 4;
    QTest::newRow("2 MB: 3.18 -> 4") << 2.0 << 4;
    QTest::newRow("1 MB: 6.35 -> 7, next divisor 8") << 1.0 << 8;
    QTest::newRow("0.5 MB: 12.7 -> 13, next divisor 16") << 0.5 << 16;
    QTest::newRow("1 bit: one channel at a time") << 1.0 / (8 << 20) << 5120;
  }

  void theSplitFollowsTheMemoryAsInTheStudy() {
    QFETCH(double, megabytes);
    QFETCH(int, splits);
    const Bits memory{static_cast<std::int64_t>(megabytes * (8 << 20))};
    QCOMPARE(static_cast<int>(memoryAwareSplits(5120, 5120 * 64, 32, memory)), splits);
  }

  void theDefaultIsOneTokenATile() {
    QCOMPARE(tilingOf({}, "/Exp"), std::string("L=4"));
    QCOMPARE(tilingOf({}, "mul_h_dA_1_1"), std::string());
  }

  void memoryAwareAddsTheChannelSplitBehindTheTokens() {
    // 5 + 2/2 = 6 tensors of 8 * 2 * 32 = 512 bits, times 1.01: 3103 bits; in 1000 bits 3.1 -> 4 parts of 8 channels.
    const MappingRequest request{
        .fusion = NamedFusion{"all"}, .tiling = TilingMode::MemoryAware, .entries = {}, .rules = {}};
    const Accelerator small = chipWithSharedDram({.sram = Bits{1000}});
    QCOMPARE(tilingOf(request, "/mul_dBx/Einsum", small), std::string("L=4,D=4"));
    QCOMPARE(tilingOf(request, "mul_h_C_0_0", small), std::string("D=4"));
    QCOMPARE(tilingOf(request, "/mul_dBx/Einsum"), std::string("L=4"));
  }

  void noTilingLeavesEveryLayerWhole() {
    const MappingRequest request{.fusion = NamedFusion{"all"}, .tiling = TilingMode::None, .entries = {}, .rules = {}};
    QCOMPARE(tilingOf(request, "/Exp"), std::string());
  }

  void explicitCutsReachEachFusedLayerThatHasTheLoop() {
    QCOMPARE(tilingOf(cutInto({{"D", 2}, {"L", 4}}), "/mul_delta_A/Einsum"), std::string("D=2,L=4"));
    QCOMPARE(tilingOf(cutInto({{"D", 2}, {"L", 4}}), "add_dBx_0_0"), std::string("D=2"));
  }

  void aLoopThatSumsUpIsLeftWhole() {
    QCOMPARE(tilingOf(cutInto({{"N", 2}}), "/Exp"), std::string("N=2"));
    QCOMPARE(tilingOf(cutInto({{"N", 2}}), "mul_h_C_0_0"), std::string());
  }

  void partsThatDoNotDivideAreRefusedWithThoseThatDo() {
    QCOMPARE(tilingOf(cutInto({{"L", 3}}), "/Exp"),
             std::string("tiling L=3: 3 parts do not divide the 4 iterations of L in layer '/mul_delta_A/Einsum'; "
                         "choose one of 1, 2, 4"));
  }

  void tooManyPartsAreRefusedWithWhatIsPossible() {
    QCOMPARE(tilingOf(cutInto({{"D", 16}}), "/Exp"),
             std::string("tiling D=16: 16 parts are not possible for the 8 iterations of D in the 16 layers from "
                         "'/mul_delta_A/Einsum' "
                         "to 'mul_h_C'; loops that can be cut are D (1 to 8), L (1 to 4), N (1 to 2)"));
  }

  void anUnknownLoopIsRefusedWithTheKnownOnes() {
    const std::string said = tilingOf(cutInto({{"OY", 2}}), "/Exp");
    QVERIFY2(said.find("has a loop called 'OY'; loops that can be cut are D (1 to 8), L") != std::string::npos,
             said.c_str());
  }

  void explicitCutsOfAnUnfusedModelChangeNothingThatRuns() {
    // Rows of the study's table: unfused, L=64. A layer alone is one tile whatever its tiling says.
    QCOMPARE(answer(miniMamba(), chipWithSharedDram(), cutInto({{"L", 4}}, "unfused"), "/Exp").error, std::string());
  }

  void theStudysTableUnrollsStatesAndChannels() {
    QCOMPARE(spatialOf("/Exp"), std::string("0:N=all 1:D=all"));
    QCOMPARE(spatialOf("mul_h_C_0_0"), std::string("0:N=all 1:D=all"));
    QCOMPARE(spatialOf("/in_proj/MatMul"), std::string("0:C=all 1:D=all"));
    QCOMPARE(spatialOf("/out_proj/MatMul"), std::string("0:D=all 1:C=all"));
    QCOMPARE(spatialOf("/mul_D_x/Einsum"), std::string("1:D=all"));
  }

  void otherModelsFollowTheDataflowOfTheirCore() {
    Accelerator chip = chipWithSharedDram();
    chip.cores[0].dataflow = {{"D1", "K", 32}, {"D2", "C", 32}};
    Workload plain = miniMamba();
    plain.layers[1].name = "/other/Einsum";
    const MappingRequest unfused{
        .fusion = NamedFusion{"unfused"}, .tiling = TilingMode::PerStep, .entries = {}, .rules = {}};
    // A contraction without loops K and C unrolls its outer and inner loop in their place.
    QCOMPARE(written(answer(plain, chip, unfused, "/out_proj/MatMul").layer.spatial), std::string("0:D=32 1:C=32"));
    QCOMPARE(written(answer(plain, chip, unfused, "/Exp").layer.spatial), std::string());
  }

  void channelsAreDealtOutToAllCores() {
    const Accelerator chip = chipWithSharedDram({.cores = 3});
    const LayerMapping exp = answer(miniMamba(), chip, {}, "/Exp").layer;
    QCOMPARE(exp.cores.size(), std::size_t{3});
    QCOMPARE(written(exp.interCore), std::string("D=3"));
  }

  void noCoreIsDealtAnEmptyPart() {
    // 8 channels on 5 cores: parts of 2, so 4 parts; the fifth core would get none.
    QCOMPARE(written(answer(miniMamba(), chipWithSharedDram({.cores = 5}), {}, "/Exp").layer.interCore),
             std::string("D=4"));
  }

  void coresThatListAnOperatorTakeIt() {
    Accelerator chip = chipWithSharedDram({.cores = 3});
    chip.cores[1].operatorTypes = {"Exp"};
    chip.cores[2].array.dims[0].size = 1;
    QCOMPARE(answer(miniMamba(), chip, {}, "/Exp").layer.cores, std::vector<CoreId>{CoreId(1)});
    // Of the two others core 0 has more units.
    QCOMPARE(answer(miniMamba(), chip, {}, "/in_proj/MatMul").layer.cores, std::vector<CoreId>{CoreId(0)});
  }

  void aRuleNamesLoopsInItsOwnLetters() {
    MappingRule rule = ruleFor("/out_proj/MatMul");
    rule.dimNames = {"b", "rows", "inner", "cols"};
    rule.spatial = {{"D2", {.arrayDim = 0, .loopDim = "cols", .factor = 16}}};
    rule.intraCore = Tiling{{"rows", kOnePartPerIteration}};
    const LayerMapping layer = answer(miniMamba(), chipWithSharedDram(), ruledBy({rule}), rule.name).layer;
    QCOMPARE(written(layer.spatial), std::string("1:D=16"));
    QCOMPARE(written(layer.intraCore), std::string("L=4"));
  }

  void aNameBeatsAnOperatorAndAnOperatorBeatsTheDefault() {
    MappingRule byDefault = ruleFor("default"), byOperator = ruleFor("MatMul"), byName = ruleFor("/out_proj");
    byDefault.intraCore = Tiling{{"L", 1}};
    byOperator.intraCore = Tiling{{"L", 2}};
    byName.intraCore = Tiling{{"L", 4}};
    const MappingRequest request = ruledBy({byDefault, byOperator, byName});
    QCOMPARE(tilingOf(request, "/Exp"), std::string("L=1"));
    QCOMPARE(tilingOf(request, "/in_proj/MatMul"), std::string("L=2"));
    QCOMPARE(tilingOf(request, "/out_proj/MatMul"), std::string("L=4"));
  }

  void aRuleForTheScanHoldsForEveryStep() {
    MappingRule rule = ruleFor("/SSM");
    rule.intraCore = Tiling{{"L", 64}, {"D", 2}};
    // Each step has one token: the cut along L becomes one part.
    QCOMPARE(tilingOf(ruledBy({rule}), "add_dBx_2_2"), std::string("L=1,D=2"));
  }

  void rulesForAnotherModelAreRefused() {
    MappingRule conv = ruleFor("/conv1/Conv"), fallback = ruleFor("default");
    conv.source = "resnet.yaml:3";
    const std::string said = tilingOf(ruledBy({fallback, conv}), "/Exp");
    QCOMPARE(
        said,
        std::string(
            "resnet.yaml:3, rule '/conv1/Conv': no rule names a layer or operator of 'mini mamba': this mapping is "
            "for another model; give the mapping that belongs to the model, or none to have one proposed"));
  }

  void rulesForAnotherAcceleratorAreRefused() {
    MappingRule cores = ruleFor("Exp"), array = ruleFor("Exp");
    cores.cores = {CoreId(0), CoreId(1)};
    array.spatial = {{"D3", {.arrayDim = 0, .loopDim = "L", .factor = 1}}};
    QVERIFY(tilingOf(ruledBy({cores}), "/Exp").find("core 1 does not exist: 'chip' has cores 0 to 0") !=
            std::string::npos);
    QVERIFY(tilingOf(ruledBy({array}), "/Exp").find("has no array dimension 'D3'; did you mean 'D1' or 'D2'?") !=
            std::string::npos);
  }

  void memoryAwareNeedsAMambaBlock() {
    Workload plain = miniMamba();
    plain.layers[1].name = "/other/Einsum";
    const MappingRequest request{
        .fusion = NamedFusion{"auto"}, .tiling = TilingMode::MemoryAware, .entries = {}, .rules = {}};
    const std::string said = answer(plain, chipWithSharedDram(), request, "/Exp").error;
    QVERIFY2(said.starts_with("tiling: memory-aware tiling splits the channels of a Mamba block"), said.c_str());
  }

  void automaticFusionOfAMambaBlockIsAll() {
    const MappingRequest automatic{
        .fusion = NamedFusion{"auto"}, .tiling = TilingMode::PerStep, .entries = {}, .rules = {}};
    const auto mapping = makeMapping(miniMamba(), chipWithSharedDram(), automatic);
    QVERIFY(mapping.has_value());
    QCOMPARE(mapping->fusion, *studyPlan(miniMamba(), "all"));
  }

  void automaticFusionStopsWhereTheChipIsFull() {
    Workload plain = miniMamba({.tokens = 1 << 10});
    plain.layers[1].name = "/other/Einsum";
    const MappingRequest automatic{
        .fusion = NamedFusion{"auto"}, .tiling = TilingMode::PerStep, .entries = {}, .rules = {}};
    // in_proj holds 8 * 8 weights and a row of 8 values: 72 * 32 = 2304 bits; mul_delta_A adds 16 weights and a row of
    // 16: 1024.
    const auto roomy = makeMapping(plain, chipWithSharedDram({.sram = Bits{3328}}), automatic);
    const auto tight = makeMapping(plain, chipWithSharedDram({.sram = Bits{3327}}), automatic);
    QVERIFY(roomy.has_value() && tight.has_value());
    const auto together = [](const Mapping& mapping) {
      return std::ranges::any_of(mapping.fusion.groups, [](const FusionGroup& group) {
        return group.layers == std::vector<LayerId>{LayerId(0), LayerId(1)};
      });
    };
    QVERIFY(together(*roomy));
    QVERIFY(!together(*tight));
  }

  /// a makes 10 rows, b reads three of them for each of its 8. Four parts divide 8 but not 10.
  void onlyTheLastLayersOfAGroupThatRecomputesHalosNeedToBeDivided() {
    WorkloadWriter write;
    const TensorId x = write.constant("x", {10}, TensorKind::Input);
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    write.layer("b", "L=8 F=3", {{a, "L+F"}}, "L");
    ListedFusion fusion{.groups = {{"a", "b"}}, .source = {}, .tilings = {Tiling{{"L", 4}}}};
    const auto request = [&fusion] { return MappingRequest{.fusion = fusion, .entries = {}, .rules = {}}; };
    const auto stored = makeMapping(write.workload(), chipWithSharedDram(), request());
    QVERIFY(!stored.has_value());
    QVERIFY(message(stored.error()).find("4 parts do not divide the 10 iterations of L in layer 'a'") !=
            std::string::npos);
    fusion.halos = {HaloRule::Recomputed};
    const auto recomputed = makeMapping(write.workload(), chipWithSharedDram(), request());
    QVERIFY2(recomputed.has_value(), recomputed ? "" : message(recomputed.error()).c_str());
    QVERIFY(recomputed->fusion.groups.front().halos == HaloRule::Recomputed);
  }

  void aMappingOfTheWrongSizeIsRefused() {
    const auto checked = checkedMapping(miniMamba(), chipWithSharedDram(), Mapping{});
    QVERIFY(!checked.has_value());
    QVERIFY(message(checked.error()).find("the mapping is for 0 layers, 'mini mamba' has") != std::string::npos);
  }

  void aLayerOnTheOffChipMemoryIsRefused() {
    Mapping mapping = *makeMapping(miniMamba(), chipWithSharedDram(), {});
    mapping.layers[0].cores = {CoreId(1)};
    const auto checked = checkedMapping(miniMamba(), chipWithSharedDram(), mapping);
    QVERIFY(!checked.has_value());
    QVERIFY(message(checked.error())
                .starts_with("mini mamba: layer '/in_proj/MatMul': core 1 does not exist or is the off-chip"));
  }
};

FUSEWRIGHT_TEST(MakeMappingRules)

}  // namespace fusewright::make_mapping_test

#include "make_mapping_test.moc"
