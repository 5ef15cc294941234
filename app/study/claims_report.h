#pragma once

#include <vector>

#include "app/study/report_document.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// The headline claims in words and tables: what the study says, what our sweeps give, where it holds and how it moves
/// with L. Nothing for claims whose figure was not asked for.
[[nodiscard]] std::vector<ReportBlock> claimsReport(const StudyClaims& claims);

}  // namespace fusewright
