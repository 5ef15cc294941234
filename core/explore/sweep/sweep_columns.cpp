#include "core/explore/sweep/sweep_columns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace fusewright {
namespace {

constexpr double kBitsPerMB = 8 << 20;

double energyDelay(const SweepMetrics& metrics) {
  return metrics.energy.value * metrics.latencyMs;
}
double peakMegabytes(const SweepMetrics& metrics) {
  return static_cast<double>(metrics.peakMemory.value) / kBitsPerMB;
}
double dramTraffic(const SweepMetrics& metrics) {
  return static_cast<double>(metrics.dramRead.value) + static_cast<double>(metrics.dramWritten.value);
}
double lowerBound(const SweepMetrics& metrics) {
  return std::max({metrics.computeBound.value, metrics.dramBound.value, metrics.criticalPath.value});
}
double gapPercent(const SweepMetrics& metrics) {
  const double bound = lowerBound(metrics);
  return bound > 0 ? 100 * (metrics.latency.value / bound - 1) : 0;
}

constexpr std::array kColumns{
    MetricColumn{"latency_cycles", "cycles", "Time until the last tile and transfer end", Goal::Low,
                 &SweepMetrics::latency},
    MetricColumn{"latency_ms", "ms", "The same at the accelerator's frequency", Goal::Low, &SweepMetrics::latencyMs},
    MetricColumn{"energy_pJ", "pJ", "Energy of all operations, memories and transfers", Goal::Low,
                 &SweepMetrics::energy},
    MetricColumn{"edp_pJ_ms", "pJ ms", "Energy times latency", Goal::Low, energyDelay},
    MetricColumn{"area_mm2", "mm2", "Area of the chip by its area model", Goal::Low, &SweepMetrics::areaMm2},
    MetricColumn{"peak_memory_bits", "bits", "Most that the fullest on-chip memory holds", Goal::Low,
                 &SweepMetrics::peakMemory},
    MetricColumn{"peak_memory_MB", "MB", "The same in units of 8 * 2^20 bits", Goal::Low, peakMegabytes},
    MetricColumn{"dram_read_bits", "bits", "Bits read from the off-chip memory", Goal::Low, &SweepMetrics::dramRead},
    MetricColumn{"dram_write_bits", "bits", "Bits written to the off-chip memory", Goal::Low,
                 &SweepMetrics::dramWritten},
    MetricColumn{"dram_traffic_bits", "bits", "Bits read and written", Goal::Low, dramTraffic},
    MetricColumn{"utilisation", "", "Operations / (all units * latency)", Goal::High, &SweepMetrics::utilisation},
    MetricColumn{"mac_count", "", "Operations", Goal::None, &SweepMetrics::operations},
    MetricColumn{"busy_cycles", "cycles", "Time in which cores run tiles, all cores together", Goal::None,
                 &SweepMetrics::busy},
    MetricColumn{"compute_bound_cycles", "cycles", "Least time for the operations", Goal::None,
                 &SweepMetrics::computeBound},
    MetricColumn{"dram_bound_cycles", "cycles", "Least time for the compulsory off-chip traffic", Goal::None,
                 &SweepMetrics::dramBound},
    MetricColumn{"critical_path_cycles", "cycles", "Longest chain of dependent tiles", Goal::None,
                 &SweepMetrics::criticalPath},
    MetricColumn{"lower_bound_cycles", "cycles", "The largest of the three bounds", Goal::None, lowerBound},
    MetricColumn{"gap_percent", "%", "How far the latency is above that bound", Goal::Low, gapPercent},
    MetricColumn{"tiles", "", "Tiles scheduled", Goal::None, &SweepMetrics::tiles},
    MetricColumn{"transfer_reads", "", "Transfers from off chip", Goal::None, &SweepMetrics::transferReads},
    MetricColumn{"transfer_writes", "", "Transfers to off chip", Goal::None, &SweepMetrics::transferWrites},
    MetricColumn{"transfer_read_bits", "bits", "Bits of transfers from off chip", Goal::None,
                 &SweepMetrics::transferReadBits},
    MetricColumn{"transfer_write_bits", "bits", "Bits of transfers to off chip", Goal::None,
                 &SweepMetrics::transferWriteBits},
    MetricColumn{"streams", "", "Operands streamed while a tile runs", Goal::None, &SweepMetrics::streams},
};

}  // namespace

std::span<const MetricColumn> metricColumns() {
  return kColumns;
}

double valueOf(const MetricColumn& column, const SweepMetrics& metrics) {
  struct Reader {
    const SweepMetrics& metrics;
    double operator()(std::int64_t SweepMetrics::*member) const { return static_cast<double>(metrics.*member); }
    double operator()(double SweepMetrics::*member) const { return metrics.*member; }
    double operator()(Bits SweepMetrics::*member) const { return static_cast<double>((metrics.*member).value); }
    double operator()(Cycles SweepMetrics::*member) const { return (metrics.*member).value; }
    double operator()(Picojoules SweepMetrics::*member) const { return (metrics.*member).value; }
    double operator()(double (*function)(const SweepMetrics&)) const { return function(metrics); }
  };
  return std::visit(Reader{metrics}, column.source);
}

double costOf(const MetricColumn& column, const SweepMetrics& metrics) {
  const double value = valueOf(column, metrics);
  return column.goal == Goal::High ? -value : value;
}

const MetricColumn* findMetric(std::string_view name) {
  const auto found = std::ranges::find(kColumns, name, &MetricColumn::name);
  return found == kColumns.end() ? nullptr : &*found;
}

Result<std::vector<const MetricColumn*>> objectiveColumns(std::span<const std::string> names) {
  std::vector<std::string> known;
  for (const MetricColumn& column : kColumns)
    if (column.goal != Goal::None) known.emplace_back(column.name);
  std::vector<const MetricColumn*> columns;
  for (const std::string& name : names) {
    const MetricColumn* column = findMetric(name);
    if (column == nullptr || column->goal == Goal::None)
      return failure(fmt::format("'{}' is no objective", name), "objectives", suggestion(name, known));
    if (std::ranges::find(columns, column) != columns.end())
      return failure(fmt::format("'{}' is given twice", name), "objectives", "name each objective once");
    columns.push_back(column);
  }
  return columns;
}

}  // namespace fusewright
