#include "core/cost/flattened_lanes.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/cost/operand_relevance.h"
#include "core/cost/spatial_candidates.h"
#include "core/cost/spatial_unrolling.h"

namespace fusewright {
namespace {

using Relevances = std::array<int, kOperandRoles>;

bool hasWindows(const TileShape& shape) {
  return std::ranges::any_of(shape.operands, [](const TileOperand& operand) {
    return std::ranges::any_of(operand.axes, [](const TileAxis& axis) { return axis.terms.size() > 1; });
  });
}

/// How many axes of each operand the loop indexes.
Relevances relevances(const TileShape& shape, int dim) {
  Relevances counts{};
  for (std::size_t role = 0; role < kOperandRoles; ++role)
    for (const TileAxis& axis : shape.operands[role].axes)
      counts[role] += static_cast<int>(!axis.terms.empty() && axis.terms.front().dim == dim);
  return counts;
}

/// Loops that bear alike on all operands made one, in place of the longest of them.
TileShape joinedLoops(TileShape shape) {
  if (hasWindows(shape)) return shape;
  std::map<Relevances, std::vector<std::size_t>> groups;
  for (std::size_t dim = 0; dim < shape.dims.size(); ++dim)
    if (shape.dims[dim].size > 1) groups[relevances(shape, static_cast<int>(dim))].push_back(dim);
  for (const auto& [alike, dims] : groups) {
    std::int64_t product = 1;
    std::size_t longest = dims.front();
    for (const std::size_t dim : dims) {
      product *= shape.dims[dim].size;
      if (shape.dims[dim].size > shape.dims[longest].size) longest = dim;
    }
    for (const std::size_t dim : dims) shape.dims[dim].size = dim == longest ? product : 1;
  }
  return shape;
}

/// The core with its array as one dimension; none if some memory serves a part of it.
std::optional<Core> withLanes(Core core) {
  for (MemoryLevel& memory : core.memories) {
    if (memory.servedDims.empty()) continue;
    for (const ArrayDim& dim : core.array.dims)
      if (std::ranges::find(memory.servedDims, dim.name) == memory.servedDims.end()) return std::nullopt;
    memory.servedDims = {"lanes"};
  }
  core.array.dims = {{.name = "lanes", .size = unitCount(core.array)}};
  return core;
}

std::int64_t iterations(const TileShape& shape, const Core& core, const SpatialMapping& mapping) {
  std::int64_t product = 1;
  for (const std::int64_t left : unrollSpatially(shape, core, mapping).iterations) product *= left;
  return product;
}

/// Smallest factor for every number of iterations that a loop of `size` can be left with, largest factor first.
std::vector<std::int64_t> usefulFactors(std::int64_t size, std::int64_t most) {
  std::vector<std::int64_t> factors;
  for (std::int64_t factor = std::min(size, most); factor >= 1;) {
    const std::int64_t left = (size + factor - 1) / factor;
    factors.push_back((size + left - 1) / left);
    factor = factors.back() - 1;
  }
  return factors;
}

/// Deals `lanes` out to the loops from number `dim` on; the mapping that leaves fewest iterations, and how many.
std::pair<std::int64_t, SpatialMapping> dealtOut(const TileShape& shape, const Core& core, std::size_t dim,
                                                 std::int64_t lanes) {
  while (dim < shape.dims.size() && shape.dims[dim].size == 1) ++dim;
  if (dim == shape.dims.size()) return {1, {}};
  const std::int64_t size = shape.dims[dim].size;
  const std::int64_t most = std::min(lanes, largestFactor(shape, core, 0, static_cast<int>(dim)));
  std::optional<std::pair<std::int64_t, SpatialMapping>> best;
  for (const std::int64_t factor : usefulFactors(size, most)) {
    auto [left, mapping] = dealtOut(shape, core, dim + 1, lanes / factor);
    left *= (size + factor - 1) / factor;
    if (best && best->first <= left) continue;
    mapping.unrollings.insert(mapping.unrollings.begin(), {0, shape.dims[dim].name, factor});
    best = {left, std::move(mapping)};
  }
  return *best;
}

/// One loop over all array dimensions, as far as it reaches.
SpatialMapping alongAllDims(const TileShape& shape, const Core& core) {
  const auto longest = std::ranges::max_element(shape.dims, {}, &LoopDim::size);
  std::int64_t left = longest->size;
  SpatialMapping mapping;
  for (std::size_t arrayDim = 0; arrayDim < core.array.dims.size(); ++arrayDim) {
    const auto dim = static_cast<int>(longest - shape.dims.begin());
    const std::int64_t factor = std::min(left, largestFactor(shape, core, arrayDim, dim));
    mapping.unrollings.push_back({static_cast<int>(arrayDim), longest->name, factor});
    left /= factor;
  }
  return mapping;
}

/// Keeps the better of two.
class Best {
 public:
  void offer(const TileShape& shape, const Core& core, SpatialMapping mapping) {
    const std::int64_t left = iterations(shape, core, mapping);
    if (use_ && left_ <= left) return;
    left_ = left;
    use_ = LaneUse{shape, core, std::move(mapping)};
  }
  [[nodiscard]] LaneUse take() { return *std::move(use_); }

 private:
  std::int64_t left_ = 0;
  std::optional<LaneUse> use_;
};

}  // namespace

LaneUse flattenedLanes(const TileShape& shape, const Core& core) {
  Best best;
  const auto plain = spatialCandidates(shape, core);
  best.offer(shape, core, plain.empty() ? SpatialMapping{} : plain.front());
  if (shape.dims.empty() || core.array.dims.empty()) return best.take();
  const TileShape joined = joinedLoops(shape);
  if (const std::optional<Core> lanes = withLanes(core)) {
    best.offer(joined, *lanes, dealtOut(joined, *lanes, 0, unitCount(core.array)).second);
  } else {
    for (SpatialMapping& mapping : spatialCandidates(joined, core)) best.offer(joined, core, std::move(mapping));
    best.offer(joined, core, alongAllDims(joined, core));
  }
  return best.take();
}

}  // namespace fusewright
