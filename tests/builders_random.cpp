#include "tests/builders_random.h"

#include <array>
#include <ostream>
#include <string>
#include <utility>

namespace fusewright::tests {
namespace {

constexpr std::array kStudyPlans{"unfused", "A", "B", "A-B", "AS", "BS", "AS-B", "A-BS", "all"};

/// Runs of layers in file order: `fused` of them, then `fusedNext`. Layers that cost nothing are not named; a run may
/// span them.
ListedFusion fusionOf(const RandomDesign& design, const Workload& workload) {
  std::vector<std::string> first, next;
  for (const Layer& layer : workload.layers) {
    if (layer.kind != LayerKind::Compute) continue;
    if (static_cast<int>(first.size()) < design.fused)
      first.push_back(layer.name);
    else if (static_cast<int>(next.size()) < design.fusedNext)
      next.push_back(layer.name);
  }
  ListedFusion listed;
  for (const std::vector<std::string>& group : {first, next})
    if (group.size() > 1) listed.groups.push_back(group);
  return listed;
}

MappingRequest requestOf(const RandomDesign& design, const Workload& workload) {
  MappingRequest request;
  if (design.layers.empty()) {
    request.fusion = NamedFusion{kStudyPlans[static_cast<std::size_t>(design.fused) % kStudyPlans.size()]};
  } else {
    request.fusion = fusionOf(design, workload);
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

/// One of `values`, whatever the size of the case; shrinks towards the first.
template <typename Value>
rc::Gen<Value> choice(std::vector<Value> values) {
  const auto index = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, values.size()));
  return rc::gen::map(index, [values = std::move(values)](std::size_t place) { return values[place]; });
}

/// A number from `least` to `most`, whatever the size of the case; shrinks towards the least.
template <typename Number>
Number drawn(Number least, Number most) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(least, most + 1));
}

std::int64_t divisorOf(std::int64_t number) {
  std::vector<std::int64_t> divisors;
  for (std::int64_t divisor = 1; divisor <= number; ++divisor)
    if (number % divisor == 0) divisors.push_back(divisor);
  return *choice(divisors);
}

void drawLayers(RandomDesign& design) {
  constexpr int kMostLayersAfterTheFirst = 7;
  const auto layer = choice<RandomLayer>({RandomLayer::Unary, RandomLayer::Scale, RandomLayer::Add, RandomLayer::MatMul,
                                          RandomLayer::Window, RandomLayer::Layout, RandomLayer::Bias,
                                          RandomLayer::Wide, RandomLayer::Mix, RandomLayer::Slow, RandomLayer::Free});
  const auto back = choice<int>({0, 0, 0, 0, 0, 1, 2, 3});
  design.layers = {RandomLayer::Unary};
  design.back = {0};
  for (const auto& [kind, before] :
       *rc::gen::resize(kMostLayersAfterTheFirst,
                        rc::gen::container<std::vector<std::pair<RandomLayer, int>>>(rc::gen::pair(layer, back)))) {
    design.layers.push_back(kind);
    design.back.push_back(before);
  }
}

void drawModel(RandomDesign& design) {
  const bool recurrence = *choice<int>({0, 0, 0, 1}) == 1;
  if (!recurrence) drawLayers(design);
  design.rows = drawn<std::int64_t>(1, recurrence ? 6 : 12);
  design.columns = *choice<std::int64_t>({1, 2, 3, 4, 6, 8, 12, 16});
  design.states = drawn<std::int64_t>(1, 4);
  design.fused = drawn(0, 8);
  design.fusedNext = drawn(0, 4);
  design.tiling = *choice<TilingMode>({TilingMode::None, TilingMode::PerStep, TilingMode::Explicit,
                                       recurrence ? TilingMode::MemoryAware : TilingMode::Explicit});
  design.rowParts = divisorOf(design.rows);
  design.columnParts = divisorOf(design.columns);
}

void drawMachine(RandomDesign& design) {
  design.cores = *choice<int>({1, 1, 1, 2, 2, 2, 3, 4, 5, 8});
  design.links = *choice<RandomLinks>({RandomLinks::None, RandomLinks::Bus, RandomLinks::Ring});
  design.allocation = *choice<RandomCores>({RandomCores::Proposed, RandomCores::TakeTurns});
  design.splitOverCores = design.columns % design.cores == 0 ? *choice<std::int64_t>({1, design.cores}) : 1;
  design.arraySide = *choice<std::int64_t>({1, 2, 4, 8});
  const auto memoryRows = choice<std::int64_t>({1000, 40, 12, 6, 3, 1});
  design.memoryRows = *memoryRows;
  design.lastMemoryRows = *memoryRows;
  design.memories =
      *choice<RandomMemories>({RandomMemories::Shared, RandomMemories::Private, RandomMemories::Registers});
  design.portBandwidth = *choice<std::int64_t>({1 << 20, 1024, 100, 32});
  design.dram = *choice<RandomDram>({RandomDram::OnePort, RandomDram::TwoPorts, RandomDram::PortEach});
  design.dramBandwidth = *choice<std::int64_t>({32, 64, 2048, 7, 1});
  design.linkBandwidth = *choice<std::int64_t>({32, 100, 2048, 1});
}

RandomDesign arbitraryDesign() {
  RandomDesign design;
  drawModel(design);
  drawMachine(design);
  return design;
}

template <typename Word, std::size_t Count>
const char* word(const std::array<const char*, Count>& words, Word index) {
  return words[static_cast<std::size_t>(index)];
}

constexpr std::array kLayers{"unary", "scale", "add", "matmul", "window", "layout",
                             "bias",  "wide",  "mix", "slow",   "free"};
constexpr std::array kTilings{"per step", "none", "memory-aware", "explicit"};
constexpr std::array kLinks{"a bus", "a ring", "no links"};
constexpr std::array kAllocations{"proposed", "by turns"};
constexpr std::array kMemories{"one for all", "inputs and outputs apart", "registers and one for all"};
constexpr std::array kDrams{"one port", "a port in and one out", "a port each"};

void printModel(std::ostream& stream, const RandomDesign& design) {
  if (design.layers.empty()) {
    stream << "recurrence of " << design.rows << " steps, " << design.columns << " channels, " << design.states
           << " states; fusion " << kStudyPlans[static_cast<std::size_t>(design.fused) % kStudyPlans.size()];
  } else {
    stream << "layers";
    for (std::size_t layer = 0; layer < design.layers.size(); ++layer) {
      stream << ' ' << word(kLayers, design.layers[layer]);
      if (layer < design.back.size() && design.back[layer] > 0) stream << "(-" << design.back[layer] << ')';
    }
    stream << " over L=" << design.rows << " D=" << design.columns << "; fused the first " << design.fused << ", then "
           << design.fusedNext;
  }
  stream << "; tiling " << word(kTilings, design.tiling) << " L=" << design.rowParts << " D=" << design.columnParts;
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const RandomDesign& design) {
  printModel(stream, design);
  return stream << "\n  on " << design.cores << " cores of " << design.arraySide << " x " << design.arraySide
                << " units with " << word(kLinks, design.links) << " of " << design.linkBandwidth
                << " bits; layers on cores " << word(kAllocations, design.allocation) << ", D in "
                << design.splitOverCores << " parts; memories " << word(kMemories, design.memories) << ", of "
                << design.memoryRows << " rows (last core " << design.lastMemoryRows << "), ports of "
                << design.portBandwidth << " bits; DRAM of " << design.dramBandwidth << " bits by "
                << word(kDrams, design.dram);
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
