#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/workload/layer.h"
#include "core/workload/tensor.h"

namespace fusewright {

/// How much a Warning matters to the numbers that follow from a model.
enum class Severity : std::uint8_t {
  Note,           ///< nothing follows from it: the reader says what it did
  Approximation,  ///< numbers of this node are estimates
  Omission,       ///< work or data of this node is left out
};

/// Something that a reader had to assume, to be shown beside the results. A view that jumps to it goes to the layers
/// whose `node` is the same.
struct Warning {
  std::string what;
  std::string where;             ///< for a person: file and node
  std::string node = {};         ///< Layer::node; empty if it is about the whole model
  std::string consequence = {};  ///< what it does to the results, and how to have it otherwise
  Severity severity = Severity::Approximation;

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// A model as the engine sees it: layers in file order (their ids are METHOD A1's layer numbers) and the tensors
/// between them. Every producer comes before its consumers.
struct Workload {
  std::string name;
  std::vector<Layer> layers;
  std::vector<Tensor> tensors;
  std::vector<Warning> warnings;

  [[nodiscard]] const Layer& layer(LayerId id) const { return layers[id.index()]; }
  [[nodiscard]] const Tensor& tensor(TensorId id) const { return tensors[id.index()]; }

  friend bool operator==(const Workload&, const Workload&) = default;
};

/// Checks what the engine relies on: ids in range, producers before consumers, operand ranks, sizes of at least 1,
/// ranks of at most kMaxRank, products that fit 63 bits. Readers call it last. The Error names the layer.
[[nodiscard]] Result<Workload> checkedWorkload(Workload workload);

/// What was assumed, worst first; within a severity in the order of reading.
[[nodiscard]] std::vector<Warning> problems(const Workload& workload);

[[nodiscard]] std::optional<LayerId> findLayer(const Workload& workload, std::string_view name);

/// Sum of operationCount over all layers.
[[nodiscard]] std::int64_t totalOperations(const Workload& workload);

}  // namespace fusewright
