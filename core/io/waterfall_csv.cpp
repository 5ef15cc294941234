#include "core/io/waterfall_csv.h"

#include <string_view>

#include <fmt/format.h>

#include "core/io/csv_text.h"

namespace fusewright {
namespace {

std::string_view nameOf(WaterfallStep step) {
  switch (step) {
    case WaterfallStep::Start:
      return "start";
    case WaterfallStep::Added:
      return "added";
    case WaterfallStep::Alone:
      return "alone";
  }
  return "start";
}

std::string_view idOf(const WaterfallRow& row) {
  return row.repair ? textOf(*row.repair).id : std::string_view();
}

std::string_view titleOf(const WaterfallRow& row) {
  return row.repair ? textOf(*row.repair).name : std::string_view("paper");
}

std::string violationsOf(const WaterfallRow& row) {
  if (!row.result.metrics && row.result.violations.empty()) return "not reached";
  std::string text;
  for (const std::string& violation : row.result.violations) text += (text.empty() ? "" : "; ") + violation;
  return text;
}

/// "+12.3 %" of what was before.
std::string shareOf(Cycles change, Cycles latency) {
  const double before = (latency - change).value;
  return before > 0 ? fmt::format("{:+.2f} %", 100 * change.value / before) : std::string();
}

std::string textLine(std::span<const WaterfallRow> rows, std::size_t index) {
  const WaterfallRow& row = rows[index];
  const std::string sign = row.step == WaterfallStep::Alone ? "paper," : "";
  const std::string name =
      row.repair ? fmt::format("{}+{} {}", sign, idOf(row), titleOf(row)) : std::string(titleOf(row));
  if (!row.result.metrics) return fmt::format("  {:<32} {}\n", name, violationsOf(row));
  const SweepMetrics& metrics = *row.result.metrics;
  const auto change = latencyChange(rows, index);
  std::string line =
      fmt::format("  {:<32} {:>14.0f} {:>14} {:>10} {:>12.5g} {:>10.3f} {:>10.3f}", name, metrics.latency.value,
                  change ? fmt::format("{:+.0f}", change->value) : "", change ? shareOf(*change, metrics.latency) : "",
                  metrics.energy.value * 1e-6,
                  static_cast<double>((metrics.dramRead + metrics.dramWritten).value) / (8.0 * 1024 * 1024),
                  static_cast<double>(metrics.peakMemory.value) / (8.0 * 1024 * 1024));
  if (!row.result.violations.empty()) line += "  " + violationsOf(row);
  return line + "\n";
}

}  // namespace

std::string waterfallCsv(std::span<const WaterfallRow> rows) {
  std::string text =
      "step,kind,repair,name,assumptions,latency_cycles,change_cycles,energy_pJ,dram_read_bits,dram_write_bits,"
      "peak_memory_bits,violations\n";
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const WaterfallRow& row = rows[index];
    text += fmt::format("{},{},{},{},{},", index, nameOf(row.step), idOf(row), csvText(titleOf(row)),
                        csvText(nameOf(row.assumptions)));
    if (row.result.metrics) {
      const SweepMetrics& metrics = *row.result.metrics;
      const auto change = latencyChange(rows, index);
      text += fmt::format("{},{},{},{},{},{},", metrics.latency.value,
                          change ? fmt::format("{}", change->value) : std::string(), metrics.energy.value,
                          metrics.dramRead.value, metrics.dramWritten.value, metrics.peakMemory.value);
    } else {
      text += ",,,,,,";
    }
    text += csvText(violationsOf(row)) + "\n";
  }
  return text;
}

std::string waterfallText(std::span<const WaterfallRow> rows) {
  std::string text = fmt::format(
      "From paper to physical, one repair after the other, then each alone\n  {:<32} {:>14} {:>14} {:>10} "
      "{:>12} {:>10} {:>10}\n",
      "assumptions", "latency cycles", "change", "", "energy uJ", "DRAM MB", "peak MB");
  for (std::size_t index = 0; index < rows.size(); ++index) text += textLine(rows, index);
  return text;
}

}  // namespace fusewright
