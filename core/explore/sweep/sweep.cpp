#include "core/explore/sweep/sweep.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include <fmt/format.h>

#include "core/evaluate/mapped_design.h"
#include "core/tiling/layer_tiling.h"

namespace fusewright {
namespace {

/// Largest evaluation that is kept to save stages of the next one; larger ones are let go before it starts.
constexpr std::size_t kMostTilesKept = 100'000;

/// A thread takes so many designs in a row while they have few tiles: neighbours often agree in their mapping. Of large
/// ones it takes one, so that none is left over while other threads have nothing to do.
constexpr std::size_t kRunOfSmallDesigns = 4;
constexpr std::int64_t kFewTiles = 2'000;

std::vector<TilingEntry> cutsOf(const Workload& workload, const TileGraph& graph) {
  std::map<std::string, std::int64_t> parts;
  for (std::size_t layer = 0; layer < graph.layerTilings.size(); ++layer)
    for (const TileLoop& loop : graph.layerTilings[layer].loops) {
      const std::string& name = workload.layers[layer].dims[static_cast<std::size_t>(loop.dim)].name;
      if (loop.parts > 1) parts[name] = std::max(parts[name], loop.parts);
    }
  std::vector<TilingEntry> cuts;
  for (const auto& [name, most] : parts) cuts.push_back({name, most});
  return cuts;
}

/// Transfers in one direction across the border of the chip.
struct Crossings {
  std::int64_t count = 0;
  Bits bits;
};

Crossings crossings(const Schedule& schedule, CoreId Transfer::*end, CoreId offChip) {
  Crossings found;
  for (const Transfer& transfer : schedule.transfers) {
    if (transfer.isCopy()) continue;
    if (transfer.*end != offChip) continue;
    ++found.count;
    found.bits += transfer.bits;
  }
  return found;
}

/// How many tiles a design will be cut into, under all mappings that it may have.
std::int64_t tilesOf(const MappedDesign& mapped, const Assumptions& assumptions) {
  std::int64_t tiles = 0;
  const auto add = [&](const Mapping& mapping) {
    for (const LayerTiling& tiling : tileLayers(*mapped.workload, mapping, assumptions)) tiles += tiling.tiles;
  };
  add(*mapped.mapping);
  for (const auto& alternative : mapped.alternatives) add(*alternative);
  return tiles;
}

/// Lets evaluations begin while all of them together hold few enough tiles.
class TileBudget {
 public:
  explicit TileBudget(std::int64_t most) : most_(most) {}

  [[nodiscard]] std::int64_t most() const { return most_; }

  void take(std::int64_t tiles) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return held_ == 0 || held_ + tiles <= most_; });
    held_ += tiles;
  }
  void giveBack(std::int64_t tiles) {
    const std::scoped_lock lock(mutex_);
    held_ -= tiles;
    changed_.notify_all();
  }

 private:
  std::int64_t most_;
  std::int64_t held_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// Tiles taken from a budget until the end of a scope.
class HeldTiles {
 public:
  HeldTiles(TileBudget& budget, std::int64_t tiles) : budget_(budget), tiles_(tiles) { budget_.take(tiles_); }
  ~HeldTiles() { budget_.giveBack(tiles_); }
  HeldTiles(const HeldTiles&) = delete;
  HeldTiles& operator=(const HeldTiles&) = delete;

 private:
  TileBudget& budget_;
  std::int64_t tiles_;
};

/// One thread's share of a sweep.
class Worker {
 public:
  Worker(const DesignSource& designs, TileCostTable& table, TileBudget& budget)
      : designs_(designs), table_(table), budget_(budget) {}

  SweepRow run(std::size_t index, std::stop_token stop) {
    try {
      return evaluated(index, std::move(stop));
    } catch (const std::bad_alloc&) {
      previous_.reset();
      return refused("out of memory; cut the design into fewer tiles");
    } catch (const std::exception& error) {
      return refused(fmt::format("internal error: {}", error.what()));
    }
  }

 private:
  static SweepRow refused(std::string reason) { return {.metrics = std::nullopt, .violations = {std::move(reason)}}; }

  SweepRow evaluated(std::size_t index, std::stop_token stop) {
    const auto design = designs_(index);
    if (!design) return refused(message(design.error()));
    const Evaluation* previous = previous_ ? &*previous_ : nullptr;
    auto mapped = mapDesign(*design, previous);
    if (!mapped) return refused(message(mapped.error()));
    const std::int64_t tiles = tilesOf(*mapped, design->assumptions);
    if (tiles > budget_.most())
      return refused(fmt::format("it would be cut into {} tiles, more than the {} that a sweep holds at once", tiles,
                                 budget_.most()));
    const HeldTiles held(budget_, tiles);
    auto evaluation = evaluateMapped(*design, std::move(*mapped), table_, previous, stop);
    if (!evaluation) {
      if (stop.stop_requested()) return {};
      return refused(message(evaluation.error()));
    }
    SweepRow row{.metrics = sweepMetrics(*evaluation), .violations = {}};
    for (const Violation& violation : evaluation->metrics->violations) row.violations.push_back(violation.what);
    previous_.reset();
    if (evaluation->graph->size() <= kMostTilesKept) previous_ = *std::move(evaluation);
    return row;
  }

  const DesignSource& designs_;
  TileCostTable& table_;
  TileBudget& budget_;
  std::optional<Evaluation> previous_;
};

}  // namespace

SweepMetrics sweepMetrics(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const Metrics& measured = *evaluation.metrics;
  SweepMetrics metrics{.latency = measured.latency,
                       .latencyMs = measured.latencyMs,
                       .areaMm2 = measured.areaMm2,
                       .energy = measured.energy,
                       .utilisation = measured.utilisation,
                       .operations = measured.operations,
                       .tiles = static_cast<std::int64_t>(evaluation.graph->size()),
                       .cuts = cutsOf(*evaluation.workload, *evaluation.graph),
                       .streams = static_cast<std::int64_t>(evaluation.schedule->streams.size()),
                       .dramRead = measured.dram.read,
                       .dramWritten = measured.dram.written,
                       .computeBound = measured.computeBound,
                       .dramBound = measured.dramBound,
                       .criticalPath = measured.criticalPath};
  const Crossings reads = crossings(*evaluation.schedule, &Transfer::from, accelerator.offChip);
  const Crossings writes = crossings(*evaluation.schedule, &Transfer::to, accelerator.offChip);
  metrics.transferReads = reads.count;
  metrics.transferReadBits = reads.bits;
  metrics.transferWrites = writes.count;
  metrics.transferWriteBits = writes.bits;
  for (const CoreMetrics& core : measured.cores) metrics.busy += core.busy;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (std::size_t index = 0; index < memories.size(); ++index)
    if (memories[index].core != accelerator.offChip)
      metrics.peakMemory = std::max(metrics.peakMemory, measured.memories[index].peak);
  return metrics;
}

void sweepEach(const IndexSource& next, const DesignSource& designs, const RowSink& sink, const SweepOptions& options,
               std::stop_token stop) {
  TileCostTable table;
  TileBudget budget(options.tilesAtOnce);
  std::mutex asking;
  std::mutex reporting;
  std::size_t finished = 0;
  const auto nextIndices = [&](std::size_t most) {
    const std::scoped_lock lock(asking);
    return next(most);
  };
  const auto work = [&] {
    Worker worker(designs, table, budget);
    std::size_t most = 1;
    while (!stop.stop_requested()) {
      const std::vector<std::uint64_t> indices = nextIndices(most);
      if (indices.empty()) return;
      for (const std::uint64_t index : indices) {
        SweepRow row = worker.run(index, stop);
        if (stop.stop_requested() && !row.metrics) return;
        most = row.metrics && row.metrics->tiles < kFewTiles ? kRunOfSmallDesigns : 1;
        const std::scoped_lock lock(reporting);
        sink(index, std::move(row));
        ++finished;
        if (options.progress) options.progress(finished);
      }
    }
  };
  std::vector<std::jthread> threads;
  for (int job = 1; job < options.jobs; ++job) threads.emplace_back(work);
  work();
}

std::vector<SweepRow> sweep(std::size_t count, const DesignSource& designs, const SweepOptions& options,
                            std::stop_token stop) {
  std::vector<SweepRow> rows(count);
  std::uint64_t given = 0;
  const auto next = [&](std::size_t most) {
    std::vector<std::uint64_t> indices;
    while (indices.size() < most && given < count) indices.push_back(given++);
    return indices;
  };
  sweepEach(
      next, designs, [&rows](std::uint64_t index, SweepRow row) { rows[index] = std::move(row); }, options,
      std::move(stop));
  return rows;
}

}  // namespace fusewright
