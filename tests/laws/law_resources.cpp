// Laws of what is shared: memories, links, off-chip traffic, idle time.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "tests/laws/laws.h"

namespace fusewright::tests {
namespace {

/// Changes of something held over time; at one instant departures (negative) come first.
using Steps = std::vector<std::pair<double, std::int64_t>>;

struct Peak {
  std::int64_t held = 0;
  double at = 0;
};

Peak peakOf(Steps steps) {
  std::ranges::sort(steps);
  std::int64_t held = 0;
  Peak peak;
  for (const auto& [time, change] : steps) {
    held += change;
    if (held > peak.held) peak = {held, time};
  }
  return peak;
}

std::string memoriesStayWithinCapacity(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  std::vector<Steps> steps(memories.size());
  for (const Residency& stay : evaluation.schedule->residencies) {
    if (stay.to <= stay.from) continue;
    steps[stay.memory.index()].emplace_back(stay.from.value, stay.bits.value);
    steps[stay.memory.index()].emplace_back(stay.to.value, -stay.bits.value);
  }
  for (std::size_t memory = 0; memory < memories.size(); ++memory) {
    const Peak peak = peakOf(steps[memory]);
    const Bits capacity = accelerator.core(memories[memory].core).memories[memories[memory].level].capacity;
    if (peak.held > capacity.value)
      return fmt::format("{} holds {} of {} bits at {}", memories[memory].name, peak.held, capacity.value, peak.at);
    if (peak.held != evaluation.metrics->memories[memory].peak.value)
      return fmt::format("{} holds {} bits at {}, its peak is said to be {}", memories[memory].name, peak.held, peak.at,
                         evaluation.metrics->memories[memory].peak.value);
  }
  return {};
}

std::string thePeakIsWhatResides(const Evaluation& evaluation) {
  for (std::size_t memory = 0; memory < evaluation.metrics->memories.size(); ++memory) {
    const MemoryTrace& trace = evaluation.metrics->memories[memory];
    Bits listed, resident;
    for (std::int32_t index : trace.residenciesAtPeak)
      listed += evaluation.schedule->residencies[static_cast<std::size_t>(index)].bits;
    for (const Residency& stay : evaluation.schedule->residencies)
      if (stay.memory == MemoryId(memory) && stay.from <= trace.peakAt && trace.peakAt < stay.to) resident += stay.bits;
    if (listed != trace.peak || resident != trace.peak)
      return fmt::format("memory {} peaks at {} bits at {}; {} bits are listed, {} reside", memory, trace.peak.value,
                         trace.peakAt.value, listed.value, resident.value);
  }
  return {};
}

/// What the streams of one tile move over one link, together at their average rate.
struct TileStream {
  Cycles start;
  Cycles end;
  Bits bits;
};
using TileStreams = std::map<std::pair<TileId, LinkId>, TileStream>;

TileStreams streamsByTile(const Schedule& schedule) {
  TileStreams streams;
  for (const Stream& stream : schedule.streams) {
    TileStream& sum =
        streams.try_emplace({stream.tile, stream.link}, TileStream{stream.start, stream.end, Bits(0)}).first->second;
    sum.bits += stream.bits;
  }
  return streams;
}

/// Bookings of transfers, and streams at their average rate (rounded up), against every link at every instant.
std::string overbookedLink(const Evaluation& evaluation, const TileStreams& streams) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  std::vector<Steps> steps(accelerator.links.size());
  const auto book = [&](LinkId link, Cycles from, Cycles to, std::int64_t bandwidth) {
    steps[link.index()].emplace_back(from.value, bandwidth);
    steps[link.index()].emplace_back(to.value, -bandwidth);
  };
  for (const Transfer& transfer : evaluation.schedule->transfers)
    for (std::size_t hop = 0; LinkId link : evaluation.schedule->linksOf(transfer))
      if (!transfer.sharesHop(hop++)) book(link, transfer.start, transfer.end, transfer.bandwidth.value);
  for (const auto& [place, stream] : streams)
    if (stream.end > stream.start) {
      const double rate = static_cast<double>(stream.bits.value) / (stream.end - stream.start).value;
      book(place.second, stream.start, stream.end, static_cast<std::int64_t>(std::ceil(rate)));
    }
  for (std::size_t link = 0; link < steps.size(); ++link) {
    const Peak peak = peakOf(steps[link]);
    if (peak.held > accelerator.links[link].bandwidth.value)
      return fmt::format("link '{}' carries {} of {} bits a cycle at {}", accelerator.links[link].name, peak.held,
                         accelerator.links[link].bandwidth.value, peak.at);
  }
  return {};
}

std::string transfersStayWithinLinks(const Evaluation& evaluation) {
  return overbookedLink(evaluation, {});
}

std::string linksStayWithinBandwidth(const Evaluation& evaluation) {
  return overbookedLink(evaluation, streamsByTile(*evaluation.schedule));
}

/// Whether so many bits at that bandwidth take longer than the time there is.
bool isTooFast(const Evaluation& evaluation, Bits bits, BitsPerCycle bandwidth, Cycles time) {
  const double needed = static_cast<double>(bits.value) / static_cast<double>(bandwidth.value);
  return bits.value > 0 && (bandwidth.value <= 0 || needed > time.value + toleranceOf(evaluation));
}

/// Nothing moves faster than what was booked for it.
std::string transfersTakeTheirTime(const Evaluation& evaluation) {
  for (std::size_t index = 0; index < evaluation.schedule->transfers.size(); ++index) {
    const Transfer& transfer = evaluation.schedule->transfers[index];
    if (isTooFast(evaluation, transfer.bits, transfer.bandwidth, transfer.end - transfer.start))
      return fmt::format("transfer {} moves {} bits from {} to {} at {} bits a cycle", index, transfer.bits.value,
                         transfer.start.value, transfer.end.value, transfer.bandwidth.value);
  }
  return {};
}

std::string streamsTakeTheirTime(const Evaluation& evaluation) {
  for (const auto& [place, stream] : streamsByTile(*evaluation.schedule)) {
    const auto& [tile, link] = place;
    if (isTooFast(evaluation, stream.bits, evaluation.design.accelerator->link(link).bandwidth,
                  stream.end - stream.start))
      return fmt::format("tile {} streams {} bits from {} to {} over link {}", tile.value, stream.bits.value,
                         stream.start.value, stream.end.value, link.value);
  }
  return {};
}

std::string busyAndIdleMakeUpTheMakespan(const Evaluation& evaluation) {
  const double makespan = evaluation.schedule->makespan.value;
  for (std::size_t core = 0; core < evaluation.metrics->cores.size(); ++core) {
    if (CoreId(core) == evaluation.design.accelerator->offChip) continue;
    double total = evaluation.metrics->cores[core].busy.value;
    for (Cycles idle : evaluation.metrics->cores[core].idleByCause) total += idle.value;
    if (std::abs(total - makespan) > toleranceOf(evaluation))
      return fmt::format("core {} is busy or idle for {} of {} cycles", core, total, makespan);
  }
  return {};
}

std::string trafficIsTransfersAndStreams(const Evaluation& evaluation) {
  const CoreId offChip = evaluation.design.accelerator->offChip;
  Bits read, written, byCause;
  for (const Transfer& transfer : evaluation.schedule->transfers) {
    if (transfer.isCopy()) continue;  // one read for several cores
    if (transfer.from == offChip) read += transfer.bits;
    if (transfer.to == offChip) written += transfer.bits;
  }
  const DramTraffic& dram = evaluation.metrics->dram;
  for (Bits bits : dram.transfersByCause) byCause += bits;
  if (dram.read != read + dram.streamedIn || dram.written != written + dram.streamedOut || byCause != read + written)
    return fmt::format("{} bits read and {} written; transfers move {} and {} ({} by cause), streams {} and {}",
                       dram.read.value, dram.written.value, read.value, written.value, byCause.value,
                       dram.streamedIn.value, dram.streamedOut.value);
  return {};
}

/// Streams of a tile, over its first link alone, are the bits that it says it moves off chip.
std::string streamsMoveWhatIsCounted(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  Bits streamed;
  for (const Stream& stream : evaluation.schedule->streams) {
    const Link& link = accelerator.link(stream.link);
    const auto isEnd = [&](const std::vector<CoreId>& ends) {
      return std::ranges::count(ends, accelerator.offChip) > 0;
    };
    if (!stream.shared && (isEnd(link.senders) || isEnd(link.receivers))) streamed += stream.bits;
  }
  const DramTraffic& dram = evaluation.metrics->dram;
  if (streamed != dram.streamedIn + dram.streamedOut)
    return fmt::format("streams carry {} bits, {} in and {} out are counted", streamed.value, dram.streamedIn.value,
                       dram.streamedOut.value);
  return {};
}

/// Whatever is read off chip was put there: a constant from the start, anything else when its write-back began.
std::string readsFollowWrites(const Evaluation& evaluation) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  const Schedule& schedule = *evaluation.schedule;
  const CoreId offChip = evaluation.design.accelerator->offChip;
  std::map<PieceId, double> since;
  for (const Residency& stay : schedule.residencies) {
    if (memories[stay.memory.index()].core != offChip) continue;
    const auto [entry, isNew] = since.emplace(stay.piece, stay.from.value);
    if (!isNew) entry->second = std::min(entry->second, stay.from.value);
  }
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    if (transfer.from != offChip) continue;
    PieceId piece = transfer.piece;
    while (schedule.pieces[piece.index()].kind == Piece::Kind::Slice)
      piece = PieceId(schedule.pieces[piece.index()].source);
    const auto source = since.find(piece);
    if (source == since.end() || source->second > transfer.start.value)
      return fmt::format("transfer {} reads piece {} at {}, before it lies off chip", index, piece.value,
                         transfer.start.value);
  }
  return {};
}

constexpr std::array kLaws{
    Law{"memories stay within capacity", LawScope::Every, memoriesStayWithinCapacity},
    Law{"the peak is what resides", LawScope::Every, thePeakIsWhatResides},
    Law{"transfers stay within links", LawScope::Every, transfersStayWithinLinks},
    Law{"links stay within bandwidth", LawScope::Physical, linksStayWithinBandwidth},
    Law{"transfers take their time", LawScope::Every, transfersTakeTheirTime},
    Law{"streams take their time", LawScope::Physical, streamsTakeTheirTime},
    Law{"busy and idle make up the makespan", LawScope::Every, busyAndIdleMakeUpTheMakespan},
    Law{"off-chip traffic is transfers and streams", LawScope::Every, trafficIsTransfersAndStreams},
    Law{"streams move what is counted", LawScope::Physical, streamsMoveWhatIsCounted},
    Law{"reads follow writes", LawScope::Every, readsFollowWrites}};

}  // namespace

std::span<const Law> resourceLaws() {
  return kLaws;
}

}  // namespace fusewright::tests
