#include "core/io/sweep_rows.h"

#include <charconv>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "core/explore/sweep/sweep_columns.h"

namespace fusewright {
namespace {

constexpr int kFirstMetric = 5;  // after key, fits, violations, parameters, cuts

/// "D=2,L=64".
std::string textOf(const std::vector<TilingEntry>& cuts) {
  std::string text;
  for (const TilingEntry& cut : cuts) text += fmt::format("{}{}={}", text.empty() ? "" : ",", cut.dim, cut.parts);
  return text;
}

std::vector<TilingEntry> cutsIn(std::string_view text) {
  std::vector<TilingEntry> cuts;
  while (!text.empty()) {
    const std::string_view entry = text.substr(0, text.find(','));
    text.remove_prefix(std::min(entry.size() + 1, text.size()));
    const std::size_t equals = entry.rfind('=');
    if (equals == std::string_view::npos) continue;
    TilingEntry cut{std::string(entry.substr(0, equals)), 0};
    std::from_chars(entry.data() + equals + 1, entry.data() + entry.size(), cut.parts);
    cuts.push_back(std::move(cut));
  }
  return cuts;
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::vector<std::string> linesIn(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

struct Binder {
  SQLite::Statement& insert;
  const SweepMetrics& metrics;
  int place;

  void operator()(std::int64_t SweepMetrics::*member) const { insert.bind(place, metrics.*member); }
  void operator()(double SweepMetrics::*member) const { insert.bind(place, metrics.*member); }
  void operator()(Bits SweepMetrics::*member) const { insert.bind(place, (metrics.*member).value); }
  void operator()(Cycles SweepMetrics::*member) const { insert.bind(place, (metrics.*member).value); }
  void operator()(Picojoules SweepMetrics::*member) const { insert.bind(place, (metrics.*member).value); }
  void operator()(double (*)(const SweepMetrics&)) const {}
};

struct Filler {
  SQLite::Column column;
  SweepMetrics& metrics;

  void operator()(std::int64_t SweepMetrics::*member) const { metrics.*member = column.getInt64(); }
  void operator()(double SweepMetrics::*member) const { metrics.*member = column.getDouble(); }
  void operator()(Bits SweepMetrics::*member) const { metrics.*member = Bits{column.getInt64()}; }
  void operator()(Cycles SweepMetrics::*member) const { metrics.*member = Cycles{column.getDouble()}; }
  void operator()(Picojoules SweepMetrics::*member) const { metrics.*member = Picojoules{column.getDouble()}; }
  void operator()(double (*)(const SweepMetrics&)) const {}
};

}  // namespace

void bindDesign(SQLite::Statement& insert, const StoredDesign& design) {
  const auto& metrics = design.row.metrics;
  insert.bind(1, hexText(design.key));
  insert.bind(2, metrics && design.row.violations.empty() ? 1 : 0);
  insert.bind(3, joined(design.row.violations));
  insert.bind(4, design.parameters);
  if (metrics) insert.bind(5, textOf(metrics->cuts));
  int place = kFirstMetric;
  for (const MetricColumn& column : metricColumns()) {
    if (column.derived()) continue;
    ++place;
    if (metrics) std::visit(Binder{insert, *metrics, place}, column.source);
  }
}

StoredDesign designIn(SQLite::Statement& query) {
  StoredDesign design{.key = parseHash(query.getColumn(0).getString()).value_or(ContentHash{}),
                      .parameters = query.getColumn(3).getString()};
  design.row.violations = linesIn(query.getColumn(2).getString());
  if (query.isColumnNull(4)) return design;
  SweepMetrics& metrics = design.row.metrics.emplace();
  metrics.cuts = cutsIn(query.getColumn(4).getString());
  int place = kFirstMetric;
  for (const MetricColumn& column : metricColumns()) {
    if (column.derived()) continue;
    std::visit(Filler{query.getColumn(place), metrics}, column.source);
    ++place;
  }
  return design;
}

}  // namespace fusewright
