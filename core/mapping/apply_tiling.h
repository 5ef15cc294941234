#pragma once

#include "core/base/result.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// `mapping` with its intra-core tilings as `request.tiling` asks (DESIGN, `--tiling`; METHOD A2): PerStep keeps what
/// was proposed or written in a mapping file; the other modes replace it. Errors: a memory-aware tiling without a Mamba
/// block; explicit cuts along a loop that no fused layer has, into more parts than iterations, or into parts that do
/// not divide them.
[[nodiscard]] Result<Mapping> withTiling(const Workload& workload, const Accelerator& accelerator,
                                         const MappingRequest& request, Mapping mapping);

/// `mapping` with the layers of `group` cut in time along the loops of `entries`, those that sum up and loops that a
/// layer lacks left whole. Errors: as of an explicit tiling; where halos are recomputed only the last layers of the
/// group need to be divided, since the others follow them.
[[nodiscard]] Result<Mapping> withCuts(const Workload& workload, const FusionGroup& group, const Tiling& entries,
                                       Mapping mapping);

}  // namespace fusewright
