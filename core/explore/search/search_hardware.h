#pragma once

#include "core/explore/search/search.h"

namespace fusewright {

/// search(), and if `request.areaMm2` is set first over the memory fractions of a chip of that area (METHOD A7): at
/// each of twenty fractions the named plans and the cheapest cuts are evaluated, then fractions around the best ones,
/// and a third of the time goes into plans for the best chip found. `present` stays the request's own design on its own
/// chip.
[[nodiscard]] Result<SearchResult> searchHardware(const SearchRequest& request, TileCostTable& table,
                                                  const SearchProgress& progress = {}, std::stop_token stop = {});

}  // namespace fusewright
