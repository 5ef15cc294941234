#pragma once

#include <span>

#include "widgets/common/table_text.h"
#include "widgets/front/front_scene.h"

namespace fusewright {

/// Rows that a table on the screen or a file has at most: a sweep's database is the place for millions.
inline constexpr std::size_t kMostTableRows = 20'000;

/// Values of one design: the objectives, then the parameters, as HTML.
[[nodiscard]] QString designTip(const SweepResults& results, std::span<const std::string> objectives, std::size_t row,
                                const QString& state);

/// The designs of the front, then the others that were chosen, at most kMostTableRows; each with all columns of the
/// results. `rows` gets what row of the results each one is.
[[nodiscard]] TextTable designTable(const SweepResults& results, const FrontAnswer& answer,
                                    std::vector<std::size_t>* rows = nullptr);

/// What the effects say, the strongest first for each objective.
[[nodiscard]] TextTable effectTable(std::span<const Effect> effects);

/// "1,234 designs, 1,200 chosen, 17 on the front (latency, area), hypervolume ... (83 % of the box)".
[[nodiscard]] QString frontSummary(const SweepResults& results, const FrontAnswer& answer,
                                   std::span<const std::string> objectives);

/// "model.seq-len 64, fusion all": the parameters that vary.
[[nodiscard]] QString designName(const SweepResults& results, std::size_t row);

}  // namespace fusewright
