// Fig. 10 as a chart.
#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

constexpr double kMebi = 8.0 * 1024 * 1024;  ///< bits
constexpr ChartLook kAtPeak{.ink = 0, .hatch = ChartHatch::None};
constexpr ChartLook kNotAtPeak{.ink = 4, .hatch = ChartHatch::Falling};
constexpr ChartLook kTile{.ink = 7, .hatch = ChartHatch::None};
constexpr ChartLook kPeakMaker{.ink = 5, .hatch = ChartHatch::Rising};
constexpr ChartLook kPeakLine{.ink = 5, .dash = LineDash::Dashed};

/// Height of a row of a tensor or a tile in print, in millimetres.
constexpr double kRowMm = 3.4;

double mebibytes(Bits bits) {
  return static_cast<double>(bits.value) / kMebi;
}

ChartAxis stepAxis(const StepLifetimes& step) {
  return {.title = {}, .from = 0, .to = step.cycles > 0 ? step.cycles : 1};
}

ChartSeries peakLine(const StepLifetimes& step, const ChartAxis& y) {
  const double low = y.places.empty() ? y.from : -0.5;
  const double high = y.places.empty() ? y.to : static_cast<double>(y.places.size()) - 0.5;
  return {.kind = SeriesKind::Line,
          .look = kPeakLine,
          .marks = {{.x = step.peakAt, .y = low}, {.x = step.peakAt, .y = high}}};
}

QString timesText(double from, double to) {
  return tr("%1 to %2 cycles of the step").arg(exactNumber(from), exactNumber(to));
}

ChartMark tensorMark(const TensorLifetime& tensor, std::size_t place) {
  const auto orNobody = [](const std::string& name) {
    return name.empty() ? tr("nobody in the group") : QString::fromStdString(name);
  };
  return {.x = tensor.from,
          .y = static_cast<double>(place),
          .other = tensor.to,
          .tip = tipText(QString::fromStdString(tensor.name),
                         {{tr("Size"), formatBits(tensor.bits).brief},
                          {QString(), formatBits(tensor.bits).exact},
                          {tr("Made by"), orNobody(tensor.producer)},
                          {tr("Last read by"), orNobody(tensor.lastUser)},
                          {tr("There"), timesText(tensor.from, tensor.to)},
                          {tr("Part of the peak"), tensor.atPeak ? tr("yes") : tr("no")}}) +
                 tr("Click to open this design"),
          .design = 0};
}

ChartPanel tensorPanel(const StepLifetimes& step) {
  ChartPanel panel{.title = {}, .x = stepAxis(step), .y = {}, .series = {}};
  ChartSeries held{.kind = SeriesKind::Spans, .look = kAtPeak, .marks = {}};
  ChartSeries others{.kind = SeriesKind::Spans, .look = kNotAtPeak, .marks = {}};
  std::vector<QString> names;
  std::vector<QString> sizes;
  for (const TensorLifetime& tensor : step.tensors) {
    (tensor.atPeak ? held : others).marks.push_back(tensorMark(tensor, names.size()));
    names.push_back(QString::fromStdString(tensor.name));
    sizes.push_back(formatBits(tensor.bits).brief);
  }
  panel.y = axisOfPlaces(names);
  panel.right = axisOfPlaces(sizes);
  panel.x.labelled = false;
  panel.series = {std::move(held), std::move(others), peakLine(step, panel.y)};
  return panel;
}

ChartPanel tilePanel(const StepLifetimes& step) {
  ChartPanel panel{.title = {}, .x = stepAxis(step), .y = {}, .series = {}};
  std::vector<QString> names;
  for (const StepTile& tile : step.tiles) {
    const QString name = QString::fromStdString(tile.layer);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    const auto place = std::ranges::find(names, name) - names.begin();
    const bool maker = tile.layer == step.peakMaker && tile.from <= step.peakAt && step.peakAt <= tile.to;
    ChartMark mark{.x = tile.from,
                   .y = static_cast<double>(place),
                   .other = tile.to,
                   .tip = tipText(name, {{tr("Runs"), timesText(tile.from, tile.to)}}),
                   .design = 0};
    panel.series.push_back({.kind = SeriesKind::Spans, .look = maker ? kPeakMaker : kTile, .marks = {std::move(mark)}});
  }
  panel.y = axisOfPlaces(names);
  panel.x.labelled = false;
  panel.series.push_back(peakLine(step, panel.y));
  return panel;
}

ChartPanel occupancyPanel(const StepLifetimes& step) {
  ChartPanel panel{.title = {}, .x = stepAxis(step), .y = {}, .series = {}};
  panel.x.title = tr("cycles from the start of the step");
  ChartSeries held{.kind = SeriesKind::Steps, .look = {.ink = 0}, .marks = {}};
  ChartSeries filled{.kind = SeriesKind::Band, .look = {.ink = 0}, .marks = {}};
  std::vector<double> values;
  for (const OccupancyPoint& point : step.occupancy) {
    const double value = mebibytes(point.bits);
    if (!held.marks.empty()) filled.marks.push_back({.x = point.time, .y = held.marks.back().y});
    filled.marks.push_back({.x = point.time, .y = value});
    held.marks.push_back({.x = point.time,
                          .y = value,
                          .tip = tipText(formatBits(point.bits).brief, {{QString(), formatBits(point.bits).exact},
                                                                        {tr("From cycle"), exactNumber(point.time)}})});
    values.push_back(value);
  }
  if (!held.marks.empty()) {
    filled.marks.push_back({.x = panel.x.to, .y = held.marks.back().y});
    held.marks.push_back({.x = panel.x.to, .y = held.marks.back().y});
  }
  panel.y = axisFromZero(tr("held (MiB)"), values);
  panel.series = {std::move(filled), std::move(held), peakLine(step, panel.y)};
  return panel;
}

}  // namespace

StudyChart tensorLifetimesChart(const StepLifetimes& step) {
  StudyChart chart{.title = {}, .sizeMm = {85, 85}, .note = {}};
  if (!step.violations.empty() && step.tensors.empty()) {
    chart.rows = {{.height = 1, .panels = {{.title = tr("no schedule"), .x = {}, .y = {}, .series = {}}}}};
    chart.note = QString::fromStdString(step.violations);
    return chart;
  }
  ChartPanel tensors = tensorPanel(step);
  ChartPanel tiles = tilePanel(step);
  const double tensorRows = static_cast<double>(std::max<std::size_t>(tensors.y.places.size(), 1));
  const double tileRows = static_cast<double>(std::max<std::size_t>(tiles.y.places.size(), 1));
  constexpr double kOccupancyRows = 9.5;
  chart.rows = {{.height = tensorRows + 0.6, .panels = {std::move(tensors)}},
                {.height = tileRows + 0.6, .panels = {std::move(tiles)}},
                {.height = kOccupancyRows, .panels = {occupancyPanel(step)}}};
  chart.sizeMm.setHeight(24 + kRowMm * (tensorRows + tileRows + kOccupancyRows));
  chart.designs = {{.length = step.length, .fusion = "all", .tiling = "per-step", .array = {}, .violations = {}}};
  chart.legend = {{tr("held at the peak"), SeriesKind::Spans, kAtPeak},
                  {tr("not at the peak"), SeriesKind::Spans, kNotAtPeak},
                  {tr("tile"), SeriesKind::Spans, kTile},
                  {tr("tile that makes the peak"), SeriesKind::Spans, kPeakMaker},
                  {tr("peak"), SeriesKind::Line, kPeakLine}};
  chart.note = tr("Step %1 of L = %2, all fused. Peak %3 of %4 at cycle %5, made by %6.")
                   .arg(step.step)
                   .arg(step.length)
                   .arg(formatBits(step.peak).brief, formatBits(step.capacity).brief, exactNumber(step.peakAt),
                        QString::fromStdString(step.peakMaker));
  return chart;
}

}  // namespace fusewright
