#include "widgets/study/chart.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kMargin = 0.05;
constexpr double kAboveBars = 1.18;

}  // namespace

ChartAxis axisOver(const QString& title, AxisScale scale, const std::vector<double>& values) {
  const bool logarithmic = scale == AxisScale::Logarithmic;
  std::vector<double> usable;
  std::ranges::copy_if(values, std::back_inserter(usable),
                       [&](double value) { return std::isfinite(value) && (!logarithmic || value > 0); });
  ChartAxis axis{.title = title, .scale = scale, .from = logarithmic ? 1.0 : 0.0, .to = logarithmic ? 10.0 : 1.0};
  if (usable.empty()) return axis;
  const auto [low, high] = std::ranges::minmax(usable);
  if (logarithmic) {
    const double ratio = std::max(std::pow(high / low, kMargin), 1.1);
    axis.from = low / ratio;
    axis.to = high * ratio;
  } else {
    const double margin = std::max((high - low) * kMargin, std::abs(high) * kMargin);
    axis.from = low - margin;
    axis.to = high + (margin > 0 ? margin : 1);
  }
  return axis;
}

ChartAxis axisFromZero(const QString& title, const std::vector<double>& values) {
  const double most = values.empty() ? 0 : std::ranges::max(values);
  return {.title = title, .scale = AxisScale::Linear, .from = 0, .to = most > 0 ? most * kAboveBars : 1};
}

ChartAxis axisOfPlaces(std::vector<QString> places) {
  return {.title = {},
          .scale = AxisScale::Linear,
          .from = -0.5,
          .to = std::max(static_cast<double>(places.size()), 1.0) - 0.5,
          .places = std::move(places),
          .ticks = {}};
}

QString tipText(const QString& heading, const std::vector<std::pair<QString, QString>>& rows) {
  QString text = QStringLiteral("<b>%1</b><table cellspacing='0'>").arg(heading.toHtmlEscaped());
  for (const auto& [name, value] : rows) {
    text += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
                .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
  }
  return text + QStringLiteral("</table>");
}

QString designTip(const StudyDesign& design) {
  std::vector<std::pair<QString, QString>> rows;
  rows.emplace_back(tr("L (tokens)"), QString::number(design.length));
  if (design.areaFraction) rows.emplace_back(tr("Area of MARCA's"), formatShare(*design.areaFraction).brief);
  if (design.memoryFraction) rows.emplace_back(tr("Memory's part"), formatShare(*design.memoryFraction).brief);
  if (design.units > 0) {
    rows.emplace_back(tr("Array"), QString::fromStdString(design.array));
    rows.emplace_back(tr("On-chip memory"), formatBits(design.memory).brief);
  }
  if (design.latencyCycles)
    rows.emplace_back(tr("Latency of a block"), formatCycles(Cycles(*design.latencyCycles)).exact);
  if (design.msPerToken) rows.emplace_back(tr("Latency per token"), formatMilliseconds(*design.msPerToken).brief);
  if (design.utilisation) rows.emplace_back(tr("Utilisation"), formatShare(*design.utilisation).brief);
  if (design.latencyCycles) {
    rows.emplace_back(tr("Peak on chip"), formatBits(design.peakMemory).brief);
    rows.emplace_back(tr("Off-chip traffic"), formatBits(Bits(design.dramRead.value + design.dramWritten.value)).brief);
  }
  if (design.channelSplits > 1) rows.emplace_back(tr("Splits of the channels"), QString::number(design.channelSplits));
  const QString heading = tr("Fusion %1, %2").arg(QString::fromStdString(design.fusion), tilingName(design));
  QString tip = tipText(heading, rows);
  if (!design.violations.empty()) {
    tip += QStringLiteral("<p>%1</p>").arg(QString::fromStdString(design.violations).toHtmlEscaped());
  }
  return tip + tr("Click to open this design");
}

QString tilingName(const StudyDesign& design) {
  return design.tiling == "memory-aware" ? tr("memory-aware") : tr("one step a tile");
}

}  // namespace fusewright
