#pragma once

#include "core/explore/search/search.h"

namespace fusewright {

/// search(), and if `request.areaMm2` is set first over the memory fractions of a chip of that area (METHOD A7): at
/// each of twenty fractions the named plans are evaluated, then fractions around the best one, and a third of the time
/// goes into plans for the best chip found. The request's own design takes part if it fits on the area. `present` stays
/// that design on its own chip. `progress` counts evaluations and seconds of both parts.
[[nodiscard]] Result<SearchResult> searchHardware(const SearchRequest& request, TileCostTable& table,
                                                  const SearchProgress& progress = {}, std::stop_token stop = {});

}  // namespace fusewright
