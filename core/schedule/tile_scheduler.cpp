#include "core/schedule/tile_scheduler.h"

#include <algorithm>
#include <cmath>

#include "core/schedule/leaving_outputs.h"
#include "core/schedule/piece_uses.h"

namespace fusewright {
namespace {

std::vector<Bits> capacitiesOf(const Accelerator& accelerator) {
  std::vector<Bits> capacities;
  for (const TopMemory& memory : topMemories(accelerator))
    capacities.push_back(accelerator.core(memory.core).memories[memory.level].capacity);
  return capacities;
}

std::vector<LinkReservation> reservationsOf(const Accelerator& accelerator) {
  std::vector<LinkReservation> reservations;
  for (const Link& link : accelerator.links) reservations.emplace_back(link.bandwidth);
  return reservations;
}

std::vector<TileId> lastTiles(const TileGraph& graph) {
  std::vector<TileId> last(graph.layerTilings.size(), TileId(-1));
  for (std::size_t tile = 0; tile < graph.size(); ++tile) last[graph.layer[tile].index()] = TileId(tile);
  return last;
}

}  // namespace

TileScheduler::TileScheduler(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                             const TileCosts& costs, const Assumptions& assumptions, Eviction eviction, LinkUse links)
    : workload_(workload),
      accelerator_(accelerator),
      graph_(graph),
      costs_(costs),
      assumptions_(assumptions),
      eviction_(eviction),
      linkUse_(links),
      routes_(accelerator),
      dram_(routes_.memory(accelerator.offChip, OperandRole::I)),
      neededPieces_(workload, graph, assumptions),
      nextUse_(graph),
      store_(graph, capacitiesOf(accelerator), dram_, usesByMemory(workload, graph, routes_),
             assumptions.has(Repair::TrueState) ? EvictionRule::FarthestNextUse : EvictionRule::LeastWanted),
      links_(reservationsOf(accelerator)),
      coreIdle_(accelerator.cores.size(), 0),
      coreIdleCause_(accelerator.cores.size()),
      placedOfLayer_(workload.layers.size(), 0),
      layerIsWritten_(writtenLayers(workload, graph, assumptions)),
      layerMakesRoom_(layersMakingRoom(workload, accelerator, graph, assumptions)),
      lastOfLayer_(lastTiles(graph)),
      readersLeft_(graph.consumers),
      fetchedBefore_(graph.size() + graph.constants.size(), false),
      neededBy_(graph.size() + graph.constants.size(), -1),
      arrivedBy_(graph.size() + graph.constants.size(), -1) {
  for (std::int32_t slice : graph.producerSlice) {
    if (slice < 0) continue;
    if (static_cast<std::size_t>(slice) >= sharedSlices_.size())
      sharedSlices_.resize(static_cast<std::size_t>(slice) + 1);
    ++sharedSlices_[static_cast<std::size_t>(slice)].readersLeft;
  }
  schedule_.start.resize(graph.size());
  schedule_.end.resize(graph.size());
  schedule_.boundBy.resize(graph.size());
  schedule_.boundById.resize(graph.size(), -1);
  schedule_.tilesOfCore.resize(accelerator.cores.size());
  routeBegin_.resize(accelerator.cores.size() * accelerator.cores.size(), -1);
}

double TileScheduler::place(TileId tile) {
  placing_ = tile;
  duration_ = costOf(tile).latency.value;
  markNeeded(tile);
  synchronise(tile);
  Start start = afterProducers(tile);
  flush(tile, start);
  fetchAll(tile, start);
  const MemoryId outputMemory = placeOutput(tile, start);
  if (repaired(Repair::BoundedLinks))
    bookBoundedStreams(tile, outputMemory, start);
  else
    bookStreams(tile, start);
  run(tile, start, outputMemory);
  releaseInputs(tile);
  releaseOutput(tile, outputMemory);
  return schedule_.end[tile.index()].value;
}

/// A5.1: what the tile needs; pieces that it reads stay where they are until it has run.
void TileScheduler::markNeeded(TileId tile) {
  needed_ = neededPieces_.of(tile, costOf(tile).streamed);
  for (const NeededPiece& need : needed_) neededBy_[need.piece.index()] = tile.value;
}

/// A5.2: at the first tile of a layer whose producers' layers all come before it in order of priority, all cores wait
/// for the last of them. Of the steps of a recurrence only the first one counts.
void TileScheduler::synchronise(TileId tile) {
  const LayerId layer = graph_.layer[tile.index()];
  const auto& step = workload_.layer(layer).recurrence;
  const bool first = graph_.indexInLayer[tile.index()] == 0 && (!step || step->step == 0);
  if (!first || coreIdle_.size() <= 2) return;  // one core and its off-chip memory
  for (TileId producer : graph_.producersOf(tile)) {
    const LayerId from = graph_.layer[producer.index()];
    if (from != layer && lastOfLayer_[from.index()] > tile) return;
  }
  const std::size_t last = static_cast<std::size_t>(std::ranges::max_element(coreIdle_) - coreIdle_.begin());
  for (std::size_t core = 0; core < coreIdle_.size(); ++core) {
    if (coreIdle_[core] >= coreIdle_[last]) continue;
    coreIdle_[core] = coreIdle_[last];
    coreIdleCause_[core] = {coreIdle_[last], BindingCause::Synchronisation, coreIdleCause_[last].id};
  }
}

TileScheduler::Start TileScheduler::afterProducers(TileId tile) const {
  Start start = coreIdleCause_[graph_.core[tile.index()].index()];
  for (TileId producer : graph_.producersOf(tile))
    start.atLeast(schedule_.end[producer.index()].value, BindingCause::Dependency, producer.value);
  return start;
}

/// A5.3: a tile with streamed operands empties their memories of all it does not need.
void TileScheduler::flush(TileId tile, Start& start) {
  const StreamedOperands& streamed = costOf(tile).streamed;
  if (!streamed.any()) return;
  if (repaired(Repair::BoundedLinks)) writeStreamedInputs(tile, start);
  const CoreId core = graph_.core[tile.index()];
  for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O}) {
    if (!streamed[role]) continue;
    const MemoryId memory = routes_.memory(core, role);
    const std::vector<PieceId> held = store_.contents(memory);
    for (PieceId piece : held)
      if (!isNeeded(piece) && store_.since(piece, memory) <= start.time)
        start.atLeast(evict(piece, memory, start.time, graph_.layer[tile.index()]), BindingCause::MemoryFull,
                      piece.value);
  }
}

/// B7: whether the array is still full of a tile of the same loop nest. Tiles with streams do not take part: what they
/// wait for is the link.
bool TileScheduler::followsDirectly(TileId tile, double start) const {
  const std::vector<TileId>& before = schedule_.tilesOfCore[graph_.core[tile.index()].index()];
  if (!repaired(Repair::PipelinedTiles) || before.empty() || costOf(tile).streamed.any()) return false;
  const TileId last = before.back();
  const auto nestOf = [&](TileId which) {
    return costs_.loopNest[static_cast<std::size_t>(costs_.ofTile[which.index()])];
  };
  return schedule_.end[last.index()].value == start && nestOf(last) == nestOf(tile) && !costOf(last).streamed.any();
}

/// A5.7.
void TileScheduler::run(TileId tile, const Start& start, MemoryId outputMemory) {
  const std::size_t index = tile.index();
  const CoreId core = graph_.core[index];
  if (followsDirectly(tile, start.time)) duration_ -= costOf(tile).fillAndDrain.value;
  const double end = start.time + duration_;
  schedule_.start[index] = Cycles(start.time);
  schedule_.end[index] = Cycles(end);
  schedule_.boundBy[index] = start.cause;
  schedule_.boundById[index] = start.id;
  schedule_.tilesOfCore[core.index()].push_back(tile);
  coreIdle_[core.index()] = end;
  coreIdleCause_[core.index()] = {end, BindingCause::CoreBusy, tile.value};
  ++placedOfLayer_[graph_.layer[index].index()];
  if (repaired(Repair::TrueState)) store_.setNextUse(outputPiece(tile), nextUse_.after(outputPiece(tile), tile));
  store_.enter(outputPiece(tile), outputMemory, start.time, end);
}

void TileScheduler::noteUses(TileId tile, double end) {
  const CoreId core = graph_.core[tile.index()];
  for (TileId producer : graph_.producersOf(tile)) {
    if (graph_.layer[producer.index()] == graph_.layer[tile.index()]) continue;
    for (OperandRole role : {OperandRole::I, OperandRole::W})
      store_.noteUse(outputPiece(producer), routes_.memory(core, role), tile, end);
  }
  const Layer& layer = workload_.layer(graph_.layer[tile.index()]);
  for (std::int32_t index : graph_.constantsOf(tile)) {
    const ConstantPiece& constant = graph_.constants[static_cast<std::size_t>(index)];
    const OperandRole role = layer.inputs[static_cast<std::size_t>(constant.input)].role;
    store_.noteUse(constantPiece(graph_, index), routes_.memory(core, role), tile, end);
  }
}

/// A5.8, first half: uses go down; what nobody needs any more is dropped, and so are slices. Streamed operands do not
/// count: what they read stays on chip until it is in the way; what is off chip alone leaves after its last reader.
void TileScheduler::releaseInputs(TileId tile) {
  const double end = schedule_.end[tile.index()].value;
  const CoreId core = graph_.core[tile.index()];
  for (const HeldSlice& slice : slices_) {
    store_.noteUse(slice.piece, slice.memory, tile, end);
    const bool last = slice.shared < 0 || --sharedSlices_[static_cast<std::size_t>(slice.shared)].readersLeft == 0;
    if (last) store_.leave(slice.piece, slice.memory, std::max(end, store_.lastUse(slice.piece, slice.memory)));
  }
  for (const HeldSlice& slice : slices_)
    if (store_.holds(slice.memory, slice.piece))
      store_.setNextUse(slice.piece, nextUse_.after(store_.sourceOf(slice.piece), tile));
  slices_.clear();
  noteUses(tile, end);
  for (const NeededPiece& need : needed_) {
    if (repaired(Repair::TrueState)) store_.setNextUse(need.piece, nextUse_.after(need.piece, tile));
    store_.countDown(need.piece, routes_.memory(core, need.role));
  }
  for (const NeededPiece& need : needed_)
    if (store_.isUsedUp(need.piece)) store_.leaveEverywhere(need.piece, end);
  std::optional<TileId> last;
  for (TileId producer : graph_.producersOf(tile)) {
    if (graph_.layer[producer.index()] == graph_.layer[tile.index()] || last == producer) continue;
    last = producer;
    const PieceId piece = outputPiece(producer);
    if (--readersLeft_[producer.index()] > 0) continue;
    if (repaired(Repair::BoundedLinks))
      store_.leaveEverywhere(piece, end);
    else if (store_.isOnlyIn(dram_, piece))
      store_.leave(piece, dram_, store_.lastUse(piece, dram_));
  }
}

/// A5.8, second half: results of final layers go off chip; other outputs that nobody reads stay.
void TileScheduler::releaseOutput(TileId tile, MemoryId memory) {
  const LayerId layer = graph_.layer[tile.index()];
  const bool makesRoom = layerMakesRoom_[layer.index()];
  if (memory == dram_ || !(layerIsWritten_[layer.index()] || makesRoom)) return;
  const PieceId piece = outputPiece(tile);
  const TransferCause cause = layerIsWritten_[layer.index()] ? TransferCause::Output : TransferCause::Spill;
  const TransferId transfer = writeBack(piece, memory, schedule_.end[tile.index()].value, cause, layer);
  if (graph_.consumers[tile.index()] == 0 || makesRoom)
    store_.leave(piece, memory, schedule_.transfers[transfer.index()].end.value);
}

Schedule TileScheduler::finish() && {
  double last = 0;
  for (Cycles end : schedule_.end) last = std::max(last, end.value);
  for (const Transfer& transfer : schedule_.transfers) last = std::max(last, transfer.end.value);
  store_.leaveAll(last);
  schedule_.makespan = Cycles(last);
  schedule_.latency = Cycles(std::floor(last));
  schedule_.pieces = std::move(store_).takePieces();
  const auto byStart = [&](TileId a, TileId b) {
    return std::pair(schedule_.start[a.index()].value, a) < std::pair(schedule_.start[b.index()].value, b);
  };
  for (std::vector<TileId>& tiles : schedule_.tilesOfCore) std::ranges::sort(tiles, byStart);
  std::ranges::stable_sort(streams_, {}, &Stream::start);
  schedule_.streams = StreamTable::of(streams_);
  std::vector<Residency> stays = std::move(store_).takeResidencies();
  std::ranges::stable_sort(stays, {}, &Residency::from);
  schedule_.residencies = ResidencyTable::of(stays);
  schedule_.shrinkToFit();
  return std::move(schedule_);
}

}  // namespace fusewright
