#include "core/io/model_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

Result<Workload> read(const char* kind, const ModelParameters& parameters) {
  const auto bytes = buildModel(kind, parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return readOnnxBytes(*bytes, "model.onnx");
}

std::string loopsOf(const Workload& workload, const char* layer) {
  const auto id = findLayer(workload, layer);
  return id ? loopsText(workload.layer(*id)) : "no such layer";
}

std::string errorOf(const char* kind, const ModelParameters& parameters) {
  const auto bytes = buildModel(kind, parameters);
  return bytes ? "no error" : message(bytes.error());
}

}  // namespace

class ModelWriterRules : public QObject {
  Q_OBJECT

 private slots:
  void everyKindIsReadBackWithoutAWarning_data() {
    QTest::addColumn<QString>("kind");
    for (const ModelKind& kind : modelKinds()) QTest::newRow(kind.name.data()) << QString::fromUtf8(kind.name.data());
  }

  void everyKindIsReadBackWithoutAWarning() {
    QFETCH(QString, kind);
    const auto workload = read(qPrintable(kind), {});
    QVERIFY2(workload, workload ? "" : message(workload.error()).c_str());
    QVERIFY2(workload->warnings.empty(), workload->warnings.empty() ? "" : workload->warnings[0].what.c_str());
  }

  void everyKindIsReadBackWithSmallestParameters_data() { everyKindIsReadBackWithoutAWarning_data(); }

  void everyKindIsReadBackWithSmallestParameters() {
    QFETCH(QString, kind);
    const auto entry = std::ranges::find(modelKinds(), kind.toStdString(), &ModelKind::name);
    ModelParameters parameters;
    for (const ModelParameter& parameter : entry->parameters) parameters.emplace(parameter.name, parameter.minimum);
    const auto workload = read(qPrintable(kind), parameters);
    QVERIFY2(workload, workload ? "" : message(workload.error()).c_str());
  }

  void parametersShapeTheMambaBlock() {
    const auto workload = read(
        "mamba1", {{"d-model", 64}, {"d-state", 16}, {"seq-len", 8}, {"expand", 3}, {"d-conv", 5}, {"dt-rank", 7}});
    QVERIFY(workload);
    // x_proj makes dt, B and C: 7 + 2 * 16 columns from 3 * 64; the convolution pads 4 columns on both sides.
    QCOMPARE(loopsText(workload->layers[13]), std::string("B=1 L=8 C=192 D=39"));
    QCOMPARE(loopsText(workload->layers[8]), std::string("B=1 G=192 OX=12 FX=5"));
  }

  void theRankOfTheStepSizeFollowsTheWidth() {
    const auto workload = read("mamba1", {{"d-model", 72}, {"d-state", 16}, {"seq-len", 8}});
    QVERIFY(workload);
    // 72 / 16 = 4.5, rounded up.
    QCOMPARE(loopsText(workload->layers[15]), std::string("B=1 L=8 H=5 D=144"));
  }

  void theDeconvolutionOfFsrcnnIsAConvolutionToThePixelsOfOne() {
    const auto workload = read("fsrcnn", {{"scale", 2}, {"maps", 1}, {"height", 6}, {"width", 5}});
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{5});
    // 9 x 9 taps moved 2 pixels at a time: 5 x 5 inputs make 2 x 2 pixels.
    QCOMPARE(loopsText(workload->layers.back()), std::string("B=1 K=4 G=1 OX=5 C=56 FX=5 OY=6 FY=5"));
  }

  void bitsBecomeTheSizeOfEveryOperand() {
    const auto workload = read("swiglu", {{"bits", 8}});
    QVERIFY(workload);
    for (const Layer& layer : workload->layers) {
      QCOMPARE(layer.inputs[0].precision, 8);
      QCOMPARE(layer.inputs[1].precision, 8);
      QCOMPARE(layer.output.precision, 8);
    }
  }

  void aChainHasAsManyConvolutionsAsAskedFor() {
    const auto workload = read("conv-chain", {{"layers", 3}, {"channels", 5}, {"height", 9}, {"width", 7}});
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{3});
    QCOMPARE(loopsText(workload->layers[2]), std::string("B=1 K=5 G=1 OX=7 C=5 FX=3 OY=9 FY=3"));
  }

  void aLayerOfOptAttendsToItsOwnTokens() {
    const auto workload = read("opt", {{"heads", 4}, {"head-size", 8}, {"d-ff", 48}, {"seq-len", 6}});
    QVERIFY(workload);
    // 6 tokens x 6 tokens for each of 4 heads of 8 channels; the feed-forward layer is 4 * 8 wide outside, 48 inside.
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.0/sa/mul_qk_t/MatMul"), std::string("B=1 H=4 L=6 C=8 D=6"));
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.0/sa/mul_logits_v/MatMul"), std::string("B=1 H=4 L=6 C=6 D=8"));
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.0/feed_forward/net/up_proj/MatMul"), std::string("B=1 L=6 C=32 D=48"));
  }

  void aLayerOfOptThatDecodesAttendsToItsCacheToo() {
    const auto workload =
        read("opt", {{"heads", 4}, {"head-size", 8}, {"d-ff", 48}, {"seq-len", 1}, {"past", 9}, {"layers", 2}});
    QVERIFY(workload);
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.1/sa/mul_qk_t/MatMul"), std::string("B=1 H=4 L=1 C=8 D=10"));
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.1/sa/mul_logits_v/MatMul"), std::string("B=1 H=4 L=1 C=10 D=8"));
    QVERIFY(!findLayer(*workload, "/blocks/blocks.1/sa/Where"));
  }

  void theSameParametersWriteTheSameBytes() {
    QCOMPARE(*buildModel("mamba1", {{"d-model", 64}}), *buildModel("mamba1", {{"d-model", 64}}));
  }

  void anUnknownKindOrParameterIsRefusedWithTheNearestOne() {
    QVERIFY(errorOf("mamba", {}).find("did you mean 'mamba1'") != std::string::npos);
    QVERIFY(errorOf("mamba1", {{"d-modle", 64}}).find("did you mean 'd-model'") != std::string::npos);
  }

  void aParameterOutOfRangeIsRefusedWithItsRange() {
    const std::string error = errorOf("mamba1", {{"d-model", 0}});
    QVERIFY2(error.starts_with("--d-model: 0 is out of range; give a number from 1 to "), error.c_str());
  }

  void aWrittenFileIsReadBack() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("swiglu.onnx").toStdString();
    QVERIFY(writeModel("swiglu", {}, path));
    const auto workload = readOnnx(path);
    QVERIFY(workload);
    QCOMPARE(workload->name, std::string("swiglu.onnx"));
    QVERIFY(!writeModel("swiglu", {}, "/nowhere/at/all.onnx"));
  }
};

QTEST_APPLESS_MAIN(ModelWriterRules)
#include "model_writer_test.moc"
