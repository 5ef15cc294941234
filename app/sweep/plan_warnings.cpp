#include "app/sweep/plan_warnings.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "app/sweep/setting_text.h"
#include "core/mapping/mamba_block.h"

namespace fusewright {
namespace {

/// A plan or tiling by the parameter that names it, and the model that it meets.
using Meeting = std::tuple<std::string, std::string, std::string>;

/// Points of one meeting.
struct Points {
  std::uint64_t count = 0;
  std::vector<SweepSetting> first;
};

/// Whether the names of all models' operators do not matter to it.
bool suitsAnyModel(const std::string& parameter, const std::string& value) {
  if (parameter == "tiling") return value != "memory-aware";
  return value == "auto" || value == "unfused" || namesPlanFile(value);
}

std::map<Meeting, Points> meetingsOf(const SpecDesigns& designs) {
  std::map<Meeting, Points> meetings;
  const std::uint64_t most = std::min(designs.points().size(), kMostPointsWarnedOf);
  for (std::uint64_t point = 0; point < most; ++point) {
    const std::vector<SweepSetting> settings = designs.complete(designs.points().at(point));
    for (const char* parameter : {"fusion", "tiling"}) {
      const std::string value = settingOf(settings, parameter);
      if (suitsAnyModel(parameter, value)) continue;
      Points& points = meetings[{settingOf(settings, "model"), parameter, value}];
      if (points.count++ == 0) points.first = settings;
    }
  }
  return meetings;
}

bool lacksMambaBlock(const SpecDesigns& designs, const std::vector<SweepSetting>& settings) {
  const auto design = designs.designOf(settings);
  return design && mambaBlocks(*design->workload).empty();
}

}  // namespace

std::vector<Error> planWarnings(const SpecDesigns& designs) {
  std::vector<Error> warnings;
  for (const auto& [meeting, points] : meetingsOf(designs)) {
    const auto& [model, parameter, value] = meeting;
    if (!lacksMambaBlock(designs, points.first)) continue;
    const std::uint64_t all = designs.points().size();
    const std::string of =
        all > kMostPointsWarnedOf ? fmt::format("the first {}", kMostPointsWarnedOf) : fmt::format("{}", all);
    warnings.push_back({fmt::format("{} '{}' is of a Mamba block only, which model '{}' does not have: {} of {} points "
                                    "will end with an error",
                                    parameter, value, model, points.count, of),
                        parameter,
                        parameter == "tiling" ? "take per-step, none or DIM=PARTS for it"
                                              : "take unfused, auto or a plan file for it"});
  }
  return warnings;
}

}  // namespace fusewright
