#include "core/mapping/apply_tiling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/mapping/halo_rules.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"
#include "core/mapping/mamba_block.h"
#include "core/mapping/propose_mapping.h"

namespace fusewright {
namespace {

const LoopDim& loopAt(const Layer& layer, int loop) {
  return layer.dims[static_cast<std::size_t>(loop)];
}

/// The layers of some groups, and those of them whose loops the parts have to divide.
struct LayersToCut {
  std::vector<LayerId> all;
  std::vector<LayerId> divided;

  void add(const Workload& workload, const FusionGroup& group) {
    all.insert(all.end(), group.layers.begin(), group.layers.end());
    const bool follow = group.halos == HaloRule::Recomputed;
    const std::vector<LayerId> leading = follow ? lastLayers(workload, group.layers) : group.layers;
    divided.insert(divided.end(), leading.begin(), leading.end());
  }
};

/// Layers of groups of two or more: the only ones that are cut (METHOD A2). All layers if there is no such group.
LayersToCut layersToCut(const Workload& workload, const FusionPlan& plan) {
  LayersToCut fused, all;
  for (const FusionGroup& group : plan.groups) {
    all.add(workload, group);
    if (group.layers.size() > 1) fused.add(workload, group);
  }
  return fused.all.empty() ? all : fused;
}

/// The layer's loop that an entry cuts; loops that sum up are left whole.
std::optional<int> loopToCut(const Layer& layer, const std::string& dim) {
  const auto loop = findLoop(layer, dim);
  return loop && indexesOutput(layer, *loop) ? loop : std::nullopt;
}

std::string divisorsOf(std::int64_t size) {
  constexpr std::int64_t kMostTried = 100'000;
  constexpr std::size_t kMostListed = 16;
  std::vector<std::int64_t> divisors;
  for (std::int64_t parts = 1; parts <= std::min(size, kMostTried) && divisors.size() < kMostListed; ++parts)
    if (size % parts == 0) divisors.push_back(parts);
  return fmt::format("{}{}", fmt::join(divisors, ", "), divisors.size() == kMostListed ? ", ..." : "");
}

/// Which loops may be cut: every name with the most iterations that a layer has of it.
std::string legalLoops(const Workload& workload, const std::vector<LayerId>& layers) {
  std::map<std::string, std::int64_t> sizes;
  for (LayerId id : layers)
    for (const LoopDim& dim : workload.layer(id).dims)
      if (loopToCut(workload.layer(id), dim.name)) sizes[dim.name] = std::max(sizes[dim.name], dim.size);
  std::vector<std::string> names;
  for (const auto& [name, size] : sizes)
    if (size > 1) names.push_back(fmt::format("{} (1 to {})", name, size));
  return fmt::format("{}", fmt::join(names, ", "));
}

/// "layer 'Exp'", "the 198 layers from '/norm/Mul' to 'mul_h_C'": steps of a recurrence by the name that they share.
std::string namesOfLayers(const Workload& workload, const std::vector<LayerId>& layers) {
  const std::string_view first = familyName(workload.layer(layers.front()));
  const std::string_view last = familyName(workload.layer(layers.back()));
  if (layers.size() == 1) return fmt::format("layer '{}'", first);
  if (first == last) return fmt::format("the {} steps of '{}'", layers.size(), first);
  return fmt::format("the {} layers from '{}' to '{}'", layers.size(), first, last);
}

std::optional<Error> badEntry(const Workload& workload, const std::vector<LayerId>& layers, const TilingEntry& entry) {
  const std::string where = fmt::format("tiling {}={}", entry.dim, entry.parts);
  std::int64_t longest = 0;
  for (LayerId id : layers) {
    const auto loop = loopToCut(workload.layer(id), entry.dim);
    if (!loop) continue;
    const std::int64_t size = loopAt(workload.layer(id), *loop).size;
    longest = std::max(longest, size);
    if (entry.parts > 0 && entry.parts < size && size % entry.parts != 0)
      return Error{fmt::format("{} parts do not divide the {} iterations of {} in layer '{}'", entry.parts, size,
                               entry.dim, familyName(workload.layer(id))),
                   where, fmt::format("choose one of {}", divisorsOf(size))};
  }
  const std::string legal = fmt::format("loops that can be cut are {}", legalLoops(workload, layers));
  const std::string group = namesOfLayers(workload, layers);
  if (longest == 0) return Error{fmt::format("no output of {} has a loop called '{}'", group, entry.dim), where, legal};
  if (entry.parts < 0 || entry.parts > longest)
    return Error{fmt::format("{} parts are not possible for the {} iterations of {} in {}", entry.parts, longest,
                             entry.dim, group),
                 where, legal};
  return std::nullopt;
}

Tiling fitted(const Layer& layer, const Tiling& entries) {
  Tiling fit;
  for (const TilingEntry& entry : entries) {
    const auto loop = loopToCut(layer, entry.dim);
    if (!loop || loopAt(layer, *loop).size == 1) continue;
    const std::int64_t size = loopAt(layer, *loop).size;
    fit.push_back(
        {.dim = entry.dim, .parts = entry.parts == kOnePartPerIteration ? size : std::min(entry.parts, size)});
  }
  return fit;
}

/// Cores among which the channels of `layer` are dealt out.
std::int64_t partsAcrossCores(const LayerMapping& mapping, std::string_view dim) {
  std::int64_t parts = 1;
  for (const TilingEntry& entry : mapping.interCore)
    if (entry.dim == dim) parts *= std::max<std::int64_t>(entry.parts, 1);
  return parts;
}

/// The splits of METHOD A2 for the scan of `block` on its first core; 1 if its steps have no loops D and N.
std::int64_t splitsOf(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping,
                      const MambaBlock& block) {
  const Layer& step = workload.layer(block.s.front());
  const auto d = findLoop(step, "D");
  const auto n = findLoop(step, "N");
  if (!d || !n) return 1;
  const LayerMapping& layer = mapping.layers[block.s.front().index()];
  const Core& core = accelerator.core(layer.cores.front());
  const std::int64_t across = partsAcrossCores(layer, "D");
  const std::int64_t channels = (loopAt(step, *d).size + across - 1) / across;
  const Bits memory = core.memories[topLevel(core, OperandRole::O)].capacity;
  return memoryAwareSplits(channels, channels * loopAt(step, *n).size, step.output.precision, memory);
}

Result<Mapping> byMemory(const Workload& workload, const Accelerator& accelerator, Mapping mapping) {
  const std::vector<MambaBlock> blocks = mambaBlocks(workload);
  if (blocks.empty())
    return failure(
        fmt::format("memory-aware tiling splits the channels of a Mamba block, and '{}' has none", workload.name),
        "tiling", "choose the default tiling, none, or DIM=PARTS");
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute)
      mapping.layers[index].intraCore = proposeIntraCore(workload.layers[index]);
  for (const MambaBlock& block : blocks) {
    const std::int64_t splits = splitsOf(workload, accelerator, mapping, block);
    if (splits == 1) continue;
    for (const auto* part : {&block.a, &block.b, &block.s})
      for (LayerId id : *part)
        if (loopToCut(workload.layer(id), "D"))
          mapping.layers[id.index()].intraCore.push_back({.dim = "D", .parts = splits});
  }
  return mapping;
}

Result<Mapping> withCuts(const Workload& workload, const LayersToCut& layers, const Tiling& entries, Mapping mapping) {
  for (const TilingEntry& entry : entries)
    if (auto error = badEntry(workload, layers.divided, entry)) return tl::make_unexpected(*error);
  for (LayerId id : layers.all) mapping.layers[id.index()].intraCore = fitted(workload.layer(id), entries);
  return mapping;
}

}  // namespace

std::int64_t memoryAwareSplits(std::int64_t channels, std::int64_t states, int precision, Bits memory) {
  const double tensor = static_cast<double>(states) * precision;
  const double tensors = 5.0 + 2.0 * static_cast<double>(channels) / static_cast<double>(states);
  const double needed = 1.01 * tensors * tensor / static_cast<double>(std::max<std::int64_t>(memory.value, 1));
  if (needed >= static_cast<double>(channels)) return channels;
  std::int64_t splits = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(needed)), 1);
  while (channels % splits != 0) ++splits;
  return splits;
}

Result<Mapping> withCuts(const Workload& workload, const FusionGroup& group, const Tiling& entries, Mapping mapping) {
  LayersToCut layers;
  layers.add(workload, group);
  return withCuts(workload, layers, entries, std::move(mapping));
}

Result<Mapping> withTiling(const Workload& workload, const Accelerator& accelerator, const MappingRequest& request,
                           Mapping mapping) {
  switch (request.tiling) {
    case TilingMode::PerStep:
      break;
    case TilingMode::None:
      for (LayerMapping& layer : mapping.layers) layer.intraCore.clear();
      break;
    case TilingMode::MemoryAware:
      return byMemory(workload, accelerator, std::move(mapping));
    case TilingMode::Explicit: {
      const LayersToCut layers = layersToCut(workload, mapping.fusion);
      return withCuts(workload, layers, request.entries, std::move(mapping));
    }
  }
  return mapping;
}

}  // namespace fusewright
