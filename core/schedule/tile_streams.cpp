// The part of TileScheduler that books links for operands streamed while a tile runs (METHOD A5.6).
#include <algorithm>
#include <array>
#include <cmath>

#include "core/schedule/operand_block.h"
#include "core/schedule/tile_scheduler.h"

namespace fusewright {
namespace {

constexpr std::array kInputRoles{OperandRole::I, OperandRole::W};
constexpr std::array kOutputRoles{OperandRole::O};
constexpr std::array kAllRoles{OperandRole::I, OperandRole::W, OperandRole::O};

/// What a tile's streams move over one link together.
struct StreamShare {
  LinkId link;
  std::int64_t bits = 0;

  /// Bits per cycle to book when they are spread over `duration` cycles.
  [[nodiscard]] std::int64_t rate(double duration) const {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(bits) / duration));
  }
};

}  // namespace

/// A5.6, first half: whether the tile's operands count as streamed for the booking of the link. Inputs alone may be let
/// off: all that must be on the core comes as slices and fits, no constant is streamed, and the output stays on chip.
/// The published schedules at 1 MB show it for mul_h_C (input streamed: nothing booked) but not for mul_delta_B (output
/// streamed: booked).
bool TileScheduler::bookingIsLifted(TileId tile) const {
  const TileCost& cost = costOf(tile);
  if (cost.streamed[OperandRole::O] || needed_.empty()) return false;
  Bits slices;
  for (const NeededPiece& need : needed_) {
    if (!need.slice) return false;
    slices += need.sliceBits;
  }
  const Layer& layer = workload_.layer(graph_.layer[tile.index()]);
  for (std::int32_t constant : graph_.constantsOf(tile))
    if (cost.streamed[layer.inputs[static_cast<std::size_t>(graph_.constants[static_cast<std::size_t>(constant)].input)]
                          .role])
      return false;
  return slices <= store_.occupancy(routes_.memory(graph_.core[tile.index()], OperandRole::I)).capacity();
}

/// B2: what streamed operands read must be off chip, whole, before the tile starts.
void TileScheduler::writeStreamedInputs(TileId tile, Start& start) {
  const Layer& layer = workload_.layer(graph_.layer[tile.index()]);
  for (auto edge = static_cast<std::size_t>(graph_.producerBegin[tile.index()]);
       edge < static_cast<std::size_t>(graph_.producerBegin[tile.index() + 1]); ++edge) {
    const TileId producer = graph_.producer[edge];
    if (graph_.layer[producer.index()] == graph_.layer[tile.index()]) continue;
    if (!costOf(tile).streamed[layer.inputs[graph_.producerInput[edge]].role]) continue;
    const PieceId piece = outputPiece(producer);
    if (store_.holds(dram_, piece)) {
      start.atLeast(store_.availableAt(piece, dram_), BindingCause::Dependency, producer.value);
      continue;
    }
    const auto source = holder(piece, accelerator_.offChip);
    if (!source) continue;
    const TransferId moved = writeBack(piece, *source, start.time, TransferCause::Spill, graph_.layer[tile.index()]);
    start.atLeast(schedule_.transfers[moved.index()].end.value, BindingCause::Transfer, moved.value);
  }
}

/// B2: a tile that streams takes as long as its links need; an output that found no room on chip is streamed too.
void TileScheduler::bookBoundedStreams(TileId tile, MemoryId outputMemory, Start& start) {
  const TileCost& cost = costOf(tile);
  std::array<std::int64_t, kOperandRoles> bits{};
  for (OperandRole role : kAllRoles)
    if (const std::size_t index = roleIndex(role); cost.streamed[role])
      bits[index] = cost.offChipRead[index].value + cost.offChipWrite[index].value;
  if (outputMemory == dram_ && !cost.streamed[OperandRole::O])
    bits[roleIndex(OperandRole::O)] = graph_.outputBits[tile.index()].value;
  const CoreId core = graph_.core[tile.index()];
  const auto in = routes_.route(accelerator_.offChip, core), out = routes_.route(core, accelerator_.offChip);
  const auto routeOf = [&](OperandRole role) { return role == OperandRole::O ? out : in; };

  std::vector<StreamShare> shares;  // one entry a link, in order of first use
  for (OperandRole role : kAllRoles) {
    if (bits[roleIndex(role)] == 0) continue;
    for (LinkId link : routeOf(role)) {
      auto share = std::ranges::find(shares, link, &StreamShare::link);
      if (share == shares.end()) share = shares.insert(shares.end(), {.link = link, .bits = 0});
      share->bits += bits[roleIndex(role)];
    }
  }
  if (shares.empty()) return;
  for (const StreamShare& share : shares)
    duration_ = std::max(duration_, std::ceil(static_cast<double>(share.bits) /
                                              static_cast<double>(accelerator_.link(share.link).bandwidth.value)));
  for (bool moved = true; moved;) {
    moved = false;
    for (const StreamShare& share : shares) {
      const LinkWindow window = links_[share.link.index()].earliestWindow(start.time, duration_, share.rate(duration_));
      if (window.start <= start.time) continue;
      moved = true;
      const std::int32_t holder = window.heldBy.kind == Booker::Kind::Tile ? -1 - window.heldBy.id : window.heldBy.id;
      start.atLeast(window.start, BindingCause::OffChip, holder);
    }
  }
  for (const StreamShare& share : shares)
    links_[share.link.index()].book(start.time, start.time + duration_, share.rate(duration_),
                                    {Booker::Kind::Tile, tile.value});
  for (OperandRole role : kAllRoles) {
    const std::int64_t moved = bits[roleIndex(role)];
    if (moved == 0) continue;
    for (LinkId link : routeOf(role))
      streams_.push_back(
          {.tile = tile,
           .role = role,
           .link = link,
           .start = Cycles(start.time),
           .end = Cycles(start.time + duration_),
           .bits = Bits(moved),
           .bandwidth = BitsPerCycle(static_cast<std::int64_t>(static_cast<double>(moved) / duration_))});
  }
}

/// What the streamed ones of `roles` want of `link` together, scaled down to what it has, each rounded down.
std::int64_t TileScheduler::wantedByStreams(const TileCost& cost, std::span<const OperandRole> roles,
                                            LinkId link) const {
  const auto bandwidthOf = [&](OperandRole role) {
    return cost.streamed[role] ? cost.streamBandwidth[roleIndex(role)] : 0;
  };
  std::int64_t wanted = 0, scaled = 0;
  for (OperandRole role : roles) wanted += bandwidthOf(role);
  const std::int64_t available = accelerator_.link(link).bandwidth.value;
  if (wanted <= available) return wanted;
  const double factor = static_cast<double>(available) / static_cast<double>(wanted);
  for (OperandRole role : roles)
    scaled += static_cast<std::int64_t>(std::floor(factor * static_cast<double>(bandwidthOf(role))));
  return scaled;
}

/// A5.6: streamed operands book the off-chip link for the whole run, each with its own bandwidth.
void TileScheduler::bookStreams(TileId tile, Start& start) {
  const TileCost& cost = costOf(tile);
  if (!cost.streamed.any() || bookingIsLifted(tile)) return;
  const CoreId core = graph_.core[tile.index()];
  const auto in = routes_.route(accelerator_.offChip, core), out = routes_.route(core, accelerator_.offChip);
  const bool sameLink = std::ranges::equal(in, out);
  const std::int64_t wantedIn =
      sameLink ? wantedByStreams(cost, kAllRoles, in.front()) : wantedByStreams(cost, kInputRoles, in.front());
  const std::int64_t wantedOut = sameLink ? 0 : wantedByStreams(cost, kOutputRoles, out.front());
  const double latency = cost.latency.value;
  for (bool moved = true; moved;) {
    LinkWindow window{.start = start.time, .heldBy = {}};
    if (wantedIn > 0) window = earliestCommonWindow(links_, in, start.time, latency, wantedIn);
    if (wantedOut > 0) {
      const LinkWindow outWindow = earliestCommonWindow(links_, out, window.start, latency, wantedOut);
      if (outWindow.start > window.start) window = outWindow;
    }
    moved = window.start > start.time;
    const std::int32_t holder = window.heldBy.kind == Booker::Kind::Tile ? -1 - window.heldBy.id : window.heldBy.id;
    start.atLeast(window.start, BindingCause::OffChip, holder);
  }
  for (OperandRole role : kAllRoles)
    if (cost.streamed[role]) bookStream(tile, role, role == OperandRole::O ? out : in, start.time);
}

void TileScheduler::bookStream(TileId tile, OperandRole role, std::span<const LinkId> links, double from) {
  const TileCost& cost = costOf(tile);
  const std::size_t index = roleIndex(role);
  const double to = from + cost.latency.value;
  const CarriedBlock block{graph_.layer[tile.index()].value, static_cast<std::int32_t>(index),
                           operandBlock(workload_, graph_, tile, role)};
  for (LinkId link : links) {
    const bool shared = isRepeated(link, block, from);
    if (!shared) links_[link.index()].book(from, to, cost.streamBandwidth[index], {Booker::Kind::Tile, tile.value});
    streams_.push_back({.tile = tile,
                        .role = role,
                        .link = link,
                        .start = Cycles(from),
                        .end = Cycles(to),
                        .bits = shared ? Bits(0) : cost.offChipRead[index] + cost.offChipWrite[index],
                        .bandwidth = BitsPerCycle(shared ? 0 : cost.streamBandwidth[index]),
                        .shared = shared});
  }
}

}  // namespace fusewright
