#include "core/cost/loading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace fusewright {
namespace {

/// Loading cycles at both ends of every link.
class Loading {
 public:
  explicit Loading(const TileProblem& problem, const TileTraffic& traffic) {
    for (const OperandRole role : kAllRoles) {
      for (std::size_t k = 1; k < problem.operand(role).levels.size(); ++k) {
        const LinkTraffic& link = traffic.link(role, k);
        ends_[roleIndex(role)][k] = {static_cast<double>(link.upperCycles), static_cast<double>(link.lowerCycles)};
      }
    }
  }

  void set(const Flow& flow, double cycles) {
    Ends& ends = ends_[roleIndex(flow.role)][flow.link];
    (flow.upperEnd ? ends.upper : ends.lower) = cycles;
  }

  /// The slower end decides.
  [[nodiscard]] double cycles(OperandRole role, std::size_t link) const {
    const Ends& ends = ends_[roleIndex(role)][link];
    return std::max(ends.upper, ends.lower);
  }

 private:
  struct Ends {
    double upper;
    double lower;
  };
  std::array<std::array<Ends, kMaxLevels>, kOperandRoles>
      ends_;  ///< link 0 and what is above an operand's top: not set
};

/// A transfer that happens once, and what it can not do without.
struct SingleTransfer {
  Flow flow;
  double cycles;
  double minimum;
};

/// The single transfers of a port, longest first, without allocation.
class SingleTransfers {
 public:
  void insert(const SingleTransfer& transfer) {
    std::size_t place = size_++;
    for (; place > 0 && entries_[place - 1].cycles < transfer.cycles; --place) entries_[place] = entries_[place - 1];
    entries_[place] = transfer;
  }

  /// Spends `surplus` idle cycles: the longest transfer gives down to its minimum, then the two longest give equal
  /// parts, and so on; the rest is divided among those reached. Nobody stops at its own minimum once it has been
  /// reached.
  void shorten(double surplus) {
    if (surplus <= 0) return;
    for (std::size_t reached = 1; reached <= size_; ++reached) {
      const SingleTransfer& shortest = entries_[reached - 1];
      const double wanted = shortest.cycles - shortest.minimum;
      const double total = wanted * static_cast<double>(reached);
      const bool enough = surplus >= total;
      const double cut = enough ? wanted : surplus / static_cast<double>(reached);
      for (std::size_t i = 0; i < reached; ++i) entries_[i].cycles -= cut;
      if (!enough) return;
      surplus -= total;
    }
  }

  /// Spends whole idle cycles (B3): the longest transfer gives down to its minimum, then the next longest, and so on.
  void shortenToMinima(double surplus) {
    for (std::size_t i = 0; i < size_ && surplus > 0; ++i) {
      const double cut = std::clamp(entries_[i].cycles - entries_[i].minimum, 0.0, surplus);
      entries_[i].cycles -= cut;
      surplus -= cut;
    }
  }

  [[nodiscard]] std::span<const SingleTransfer> all() const { return {entries_.data(), size_}; }

 private:
  std::array<SingleTransfer, 2 * kMaxLevels * kOperandRoles> entries_;  ///< from size_ on not set
  std::size_t size_ = 0;
};

/// Partial sums coming down belong to neither the first fill nor the last drain.
bool countsForLoading(const Flow& flow) {
  return flow.role != OperandRole::O || flow.towardsTop;
}

bool happensOnce(const TileTraffic& traffic, const Flow& flow) {
  return traffic.link(flow.role, flow.link).count <= 1;
}

/// Cycles for the lowest memory's block of one unit.
double minimumCycles(const TileTraffic& traffic, const Flow& flow, std::int64_t bandwidth) {
  const std::int64_t bits = traffic.link(flow.role, 1).elements * traffic.link(flow.role, 1).precision;
  return static_cast<double>((bits + bandwidth - 1) / bandwidth);
}

/// Transfers of one cycle have nothing to give, so most ports need no second look.
bool canLend(const FlowPort& port, const TileTraffic& traffic) {
  return std::any_of(port.flows.begin(), port.flows.end(), [&traffic](const Flow& flow) {
    return countsForLoading(flow) && happensOnce(traffic, flow) && transferCycles(traffic, flow) > 1;
  });
}

/// The part of `computing` cycles in which repeated transfers leave the port idle.
double idleCycles(const FlowPort& port, const TileProblem& problem, const TileTraffic& traffic, double computing,
                  const Assumptions& assumptions) {
  std::int64_t busy = 0;
  for (const Flow& flow : port.flows) {
    const bool counts = countsForLoading(flow) || (assumptions.has(Repair::SharedPorts) && isActive(traffic, flow));
    if (counts && !happensOnce(traffic, flow)) busy += averageBandwidth(problem, traffic, flow);
  }
  const auto bandwidth = static_cast<double>(port.bandwidth);
  const double idle = std::max(0.0, (bandwidth - static_cast<double>(busy)) / bandwidth) * computing;
  return assumptions.has(Repair::WholeCycles) ? std::floor(idle) : idle;
}

SingleTransfers singleTransfers(const FlowPort& port, const TileTraffic& traffic) {
  SingleTransfers once;
  for (const Flow& flow : port.flows) {
    if (!countsForLoading(flow) || !happensOnce(traffic, flow)) continue;
    const auto cycles = static_cast<double>(transferCycles(traffic, flow));
    once.insert({flow, cycles, minimumCycles(traffic, flow, port.bandwidth)});
  }
  return once;
}

/// Which links of an operand are looked at.
enum class LinkChoice : std::uint8_t { All, OffChipOnly };

bool isChosen(const TileProblem& problem, const OperandProblem& operand, std::size_t k, LinkChoice choice) {
  return choice == LinkChoice::All || (problem.hasOffChip && operand.levels[k].memory + 1 == problem.memories.size());
}

/// On-loading of one input, split by how much of a link's two ports it shares with the other input.
struct InputLoading {
  double shared = 0;
  double halfShared = 0;
  double halfSharedInFull = 0;  ///< without what idle time shortens it by
  double separate = 0;
};

InputLoading inputLoading(const TileProblem& problem, const TileTraffic& traffic, const Loading& loading,
                          OperandRole role, LinkChoice choice, const Assumptions& assumptions) {
  const OperandProblem& operand = problem.operand(role);
  InputLoading sum;
  for (std::size_t k = 1; k < operand.levels.size(); ++k) {
    if (!isChosen(problem, operand, k, choice)) continue;
    const double cycles = loading.cycles(role, k);
    const LinkTraffic& link = traffic.link(role, k);
    if (operand.levels[k].upperEnd.sharedByInputs && operand.levels[k].lowerEnd.sharedByInputs) {
      sum.shared += cycles;
    } else if (operand.levels[k].upperEnd.sharedByInputs || operand.levels[k].lowerEnd.sharedByInputs) {
      sum.halfShared = assumptions.has(Repair::SharedPorts) ? sum.halfShared + cycles : cycles;
      sum.halfSharedInFull += static_cast<double>(std::max(link.upperCycles, link.lowerCycles));
    } else {
      sum.separate += cycles;
    }
  }
  return sum;
}

/// `first` uses the shared links before `second` does.
double onLoadInTurn(const InputLoading& first, const InputLoading& second) {
  return first.shared +
         std::max(second.shared + second.halfShared + second.separate, first.halfShared + first.separate);
}

/// Two inputs through one port add up (B1). Computing waits for both of them, so that what it hides of the longer one
/// is saved once: the other one takes its full time.
double togetherThroughOnePort(const InputLoading& i, const InputLoading& w) {
  return std::max(i.halfShared, w.halfShared) + std::min(i.halfSharedInFull, w.halfSharedInFull);
}

double onLoadCycles(const TileProblem& problem, const TileTraffic& traffic, const Loading& loading, LinkChoice choice,
                    const Assumptions& assumptions) {
  InputLoading i = inputLoading(problem, traffic, loading, OperandRole::I, choice, assumptions);
  InputLoading w = inputLoading(problem, traffic, loading, OperandRole::W, choice, assumptions);
  if (assumptions.has(Repair::SharedPorts)) i.halfShared = w.halfShared = togetherThroughOnePort(i, w);
  return std::min(onLoadInTurn(i, w), onLoadInTurn(w, i));
}

double offLoadCycles(const TileProblem& problem, const Loading& loading, LinkChoice choice) {
  const OperandProblem& output = problem.operand(OperandRole::O);
  double cycles = 0;
  for (std::size_t k = 1; k < output.levels.size(); ++k) {
    if (isChosen(problem, output, k, choice)) cycles += loading.cycles(OperandRole::O, k);
  }
  return cycles;
}

/// Cycles that the busiest port on the chip needs for all transfers of the tile.
double busiestPort(const TileProblem& problem, const TileTraffic& traffic) {
  std::int64_t most = 0;
  for (const FlowPort& port : problem.ports) {
    if (problem.hasOffChip && port.memory + 1 == problem.memories.size()) continue;
    std::int64_t busy = 0;
    for (const Flow& flow : port.flows) {
      if (isActive(traffic, flow)) busy += transferCycles(traffic, flow) * traffic.link(flow.role, flow.link).count;
    }
    most = std::max(most, busy);
  }
  return static_cast<double>(most);
}

}  // namespace

LoadingCycles loadingCycles(const TileProblem& problem, const TileTraffic& traffic, std::int64_t stall,
                            const Assumptions& assumptions) {
  LoadingCycles cycles;
  Loading loading(problem, traffic);
  const auto computing = static_cast<double>(traffic.cycles + stall);
  for (const FlowPort& port : problem.ports) {
    if (!canLend(port, traffic)) continue;
    SingleTransfers once = singleTransfers(port, traffic);
    const double idle = idleCycles(port, problem, traffic, computing, assumptions);
    assumptions.has(Repair::WholeCycles) ? once.shortenToMinima(idle) : once.shorten(idle);
    const bool last = port.memory + 1 == problem.memories.size();
    for (const SingleTransfer& transfer : once.all()) {
      loading.set(transfer.flow, transfer.cycles);
      if (!last) continue;
      const double lent = static_cast<double>(transferCycles(traffic, transfer.flow)) - transfer.cycles;
      cycles.borrowedBandwidth[roleIndex(transfer.flow.role)] += lent / computing * static_cast<double>(port.bandwidth);
    }
  }
  cycles.onLoad = onLoadCycles(problem, traffic, loading, LinkChoice::All, assumptions);
  cycles.offLoad = offLoadCycles(problem, loading, LinkChoice::All);
  if (!assumptions.has(Repair::PipelinedTiles)) return cycles;
  const double offChip = onLoadCycles(problem, traffic, loading, LinkChoice::OffChipOnly, assumptions) +
                         offLoadCycles(problem, loading, LinkChoice::OffChipOnly);
  const double total = computing + cycles.onLoad + cycles.offLoad;
  cycles.onChip = std::max(0.0, std::min(cycles.onLoad + cycles.offLoad - offChip,
                                         total - std::max(computing, busiestPort(problem, traffic))));
  return cycles;
}

}  // namespace fusewright
