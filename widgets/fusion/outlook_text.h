#pragma once

#include <QString>

#include "core/explore/insight/plan_outlook.h"

namespace fusewright {

/// How a number changes, for a person: "+12.3 %", "×38" from twice on and "÷4" down from half, "=".
[[nodiscard]] QString changeText(double before, double after);

/// "1.23 Mcycles (−12.3 %)".
[[nodiscard]] QString latencyText(const PlanOutlook& before, const PlanOutlook& after);

/// "3.1 MiB of 24 MiB (+12.3 %)"; the change only if the same memory is the fullest one before and after.
[[nodiscard]] QString peakText(const PlanOutlook& before, const PlanOutlook& after);

/// Both, before and after, in a line each, and what does not fit.
[[nodiscard]] QString outlookText(const PlanOutlook& before, const PlanOutlook& after);

}  // namespace fusewright
