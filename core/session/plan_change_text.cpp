#include "core/session/plan_change_text.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/mapping/layer_names.h"

namespace fusewright {
namespace {

using Groups = std::vector<FusionGroup>;

/// Names that a list has before it only counts.
constexpr std::size_t kNamesListed = 3;

bool isFused(const FusionGroup& group) {
  return group.layers.size() > 1;
}

/// Those of `groups` whose layers are no group of `others`, by index.
std::vector<std::size_t> missingIn(const Groups& groups, const Groups& others) {
  std::set<std::vector<LayerId>> known;
  for (const FusionGroup& group : others) known.insert(group.layers);
  std::vector<std::size_t> left;
  for (std::size_t index = 0; index < groups.size(); ++index)
    if (!known.contains(groups[index].layers)) left.push_back(index);
  return left;
}

/// "a", "a and b", "a, b, c and 4 others"; a name that comes again is said once.
std::string listedNames(const std::vector<std::string>& all, std::string_view last) {
  std::vector<std::string> names;
  for (const std::string& name : all)
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  const bool isLong = names.size() > kNamesListed + 1;
  const std::size_t shown = isLong ? kNamesListed : names.size() - 1;
  std::string text;
  for (std::size_t index = 0; index < shown; ++index) text += (index == 0 ? "" : ", ") + names[index];
  if (isLong) return fmt::format("{} {} {} others", text, last, names.size() - shown);
  return text.empty() ? names.back() : fmt::format("{} {} {}", text, last, names.back());
}

class PlanChange {
 public:
  PlanChange(const Workload& workload, const FusionPlan& before, const FusionPlan& after)
      : workload_(workload),
        before_(before.groups),
        after_(after.groups),
        gone_(missingIn(before_, after_)),
        come_(missingIn(after_, before_)) {}

  [[nodiscard]] std::string text() const {
    if (gone_.empty() && come_.empty()) return sameGroups();
    if (come_.size() == 1) return fused();
    if (gone_.size() == 1) return come_.size() == 2 ? split() : broken();
    const std::string moved = moves();
    return moved.empty() ? fmt::format("Fusion plan {} → {}", sizeText(before_), sizeText(after_)) : moved;
  }

 private:
  [[nodiscard]] std::string name(LayerId layer) const { return std::string(familyName(workload_.layer(layer))); }

  [[nodiscard]] std::string names(const std::vector<LayerId>& layers) const {
    std::vector<std::string> all;
    for (const LayerId layer : layers) all.push_back(name(layer));
    return listedNames(all, "and");
  }

  /// A layer by its name, a group by its number.
  [[nodiscard]] std::string called(std::size_t group) const {
    if (!isFused(before_[group])) return name(before_[group].layers.front());
    const auto end = before_.begin() + static_cast<std::ptrdiff_t>(group);
    return fmt::format("group {}", 1 + std::count_if(before_.begin(), end, isFused));
  }

  [[nodiscard]] static std::string sizeText(const Groups& groups) {
    const auto fused = std::ranges::count_if(groups, isFused);
    return fmt::format("{} fused group{}", fused, fused == 1 ? "" : "s");
  }

  [[nodiscard]] std::string fused() const {
    std::vector<std::string> parts;
    for (const std::size_t group : gone_) parts.push_back(called(group));
    return "Fuse " + listedNames(parts, gone_.size() == 2 ? "with" : "and");
  }

  [[nodiscard]] std::string split() const {
    const std::vector<LayerId>& first = after_[come_[0]].layers;
    const std::vector<LayerId>& second = after_[come_[1]].layers;
    const std::string group = called(gone_[0]);
    if (first.back() < second.front()) return fmt::format("Split {} before {}", group, name(second.front()));
    if (second.back() < first.front()) return fmt::format("Split {} before {}", group, name(first.front()));
    return fmt::format("Take {} out of {}", names(first.size() < second.size() ? first : second), group);
  }

  [[nodiscard]] std::string broken() const {
    const bool isAll = std::ranges::none_of(come_, [this](std::size_t group) { return isFused(after_[group]); });
    return isAll ? fmt::format("Run the layers of {} each alone", called(gone_[0]))
                 : fmt::format("Split {} into {}", called(gone_[0]), come_.size());
  }

  /// Layers that went from one group to another; empty if more than that happened.
  [[nodiscard]] std::string moves() const {
    if (gone_.size() != 2 || come_.size() > 2) return {};
    for (const std::size_t giver : gone_) {
      const std::size_t taker = giver == gone_[0] ? gone_[1] : gone_[0];
      for (const std::size_t group : come_) {
        const std::vector<LayerId>& now = after_[group].layers;
        const std::vector<LayerId>& was = before_[taker].layers;
        if (!std::ranges::includes(now, was)) continue;
        std::vector<LayerId> moved;
        std::ranges::set_difference(now, was, std::back_inserter(moved));
        return fmt::format("Move {} from {} to {}", names(moved), called(giver), called(taker));
      }
    }
    return {};
  }

  [[nodiscard]] std::string sameGroups() const {
    std::map<std::vector<LayerId>, std::size_t> placeBefore;
    for (std::size_t index = 0; index < before_.size(); ++index) placeBefore[before_[index].layers] = index;
    for (const FusionGroup& group : after_) {
      const std::size_t was = placeBefore[group.layers];
      if (group.halos == before_[was].halos) continue;
      return fmt::format("{} halos of {}", group.halos == HaloRule::Recomputed ? "Recompute" : "Store", called(was));
    }
    for (std::size_t index = 0; index < after_.size(); ++index) {
      if (after_[index].layers == before_[index].layers) continue;
      // Either what was here runs later now, or something from later runs earlier.
      const std::size_t come = placeBefore[after_[index].layers];
      if (come == index + 1) return fmt::format("Run {} after {}", called(index), called(come));
      return fmt::format("Run {} before {}", called(come), called(index));
    }
    return {};
  }

  const Workload& workload_;
  const Groups& before_;
  const Groups& after_;
  std::vector<std::size_t> gone_;  ///< indices into `before_` of groups that are no more
  std::vector<std::size_t> come_;  ///< indices into `after_` of new ones
};

}  // namespace

std::string planChangeText(const Workload& workload, const FusionPlan& before, const FusionPlan& after) {
  return PlanChange(workload, before, after).text();
}

}  // namespace fusewright
