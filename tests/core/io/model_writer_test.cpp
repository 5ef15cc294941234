#include "core/io/model_writer.h"

#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::model_writer_test {
using namespace tests;

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

  void valuesThatDoNotGoTogetherAreRefusedWithThoseThatDo() {
    const auto refuses = [](const char* kind, const ModelParameters& parameters, const std::string& start) {
      const std::string error = errorOf(kind, parameters);
      QVERIFY2(error.starts_with(start), error.c_str());
    };
    refuses("llama", {{"heads", 12}, {"kv-heads", 5}}, "--kv-heads: 5 does not divide the 12 heads; give a divisor");
    refuses("llama", {{"head-size", 15}}, "--head-size: 15 channels have no two halves to be rotated; give an even");
    refuses("mamba2", {{"d-model", 100}}, "--head-size: 64 does not divide the inner width of 200; give a divisor of");
    refuses("mamba2", {{"groups", 3}}, "--groups: 3 does not divide the 80 heads; give a divisor of 80 from 1 to 80");
    refuses("mamba2", {{"chunk", 24}}, "--chunk: 24 does not divide the 64 tokens; give a divisor of 64 from 1 to 64");
    refuses("unet", {{"image-size", 100}}, "--image-size: 100 pixels cannot be halved 4 times; give a multiple of 16");
    refuses("lstm", {{"direction", 1}, {"phase", 1}}, "--direction: a layer cannot read from the end what is still");
    refuses("transformer-encoder", {{"seq-len", 513}},
            "--seq-len: 513 tokens with those before them are more than the 512 positions; give at most 512 tokens");
  }

  void aChoiceIsGivenByItsName() {
    const auto llama = findModelKind("llama");
    QVERIFY(llama);
    QCOMPARE(*parseValue(*llama, "phase", "decode"), std::int64_t{1});
    QCOMPARE(*parseValue(*llama, "layers", "12"), std::int64_t{12});
    QCOMPARE(message(parseValue(*llama, "phase", "train").error()),
             std::string("--phase: 'train' is no choice; give prefill or decode: read the whole sequence at once, or "
                         "make one token after it"));
    QCOMPARE(message(parseValue(*llama, "layers", "ten").error()),
             std::string("--layers: 'ten' is no whole number; give a number from 1 to 1024: decoder layers"));
  }

  void everyParameterStartsWithinItsRangeAndIsExplained() {
    for (const ModelKind& kind : modelKinds()) {
      for (const ModelParameter& parameter : kind.parameters) {
        QVERIFY2(parameter.fallback >= parameter.minimum && parameter.fallback <= parameter.maximum,
                 parameter.name.data());
        QVERIFY2(!parameter.meaning.empty(), parameter.name.data());
        const auto choices = static_cast<std::int64_t>(parameter.choices.size());
        QVERIFY2(choices == 0 || (parameter.minimum == 0 && parameter.maximum == choices - 1), parameter.name.data());
      }
    }
  }

  void kindsAreListedByName() { QVERIFY(std::ranges::is_sorted(modelKinds(), {}, &ModelKind::name)); }

  void aDecodeStepHasTheSequenceBehindIt() {
    const auto workload = read("opt", {{"heads", 4}, {"head-size", 8}, {"d-ff", 48}, {"seq-len", 9}, {"phase", 1}});
    QVERIFY(workload);
    QCOMPARE(loopsOf(*workload, "/blocks/blocks.0/sa/mul_qk_t/MatMul"), std::string("B=1 H=4 L=1 C=8 D=10"));
  }

  void tokensReadInPartsAreMaskedAmongThemselves() {
    const auto workload = read("opt", {{"heads", 4}, {"head-size", 8}, {"d-ff", 48}, {"seq-len", 3}, {"past", 5}});
    QVERIFY(workload);
    const auto mask = std::ranges::find(workload->tensors, std::string("causal_mask"), &Tensor::name);
    QVERIFY(mask != workload->tensors.end());
    QCOMPARE(mask->shape, (std::vector<std::int64_t>{3, 8}));
  }

  void aStepOfMambaTakesItsStateAndWindowFromOutside() {
    const auto workload = read("mamba2", {{"d-model", 64}, {"head-size", 16}, {"d-state", 8}, {"phase", 1}});
    QVERIFY(workload);
    // 2 * 64 channels are 8 heads of 16; x, B and C are 128 + 2 * 8 channels, of which 3 tokens are needed.
    const auto shapeOf = [&](const char* name) {
      const auto tensor = std::ranges::find(workload->tensors, std::string(name), &Tensor::name);
      return tensor == workload->tensors.end() ? std::vector<std::int64_t>{} : tensor->shape;
    };
    QCOMPARE(shapeOf("/layers.0/ssd/state.first"), (std::vector<std::int64_t>{1, 1, 8, 16, 8}));
    QCOMPARE(shapeOf("/layers.0/conv1d.window"), (std::vector<std::int64_t>{1, 144, 3}));
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

FUSEWRIGHT_TEST(ModelWriterRules)

}  // namespace fusewright::model_writer_test

#include "model_writer_test.moc"
