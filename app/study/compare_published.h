#pragma once

#include <string>

#include "app/study/report_document.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// Ours, theirs and the difference for every published number that the study has a counterpart of: a table for designs,
/// one for models and one for classes of operators. Tables without rows were not asked for.
struct PublishedComparison {
  ReportTable designs;
  ReportTable models;
  ReportTable classes;
  double largestLatencyPercent = 0;  ///< of the designs, whatever the sign
};

[[nodiscard]] PublishedComparison compareWithPublished(const Study& study);

}  // namespace fusewright
