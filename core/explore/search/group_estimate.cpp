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

constexpr double kExposedOfSpills = 0.25;    ///< of the time to move what is pushed off chip: some tile waits for it
constexpr double kExposedOfCrossing = 0.25;  ///< of the time that the busiest link takes: some tile waits for it
constexpr double kMostTilesOfKind = 8192;    ///< apart from steps; finer cuts cost more time to evaluate than they gain

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
  std::vector<std::size_t> places;  ///< by unit of the run
  std::size_t begin = 0;
  std::size_t end = 0;
  bool isMixed = false;           ///< its layers are dealt out to different numbers of cores
  std::vector<double> chunks;     ///< by unit: what lies between it and its readers in the group at once
  std::vector<double> tiles;      ///< by unit: bits that the largest tile of it reads and makes
  std::vector<double> copies;     ///< by unit: blocks that it reads of units in other places
  std::vector<double> computing;  ///< by place
  std::vector<double> held;       ///< by place
  std::vector<double> links;      ///< by LinkId: cycles that it is busy
  double columns = 1;             ///< parts of the columns that follow one another in a round
  double rounds = 1;              ///< times that the group goes through its units
  double first = 0;               ///< what must be there before all layers of the group run
  double spilled = 0;
  double moved = 0;
  double allTiles = 0;
  std::vector<Reloaded> reloaded;
};

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
  for (const LoopSizes& unrolled : kind.waysToUnroll) fewest = std::min(fewest, with(unrolled));
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
  if (kind.steps == 1 && tiles > kMostTilesOfKind)
    need.held[need.places[unit - begin]] = std::numeric_limits<double>::infinity();
  need.allTiles += tiles * kind.cores;
  need.computing[need.places[unit - begin]] += tiles * (cyclesOfTile(kind, shape) + kOverheadOfTile);
  const bool inside = kind.steps > 1 || (!readers_[unit].empty() && readers_[unit].front() < end);
  double parts = tiles;
  if (inside) parts = rows * (traits.contracts() ? partsLeft(unit, end, whole, columns) : columns);
  // Cores that share the columns go through theirs side by side, one that has all of them goes through one after the
  // other: where rows go by faster, each waits until the other is done.
  if (inside && need.isMixed && shape.rowsFastest && rows > 1 && columns > 1) parts = 1;
  need.chunks[unit - begin] += kind.outputBits / parts;
  need.rounds = std::max(need.rounds, partsOf(sizes, kind.rows, whole.rows));
  need.columns = std::max(need.columns, columns);
  double tile = kind.outputBits / tiles;
  for (const Input& input : kind.inputs) {
    tile += input.bits / (input.byRows ? rows : 1) / (input.byColumns ? columns : 1);
    addInput(unit, kind, input, {rows, columns}, shape.rowsFastest, traits, need);
  }
  need.tiles[unit - begin] = std::max(need.tiles[unit - begin], tile);
}

void GroupEstimator::addInput(std::size_t unit, const Kind& kind, const Input& input, const Parts& parts,
                              bool rowsFastest, const GroupTraits& traits, Need& need) const {
  const double block = input.bits / (input.byRows ? parts.rows : 1) / (input.byColumns ? parts.columns : 1);
  const bool made = !input.feeders.empty() && std::ranges::all_of(input.feeders, [&](std::size_t feeder) {
    return feeder >= need.begin && feeder < need.end;
  });
  if (made) {  // what makes it accounts for it, where it lies
    const std::size_t here = need.places[unit - need.begin];
    double copied = 0;
    for (const std::size_t feeder : input.feeders) {
      const std::size_t there = need.places[feeder - need.begin];
      if (there == here && (input.dealt || kind.cores == 1)) continue;
      // Of what its own core has made nothing has to come.
      const double others = there == here ? (kind.cores - 1) / kind.cores : 1;
      copied = std::max(copied, (there == here ? 1 : 2) * others * block);
      const double bits = input.bits * kind.cores * others / static_cast<double>(input.feeders.size());
      for (const LinkShare& share : links_[there * places_.size() + here])
        need.links[share.link.index()] += share.cycles * bits;
    }
    need.copies[unit - need.begin] += copied;
    return;
  }
  double times = 1;
  if (!input.byRows && input.byColumns && !rowsFastest) times = parts.rows;
  if (input.byRows && !input.byColumns && rowsFastest) times = parts.columns;
  const bool lasts = rowsFastest ? input.byColumns && !input.byRows : input.byRows && !input.byColumns;
  need.reloaded.push_back({.unit = unit,
                           .bits = input.bits,
                           .block = block,
                           .times = times,
                           .fromChip = !input.constant,
                           .inTurn = traits.contracts() && !kind.traits.isStepLike(traits),
                           .isLasting = (traits.byHeads || need.end - need.begin == 1) && lasts});
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
  const auto placeOf = [&](std::size_t unit) { return need.places[unit - need.begin]; };
  double& held = need.held[place];
  std::vector<double> inTurn = need.copies;
  for (const Need::Reloaded& input : need.reloaded)
    if (placeOf(input.unit) == place) (input.inTurn ? inTurn[input.unit - need.begin] : held) += input.heldBits();
  double most = 0, least = 0;
  for (std::size_t unit = need.begin; unit < need.end; ++unit) {
    if (placeOf(unit) != place) continue;
    double live = inTurn[unit - need.begin];
    for (std::size_t made = need.begin; made <= unit; ++made)
      if (placeOf(made) == place && (made == unit || units_[made].lastReader >= unit))
        live += need.chunks[made - need.begin];
    most = std::max(most, live);
    least = std::max(least, need.tiles[unit - need.begin]);
  }
  const double room = roomOf_[place] * share;
  if (least > roomOf_[place]) return false;
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
  const Placed& placed = placedAs(shape.placement);
  Need need{.places = placesOf(begin, end, shape.placement),
            .begin = begin,
            .end = end,
            .chunks = std::vector<double>(end - begin, 0),
            .tiles = std::vector<double>(end - begin, 0),
            .copies = std::vector<double>(end - begin, 0),
            .computing = std::vector<double>(roomOf_.size(), 0),
            .held = std::vector<double>(roomOf_.size(), 0),
            .links = std::vector<double>(accelerator_.links.size(), 0),
            .reloaded = {}};
  GroupTraits traits;
  double cores = 1;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (const Kind& kind : placed.kinds[unit]) {
      traits.add(kind.traits);
      cores = std::max(cores, kind.cores);
      need.isMixed = need.isMixed || kind.cores != placed.kinds[begin].front().cores;
    }
  for (std::size_t unit = begin; unit < end; ++unit)
    for (const Kind& kind : placed.kinds[unit]) addKind(unit, kind, shape, traits, need);
  // What a recurrence leaves to others of the group gathers until they run.
  for (std::size_t unit = begin; unit < end && traits.contracts(); ++unit)
    if (placed.kinds[unit].front().traits.recurrent && !readers_[unit].empty() && readers_[unit].front() < end)
      need.chunks[unit - begin] +=
          units_[unit].outputBits / static_cast<double>(shape.rows > 1 ? shape.rows : shape.slices);
  if (!makesDo(need, traits, share)) return std::nullopt;
  need.moved += need.spilled * cores;
  double lasting = 0;  // fetched while nothing is computed
  // What saves most for the room it takes stays first.
  std::ranges::stable_sort(need.reloaded, std::ranges::greater{}, &Need::Reloaded::times);
  for (const Need::Reloaded& input : need.reloaded) {
    const double more = input.bits - input.heldBits();
    const std::size_t place = need.places[input.unit - begin];
    const bool stays = input.times > 1 && need.held[place] + more <= roomOf_[place] * share;
    if (stays) need.held[place] += more;
    if (input.isLasting && !stays) lasting += input.bits * cores;
    if (!input.fromChip) need.moved += input.bits * (stays ? 1 : input.times) * cores;
  }
  const auto [handedOn, alive] = neighbours(begin, end);
  if (!fitsBeside(need.places, need.held, alive / cores, share)) {
    need.moved += handedOn;
    for (const Need::Reloaded& input : need.reloaded)
      if (input.fromChip) need.moved += input.bits * (input.times - 1) * cores;
  }
  const double crossing = need.links.empty() ? 0 : std::ranges::max(need.links);
  const double moving = std::max(need.moved / bandwidth_, crossing);
  // Places work at the same time once there is something to do for all of them.
  const double busiest = std::ranges::max(need.computing);
  const double others = std::reduce(need.computing.begin(), need.computing.end()) - busiest;
  const double computing =
      busiest + others / (traits.contracts() ? need.rounds : need.rounds * need.columns) + lasting / bandwidth_;
  const double exposed = std::min({computing, moving, need.first * cores / bandwidth_}) +
                         kExposedOfSpills * need.spilled * cores / bandwidth_ + kExposedOfCrossing * crossing;
  return GroupEstimate{.cycles = std::max(computing, moving) + exposed,
                       .heldBits = std::reduce(need.held.begin(), need.held.end()),
                       .movedBits = need.moved,
                       .tiles = need.allTiles};
}

GroupEstimator::Neighbours GroupEstimator::neighbours(std::size_t begin, std::size_t end) const {
  const bool known = end - begin <= neighbours_[begin].size();
  return known ? neighbours_[begin][end - begin - 1] : neighboursOf(begin, end);
}

/// Whether what must stay while a run holds `held` fits beside that, in the largest of the memories of its `places`.
bool GroupEstimator::fitsBeside(const std::vector<std::size_t>& places, const std::vector<double>& held, double alive,
                                double share) const {
  const std::size_t largest = std::ranges::max(places, {}, [&](std::size_t place) { return roomOf_[place]; });
  return held[largest] + alive <= roomOf_[largest] * share;
}

}  // namespace fusewright
