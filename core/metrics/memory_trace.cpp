#include "core/metrics/memory_trace.h"

#include <algorithm>

namespace fusewright {
namespace {

struct Change {
  double time = 0;
  std::int64_t bits = 0;
};

MemoryTrace traceOf(std::vector<Change> changes) {
  std::ranges::sort(changes, {}, &Change::time);
  MemoryTrace trace;
  trace.times.push_back(Cycles(0));
  trace.bits.push_back(Bits(0));
  for (std::size_t next = 0; next < changes.size();) {
    const double time = changes[next].time;
    Bits bits = trace.bits.back();
    for (; next < changes.size() && changes[next].time == time; ++next) bits += Bits(changes[next].bits);
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
  std::vector<std::vector<Change>> changes(memories);
  for (const Residency& residency : schedule.residencies) {
    if (residency.to <= residency.from) continue;
    changes[residency.memory.index()].push_back({residency.from.value, residency.bits.value});
    changes[residency.memory.index()].push_back({residency.to.value, -residency.bits.value});
  }
  std::vector<MemoryTrace> traces;
  for (std::vector<Change>& ofMemory : changes) traces.push_back(traceOf(std::move(ofMemory)));
  for (std::size_t index = 0; index < schedule.residencies.size(); ++index) {
    const Residency& residency = schedule.residencies[index];
    MemoryTrace& trace = traces[residency.memory.index()];
    if (residency.from <= trace.peakAt && trace.peakAt < residency.to)
      trace.residenciesAtPeak.push_back(static_cast<std::int32_t>(index));
  }
  return traces;
}

}  // namespace fusewright
