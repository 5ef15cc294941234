#include "widgets/waterfall/waterfall_layout.h"

#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kLeastWidth = 1.5;

QString fromView(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

double latencyOf(const WaterfallRow& row) {
  return row.result.metrics ? row.result.metrics->latency.value : 0;
}

NumberText signedCycles(Cycles change) {
  const QString sign = change.value > 0 ? QStringLiteral("+") : change.value < 0 ? QStringLiteral("−") : QString();
  const NumberText amount = formatCycles(Cycles(std::abs(change.value)));
  return {.brief = sign + amount.brief, .exact = sign + amount.exact};
}

QString reasonOf(const WaterfallRow& row) {
  if (row.result.violations.empty()) return tr("not computed");
  return QString::fromStdString(row.result.violations.front());
}

WaterfallTone toneOf(Cycles change) {
  if (change.value > 0) return WaterfallTone::Slower;
  return change.value < 0 ? WaterfallTone::Faster : WaterfallTone::Same;
}

/// A bar between two latencies, wide enough to be seen.
QRectF barBetween(const WaterfallPicture& picture, double from, double to, double top, double height) {
  const double scale = picture.plot.width() / picture.mostCycles;
  const double left = picture.plot.left() + std::min(from, to) * scale;
  return {left, top, std::max(std::abs(to - from) * scale, kLeastWidth), height};
}

void fillTotal(WaterfallLine& line, const WaterfallPicture& picture, const WaterfallRow& row, const QString& name) {
  line.name = name;
  if (!row.result.metrics) {
    line.tone = WaterfallTone::Failed;
    line.value = reasonOf(row);
    return;
  }
  line.tone = WaterfallTone::Total;
  line.value = formatCycles(row.result.metrics->latency).brief;
  line.bar =
      barBetween(picture, 0, latencyOf(row), line.strip.top() + line.strip.height() * 0.2, line.strip.height() * 0.6);
}

void fillRepair(WaterfallLine& line, const WaterfallPicture& picture, std::span<const WaterfallRow> rows) {
  const WaterfallRow& row = rows[line.row];
  const RepairText& text = textOf(*row.repair);
  line.name = fromView(text.id) + QLatin1Char(' ') + fromView(text.name);
  const double height = line.strip.height();
  if (line.alone) {
    if (const auto change = latencyChange(rows, *line.alone)) {
      const double after = latencyOf(rows[*line.alone]);
      line.aloneBar =
          barBetween(picture, after - change->value, after, line.strip.top() + height * 0.72, height * 0.14);
    }
  }
  const auto change = latencyChange(rows, line.row);
  if (!change) {
    line.tone = WaterfallTone::Failed;
    line.value = reasonOf(row);
    return;
  }
  line.tone = toneOf(*change);
  line.value = change->value == 0 ? tr("no change") : signedCycles(*change).brief;
  line.bar = barBetween(picture, latencyOf(row) - change->value, latencyOf(row), line.strip.top() + height * 0.16,
                        height * 0.5);
}

WaterfallLine lineAt(const WaterfallPicture& picture, const QRectF& area, const WaterfallSizes& sizes, double top,
                     double height) {
  WaterfallLine line;
  line.strip = QRectF(area.left(), top, area.width(), height);
  line.nameBox = QRectF(area.left(), top, sizes.nameWidth - 6, height);
  line.valueBox = QRectF(picture.plot.right() + 6, top, sizes.valueWidth - 6, height);
  return line;
}

}  // namespace

WaterfallPicture layOutWaterfall(std::span<const WaterfallRow> rows, const QRectF& area, const WaterfallSizes& sizes) {
  WaterfallPicture picture{.plot = area.adjusted(sizes.nameWidth, 0, -sizes.valueWidth, -sizes.axisHeight)};
  if (rows.empty() || picture.plot.width() < 1 || picture.plot.height() < 1) return picture;
  for (const WaterfallRow& row : rows) picture.mostCycles = std::max(picture.mostCycles, latencyOf(row) * 1.04);
  std::vector<std::size_t> added;
  for (std::size_t index = 0; index < rows.size(); ++index)
    if (rows[index].step == WaterfallStep::Added) added.push_back(index);
  const std::size_t lines = added.empty() ? 1 : added.size() + 2;
  const double height = picture.plot.height() / static_cast<double>(lines);
  for (std::size_t index = 0; index < lines; ++index) {
    WaterfallLine line = lineAt(picture, area, sizes, picture.plot.top() + height * static_cast<double>(index), height);
    if (index == 0) {
      fillTotal(line, picture, rows[0], tr("paper"));
    } else if (index <= added.size()) {
      line.row = added[index - 1];
      const auto alone = std::ranges::find_if(rows, [&](const WaterfallRow& row) {
        return row.step == WaterfallStep::Alone && row.repair == rows[line.row].repair;
      });
      if (alone != rows.end()) line.alone = static_cast<std::size_t>(alone - rows.begin());
      fillRepair(line, picture, rows);
    } else {
      line.row = added.back();
      fillTotal(line, picture, rows[line.row], tr("physical"));
    }
    picture.lines.push_back(line);
  }
  return picture;
}

std::optional<std::size_t> rowAt(const WaterfallPicture& picture, QPointF position) {
  for (const WaterfallLine& line : picture.lines) {
    if (!line.strip.contains(position)) continue;
    const bool onAlone = line.alone && line.aloneBar.adjusted(-3, -1, 3, 3).contains(position);
    return onAlone ? *line.alone : line.row;
  }
  return std::nullopt;
}

QString describeRow(std::span<const WaterfallRow> rows, std::size_t index) {
  const WaterfallRow& row = rows[index];
  QString text;
  if (row.repair) {
    const RepairText& repair = textOf(*row.repair);
    text = tr("<b>%1 %2.</b> %3").arg(fromView(repair.id), fromView(repair.name), fromView(repair.sentence));
  } else {
    text = tr("<b>paper.</b> The published model, flaws included.");
  }
  if (!row.result.metrics) {
    text += QStringLiteral("<br>") + reasonOf(row).toHtmlEscaped();
  } else {
    const SweepMetrics& metrics = *row.result.metrics;
    text += tr("<br>Latency %1").arg(formatCycles(metrics.latency).exact);
    if (const auto change = latencyChange(rows, index)) text += tr(", change %1").arg(signedCycles(*change).exact);
    text += tr("<br>Energy %1, off-chip traffic %2, peak on chip %3")
                .arg(formatEnergy(metrics.energy).brief, formatBits(metrics.dramRead + metrics.dramWritten).brief,
                     formatBits(metrics.peakMemory).brief);
    for (const std::string& violation : row.result.violations)
      text += QStringLiteral("<br>") + QString::fromStdString(violation).toHtmlEscaped();
  }
  return text + tr("<br>Assumptions: %1. Click to use them.").arg(QString::fromStdString(nameOf(row.assumptions)));
}

}  // namespace fusewright
