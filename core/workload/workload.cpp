#include "core/workload/workload.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Loop sizes multiply to operation counts and bits: their product must stay below this (2^58 leaves room for 32-bit elements).
constexpr std::int64_t kLargestProduct = std::int64_t{1} << 58;

std::string whereIs(const Workload& workload, std::size_t layer) {
  return fmt::format("{}: node '{}'", workload.name, workload.layers[layer].name);
}

std::optional<Error> productTooLarge(std::span<const std::int64_t> sizes, const std::string& where) {
  std::int64_t product = 1;
  for (std::int64_t size : sizes) {
    if (size < 1)
      return Error{fmt::format("size {} is not positive", size), where, "bind every symbolic dimension to 1 or more with --dim NAME=SIZE"};
    if (size > kLargestProduct / product)
      return Error{"sizes multiply to more than 2^58 elements", where, "check the tensor shapes, or bind a smaller size with --dim NAME=SIZE"};
    product *= size;
  }
  return std::nullopt;
}

std::optional<Error> badOperand(const Workload& workload, std::size_t layer, const Operand& operand) {
  const std::string where = whereIs(workload, layer);
  if (operand.axes.size() > kMaxRank) return Error{fmt::format("more than {} axes", kMaxRank), where, "reshape the tensor before this node"};
  // 0 bits: an operand that names loops but no data, like the window of a pooling layer.
  if (operand.precision < (operand.tensor ? 1 : 0) || operand.precision > 1024)
    return Error{fmt::format("precision of {} bits", operand.precision), where, "give weight_size, act_size and output_size between 1 and 1024"};
  for (const Axis& axis : operand.axes)
    for (AxisTerm term : axis.terms)
      if (term.dim < 0 || static_cast<std::size_t>(term.dim) >= workload.layers[layer].dims.size())
        return Error{"an operand is indexed by a loop that the layer lacks", where, "report this model: its operator was read wrongly"};
  if (!operand.tensor) return std::nullopt;
  if (operand.tensor->index() >= workload.tensors.size())
    return Error{"an operand names no tensor", where, "report this model: its operator was read wrongly"};
  if (workload.tensor(*operand.tensor).shape.size() > operand.axes.size())
    return Error{"an operand has fewer axes than its tensor", where, "report this model: its operator was read wrongly"};
  return std::nullopt;
}

std::optional<Error> readsAhead(const Workload& workload, std::size_t layer, TensorId tensor) {
  const std::optional<LayerId> producer = workload.tensor(tensor).producer;
  if (!producer || producer->index() < layer) return std::nullopt;
  return Error{fmt::format("reads '{}', which a later node makes", workload.tensor(tensor).name), whereIs(workload, layer),
               "order the nodes topologically and remove cycles"};
}

/// Whether a map has an entry per axis of its input and names axes that its output has.
bool isFit(const IndexMap& map, std::size_t inputRank, std::size_t outputRank) {
  const auto exists = [&](std::optional<int> axis) { return !axis || (*axis >= 0 && static_cast<std::size_t>(*axis) < outputRank); };
  if (map.kind != IndexMap::Kind::Affine) return true;
  return map.axes.size() == inputRank && exists(map.windowAxis) &&
         std::ranges::all_of(map.axes, [&](const AxisSource& source) { return exists(source.outputAxis); });
}

std::optional<Error> badRoute(const Workload& workload, std::size_t layer, const Route& route) {
  const auto exists = [&](TensorId tensor) { return tensor.index() < workload.tensors.size(); };
  for (const RoutedInput& input : route.inputs) {
    if (!exists(route.output) || !exists(input.tensor) ||
        !isFit(input.map, workload.tensor(input.tensor).shape.size(), workload.tensor(route.output).shape.size()))
      return Error{"an index map does not fit its tensors", whereIs(workload, layer), "report this model: its operator was read wrongly"};
    if (auto error = readsAhead(workload, layer, input.tensor)) return error;
  }
  return std::nullopt;
}

std::optional<Error> badLayer(const Workload& workload, std::size_t index) {
  const Layer& layer = workload.layers[index];
  if (layer.dims.size() > kMaxRank)
    return Error{fmt::format("more than {} loops", kMaxRank), whereIs(workload, index), "split the operator"};
  std::vector<std::int64_t> sizes;
  for (const LoopDim& dim : layer.dims) sizes.push_back(dim.size);
  if (auto error = productTooLarge(sizes, whereIs(workload, index))) return error;
  if (layer.kind == LayerKind::Compute) {
    if (auto error = badOperand(workload, index, layer.output)) return error;
    for (const Operand& input : layer.inputs) {
      if (auto error = badOperand(workload, index, input)) return error;
      if (!input.tensor) continue;
      if (auto error = readsAhead(workload, index, *input.tensor)) return error;
    }
  }
  for (const Route& route : layer.routes)
    if (auto error = badRoute(workload, index, route)) return error;
  return std::nullopt;
}

}  // namespace

Result<Workload> checkedWorkload(Workload workload) {
  for (const Tensor& tensor : workload.tensors) {
    const std::string where = fmt::format("{}: tensor '{}'", workload.name, tensor.name);
    if (tensor.shape.size() > kMaxRank) return failure(fmt::format("more than {} axes", kMaxRank), where, "reshape it");
    if (auto error = productTooLarge(tensor.shape, where)) return tl::make_unexpected(*error);
  }
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (auto error = badLayer(workload, index)) return tl::make_unexpected(*error);
  return workload;
}

std::vector<Warning> problems(const Workload& workload) {
  std::vector<Warning> sorted = workload.warnings;
  std::ranges::stable_sort(sorted, std::ranges::greater{}, &Warning::severity);
  return sorted;
}

std::optional<LayerId> findLayer(const Workload& workload, std::string_view name) {
  const auto found = std::ranges::find(workload.layers, name, &Layer::name);
  if (found == workload.layers.end()) return std::nullopt;
  return LayerId(static_cast<std::size_t>(found - workload.layers.begin()));
}

std::int64_t totalOperations(const Workload& workload) {
  std::int64_t total = 0;
  for (const Layer& layer : workload.layers) total += operationCount(layer);
  return total;
}

}  // namespace fusewright
