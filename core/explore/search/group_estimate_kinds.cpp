#include <algorithm>
#include <limits>

#include "core/explore/search/group_estimate.h"
#include "core/hardware/resize.h"
#include "core/mapping/loop_roles.h"
#include "core/tiling/tile_constants.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

double boxBits(const Operand& operand, const LoopSizes& sizes) {
  Box loops;
  for (std::int64_t size : sizes) loops.push({0, size});
  return static_cast<double>(billedBits(operand, loops).value);
}

bool indexes(const Operand& operand, std::optional<std::size_t> loop) {
  return loop && std::ranges::any_of(operand.axes, [&](const Axis& axis) {
           return std::ranges::find(axis.terms, static_cast<int>(*loop), &AxisTerm::dim) != axis.terms.end();
         });
}

std::optional<std::size_t> asIndex(std::optional<int> loop) {
  return loop ? std::optional(static_cast<std::size_t>(*loop)) : std::nullopt;
}

/// The loop along which a layer is dealt out to its cores.
std::optional<std::size_t> dealtLoop(const Layer& layer, const LayerMapping& mapping) {
  return mapping.interCore.empty() ? std::nullopt : asIndex(findLoop(layer, mapping.interCore.front().dim));
}

/// Under Placement::OneEach every core is like the first one.
LayerMapping mappingOf(const Layer& layer, const LayerMapping& mapping, Placement placement,
                       const Accelerator& accelerator) {
  LayerMapping placed = placedMapping(layer, mapping, placement, accelerator);
  if (placement != Placement::OneEach || placed.cores.size() < 2) return placed;
  placed.cores.resize(1);
  placed.interCore.clear();
  return placed;
}

}  // namespace

std::size_t longestRun(std::size_t units) {
  return units <= 48 ? units : units <= 120 ? 24 : 8;
}

GroupEstimator::GroupEstimator(const Workload& workload, const Accelerator& accelerator,
                               const std::vector<SearchUnit>& units, const std::vector<LayerMapping>& mapping,
                               const AloneLayers& alone, std::span<const Placement> placements)
    : workload_(workload),
      accelerator_(accelerator),
      units_(units),
      sources_(sourcesOfTensors(workload)),
      unitOf_(workload.layers.size(), 0),
      constant_(constantTensors(workload)),
      alone_(alone),
      bandwidth_(static_cast<double>(dramBandwidth(accelerator).value)) {
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    for (LayerId id : units[unit].layers) unitOf_[id.index()] = unit;
  findReaders();
  addPlaced(Placement::AsMapped, mapping);
  for (const Placement placement : placements) {
    std::vector<LayerMapping> placed = mapping;
    for (std::size_t index = 0; index < placed.size(); ++index)
      if (workload.layers[index].kind == LayerKind::Compute)
        placed[index] = mappingOf(workload.layers[index], mapping[index], placement, accelerator);
    if (placed != mapping) addPlaced(placement, placed);
  }
  findLinks();
}

void GroupEstimator::findReaders() {
  readers_.resize(units_.size());
  for (std::size_t unit = 0; unit < units_.size(); ++unit)
    for (std::size_t feeder : units_[unit].feeders)
      if (feeder < unit) readers_[feeder].push_back(unit);
  const GroupTraits all = traitsOf(0, units_.size(), units_, workload_);
  neighbours_.resize(units_.size());
  for (std::size_t unit = 0; unit < units_.size(); ++unit) {
    const std::vector<LayerId>& kinds = units_[unit].kinds;
    goesByStep_.push_back(std::ranges::any_of(
        kinds, [&](LayerId id) { return traitsOf(workload_, workload_.layer(id)).isStepLike(all); }));
    sumsUp_.push_back(std::ranges::any_of(kinds, [&](LayerId id) {
      const Layer& layer = workload_.layer(id);
      return !layer.recurrence && innerLoop(layer) && (contracts(layer) || !isImage(layer));
    }));
    for (std::size_t end = unit + 1; end <= std::min(units_.size(), unit + longestRun(units_.size())); ++end)
      neighbours_[unit].push_back(neighboursOf(unit, end));
  }
}

/// The place of layers that run on those cores.
std::size_t GroupEstimator::placeOn(const std::vector<CoreId>& cores) {
  const auto known = std::ranges::find(places_, cores);
  if (known != places_.end()) return static_cast<std::size_t>(known - places_.begin());
  places_.push_back(cores);
  roomOf_.push_back(std::numeric_limits<double>::infinity());
  for (const CoreId id : cores) {
    const Core& core = accelerator_.core(id);
    const Bits capacity = core.memories[topLevel(core, OperandRole::O)].capacity;
    roomOf_.back() = std::min(roomOf_.back(), static_cast<double>(capacity.value));
  }
  return places_.size() - 1;
}

void GroupEstimator::addPlaced(Placement placement, const std::vector<LayerMapping>& mapping) {
  Placed& placed = placed_[placement];
  for (const SearchUnit& unit : units_) {
    std::vector<Kind>& kinds = placed.kinds.emplace_back();
    placed.placeOf.push_back(placeOn(mapping[unit.kinds.front().index()].cores));
    for (LayerId id : unit.kinds) {
      const double steps = workload_.layer(id).recurrence
                               ? static_cast<double>(unit.layers.size()) / static_cast<double>(unit.kinds.size())
                               : 1.0;
      kinds.push_back(kindOf(id, steps, mapping[id.index()]));
    }
  }
}

/// Places of single cores too, and the links between all places.
void GroupEstimator::findLinks() {
  if (placed_.contains(Placement::OneEach))
    for (std::size_t place = 0, count = places_.size(); place < count; ++place)
      for (const CoreId core : std::vector(places_[place])) placeOn({core});
  dealt_.resize(placed_.contains(Placement::OneEach) ? units_.size() : 0);
  for (std::size_t begin = 0; begin < dealt_.size(); ++begin)
    for (std::size_t length = 1; length <= neighbours_[begin].size(); ++length)
      dealt_[begin].push_back(placesOfOneEach(begin, begin + length));
  for (const std::vector<CoreId>& from : places_)
    for (const std::vector<CoreId>& to : places_) links_.push_back(linkShares(accelerator_, from, to));
}

const GroupEstimator::Placed& GroupEstimator::placedAs(Placement placement) const {
  const auto found = placed_.find(placement);
  return found == placed_.end() ? placed_.at(Placement::AsMapped) : found->second;
}

/// By unit of the run [begin, end).
std::vector<std::size_t> GroupEstimator::placesOf(std::size_t begin, std::size_t end, Placement placement) const {
  if (placement == Placement::OneEach && !dealt_.empty()) {
    const bool known = end - begin <= dealt_[begin].size();
    return known ? dealt_[begin][end - begin - 1] : placesOfOneEach(begin, end);
  }
  const auto first = placedAs(placement).placeOf.begin();
  return {first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end)};
}

std::vector<std::size_t> GroupEstimator::placesOfOneEach(std::size_t begin, std::size_t end) const {
  std::vector<std::size_t> places = placesOf(begin, end, Placement::General);
  const Placed& mapped = placedAs(Placement::General);
  std::vector<std::size_t> spread;
  std::vector<double> cycles;
  std::size_t count = 1;
  for (std::size_t unit = begin; unit < end; ++unit) {
    const Kind& kind = mapped.kinds[unit].front();
    if (kind.on.size() < 2) continue;
    count = std::max(count, kind.on.size());
    spread.push_back(unit);
    cycles.push_back(kind.alone * static_cast<double>(units_[unit].layers.size()));
  }
  const std::vector<int> dealt = dealtOneEach(cycles, static_cast<int>(count));
  for (std::size_t index = 0; index < spread.size(); ++index) {
    const auto& on = mapped.kinds[spread[index]].front().on;
    const std::vector<CoreId> core{on[static_cast<std::size_t>(dealt[index]) % on.size()]};
    places[spread[index] - begin] = static_cast<std::size_t>(std::ranges::find(places_, core) - places_.begin());
  }
  return places;
}

std::vector<Placement> GroupEstimator::placementsOf(std::size_t begin, std::size_t end) const {
  const Placed& mapped = placedAs(Placement::AsMapped);
  std::vector<Placement> placements{Placement::AsMapped};
  for (const auto& [placement, placed] : placed_) {
    std::size_t others = 0;
    for (std::size_t unit = begin; unit < end; ++unit)
      if (placed.placeOf[unit] != mapped.placeOf[unit]) ++others;
    if (others > (placement == Placement::OneEach ? 1U : 0U)) placements.push_back(placement);
  }
  return placements;
}

GroupEstimator::Kind GroupEstimator::kindOf(LayerId id, double steps, const LayerMapping& mapping) const {
  const Layer& layer = workload_.layer(id);
  Kind kind{.lone = loneLayer(layer, mapping, accelerator_),
            .traits = traitsOf(workload_, layer),
            .steps = steps,
            .rows = layer.recurrence ? std::optional<std::size_t>() : asIndex(rowLoop(layer)),
            .columns = asIndex(channelLoop(layer, 2)),
            .unrolled = {},
            .waysToUnroll = {},
            .inputs = {},
            .cores = static_cast<double>(mapping.cores.size()),
            .on = mapping.cores,
            .alone = cyclesOnOneCore(layer, mapping, accelerator_)};
  if (kind.columns == kind.rows) kind.columns.reset();
  for (int choice = 0; choice + 1 < kUnrollings; ++choice) {
    LayerMapping other = mapping;
    other.spatial.unrollings = unrollingsIn(static_cast<Unrolling>(choice), layer, kind.lone.core);
    const bool same = other.spatial.unrollings.empty();
    kind.unrolled.push_back(same ? kind.lone.unrolled : loneLayer(layer, other, accelerator_).unrolled);
  }
  kind.waysToUnroll = kind.unrolled;
  std::ranges::sort(kind.waysToUnroll);
  kind.waysToUnroll.erase(std::unique(kind.waysToUnroll.begin(), kind.waysToUnroll.end()), kind.waysToUnroll.end());
  kind.outputBits = boxBits(layer.output, kind.lone.sizes) * steps;
  for (const Operand& operand : layer.inputs) {
    if (!operand.tensor) continue;
    Input input{.bits = boxBits(operand, kind.lone.sizes),
                .byRows = indexes(operand, kind.rows),
                .byColumns = indexes(operand, kind.columns),
                .constant = constant_[operand.tensor->index()],
                .dealt = indexes(operand, dealtLoop(layer, mapping)),
                .feeders = {}};
    for (LayerId source : sources_[operand.tensor->index()]) input.feeders.push_back(unitOf_[source.index()]);
    if (!input.constant && steps > 1) {
      input.bits *= steps;
      input.byRows = true;
    }
    kind.inputs.push_back(std::move(input));
  }
  return kind;
}

}  // namespace fusewright
