#include "core/schedule/leaving_outputs.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/schedule/route_table.h"

namespace fusewright {
namespace {

/// By TensorId, whether a tensor is an output of the model or, through operators without cost, part of one.
std::vector<bool> outputTensors(const Workload& workload) {
  std::vector<bool> output(workload.tensors.size());
  for (std::size_t tensor = 0; tensor < output.size(); ++tensor)
    output[tensor] = workload.tensors[tensor].isGraphOutput;
  for (std::size_t layer = workload.layers.size(); layer-- > 0;) {  // producers come before consumers
    if (workload.layers[layer].kind == LayerKind::Compute) continue;
    for (const Route& route : workload.layers[layer].routes)
      if (output[route.output.index()])
        for (const RoutedInput& input : route.inputs) output[input.tensor.index()] = true;
  }
  return output;
}

/// By LayerId, the last group that reads its output; -1 if none does.
std::vector<std::int32_t> lastReadingGroups(const TileGraph& graph) {
  std::vector<std::int32_t> last(graph.layerTilings.size(), -1);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    for (TileId producer : graph.producersOf(TileId(tile))) {
      const LayerId layer = graph.layer[producer.index()];
      if (layer != graph.layer[tile]) last[layer.index()] = std::max(last[layer.index()], graph.group[tile]);
    }
  return last;
}

/// By LayerId, whether a tile of its own group reads its output.
std::vector<bool> readInGroup(const TileGraph& graph) {
  std::vector<bool> read(graph.layerTilings.size(), false);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    for (TileId producer : graph.producersOf(TileId(tile)))
      if (graph.layer[producer.index()] != graph.layer[tile] && graph.group[producer.index()] == graph.group[tile])
        read[graph.layer[producer.index()].index()] = true;
  return read;
}

}  // namespace

std::vector<bool> modelOutputs(const Workload& workload) {
  const std::vector<bool> isOutput = outputTensors(workload);
  std::vector<bool> outputs(workload.layers.size(), false);
  for (std::size_t layer = 0; layer < outputs.size(); ++layer)
    if (const auto& tensor = workload.layers[layer].output.tensor; tensor && isOutput[tensor->index()])
      outputs[layer] = workload.layers[layer].kind == LayerKind::Compute;
  return outputs;
}

std::vector<bool> writtenLayers(const Workload& workload, const TileGraph& graph, const Assumptions& assumptions) {
  std::vector<bool> written(graph.layerTilings.size(), true);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (graph.consumers[tile] > 0) written[graph.layer[tile].index()] = false;
  if (!assumptions.has(Repair::TrueState)) return written;
  const std::vector<bool> output = modelOutputs(workload);
  for (std::size_t layer = 0; layer < written.size(); ++layer) written[layer] = written[layer] || output[layer];
  return written;
}

std::vector<bool> layersMakingRoom(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                                   const Assumptions& assumptions) {
  std::vector<bool> makesRoom(workload.layers.size(), false);
  if (!assumptions.has(Repair::TrueState)) return makesRoom;
  const RouteTable routes(accelerator);
  const std::vector<std::int32_t> lastReader = lastReadingGroups(graph);
  const std::vector<bool> readAtOnce = readInGroup(graph);
  const auto leaves = [&](std::size_t tile) {
    const std::size_t layer = graph.layer[tile].index();
    return lastReader[layer] > graph.group[tile] && !readAtOnce[layer];
  };
  std::map<std::pair<std::int32_t, MemoryId>, std::int64_t> left;
  const auto placeOf = [&](std::size_t tile) {
    return std::pair(graph.group[tile], routes.memory(graph.core[tile], OperandRole::O));
  };
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (leaves(tile)) left[placeOf(tile)] += graph.outputBits[tile].value;
  const std::vector<TopMemory> memories = topMemories(accelerator);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    if (!leaves(tile)) continue;
    const TopMemory& memory = memories[placeOf(tile).second.index()];
    const Bits capacity = accelerator.core(memory.core).memories[memory.level].capacity;
    if (left[placeOf(tile)] > capacity.value / 2) makesRoom[graph.layer[tile].index()] = true;
  }
  return makesRoom;
}

}  // namespace fusewright
