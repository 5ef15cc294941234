#include "core/io/sweep_spec_json.h"

#include <QTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::sweep_spec_json_test {

namespace {

constexpr const char* kWhole = R"({
  "name": "whole",
  "models": [{"kind": "mamba1", "parameters": {"d-model": 64}}, {"file": "a.onnx", "name": "a"}],
  "hardware": ["x.yaml", "y.yaml"],
  "base": {"fusion": "all", "dram_bits_per_cycle": 64},
  "axes": [{"parameter": "onchip_memory_MB", "values": [0.5, 4, "8"]},
           {"parameter": "dim.batch", "from": 1, "to": 64, "count": 7, "scale": "logarithmic", "whole": true}],
  "sampling": {"method": "latin-hypercube", "count": 10, "seed": 3},
  "constraints": ["area_mm2 <= 222"],
  "objectives": ["latency_ms", "energy_pJ"]
})";

}  // namespace

class SweepSpecRules : public QObject {
  Q_OBJECT

 private slots:
  void aSpecIsReadAsItIsWritten() {
    const auto spec = parseSweepSpec(kWhole, "sweep.json");
    QVERIFY2(spec, spec ? "" : message(spec.error()).c_str());
    QCOMPARE(spec->models.size(), std::size_t{2});
    QCOMPARE(spec->models[0].name, std::string("mamba1"));
    QCOMPARE(spec->models[1].file, std::string("a.onnx"));
    QVERIFY(spec->base == (std::vector<SweepSetting>{{"fusion", "all"}, {"dram_bits_per_cycle", "64"}}));
    // Axes over both models and both accelerators were put first.
    QCOMPARE(spec->axes.size(), std::size_t{4});
    QVERIFY(spec->axes[0].values == (std::vector<std::string>{"mamba1", "a"}));
    QVERIFY(spec->axes[1].values == (std::vector<std::string>{"x.yaml", "y.yaml"}));
    QVERIFY(spec->axes[2].values == (std::vector<std::string>{"0.5", "4", "8"}));
    QVERIFY(spec->axes[3].range ==
            (AxisRange{.from = 1, .to = 64, .count = 7, .scale = AxisScale::Logarithmic, .whole = true}));
    QVERIFY(spec->sampling == (Sampling{SamplingMethod::LatinHypercube, 10, 3}));
  }

  void whatIsWrittenReadsBackEqual() {
    const SweepSpec spec = parseSweepSpec(kWhole, "sweep.json").value();
    const auto again = parseSweepSpec(sweepSpecJson(spec), "again");
    QVERIFY2(again, again ? "" : message(again.error()).c_str());
    QVERIFY(*again == spec);
  }

  void settingsKeepWhatTheySayThroughJson() {
    const std::vector<SweepSetting> settings{{"a", "4"}, {"b", "0.25"},   {"c", "64x128"}, {"d", "4.0"},
                                             {"e", ""},  {"f", "1e+300"}, {"g", "-0"},     {"h", "nan"}};
    const auto again = parseSettings(settingsJson(settings), "row");
    QVERIFY(again && *again == settings);
    QVERIFY(settingsJson(settings).find("\"a\":4,\"b\":0.25,\"c\":\"64x128\"") != std::string::npos);
  }

  void whatIsWrongIsSaidWithFilePlaceAndRemedy_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char* name, const char* text, const char* said) {
      QTest::newRow(name) << QByteArray(text) << QByteArray(said);
    };
    row("no JSON", "{\n\"model\": }", "sweep.json:2: this is no valid JSON");
    row("no object", "[]", "sweep.json: this is no JSON object");
    row("no model", R"({"hardware": "x.yaml"})", "the spec needs \"model\" or \"models\"");
    row("no hardware", R"({"model": "a.onnx"})", "field 'hardware' is missing");
    row("a misspelt field", R"({"model": "a.onnx", "hardware": "x", "axis": []})", "did you mean 'axes'");
    row("a field twice", R"({"model": "a", "model": "b"})", "'model' is given twice");
    row("an axis without values", R"({"model": "a", "hardware": "x", "axes": [{"parameter": "cores"}]})",
        "sweep.json, axes[0]: the axis has no values");
    row("values and a range",
        R"({"model": "a", "hardware": "x", "axes": [{"parameter": "c", "values": [1], "to": 2}]})",
        "exclude each other");
    row("a value that is a list", R"({"model": "a", "hardware": "x", "axes": [{"parameter": "c", "values": [[1]]}]})",
        "sweep.json, axes[0].values[0]: this is neither a number nor a text");
    row("an unknown method", R"({"model": "a", "hardware": "x", "sampling": {"method": "sobel"}})",
        "sweep.json, sampling.method: there is no sampling method 'sobel'; did you mean 'sobol'");
    row("a count that is too large",
        R"({"model": "a", "hardware": "x", "sampling": {"method": "sobol", "count": 99999999999999999999}})",
        "sweep.json, sampling.count");
    row("an objective that is none", R"({"model": "a", "hardware": "x", "objectives": ["latency"]})", "latency_ms");
    row("points without list", R"({"model": "a", "hardware": "x", "points": [{"cores": 1}]})",
        "the method is not list");
    row("two models of one name", R"({"models": ["a", "a"], "hardware": "x"})", "two models are called 'a'");
    row("a model that is both", R"({"model": {"file": "a", "kind": "b"}, "hardware": "x"})", "sweep.json, model:");
  }

  void whatIsWrongIsSaidWithFilePlaceAndRemedy() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const auto spec = parseSweepSpec(text.toStdString(), "sweep.json");
    QVERIFY(!spec);
    QVERIFY2(message(spec.error()).find(said.toStdString()) != std::string::npos, message(spec.error()).c_str());
    QVERIFY(!spec.error().remedy.empty());
  }

  void bracketsWithoutEndAreRefused() {
    const auto spec = parseSweepSpec(std::string(100'000, '['), "deep.json");
    QVERIFY(!spec);
  }
};

FUSEWRIGHT_TEST(SweepSpecRules)

}  // namespace fusewright::sweep_spec_json_test

#include "sweep_spec_json_test.moc"
