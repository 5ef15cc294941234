#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/base/nearest_name.h"
#include "core/explore/search/search.h"

namespace fusewright {
namespace {

constexpr std::array<std::pair<Objective, std::string_view>, 5> kObjectives{{{Objective::Latency, "latency"},
                                                                             {Objective::Energy, "energy"},
                                                                             {Objective::EnergyDelay, "edp"},
                                                                             {Objective::PeakMemory, "memory"},
                                                                             {Objective::DramTraffic, "traffic"}}};

}  // namespace

std::string_view nameOf(Objective objective) {
  return std::ranges::find(kObjectives, objective, &std::pair<Objective, std::string_view>::first)->second;
}

Result<Objective> parseObjective(std::string_view text) {
  std::vector<std::string> known;
  for (const auto& [objective, name] : kObjectives) {
    if (name == text) return objective;
    known.emplace_back(name);
  }
  return failure("no objective is called '" + std::string(text) + "'", "objective", suggestion(text, known));
}

double valueOf(Objective objective, const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  switch (objective) {
    case Objective::Latency:
      break;
    case Objective::Energy:
      return metrics.energy.value;
    case Objective::EnergyDelay:
      return metrics.energy.value * metrics.latency.value;
    case Objective::PeakMemory: {
      const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
      Bits peak;
      for (std::size_t index = 0; index < memories.size(); ++index)
        if (memories[index].core != evaluation.design.accelerator->offChip)
          peak = std::max(peak, metrics.memories[index].peak);
      return static_cast<double>(peak.value);
    }
    case Objective::DramTraffic:
      return static_cast<double>((metrics.dram.read + metrics.dram.written).value);
  }
  return metrics.latency.value;
}

std::string_view nameOf(SearchEnd end) {
  switch (end) {
    case SearchEnd::Exhausted:
      return "nothing was left to try";
    case SearchEnd::Gap:
      return "the gap asked for was reached";
    case SearchEnd::Time:
      return "its time was up";
    case SearchEnd::Evaluations:
      return "as many plans as asked for were evaluated";
    case SearchEnd::Stopped:
      break;
  }
  return "it was stopped";
}

}  // namespace fusewright
