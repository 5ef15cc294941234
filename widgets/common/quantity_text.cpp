#include "widgets/common/quantity_text.h"

#include <array>
#include <cmath>

#include <QLocale>

#include "widgets/common/parse_quantity.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

/// Characters of a number that is read at a glance: "999,999", "0.00542", "133.25".
constexpr qsizetype kShort = 7;
/// From here on bits are counted in bytes, as formatBits() does.
constexpr double kManyBits = 10000;
/// Above this, all digits of a number would be mostly zeros that mean nothing.
constexpr double kManyDigits = 1e18;

/// The magnitudes of a unit, smallest first.
struct Ladder {
  const char* unit;
  std::array<const char*, 5> above;
};

constexpr std::array<Ladder, 6> kLadders{Ladder{"bits", {"KiB", "MiB", "GiB", "TiB", "PiB"}},
                                         Ladder{"MB", {"GiB", "TiB", "PiB"}},
                                         Ladder{"bits/cycle", {"Mbits/cycle", "Gbits/cycle", "Tbits/cycle"}},
                                         Ladder{"MHz", {"GHz", "THz"}},
                                         Ladder{"pJ", {"nJ", "µJ", "mJ", "J"}},
                                         Ladder{"", {"k", "M", "G", "T"}}};

QString withUnit(const QString& number, const QString& unit) {
  return unit.isEmpty() ? number : number + QLatin1Char(' ') + shownUnit(unit);
}

/// "1 bit", "1 bit/cycle".
QString singular(QString unit) {
  return unit.startsWith(QLatin1String("bits")) ? unit.remove(3, 1) : unit;
}

QString allDigits(double value) {
  const char form = std::abs(value) < kManyDigits ? 'f' : 'g';
  return QLocale().toString(value, form, QLocale::FloatingPointShortest);
}

/// Three digits in the largest unit of which there is at least one, once rounded.
QString scaled(double value, const QString& unit) {
  QString text = withUnit(shortNumber(value), unit);
  for (const Ladder& ladder : kLadders) {
    if (unit != QLatin1String(ladder.unit)) continue;
    for (const char* name : ladder.above) {
      if (name == nullptr) break;
      const QString larger = QString::fromUtf8(name);
      const double size = parseQuantity(QLatin1String("1 ") + larger, unit).value_or(0);
      if (size > 0 && std::abs(value) * (1 + 0.5e-3) >= size) text = withUnit(shortNumber(value / size), larger);
    }
  }
  return text;
}

/// A limit of a size may be a single bit, which is few digits in no unit but its own.
QString limitText(double limit, const QString& unit) {
  if (unit != QLatin1String("MB")) return quantityText(limit, unit).brief;
  const double bits = std::round(limit * parseQuantity(QStringLiteral("1 MB"), QStringLiteral("bits")).value_or(0));
  return quantityText(bits, QStringLiteral("bits")).brief;
}

}  // namespace

QString shownUnit(const QString& unit) {
  return unit == QLatin1String("MB") ? QStringLiteral("MiB") : unit;
}

QString rangeText(double minimum, double maximum, const QString& unit) {
  return tr("%1 to %2").arg(limitText(minimum, unit), limitText(maximum, unit));
}

NumberText quantityText(double value, const QString& unit) {
  const QString digits = allDigits(value);
  const QString exact = withUnit(digits, digits == QLatin1String("1") ? singular(unit) : unit);
  const bool inBytes = unit == QLatin1String("bits") && std::abs(value) >= kManyBits;
  return {.brief = digits.size() <= kShort && !inBytes ? exact : scaled(value, unit), .exact = exact};
}

}  // namespace fusewright
