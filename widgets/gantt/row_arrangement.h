#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QString>

#include "core/session/selection.h"
#include "widgets/gantt/gantt_layout.h"

namespace fusewright {

enum class RowSort : std::uint8_t { AsBuilt, ByName, BusiestFirst };

/// How a person wants rows: by name, so that it survives a recomputation.
struct RowArrangement {
  std::set<std::string> pinned;  ///< above the others, whatever the filter
  std::set<std::string> collapsed;
  std::set<std::string> hidden;
  RowSort sort = RowSort::AsBuilt;
  QString filter;            ///< part of the name, in any case of letters
  bool ports = false;        ///< memory ports too
  bool touchedOnly = false;  ///< only those that the selection touches, if anything is selected
};

/// Which rows to show in which order. `touched` as rowsTouched gives it.
[[nodiscard]] std::vector<ShownRow> arranged(const Timeline& timeline, const RowArrangement& arrangement,
                                             const std::optional<std::set<std::size_t>>& touched);

/// Rows that have to do with the selection: of a tile its core, those of its producers and consumers, and the links and
/// ports that its inputs and output move through; of a layer those of all its tiles. None: nothing is selected that has
/// a place on the timeline.
[[nodiscard]] std::optional<std::set<std::size_t>> rowsTouched(const Evaluation& evaluation, const Timeline& timeline,
                                                               const Selection& selection);

}  // namespace fusewright
