#include "core/io/sweep_schema.h"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/explore/sweep/sweep_columns.h"
#include "core/io/sweep_database.h"

namespace fusewright {
namespace {

/// How derived metrics follow from stored ones in SQL; the same formulas as in sweep_columns.cpp.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kFormulas{{
    {"edp_pJ_ms", "energy_pJ * latency_ms"},
    {"peak_memory_MB", "peak_memory_bits / 8388608.0"},
    {"dram_traffic_bits", "dram_read_bits + dram_write_bits"},
    {"lower_bound_cycles", "max(compute_bound_cycles, dram_bound_cycles, critical_path_cycles)"},
    {"gap_percent",
     "CASE WHEN latency_cycles IS NULL THEN NULL WHEN max(compute_bound_cycles, dram_bound_cycles, "
     "critical_path_cycles) > 0 THEN 100.0 * (latency_cycles / "
     "max(compute_bound_cycles, dram_bound_cycles, critical_path_cycles) - 1) ELSE 0.0 END"},
}};

bool isWhole(const MetricColumn& column) {
  return std::holds_alternative<std::int64_t SweepMetrics::*>(column.source) ||
         std::holds_alternative<Bits SweepMetrics::*>(column.source);
}

std::string columnDefinition(const MetricColumn& column) {
  for (const auto& [name, formula] : kFormulas)
    if (name == column.name) return fmt::format("{} REAL GENERATED ALWAYS AS ({}) VIRTUAL", name, formula);
  return fmt::format("{} {}", column.name, isWhole(column) ? "INTEGER" : "REAL");
}

std::string quotedText(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("''") : std::string(1, letter);
  return quoted + "'";
}

}  // namespace

std::string createTables() {
  std::string metrics;
  for (const MetricColumn& column : metricColumns()) metrics += ",\n  " + columnDefinition(column);
  return fmt::format(R"(CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE specs (hash TEXT PRIMARY KEY, spec TEXT NOT NULL, folder TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE designs (
  key TEXT PRIMARY KEY,
  fits INTEGER NOT NULL,
  violations TEXT NOT NULL,
  parameters TEXT NOT NULL,
  cuts TEXT{}
) WITHOUT ROWID;
CREATE INDEX designs_by_latency ON designs (latency_cycles);
CREATE INDEX designs_by_area ON designs (area_mm2);
CREATE INDEX designs_by_energy ON designs (energy_pJ);
PRAGMA application_id = {};
PRAGMA user_version = {};
)",
                     metrics, kSweepApplicationId, kSweepSchemaVersion);
}

std::string storedColumns() {
  std::string columns = "key, fits, violations, parameters, cuts";
  for (const MetricColumn& column : metricColumns())
    if (!column.derived()) columns += fmt::format(", {}", column.name);
  return columns;
}

std::string insertDesign() {
  std::string places = "?, ?, ?, ?, ?";
  for (const MetricColumn& column : metricColumns())
    if (!column.derived()) places += ", ?";
  return fmt::format("INSERT OR IGNORE INTO designs ({}) VALUES ({})", storedColumns(), places);
}

std::string quotedName(const std::string& name) {
  std::string quoted = "\"";
  for (const char letter : name) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

std::string parameterExpression(const std::string& parameter) {
  // Names in a JSON path stand in double quotes, which can not be escaped there.
  if (parameter.find('"') != std::string::npos) return "NULL";
  return fmt::format("json_extract(parameters, {})", quotedText(fmt::format("$.\"{}\"", parameter)));
}

std::string createView(std::span<const std::string> parameters) {
  std::string columns;
  for (const std::string& parameter : parameters)
    columns += fmt::format("{} AS {}, ", parameterExpression(parameter), quotedName(parameter));
  for (const MetricColumn& column : metricColumns()) columns += fmt::format("{}, ", column.name);
  return fmt::format("CREATE VIEW results AS SELECT {}cuts, fits, violations, key FROM designs", columns);
}

}  // namespace fusewright
