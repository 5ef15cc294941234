#include "core/mapping/mamba_block.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "core/mapping/layer_names.h"

namespace fusewright {
namespace {

constexpr std::array<std::string_view, 4> kParts{"mul_delta_A", "Exp", "mul_delta_B", "mul_dBx"};

/// Which of the four parts a layer's name says it is, and the components before it.
struct Part {
  std::string prefix;
  std::size_t part = 0;
};

std::optional<Part> partOf(const Layer& layer) {
  std::string prefix;
  for (std::string_view component : nameComponents(layer.name)) {
    const auto found = std::ranges::find(kParts, component);
    if (found != kParts.end()) return Part{prefix, static_cast<std::size_t>(found - kParts.begin())};
    prefix.append("/").append(component);
  }
  return std::nullopt;
}

/// Steps of the first scan that starts after `layer`.
std::vector<LayerId> stepsAfter(const Workload& workload, LayerId layer) {
  std::optional<int> scan;
  std::vector<LayerId> steps;
  for (std::size_t index = layer.index() + 1; index < workload.layers.size(); ++index) {
    const Layer& step = workload.layers[index];
    if (step.kind != LayerKind::Compute || !step.recurrence) continue;
    if (!scan) scan = step.recurrence->scan;
    if (step.recurrence->scan == *scan) steps.emplace_back(index);
  }
  return steps;
}

}  // namespace

std::vector<MambaBlock> mambaBlocks(const Workload& workload) {
  using Found = std::array<std::optional<LayerId>, kParts.size()>;
  std::map<std::string, Found> byPrefix;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute || layer.recurrence) continue;
    const auto part = partOf(layer);
    if (!part) continue;
    Found& found = byPrefix[part->prefix];
    // An Exp before mul_delta_A belongs to something else, such as a softplus written out.
    const bool early = part->part == 1 && !found[0];
    if (!early && !found[part->part]) found[part->part] = LayerId(index);
  }
  std::vector<MambaBlock> blocks;
  for (const auto& [prefix, found] : byPrefix) {
    if (!std::ranges::all_of(found, [](const auto& layer) { return layer.has_value(); })) continue;
    MambaBlock block{.a = {*found[0], *found[1]}, .b = {*found[2], *found[3]}, .s = {}};
    block.s = stepsAfter(workload, std::max(block.a.back(), block.b.back()));
    if (!block.s.empty()) blocks.push_back(std::move(block));
  }
  std::ranges::sort(blocks, {}, [](const MambaBlock& block) { return block.a.front(); });
  return blocks;
}

}  // namespace fusewright
