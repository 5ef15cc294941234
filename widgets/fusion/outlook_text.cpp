#include "widgets/fusion/outlook_text.h"

#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {

QString changeText(double before, double after) {
  if (before == after || before <= 0) return QStringLiteral("=");
  const double ratio = after / before;
  if (ratio >= 2) return QStringLiteral("×") + shortNumber(ratio);
  if (ratio > 0 && ratio <= 0.5) return QStringLiteral("÷") + shortNumber(1 / ratio);
  const QString sign = ratio > 1 ? QStringLiteral("+") : QStringLiteral("−");
  return sign + formatShare(std::abs(ratio - 1)).brief;
}

QString latencyText(const PlanOutlook& before, const PlanOutlook& after) {
  return QStringLiteral("%1 (%2)").arg(formatCycles(after.latency).brief,
                                       changeText(before.latency.value, after.latency.value));
}

QString peakText(const PlanOutlook& before, const PlanOutlook& after) {
  if (!after.fullest) return QStringLiteral("–");
  const QString peak = formatBits(after.fullest->peak).brief;
  if (!before.fullest || before.fullest->memory != after.fullest->memory) return peak;
  return QStringLiteral("%1 (%2)").arg(peak, changeText(static_cast<double>(before.fullest->peak.value),
                                                        static_cast<double>(after.fullest->peak.value)));
}

QString outlookText(const PlanOutlook& before, const PlanOutlook& after) {
  QString text = tr("Latency %1 → %2").arg(formatCycles(before.latency).brief, latencyText(before, after));
  if (before.fullest && after.fullest)
    text += QLatin1Char('\n') +
            tr("Peak memory %1 → %2").arg(formatBits(before.fullest->peak).brief, peakText(before, after));
  if (after.violations > before.violations) text += QLatin1Char('\n') + tr("It does not fit into the memory");
  return text;
}

}  // namespace fusewright
