#include "core/mapping/fusion_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/layers_between.h"
#include "core/mapping/layers_by_name.h"
#include "core/mapping/mamba_block.h"

namespace fusewright {
namespace {

/// For every layer, the latest step of a recurrence that reads its output, directly or through layers without cost; -1
/// if none. A step whose reader lies in the same recurrence passes on what reads that reader.
std::vector<int> latestReadingStep(const Workload& workload) {
  std::vector<int> latest(workload.layers.size(), -1);
  for (std::size_t index = workload.layers.size(); index-- > 0;) {
    const Layer& reader = workload.layers[index];
    const int own = reader.recurrence ? std::max(reader.recurrence->step, latest[index]) : -1;
    const int passed = reader.kind == LayerKind::Compute ? own : latest[index];
    const auto mark = [&](TensorId tensor) {
      if (const auto producer = workload.tensor(tensor).producer)
        latest[producer->index()] = std::max(latest[producer->index()], passed);
    };
    for (const Operand& input : reader.inputs)
      if (input.tensor) mark(*input.tensor);
    for (const Route& route : reader.routes)
      for (const RoutedInput& input : route.inputs) mark(input.tensor);
  }
  return latest;
}

/// Families of step layers that carry the state: some step of theirs is needed by a later step.
std::set<LayerId> carryingFamilies(const Workload& workload) {
  const std::vector<int> latest = latestReadingStep(workload);
  std::set<LayerId> families;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind == LayerKind::Compute && layer.recurrence && latest[index] > layer.recurrence->step)
      families.insert(layer.family);
  }
  return families;
}

/// Compute layers in file order, except that the steps of a recurrence which do not carry its state come after all
/// those that do (METHOD A2: every mul_h_C after all of mul_h_dA and add_dBx).
std::vector<LayerId> orderWhenAlone(const Workload& workload) {
  const std::set<LayerId> carrying = carryingFamilies(workload);
  std::map<int, std::size_t> lastOfScan;
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].recurrence) lastOfScan[workload.layers[index].recurrence->scan] = index;
  std::map<int, std::vector<LayerId>> afterScan;
  std::vector<LayerId> order;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    const bool waits = layer.recurrence && !carrying.contains(layer.family);
    if (layer.kind == LayerKind::Compute) (waits ? afterScan[layer.recurrence->scan] : order).emplace_back(index);
    if (!layer.recurrence || lastOfScan[layer.recurrence->scan] != index) continue;
    const std::vector<LayerId>& waiting = afterScan[layer.recurrence->scan];
    order.insert(order.end(), waiting.begin(), waiting.end());
  }
  return order;
}

/// The groups of `named` as they are, each after all layers outside groups that come before its last layer in the file;
/// those layers are alone. The study's schedules list mul_delta_B and mul_dBx before A+S, but mul_D_x and what follows
/// after the groups.
FusionPlan arranged(const Workload& workload, const FusionPlan& named) {
  std::set<LayerId> listed;
  for (const FusionGroup& group : named.groups) listed.insert(group.layers.begin(), group.layers.end());
  const std::vector<LayerId> order = orderWhenAlone(workload);
  FusionPlan plan{.groups = {}, .warnings = named.warnings};
  const auto listAloneBefore = [&](LayerId end) {
    if (listed.size() == order.size()) return;
    for (LayerId layer : order)
      if (layer < end && listed.insert(layer).second) plan.groups.push_back({{layer}});
  };
  for (const FusionGroup& group : named.groups) {
    listAloneBefore(group.layers.back());
    plan.groups.push_back(group);
  }
  listAloneBefore(LayerId(workload.layers.size()));
  return plan;
}

/// The study's names, each with the parts of a block that its groups are made of.
struct StudyScheme {
  std::string_view name;
  std::vector<std::string_view> groups;
};

const std::vector<StudyScheme>& studySchemes() {
  static const std::vector<StudyScheme> schemes{{"unfused", {}},       {"A", {"A"}},          {"B", {"B"}},
                                                {"A-B", {"A", "B"}},   {"AS", {"AS"}},        {"BS", {"BS"}},
                                                {"AS-B", {"AS", "B"}}, {"A-BS", {"A", "BS"}}, {"all", {"ABS"}}};
  return schemes;
}

FusionGroup groupOfParts(const MambaBlock& block, std::string_view parts) {
  FusionGroup group;
  for (char part : parts) {
    const std::vector<LayerId>& layers = part == 'A' ? block.a : part == 'B' ? block.b : block.s;
    group.layers.insert(group.layers.end(), layers.begin(), layers.end());
  }
  std::ranges::sort(group.layers);
  return group;
}

}  // namespace

FusionPlan unfusedPlan(const Workload& workload) {
  return arranged(workload, {});
}

Result<FusionPlan> planFromNames(const Workload& workload, const std::vector<std::vector<std::string>>& groups) {
  FusionPlan found;
  const LayersByName all(workload);
  std::map<LayerId, std::size_t> groupOf;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const std::vector<std::string>& names = groups[group];
    const std::string where = fmt::format("groups[{}]", group);
    std::set<LayerId> layers;
    for (const std::string& name : names) {
      const auto named = all.named(name);
      if (!named)
        return failure(named.error().what, fmt::format("{} of '{}'", where, workload.name), named.error().remedy);
      layers.insert(named->begin(), named->end());
    }
    if (names.empty()) return failure("the group names no layer", where, "remove it, or name at least one layer");
    if (layers.empty()) continue;  // only layers that cost nothing here
    for (LayerId layer : layers)
      if (const auto [other, fresh] = groupOf.emplace(layer, group); !fresh)
        return failure(fmt::format("layer '{}' is in groups[{}] too", workload.layer(layer).name, other->second), where,
                       "name each layer in one group only");
    found.groups.push_back({{layers.begin(), layers.end()}});
  }
  return checkedPlan(workload, arranged(workload, withLayersBetween(workload, std::move(found))));
}

Result<FusionPlan> studyPlan(const Workload& workload, const std::string& name) {
  const auto scheme = std::ranges::find(studySchemes(), name, &StudyScheme::name);
  if (scheme == studySchemes().end()) {
    std::vector<std::string> known{"auto"};
    for (const StudyScheme& candidate : studySchemes()) known.emplace_back(candidate.name);
    return failure(fmt::format("no fusion plan is called '{}'", name), "fusion", suggestion(name, known));
  }
  if (scheme->groups.empty()) return unfusedPlan(workload);
  const std::vector<MambaBlock> blocks = mambaBlocks(workload);
  if (blocks.empty())
    return failure(
        fmt::format("fusion plan '{}' groups the layers of a Mamba block, and '{}' has none", name, workload.name),
        "fusion", "choose unfused or auto, or give a fusion plan file");
  FusionPlan named;
  for (const MambaBlock& block : blocks)
    for (std::string_view parts : scheme->groups) named.groups.push_back(groupOfParts(block, parts));
  return checkedPlan(workload, arranged(workload, named));
}

}  // namespace fusewright
