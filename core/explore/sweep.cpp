#include "core/explore/sweep.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"

namespace fusewright {
namespace {

/// Largest evaluation that is kept to save stages of the next one; larger ones are let go before it starts.
constexpr std::size_t kMostTilesKept = 100'000;

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

void addTransfers(const Accelerator& accelerator, const Schedule& schedule, SweepMetrics& metrics) {
  for (const Transfer& transfer : schedule.transfers) {
    if (transfer.from == accelerator.offChip) {
      ++metrics.transferReads;
      metrics.transferReadBits += transfer.bits;
    } else if (transfer.to == accelerator.offChip) {
      ++metrics.transferWrites;
      metrics.transferWriteBits += transfer.bits;
    }
  }
}

/// One thread's share of a sweep.
class Worker {
 public:
  Worker(const DesignSource& designs, TileCostTable& table) : designs_(designs), table_(table) {}

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
    auto evaluation = evaluate(*design, table_, previous_ ? &*previous_ : nullptr, stop);
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
                       .cuts = cutsOf(*evaluation.design.workload, *evaluation.graph),
                       .streams = static_cast<std::int64_t>(evaluation.schedule->streams.size()),
                       .dramRead = measured.dram.read,
                       .dramWritten = measured.dram.written};
  addTransfers(accelerator, *evaluation.schedule, metrics);
  for (const CoreMetrics& core : measured.cores) metrics.busy += core.busy;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (std::size_t index = 0; index < memories.size(); ++index)
    if (memories[index].core != accelerator.offChip)
      metrics.peakMemory = std::max(metrics.peakMemory, measured.memories[index].peak);
  return metrics;
}

std::vector<SweepRow> sweep(std::size_t count, const DesignSource& designs, const SweepOptions& options,
                            std::stop_token stop) {
  std::vector<SweepRow> rows(count);
  TileCostTable table;
  std::atomic<std::size_t> next = 0;
  std::mutex reporting;
  std::size_t finished = 0;
  const auto work = [&] {
    Worker worker(designs, table);
    while (!stop.stop_requested()) {
      const std::size_t index = next++;
      if (index >= count) return;
      rows[index] = worker.run(index, stop);
      if (stop.stop_requested() && !rows[index].metrics) return;
      const std::scoped_lock lock(reporting);
      ++finished;
      if (options.progress) options.progress(finished);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int job = 1; job < options.jobs; ++job) threads.emplace_back(work);
    work();
  }
  return rows;
}

}  // namespace fusewright
