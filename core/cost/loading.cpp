#include "core/cost/loading.h"

#include <algorithm>
#include <array>

namespace fusewright {
namespace {

/// Loading cycles at the two ends of a link.
struct LinkLoading {
  double upper = 0;
  double lower = 0;
  bool upperShared = false;
  bool lowerShared = false;

  [[nodiscard]] double cycles() const { return std::max(upper, lower); }
};

using Loading = std::array<std::array<LinkLoading, kMaxLevels>, kOperandRoles>;

/// A transfer that happens once, and what it can not do without.
struct SingleTransfer {
  Flow flow;
  double cycles = 0;
  double minimum = 0;
};

struct SingleTransfers {
  std::array<SingleTransfer, 2 * kMaxLevels * kOperandRoles> entries{};
  std::size_t size = 0;
};

/// Partial sums coming down belong to neither the first fill nor the last drain.
bool countsForLoading(const Flow& flow) {
  return flow.role != OperandRole::O || flow.towardsTop;
}

/// Cycles for the lowest memory's block of one unit.
double minimumCycles(const TileTraffic& traffic, const Flow& flow, std::int64_t bandwidth) {
  const std::int64_t bits = traffic.link(flow.role, 1).elements * traffic.link(flow.role, 1).precision;
  return static_cast<double>((bits + bandwidth - 1) / bandwidth);
}

void insertLongestFirst(SingleTransfers& list, const SingleTransfer& transfer) {
  std::size_t place = list.size++;
  for (; place > 0 && list.entries[place - 1].cycles < transfer.cycles; --place)
    list.entries[place] = list.entries[place - 1];
  list.entries[place] = transfer;
}

/// Spends `surplus` idle cycles: the longest transfer gives down to its minimum, then the two longest give equal parts,
/// and so on; the rest is divided among those reached. Nobody stops at its own minimum once it has been reached.
void shorten(SingleTransfers& list, double surplus) {
  if (surplus <= 0) return;
  for (std::size_t reached = 1; reached <= list.size; ++reached) {
    const SingleTransfer& shortest = list.entries[reached - 1];
    const double wanted = shortest.cycles - shortest.minimum;
    const double total = wanted * static_cast<double>(reached);
    const bool enough = surplus >= total;
    const double cut = enough ? wanted : surplus / static_cast<double>(reached);
    for (std::size_t i = 0; i < reached; ++i) list.entries[i].cycles -= cut;
    if (!enough) return;
    surplus -= total;
  }
}

double totalCycles(const SingleTransfers& list) {
  double cycles = 0;
  for (std::size_t i = 0; i < list.size; ++i) cycles += list.entries[i].cycles;
  return cycles;
}

void setLoading(Loading& loading, const FlowPort& port, const Flow& flow, double cycles) {
  LinkLoading& link = loading[roleIndex(flow.role)][flow.link];
  (flow.upperEnd ? link.upper : link.lower) = cycles;
  (flow.upperEnd ? link.upperShared : link.lowerShared) = port.sharedByInputs;
}

/// Sets the loading cycles of all flows of `port` and returns the bandwidth they borrow from the computation.
double loadThrough(const FlowPort& port, const TileProblem& problem, const TileTraffic& traffic, std::int64_t stall,
                   Loading& loading) {
  SingleTransfers once;
  std::int64_t busy = 0;
  for (const Flow& flow : port.flows) {
    if (!countsForLoading(flow)) continue;
    const auto cycles = static_cast<double>(transferCycles(traffic, flow));
    if (traffic.link(flow.role, flow.link).count > 1) {
      busy += averageBandwidth(problem, traffic, flow);
      setLoading(loading, port, flow, cycles);
    } else {
      insertLongestFirst(once, {flow, cycles, minimumCycles(traffic, flow, port.bandwidth)});
    }
  }
  const double bandwidth = static_cast<double>(port.bandwidth);
  const double idle = (bandwidth - static_cast<double>(busy)) / bandwidth;
  const double computing = static_cast<double>(traffic.cycles + stall);
  const double before = totalCycles(once);
  shorten(once, std::max(0.0, idle * computing));
  for (std::size_t i = 0; i < once.size; ++i) setLoading(loading, port, once.entries[i].flow, once.entries[i].cycles);
  return (before - totalCycles(once)) / computing * bandwidth;
}

/// On-loading of one input, split by how much of a link's two ports it shares with the other input.
struct InputLoading {
  double shared = 0;
  double halfShared = 0;
  double separate = 0;
};

InputLoading inputLoading(const OperandProblem& operand, const std::array<LinkLoading, kMaxLevels>& links) {
  InputLoading sum;
  for (std::size_t k = 1; k < operand.levels; ++k) {
    const LinkLoading& link = links[k];
    if (link.upperShared && link.lowerShared) {
      sum.shared += link.cycles();
    } else if (link.upperShared || link.lowerShared) {
      sum.halfShared = link.cycles();
    } else {
      sum.separate += link.cycles();
    }
  }
  return sum;
}

/// `first` uses the shared links before `second` does.
double onLoadInTurn(const InputLoading& first, const InputLoading& second) {
  return first.shared +
         std::max(second.shared + second.halfShared + second.separate, first.halfShared + first.separate);
}

}  // namespace

LoadingCycles loadingCycles(const TileProblem& problem, const TileTraffic& traffic, std::int64_t stall) {
  Loading loading;
  double borrowed = 0;
  for (const FlowPort& port : problem.ports) {
    const double fromPort = loadThrough(port, problem, traffic, stall, loading);
    if (port.memory + 1 == problem.memories.size()) borrowed += fromPort;
  }
  const auto of = [&](OperandRole role) { return inputLoading(problem.operand(role), loading[roleIndex(role)]); };
  const InputLoading i = of(OperandRole::I);
  const InputLoading w = of(OperandRole::W);
  LoadingCycles cycles{
      .onLoad = std::min(onLoadInTurn(i, w), onLoadInTurn(w, i)), .offLoad = 0, .borrowedBandwidth = borrowed};
  const OperandProblem& output = problem.operand(OperandRole::O);
  for (std::size_t k = 1; k < output.levels; ++k) cycles.offLoad += loading[roleIndex(OperandRole::O)][k].cycles();
  return cycles;
}

}  // namespace fusewright
