#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fusewright {

/// Objectives of many designs, all to be kept low: one column an objective, all of one length.
using ObjectiveColumns = std::vector<std::vector<double>>;

/// Indices of the designs that no other one beats in one objective without losing in another, sorted by the first
/// objective, then the second, and so on. Of equal designs the first counts. Designs with an objective that is no
/// number are left out. One to three objectives take n log n steps; more take n times the size of the front at most.
[[nodiscard]] std::vector<std::size_t> nonDominated(const ObjectiveColumns& objectives);

/// The volume of what the designs dominate within the box below `reference`, over any number of objectives: the larger,
/// the better the front. Exact; up to three objectives in n log n steps, each further one takes up to n times as many.
/// Designs that are not better than `reference` everywhere count for nothing.
[[nodiscard]] double hypervolume(const ObjectiveColumns& objectives, std::span<const double> reference);

}  // namespace fusewright
