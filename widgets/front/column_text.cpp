#include "widgets/front/column_text.h"

#include <array>
#include <cmath>

#include "core/explore/sweep/sweep_columns.h"
#include "widgets/common/format.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/table_text.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

struct NamedUnit {
  double size = 1;
  const char* name = "";
};

template <std::size_t Count>
AxisUnit fitting(const QString& name, const std::array<NamedUnit, Count>& units, double largest) {
  NamedUnit chosen = units.front();
  for (const NamedUnit& unit : units)
    if (largest >= 2 * unit.size) chosen = unit;
  return {.size = chosen.size, .title = QStringLiteral("%1 (%2)").arg(name, QString::fromUtf8(chosen.name))};
}

constexpr std::array<NamedUnit, 4> kCycles{{{1, "cycles"}, {1e3, "kcycles"}, {1e6, "Mcycles"}, {1e9, "Gcycles"}}};
constexpr std::array<NamedUnit, 4> kBits{{{1, "bits"}, {8192, "KiB"}, {8388608, "MiB"}, {8589934592, "GiB"}}};
constexpr std::array<NamedUnit, 3> kMilliseconds{{{1e-6, "ns"}, {1e-3, "µs"}, {1, "ms"}}};
constexpr std::array<NamedUnit, 5> kPicojoules{{{1, "pJ"}, {1e3, "nJ"}, {1e6, "µJ"}, {1e9, "mJ"}, {1e12, "J"}}};
constexpr std::array<NamedUnit, 4> kCounts{{{1, ""}, {1e3, "thousand"}, {1e6, "million"}, {1e9, "billion"}}};
constexpr std::array<NamedUnit, 3> kEnergyDelay{{{1, "pJ ms"}, {1e9, "mJ ms"}, {1e12, "J ms"}}};

}  // namespace

QString columnName(const std::string& column) {
  const MetricColumn* metric = findMetric(column);
  if (metric == nullptr) return QString::fromStdString(column);
  if (column == "edp_pJ_ms") return tr("energy-delay product");
  if (column == "mac_count") return tr("operations");
  QString name = QString::fromStdString(column);
  for (const char* unit : {"_cycles", "_ms", "_pJ", "_mm2", "_bits", "_MB", "_percent"})
    if (name.endsWith(QLatin1String(unit))) name.chop(static_cast<qsizetype>(std::char_traits<char>::length(unit)));
  name.replace(QLatin1Char('_'), QLatin1Char(' '));
  name.replace(QLatin1String("dram"), QLatin1String("DRAM"));
  if (column == "gap_percent") return tr("gap to the lower bound");
  return name;
}

AxisUnit axisUnit(const std::string& column, double largest) {
  const MetricColumn* metric = findMetric(column);
  const QString name = columnName(column);
  if (metric == nullptr) return {.size = 1, .title = name};
  if (metric->unit == "cycles") return fitting(name, kCycles, largest);
  if (metric->unit == "bits") return fitting(name, kBits, largest);
  if (metric->unit == "ms") return fitting(name, kMilliseconds, largest);
  if (metric->unit == "pJ") return fitting(name, kPicojoules, largest);
  if (metric->unit == "pJ ms") return fitting(name, kEnergyDelay, largest);
  if (metric->unit == "mm2") return {.size = 1, .title = QStringLiteral("%1 (mm²)").arg(name)};
  if (!metric->unit.empty())
    return {.size = 1,
            .title = QStringLiteral("%1 (%2)").arg(
                name, shownUnit(QString::fromUtf8(metric->unit.data(), static_cast<qsizetype>(metric->unit.size()))))};
  if (largest < 2000) return {.size = 1, .title = name};
  return fitting(name, kCounts, largest);
}

QString valueText(const std::string& column, double value) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  const MetricColumn* metric = findMetric(column);
  if (metric == nullptr) return threeDigits(value) == exactNumber(value) ? threeDigits(value) : exactNumber(value);
  if (metric->unit == "cycles") return formatCycles(Cycles(value)).brief;
  if (metric->unit == "bits" && std::abs(value) < 9e18) return formatBits(Bits(std::llround(value))).brief;
  if (metric->unit == "ms") return formatMilliseconds(value).brief;
  if (metric->unit == "pJ") return formatEnergy(Picojoules(value)).brief;
  if (metric->unit == "mm2") return formatArea(value).brief;
  if (column == "utilisation") return formatShare(value).brief;
  if (metric->unit.empty()) return formatCount(std::llround(value)).brief;
  const AxisUnit unit = axisUnit(column, std::abs(value));
  const QString title = unit.title.mid(unit.title.lastIndexOf(QLatin1Char('(')) + 1).chopped(1);
  return threeDigits(value / unit.size) + QLatin1Char(' ') + title;
}

QString cellText(const TableColumn& column, std::size_t row) {
  const double number = column.numbers[row];
  if (column.labels.empty() || !std::isfinite(number)) return valueText(column.name, number);
  return QString::fromStdString(column.labels[static_cast<std::size_t>(number)]);
}

QString plainCell(const TableColumn& column, std::size_t row) {
  const double number = column.numbers[row];
  if (!std::isfinite(number)) return {};
  if (column.labels.empty()) return plainNumber(number);
  return QString::fromStdString(column.labels[static_cast<std::size_t>(number)]);
}

}  // namespace fusewright
