#include "tests/builders_random.h"

#include <array>
#include <ostream>
#include <string>
#include <utility>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"

namespace fusewright::tests {
namespace {

constexpr int kPrecision = 32;
constexpr std::array kStudyPlans{"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"};

/// Appends layers that each read the newest (L, D) tensor.
class ChainBuilder {
 public:
  ChainBuilder(std::int64_t rows, std::int64_t columns) : rows_(rows), columns_(columns) {
    workload_.name = "random";
    outputs_.push_back(tensor("input", {rows, columns}, TensorKind::Input));
  }

  void append(RandomLayer kind) {
    Layer layer;
    layer.name = "layer" + std::to_string(workload_.layers.size());
    layer.family = LayerId(workload_.layers.size());
    layer.operation = "Exp";
    layer.dims = {{"L", rows_}, {"D", columns_}};
    const TensorId before = outputs_.back();
    layer.inputs = {operand(OperandRole::I, before, {along(0), along(1)})};
    if (kind == RandomLayer::Add) addEarlier(layer);
    if (kind == RandomLayer::Scale) addConstant(layer);
    if (kind == RandomLayer::MatMul) becomeMatMul(layer, before);
    if (kind == RandomLayer::Window) becomeWindow(layer, before);
    const TensorId output = tensor(layer.name + ":out", {rows_, columns_}, TensorKind::Activation);
    workload_.tensors[output.index()].producer = LayerId(workload_.layers.size());
    const int columnLoop = kind == RandomLayer::MatMul ? 2 : 1;
    layer.output = operand(OperandRole::O, output, {along(0), along(columnLoop)});
    if (kind == RandomLayer::Layout) becomeLayout(layer, before, output);
    workload_.layers.push_back(std::move(layer));
    outputs_.push_back(output);
  }

  [[nodiscard]] Workload take() {
    workload_.tensors[outputs_.back().index()].isGraphOutput = true;
    return std::move(workload_);
  }

 private:
  static Axis along(int dim, std::int64_t stride = 1) { return {.terms = {{dim, stride}}}; }

  static Operand operand(OperandRole role, TensorId tensor, std::vector<Axis> axes) {
    return {.role = role, .tensor = tensor, .axes = std::move(axes), .precision = kPrecision};
  }

  TensorId tensor(std::string name, std::vector<std::int64_t> shape, TensorKind kind) {
    workload_.tensors.push_back(
        {.name = std::move(name), .shape = std::move(shape), .precision = kPrecision, .kind = kind});
    return TensorId(workload_.tensors.size() - 1);
  }

  void addEarlier(Layer& layer) {
    layer.operation = "Add";
    layer.inputs.push_back(operand(OperandRole::W, outputs_[outputs_.size() / 2], {along(0), along(1)}));
  }

  void addConstant(Layer& layer) {
    layer.operation = "Mul";
    const TensorId scale = tensor(layer.name + ":w", {rows_, columns_}, TensorKind::Weight);
    layer.inputs.push_back(operand(OperandRole::W, scale, {along(0), along(1)}));
  }

  void becomeMatMul(Layer& layer, TensorId before) {
    layer.operation = "MatMul";
    layer.operatorClass = OperatorClass::Contraction;
    layer.dims = {{"L", rows_}, {"C", columns_}, {"D", columns_}};
    const TensorId weights = tensor(layer.name + ":w", {columns_, columns_}, TensorKind::Weight);
    layer.inputs = {operand(OperandRole::I, before, {along(0), along(1)}),
                    operand(OperandRole::W, weights, {along(1), along(2)})};
  }

  /// output[l, d] = sum over f of input[l + f - 1, d] * w[d, f].
  void becomeWindow(Layer& layer, TensorId before) {
    layer.operation = "Conv";
    layer.operatorClass = OperatorClass::Convolution;
    layer.dims = {{"L", rows_}, {"D", columns_}, {"F", 3}};
    const TensorId taps = tensor(layer.name + ":w", {columns_, 3}, TensorKind::Weight);
    layer.inputs = {operand(OperandRole::I, before, {Axis{.terms = {{0, 1}, {2, 1}}, .offset = -1}, along(1)}),
                    operand(OperandRole::W, taps, {along(1), along(2)})};
  }

  static void becomeLayout(Layer& layer, TensorId before, TensorId output) {
    layer.operation = "Identity";
    layer.kind = LayerKind::Routing;
    layer.operatorClass = OperatorClass::Layout;
    layer.inputs.clear();
    layer.dims.clear();
    layer.output = Operand{.role = OperandRole::O, .tensor = {}, .axes = {}};
    layer.routes = {{.output = output, .inputs = {{before, identityMap(2)}}}};
  }

  std::int64_t rows_;
  std::int64_t columns_;
  Workload workload_;
  std::vector<TensorId> outputs_;
};

Workload workloadOf(const RandomDesign& design) {
  if (design.layers.empty())
    return miniMamba({.tokens = design.rows, .channels = design.columns, .states = design.states});
  ChainBuilder chain(design.rows, design.columns);
  for (RandomLayer layer : design.layers) chain.append(layer);
  return chain.take();
}

std::vector<Link> linksBetween(const RandomDesign& design) {
  const BitsPerCycle bandwidth{32};
  std::vector<Link> ring;
  Link bus{.name = "bus", .bandwidth = bandwidth};
  for (int core = 0; core < design.cores; ++core) {
    bus.senders.push_back(CoreId(core));
    bus.receivers.push_back(CoreId(core));
    const int next = (core + 1) % design.cores;
    if (design.cores == 2 && core == 1) break;  // two cores are neighbours once
    ring.push_back(oneWayLink(core, next, bandwidth));
    ring.push_back(oneWayLink(next, core, bandwidth));
  }
  return design.links == RandomLinks::Ring ? ring : std::vector{bus};
}

Accelerator acceleratorOf(const RandomDesign& design) {
  const std::int64_t rowBits = design.columns * kPrecision * (design.layers.empty() ? design.states : 1);
  Accelerator accelerator = chipWithSharedDram({.cores = design.cores,
                                                .d1 = design.arraySide,
                                                .d2 = design.arraySide,
                                                .sram = Bits{design.memoryRows * rowBits},
                                                .dramBandwidth = BitsPerCycle{design.dramBandwidth}});
  if (design.cores < 2) return accelerator;
  accelerator.cores[static_cast<std::size_t>(design.cores) - 1].memories.front().capacity =
      Bits{design.lastMemoryRows * rowBits};
  for (Link& link : linksBetween(design)) accelerator.links.push_back(std::move(link));
  return accelerator;
}

MappingRequest requestOf(const RandomDesign& design, const Workload& workload) {
  MappingRequest request;
  if (design.layers.empty()) {
    request.fusion = NamedFusion{kStudyPlans[static_cast<std::size_t>(design.fused) % kStudyPlans.size()]};
  } else {
    ListedFusion listed;
    std::vector<std::string> group;
    for (const Layer& layer : workload.layers)
      if (layer.kind == LayerKind::Compute && static_cast<int>(group.size()) < design.fused)
        group.push_back(layer.name);
    if (group.size() > 1) listed.groups = {group};
    request.fusion = listed;
  }
  request.tiling = design.tiling;
  if (design.tiling == TilingMode::Explicit) request.entries = {{"L", design.rowParts}, {"D", design.columnParts}};
  if (design.allocation == RandomCores::TakeTurns) {
    for (std::size_t layer = 0; layer < workload.layers.size(); ++layer) {
      MappingRule rule{.name = workload.layers[layer].name};
      rule.cores = std::vector{CoreId(layer % static_cast<std::size_t>(design.cores))};
      rule.interCore = Tiling{};
      request.rules.push_back(std::move(rule));
    }
  } else if (design.splitOverCores > 1) {
    MappingRule rule{.name = "default"};
    rule.interCore = Tiling{{"D", design.splitOverCores}};
    request.rules = {rule};
  }
  return request;
}

std::int64_t divisorOf(std::int64_t number) {
  std::vector<std::int64_t> divisors;
  for (std::int64_t divisor = 1; divisor <= number; ++divisor)
    if (number % divisor == 0) divisors.push_back(divisor);
  return *rc::gen::elementOf(divisors);
}

RandomDesign arbitraryDesign() {
  RandomDesign design;
  const bool recurrence = *rc::gen::weightedElement<bool>({{1, true}, {3, false}});
  const auto layer = rc::gen::element(RandomLayer::Unary, RandomLayer::Scale, RandomLayer::Add, RandomLayer::MatMul,
                                      RandomLayer::Window, RandomLayer::Layout);
  if (!recurrence) {
    design.layers = *rc::gen::container<std::vector<RandomLayer>>(*rc::gen::inRange(0, 7), layer);
    design.layers.insert(design.layers.begin(), RandomLayer::Unary);
  }
  design.rows = *rc::gen::inRange<std::int64_t>(1, recurrence ? 7 : 13);
  design.columns = *rc::gen::element<std::int64_t>(1, 2, 3, 4, 6, 8, 12, 16);
  design.states = *rc::gen::inRange<std::int64_t>(1, 5);
  design.fused = *rc::gen::inRange(0, 9);
  design.tiling = *rc::gen::element(TilingMode::PerStep, TilingMode::None, TilingMode::Explicit,
                                    recurrence ? TilingMode::MemoryAware : TilingMode::Explicit);
  design.rowParts = divisorOf(design.rows);
  design.columnParts = divisorOf(design.columns);
  design.cores = *rc::gen::element(1, 2, 2, 3);
  design.splitOverCores = design.columns % design.cores == 0 ? *rc::gen::element<std::int64_t>(1, design.cores) : 1;
  design.arraySide = *rc::gen::element<std::int64_t>(1, 2, 4, 8);
  const auto memoryRows = rc::gen::element<std::int64_t>(1, 3, 6, 12, 40, 1000);
  design.memoryRows = *memoryRows;
  design.lastMemoryRows = *memoryRows;
  design.dramBandwidth = *rc::gen::element<std::int64_t>(1, 7, 32, 64, 2048);
  return design;
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const RandomDesign& design) {
  stream << "layers {";
  for (RandomLayer layer : design.layers) stream << ' ' << static_cast<int>(layer);
  return stream << " } rows " << design.rows << " columns " << design.columns << " states " << design.states
                << " fused " << design.fused << " tiling " << static_cast<int>(design.tiling)
                << " L=" << design.rowParts << ",D=" << design.columnParts << " cores " << design.cores << " links "
                << static_cast<int>(design.links) << " allocation " << static_cast<int>(design.allocation) << " split "
                << design.splitOverCores << " array " << design.arraySide << " memory rows " << design.memoryRows
                << ", last " << design.lastMemoryRows << " bandwidth " << design.dramBandwidth;
}

Design designOf(const RandomDesign& random) {
  Design design;
  design.workload = std::make_shared<const Workload>(workloadOf(random));
  design.accelerator = std::make_shared<const Accelerator>(acceleratorOf(random));
  design.mapping = requestOf(random, *design.workload);
  return design;
}

}  // namespace fusewright::tests

rc::Gen<fusewright::tests::RandomDesign> rc::Arbitrary<fusewright::tests::RandomDesign>::arbitrary() {
  return rc::gen::exec(fusewright::tests::arbitraryDesign);
}
