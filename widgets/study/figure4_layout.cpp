// Fig. 4 as a chart.
#include <algorithm>
#include <array>

#include "core/explore/study/study_tables.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
namespace {

constexpr double kBitsPerByte = 8;
constexpr double kFewOperations = 1;  ///< a byte; memory-bound by far

/// In the order of StudyClass.
constexpr std::array<ChartLook, kStudyClasses> kClassLooks{
    ChartLook{.ink = 3, .hatch = ChartHatch::Level},   ChartLook{.ink = 1, .hatch = ChartHatch::Rising},
    ChartLook{.ink = 4, .hatch = ChartHatch::Falling}, ChartLook{.ink = 0, .hatch = ChartHatch::None},
    ChartLook{.ink = 5, .hatch = ChartHatch::Crossed}, ChartLook{.ink = 2, .hatch = ChartHatch::Upright}};

ChartLook classLook(StudyClass operatorClass) {
  return kClassLooks[static_cast<std::size_t>(operatorClass)];
}

QString className(StudyClass operatorClass) {
  const std::string_view name = studyClassName(operatorClass);
  return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString modelName(const ClassCounts& counts) {
  return QString::fromStdString(counts.model).section(QLatin1Char('-'), 0, 0);
}

bool isTransformer(const ClassCounts& counts) {
  return counts.model.starts_with("OPT");
}

ChartSymbol symbolOf(const ClassCounts& counts) {
  return isTransformer(counts) ? ChartSymbol::Frame : ChartSymbol::Disc;
}

QString tipOf(const ClassCounts& counts) {
  const QString stage = counts.stage == Stage::Prefill ? tr("prefill") : tr("decode");
  return tipText(QStringLiteral("%1, %2, %3").arg(className(counts.operatorClass), modelName(counts), stage),
                 {{tr("Operations of a layer"), formatCount(counts.operations).brief},
                  {tr("Operands of a layer"), formatBits(counts.operandBits).brief},
                  {tr("Operations per byte"), threeDigits(counts.operationsPerByte)},
                  {tr("Part of the operations"), formatShare(counts.sharePercent / 100).brief},
                  {tr("Latency of all layers"), formatMilliseconds(counts.rooflineMs).brief}});
}

std::vector<ClassCounts> shownOf(const std::vector<ClassCounts>& classes, std::int64_t length) {
  std::vector<ClassCounts> shown;
  std::ranges::copy_if(classes, std::back_inserter(shown), [&](const ClassCounts& counts) {
    return counts.length == length && counts.violations.empty() && counts.operations > 0;
  });
  return shown;
}

/// Operations a cycle under the roof, for `intensity` operations a byte.
double roofAt(const StudyRoof& roof, double intensity) {
  return std::min(roof.operationsPerCycle, roof.bitsPerCycle / kBitsPerByte * intensity);
}

double performanceOf(const ClassCounts& counts) {
  return static_cast<double>(counts.operations) / static_cast<double>(counts.rooflineCycles);
}

bool onRoofline(const ClassCounts& counts) {
  return counts.rooflineCycles > 0 && counts.operationsPerByte > 0;
}

/// The classes of one stage under the roof; the axes hold those of both.
ChartPanel rooflinePanel(const std::vector<ClassCounts>& shown, Stage stage, const StudyRoof& roof) {
  ChartPanel panel;
  const double ridge = roof.operationsPerCycle * kBitsPerByte / roof.bitsPerCycle;
  std::vector<double> x{ridge * 4, ridge / 4};
  std::vector<double> y{roof.operationsPerCycle};
  for (const ClassCounts& counts : shown) {
    if (!onRoofline(counts)) continue;
    x.push_back(counts.operationsPerByte);
    y.push_back(performanceOf(counts));
    if (counts.stage != stage) continue;
    ChartLook look{.ink = classLook(counts.operatorClass).ink, .symbol = symbolOf(counts), .dash = LineDash::None};
    panel.series.push_back(
        {.kind = SeriesKind::Line,
         .look = look,
         .marks = {{.x = counts.operationsPerByte, .y = performanceOf(counts), .tip = tipOf(counts)}}});
  }
  panel.x = axisOver(tr("operations / byte"), AxisScale::Logarithmic, x);
  panel.y = axisOver({}, AxisScale::Logarithmic, y);
  const double low = std::max(panel.x.from, panel.y.from * ridge / roof.operationsPerCycle);
  const ChartSeries line{.kind = SeriesKind::Line,
                         .look = {.ink = inkOf(ChartInk::Text)},
                         .marks = {{.x = low, .y = roofAt(roof, low)},
                                   {.x = ridge, .y = roof.operationsPerCycle},
                                   {.x = panel.x.to, .y = roof.operationsPerCycle}}};
  panel.series.insert(panel.series.begin(), line);
  return panel;
}

/// The classes below `kFewOperations` a byte once more: under the whole roof they lie on top of each other.
ChartPanel lowEndPanel(const std::vector<ClassCounts>& shown, Stage stage, const StudyRoof& roof) {
  std::vector<ClassCounts> low;
  std::ranges::copy_if(shown, std::back_inserter(low), [](const ClassCounts& counts) {
    return onRoofline(counts) && counts.operationsPerByte < kFewOperations;
  });
  ChartPanel panel = rooflinePanel(low, stage, roof);
  std::vector<double> x, y;
  for (const ClassCounts& counts : low) {
    x.push_back(counts.operationsPerByte);
    y.push_back(performanceOf(counts));
  }
  panel.x = axisOver(tr("operations / byte"), AxisScale::Linear, x);
  panel.y = axisOver({}, AxisScale::Linear, y);
  panel.series.front().marks = {{.x = panel.x.from, .y = roofAt(roof, panel.x.from)},
                                {.x = panel.x.to, .y = roofAt(roof, panel.x.to)}};
  return panel;
}

/// Bars of both models, one class on top of the other.
ChartPanel stackPanel(const std::vector<ClassCounts>& shown, Stage stage, double (*value)(const ClassCounts&),
                      const QString& title) {
  std::vector<QString> models;
  std::vector<double> heights;
  ChartPanel panel{.title = title, .x = {}, .y = {}, .series = {}};
  for (const ClassCounts& counts : shown) {
    if (counts.stage != stage) continue;
    if (std::ranges::find(models, modelName(counts)) == models.end()) {
      models.push_back(modelName(counts));
      heights.push_back(0);
    }
    const auto place = static_cast<std::size_t>(std::ranges::find(models, modelName(counts)) - models.begin());
    const double bottom = heights[place];
    heights[place] += value(counts);
    panel.series.push_back(
        {.kind = SeriesKind::Bars,
         .look = classLook(counts.operatorClass),
         .marks = {{.x = static_cast<double>(place), .y = heights[place], .other = bottom, .tip = tipOf(counts)}}});
  }
  panel.x = axisOfPlaces(models);
  panel.y = axisFromZero({}, heights);
  return panel;
}

double shareOf(const ClassCounts& counts) {
  return counts.sharePercent;
}
double millisecondsOf(const ClassCounts& counts) {
  return counts.rooflineMs;
}

ChartRow stackRow(const std::vector<ClassCounts>& shown, double (*value)(const ClassCounts&), const QString& yTitle) {
  ChartRow row{.height = 1,
               .panels = {stackPanel(shown, Stage::Prefill, value, tr("prefill")),
                          stackPanel(shown, Stage::Decode, value, tr("decode"))}};
  row.panels.front().y.title = yTitle;
  return row;
}

std::vector<LegendEntry> legendOf(const std::vector<ClassCounts>& shown) {
  std::vector<LegendEntry> legend;
  for (std::size_t place = 0; place < kStudyClasses; ++place) {
    const auto operatorClass = static_cast<StudyClass>(place);
    if (std::ranges::find(shown, operatorClass, &ClassCounts::operatorClass) == shown.end()) continue;
    legend.push_back({className(operatorClass), SeriesKind::Bars, classLook(operatorClass)});
  }
  const auto symbol = [&](const QString& text, ChartSymbol shape) {
    legend.push_back({text, SeriesKind::Line, {.ink = inkOf(ChartInk::Text), .symbol = shape, .dash = LineDash::None}});
  };
  symbol(tr("Mamba1"), ChartSymbol::Disc);
  symbol(tr("OPT"), ChartSymbol::Frame);
  return legend;
}

}  // namespace

StudyChart operatorClassesChart(const std::vector<ClassCounts>& classes, const StudyRoof& roof, std::int64_t length) {
  const std::vector<ClassCounts> shown = shownOf(classes, length);
  StudyChart chart{.title = {}, .sizeMm = {85, 175}, .legend = legendOf(shown), .note = {}};
  ChartRow shares = stackRow(shown, shareOf, tr("operations (%)"));
  for (ChartPanel& panel : shares.panels) panel.y.to = 100;
  ChartRow rooflines{.height = 1.25,
                     .panels = {rooflinePanel(shown, Stage::Prefill, roof), rooflinePanel(shown, Stage::Decode, roof)}};
  rooflines.panels.front().title = tr("prefill");
  rooflines.panels.front().y.title = tr("operations / cycle");
  rooflines.panels.back().title = tr("decode");
  rooflines.panels.back().y.labelled = false;
  ChartRow lowEnd{.height = 1,
                  .panels = {lowEndPanel(shown, Stage::Prefill, roof), lowEndPanel(shown, Stage::Decode, roof)}};
  lowEnd.panels.front().title = tr("prefill, low end");
  lowEnd.panels.front().y.title = tr("operations / cycle");
  lowEnd.panels.back().title = tr("decode, low end");
  lowEnd.panels.back().y.labelled = false;
  chart.rows = {std::move(rooflines), std::move(lowEnd), std::move(shares),
                stackRow(shown, millisecondsOf, tr("latency (ms)"))};
  chart.note =
      tr("L = %1 tokens. Roof: %2 operations and %3 bits a cycle at %4 MHz.")
          .arg(length)
          .arg(shortNumber(roof.operationsPerCycle), shortNumber(roof.bitsPerCycle), shortNumber(roof.frequencyMHz));
  return chart;
}

}  // namespace fusewright
