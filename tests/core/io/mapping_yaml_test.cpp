#include "core/io/mapping_yaml.h"

#include <QtTest>

#include "tests/builders_files.h"
#include "tests/test_program.h"

namespace fusewright::mapping_yaml_test {
using namespace tests;

namespace {

struct Read {
  std::string error;
  std::vector<MappingRule> rules;
};

Read readRules(const std::string& text) {
  const TextFolder folder({{"map.yaml", text}});
  auto rules = readMappingRules(folder.path("map.yaml"));
  if (!rules) return {folder.withoutPath(message(rules.error())), {}};
  for (MappingRule& rule : *rules) rule.source = folder.withoutPath(rule.source);
  return {"", *std::move(rules)};
}

const std::string kOld = R"(- name: default
  layer_dimension_names: [B, L, D]
  core_allocation: &cores
  - 0
  - 2
  spatial_mapping:
    D1:
    - L, 1
    D2:
    - D, 256
  intra_core_tiling:
  - L, all
  - D, 2
  inter_core_tiling:
  - K, 4
- name: Conv
  core_allocation: *cores
)";

const std::string kOwn = R"(fusewright: mapping
rules:
  - layers: default
    loop_names: [B, L, D]
    cores: [0, 2]
    spatial: {D1: {L: 1}, D2: {D: 256}}
    intra_core_tiling: {L: all, D: 2}
    inter_core_tiling: {K: 4}
  - layers: Conv
    cores: [0, 2]
)";

}  // namespace

class MappingYamlRules : public QObject {
  Q_OBJECT

 private slots:
  void allFieldsOfARuleAreRead() {
    const Read read = readRules(kOld);
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.rules.size(), std::size_t{2});
    const MappingRule& rule = read.rules[0];
    QCOMPARE(*rule.dimNames, (std::vector<std::string>{"B", "L", "D"}));
    QCOMPARE(*rule.cores, (std::vector<CoreId>{CoreId(0), CoreId(2)}));
    QVERIFY(*rule.intraCore == (Tiling{{"L", kOnePartPerIteration}, {"D", 2}}));
    QVERIFY(*rule.interCore == (Tiling{{"K", 4}}));
    QCOMPARE(rule.spatial->at(1).first, std::string("D2"));
    QCOMPARE(rule.spatial->at(1).second.factor, std::int64_t{256});
    QCOMPARE(rule.source, std::string("map.yaml:1"));
  }

  void whatARuleLeavesOutStaysOpen() {
    const Read read = readRules(kOld);
    QVERIFY(!read.rules[1].spatial && !read.rules[1].intraCore && !read.rules[1].interCore && !read.rules[1].dimNames);
    QCOMPARE(*read.rules[1].cores, *read.rules[0].cores);
  }

  void bothDialectsSayTheSame() {
    std::vector<MappingRule> old = readRules(kOld).rules, own = readRules(kOwn).rules;
    for (auto* rules : {&old, &own})
      for (MappingRule& rule : *rules) rule.source.clear();
    QVERIFY(old == own);
  }

  void coreAllocationsOfThePresentStreamDialectAreTaken() {
    const Read read =
        readRules("layers:\n- name: Conv\n  core_allocation:\n  - [0, 1]\n- name: Add\n  core_allocation:\n  - [5]\n");
    QCOMPARE(read.error, std::string());
    QCOMPARE(*read.rules[0].cores, (std::vector<CoreId>{CoreId(0), CoreId(1)}));
    QCOMPARE(*read.rules[1].cores, std::vector<CoreId>{CoreId(5)});
  }

  void cutsAlongNumberedLoopsAreRefusedNotMisread() {
    const Read read = readRules("layers:\n- name: Conv\n  inter_core_tiling:\n  - - dim: D6\n      split: 4\n");
    QVERIFY2(
        read.error.starts_with("map.yaml:4, layers[0].inter_core_tiling: cuts along numbered loops are not supported"),
        read.error.c_str());
  }

  void badFilesAreRefusedWithTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* text, const char* said) { QTest::newRow(name) << text << said; };
    row("no name", "- core_allocation: [0]\n", "map.yaml:1, [0]: field 'name' is missing");
    row("an unknown field", "- name: Conv\n  core_alocation: [0]\n",
        "map.yaml:2, [0].core_alocation: there is no field 'core_alocation' here; did you mean 'core_allocation'");
    row("two rules of one name", "- name: Conv\n- name: Conv\n",
        "map.yaml:2, [1]: there are two rules for 'Conv' (the other one: map.yaml:1)");
    row("a negative core", "- name: Conv\n  core_allocation: [-1]\n", "[0].core_allocation: '-1' is no core number");
    row("no core", "- name: Conv\n  core_allocation: []\n", "[0].core_allocation: no core is named");
    row("parts of zero", "- name: Conv\n  intra_core_tiling:\n  - L, 0\n",
        "map.yaml:3, [0].intra_core_tiling[0]: '0' is no number of parts; write all, or");
    row("a cut without parts", "- name: Conv\n  intra_core_tiling:\n  - L\n",
        "a loop and a count are expected; write them like 'L, 64'");
    row("a cut that is a map", "- name: Conv\n  intra_core_tiling: {L: 4}\n",
        "intra_core_tiling: a map where a list is expected");
    row("own: a list of cuts", "rules:\n- layers: Conv\n  intra_core_tiling: [L]\n",
        "intra_core_tiling: a list where a map is expected");
    row("own: no rules", "fusewright: mapping\nrules: []\n", "map.yaml:2, rules: there are no rules");
    row("an accelerator", "fusewright: accelerator\nrules: []\n",
        "this file is marked 'accelerator'; give a mapping file");
    row("hardware of Stream", "name: chip\ncores: {0: a.yaml}\n", "this describes hardware; give a mapping file");
    row("words", "hello\n", "a single value where a map is expected");
  }

  void badFilesAreRefusedWithTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    const std::string answer = readRules(text.toStdString()).error;
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
  }
};

FUSEWRIGHT_TEST(MappingYamlRules)

}  // namespace fusewright::mapping_yaml_test

#include "mapping_yaml_test.moc"
