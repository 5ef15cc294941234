#include "app/sweep/sweep_csv.h"

#include <fmt/format.h>

#include "app/sweep/setting_text.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/io/csv_text.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

std::string headerOf(const std::vector<std::string>& varied) {
  std::string line = "point";
  for (const std::string& parameter : varied) line += "," + csvText(parameter);
  line += ",fits";
  for (const MetricColumn& column : metricColumns()) line += fmt::format(",{}", column.name);
  return line + ",cuts,violations,key\n";
}

std::string cutsText(const std::vector<TilingEntry>& cuts) {
  std::string text;
  for (const TilingEntry& cut : cuts) text += fmt::format("{}{}={}", text.empty() ? "" : ",", cut.dim, cut.parts);
  return text;
}

std::string lineOf(std::uint64_t point, const std::vector<std::string>& varied,
                   const std::vector<SweepSetting>& settings, const StoredDesign& design) {
  const auto& metrics = design.row.metrics;
  std::string line = fmt::format("{}", point);
  for (const std::string& parameter : varied) line += "," + csvText(settingOf(settings, parameter));
  line += metrics && design.row.violations.empty() ? ",1" : ",0";
  for (const MetricColumn& column : metricColumns())
    line += metrics ? fmt::format(",{}", valueOf(column, *metrics)) : ",";
  return line + fmt::format(",{},{},{}\n", metrics ? csvText(cutsText(metrics->cuts)) : "",
                            csvText(fmt::format("{}", fmt::join(design.row.violations, "; "))), hexText(design.key));
}

}  // namespace

Result<void> writeSweepCsv(const SpecDesigns& designs, const SweepDatabase& database,
                           const std::filesystem::path& file) {
  const SweepPoints& points = designs.points();
  const std::vector<std::string> varied = points.varied();
  TextFile text(file);
  text.append(headerOf(varied));
  for (std::uint64_t point = 0; point < points.size(); ++point) {
    const std::vector<SweepSetting> settings = designs.complete(points.at(point));
    const auto design = database.find(designs.keyOf(settings));
    if (!design) return tl::make_unexpected(design.error());
    if (*design) text.append(lineOf(point, varied, settings, **design));
  }
  return text.commit();
}

}  // namespace fusewright
