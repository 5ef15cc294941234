#include "widgets/common/format.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QLocale>

namespace fusewright {
namespace {

struct Step {
  double factor;
  const char* name;
};

/// The last step whose factor `value` reaches once rounded to three digits; the first one otherwise.
template <std::size_t N>
const Step& stepFor(double value, const std::array<Step, N>& steps) {
  const double rounded = std::abs(value) * (1 + 0.5e-3);
  const auto above = std::ranges::find_if(steps, [rounded](const Step& step) { return step.factor > rounded; });
  return above == steps.begin() ? steps.front() : *(above - 1);
}

template <std::size_t N>
QString scaled(double value, const std::array<Step, N>& steps) {
  const Step& step = stepFor(value, steps);
  return threeDigits(value / step.factor) + QLatin1Char(' ') + QString::fromUtf8(step.name);
}

/// Whose plural is the singular and an s: "1 cycle", "5 bits", "1 bit/cycle".
QString counted(const QString& number, const QString& singular, const QString& per = {}) {
  const bool one = number == QLatin1String("1") || number == QLatin1String("-1");
  return number + QLatin1Char(' ') + singular + (one ? QString() : QStringLiteral("s")) + per;
}

constexpr double kWholeBelow = 10000;
constexpr double kBitsPerByte = 8;
constexpr double kKibi = 1024;

}  // namespace

QString threeDigits(double value) {
  if (value == 0 || !std::isfinite(value)) return value == 0 ? QStringLiteral("0") : QStringLiteral("–");
  const int before = static_cast<int>(std::floor(std::log10(std::abs(value)) + 0.5e-3)) + 1;
  const int decimals = std::clamp(3 - before, 0, 12);
  return QLocale().toString(value, 'f', decimals);
}

QString shortNumber(double value) {
  QString text = threeDigits(value);
  const QString point = QLocale().decimalPoint();
  if (!text.contains(point)) return text;
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  if (text.endsWith(point)) text.chop(point.size());
  return text;
}

QString exactNumber(double value) {
  if (value == std::floor(value) && std::abs(value) < 9.0e15) return QLocale().toString(static_cast<qlonglong>(value));
  return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
}

NumberText formatCycles(Cycles cycles) {
  static constexpr std::array<Step, 4> kSteps{Step{1, "cycles"}, Step{1e3, "kcycles"}, Step{1e6, "Mcycles"},
                                              Step{1e9, "Gcycles"}};
  const QString exact = counted(exactNumber(cycles.value), QStringLiteral("cycle"));
  if (std::abs(cycles.value) >= kWholeBelow) return {.brief = scaled(cycles.value, kSteps), .exact = exact};
  return {.brief = counted(shortNumber(cycles.value), QStringLiteral("cycle")), .exact = exact};
}

NumberText exactCycles(Cycles cycles) {
  const QString exact = formatCycles(cycles).exact;
  return {.brief = exact, .exact = exact};
}

NumberText formatBits(Bits bits) {
  static constexpr std::array<Step, 6> kSteps{Step{1, "B"},
                                              Step{kKibi, "KiB"},
                                              Step{kKibi * kKibi, "MiB"},
                                              Step{kKibi * kKibi * kKibi, "GiB"},
                                              Step{kKibi * kKibi * kKibi * kKibi, "TiB"},
                                              Step{kKibi * kKibi * kKibi * kKibi * kKibi, "PiB"}};
  const auto value = static_cast<double>(bits.value);
  const QString exact = counted(exactNumber(value), QStringLiteral("bit"));
  if (value != 0 && std::abs(value) < kBitsPerByte) return {.brief = exact, .exact = exact};
  return {.brief = scaled(value / kBitsPerByte, kSteps), .exact = exact};
}

NumberText formatRate(BitsPerCycle rate) {
  return formatRate(static_cast<double>(rate.value));
}

NumberText formatRate(double bitsPerCycle) {
  static constexpr std::array<Step, 3> kSteps{Step{1e6, "Mbits/cycle"}, Step{1e9, "Gbits/cycle"},
                                              Step{1e12, "Tbits/cycle"}};
  const QString exact = counted(exactNumber(bitsPerCycle), QStringLiteral("bit"), QStringLiteral("/cycle"));
  return {.brief = bitsPerCycle < kSteps.front().factor ? exact : scaled(bitsPerCycle, kSteps), .exact = exact};
}

NumberText formatMilliseconds(double ms) {
  static constexpr std::array<Step, 4> kSteps{Step{1e-6, "ns"}, Step{1e-3, "µs"}, Step{1, "ms"}, Step{1e3, "s"}};
  return {.brief = scaled(ms, kSteps), .exact = exactNumber(ms) + QStringLiteral(" ms")};
}

NumberText formatEnergy(Picojoules energy) {
  static constexpr std::array<Step, 5> kSteps{Step{1, "pJ"}, Step{1e3, "nJ"}, Step{1e6, "µJ"}, Step{1e9, "mJ"},
                                              Step{1e12, "J"}};
  return {.brief = scaled(energy.value, kSteps), .exact = exactNumber(energy.value) + QStringLiteral(" pJ")};
}

NumberText formatArea(double mm2) {
  return {.brief = threeDigits(mm2) + QStringLiteral(" mm²"), .exact = exactNumber(mm2) + QStringLiteral(" mm²")};
}

NumberText formatCount(std::int64_t count) {
  static constexpr std::array<Step, 5> kSteps{Step{1, ""}, Step{1e3, "k"}, Step{1e6, "M"}, Step{1e9, "G"},
                                              Step{1e12, "T"}};
  const auto value = static_cast<double>(count);
  const QString exact = exactNumber(value);
  return {.brief = std::abs(value) < kWholeBelow ? exact : scaled(value, kSteps), .exact = exact};
}

NumberText exactCount(std::int64_t count) {
  const QString exact = QLocale().toString(static_cast<qlonglong>(count));
  return {.brief = exact, .exact = exact};
}

NumberText formatShare(double share) {
  // Below a hundredth of a percent more digits would only look precise.
  const double percent = share * 100;
  const QString brief = std::abs(percent) < 1 ? shortNumber(std::round(percent * 100) / 100) : threeDigits(percent);
  return {.brief = brief + QStringLiteral(" %"), .exact = exactNumber(share * 100) + QStringLiteral(" %")};
}

}  // namespace fusewright
