// Fig. 12 as a chart.
#include <algorithm>
#include <array>
#include <set>

#include "core/explore/study/front_band.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

constexpr double kMarcaFraction = 0.8;
constexpr std::size_t kSymbolEvery = 4;
constexpr std::array kAreaLooks{
    ChartLook{.ink = 3, .symbol = ChartSymbol::Disc}, ChartLook{.ink = 1, .symbol = ChartSymbol::Square},
    ChartLook{.ink = 0, .symbol = ChartSymbol::Triangle}, ChartLook{.ink = 2, .symbol = ChartSymbol::Diamond}};
constexpr ChartLook kMarca{.ink = inkOf(ChartInk::Text), .symbol = ChartSymbol::Star, .dash = LineDash::None};
constexpr ChartLook kBest{.ink = 5, .symbol = ChartSymbol::Star, .dash = LineDash::None};
constexpr ChartLook kFront{.ink = 0};
constexpr double kMostArea = 2;  ///< on show, of MARCA's
constexpr std::size_t kFrontsInRow = 3;

bool near(double a, double b) {
  return std::abs(a - b) < 1e-9;
}

bool works(const StudyDesign& design) {
  return design.msPerToken && *design.msPerToken > 0 && design.areaFraction && design.memoryFraction;
}

using Designs = std::vector<StudyDesign>;
using Place = std::optional<std::size_t>;

/// MARCA itself: all of its area, 80 % of it memory, no splits.
Place marcaOf(const Designs& designs, std::int64_t length) {
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length == length && works(design) && design.tiling == "per-step" && near(*design.areaFraction, 1) &&
        near(*design.memoryFraction, kMarcaFraction))
      return index;
  }
  return std::nullopt;
}

/// The fastest design of MARCA's area, whatever its tiling.
Place bestOf(const Designs& designs, std::int64_t length) {
  Place best;
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length != length || !works(design) || !near(*design.areaFraction, 1)) continue;
    if (!best || *design.msPerToken < *designs[*best].msPerToken) best = index;
  }
  return best;
}

std::vector<double> areasIn(const Designs& designs) {
  std::set<double> areas;
  for (const StudyDesign& design : designs)
    if (design.areaFraction) areas.insert(*design.areaFraction);
  return {areas.begin(), areas.end()};
}

std::vector<std::string> tilingsIn(const Designs& designs) {
  std::vector<std::string> tilings;
  for (const StudyDesign& design : designs)
    if (std::ranges::find(tilings, design.tiling) == tilings.end()) tilings.push_back(design.tiling);
  return tilings;
}

ChartMark markOf(const Designs& designs, std::size_t index) {
  const StudyDesign& design = designs[index];
  return {.x = *design.memoryFraction * 100, .y = *design.msPerToken, .tip = designTip(design), .design = index};
}

/// A line and symbols at some of its points, else nothing but symbols would be seen.
std::vector<ChartSeries> curveOf(const Designs& designs, std::int64_t length, const std::string& tiling, double area,
                                 std::size_t place) {
  ChartLook plain = kAreaLooks[place % kAreaLooks.size()];
  ChartLook symbols = plain;
  plain.symbol = ChartSymbol::None;
  symbols.dash = LineDash::None;
  ChartSeries line{.kind = SeriesKind::Line, .look = plain, .marks = {}};
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length == length && design.tiling == tiling && works(design) && near(*design.areaFraction, area))
      line.marks.push_back(markOf(designs, index));
  }
  std::ranges::sort(line.marks, {}, &ChartMark::x);
  ChartSeries some{.kind = SeriesKind::Line, .look = symbols, .marks = {}};
  for (std::size_t mark = place; mark < line.marks.size(); mark += kSymbolEvery)
    some.marks.push_back({.x = line.marks[mark].x, .y = line.marks[mark].y});
  return {std::move(line), std::move(some)};
}

ChartPanel panelOf(const Designs& designs, std::int64_t length, const std::string& tiling) {
  ChartPanel panel{.title = tiling == "memory-aware" ? tr("memory-aware") : tr("step a tile"),
                   .x = {.title = {}, .from = 0, .to = 100, .ticks = {20, 40, 60, 80}},
                   .y = {},
                   .series = {}};
  const std::vector<double> areas = areasIn(designs);
  for (std::size_t place = 0; place < areas.size(); ++place)
    for (ChartSeries& series : curveOf(designs, length, tiling, areas[place], place))
      panel.series.push_back(std::move(series));
  const auto marked = [&](Place index, ChartLook look) {
    if (index && designs[*index].tiling == tiling)
      panel.series.push_back({.kind = SeriesKind::Line, .look = look, .marks = {markOf(designs, *index)}});
  };
  marked(marcaOf(designs, length), kMarca);
  marked(bestOf(designs, length), kBest);
  return panel;
}

/// One row: the same latencies for all tilings, beside them the same over MARCA's.
ChartRow rowOf(const Designs& designs, std::int64_t length) {
  ChartRow row{.height = 1, .panels = {}};
  std::vector<double> latencies;
  for (const StudyDesign& design : designs)
    if (design.length == length && works(design)) latencies.push_back(*design.msPerToken);
  for (const std::string& tiling : tilingsIn(designs)) {
    ChartPanel panel = panelOf(designs, length, tiling);
    panel.y = axisOver({}, AxisScale::Logarithmic, latencies);
    panel.y.labelled = row.panels.empty();
    if (row.panels.empty()) {
      panel.y.title = tr("ms / token");
      panel.title = tr("L = %1, %2").arg(length).arg(panel.title);
    }
    row.panels.push_back(std::move(panel));
  }
  const Place marca = marcaOf(designs, length);
  if (marca && !row.panels.empty()) {
    ChartAxis relative = row.panels.back().y;
    relative.title = tr("× MARCA");
    relative.labelled = true;
    relative.from /= *designs[*marca].msPerToken;
    relative.to /= *designs[*marca].msPerToken;
    row.panels.back().right = relative;
  }
  return row;
}

/// Band and line of one L, over MARCA.
std::vector<ChartSeries> frontOf(const Designs& designs, std::int64_t length) {
  const Place marca = marcaOf(designs, length);
  if (!marca) return {};
  const double unit = *designs[*marca].latencyCycles;
  Designs ofLength;
  std::ranges::copy_if(designs, std::back_inserter(ofLength), [&](const StudyDesign& d) { return d.length == length; });
  std::vector<FrontStep> steps = frontBand(ofLength, designs[*marca], exchangeRatios());
  std::erase_if(steps, [](const FrontStep& step) { return step.area > kMostArea; });
  if (steps.empty()) return {};
  // The last step goes on to the edge.
  steps.push_back(steps.back());
  steps.back().area = kMostArea;
  ChartSeries band{.kind = SeriesKind::Band, .look = kFront, .marks = {}};
  ChartSeries line{.kind = SeriesKind::Steps, .look = kFront, .marks = {}};
  for (const FrontStep& step : steps) {
    const double area = step.area * 100;
    if (!band.marks.empty()) {
      const ChartMark before = band.marks.back();
      band.marks.push_back({.x = area, .y = before.y, .other = before.other});
    }
    band.marks.push_back({.x = area, .y = step.least / unit, .other = step.most / unit});
    line.marks.push_back(
        {.x = area,
         .y = step.latency / unit,
         .tip = tipText(tr("L = %1").arg(length), {{tr("Area of MARCA's"), formatShare(step.area).brief},
                                                   {tr("Latency over MARCA's"), threeDigits(step.latency / unit)},
                                                   {tr("Least of the calibrations"), threeDigits(step.least / unit)},
                                                   {tr("Most of the calibrations"), threeDigits(step.most / unit)}})});
  }
  return {std::move(band), std::move(line)};
}

/// The fronts, a panel for each L, all over the same range.
std::vector<ChartRow> frontRows(const Designs& designs, const std::vector<std::int64_t>& lengths) {
  std::vector<ChartRow> rows;
  std::vector<double> latencies;
  for (const std::int64_t length : lengths) {
    auto series = frontOf(designs, length);
    if (series.empty()) continue;
    for (const ChartMark& mark : series.front().marks) latencies.insert(latencies.end(), {mark.y, mark.other});
    if (rows.empty() || rows.back().panels.size() == kFrontsInRow) rows.push_back({.height = 1.2, .panels = {}});
    ChartPanel panel{.title = tr("front, L = %1").arg(length),
                     .x = {.title = tr("area (%)"), .from = 0, .to = kMostArea * 100, .ticks = {40, 100, 160}},
                     .y = {},
                     .series = std::move(series)};
    rows.back().panels.push_back(std::move(panel));
  }
  for (ChartRow& row : rows)
    for (ChartPanel& panel : row.panels) {
      panel.y = axisOver({}, AxisScale::Logarithmic, latencies);
      panel.y.labelled = &panel == &row.panels.front();
      if (panel.y.labelled) panel.y.title = tr("× MARCA");
    }
  return rows;
}

QString noteOf(const Designs& designs) {
  QString note = tr("Mamba-1 2.8B, all blocks, fusion all. ");
  for (const StudyDesign& design : designs)
    if (works(design) && near(*design.areaFraction, 1) && near(*design.memoryFraction, kMarcaFraction)) {
      note += tr("One unit trades for %1 bits of SRAM; ").arg(shortNumber(*exchangeRatioOf(design)));
      break;
    }
  const auto ratios = exchangeRatios();
  const auto [least, most] = std::ranges::minmax(ratios);
  return note + tr("band: for %1 to %2 bits, areas counted anew.").arg(shortNumber(least), shortNumber(most));
}

}  // namespace

StudyChart areaPartitioningChart(const std::vector<StudyDesign>& designs) {
  StudyChart chart{.title = {}, .sizeMm = {85, 60}, .note = noteOf(designs), .designs = designs};
  const std::vector<std::int64_t> lengths = lengthsIn(designs);
  for (const std::int64_t length : lengths) chart.rows.push_back(rowOf(designs, length));
  const std::vector<double> areas = areasIn(designs);
  for (std::size_t place = 0; place < areas.size(); ++place)
    chart.legend.push_back({tr("%1 % area").arg(shortNumber(areas[place] * 100)), SeriesKind::Line,
                            kAreaLooks[place % kAreaLooks.size()]});
  chart.legend.push_back({tr("MARCA"), SeriesKind::Line, kMarca});
  chart.legend.push_back({tr("fastest at 100 %"), SeriesKind::Line, kBest});
  if (!chart.rows.empty())
    for (ChartPanel& panel : chart.rows.back().panels) panel.x.title = tr("memory (% of area)");
  for (ChartRow& row : frontRows(designs, lengths)) chart.rows.push_back(std::move(row));
  chart.legend.push_back({tr("front"), SeriesKind::Steps, kFront});
  chart.legend.push_back({tr("over calibrations"), SeriesKind::Band, kFront});
  if (chart.rows.empty()) chart.rows = {{.height = 1, .panels = {ChartPanel{}}}};
  chart.sizeMm.setHeight(38 + 34 * static_cast<double>(chart.rows.size()));
  return chart;
}

}  // namespace fusewright
