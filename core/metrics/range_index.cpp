#include "core/metrics/range_index.h"

#include <algorithm>
#include <functional>

#include "core/metrics/measure.h"

namespace fusewright {
namespace {

constexpr std::size_t kBlock = 4096;  ///< tiles, or moves
/// What takes no time moves at once: a rate over the least time that doubles tell apart where schedules are.
constexpr double kInstant = 1e-6;

/// Adds up tiles by family: an array over all layers, of which only those that occur are visited.
class FamilyTimes {
 public:
  explicit FamilyTimes(std::size_t layers) : place_(layers, -1) {}

  void add(LayerId family, double cycles, double energy) {
    FamilyTime& own = entry(family);
    own.busy.add(cycles);
    own.energy += energy;
  }
  void merge(const FamilyTime& other) {
    FamilyTime& own = entry(other.family);
    own.busy.merge(other.busy);
    own.energy += other.energy;
  }
  std::vector<FamilyTime> take() {
    for (const FamilyTime& entry : entries_) place_[entry.family.index()] = -1;
    return std::exchange(entries_, {});
  }

 private:
  FamilyTime& entry(LayerId family) {
    std::int32_t& place = place_[family.index()];
    if (place < 0) {
      place = static_cast<std::int32_t>(entries_.size());
      entries_.push_back({.family = family, .busy = {}, .energy = 0});
    }
    return entries_[static_cast<std::size_t>(place)];
  }

  std::vector<std::int32_t> place_;
  std::vector<FamilyTime> entries_;
};

struct Window {
  double from = 0;
  double to = 0;

  [[nodiscard]] double inside(double a, double b) const { return std::min(b, to) - std::max(a, from); }
};

/// Walks over tiles of one core.
class CoreWalk {
 public:
  CoreWalk(const RangeSource& source, const std::vector<double>& energyOfCost, CoreId core)
      : source_(source), energy_(energyOfCost), tiles_(source.schedule.tilesOfCore[core.index()]) {}

  [[nodiscard]] std::size_t size() const { return tiles_.size(); }
  [[nodiscard]] double start(std::size_t place) const { return source_.schedule.start[tiles_[place].index()].value; }
  [[nodiscard]] double end(std::size_t place) const { return source_.schedule.end[tiles_[place].index()].value; }
  [[nodiscard]] double freeBefore(std::size_t place) const { return place > 0 ? end(place - 1) : 0; }
  [[nodiscard]] std::size_t firstEndingAfter(double cycle) const {
    const auto found = std::ranges::partition_point(
        tiles_, [&](TileId tile) { return source_.schedule.end[tile.index()].value <= cycle; });
    return static_cast<std::size_t>(found - tiles_.begin());
  }

  /// The part of a tile, and of the gap before it, that lies in the window.
  void add(std::size_t place, Window window, FamilyTimes& families, std::array<Statistic, kIdleCauses>& idle) const {
    const std::size_t tile = tiles_[place].index();
    const double from = start(place);
    const double to = end(place);
    const double gap = window.inside(freeBefore(place), from);
    if (gap > 0) idle[static_cast<std::size_t>(idleCauseOf(source_.schedule.boundBy[tile]))].add(gap);
    const double cycles = window.inside(from, to);
    if (cycles <= 0) return;
    const double energy = energy_[static_cast<std::size_t>(source_.costs.ofTile[tile])];
    families.add(source_.workload.layers[source_.graph.layer[tile].index()].family, cycles,
                 energy * (cycles / (to - from)));
  }

 private:
  const RangeSource& source_;
  const std::vector<double>& energy_;
  const std::vector<TileId>& tiles_;
};

std::vector<TileBlock> blocksOf(const CoreWalk& walk, FamilyTimes& families) {
  std::vector<TileBlock> blocks((walk.size() + kBlock - 1) / kBlock);
  const Window all{.from = 0, .to = walk.size() > 0 ? walk.end(walk.size() - 1) : 0};
  for (std::size_t place = 0; place < walk.size(); ++place) {
    TileBlock& block = blocks[place / kBlock];
    walk.add(place, all, families, block.idle);
    if ((place + 1) % kBlock == 0 || place + 1 == walk.size()) block.families = families.take();
  }
  return blocks;
}

/// One thing that moves at a constant rate.
struct Move {
  double start = 0;
  double end = 0;
  double bits = 0;

  [[nodiscard]] double rate() const { return bits / (end - start); }
};

double timeTaken(double from, double to) {
  return to - from > 2 * kInstant ? to - from : 0;
}

FlowIndex flowOf(std::vector<Move> moves) {
  for (Move& move : moves) move.end = std::max(move.end, move.start + kInstant);
  FlowIndex flow;
  const auto fill = [&](auto timeOf, std::vector<double>& times, std::vector<double>& rates,
                        std::vector<double>& loads) {
    std::ranges::sort(moves, {}, timeOf);
    rates.push_back(0);
    loads.push_back(0);
    for (const Move& move : moves) {
      times.push_back(std::invoke(timeOf, move));
      rates.push_back(rates.back() + move.rate());
      loads.push_back(loads.back() + move.rate() * times.back());
    }
  };
  fill(&Move::start, flow.starts, flow.rateStarted, flow.loadStarted);
  for (std::size_t place = 0; place < moves.size(); ++place) {
    if (place % kBlock == 0) flow.blocks.emplace_back();
    flow.endOfStarted.push_back(moves[place].end);
    flow.blocks.back().time.add(timeTaken(moves[place].start, moves[place].end));
    flow.blocks.back().lastEnd = std::max(flow.blocks.back().lastEnd, moves[place].end);
  }
  fill(&Move::end, flow.ends, flow.rateEnded, flow.loadEnded);
  return flow;
}

/// Bits moved before `time`.
double movedBefore(const FlowIndex& flow, double time) {
  const auto started = static_cast<std::size_t>(std::ranges::lower_bound(flow.starts, time) - flow.starts.begin());
  const auto ended = static_cast<std::size_t>(std::ranges::lower_bound(flow.ends, time) - flow.ends.begin());
  return (flow.rateStarted[started] - flow.rateEnded[ended]) * time - flow.loadStarted[started] + flow.loadEnded[ended];
}

struct Moved {
  double bits = 0;
  Statistic time;
};

/// How long each move took within the window: blocks inside it at once, those that it cuts move by move.
Statistic timesWithin(const FlowIndex& flow, Window window) {
  Statistic time;
  for (std::size_t block = 0; block < flow.blocks.size(); ++block) {
    const std::size_t first = block * kBlock;
    const std::size_t after = std::min(first + kBlock, flow.starts.size());
    if (flow.starts[first] >= window.to) break;
    if (flow.blocks[block].lastEnd <= window.from) continue;
    if (flow.starts[first] >= window.from && flow.blocks[block].lastEnd <= window.to) {
      time.merge(flow.blocks[block].time);
      continue;
    }
    for (std::size_t place = first; place < after && flow.starts[place] < window.to; ++place) {
      if (flow.endOfStarted[place] <= window.from) continue;
      time.add(timeTaken(std::max(flow.starts[place], window.from), std::min(flow.endOfStarted[place], window.to)));
    }
  }
  return time;
}

Moved movedWithin(const FlowIndex& flow, Window window) {
  if (flow.starts.empty() || window.to <= window.from) return {};
  const double bits = movedBefore(flow, window.to) - movedBefore(flow, window.from);
  const Statistic time = timesWithin(flow, window);
  return {.bits = time.count > 0 ? std::max(0.0, bits) : 0, .time = time};
}

std::vector<std::array<FlowIndex, 2>> flowsOf(const RangeSource& source) {
  std::vector<std::array<std::vector<Move>, 2>> moves(source.accelerator.links.size());
  for (const Transfer& transfer : source.schedule.transfers) {
    const std::size_t way = transfer.to == source.accelerator.offChip ? 1 : 0;
    std::size_t hop = 0;
    for (const LinkId link : source.schedule.linksOf(transfer))
      if (!transfer.sharesHop(hop++))
        moves[link.index()][way].push_back(
            {transfer.start.value, transfer.end.value, static_cast<double>(transfer.bits.value)});
  }
  for (const Stream& stream : source.schedule.streams)
    if (!stream.shared)
      moves[stream.link.index()][stream.role == OperandRole::O ? 1 : 0].push_back(
          {stream.start.value, stream.end.value, static_cast<double>(stream.bits.value)});
  std::vector<std::array<FlowIndex, 2>> flows;
  for (auto& [in, out] : moves) flows.push_back({flowOf(std::move(in)), flowOf(std::move(out))});
  return flows;
}

CoreInRange summariseCore(const RangeIndex& index, const RangeSource& source, CoreId core, Window window,
                          FamilyTimes& all) {
  const CoreWalk walk(source, index.energyOfCost, core);
  const auto& blocks = index.cores[core.index()];
  CoreInRange summary{.core = core, .busy = {}, .idle = {}};
  FamilyTimes families(source.workload.layers.size());
  std::size_t place = walk.firstEndingAfter(window.from);
  while (place < walk.size() && walk.freeBefore(place) < window.to) {
    const std::size_t after = std::min(place + kBlock, walk.size());
    const bool whole = place % kBlock == 0 && walk.freeBefore(place) >= window.from && walk.end(after - 1) <= window.to;
    if (!whole) {
      walk.add(place++, window, families, summary.idle);
      continue;
    }
    const TileBlock& block = blocks[place / kBlock];
    for (const FamilyTime& family : block.families) families.merge(family);
    for (std::size_t cause = 0; cause < kIdleCauses; ++cause) summary.idle[cause].merge(block.idle[cause]);
    place = after;
  }
  const double free = walk.size() > 0 ? walk.end(walk.size() - 1) : 0;
  const double rest = std::min(window.to, source.schedule.makespan.value) - std::max(free, window.from);
  if (rest > 0) summary.idle[static_cast<std::size_t>(IdleCause::NothingToDo)].add(rest);
  for (const FamilyTime& family : families.take()) {
    summary.busy.merge(family.busy);
    all.merge(family);
  }
  return summary;
}

}  // namespace

void Statistic::add(double value) {
  least = count == 0 ? value : std::min(least, value);
  most = count == 0 ? value : std::max(most, value);
  sum += value;
  ++count;
}

void Statistic::merge(const Statistic& other) {
  if (other.count == 0) return;
  least = count == 0 ? other.least : std::min(least, other.least);
  most = count == 0 ? other.most : std::max(most, other.most);
  sum += other.sum;
  count += other.count;
}

RangeIndex buildRangeIndex(const RangeSource& source, const Assumptions& assumptions) {
  RangeIndex index;
  for (const TileCost& cost : source.costs.distinct)
    index.energyOfCost.push_back(tileEnergy(cost, source.accelerator, assumptions).value);
  FamilyTimes families(source.workload.layers.size());
  for (std::size_t core = 0; core < source.schedule.tilesOfCore.size(); ++core)
    index.cores.push_back(blocksOf(CoreWalk(source, index.energyOfCost, CoreId(core)), families));
  index.links = flowsOf(source);
  return index;
}

RangeSummary summarise(const RangeIndex& index, const RangeSource& source, Cycles from, Cycles to) {
  RangeSummary summary{.from = from, .to = to, .cores = {}, .families = {}, .links = {}};
  const Window window{from.value, to.value};
  FamilyTimes families(source.workload.layers.size());
  for (std::size_t core = 0; core < index.cores.size(); ++core)
    if (CoreId(core) != source.accelerator.offChip)
      summary.cores.push_back(summariseCore(index, source, CoreId(core), window, families));
  summary.families = families.take();
  std::ranges::stable_sort(summary.families, std::greater{}, [](const FamilyTime& entry) { return entry.busy.sum; });
  for (const FamilyTime& family : summary.families) summary.energy += family.energy;
  for (std::size_t link = 0; link < index.links.size(); ++link) {
    const Moved read = movedWithin(index.links[link][0], window);
    const Moved written = movedWithin(index.links[link][1], window);
    summary.links.push_back({.link = LinkId(link),
                             .readBits = read.bits,
                             .reads = read.time,
                             .writtenBits = written.bits,
                             .writes = written.time});
  }
  return summary;
}

}  // namespace fusewright
