// Parameters and multiply-accumulates of the models that the program writes, held against published counts.

#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "core/io/model_summary.h"
#include "core/io/model_writer.h"
#include "tests/builders_model_file.h"
#include "tests/test_program.h"

namespace fusewright::published_counts_test {
using namespace tests;

namespace {

struct Counts {
  qint64 parameters = 0;
  qint64 macs = 0;
};

/// "--layers=2 --phase=decode" as values of a kind's parameters.
ModelParameters parametersOf(const QString& kind, const QString& text) {
  const auto known = findModelKind(kind.toStdString());
  if (!known) qFatal("no such kind");
  ModelParameters parameters;
  for (const QString& word : text.split(' ', Qt::SkipEmptyParts)) {
    const QStringList pair = word.mid(2).split('=');
    const auto value = parseValue(*known, pair[0].toStdString(), pair[1].toStdString());
    if (!value) qFatal("%s", message(value.error()).c_str());
    parameters.emplace(pair[0].toStdString(), *value);
  }
  return parameters;
}

Result<ModelSummary> described(const QString& kind, const QString& parameters) {
  const QTemporaryDir folder;
  const std::filesystem::path path = folder.filePath("model.onnx").toStdString();
  const auto written = writeModel(kind.toStdString(), parametersOf(kind, parameters), path);
  if (!written) return tl::make_unexpected(written.error());
  return describeOnnx(path, {});
}

}  // namespace

class PublishedCounts : public QObject {
  Q_OBJECT

 private slots:
  void aModelHasThePublishedParametersAndMacs_data();
  void aModelHasThePublishedParametersAndMacs();
  void aMambaBlockHasThePublishedWeights();
  void theHalvesOfTheTransformerMakeTheBaseModel();
  void aLayerOfLongShortTermMemoryMultipliesAllItsWeights();
  void groupsOfQueriesShareTheirCache();
  void aWholeLlamaIsASmallFile();
};

// long because: a table, one row a published model, each with the arithmetic that it is checked by.
void PublishedCounts::aModelHasThePublishedParametersAndMacs_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("parameters");
  QTest::addColumn<qint64>("weights");
  QTest::addColumn<qint64>("macs");
  const auto row = [](const char* kind, const char* parameters, Counts counts) {
    QTest::addRow("%s %s", kind, parameters) << kind << parameters << counts.parameters << counts.macs;
  };

  // torchvision, model documentation: 11,689,512 parameters and 1.814 G multiply-accumulates. Batch normalisation is
  // folded, which leaves one bias for each of 4,800 channels where there were a weight and a bias.
  // 7 x 7: 112^2 * 64 * 3 * 49 = 118,013,952. Stages: 56^2 * 4 * 64 * 64 * 9 = 462,422,016; then three times
  // 28^2 * (64 * 128 * 9 + 3 * 128 * 128 * 9 + 64 * 128) = 411,041,792. Scores: 512,000.
  row("resnet18", "", {11'689'512 - 4'800, 118'013'952 + 462'422'016 + 3 * 411'041'792LL + 512'000});

  // torchvision: 25,557,032 parameters, 4.089 G multiply-accumulates; 26,560 channels are normalised.
  // A block of c channels within at s x s that reads 4 c: s^2 c (4 c + 9 c + 4 c). The first of a stage reads i
  // channels, from stage 2 on at twice the size: s^2 c (4 i + 9 c + 4 c + 4 i), the last term its shortcut.
  //   1: 56^2 * 64 * (64 + 576 + 256 + 256) = 231,211,008, twice 56^2 * 64 * 1,088 = 218,365,952
  //   2: 28^2 * 128 * (4 * 256 + 1,152 + 512 + 1,024) = 372,506,624, 3 times 28^2 * 128 * 2,176 = 218,365,952
  //   3: 14^2 * 256 * (4 * 512 + 2,304 + 1,024 + 2,048) = 372,506,624, 5 times 218,365,952
  //   4: 372,506,624, twice 218,365,952
  // 7 x 7 as above, scores 2,048,000.
  row("resnet50", "",
      {25'557'032 - 26'560,
       118'013'952 + 231'211'008 + 3 * 372'506'624LL + (2 + 3 + 5 + 2) * 218'365'952LL + 2'048'000});

  // Sandler et al., arXiv 1801.04381, table 4: 300 M multiply-adds, 3.4 M parameters; torchvision counts 3,504,872, of
  // which 17,056 channels' normalisation weights are folded. 300,774,272 is what torchvision's 0.301 G stands for.
  row("mobilenetv2", "", {3'504'872 - 17'056, 300'774'272});

  // Ronneberger et al., arXiv 1505.04597, figure 1, gives 31,030,658 by layers; without 512 + 256 + 128 + 64 biases of
  // its up-convolutions. Multiply-accumulates in units of 32 x 32 pixels of a 512 x 512 image: down and bottom
  // 256 * 64 * 9 * 65 = 9,584,640 and 4 * 14,155,776; up-convolutions 4 * 2,097,152; what follows them
  // 4 * 28,311,552; scores 256 * 64 * 2.
  row("unet", "",
      {31'030'658 - 960, 1024 * (9'584'640 + 4 * 14'155'776LL + 4 * 2'097'152 + 4 * 28'311'552LL + 32'768)});

  // Zhang et al., arXiv 2205.01068: 2.7 B; the published checkpoint has 2,651,596,800. A layer: attention
  // 4 * (2560^2 + 2560), feed-forward 2 * 2560 * 10240 + 10240 + 2560, norms 4 * 2560: 78,676,480. 32 of them, the last
  // norm 5,120, words 50,272 * 2560, positions 2,050 * 2560.
  // For 64 tokens: 64 * 32 * 78,643,200 by weights, 32 * 2 * 64^2 * 2560 in attention, 64 * 50,272 * 2560 scores.
  row("opt-2.7b", "",
      {32 * 78'676'480LL + 5'120 + 128'696'320 + 5'248'000,
       64 * 32 * 78'643'200LL + 32 * 2 * 4'096 * 2'560LL + 64 * 128'696'320LL});

  // Grattafiori et al., arXiv 2407.21783, table 3, and the published configuration: 8.03 B. A layer: query and output
  // 2 * 4096^2, keys and values 2 * 4096 * 1024, gate, up and down 3 * 4096 * 14336, norms 2 * 4096: 218,112,000.
  // Words and scores 128,256 * 4096 each, the last norm 4096. 32 * 218,112,000 + 2 * 525,336,576 + 4,096.
  // For 64 tokens: 64 * (32 * 218,103,808 + 525,336,576) by weights, 32 * 2 * 64^2 * 4096 in attention.
  row("llama", "", {8'030'261'248, 64 * (32 * 218'103'808LL + 525'336'576) + 32 * 2 * 4'096 * 4'096LL});
  // One token after 1024 others looks at 1025.
  row("llama", "--phase=decode --seq-len=1024",
      {8'030'261'248, 32 * 218'103'808LL + 525'336'576 + 32 * 2 * 1'025 * 4'096LL});

  // Devlin et al., arXiv 1810.04805: 110 M; the published checkpoint has 109,482,240. A layer 7,087,872 = attention
  // 4 * (768^2 + 768), feed-forward 2 * 768 * 3072 + 3072 + 768, norms 4 * 768. Embeddings (30,522 + 512 + 2) * 768 and
  // a norm, pooler 768^2 + 768. Of a layer 7,077,888 weights multiply each of 64 tokens.
  row("transformer-encoder", "",
      {12 * 7'087'872LL + 31'036 * 768 + 1'536 + 590'592, 64 * 12 * 7'077'888LL + 12 * 2 * 4'096 * 768 + 768 * 768});

  // Radford et al. 2019: the smallest GPT-2, 124 M; the published checkpoint has 124,439,808. Layers as in BERT, words
  // 50,257 * 768, which also make the scores, positions 1024 * 768, the last norm.
  row("transformer-decoder", "",
      {12 * 7'087'872LL + 50'257 * 768 + 1'024 * 768 + 1'536,
       64 * 12 * 7'077'888LL + 12 * 2 * 4'096 * 768 + 64 * 50'257 * 768LL});

  // Dao, Gu, arXiv 2405.21060, table 10: 2.7 B; the published checkpoint has 2,702,599,680. A block: in 2560 * 10,576
  // (z, x, B, C, dt: 2 * 5120 + 2 * 128 + 80), convolution 5 * 5,376, A, D and dt's bias 3 * 80, out 5120 * 2560, norms
  // 5120 + 2560: 40,216,560. Words (50,288 of them) and the last norm.
  // In one chunk of 64 tokens: 64 * (27,074,560 + 13,107,200 + 4 * 5,376) by weights, C B^T 64^2 * 128, times x
  // 80 * 64^2 * 64, the state 64 * 5120 * 128; scores 64 * 50,288 * 2560.
  row("mamba2", "--layers=64 --vocabulary=50288",
      {64 * 40'216'560LL + 128'737'280 + 2'560,
       64 * (64 * 40'203'264LL + 524'288 + 20'971'520 + 41'943'040) + 64 * 128'737'280LL});
  // In chunks of 16 (a block): C B^T 64 * 16 * 128, times x 80 * 64 * 16 * 64, states of chunks 64 * 5120 * 128, from 4
  // chunks to 4 80 * 16 * 64 * 128, read back 64 * 5120 * 128.
  row("mamba2", "--chunk=16", {40'216'560, 64 * 40'203'264LL + 131'072 + 5'242'880 + 2 * 41'943'040 + 10'485'760});
}

void PublishedCounts::aModelHasThePublishedParametersAndMacs() {
  QFETCH(QString, kind);
  QFETCH(QString, parameters);
  QFETCH(qint64, weights);
  QFETCH(qint64, macs);
  const auto summary = described(kind, parameters);
  QVERIFY2(summary, summary ? "" : message(summary.error()).c_str());
  QCOMPARE(qint64{summary->parameters}, weights);
  QCOMPARE(qint64{*summary->contractionMacs}, macs);
}

/// The study counts the matrices of a block of Mamba-1 2.8B (arXiv 2504.17333): 41,963,520. In 2560 * 10,240, x
/// 5120 * (160 + 2 * 64), dt 160 * 5120, convolution 5120 * 4, A 5120 * 64, out 5120 * 2560. Beside them are the biases
/// of the convolution and of dt, and D.
void PublishedCounts::aMambaBlockHasThePublishedWeights() {
  const auto summary = described("mamba1", "");
  QVERIFY(summary);
  QCOMPARE(qint64{summary->parameters}, qint64{41'963'520 + 3 * 5'120});
}

/// Vaswani et al., arXiv 1706.03762, table 3, base: 65 M, of which about 37,000 * 512 are embeddings. An encoder layer
/// 4 * (512^2 + 512) + 2 * 512 * 2048 + 2048 + 512 + 2 * 1024 = 3,152,384; a decoder layer has another attention and
/// norm: 4,204,032. 6 of each and the embeddings: 63,082,496.
void PublishedCounts::theHalvesOfTheTransformerMakeTheBaseModel() {
  const QString sizes = "--layers=6 --heads=8 --head-size=64 --d-ff=2048 --activation=relu --norm=after --vocabulary=0";
  const auto encoder = described("transformer-encoder", sizes);
  const auto decoder = described("transformer-decoder", sizes + " --memory-len=32");
  QVERIFY(encoder && decoder);
  QCOMPARE(qint64{encoder->parameters}, qint64{6 * 3'152'384});
  QCOMPARE(qint64{decoder->parameters}, qint64{6 * 4'204'032});
}

/// Zaremba et al., arXiv 1409.2329, large: 66 M. Two layers of 4 * ((1500 + 1500) * 1500 + 2 * 1500) = 18,012,000,
/// words 10,000 * 1500, scores 10,000 * 1500 + 10,000. All matrices but the words' meet each token once: 51,000,000.
void PublishedCounts::aLayerOfLongShortTermMemoryMultipliesAllItsWeights() {
  const auto summary = described("lstm", "");
  QVERIFY(summary);
  QCOMPARE(qint64{summary->parameters}, qint64{2 * 18'012'000 + 15'000'000 + 15'010'000});
  const auto bytes = buildModel("lstm", {{"seq-len", 3}});
  QVERIFY(bytes);
  const auto workload = readBytes(*bytes);
  QVERIFY(workload);
  qint64 macs = 0;
  for (const Layer& layer : workload->layers) {
    // Biases have thousands of elements, matrices millions.
    const auto isMatrix = [&](const Operand& input) {
      if (!input.tensor) return false;
      const Tensor& tensor = workload->tensor(*input.tensor);
      std::int64_t elements = 1;
      for (const std::int64_t size : tensor.shape) elements *= size;
      return tensor.kind == TensorKind::Weight && elements > 1'000'000;
    };
    if (std::ranges::any_of(layer.inputs, isMatrix)) macs += operationCount(layer);
  }
  QCOMPARE(macs, qint64{3 * 51'000'000});
}

/// Of 8 heads in 2 groups, decoding after 9 tokens: 2 heads of keys of 9 tokens come in, each meeting 4 queries.
void PublishedCounts::groupsOfQueriesShareTheirCache() {
  const auto bytes = buildModel("llama", parametersOf("llama",
                                                      "--layers=1 --d-model=64 --heads=8 --kv-heads=2 --head-size=16 "
                                                      "--d-ff=32 --vocabulary=0 --phase=decode --seq-len=9"));
  QVERIFY(bytes);
  const auto workload = readBytes(*bytes);
  QVERIFY2(workload, workload ? "" : message(workload.error()).c_str());
  const auto cache = std::ranges::find(workload->tensors, std::string("/blocks/blocks.0/sa/keys.cache"), &Tensor::name);
  QVERIFY(cache != workload->tensors.end());
  QCOMPARE(cache->shape, (std::vector<std::int64_t>{1, 2, 9, 16}));
  QCOMPARE(cache->kind, TensorKind::Input);
  const auto products = findLayer(*workload, "/blocks/blocks.0/sa/mul_qk_t/MatMul");
  QVERIFY(products);
  QCOMPARE(loopsText(workload->layer(*products)), std::string("B=1 G=2 H=4 L=1 C=16 D=10"));
}

void PublishedCounts::aWholeLlamaIsASmallFile() {
  const auto bytes = buildModel("llama", {});
  QVERIFY(bytes);
  // 32 layers of about 20 kB; its weights would be 16 GB.
  QVERIFY2(bytes->size() < 1'000'000, qPrintable(QString::number(bytes->size())));
}

FUSEWRIGHT_TEST(PublishedCounts)

}  // namespace fusewright::published_counts_test

#include "published_counts_test.moc"
