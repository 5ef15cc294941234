#include "core/cost/port_stall.h"

#include <algorithm>
#include <array>
#include <span>

namespace fusewright {
namespace {

/// Windows of `allowed` cycles at the start of every `period`.
struct Windows {
  std::int64_t period;
  std::int64_t allowed;
  std::int64_t count;
};

/// Windows of a port, ascending by period, without allocation.
class WindowList {
 public:
  void insert(const Windows& windows) {
    std::size_t place = size_++;
    for (; place > 0 && entries_[place - 1].period > windows.period; --place) entries_[place] = entries_[place - 1];
    entries_[place] = windows;
  }

  [[nodiscard]] std::span<const Windows> all() const { return {entries_.data(), size_}; }

 private:
  std::array<Windows, 2 * kMaxLevels * kOperandRoles> entries_;  ///< from size_ on not set
  std::size_t size_ = 0;
};

/// How many of the cycles [0, until) lie in some window. Periods are ascending and each divides the next, because all
/// of them are products of the innermost loops of one order.
std::int64_t coveredCycles(std::span<const Windows> windows, std::int64_t until) {
  if (windows.empty() || until <= 0) return 0;
  const Windows& slowest = windows.back();
  const std::span<const Windows> rest = windows.first(windows.size() - 1);
  const auto inOnePeriod = [&](std::int64_t end) {
    if (end <= slowest.allowed) return end;
    return slowest.allowed + coveredCycles(rest, end) - coveredCycles(rest, slowest.allowed);
  };
  const std::int64_t periods = until / slowest.period;
  const std::int64_t partial = until % slowest.period;
  return (periods == 0 ? 0 : periods * inOnePeriod(slowest.period)) + inOnePeriod(partial);
}

/// Cycles of the whole run in which at least one flow of `port` has its window open.
std::int64_t openCycles(const FlowPort& port, const TileTraffic& traffic) {
  WindowList windows;
  for (const Flow& flow : port.flows) {
    if (!isActive(traffic, flow)) continue;
    const LinkTraffic& link = traffic.link(flow.role, flow.link);
    if (link.allowed == link.period) return traffic.cycles;
    windows.insert({link.period, link.allowed, link.count});
  }
  const Windows& slowest = windows.all().back();
  return coveredCycles(windows.all(), slowest.period) * slowest.count;
}

std::int64_t stallAt(const FlowPort& port, const TileTraffic& traffic) {
  std::int64_t lacking = 0;
  std::int64_t shared = 0;  // cycles wanted from windows that others may use too
  int active = 0;
  for (const Flow& flow : port.flows) {
    if (!isActive(traffic, flow)) continue;
    const LinkTraffic& link = traffic.link(flow.role, flow.link);
    const std::int64_t cycles = transferCycles(traffic, flow);
    lacking += std::max<std::int64_t>(0, cycles - link.allowed) * (link.count - 1);
    shared += std::min(cycles, link.allowed) * (link.count - 1);
    ++active;
  }
  if (active <= 1 || shared == 0) return lacking;
  return lacking + std::max<std::int64_t>(0, shared - openCycles(port, traffic));
}

}  // namespace

std::int64_t stallCycles(const TileProblem& problem, const TileTraffic& traffic) {
  std::int64_t most = 0;
  for (const FlowPort& port : problem.ports) most = std::max(most, stallAt(port, traffic));
  return most;
}

}  // namespace fusewright
