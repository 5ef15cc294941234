// The layers of the Mamba-1 2.8B block and of ResNet-18 against the published study's artifact (arXiv 2504.17333,
// Stream ae6a7788 / ZigZag 3.8.1): layer numbers, loops in order, multiply-accumulates, operand sizes, constants.

#include <QTest>

#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/workload/footprint.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::layers_reference_test {
using namespace tests;

namespace {

/// One costed layer of the published tool at L = 64.
struct PublishedLayer {
  std::size_t number;
  const char* name;
  const char* loops;
  std::int64_t macs;
  std::int64_t iBits;
  std::int64_t wBits;
  std::int64_t oBits;
  const char* constants;
  int cyclesPerOperation;
};

// The input of the convolution is listed as it is transferred, with its padding: 70 columns of 5120 channels, 32 bits.
// clang-format off
constexpr PublishedLayer kMambaLayers[] = {
    {0, "/norm/Pow", "B=1 L=64 D=2560", 163840, 5242880, 5242880, 5242880, "WI", 1},
    {1, "/norm/ReduceMean", "B=1 L=64 D=2560 R=1", 163840, 5242880, 32, 2048, "W", 1},
    {2, "/norm/Sqrt", "B=1 L=64 D=1", 64, 2048, 32, 2048, "W", 1},
    {3, "/norm/Reciprocal", "B=1 L=64 D=1", 64, 2048, 32, 2048, "W", 1},
    {4, "/norm/Mul", "B=1 L=64 D=2560", 163840, 5242880, 5242880, 5242880, "W", 1},
    {5, "/in_proj/MatMul", "B=1 L=64 C=2560 D=10240", 1677721600, 5242880, 838860800, 20971520, "W", 1},
    {8, "/conv1d/Conv", "B=1 G=5120 OX=67 FX=4", 1372160, 11468800, 655360, 10977280, "W", 1},
    {11, "/act/Sigmoid", "B=1 L=64 D=5120", 327680, 10485760, 32, 10485760, "W", 4},
    {12, "/act/Mul", "B=1 L=64 D=5120", 327680, 10485760, 10485760, 10485760, "", 1},
    {13, "/x_proj/MatMul", "B=1 L=64 C=5120 D=288", 94371840, 10485760, 47185920, 589824, "W", 1},
    {15, "/dt_proj_einsum/Einsum", "B=1 L=64 H=160 D=5120", 52428800, 327680, 26214400, 10485760, "W", 1},
    {16, "/Add", "B=1 L=64 D=5120", 327680, 10485760, 163840, 10485760, "W", 1},
    {18, "/mul_delta_A/Einsum", "B=1 L=64 D=5120 N=64", 20971520, 10485760, 10485760, 671088640, "W", 1},
    {19, "/Exp", "B=1 L=64 D=5120 N=64", 20971520, 671088640, 32, 671088640, "W", 4},
    {20, "/mul_delta_B/Einsum", "B=1 L=64 D=5120 N=64", 20971520, 10485760, 131072, 671088640, "", 1},
    {21, "/mul_dBx/Einsum", "B=1 L=64 D=5120 N=64", 20971520, 671088640, 10485760, 671088640, "", 1},
    {25, "mul_h_dA_0_0", "B=1 L=1 D=5120 N=64", 327680, 10485760, 10485760, 10485760, "I", 1},
    {26, "add_dBx_0_0", "B=1 L=1 D=5120 N=64", 327680, 10485760, 10485760, 10485760, "", 1},
    {27, "mul_h_C_0_0", "B=1 L=1 D=5120 N=64", 327680, 10485760, 2048, 163840, "", 1},
    {28, "mul_h_dA_1_1", "B=1 L=1 D=5120 N=64", 327680, 10485760, 10485760, 10485760, "", 1},
    {218, "/mul_D_x/Einsum", "B=1 L=64 D=5120", 327680, 10485760, 163840, 10485760, "W", 1},
    {219, "/add_y_Dx/Add", "B=1 L=64 D=5120", 327680, 10485760, 10485760, 10485760, "", 1},
    {220, "/act_1/Sigmoid", "B=1 L=64 D=5120", 327680, 10485760, 32, 10485760, "W", 4},
    {221, "/act_1/Mul", "B=1 L=64 D=5120", 327680, 10485760, 10485760, 10485760, "", 1},
    {222, "/mul_y_z/Mul", "B=1 L=64 D=5120", 327680, 10485760, 10485760, 10485760, "", 1},
    {223, "/out_proj/MatMul", "B=1 L=64 C=5120 D=2560", 838860800, 10485760, 419430400, 5242880, "W", 1},
    {224, "/residual/Add", "B=1 L=64 D=2560", 163840, 5242880, 5242880, 5242880, "W", 1},
};
// clang-format on

Result<Workload> modelOf(const char* kind, const ModelParameters& parameters) {
  const auto bytes = buildModel(kind, parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return readOnnxBytes(*bytes, "model.onnx");
}

Bits sizeOf(const Layer& layer, const Operand& operand) {
  return billedBits(operand, wholeNest(layer));
}

/// "WI", "W", "I" or "": operands that no node made.
std::string constantsOf(const Workload& workload, const Layer& layer) {
  const auto isConstant = [&](std::size_t input) {
    return !layer.inputs[input].tensor || !workload.tensor(*layer.inputs[input].tensor).producer;
  };
  return std::string(isConstant(1) ? "W" : "") + (isConstant(0) ? "I" : "");
}

std::size_t computeLayers(const Workload& workload) {
  return static_cast<std::size_t>(std::ranges::count(workload.layers, LayerKind::Compute, &Layer::kind));
}

/// Names of the loops alone, "B L D".
std::string loopNamesOf(const Layer& layer) {
  std::string names;
  for (const LoopDim& dim : layer.dims) names += (names.empty() ? "" : " ") + dim.name;
  return names;
}

}  // namespace

class LayersReference : public QObject {
  Q_OBJECT

 private slots:
  void everyMambaLayerIsThatOfThePublishedTool_data() {
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < std::size(kMambaLayers); ++row) QTest::newRow(kMambaLayers[row].name) << int(row);
  }

  void everyMambaLayerIsThatOfThePublishedTool() {
    QFETCH(int, row);
    const PublishedLayer& published = kMambaLayers[row];
    static const Result<Workload> workload = modelOf("mamba1", {});
    QVERIFY(workload);
    const Layer& layer = workload->layers.at(published.number);
    QCOMPARE(layer.name, std::string(published.name));
    QCOMPARE(loopsText(layer), std::string(published.loops));
    QCOMPARE(operationCount(layer), published.macs);
    QCOMPARE(sizeOf(layer, layer.inputs[0]).value, published.iBits);
    QCOMPARE(sizeOf(layer, layer.inputs[1]).value, published.wBits);
    QCOMPARE(sizeOf(layer, layer.output).value, published.oBits);
    QCOMPARE(constantsOf(*workload, layer), std::string(published.constants));
    QCOMPARE(layer.cyclesPerOperation, published.cyclesPerOperation);
  }

  void theMambaBlockHasAsManyCostedLayersAsThePublishedToolHasTiles_data() {
    QTest::addColumn<std::int64_t>("tokens");
    QTest::addColumn<std::size_t>("layers");
    // 23 + 3 L
    QTest::newRow("L = 1") << std::int64_t{1} << std::size_t{26};
    QTest::newRow("L = 64") << std::int64_t{64} << std::size_t{215};
    QTest::newRow("L = 512") << std::int64_t{512} << std::size_t{1559};
    QTest::newRow("L = 1024") << std::int64_t{1024} << std::size_t{3095};
  }

  void theMambaBlockHasAsManyCostedLayersAsThePublishedToolHasTiles() {
    QFETCH(std::int64_t, tokens);
    QFETCH(std::size_t, layers);
    const auto workload = modelOf("mamba1", {{"seq-len", tokens}});
    QVERIFY(workload);
    QCOMPARE(computeLayers(*workload), layers);
  }

  void theMambaBlocksOperationsAreThoseOfTheStudysFigures() {
    // Prefill of 64 tokens and decode of one, one block.
    const auto prefill = modelOf("mamba1", {});
    const auto decode = modelOf("mamba1", {{"seq-len", 1}});
    QVERIFY(prefill && decode);
    QCOMPARE(totalOperations(*prefill), std::int64_t{2814832768});
    QCOMPARE(totalOperations(*decode), std::int64_t{44042242});
  }

  void theLayersOfResnet18HaveTheLoopsOfThePublishedTool() {
    const auto workload = modelOf("resnet18", {});
    QVERIFY(workload);
    QCOMPARE(workload->layers.size(), std::size_t{49});  // 0 to 48; 47 is Flatten
    QCOMPARE(workload->layers[47].kind, LayerKind::Routing);
    for (const Layer& layer : workload->layers) {
      if (layer.operation == "Conv") QCOMPARE(loopNamesOf(layer), std::string("B K G OX C FX OY FY"));
      if (layer.operation == "Relu" || layer.operation == "Add") QCOMPARE(loopNamesOf(layer), std::string("B H D K"));
      if (layer.operation.find("Pool") != std::string::npos)
        QCOMPARE(loopNamesOf(layer), std::string("B K OX OY C FX FY"));
      if (layer.operation == "Gemm") QCOMPARE(loopsText(layer), std::string("D=1 C=512 K=1000"));
    }
    // 16 of 64 channels, one of 112 rows a tile: 263,424 MACs, 448 tiles.
    QCOMPARE(operationCount(workload->layers[0]), std::int64_t{263424} * 448);
    QCOMPARE(loopsText(workload->layers[46]), std::string("B=1 K=512 OX=1 OY=1 C=512 FX=7 FY=7"));
  }
};

FUSEWRIGHT_TEST(LayersReference)

}  // namespace fusewright::layers_reference_test

#include "layers_reference_test.moc"
