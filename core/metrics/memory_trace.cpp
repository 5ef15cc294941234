#include "core/metrics/memory_trace.h"

#include <algorithm>

namespace fusewright {
namespace {

struct Change {
  double time = 0;
  std::int64_t bits = 0;
};

/// `arrivals` and `departures` in order of time.
MemoryTrace traceOf(const std::vector<Change>& arrivals, const std::vector<Change>& departures) {
  MemoryTrace trace;
  trace.times.push_back(Cycles(0));
  trace.bits.push_back(Bits(0));
  std::size_t in = 0, out = 0;
  while (out < departures.size()) {  // the last change is a departure
    const double time = in < arrivals.size() ? std::min(arrivals[in].time, departures[out].time) : departures[out].time;
    Bits bits = trace.bits.back();
    for (; in < arrivals.size() && arrivals[in].time == time; ++in) bits += Bits(arrivals[in].bits);
    for (; out < departures.size() && departures[out].time == time; ++out) bits -= Bits(departures[out].bits);
    if (bits == trace.bits.back()) continue;
    if (trace.times.back().value == time) {
      trace.bits.back() = bits;
    } else {
      trace.times.push_back(Cycles(time));
      trace.bits.push_back(bits);
    }
  }
  const auto peak = std::ranges::max_element(trace.bits);
  trace.peak = *peak;
  trace.peakAt = trace.times[static_cast<std::size_t>(peak - trace.bits.begin())];
  return trace;
}

}  // namespace

std::vector<MemoryTrace> traceMemories(const Schedule& schedule, std::size_t memories) {
  std::vector<std::vector<Change>> arrivals(memories), departures(memories);
  for (const Residency& residency : schedule.residencies) {  // sorted by start
    if (residency.to <= residency.from) continue;
    arrivals[residency.memory.index()].push_back({residency.from.value, residency.bits.value});
    departures[residency.memory.index()].push_back({residency.to.value, residency.bits.value});
  }
  std::vector<MemoryTrace> traces;
  for (std::size_t memory = 0; memory < memories; ++memory) {
    std::ranges::sort(departures[memory], {}, &Change::time);
    traces.push_back(traceOf(arrivals[memory], departures[memory]));
  }
  for (std::size_t index = 0; index < schedule.residencies.size(); ++index) {
    const Residency& residency = schedule.residencies[index];
    MemoryTrace& trace = traces[residency.memory.index()];
    if (residency.from <= trace.peakAt && trace.peakAt < residency.to)
      trace.residenciesAtPeak.push_back(static_cast<std::int32_t>(index));
  }
  return traces;
}

}  // namespace fusewright
