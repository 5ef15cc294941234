#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/workload/layer.h"
#include "core/workload/tensor.h"

namespace fusewright {

/// Something that a reader had to assume, to be shown beside the results.
struct Warning {
  std::string what;
  std::string where;

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

[[nodiscard]] std::optional<LayerId> findLayer(const Workload& workload, std::string_view name);

/// Sum of operationCount over all layers.
[[nodiscard]] std::int64_t totalOperations(const Workload& workload);

}  // namespace fusewright
