#include "core/io/fusion_plan_json.h"

#include <QtTest>

#include "tests/builders_files.h"
#include "tests/test_program.h"

namespace fusewright::fusion_plan_json_test {
using namespace tests;

namespace {

struct Read {
  std::string error;
  FusionPlanFile plan;
};

Read readPlan(const std::string& text) {
  const TextFolder folder({{"plan.json", text}});
  auto plan = readFusionPlan(folder.path("plan.json"));
  if (!plan) return {folder.withoutPath(message(plan.error())), {}};
  return {"", *std::move(plan)};
}

}  // namespace

class FusionPlanJsonRules : public QObject {
  Q_OBJECT

 private slots:
  void groupsAndCutsKeepTheirOrder() {
    const Read read = readPlan(R"({"groups": [["b", "a"], ["c"]], "tiling": {"L": 64, "D": "all"}})");
    QCOMPARE(read.error, std::string());
    QVERIFY(read.plan.fusion.groups == (std::vector<std::vector<std::string>>{{"b", "a"}, {"c"}}));
    QVERIFY(read.plan.tiling == (Tiling{{"L", 64}, {"D", kOnePartPerIteration}}));
    QVERIFY(read.plan.fusion.source.ends_with("plan.json"));
  }

  void whatIsWrittenReadsBackEqual() {
    FusionPlanFile plan;
    plan.fusion.groups = {{"a", "b"}, {"c"}};
    plan.fusion.tilings = {Tiling{{"L", 4}, {"D", kOnePartPerIteration}}};
    MappingRule rule{
        .name = "c", .dimNames = {}, .cores = {}, .spatial = {}, .intraCore = {}, .interCore = {}, .source = {}};
    rule.cores = {CoreId(1), CoreId(0)};
    rule.intraCore = Tiling{{"D", 2}};
    rule.interCore = Tiling{{"K", 2}};
    rule.spatial = {{"D1", {.arrayDim = 0, .loopDim = "L", .factor = kUnrollAll}},
                    {"D2", {.arrayDim = 0, .loopDim = "C", .factor = 16}}};
    plan.fusion.layers = {rule};
    plan.fusion.halos = {HaloRule::Stored, HaloRule::Recomputed};
    plan.fusion.order = TileOrder::Nested;
    plan.fusion.policy = {.prefetchDepth = 64, .eviction = Eviction::IdleFirst, .links = LinkUse::InParts};
    plan.tiling = {{"L", 8}};
    Read read = readPlan(writeFusionPlan(plan));
    QCOMPARE(read.error, std::string());
    read.plan.fusion.source.clear();
    for (MappingRule& layer : read.plan.fusion.layers) layer.source.clear();
    QVERIFY(read.plan == plan);
  }

  void halosAreStoredUnlessAGroupSaysRecomputed() {
    const Read read = readPlan(
        R"({"groups": [["a"], {"layers": ["b", "c"], "halos": "recomputed"}, {"layers": ["d"], "halos": "stored"}]})");
    QCOMPARE(read.error, std::string());
    QVERIFY(read.plan.fusion.halos == (std::vector{HaloRule::Stored, HaloRule::Recomputed}));
    QCOMPARE(readPlan(R"({"groups": [["a"], {"layers": ["b"], "halos": "cached"}]})").error,
             std::string(R"(plan.json, groups[1], halos: "cached" is no rule for halos; give stored or recomputed)"));
  }

  void theTilingMayBeLeftOpen() { QVERIFY(readPlan(R"({"groups": []})").plan.tiling.empty()); }

  void badFilesAreRefusedWithTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* text, const char* said) { QTest::newRow(name) << text << said; };
    row("nothing", "", "plan.json: the file is empty");
    row("a bracket left open", "{\"groups\":\n [[\"a\"]", "plan.json:2: this is no valid JSON");
    row("a list", "[]", "plan.json: the file holds no JSON object");
    row("no groups", "{}", "plan.json: field 'groups' is missing; write it like");
    row("groups that are text", R"({"groups": "a"})", "plan.json: 'groups' is no list");
    row("a group that is text", R"({"groups": ["a"]})", "plan.json, groups[0]: the group is no list");
    row("a layer by number", R"({"groups": [["a"], [3]]})",
        "plan.json, groups[1]: a layer is named by something other than text");
    row("an unknown field", R"({"group": []})", "there is no field 'group' here; did you mean 'groups'?");
    row("a field given twice", R"({"groups": [], "groups": []})", "'groups' is given twice");
    row("parts of zero", R"({"groups": [], "tiling": {"L": 0}})",
        "plan.json, tiling.L: 0 parts; give a whole number from 1");
    row("a negative number of parts", R"({"groups": [], "tiling": {"L": -4}})", "plan.json, tiling.L: -4 parts");
    row("half a part", R"({"groups": [], "tiling": {"L": 1.5}})",
        "plan.json, tiling.L: the number of parts is no whole number");
    row("parts beyond all bounds", R"({"groups": [], "tiling": {"L": 18446744073709551615}})",
        "18446744073709551615 parts");
    row("a group without layers", R"({"groups": [{"tiling": {"L": 2}}]})", "groups[0]: field 'layers' is missing");
    row("a layer that is text", R"({"groups": [], "layers": {"a": "L=2"}})", "layers.a: the layer is no JSON object");
    row("no cores", R"({"groups": [], "layers": {"a": {"cores": []}}})", "layers.a: 'cores' is no list of cores");
    row("a core before the first", R"({"groups": [], "layers": {"a": {"cores": [-1]}}})", "-1 is no core number");
    row("an unknown order", R"({"groups": [], "order": "random"})",
        "order: \"random\" is no order; give turns, nested or by-need");
    row("no prefetching", R"({"groups": [], "prefetch": 0})", "prefetch: 0 parts; give a whole number from 1");
    row("an unknown rule", R"({"groups": [], "eviction": "lru"})", "eviction: \"lru\" is no rule of eviction");
    row("tiling as text", R"({"groups": [], "tiling": "L=4"})", "'tiling' is no JSON object");
  }

  void badFilesAreRefusedWithTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    const std::string answer = readPlan(text.toStdString()).error;
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
  }

  void aMillionBracketsDoNotOverflowTheStack() {
    QVERIFY(readPlan(std::string(1'000'000, '[')).error.starts_with("plan.json: values are nested deeper"));
    QVERIFY(!readPlan(std::string(500'000, '[') + std::string(500'000, ']')).error.empty());
  }
};

FUSEWRIGHT_TEST(FusionPlanJsonRules)

}  // namespace fusewright::fusion_plan_json_test

#include "fusion_plan_json_test.moc"
