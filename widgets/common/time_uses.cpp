#include "widgets/common/time_uses.h"

#include <algorithm>
#include <array>

#include <QStringList>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// P. Tol, "Colour schemes" (SRON/EPS/TN/09-002), muted: what idle time leaves of it. By TimeUse.
constexpr std::array<QRgb, kBusyUses> kBusy{0xFF117733, 0xFF999933, 0xFF882255, 0xFF332288};

QString busyText(TimeUse use) {
  switch (use) {
    case TimeUse::Computing:
      return tr("computing");
    case TimeUse::IdleUnits:
      return tr("units without work");
    case TimeUse::OnChipMoves:
      return tr("moves on the chip");
    default:
      return tr("streaming operands");
  }
}

}  // namespace

QString useText(TimeUse use) {
  const auto cause = idleCauseOf(use);
  return cause ? useText(*cause) : tr("busy: %1").arg(busyText(use));
}

QString useText(IdleCause cause) {
  return tr("idle: %1").arg(causeText(cause));
}

QString useMeaning(TimeUse use) {
  if (const auto cause = idleCauseOf(use)) return causeMeaning(*cause);
  switch (use) {
    case TimeUse::Computing:
      return tr("Cores run tiles, and this long their operations would take on all units of the array");
    case TimeUse::IdleUnits:
      return tr("Cores run tiles whose loops fill a part of the array only: time of the units without work");
    case TimeUse::OnChipMoves:
      return tr("Cores run tiles that wait for memories on the chip: filling, draining, narrow ports");
    default:
      return tr(
          "Cores run tiles that wait for operands which they read from the off-chip memory, or write to it, as "
          "they go: off-chip bandwidth is short");
  }
}

QColor useColour(TimeUse use, ThemeMode mode) {
  if (const auto cause = idleCauseOf(use)) return idleColour(*cause, mode);
  const QColor colour = QColor::fromRgb(kBusy[static_cast<std::size_t>(use)]);
  return mode == ThemeMode::Light ? colour : blended(Qt::white, colour, 0.22);
}

QString busyPartsText(const TimeBudget& budget) {
  constexpr double kLeast = 0.0005;
  std::vector<TimeUse> uses;
  for (std::size_t use = 0; use < kBusyUses; ++use)
    if (budget.share(static_cast<TimeUse>(use)) >= kLeast) uses.push_back(static_cast<TimeUse>(use));
  std::ranges::stable_sort(uses, std::greater{}, [&](TimeUse use) { return budget.of(use).value; });
  QStringList parts;
  for (const TimeUse use : uses)
    parts << QStringLiteral("%1 %2").arg(formatShare(budget.share(use)).brief, busyText(use));
  return parts.join(QStringLiteral(", "));
}

}  // namespace fusewright
