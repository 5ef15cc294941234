// Fig. 1 as a chart.
#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

/// A curve of the figure: which number of which model.
struct Curve {
  std::string model;
  QString name;
  ChartLook look;
  std::optional<double> (*value)(const ModelCounts& counts);  ///< of one token
};

double perToken(const ModelCounts& counts, double total) {
  return counts.length > 0 ? total / static_cast<double>(counts.length) : 0;
}

std::optional<double> operationsOf(const ModelCounts& counts) {
  return counts.operationsPerToken;
}
std::optional<double> bytesOf(const ModelCounts& counts) {
  return counts.memoryBytesPerToken;
}
std::optional<double> fusedBytesOf(const ModelCounts& counts) {
  if (!counts.fusedBytes) return std::nullopt;
  return perToken(counts, *counts.fusedBytes);
}
std::optional<double> boundaryBytesOf(const ModelCounts& counts) {
  if (!counts.fusedBoundaryBytes) return std::nullopt;
  return perToken(counts, *counts.fusedBoundaryBytes);
}

bool isTransformer(const std::string& model) {
  return model.starts_with("OPT");
}

ChartLook lookOf(const std::string& model) {
  if (isTransformer(model)) return {.ink = 5, .symbol = ChartSymbol::Square};
  return {.ink = 0, .symbol = ChartSymbol::Disc};
}

std::vector<std::string> modelsIn(const std::vector<ModelCounts>& counts) {
  std::vector<std::string> models;
  for (const ModelCounts& one : counts)
    if (std::ranges::find(models, one.model) == models.end()) models.push_back(one.model);
  return models;
}

/// Designs that stand behind the curves: the Mamba block, which the program can schedule.
std::size_t designOf(StudyChart& chart, std::int64_t length, const char* fusion) {
  chart.designs.push_back({.length = length, .fusion = fusion, .tiling = "per-step", .array = {}, .violations = {}});
  return chart.designs.size() - 1;
}

ChartSeries seriesOf(StudyChart& chart, const std::vector<ModelCounts>& counts, const Curve& curve, const char* fusion,
                     const QString& unit) {
  ChartSeries series{.kind = SeriesKind::Line, .look = curve.look, .marks = {}};
  for (const ModelCounts& one : counts) {
    if (one.model != curve.model || one.stage != Stage::Prefill || !one.violations.empty()) continue;
    const auto value = curve.value(one);
    if (!value || !(*value > 0)) continue;
    ChartMark mark{.x = static_cast<double>(one.length), .y = *value};
    mark.tip = tipText(curve.name, {{tr("L (tokens)"), QString::number(one.length)},
                                    {tr("Per token"), exactNumber(*value) + QLatin1Char(' ') + unit}});
    if (!isTransformer(one.model)) {
      mark.design = designOf(chart, one.length, fusion);
      mark.tip += tr("Click to open this design");
    }
    series.marks.push_back(std::move(mark));
  }
  return series;
}

ChartPanel panelOf(std::vector<ChartSeries> series, const QString& yTitle) {
  std::vector<double> x;
  std::vector<double> y;
  for (const ChartSeries& one : series)
    for (const ChartMark& mark : one.marks) {
      x.push_back(mark.x);
      y.push_back(mark.y);
    }
  ChartPanel panel{.title = {},
                   .x = axisOver({}, AxisScale::Logarithmic, x),
                   .y = axisOver(yTitle, AxisScale::Logarithmic, y),
                   .series = std::move(series)};
  std::ranges::sort(x);
  x.erase(std::ranges::unique(x).begin(), x.end());
  panel.x.ticks = x;
  return panel;
}

}  // namespace

StudyChart operationCountsChart(const std::vector<ModelCounts>& counts) {
  StudyChart chart{.title = {}, .sizeMm = {85, 92}, .note = {}};
  std::vector<ChartSeries> operations;
  std::vector<ChartSeries> bytes;
  for (const std::string& model : modelsIn(counts)) {
    const QString name = QString::fromStdString(model);
    const Curve plain{model, name, lookOf(model), operationsOf};
    operations.push_back(seriesOf(chart, counts, plain, "unfused", tr("operations")));
    bytes.push_back(seriesOf(chart, counts, {model, name, lookOf(model), bytesOf}, "unfused", tr("bytes")));
    chart.legend.push_back({name, SeriesKind::Line, lookOf(model)});
    const std::vector<Curve> fused{{model,
                                    tr("%1, scan fused").arg(name),
                                    {.ink = 2, .symbol = ChartSymbol::Triangle, .dash = LineDash::Dashed},
                                    fusedBytesOf},
                                   {model,
                                    tr("… with what enters and leaves"),
                                    {.ink = 3, .symbol = ChartSymbol::Diamond, .dash = LineDash::Dotted},
                                    boundaryBytesOf}};
    for (const Curve& curve : fused) {
      ChartSeries series = seriesOf(chart, counts, curve, "all", tr("bytes"));
      if (series.marks.empty()) continue;
      chart.legend.push_back({curve.name, SeriesKind::Line, curve.look});
      bytes.push_back(std::move(series));
    }
  }
  ChartPanel top = panelOf(std::move(operations), tr("operations / token"));
  ChartPanel bottom = panelOf(std::move(bytes), tr("bytes / token"));
  top.x.labelled = false;
  bottom.x.title = tr("sequence length L (tokens), prefill");
  chart.rows = {{.height = 1, .panels = {std::move(top)}}, {.height = 1.25, .panels = {std::move(bottom)}}};
  chart.note = tr("Whole model; operands of each operator read or written once.");
  return chart;
}

}  // namespace fusewright
