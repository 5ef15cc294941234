#include "core/cost/port_stall.h"

#include <algorithm>
#include <array>
#include <span>

namespace fusewright {
namespace {

/// Windows of `allowed` cycles at the start of every `period`.
struct Windows {
  std::int64_t period = 1;
  std::int64_t allowed = 1;
  std::int64_t count = 1;
};

/// Windows of a port, ascending by period, without allocation.
struct WindowList {
  std::array<Windows, 2 * kMaxLevels * kOperandRoles> entries{};
  std::size_t size = 0;

  [[nodiscard]] std::span<const Windows> all() const { return {entries.data(), size}; }
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

void insertByPeriod(WindowList& list, const Windows& windows) {
  std::size_t place = list.size++;
  for (; place > 0 && list.entries[place - 1].period > windows.period; --place)
    list.entries[place] = list.entries[place - 1];
  list.entries[place] = windows;
}

std::int64_t coveredByAny(const WindowList& list, std::int64_t wholeRun) {
  const bool always = std::any_of(list.all().begin(), list.all().end(),
                                  [](const Windows& windows) { return windows.allowed == windows.period; });
  if (always) return wholeRun;
  const Windows& slowest = list.entries[list.size - 1];
  return coveredCycles(list.all(), slowest.period) * slowest.count;
}

std::int64_t stallAt(const FlowPort& port, const TileTraffic& traffic) {
  WindowList windows;
  std::int64_t lacking = 0;
  std::int64_t sparing = 0;
  std::int64_t allowedSum = 0;
  for (const Flow& flow : port.flows) {
    if (!isActive(traffic, flow)) continue;
    const LinkTraffic& link = traffic.link(flow.role, flow.link);
    const std::int64_t own = (transferCycles(traffic, flow) - link.allowed) * (link.count - 1);
    (own > 0 ? lacking : sparing) += own;
    allowedSum += link.allowed * (link.count - 1);
    insertByPeriod(windows, {link.period, link.allowed, link.count});
  }
  if (windows.size <= 1 || lacking + std::max<std::int64_t>(0, sparing + allowedSum) == 0) return lacking;
  return lacking + std::max<std::int64_t>(0, sparing + allowedSum - coveredByAny(windows, traffic.cycles));
}

}  // namespace

std::int64_t stallCycles(const TileProblem& problem, const TileTraffic& traffic) {
  std::int64_t most = 0;
  for (const FlowPort& port : problem.ports) most = std::max(most, stallAt(port, traffic));
  return most;
}

}  // namespace fusewright
