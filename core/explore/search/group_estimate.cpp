#include "core/explore/search/group_estimate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/hardware/resize.h"
#include "core/mapping/loop_roles.h"
#include "core/tiling/tile_constants.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

constexpr double kExposedOfSpills = 0.25;  ///< of the time to move what is pushed off chip: some tile waits for it
constexpr double kMostTilesOfKind = 8192;  ///< apart from steps; finer cuts cost more time to evaluate than they gain

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

double partsOf(const LoopSizes& sizes, std::optional<std::size_t> loop, std::int64_t parts) {
  return loop ? static_cast<double>(std::min(parts, sizes[*loop])) : 1.0;
}

}  // namespace

/// What adds up over the layers of a group.
struct GroupEstimator::Need {
  /// Something read again and again unless it stays.
  struct Reloaded {
    std::size_t unit = 0;
    double bits = 0;
    double block = 0;
    double times = 1;
    bool fromChip = false;   ///< made by another group: not moved at all if all of it can stay
    bool inTurn = false;     ///< in a group with contractions: its blocks are there only while its layer runs
    bool isLasting = false;  ///< its block serves many tiles: the next one takes its place

    /// What of it has to be there: two blocks, so that one can be fetched while the other is read.
    [[nodiscard]] double heldBits() const { return isLasting ? block : std::min(bits, 2 * block); }
  };
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<double> chunks;     ///< by unit: what lies between it and its readers in the group at once
  std::vector<double> tiles;      ///< by unit: bits that the largest tile of it reads and makes
  std::vector<double> copies;     ///< by unit: blocks that it reads of units in other places
  std::vector<double> computing;  ///< by place
  std::vector<double> held;       ///< by place
  double rounds = 1;              ///< times that the group goes through its units
  double first = 0;               ///< what must be there before all layers of the group run
  double spilled = 0;
  double moved = 0;
  double allTiles = 0;
  std::vector<Reloaded> reloaded;
};

std::size_t longestRun(std::size_t units) {
  return units <= 48 ? units : units <= 120 ? 24 : 8;
}

GroupEstimator::GroupEstimator(const Workload& workload, const Accelerator& accelerator,
                               const std::vector<SearchUnit>& units, const std::vector<LayerMapping>& mapping,
                               const AloneLayers& alone)
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
  readers_.resize(units.size());
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    for (std::size_t feeder : units[unit].feeders)
      if (feeder < unit) readers_[feeder].push_back(unit);
  GroupTraits all = traitsOf(0, units.size(), units, workload);
  for (const SearchUnit& unit : units)
    goesByStep_.push_back(std::ranges::any_of(
        unit.kinds, [&](LayerId id) { return traitsOf(workload, workload.layer(id)).isStepLike(all); }));
  neighbours_.resize(units.size());
  for (std::size_t begin = 0; begin < units.size(); ++begin)
    for (std::size_t end = begin + 1; end <= std::min(units.size(), begin + longestRun(units.size())); ++end)
      neighbours_[begin].push_back(neighboursOf(begin, end));
  std::map<CoreId, std::size_t> placeOfCore;
  for (const SearchUnit& unit : units) {
    std::vector<Kind>& kinds = kinds_.emplace_back();
    const auto [place, isNew] =
        placeOfCore.try_emplace(mapping[unit.kinds.front().index()].cores.front(), roomOf_.size());
    if (isNew) roomOf_.push_back(std::numeric_limits<double>::infinity());
    placeOf_.push_back(place->second);
    sumsUp_.push_back(std::ranges::any_of(unit.kinds, [&](LayerId id) {
      const Layer& layer = workload.layer(id);
      return !layer.recurrence && innerLoop(layer) && (contracts(layer) || !isImage(layer));
    }));
    for (LayerId id : unit.kinds) {
      const double steps = workload.layer(id).recurrence
                               ? static_cast<double>(unit.layers.size()) / static_cast<double>(unit.kinds.size())
                               : 1.0;
      kinds.push_back(kindOf(id, steps, mapping[id.index()]));
      const Core& core = kinds.back().lone.core;
      double& room = roomOf_[placeOf_.back()];
      room = std::min(room, static_cast<double>(core.memories[topLevel(core, OperandRole::O)].capacity.value));
    }
  }
}

GroupEstimator::Kind GroupEstimator::kindOf(LayerId id, double steps, const LayerMapping& mapping) const {
  const Layer& layer = workload_.layer(id);
  Kind kind{.lone = loneLayer(layer, mapping, accelerator_),
            .traits = traitsOf(workload_, layer),
            .steps = steps,
            .rows = layer.recurrence ? std::optional<std::size_t>() : asIndex(rowLoop(layer)),
            .columns = asIndex(channelLoop(layer, 2)),
            .unrolled = {},
            .inputs = {},
            .cores = static_cast<double>(mapping.cores.size())};
  if (kind.columns == kind.rows) kind.columns.reset();
  for (int choice = 0; choice + 1 < kUnrollings; ++choice) {
    LayerMapping other = mapping;
    other.spatial.unrollings = unrollingsIn(static_cast<Unrolling>(choice), layer, kind.lone.core);
    const bool same = other.spatial.unrollings.empty();
    kind.unrolled.push_back(same ? kind.lone.unrolled : loneLayer(layer, other, accelerator_).unrolled);
  }
  kind.outputBits = boxBits(layer.output, kind.lone.sizes) * steps;
  for (const Operand& operand : layer.inputs) {
    if (!operand.tensor) continue;
    Input input{.bits = boxBits(operand, kind.lone.sizes),
                .byRows = indexes(operand, kind.rows),
                .byColumns = indexes(operand, kind.columns),
                .constant = constant_[operand.tensor->index()],
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

/// Cycles that one tile computes.
double GroupEstimator::cyclesOfTile(const Kind& kind, const GroupShape& shape) const {
  const LoopSizes& sizes = kind.lone.sizes;
  const auto with = [&](const LoopSizes& unrolled) {
    double cycles = kind.lone.layer.cyclesPerOperation;
    for (std::size_t loop = 0; loop < sizes.size(); ++loop) {
      auto part = static_cast<double>(sizes[loop]);
      if (kind.rows == loop) part = std::ceil(part / partsOf(sizes, kind.rows, shape.rows));
      if (kind.columns == loop) part = std::ceil(part / partsOf(sizes, kind.columns, shape.columns));
      cycles *= std::ceil(part / static_cast<double>(unrolled[loop]));
    }
    return std::ceil(cycles / static_cast<double>(kind.lone.freeLanes));
  };
  if (shape.unrolling != Unrolling::FitsTile) return with(kind.unrolled[static_cast<std::size_t>(shape.unrolling)]);
  double fewest = std::numeric_limits<double>::infinity();
  for (const LoopSizes& unrolled : kind.unrolled) fewest = std::min(fewest, with(unrolled));
  return fewest;
}

/// Into how many parts what a unit leaves to units of the group is cut: it lies there whole, but for its rows, if
/// something sums up over its channels.
double GroupEstimator::partsLeft(std::size_t unit, std::size_t end, const GroupShape& whole, double columns) const {
  bool inside = false, summed = false;
  for (const std::size_t reader : readers_[unit]) {
    if (reader >= end) break;
    inside = true;
    summed = summed || sumsUp_[reader] || (whole.rows > 1 && goesByStep_[reader]);
  }
  if (!inside) return columns;
  return summed ? 1 : static_cast<double>(whole.slices);
}

void GroupEstimator::addKind(std::size_t unit, const Kind& kind, const GroupShape& whole, const GroupTraits& traits,
                             Need& need) const {
  const std::size_t begin = need.begin, end = need.end;
  const GroupShape shape = shapeOfLayer(whole, traits, kind.traits);
  const LoopSizes& sizes = kind.lone.sizes;
  const double rows = partsOf(sizes, kind.rows, shape.rows) * kind.steps;
  const double columns = partsOf(sizes, kind.columns, shape.columns);
  const double tiles = rows * columns;
  if (kind.steps == 1 && tiles > kMostTilesOfKind) need.held[placeOf_[unit]] = std::numeric_limits<double>::infinity();
  need.allTiles += tiles * kind.cores;
  need.computing[placeOf_[unit]] += tiles * (cyclesOfTile(kind, shape) + kOverheadOfTile);
  const bool inside = kind.steps > 1 || (!readers_[unit].empty() && readers_[unit].front() < end);
  double parts = tiles;
  if (inside) parts = rows * (traits.contracts() ? partsLeft(unit, end, whole, columns) : columns);
  need.chunks[unit - begin] += kind.outputBits / parts;
  need.rounds = std::max(need.rounds, partsOf(sizes, kind.rows, whole.rows));
  double tile = kind.outputBits / tiles;
  for (const Input& input : kind.inputs) {
    const double block = input.bits / (input.byRows ? rows : 1) / (input.byColumns ? columns : 1);
    tile += block;
    const bool made = !input.feeders.empty() && std::ranges::all_of(input.feeders, [&](std::size_t feeder) {
      return feeder >= begin && feeder < end;
    });
    if (made) {  // what makes it accounts for it, where it lies
      const bool elsewhere =
          std::ranges::any_of(input.feeders, [&](std::size_t feeder) { return placeOf_[feeder] != placeOf_[unit]; });
      if (elsewhere) need.copies[unit - begin] += 2 * block;
      continue;
    }
    double times = 1;
    if (!input.byRows && input.byColumns && !shape.rowsFastest) times = rows;
    if (input.byRows && !input.byColumns && shape.rowsFastest) times = columns;
    const bool lasts = shape.rowsFastest ? input.byColumns && !input.byRows : input.byRows && !input.byColumns;
    const bool inTurn = traits.contracts() && !kind.traits.isStepLike(traits);
    need.reloaded.push_back({.unit = unit,
                             .bits = input.bits,
                             .block = block,
                             .times = times,
                             .fromChip = !input.constant,
                             .inTurn = inTurn,
                             .isLasting = (traits.byHeads || end - begin == 1) && lasts});
  }
  need.tiles[unit - begin] = std::max(need.tiles[unit - begin], tile);
}

GroupEstimator::Neighbours GroupEstimator::neighboursOf(std::size_t begin, std::size_t end) const {
  Neighbours found;
  std::vector<bool> read(end, false);
  for (std::size_t reader = begin; reader < end; ++reader)
    for (std::size_t feeder : units_[reader].feeders)
      if (feeder < end) read[feeder] = true;
  for (std::size_t unit = 0; unit < end; ++unit) {
    if (units_[unit].lastReader < begin) continue;
    const bool made = unit >= begin;
    const bool left = made && units_[unit].lastReader >= end;
    if (left || (!made && read[unit])) found.crossing += units_[unit].outputBits;
    if (left || !made) found.alive += units_[unit].outputBits;
  }
  return found;
}

/// Whether the group can run in one part in `share` of the memories, and what of it is pushed off chip for a while,
/// each time that it goes through its units.
bool GroupEstimator::makesDo(Need& need, const GroupTraits& traits, double share) const {
  for (const Need::Reloaded& input : need.reloaded)
    need.first = input.inTurn ? std::max(need.first, input.block) : need.first + input.block;
  for (std::size_t place = 0; place < roomOf_.size(); ++place)
    if (!makesDoIn(place, need, traits, share)) return false;
  return true;
}

bool GroupEstimator::makesDoIn(std::size_t place, Need& need, const GroupTraits& traits, double share) const {
  double& held = need.held[place];
  std::vector<double> inTurn = need.copies;
  for (const Need::Reloaded& input : need.reloaded)
    if (placeOf_[input.unit] == place) (input.inTurn ? inTurn[input.unit - need.begin] : held) += input.heldBits();
  double most = 0, least = 0;
  for (std::size_t unit = need.begin; unit < need.end; ++unit) {
    if (placeOf_[unit] != place) continue;
    double live = inTurn[unit - need.begin];
    for (std::size_t made = need.begin; made <= unit; ++made)
      if (placeOf_[made] == place && (made == unit || units_[made].lastReader >= unit))
        live += need.chunks[made - need.begin];
    most = std::max(most, live);
    least = std::max(least, need.tiles[unit - need.begin]);
  }
  const double room = roomOf_[place] * share;
  if (held + most > room) {
    if (!traits.contracts() || std::max(held, least) > room) return false;
    need.spilled += 2 * (held + most - room) * need.rounds;
    most = room - held;
  }
  held += most;
  return true;
}

std::optional<GroupEstimate> GroupEstimator::estimate(std::size_t begin, std::size_t end, const GroupShape& shape,
                                                      double share) const {
  Need need{.begin = begin,
            .end = end,
            .chunks = std::vector<double>(end - begin, 0),
            .tiles = std::vector<double>(end - begin, 0),
            .copies = std::vector<double>(end - begin, 0),
            .computing = std::vector<double>(roomOf_.size(), 0),
            .held = std::vector<double>(roomOf_.size(), 0),
            .reloaded = {}};
  GroupTraits traits;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (const Kind& kind : kinds_[unit]) traits.add(kind.traits);
  double cores = 1;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (const Kind& kind : kinds_[unit]) {
      addKind(unit, kind, shape, traits, need);
      cores = std::max(cores, kind.cores);
    }
  // What a recurrence leaves to others of the group gathers until they run.
  for (std::size_t unit = begin; unit < end && traits.contracts(); ++unit)
    if (kinds_[unit].front().traits.recurrent && !readers_[unit].empty() && readers_[unit].front() < end)
      need.chunks[unit - begin] +=
          units_[unit].outputBits / static_cast<double>(shape.rows > 1 ? shape.rows : shape.slices);
  if (!makesDo(need, traits, share)) return std::nullopt;
  need.moved += need.spilled * cores;
  double lasting = 0;  // fetched while nothing is computed
  // What saves most for the room it takes stays first.
  std::ranges::stable_sort(need.reloaded, std::ranges::greater{}, &Need::Reloaded::times);
  for (const Need::Reloaded& input : need.reloaded) {
    const double more = input.bits - input.heldBits();
    const std::size_t place = placeOf_[input.unit];
    const bool stays = input.times > 1 && need.held[place] + more <= roomOf_[place] * share;
    if (stays) need.held[place] += more;
    if (input.isLasting && !stays) lasting += input.bits * cores;
    if (!input.fromChip) need.moved += input.bits * (stays ? 1 : input.times) * cores;
  }
  const auto [crossing, alive] = neighbours(begin, end);
  if (!fitsBeside(begin, end, need.held, alive / cores, share)) {
    need.moved += crossing;
    for (const Need::Reloaded& input : need.reloaded)
      if (input.fromChip) need.moved += input.bits * (input.times - 1) * cores;
  }
  const double moving = need.moved / bandwidth_;
  const double computing = std::ranges::max(need.computing) + lasting / bandwidth_;
  const double exposed = std::min({computing, moving, need.first * cores / bandwidth_}) +
                         kExposedOfSpills * need.spilled * cores / bandwidth_;
  return GroupEstimate{.cycles = std::max(computing, moving) + exposed,
                       .heldBits = std::reduce(need.held.begin(), need.held.end()),
                       .movedBits = need.moved,
                       .tiles = need.allTiles};
}

GroupEstimator::Neighbours GroupEstimator::neighbours(std::size_t begin, std::size_t end) const {
  const bool known = end - begin <= neighbours_[begin].size();
  return known ? neighbours_[begin][end - begin - 1] : neighboursOf(begin, end);
}

/// Whether what must stay while the run [begin, end) runs fits beside what it holds, in the largest of its memories.
bool GroupEstimator::fitsBeside(std::size_t begin, std::size_t end, const std::vector<double>& held, double alive,
                                double share) const {
  std::size_t largest = placeOf_[begin];
  for (std::size_t unit = begin; unit < end; ++unit)
    if (roomOf_[placeOf_[unit]] > roomOf_[largest]) largest = placeOf_[unit];
  return held[largest] + alive <= roomOf_[largest] * share;
}

}  // namespace fusewright
