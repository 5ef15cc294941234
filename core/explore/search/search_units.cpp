#include "core/explore/search/search_units.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/mapping/layer_names.h"
#include "core/workload/tensor_bits.h"

namespace fusewright {
namespace {

/// The names of its families if each means exactly their layers, else the names of all layers.
std::vector<std::string> namesOf(const Workload& workload, const SearchUnit& unit) {
  std::map<LayerId, std::vector<LayerId>> families;
  for (LayerId id : unit.layers) families[workload.layer(id).family].push_back(id);
  std::vector<std::string> names;
  for (LayerId kind : unit.kinds) {
    std::string shared(familyName(workload.layer(kind)));
    const auto found = layersNamed(workload, shared);
    if (found && *found == families[workload.layer(kind).family]) names.push_back(std::move(shared));
  }
  if (names.size() == unit.kinds.size()) return names;
  names.clear();
  for (LayerId id : unit.layers) names.push_back(workload.layer(id).name);
  return names;
}

void linkUnits(const Workload& workload, std::vector<SearchUnit>& units) {
  std::map<LayerId, std::size_t> unitOf;
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    for (LayerId id : units[unit].layers) unitOf[id] = unit;
  const auto sources = sourcesOfTensors(workload);
  std::set<LayerId> readOutside;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    std::set<std::size_t> feeders;
    units[unit].lastReader = unit;
    for (LayerId id : units[unit].layers)
      for (const Operand& input : workload.layer(id).inputs) {
        if (!input.tensor) continue;
        for (LayerId source : sources[input.tensor->index()])
          if (unitOf.at(source) != unit) {
            feeders.insert(unitOf.at(source));
            readOutside.insert(source);
          }
      }
    units[unit].feeders.assign(feeders.begin(), feeders.end());
    for (std::size_t feeder : feeders) units[feeder].lastReader = std::max(units[feeder].lastReader, unit);
  }
  for (LayerId source : readOutside)
    if (const auto& tensor = workload.layer(source).output.tensor)
      units[unitOf.at(source)].outputBits += bitsOf(workload.tensor(*tensor));
}

}  // namespace

std::vector<std::vector<LayerId>> sourcesOfTensors(const Workload& workload) {
  std::vector<std::set<LayerId>> sources(workload.tensors.size());
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind == LayerKind::Compute && layer.output.tensor)
      sources[layer.output.tensor->index()] = {LayerId(index)};
    if (layer.kind == LayerKind::Compute) continue;
    for (const Route& route : layer.routes)
      for (const RoutedInput& input : route.inputs)
        sources[route.output.index()].insert(sources[input.tensor.index()].begin(),
                                             sources[input.tensor.index()].end());
  }
  std::vector<std::vector<LayerId>> lists;
  for (const std::set<LayerId>& set : sources) lists.emplace_back(set.begin(), set.end());
  return lists;
}

std::vector<SearchUnit> searchUnits(const Workload& workload) {
  std::vector<SearchUnit> units;
  std::map<std::int32_t, std::size_t> unitOfScan;
  std::set<LayerId> families;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    std::size_t unit = units.size();
    if (layer.recurrence) unit = unitOfScan.try_emplace(layer.recurrence->scan, unit).first->second;
    if (unit == units.size()) units.emplace_back();
    units[unit].layers.emplace_back(index);
    if (!layer.recurrence || families.insert(layer.family).second) units[unit].kinds.emplace_back(index);
  }
  for (SearchUnit& unit : units) unit.names = namesOf(workload, unit);
  linkUnits(workload, units);
  return units;
}

}  // namespace fusewright
