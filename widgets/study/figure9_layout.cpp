// Fig. 9 as a chart.
#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

constexpr ChartLook kUnfused{.ink = 7, .hatch = ChartHatch::None};
constexpr ChartLook kFused{.ink = 4, .hatch = ChartHatch::Falling};
constexpr ChartLook kFastest{.ink = 0, .hatch = ChartHatch::None};
std::vector<QString> schemesIn(const std::vector<StudyDesign>& designs) {
  std::vector<QString> schemes;
  for (const StudyDesign& design : designs) {
    const QString name = QString::fromStdString(design.fusion);
    if (std::ranges::find(schemes, name) == schemes.end()) schemes.push_back(name);
  }
  return schemes;
}

ChartLook lookOf(const StudyDesign& design, double least) {
  if (!design.msPerToken) return kImpossibleLook;
  if (*design.msPerToken == least) return kFastest;
  return design.fusion == "unfused" ? kUnfused : kFused;
}

ChartMark markOf(const StudyDesign& design, std::size_t place, std::size_t index) {
  ChartMark mark{.x = static_cast<double>(place), .tip = designTip(design), .design = index};
  if (!design.msPerToken) return mark;
  mark.y = *design.msPerToken;
  if (design.utilisation) {
    const double percent = *design.utilisation * 100;
    mark.label = QString::number(percent, 'f', percent < 9.95 ? 1 : 0);
  }
  return mark;
}

ChartPanel panelOf(const std::vector<StudyDesign>& designs, std::int64_t length, const std::vector<QString>& schemes) {
  std::vector<double> latencies;
  for (const StudyDesign& design : designs)
    if (design.length == length && design.msPerToken) latencies.push_back(*design.msPerToken);
  const double least = latencies.empty() ? 0 : std::ranges::min(latencies);
  ChartPanel panel{.title = tr("L = %1").arg(length),
                   .x = axisOfPlaces(schemes),
                   .y = axisFromZero(tr("ms / token"), latencies),
                   .series = {}};
  panel.y.to *= 1.08;  // the numbers above the bars
  for (std::size_t index = 0; index < designs.size(); ++index) {
    const StudyDesign& design = designs[index];
    if (design.length != length) continue;
    const auto place = std::ranges::find(schemes, QString::fromStdString(design.fusion)) - schemes.begin();
    const ChartLook look = lookOf(design, least);
    panel.series.push_back({.kind = design.msPerToken ? SeriesKind::Bars : SeriesKind::Line,
                            .look = look,
                            .marks = {markOf(design, static_cast<std::size_t>(place), index)}});
  }
  return panel;
}

}  // namespace

StudyChart fusionSchemesChart(const std::vector<StudyDesign>& designs) {
  StudyChart chart{.title = {}, .sizeMm = {85, 40}, .note = {}, .designs = designs};
  const std::vector<std::int64_t> lengths = lengthsIn(designs);
  const std::vector<QString> schemes = schemesIn(designs);
  for (const std::int64_t length : lengths) {
    ChartPanel panel = panelOf(designs, length, schemes);
    panel.x.labelled = length == lengths.back();
    // A row that carries the names needs room for them.
    chart.rows.push_back({.height = panel.x.labelled ? 1.22 : 1, .panels = {std::move(panel)}});
  }
  chart.sizeMm.setHeight(30 + 25 * static_cast<double>(std::max<std::size_t>(lengths.size(), 1)));
  chart.legend = {{tr("unfused"), SeriesKind::Bars, kUnfused},
                  {tr("fused"), SeriesKind::Bars, kFused},
                  {tr("fastest of its L"), SeriesKind::Bars, kFastest}};
  if (std::ranges::any_of(designs, [](const StudyDesign& design) { return !design.msPerToken; }))
    chart.legend.push_back({tr("no schedule"), SeriesKind::Line, kImpossibleLook});
  chart.note = tr("Mamba-1 2.8B, all blocks. Numbers above bars: utilisation of the array in %.");
  return chart;
}

}  // namespace fusewright
