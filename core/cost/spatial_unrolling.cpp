#include "core/cost/spatial_unrolling.h"

#include <algorithm>
#include <optional>

#include "core/cost/operand_relevance.h"

namespace fusewright {
namespace {

/// One requested unrolling with its loop dimension found and its factor clipped.
struct Request {
  int arrayDim = 0;
  int dim = 0;
  std::int64_t factor = 1;
};

std::optional<int> findDim(const TileShape& shape, const std::string& name) {
  for (std::size_t i = 0; i < shape.dims.size(); ++i) {
    if (shape.dims[i].name == name) return static_cast<int>(i);
  }
  return std::nullopt;
}

bool servesDim(const MemoryLevel& memory, const std::string& arrayDim) {
  return std::find(memory.servedDims.begin(), memory.servedDims.end(), arrayDim) != memory.servedDims.end();
}

/// The lowest memory of `role`, which feeds the array, or drains it for outputs.
const MemoryLevel* innerMemory(const Core& core, OperandRole role) {
  const auto found = std::find_if(core.memories.begin(), core.memories.end(),
                                  [role](const MemoryLevel& memory) { return serves(memory, role); });
  return found == core.memories.end() ? nullptr : &*found;
}

std::int64_t arrayBandwidth(const MemoryLevel& memory, OperandRole role) {
  const PortUse& use = *memory.served[roleIndex(role)];
  const int port = role == OperandRole::O ? use.fromLow.value_or(use.toLow) : use.toLow;
  return memory.ports[static_cast<std::size_t>(port)].bandwidth.value;
}

/// Elements that the inner memories can move along `arrayDim` in one cycle bound the unrolling of dimensions that
/// change the element.
std::int64_t fedFactor(const TileShape& shape, const Core& core, const std::string& arrayDim, int dim) {
  std::int64_t limit = kUnrollAll;
  for (const OperandRole role : kAllRoles) {
    const MemoryLevel* memory = innerMemory(core, role);
    const TileOperand& operand = shape.operands[roleIndex(role)];
    if (memory == nullptr || operand.precision <= 0 || !servesDim(*memory, arrayDim)) continue;
    if (relevance(operand, dim) == Relevance::Irrelevant) continue;
    limit = std::min(limit, arrayBandwidth(*memory, role) / operand.precision);
  }
  return std::max<std::int64_t>(limit, 1);
}

/// Drops what would unroll an array dimension beyond its size or a loop dimension beyond the tile; later requests give
/// way.
std::vector<Request> clippedRequests(const TileShape& shape, const Core& core, const SpatialMapping& mapping) {
  std::vector<Request> kept;
  for (const SpatialUnrolling& asked : mapping.unrollings) {
    const std::optional<int> dim = findDim(shape, asked.loopDim);
    const auto arrayDim = static_cast<std::size_t>(asked.arrayDim);
    if (!dim || arrayDim >= core.array.dims.size()) continue;
    const Request request{asked.arrayDim, *dim,
                          std::clamp<std::int64_t>(asked.factor, 1, largestFactor(shape, core, arrayDim, *dim))};
    std::int64_t onArray = request.factor;
    std::int64_t ofLoop = request.factor;
    for (const Request& other : kept) {
      if (other.arrayDim == request.arrayDim) onArray *= other.factor;
      if (other.dim == request.dim) ofLoop *= other.factor;
    }
    const bool fits =
        onArray <= core.array.dims[arrayDim].size && ofLoop <= shape.dims[static_cast<std::size_t>(*dim)].size;
    if (fits) kept.push_back(request);
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Request& a, const Request& b) { return a.arrayDim < b.arrayDim; });
  return kept;
}

/// Shrinks unrollings whose elements overflow the memory next to the array, one unit of the largest at a time.
std::vector<Request> fittedToInnerMemories(const TileShape& shape, const Core& core, std::vector<Request> requests) {
  for (const OperandRole role : kAllRoles) {
    const MemoryLevel* memory = innerMemory(core, role);
    const TileOperand& operand = shape.operands[roleIndex(role)];
    if (memory == nullptr || operand.precision <= 0) continue;
    std::vector<Request*> relevant;
    for (Request& request : requests) {
      const bool counts = servesDim(*memory, core.array.dims[static_cast<std::size_t>(request.arrayDim)].name) &&
                          relevance(operand, request.dim) != Relevance::Irrelevant;
      if (counts) relevant.push_back(&request);
    }
    const auto elements = [&relevant] {
      std::int64_t product = 1;
      for (const Request* request : relevant) product *= request->factor;
      return product;
    };
    while (!relevant.empty() && elements() * operand.precision > memory->capacity.value) {
      Request* largest = *std::max_element(relevant.begin(), relevant.end(),
                                           [](const Request* a, const Request* b) { return a->factor < b->factor; });
      if (largest->factor == 1) break;
      --largest->factor;
    }
  }
  return requests;
}

/// Only the first largest unrolling of a dimension gives way where the sizes do not divide.
bool isAdjusted(const std::vector<Request>& requests, const Request& request) {
  const Request* largest = &request;
  for (const Request& other : requests) {
    if (other.dim == request.dim &&
        (other.factor > largest->factor || (other.factor == largest->factor && &other < largest))) {
      largest = &other;
    }
  }
  return largest == &request;
}

UnrolledLoop unrolledLoop(const std::vector<Request>& requests, const Request& request, std::int64_t size) {
  UnrolledLoop loop{request.arrayDim, request.dim, static_cast<double>(request.factor), request.factor};
  if (!isAdjusted(requests, request)) return loop;
  std::int64_t before = 1;
  for (const Request* other = requests.data(); other != &request; ++other) {
    if (other->dim == request.dim) before *= other->factor;
  }
  const std::int64_t covered = request.factor * before;
  const std::int64_t iterations = (size + covered - 1) / covered;
  loop.exact = static_cast<double>(size) / static_cast<double>(iterations) / static_cast<double>(before);
  loop.whole = static_cast<std::int64_t>(loop.exact);
  return loop;
}

}  // namespace

std::int64_t largestFactor(const TileShape& shape, const Core& core, std::size_t arrayDim, int dim) {
  const ArrayDim& array = core.array.dims[arrayDim];
  const std::int64_t size = shape.dims[static_cast<std::size_t>(dim)].size;
  return std::max<std::int64_t>(1, std::min({size, array.size, fedFactor(shape, core, array.name, dim)}));
}

SpatialUse unrollSpatially(const TileShape& shape, const Core& core, const SpatialMapping& mapping) {
  const std::vector<Request> requests = fittedToInnerMemories(shape, core, clippedRequests(shape, core, mapping));
  SpatialUse use{.loops = {}, .iterations = dimSizes(shape)};
  for (const Request& request : requests) {
    const std::int64_t size = shape.dims[static_cast<std::size_t>(request.dim)].size;
    use.loops.push_back(unrolledLoop(requests, request, size));
    std::int64_t& left = use.iterations[static_cast<std::size_t>(request.dim)];
    left = (left + request.factor - 1) / request.factor;
  }
  return use;
}

}  // namespace fusewright
