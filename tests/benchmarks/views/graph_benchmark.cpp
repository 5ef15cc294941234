// How fluid the graph of a large model is: one frame at several zooms, a hit test, the layout, finding the blocks.
#include <cmath>
#include <cstdlib>

#include <benchmark/benchmark.h>
#include <QApplication>
#include <QImage>
#include <QPainter>

#include "core/graph/layered_layout.h"
#include "widgets/graph/graph_paint.h"

namespace {

using namespace fusewright;

/// A chain of elementwise layers with a residual arrow over every fourth one, as deep networks have.
Workload residualChain(std::size_t layers) {
  Workload workload{.name = "chain", .layers = {}, .tensors = {}, .warnings = {}};
  const std::int64_t size = 64;
  workload.tensors.push_back({.name = "x", .shape = {size}, .precision = 8, .kind = TensorKind::Input});
  for (std::size_t index = 0; index < layers; ++index) {
    // Sizes that never repeat, so that nothing can be folded.
    const auto own = size + static_cast<std::int64_t>(index);
    Layer layer{.name = "node_" + std::to_string(index), .operation = "Add", .dims = {{.name = "L", .size = own}}};
    const TensorId before(workload.tensors.size() - 1);
    layer.inputs.push_back({.role = OperandRole::I, .tensor = before, .axes = {}});
    if (index % 4 == 3)
      layer.inputs.push_back({.role = OperandRole::W, .tensor = TensorId(workload.tensors.size() - 4), .axes = {}});
    layer.output.tensor = TensorId(workload.tensors.size());
    layer.family = LayerId(index);
    layer.node = layer.name;
    workload.layers.push_back(layer);
    workload.tensors.push_back({.name = "t" + std::to_string(index),
                                .shape = {own},
                                .precision = 8,
                                .kind = TensorKind::Activation,
                                .producer = LayerId(index)});
  }
  return workload;
}

struct LaidOut {
  explicit LaidOut(std::size_t layers) : workload(residualChain(layers)), tree(buildBlockTree(workload)) {
    const OpenBlocks open = allOpen(tree);
    const ShownGraph shown = shownGraph(workload, tree, open);
    const LayoutProblem problem = layoutProblem(workload, tree, shown, FlowDirection::Down);
    scene = makeScene(workload, tree, shown, problem, layeredLayout(problem));
    shade = shadeGraph(scene, tree, workload, nullptr, GraphColour::OperatorClass, printTheme());
  }

  Workload workload;
  BlockTree tree;
  GraphScene scene;
  GraphShade shade;
};

const LaidOut& laidOut(std::size_t layers) {
  static const LaidOut kLarge(layers);
  return kLarge;
}

constexpr std::size_t kNodes = 3000;
constexpr QSize kScreen(1920, 1080);

/// One frame of `share` of the graph's length.
void paintFrame(benchmark::State& state) {
  const LaidOut& graph = laidOut(kNodes);
  const double share = static_cast<double>(state.range(0)) / 1000;
  const QRectF area(QPointF(0, 0), QSizeF(kScreen));
  QRectF part(QPointF(0, 0), graph.scene.size);
  part.setHeight(part.height() * share);
  const GraphCamera camera = GraphCamera::fitting(part, area, GraphCamera::kMostScale);
  QImage image(kScreen, QImage::Format_RGB32);
  const DrawStyle style = screenStyle(QApplication::palette(), QApplication::font(), 1);
  for (auto _ : state) {
    image.fill(style.theme.background);
    QPainter painter(&image);
    paintGraph(painter, graph.scene, graph.shade, {}, camera, area, style);
    paintEmphasis(painter, graph.scene, {.selected = kNodes / 2}, camera, area, style);
  }
  state.counters["boxes"] = static_cast<double>(graph.scene.boxes.size());
}

void hitTest(benchmark::State& state) {
  const LaidOut& graph = laidOut(kNodes);
  double at = 0;
  for (auto _ : state) {
    at = std::fmod(at + 7919, graph.scene.size.height());
    benchmark::DoNotOptimize(boxAt(graph.scene, {graph.scene.size.width() / 2, at}));
  }
}

void findBlocks(benchmark::State& state) {
  const Workload workload = residualChain(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(buildBlockTree(workload));
}

void builtInLayout(benchmark::State& state) {
  const Workload workload = residualChain(static_cast<std::size_t>(state.range(0)));
  const BlockTree tree = buildBlockTree(workload);
  const LayoutProblem problem =
      layoutProblem(workload, tree, shownGraph(workload, tree, allOpen(tree)), FlowDirection::Down);
  for (auto _ : state) benchmark::DoNotOptimize(layeredLayout(problem));
}

BENCHMARK(paintFrame)->Arg(1000)->Arg(100)->Arg(10)->Arg(2)->Unit(benchmark::kMillisecond);
BENCHMARK(hitTest);
BENCHMARK(findBlocks)->Arg(kNodes)->Unit(benchmark::kMillisecond);
BENCHMARK(builtInLayout)->Arg(700)->Arg(kNodes)->Unit(benchmark::kMillisecond);

}  // namespace
