#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/mapping/mapping_request.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What a search moves between fusion groups as one: a layer, or a whole recurrence, whose steps belong together.
struct SearchUnit {
  std::vector<LayerId> layers;       ///< all of them, in file order
  std::vector<LayerId> kinds;        ///< one layer of each family: the first
  std::vector<std::string> names;    ///< what a fusion plan calls them, one name a kind where that is enough
  std::vector<std::size_t> feeders;  ///< units whose outputs it reads, ascending, each once
  std::size_t lastReader = 0;        ///< the last unit that reads its output; its own number if none does
  double outputBits = 0;             ///< of what other units read of it
};

/// The Compute layers of `workload` as units, in file order. Any cut of that order into runs is a legal fusion plan.
[[nodiscard]] std::vector<SearchUnit> searchUnits(const Workload& workload);

/// Compute layers behind each tensor: its producer, or what layers without cost lead to. By TensorId, ascending.
[[nodiscard]] std::vector<std::vector<LayerId>> sourcesOfTensors(const Workload& workload);

}  // namespace fusewright
