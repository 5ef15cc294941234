#include "core/mapping/layer_names.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace fusewright {
namespace {

std::string_view withoutNumber(std::string_view name) {
  const std::size_t end = name.find_last_not_of("0123456789");
  if (end == std::string_view::npos || end + 1 == name.size() || name[end] != '_') return name;
  return name.substr(0, end);
}

std::string_view withoutSlash(std::string_view name) {
  return name.starts_with('/') ? name.substr(1) : name;
}

template <typename Condition>
std::vector<LayerId> layersWhere(const Workload& workload, Condition holds) {
  std::vector<LayerId> found;
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (holds(workload.layers[index])) found.emplace_back(index);
  return found;
}

bool isUnder(const Layer& layer, std::string_view path) {
  const std::string_view name = withoutSlash(layer.name);
  return name.starts_with(path) && (name.size() == path.size() || name[path.size()] == '/');
}

/// Numbers of the recurrences whose step layers read an output of one of `layers`.
std::set<int> recurrencesFedBy(const Workload& workload, const std::vector<LayerId>& layers) {
  std::set<int> scans;
  for (const Layer& reader : workload.layers)
    for (const Operand& input : reader.inputs)
      if (reader.recurrence && input.tensor && workload.tensor(*input.tensor).producer &&
          std::ranges::binary_search(layers, *workload.tensor(*input.tensor).producer))
        scans.insert(reader.recurrence->scan);
  return scans;
}

/// Steps of the recurrent operators that `name` means, directly or by a layout node of theirs.
std::vector<LayerId> recurrenceNamed(const Workload& workload, std::string_view name,
                                     const std::vector<LayerId>& matching) {
  const bool all = withoutSlash(name) == "SSM";
  const std::set<int> scans = all ? std::set<int>{} : recurrencesFedBy(workload, matching);
  return layersWhere(workload, [&](const Layer& layer) {
    return layer.kind == LayerKind::Compute && layer.recurrence && (all || scans.contains(layer.recurrence->scan));
  });
}

std::vector<LayerId> computeLayers(const Workload& workload, std::vector<LayerId> layers) {
  std::erase_if(layers, [&](LayerId id) { return workload.layer(id).kind != LayerKind::Compute; });
  return layers;
}

/// Whether `name` means a layer that would take time under other assumptions.
bool namesFreeLayer(const Workload& workload, std::string_view name, const std::vector<LayerId>& underPath) {
  const auto isFree = [](const Layer& layer) { return layer.kind == LayerKind::Free; };
  return std::ranges::any_of(underPath, isFree, [&](LayerId id) -> const Layer& { return workload.layer(id); }) ||
         std::ranges::any_of(workload.layers,
                             [&](const Layer& layer) { return isFree(layer) && layer.operation == name; });
}

/// Names of families and layers that take time.
std::vector<std::string> knownNames(const Workload& workload) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (const Layer& layer : workload.layers)
    if (layer.kind == LayerKind::Compute && seen.insert(familyName(layer)).second)
      names.emplace_back(familyName(layer));
  return names;
}

/// The nearest of the names and of their first parts, which are what people type; else the names.
std::string remedyFor(std::string_view name, const std::vector<std::string>& known) {
  std::vector<std::string> parts;
  for (const std::string& candidate : known)
    if (const auto components = nameComponents(candidate); !components.empty()) parts.emplace_back(components.front());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return nearestNames(name, parts).empty() ? suggestion(name, known) : suggestion(name, parts);
}

/// A layer without cost was found instead.
tl::unexpected<Error> layoutLayer(const Workload& workload, std::string_view name) {
  return failure(fmt::format("layer '{}' takes no time, so it belongs to no group and has no mapping", name),
                 workload.name, "leave it out; dependencies pass through it by themselves");
}

}  // namespace

std::vector<std::string_view> nameComponents(std::string_view name) {
  std::vector<std::string_view> parts;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    if (slash > 0) parts.push_back(name.substr(0, slash));
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return parts;
}

std::string_view familyName(const Layer& layer) {
  return layer.recurrence ? withoutNumber(withoutNumber(layer.name)) : std::string_view(layer.name);
}

Result<std::vector<LayerId>> layersNamed(const Workload& workload, std::string_view name) {
  const auto matching = [&](auto condition) { return computeLayers(workload, layersWhere(workload, condition)); };
  if (auto found = matching([&](const Layer& layer) { return layer.name == name; }); !found.empty()) return found;
  if (auto found = matching([&](const Layer& layer) { return layer.recurrence && familyName(layer) == name; });
      !found.empty())
    return found;
  const auto underPath = layersWhere(workload, [&](const Layer& layer) { return isUnder(layer, withoutSlash(name)); });
  if (auto found = computeLayers(workload, underPath); !found.empty()) return found;
  if (auto found = recurrenceNamed(workload, name, underPath); !found.empty()) return found;
  if (auto found = matching([&](const Layer& layer) { return layer.operation == name; }); !found.empty()) return found;
  if (namesFreeLayer(workload, name, underPath)) return std::vector<LayerId>{};
  if (!underPath.empty()) return layoutLayer(workload, name);
  return failure(fmt::format("no layer is called '{}'", name), workload.name, remedyFor(name, knownNames(workload)));
}

}  // namespace fusewright
