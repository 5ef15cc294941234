#include "core/io/trace_writer.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "core/io/names.h"
#include "core/io/text_file.h"
#include "core/schedule/stream_rate.h"

namespace fusewright {
namespace {

/// Process numbers of the trace: viewers group tracks by them.
constexpr int kCores = 1;
constexpr int kLinks = 2;
constexpr int kMemories = 3;
constexpr int kLanesPerLink = 100'000;

/// Track numbers count from 1, since Perfetto takes thread 0 for an idle one.
int trackOf(CoreId core) {
  return core.value + 1;
}
int trackOf(int link, int lane) {
  return link * kLanesPerLink + lane + 1;
}

std::string jsonText(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Cycles as the viewers' microseconds. Viewers keep whole nanoseconds and cut off the rest, so a time is rounded to a
/// nanosecond and written a tenth above it: then slices that touch still touch, whatever 0.001 is in binary.
class Clock {
 public:
  explicit Clock(double frequencyMHz) : frequencyMHz_(frequencyMHz) {}

  [[nodiscard]] std::string microseconds(Cycles time) const { return text(nanoseconds(time)); }
  [[nodiscard]] std::string duration(Cycles start, Cycles end) const {
    return text(nanoseconds(end) - nanoseconds(start));
  }

 private:
  [[nodiscard]] std::int64_t nanoseconds(Cycles time) const { return std::llround(time.value / frequencyMHz_ * 1000); }
  static std::string text(std::int64_t nanoseconds) {
    return fmt::format(FMT_COMPILE("{}.{:03}1"), nanoseconds / 1000, nanoseconds % 1000);
  }

  double frequencyMHz_;
};

void nameProcess(TextFile& file, int process, std::string_view name) {
  file.print(FMT_COMPILE(",\n{{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":{},\"args\":{{\"name\":\"{}\"}}}}"),
             process, name);
  file.print(
      FMT_COMPILE(",\n{{\"ph\":\"M\",\"name\":\"process_sort_index\",\"pid\":{},\"args\":{{\"sort_index\":{}}}}}"),
      process, process);
}

void nameTrack(TextFile& file, int process, int track, const std::string& name) {
  file.print(FMT_COMPILE(",\n{{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":{},\"tid\":{},\"args\":{{\"name\":{}}}}}"),
             process, track, jsonText(name));
  file.print(
      FMT_COMPILE(
          ",\n{{\"ph\":\"M\",\"name\":\"thread_sort_index\",\"pid\":{},\"tid\":{},\"args\":{{\"sort_index\":{}}}}}"),
      process, track, track);
}

void writeTiles(const Evaluation& evaluation, const Clock& clock, TextFile& file) {
  const Workload& workload = *evaluation.workload;
  const TileGraph& graph = *evaluation.graph;
  const Schedule& schedule = *evaluation.schedule;
  std::vector<std::string> names;
  for (const Layer& layer : workload.layers) names.push_back(jsonText(layer.name));
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const TileCost& cost = evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])];
    const NamedCulprit culprit = culpritOf(schedule.boundBy[tile], schedule.boundById[tile]);
    file.print(
        FMT_COMPILE(
            ",\n{{\"ph\":\"X\",\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},\"name\":{},\"cat\":\"tile\",\"args\":{{"
            "\"tile\":{},\"layer\":{},\"index\":{},\"group\":{},\"start_cycles\":{},\"end_cycles\":{},"
            "\"bound_by\":\"{}\",\"bound_id\":{},\"bound_kind\":\"{}\",\"ideal\":{},\"stall\":{},\"on_load\":{},\"off_"
            "load\":{}}}}}"),
        kCores, trackOf(graph.core[tile]), clock.microseconds(schedule.start[tile]),
        clock.duration(schedule.start[tile], schedule.end[tile]), names[graph.layer[tile].index()], tile,
        graph.layer[tile].value, graph.indexInLayer[tile], graph.group[tile], schedule.start[tile].value,
        schedule.end[tile].value, nameOf(schedule.boundBy[tile]), culprit.id, culprit.kind, cost.idealTemporal.value,
        cost.stall.value, cost.onLoad.value, cost.offLoad.value);
  }
}

/// Something that occupies a link for a while: an entry of Schedule::transfers or of Schedule::streams.
struct LinkUse {
  TimeSpan span;
  bool isStream = false;
  std::size_t index = 0;
};

std::vector<std::vector<LinkUse>> usesOfLinks(const Schedule& schedule, std::size_t linkCount) {
  std::vector<std::vector<LinkUse>> uses(linkCount);
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    std::size_t hop = 0;
    for (LinkId link : schedule.linksOf(transfer))
      if (!transfer.sharesHop(hop++)) uses[link.index()].push_back({{transfer.start, transfer.end}, false, index});
  }
  for (std::size_t index = 0; index < schedule.streams.size(); ++index) {
    const Stream& stream = schedule.streams[index];
    if (!stream.shared) uses[stream.link.index()].push_back({{stream.start, stream.end}, true, index});
  }
  for (auto& ofLink : uses)
    std::ranges::stable_sort(ofLink, [](const LinkUse& a, const LinkUse& b) { return a.span.start < b.span.start; });
  return uses;
}

/// Opens a slice on a link's track, up to its arguments.
void beginLinkSlice(int track, const TimeSpan& span, const std::string& name, const Clock& clock, TextFile& file) {
  file.print(FMT_COMPILE(
                 ",\n{{\"ph\":\"X\",\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},\"name\":{},\"cat\":\"link\",\"args\":{{"
                 "\"start_cycles\":{},\"end_cycles\":{},"),
             kLinks, track, clock.microseconds(span.start), clock.duration(span.start, span.end), jsonText(name),
             span.start.value, span.end.value);
}

void writeLinkUse(const Evaluation& evaluation, int track, const LinkUse& use, const Clock& clock, TextFile& file) {
  const Schedule& schedule = *evaluation.schedule;
  const Workload& workload = *evaluation.workload;
  if (use.isStream) {
    const Stream& stream = schedule.streams[use.index];
    const std::string& layer = workload.layer(evaluation.graph->layer[stream.tile.index()]).name;
    beginLinkSlice(track, use.span, fmt::format("stream {} of {}", nameOf(stream.role), layer), clock, file);
    file.print(FMT_COMPILE("\"tile\":{},\"operand\":\"{}\",\"bits\":{},\"bits_per_cycle\":{}}}}}"), stream.tile.value,
               nameOf(stream.role), stream.bits.value, streamRate(stream, evaluation.design.assumptions));
    return;
  }
  const Transfer& transfer = schedule.transfers[use.index];
  const std::string tensor = tensorName(workload, *evaluation.graph, schedule, transfer.piece);
  beginLinkSlice(track, use.span, fmt::format("{} {}", nameOf(transfer.cause), tensor), clock, file);
  file.print(
      FMT_COMPILE("\"transfer\":{},\"tensor\":{},\"from_core\":{},\"to_core\":{},\"bits\":{},\"bits_per_cycle\":{},"
                  "\"cause\":\"{}\"}}}}"),
      use.index, transfer.piece.value, transfer.from.value, transfer.to.value, transfer.bits.value,
      transfer.bandwidth.value, nameOf(transfer.cause));
}

void writeLink(const Evaluation& evaluation, int link, const std::vector<LinkUse>& uses, const Clock& clock,
               TextFile& file) {
  std::vector<TimeSpan> spans;
  for (const LinkUse& use : uses) spans.push_back(use.span);
  const std::vector<int> lanes = lanesOf(spans);
  const int laneCount = lanes.empty() ? 1 : std::ranges::max(lanes) + 1;
  const std::string& name = evaluation.design.accelerator->link(LinkId(link)).name;
  for (int lane = 0; lane < laneCount; ++lane)
    nameTrack(file, kLinks, trackOf(link, lane), lane == 0 ? name : fmt::format("{} ({})", name, lane + 1));
  for (std::size_t index = 0; index < uses.size(); ++index)
    writeLinkUse(evaluation, trackOf(link, lanes[index]), uses[index], clock, file);
}

void writeMemories(const Evaluation& evaluation, const Clock& clock, TextFile& file) {
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  for (std::size_t index = 0; index < evaluation.metrics->memories.size(); ++index) {
    const MemoryTrace& trace = evaluation.metrics->memories[index];
    const std::string name = jsonText(memories[index].name);
    for (std::size_t step = 0; step < trace.times.size(); ++step)
      file.print(FMT_COMPILE(",\n{{\"ph\":\"C\",\"pid\":{},\"ts\":{},\"name\":{},\"args\":{{\"bits\":{}}}}}"),
                 kMemories, clock.microseconds(trace.times[step]), name, trace.bits[step].value);
  }
}

}  // namespace

std::vector<int> lanesOf(const std::vector<TimeSpan>& spans) {
  std::vector<int> lanes;
  std::vector<Cycles> freeFrom;  // by lane
  for (const TimeSpan& span : spans) {
    const auto found = std::ranges::find_if(freeFrom, [&](Cycles time) { return time <= span.start; });
    lanes.push_back(static_cast<int>(found - freeFrom.begin()));
    if (found == freeFrom.end())
      freeFrom.push_back(span.end);
    else
      *found = span.end;
  }
  return lanes;
}

Result<void> writeTrace(const Evaluation& evaluation, const std::filesystem::path& path) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  const Clock clock(accelerator.frequencyMHz);
  TextFile file(path);
  file.print(FMT_COMPILE(
                 "{{\"displayTimeUnit\":\"ns\",\"otherData\":{{\"program\":\"fusewright\",\"model\":{},\"hardware\":{},"
                 "\"assumptions\":{},\"time\":\"microseconds at {} MHz\"}},\n\"traceEvents\":["
                 "{{\"ph\":\"M\",\"name\":\"trace_name\",\"pid\":1,\"args\":{{\"name\":\"fusewright\"}}}}"),
             jsonText(evaluation.workload->name), jsonText(accelerator.name),
             jsonText(nameOf(evaluation.design.assumptions)), accelerator.frequencyMHz);
  nameProcess(file, kCores, "Cores");
  nameProcess(file, kLinks, "Links");
  nameProcess(file, kMemories, "Memories");
  for (std::size_t core = 0; core < accelerator.cores.size(); ++core)
    if (CoreId(core) != accelerator.offChip)
      nameTrack(file, kCores, trackOf(CoreId(core)), accelerator.cores[core].name);
  writeTiles(evaluation, clock, file);
  const auto uses = usesOfLinks(*evaluation.schedule, accelerator.links.size());
  for (std::size_t link = 0; link < uses.size(); ++link)
    writeLink(evaluation, static_cast<int>(link), uses[link], clock, file);
  writeMemories(evaluation, clock, file);
  file.append("\n]}\n");
  return file.commit();
}

}  // namespace fusewright
