#include "widgets/common/parse_quantity.h"

#include <array>
#include <cmath>
#include <optional>

#include <QLocale>
#include <QRegularExpression>

namespace fusewright {
namespace {

/// A plain unit, what family it measures, and its size in the family's own base.
struct PlainUnit {
  const char* name;
  int family;
  double size;
};

enum Family { kSize, kFrequency, kRate, kEnergy, kAreaFamily, kShare, kSpeed };

constexpr std::array<PlainUnit, 26> kPlainUnits{
    PlainUnit{"bits/cycle", kRate, 1},  PlainUnit{"bit/cycle", kRate, 1}, PlainUnit{"b/cycle", kRate, 1},
    PlainUnit{"bytes/cycle", kRate, 8}, PlainUnit{"B/cycle", kRate, 8},   PlainUnit{"bits", kSize, 1},
    PlainUnit{"bit", kSize, 1},         PlainUnit{"b", kSize, 1},         PlainUnit{"bytes", kSize, 8},
    PlainUnit{"byte", kSize, 8},        PlainUnit{"B", kSize, 8},         PlainUnit{"Hz", kFrequency, 1},
    PlainUnit{"J", kEnergy, 1},         PlainUnit{"mm²", kAreaFamily, 1}, PlainUnit{"mm2", kAreaFamily, 1},
    PlainUnit{"mm^2", kAreaFamily, 1},  PlainUnit{"%", kShare, 0.01},     PlainUnit{"bits/s", kSpeed, 1},
    PlainUnit{"bit/s", kSpeed, 1},      PlainUnit{"b/s", kSpeed, 1},      PlainUnit{"bps", kSpeed, 1},
    PlainUnit{"bytes/s", kSpeed, 8},    PlainUnit{"byte/s", kSpeed, 8},   PlainUnit{"Bytes/s", kSpeed, 8},
    PlainUnit{"Byte/s", kSpeed, 8},     PlainUnit{"B/s", kSpeed, 8}};

/// A unit with its magnitude.
struct Unit {
  int family = 0;
  double size = 1;   ///< of one of it, in the family's base
  double plain = 1;  ///< of the plain unit without magnitude
};

std::optional<double> magnitude(QString prefix, double kilo) {
  if (prefix.isEmpty()) return 1;
  if (prefix.endsWith(QLatin1Char('i')) && prefix.size() == 2) {
    kilo = 1024;
    prefix.chop(1);
  }
  if (prefix.size() != 1) return std::nullopt;
  switch (prefix.front().unicode()) {
    case 'f':
      return std::pow(kilo, -5);
    case 'p':
      return std::pow(kilo, -4);
    case 'n':
      return std::pow(kilo, -3);
    case 0xB5:
    case 'u':
      return std::pow(kilo, -2);
    case 'm':
      return std::pow(kilo, -1);
    case 'k':
    case 'K':
      return kilo;
    case 'M':
      return kilo * kilo;
    case 'G':
      return kilo * kilo * kilo;
    case 'T':
      return std::pow(kilo, 4);
    case 'P':
      return std::pow(kilo, 5);
    default:
      return std::nullopt;
  }
}

double kiloOf(int family) {
  return family == kSize ? 1024 : 1000;
}

std::optional<Unit> parseUnit(const QString& text) {
  for (const PlainUnit& plain : kPlainUnits) {
    const QString name = QString::fromUtf8(plain.name);
    if (!text.endsWith(name)) continue;
    const auto factor = magnitude(text.chopped(name.size()), kiloOf(plain.family));
    if (factor) return Unit{.family = plain.family, .size = *factor * plain.size, .plain = plain.size};
  }
  return std::nullopt;
}

/// The number alone: digits of the user's locale, or of C ("2e9").
std::optional<double> parseNumber(QString text) {
  text.remove(QLatin1Char(' ')).remove(QChar::Nbsp).remove(QChar(0x202F));
  bool good = false;
  double value = QLocale::c().toDouble(text, &good);
  if (!good) value = QLocale().toDouble(text, &good);
  if (!good || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Factor from what was typed behind the number to `unit`; none if they do not go together.
std::optional<double> conversion(const QString& typed, const QString& unit, std::optional<double> clockMHz) {
  if (typed.isEmpty() || typed == unit) return 1;
  const auto target = parseUnit(unit);
  if (const auto source = parseUnit(typed); source && target) {
    if (source->family == kSpeed && target->family == kRate && clockMHz && *clockMHz > 0)
      return source->size / (*clockMHz * 1e6) / target->size;
    if (source->family != target->family) return std::nullopt;
    return source->size / target->size;
  }
  const auto factor = magnitude(typed, target ? kiloOf(target->family) : 1000);
  if (!factor) return std::nullopt;
  return target ? *factor * target->plain / target->size : *factor;
}

}  // namespace

Result<double> parseQuantity(const QString& text, const QString& unit, std::optional<double> clockMHz) {
  static const QRegularExpression kShape(
      QStringLiteral(R"(^\s*([-+]?[\d.,'\s\x{A0}\x{202F}]*\d[\d.,]*(?:[eE][-+]?\d+)?|[-+]?\d+\.)\s*(\S.*?)?\s*$)"));
  const auto match = kShape.match(text);
  const auto number = match.hasMatch() ? parseNumber(match.captured(1)) : std::nullopt;
  const std::string typed = text.toStdString();
  if (!number) return failure("'" + typed + "' is no number", {}, "write a number, with a unit if you like: 0.5 MiB");
  const auto factor = conversion(match.captured(2), unit, clockMHz);
  if (!factor) {
    const bool perCycle = clockMHz && parseUnit(unit).value_or(Unit{.family = kSize}).family == kRate;
    const std::string other = perCycle ? " or in GB/s" : "";
    return failure("'" + match.captured(2).toStdString() + "' is no unit that fits here", {},
                   unit.isEmpty() ? "write a plain number" : "write a number in " + unit.toStdString() + other);
  }
  return *number * *factor;
}

}  // namespace fusewright
