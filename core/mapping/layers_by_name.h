#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/mapping/layer_names.h"

namespace fusewright {

/// layersNamed() for many names of one workload, which must outlive it: names of layers and of families are looked up,
/// and only for others all layers are gone through.
class LayersByName {
 public:
  explicit LayersByName(const Workload& workload);

  [[nodiscard]] Result<std::vector<LayerId>> named(std::string_view name) const;

 private:
  const Workload& workload_;
  std::unordered_map<std::string_view, std::vector<LayerId>> layers_;
  std::unordered_map<std::string_view, std::vector<LayerId>> families_;  ///< of recurrences
};

}  // namespace fusewright
