#include "core/cost/spatial_candidates.h"

#include <algorithm>

#include "core/cost/spatial_unrolling.h"

namespace fusewright {
namespace {

/// Units used, plus less than one unit's worth for not unrolling one dimension everywhere.
double merit(const SpatialMapping& mapping) {
  double units = 1;
  std::int64_t largest = 1;
  for (const SpatialUnrolling& unrolling : mapping.unrollings) {
    units *= static_cast<double>(unrolling.factor);
    largest = std::max(largest, unrolling.factor);
  }
  return units + units / static_cast<double>(largest) - 1;
}

/// The three mappings of most merit, earlier ones first among equals.
class BestMappings {
 public:
  void offer(const SpatialMapping& mapping) {
    const double offered = merit(mapping);
    const auto place = std::find_if(merits_.begin(), merits_.end(), [offered](double kept) { return kept < offered; });
    if (place == merits_.end() && merits_.size() == kCandidates) return;
    mappings_.insert(mappings_.begin() + (place - merits_.begin()), mapping);
    merits_.insert(place, offered);
    if (merits_.size() <= kCandidates) return;
    mappings_.pop_back();
    merits_.pop_back();
  }

  [[nodiscard]] std::vector<SpatialMapping> take() { return std::move(mappings_); }

 private:
  static constexpr std::size_t kCandidates = 3;
  std::vector<SpatialMapping> mappings_;
  std::vector<double> merits_;
};

std::vector<SpatialUnrolling> choicesFor(const TileShape& shape, const Core& core, std::size_t arrayDim) {
  std::vector<SpatialUnrolling> choices;
  for (std::size_t dim = 0; dim < shape.dims.size(); ++dim) {
    const std::int64_t largest = largestFactor(shape, core, arrayDim, static_cast<int>(dim));
    for (std::int64_t factor = largest; factor >= 1; --factor) {
      if (largest % factor == 0) choices.push_back({static_cast<int>(arrayDim), shape.dims[dim].name, factor});
    }
  }
  return choices;
}

bool usesLoop(const SpatialMapping& mapping, const std::string& loopDim) {
  return std::any_of(mapping.unrollings.begin(), mapping.unrollings.end(),
                     [&loopDim](const SpatialUnrolling& unrolling) { return unrolling.loopDim == loopDim; });
}

/// Every mapping of `mappings`, each extended by every choice for the next array dimension that it does not rule out.
std::vector<SpatialMapping> extended(const std::vector<SpatialMapping>& mappings,
                                     const std::vector<SpatialUnrolling>& choices) {
  std::vector<SpatialMapping> result;
  for (const SpatialMapping& mapping : mappings) {
    for (const SpatialUnrolling& choice : choices) {
      if (usesLoop(mapping, choice.loopDim)) continue;
      result.push_back(mapping);
      result.back().unrollings.push_back(choice);
    }
  }
  return result;
}

}  // namespace

std::vector<SpatialMapping> spatialCandidates(const TileShape& shape, const Core& core) {
  if (core.array.dims.empty()) return {};
  std::vector<SpatialMapping> mappings{SpatialMapping{}};
  for (std::size_t arrayDim = 0; arrayDim < core.array.dims.size(); ++arrayDim) {
    mappings = extended(mappings, choicesFor(shape, core, arrayDim));
  }
  BestMappings best;
  for (const SpatialMapping& mapping : mappings) best.offer(mapping);
  return best.take();
}

}  // namespace fusewright
