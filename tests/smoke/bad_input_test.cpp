#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_onnx_bytes.h"
#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::bad_input_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples";
const QString kTiny = kExamples + "/workloads/mamba1_tiny.onnx";
const QString kMarca = kExamples + "/accelerators/marca.yaml";

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The MARCA example with one text replaced; empty if it is not there.
QByteArray marcaWith(const QByteArray& before, const QByteArray& after) {
  QByteArray text = contentOf(kMarca);
  const auto place = text.indexOf(before);
  return place < 0 ? QByteArray() : text.replace(place, before.size(), after);
}

QByteArray modelBytes(const ModelToWrite& model) {
  return QByteArray::fromStdString(onnxBytes(model));
}

}  // namespace

/// Bad input of every kind: the right exit status and one message that names the file, the place and the remedy.
class BadInput : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void isRefusedWithFilePlaceAndRemedy_data();
  void isRefusedWithFilePlaceAndRemedy();
  void randomBytesAreNeverAModel();
  void aModelCutShortAnywhereNeverCrashes();
  void yamlCutShortAnywhereNeverCrashes();

 private:
  /// Writes a file of bad input.
  QString given(const QString& name, const QByteArray& content) const;
  void addModels();
  void addHardware();
  void addPlans();
  void addOptions();

  QTemporaryDir folder_;
};

void BadInput::initTestCase() {
  QVERIFY(folder_.isValid());
  QVERIFY(!contentOf(kTiny).isEmpty());
  QVERIFY(!contentOf(kMarca).isEmpty());
}

QString BadInput::given(const QString& name, const QByteArray& content) const {
  QFile file(folder_.filePath(name));
  if (content.isEmpty() && name != "empty.onnx") qFatal("nothing to write into %s", qPrintable(name));
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
    qFatal("can not write %s", qPrintable(name));
  return file.fileName();
}

/// Columns: the arguments, the exit status, and words that the message must hold: the file, then the place.
void BadInput::isRefusedWithFilePlaceAndRemedy_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("status");
  QTest::addColumn<QStringList>("words");
  addModels();
  addHardware();
  addPlans();
  addOptions();
}

void BadInput::addModels() {
  const auto row = [](const char* name, const QString& model, const QStringList& words) {
    QTest::newRow(name) << QStringList{"schedule", model, "--hardware", kMarca} << 2 << words;
  };
  const ArrayToWrite x{"x", {4, 4}};
  const ArrayToWrite y{"y", {4, 4}};
  row("a truncated model", given("cut.onnx", contentOf(kTiny).left(3000)), {"cut.onnx"});
  row("random bytes as a model", given("noise.onnx", "\x93\x1f\xff\xd2 this is no model"), {"noise.onnx"});
  const ModelToWrite cycle{{{"Add", {"x", "b"}, {"a"}}, {"Exp", {"a"}, {"b"}}}, {x}, {{"b", {4, 4}}}};
  row("a cycle", given("cycle.onnx", modelBytes(cycle)), {"cycle.onnx", "node0", "node1"});
  row("a tensor that nothing makes", given("missing.onnx", modelBytes({{{"Add", {"x", "ghost"}, {"y"}}}, {x}, {y}})),
      {"missing.onnx", "ghost"});
  constexpr std::int64_t kHuge = std::int64_t{1} << 40;
  const ModelToWrite huge{{{"Exp", {"x"}, {"y"}}}, {{"x", {kHuge, kHuge}}}, {{"y", {kHuge, kHuge}}}};
  row("dimensions of 2^40", given("huge.onnx", modelBytes(huge)), {"huge.onnx", "x", "1099511627776"});
  const ModelToWrite open{{{"Exp", {"x"}, {"y"}}}, {{"x", {0, 4}}}, {{"y", {0, 4}}}};
  row("a dimension without a size", given("symbol.onnx", modelBytes(open)), {"symbol.onnx", "S", "--dim"});
  row("a folder as a model", folder_.path(), {folder_.path()});
  row("an empty model", given("empty.onnx", ""), {"empty.onnx"});
  row("a model that is not there", folder_.filePath("nowhere.onnx"), {"nowhere.onnx"});
  const QString secret = given("secret.onnx", contentOf(kTiny));
  QFile::setPermissions(secret, QFile::Permissions());
  if (contentOf(secret).isEmpty()) row("a model without permission", secret, {"secret.onnx"});  // root reads anything
}

void BadInput::addHardware() {
  const auto row = [](const char* name, const QString& hardware, const QStringList& words) {
    QTest::newRow(name) << QStringList{"schedule", kTiny, "--hardware", hardware} << 2 << words;
  };
  row("a list where a number belongs", given("types.yaml", marcaWith("frequency_MHz: 1000", "frequency_MHz: [1000]")),
      {"types.yaml:", "frequency_MHz"});
  row("text where a number belongs", given("text.yaml", marcaWith("size_MB: 24", "size_MB: plenty")),
      {"text.yaml:", "size_MB", "plenty"});
  row("an unknown field", given("field.yaml", marcaWith("frequency_MHz: 1000", "frequenzy_MHz: 1000")),
      {"field.yaml:", "frequenzy_MHz", "frequency_MHz"});
  row("a negative size", given("negative.yaml", marcaWith("size_MB: 24", "size_MB: -24")),
      {"negative.yaml:", "size_MB", "-24"});
  row("a duplicate id", given("twice.yaml", marcaWith("- name: rf_W", "- name: rf_I")), {"twice.yaml", "rf_I"});
  row("an anchor inside itself", given("anchor.yaml", "fusewright: accelerator\nname: &a [*a]\n"), {"anchor.yaml:2"});
  row("no YAML at all", given("broken.yaml", "cores: [1, 2\nname: }{\n"), {"broken.yaml:"});
  row("a core file that is not there",
      given("chip.yaml",
            "name: chip\ncores:\n  0: cores/gone.yaml\noffchip_core: cores/dram.yaml\ncore_connectivity: []\n"
            "core_memory_sharing: []\nbandwidth: 64\nunit_energy_cost: 0\n"),
      {"chip.yaml:", "gone.yaml"});
  row("hardware that is not there", folder_.filePath("nowhere.yaml"), {"nowhere.yaml"});
  row("a model as hardware", kTiny, {"mamba1_tiny.onnx"});
}

void BadInput::addPlans() {
  const auto row = [](const char* name, const QStringList& more, const QStringList& words) {
    QTest::newRow(name) << QStringList{"schedule", kTiny, "--hardware", kMarca} + more << 2 << words;
  };
  row("a mapping of another model",
      {"--mapping",
       given("other.yaml", "fusewright: mapping\nrules:\n  - layers: /layer1/layer1.0/conv1/Conv\n    cores: [0]\n")},
      {"other.yaml:3", "/layer1/layer1.0/conv1/Conv"});
  row("a mapping that is no mapping", {"--mapping", kMarca}, {"marca.yaml"});
  row("a plan with an unknown layer",
      {"--fusion", given("unknown.json", R"({"groups": [["mul_delta_A", "mul_gamma"]]})")},
      {"unknown.json", "mul_gamma"});
  // Exp reads mul_delta_A and the scan reads Exp: a group of the first and the last needs Exp in its middle.
  row("a plan that splits a dependency cycle",
      {"--fusion", given("split.json", R"({"groups": [["mul_delta_A", "/SSM"]]})")},
      {"split.json", "mul_delta_A", "Exp"});
  row("a plan that is no JSON", {"--fusion", given("broken.json", R"({"groups": [["mul_delta_A",)")}, {"broken.json"});
  row("a plan that is not there", {"--fusion", folder_.filePath("nowhere.json")}, {"nowhere.json"});
  row("a plan name that does not exist", {"--fusion", "everything"}, {"everything"});
  row("a tiling that does not divide", {"--fusion", "all", "--tiling", "L=3"}, {"mamba1_tiny", "L=3", "8"});
  row("a tiling along an unknown loop", {"--fusion", "all", "--tiling", "Q=2"}, {"mamba1_tiny", "Q=2"});
  row("a tiling that is no tiling", {"--tiling", "finely"}, {"finely", "--tiling"});
}

void BadInput::addOptions() {
  const auto row = [](const char* name, const QStringList& more, int status, const QStringList& words) {
    QTest::newRow(name) << QStringList{"schedule", kTiny, "--hardware", kMarca, "--quiet"} + more << status << words;
  };
  // One step of in_proj on 64 x 128 units reads 64 inputs and 64 * 128 weights and makes 128 outputs of 32 bits.
  row("a memory too small for any tile", {"--fusion", "all", "--set", "core0.sram.size_bits=64"}, 1,
      {"marca.yaml", "core0.sram", "268288"});
  row("an unknown parameter", {"--set", "onchip_memory=4"}, 2, {"--set onchip_memory=4", "onchip_memory_MB"});
  row("a parameter that is no number", {"--set", "onchip_memory_MB=nan"}, 2, {"--set onchip_memory_MB=nan"});
  row("a parameter out of range", {"--set", "onchip_memory_MB=-4"}, 2, {"--set onchip_memory_MB=-4"});
  row("a parameter without a value", {"--set", "onchip_memory_MB"}, 2, {"--set"});
  row("a dimension without a size", {"--dim", "batch"}, 2, {"--dim"});
  row("an area without its fraction", {"--area", "222"}, 2, {"--area", "--memory-fraction"});
  row("a fraction of more than all", {"--area", "222", "--memory-fraction", "1.5"}, 2, {"1.5"});
  row("a folder that can not be written", {"--csv", "/proc/tables"}, 2, {"/proc/tables"});
  row("a summary that can not be written", {"--json", "/proc/summary.json"}, 2, {"/proc/summary.json"});
}

void BadInput::isRefusedWithFilePlaceAndRemedy() {
  QFETCH(QStringList, arguments);
  QFETCH(int, status);
  QFETCH(QStringList, words);
  const ProgramRun run = runProgram(kProgram, arguments, folder_.path());
  const QStringList lines = messageLines(run);
  QVERIFY2(run.exitStatus == status, run.messages.constData());
  QCOMPARE(lines.size(), 1);
  QVERIFY2(run.output.isEmpty(), run.output.constData());
  for (const QString& word : words) QVERIFY2(lines.first().contains(word), run.messages.constData());
  const auto remedy = lines.first().lastIndexOf("; ");
  QVERIFY2(remedy > 0 && lines.first().size() - remedy > 10, run.messages.constData());
}

void BadInput::randomBytesAreNeverAModel() {
  QRandomGenerator random(1);
  for (int size : {1, 7, 100, 5000}) {
    QByteArray noise;
    for (int index = 0; index < size; ++index) noise += static_cast<char>(random.bounded(256));
    const ProgramRun run = runProgram(kProgram, {"info", given("random.onnx", noise)});
    QVERIFY2(run.exitStatus == 2, qPrintable(QString::number(size)));
    QCOMPARE(messageLines(run).size(), 1);
  }
}

void BadInput::aModelCutShortAnywhereNeverCrashes() {
  const QByteArray whole = contentOf(kTiny);
  for (int part = 1; part < 40; ++part) {
    const QString file = given("part.onnx", whole.left(whole.size() * part / 40));
    const ProgramRun run = runProgram(kProgram, {"schedule", file, "--hardware", kMarca, "--quiet"});
    QVERIFY2(run.exitStatus == 2, qPrintable(QString("%1 of 40: %2").arg(part).arg(run.exitStatus)));
    QCOMPARE(messageLines(run).size(), 1);
  }
}

void BadInput::yamlCutShortAnywhereNeverCrashes() {
  const QByteArray whole = contentOf(kMarca);
  for (int part = 1; part < 20; ++part) {
    const QString file = given("part.yaml", whole.left(whole.size() * part / 20));
    const ProgramRun run = runProgram(kProgram, {"schedule", kTiny, "--hardware", file, "--quiet"});
    QVERIFY2(run.exitStatus == 2, qPrintable(QString("%1 of 20: %2").arg(part).arg(run.exitStatus)));
    QCOMPARE(messageLines(run).size(), 1);
  }
}

FUSEWRIGHT_TEST(BadInput)

}  // namespace fusewright::bad_input_test

#include "bad_input_test.moc"
