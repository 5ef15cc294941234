#include "core/io/project_json.h"

#include <QtTest>

#include <rapidcheck.h>

#include "core/io/sha256.h"
#include "tests/builders_files.h"
#include "tests/test_program.h"

namespace fusewright::project_json_test {
using namespace tests;

namespace {

constexpr const char* kSmallest =
    R"({"format": 1, "model": {"file": "models/m.onnx"}, "hardware": {"file": "../hw.yaml"}})";

std::string complaint(const std::string& text) {
  const auto project = parseProject(text, "/work/p.fusewright");
  return project ? std::string() : message(project.error());
}

rc::Gen<std::string> word() {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab=,. \"\\/<&;1"))));
}

rc::Gen<std::string> wordOrNothing() {
  return rc::gen::oneOf(rc::gen::just(std::string()), word());
}

/// Names are different: a JSON object has each once.
std::vector<NamedValue> randomValues() {
  std::vector<NamedValue> values;
  const int count = *rc::gen::inRange(0, 4);
  for (int index = 0; index < count; ++index) values.emplace_back(*word() + std::to_string(index), *wordOrNothing());
  return values;
}

Tiling randomTiling() {
  Tiling tiling;
  const int count = *rc::gen::inRange(0, 4);
  for (int index = 0; index < count; ++index) tiling.push_back({*word(), *rc::gen::inRange(0, 1000)});
  return tiling;
}

MappingRule randomRule() {
  MappingRule rule{.name = *word()};
  if (*rc::gen::arbitrary<bool>()) rule.dimNames = std::vector<std::string>{*word(), *word()};
  if (*rc::gen::arbitrary<bool>()) rule.cores = std::vector<CoreId>{CoreId(*rc::gen::inRange(0, 9))};
  if (*rc::gen::arbitrary<bool>())
    rule.spatial = {{*word(), {.arrayDim = *rc::gen::inRange(0, 3), .loopDim = *word(), .factor = kUnrollAll}},
                    {*word(), {.arrayDim = 1, .loopDim = *word(), .factor = *rc::gen::inRange(1, 99)}}};
  if (*rc::gen::arbitrary<bool>()) rule.intraCore = randomTiling();
  if (*rc::gen::arbitrary<bool>()) rule.interCore = randomTiling();
  rule.source = *wordOrNothing();
  return rule;
}

/// Groups alone, or with all that a plan may say beside them.
ListedFusion randomPlan() {
  ListedFusion plan{{{*word(), *word()}, {*word()}}, "/work/plan.json"};
  if (*rc::gen::arbitrary<bool>()) return plan;
  plan.tilings = {std::nullopt, Tiling{{"L", *rc::gen::inRange(1, 99)}, {"D", kOnePartPerIteration}}};
  plan.layers = {{.name = *word(),
                  .cores = std::vector<CoreId>{CoreId(*rc::gen::inRange(0, 9))},
                  .intraCore = Tiling{{"D", *rc::gen::inRange(1, 99)}},
                  .source = plan.source}};
  plan.order = *rc::gen::element(TileOrder::Turns, TileOrder::Nested, TileOrder::ByNeed);
  plan.policy = {.prefetchDepth = *rc::gen::inRange(1, 99),
                 .eviction = Eviction::IdleFirst,
                 .links = *rc::gen::element(LinkUse::Whole, LinkUse::InParts)};
  return plan;
}

MappingRequest randomRequest() {
  MappingRequest request;
  if (*rc::gen::arbitrary<bool>()) {
    request.fusion = NamedFusion{*word()};
  } else {
    request.fusion = randomPlan();
  }
  request.tiling =
      *rc::gen::element(TilingMode::PerStep, TilingMode::None, TilingMode::MemoryAware, TilingMode::Explicit);
  if (request.tiling == TilingMode::Explicit) request.entries = randomTiling();
  const int rules = *rc::gen::inRange(0, 3);
  for (int index = 0; index < rules; ++index) request.rules.push_back(randomRule());
  return request;
}

std::optional<int> randomBits() {
  return *rc::gen::arbitrary<bool>() ? std::optional<int>() : std::optional<int>(*rc::gen::inRange(1, 65));
}

/// What decides a result.
Project randomDesign() {
  Project project;
  project.model = {.file = *rc::gen::element<std::string>("/work/a b.onnx", "/models/x.onnx", "/work/deep/er/y.onnx"),
                   .sha256 = *wordOrNothing(),
                   .kind = *wordOrNothing(),
                   .parameters = randomValues(),
                   .dims = randomValues(),
                   .guessDims = *rc::gen::arbitrary<bool>(),
                   .branches = randomValues(),
                   .trips = randomValues(),
                   .operators = *rc::gen::element(std::vector<std::string>{},
                                                  std::vector<std::string>{"/work/a.yaml", "/ops/b.yaml"}),
                   .activationBits = randomBits(),
                   .weightBits = randomBits(),
                   .outputBits = randomBits(),
                   .readAs = *wordOrNothing()};
  project.hardware = {.file = "/elsewhere/hw.yaml", .parameters = randomValues(), .yaml = *wordOrNothing()};
  project.mapping = randomRequest();
  project.assumptions = *word();
  return project;
}

Project randomProject() {
  Project project = randomDesign();
  project.program = *wordOrNothing();
  if (*rc::gen::arbitrary<bool>()) project.baseline = {randomDesign()};
  project.window = {.layout = *wordOrNothing(), .selection = *wordOrNothing(), .range = {}};
  if (*rc::gen::arbitrary<bool>()) project.window.playhead = *rc::gen::inRange(0, 1'000'000) / 7.0;
  if (*rc::gen::arbitrary<bool>()) project.window.marks = {1.5, *rc::gen::inRange(2, 99) / 3.0};
  if (*rc::gen::arbitrary<bool>())
    project.window.markNames = {"", *rc::gen::element<std::string>("end", "a \"b\"", "é")};
  project.window.folded = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) project.window.range = {0.1, *rc::gen::inRange(1, 1'000'000) / 3.0};
  project.autosaveOf = *wordOrNothing();
  if (*rc::gen::arbitrary<bool>()) project.unknown = R"({"model":{"colour":"red"},"newer":{"a":[1,2]}})";
  return project;
}

}  // namespace

class ProjectJsonRules : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWrittenReadsBackEqual() {
    QVERIFY(rc::check("projects survive a round trip", [] {
      const Project project = randomProject();
      for (const JsonLayout layout : {JsonLayout::Indented, JsonLayout::Compact}) {
        const auto read = parseProject(projectText(project, "/work/p.fusewright", layout), "/work/p.fusewright");
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == project);
      }
    }));
  }

  void pathsAreRelativeInTheFileAndStartAtItsFolder() {
    const auto project = parseProject(kSmallest, "/work/p.fusewright");
    QVERIFY(project);
    QCOMPARE(project->model.file, std::string("/work/models/m.onnx"));
    QCOMPARE(project->hardware.file, std::string("/hw.yaml"));
    // Moved one folder down, both are one step further away.
    const std::string moved = projectText(*project, "/work/deep/q.fusewright", JsonLayout::Compact);
    QVERIFY2(moved.find(R"("file":"../models/m.onnx")") != std::string::npos, moved.c_str());
    QVERIFY2(moved.find(R"("file":"../../hw.yaml")") != std::string::npos, moved.c_str());
  }

  void fieldsOfNewerProgramsAreKept() {
    const std::string text =
        R"({"format": 1, "shiny": [1, {"a": null}], "model": {"file": "m.onnx", "licence": "MIT"},)"
        R"( "hardware": {"file": "hw.yaml"}, "window": {"zoom": 2}})";
    const auto project = parseProject(text, "/work/p.fusewright");
    QVERIFY(project);
    const std::string again = projectText(*project, "/work/p.fusewright", JsonLayout::Compact);
    for (const char* kept : {R"("shiny":[1,{"a":null}])", R"("licence":"MIT")", R"("zoom":2)"})
      QVERIFY2(again.find(kept) != std::string::npos, again.c_str());
  }

  void badFilesAreRefusedWithTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* text, const char* said) { QTest::newRow(name) << text << said; };
    row("no JSON", "{\n\"format\": 1,\n oops", "p.fusewright:3: this is no valid JSON");
    row("a list", "[]", "p.fusewright: this is no JSON object");
    row("no format", "{}", "field 'format' is missing; open a project that Fusewright saved");
    row("a newer format", R"({"format": 2})", "its format 2 is newer than this program knows; open it with a newer");
    row("a format by name", R"({"format": "one"})", "there is no such format");
    row("no model", R"({"format": 1})", "p.fusewright, model: the project names no model");
    row("no accelerator", R"({"format": 1, "model": {"file": "m"}})", "the project names no accelerator");
    row("a model by number", R"({"format": 1, "model": {"file": 3}})", "p.fusewright, model.file: this is no text");
    row("bits of nothing", R"({"format": 1, "model": {"file": "m", "weight_bits": 0}})",
        "model.weight_bits: this is no number of bits");
    row("a wrong tiling",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "mapping": {"tiling": "fine"}})",
        "mapping.tiling: there is no such tiling");
    row("parts of zero",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "mapping": {"tiling": [["L", 0]]}})",
        "mapping.tiling: 0 is no whole number from 1 to");
    row("a rule of a newer kind",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "mapping": {"rules": [{"name": "a", "core": []}]}})",
        "mapping.rules[0].core: there is no field 'core' here; did you mean 'cores'");
    row("a baseline without a model",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "baseline": {}})",
        "p.fusewright, baseline, model: the project names no model");
    row("a playhead by name",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "window": {"playhead": "end"}})",
        "window.playhead: this is no instant; write a number of cycles");
    row("names of marks that are none",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "window": {"mark_names": [1]}})",
        "window.mark_names: these are no texts; write a list of texts in quotes");
    row("marks by name",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "window": {"marks": ["end"]}})",
        "window.marks: these are no instants; write a list of numbers of cycles");
    row("repeats folded three times",
        R"({"format": 1, "model": {"file": "m"}, "hardware": {"file": "h"}, "window": {"folded": 3}})",
        "window.folded: this is neither true nor false; write true or false");
    row("a key given twice", R"({"format": 1, "format": 1})", "'format' is given twice");
  }
  void badFilesAreRefusedWithTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    const QString error = QString::fromStdString(complaint(text.toStdString()));
    QVERIFY2(error.contains(said), qPrintable(error));
    QVERIFY2(error.contains("/work/p.fusewright"), qPrintable(error));
  }

  void deeplyNestedValuesAreRefusedInsteadOfOverflowingTheStack() {
    const std::string deep = R"({"format": 1, "x": )" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    QVERIFY(complaint(deep).find("nested deeper") != std::string::npos);
  }

  void aFileOnDiskIsReplacedWhole() {
    const TextFolder folder(std::map<std::string, std::string>{{"p.fusewright", "what was there"}});
    const auto project = parseProject(kSmallest, folder.path("p.fusewright"));
    QVERIFY(project);
    QVERIFY(writeProject(*project, folder.path("p.fusewright")));
    const auto read = readProject(folder.path("p.fusewright"));
    QVERIFY(read);
    QVERIFY(*read == *project);
  }

  void aHashIsThatOfTheStandard() {
    // FIPS 180-4, the examples of its appendix B and the empty message; what sha256sum prints.
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    // A million letters a: many blocks.
    QCOMPARE(sha256(std::string(1'000'000, 'a')),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
  }
};

FUSEWRIGHT_TEST(ProjectJsonRules)

}  // namespace fusewright::project_json_test

#include "project_json_test.moc"
