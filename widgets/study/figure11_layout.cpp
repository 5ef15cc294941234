// Fig. 11 as a chart.
#include <algorithm>

#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

constexpr ChartLook kPerStep{.ink = 0, .symbol = ChartSymbol::Disc};
constexpr ChartLook kMemoryAware{.ink = 5, .symbol = ChartSymbol::OpenSquare, .dash = LineDash::Dashed};
constexpr std::size_t kColumns = 2;

bool hasTimeAndMemory(const StudyDesign& design) {
  return design.msPerToken && *design.msPerToken > 0 && design.memoryMB && *design.memoryMB > 0;
}

ChartSeries lineOf(const std::vector<StudyDesign>& designs, std::int64_t length, const char* tiling, ChartLook look) {
  ChartSeries line{.kind = SeriesKind::Line, .look = look, .marks = {}};
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length != length || design.tiling != tiling || !hasTimeAndMemory(design)) continue;
    line.marks.push_back({.x = *design.memoryMB, .y = *design.msPerToken, .tip = designTip(design), .design = index});
  }
  std::ranges::sort(line.marks, {}, &ChartMark::x);
  return line;
}

/// Sizes without a schedule, at the foot of the panel.
ChartSeries impossibleOf(const std::vector<StudyDesign>& designs, std::int64_t length, const ChartAxis& y) {
  ChartSeries crosses{.kind = SeriesKind::Line, .look = kImpossibleLook, .marks = {}};
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length != length || design.msPerToken || !design.memoryMB || *design.memoryMB <= 0) continue;
    crosses.marks.push_back({.x = *design.memoryMB, .y = y.from, .tip = designTip(design), .design = index});
  }
  return crosses;
}

ChartPanel panelOf(const std::vector<StudyDesign>& designs, std::int64_t length, const ChartAxis& memory) {
  ChartPanel panel{
      .title = tr("L = %1").arg(length),
      .x = memory,
      .y = {},
      .series = {lineOf(designs, length, "per-step", kPerStep), lineOf(designs, length, "memory-aware", kMemoryAware)}};
  std::vector<double> latencies;
  for (const ChartSeries& series : panel.series)
    for (const ChartMark& mark : series.marks) latencies.push_back(mark.y);
  panel.y = axisOver({}, AxisScale::Logarithmic, latencies);
  panel.series.push_back(impossibleOf(designs, length, panel.y));
  return panel;
}

}  // namespace

StudyChart memorySizesChart(const std::vector<StudyDesign>& designs) {
  std::vector<double> memories;
  for (const StudyDesign& design : designs)
    if (design.memoryMB) memories.push_back(*design.memoryMB);
  const ChartAxis memory = axisOver({}, AxisScale::Logarithmic, memories);
  StudyChart chart{.title = {}, .sizeMm = {85, 60}, .note = {}, .designs = designs};
  for (const std::int64_t length : lengthsIn(designs)) {
    if (chart.rows.empty() || chart.rows.back().panels.size() == kColumns) chart.rows.emplace_back();
    ChartRow& row = chart.rows.back();
    row.panels.push_back(panelOf(designs, length, memory));
    if (row.panels.size() == 1) row.panels.back().y.title = tr("ms / token");
  }
  if (chart.rows.empty()) chart.rows = {{.height = 1, .panels = {{.title = {}, .x = memory, .y = {}, .series = {}}}}};
  for (ChartPanel& panel : chart.rows.back().panels) panel.x.title = tr("on-chip memory (MiB)");
  chart.sizeMm.setHeight(26 + 36 * static_cast<double>(chart.rows.size()));
  chart.legend = {{tr("one step a tile"), SeriesKind::Line, kPerStep},
                  {tr("memory-aware"), SeriesKind::Line, kMemoryAware}};
  if (!std::ranges::all_of(designs, hasTimeAndMemory)) chart.legend.push_back({tr("no schedule"), SeriesKind::Line, kImpossibleLook});
  chart.note = tr("Mamba-1 2.8B, all blocks, fusion all.");
  return chart;
}

}  // namespace fusewright
