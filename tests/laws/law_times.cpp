// Laws of time: tiles, bounds, whole cycles.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "tests/laws/laws.h"

namespace fusewright::tests {
namespace {

std::string oneTileAtATime(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  std::size_t seen = 0;
  for (std::size_t core = 0; core < schedule.tilesOfCore.size(); ++core) {
    const std::vector<TileId>& tiles = schedule.tilesOfCore[core];
    seen += tiles.size();
    for (std::size_t index = 0; index < tiles.size(); ++index) {
      if (schedule.end[tiles[index].index()] < schedule.start[tiles[index].index()])
        return fmt::format("tile {} ends before it starts", tiles[index].value);
      if (evaluation.graph->core[tiles[index].index()] != CoreId(core))
        return fmt::format("tile {} runs on core {}", tiles[index].value, core);
      if (index > 0 && schedule.end[tiles[index - 1].index()] > schedule.start[tiles[index].index()])
        return fmt::format("tiles {} and {} overlap on core {}", tiles[index - 1].value, tiles[index].value, core);
    }
  }
  return seen == evaluation.graph->size() ? "" : fmt::format("{} of {} tiles run", seen, evaluation.graph->size());
}

std::string producersEndFirst(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile)
    for (TileId producer : evaluation.graph->producersOf(TileId(tile)))
      if (schedule.end[producer.index()] > schedule.start[tile])
        return fmt::format("tile {} starts at {}, its producer {} ends at {}", tile, schedule.start[tile].value,
                           producer.value, schedule.end[producer.index()].value);
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    if (transfer.neededBy && transfer.end > schedule.start[transfer.neededBy->index()])
      return fmt::format("transfer {} ends at {}, tile {} needs it at {}", index, transfer.end.value,
                         transfer.neededBy->value, schedule.start[transfer.neededBy->index()].value);
  }
  return {};
}

std::string nothingMovesBeforeItIsMade(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    Piece piece = schedule.pieces[transfer.piece.index()];
    while (piece.kind == Piece::Kind::Slice) piece = schedule.pieces[static_cast<std::size_t>(piece.source)];
    if (piece.kind == Piece::Kind::TileOutput && schedule.end[piece.tile->index()] > transfer.start)
      return fmt::format("transfer {} starts at {}, tile {} makes what it moves by {}", index, transfer.start.value,
                         piece.tile->value, schedule.end[piece.tile->index()].value);
  }
  return {};
}

std::string coresAreNotBusierThanTheMakespan(const Evaluation& evaluation) {
  for (std::size_t core = 0; core < evaluation.metrics->cores.size(); ++core)
    if (evaluation.metrics->cores[core].busy.value > evaluation.schedule->makespan.value + toleranceOf(evaluation))
      return fmt::format("core {} is busy for {} of {} cycles", core, evaluation.metrics->cores[core].busy.value,
                         evaluation.schedule->makespan.value);
  return {};
}

std::string noScheduleBeatsItsBounds(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  const double bound = std::max({metrics.computeBound.value, metrics.dramBound.value, metrics.criticalPath.value});
  if (metrics.latency.value >= bound) return {};
  return fmt::format("latency {} is below compute bound {}, off-chip bound {} or critical path {}",
                     metrics.latency.value, metrics.computeBound.value, metrics.dramBound.value,
                     metrics.criticalPath.value);
}

bool isWhole(Cycles time) {
  return time.value >= 0 && std::floor(time.value) == time.value;
}

std::string timesAreWhole(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  for (std::size_t tile = 0; tile < schedule.start.size(); ++tile)
    if (!isWhole(schedule.start[tile]) || !isWhole(schedule.end[tile]))
      return fmt::format("tile {} runs from {} to {}", tile, schedule.start[tile].value, schedule.end[tile].value);
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index)
    if (!isWhole(schedule.transfers[index].start) || !isWhole(schedule.transfers[index].end))
      return fmt::format("transfer {} runs from {} to {}", index, schedule.transfers[index].start.value,
                         schedule.transfers[index].end.value);
  for (const Stream& stream : schedule.streams)
    if (!isWhole(stream.start) || !isWhole(stream.end))
      return fmt::format("tile {} streams from {} to {}", stream.tile.value, stream.start.value, stream.end.value);
  for (const Residency& stay : schedule.residencies)
    if (!isWhole(stay.from) || !isWhole(stay.to))
      return fmt::format("piece {} resides from {} to {}", stay.piece.value, stay.from.value, stay.to.value);
  if (schedule.latency != schedule.makespan) return "the latency is not the makespan";
  return {};
}

constexpr std::array kLaws{
    Law{"each core runs one tile at a time", LawScope::Every, oneTileAtATime},
    Law{"producers end first", LawScope::Every, producersEndFirst},
    Law{"nothing moves before it is made", LawScope::Every, nothingMovesBeforeItIsMade},
    Law{"no core is busier than the makespan", LawScope::Every, coresAreNotBusierThanTheMakespan},
    Law{"no schedule beats its bounds", LawScope::Physical, noScheduleBeatsItsBounds},
    Law{"times are whole", LawScope::Physical, timesAreWhole}};

}  // namespace

std::span<const Law> timeLaws() {
  return kLaws;
}

double toleranceOf(const Evaluation& evaluation) {
  return evaluation.design.assumptions.has(Repair::WholeCycles) ? 0 : 1e-6;
}

std::string firstBreach(const Evaluation& evaluation, const std::string& only) {
  const bool physical = std::ranges::all_of(evaluation.design.assumptions.repaired, std::identity{});
  for (std::span<const Law> laws : {timeLaws(), placeLaws(), resourceLaws(), resultLaws()})
    for (const Law& law : laws) {
      if ((law.scope == LawScope::Physical && !physical) || (!only.empty() && only != law.name)) continue;
      if (const std::string breach = law.breach(evaluation); !breach.empty())
        return std::string(law.name) + ": " + breach;
    }
  return {};
}

}  // namespace fusewright::tests
