#include "widgets/search/proposal_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QAbstractTextDocumentLayout>
#include <QTextDocument>

#include "core/explore/sweep/sweep.h"
#include "core/explore/sweep/sweep_columns.h"
#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

struct Shown {
  const char* column;
  const char* name;
  NumberText (*format)(double value);
};

constexpr std::array<Shown, 6> kShown{{
    {"latency_cycles", QT_TRANSLATE_NOOP("Search", "Latency"),
     [](double value) { return formatCycles(Cycles(value)); }},
    {"energy_pJ", QT_TRANSLATE_NOOP("Search", "Energy"), [](double value) { return formatEnergy(Picojoules(value)); }},
    {"peak_memory_bits", QT_TRANSLATE_NOOP("Search", "Peak memory"),
     [](double value) { return formatBits(Bits(std::llround(value))); }},
    {"dram_traffic_bits", QT_TRANSLATE_NOOP("Search", "Off-chip traffic"),
     [](double value) { return formatBits(Bits(std::llround(value))); }},
    {"utilisation", QT_TRANSLATE_NOOP("Search", "Utilisation"), formatShare},
    {"area_mm2", QT_TRANSLATE_NOOP("Search", "Chip area"), formatArea},
}};

QString changeText(double before, double after) {
  if (before == 0 || before == after) return {};
  const double percent = 100 * (after / before - 1);
  return QStringLiteral("%1%2 %").arg(percent > 0 ? QStringLiteral("+") : QStringLiteral("−"),
                                      threeDigits(std::abs(percent)));
}

QString gapText(double latency, Cycles bound) {
  return bound.value > 0 ? formatShare(latency / bound.value - 1).brief : QStringLiteral("–");
}

QString headline(const SearchResult& result) {
  if (!isProposal(result))
    return result.exact ? tr("The present plan is the best there is: every plan was tried.")
                        : tr("Nothing better than the present plan was found.");
  const double before = result.present->metrics->latency.value;
  const double after = result.best->metrics->latency.value;
  if (!result.present->metrics->violations.empty())
    return tr("A plan that fits: %1").arg(QString::fromStdString(result.bestName));
  if (after < before)
    return tr("%1: %2 times as fast as the present plan")
        .arg(QString::fromStdString(result.bestName), threeDigits(before / after));
  return tr("A better plan: %1").arg(QString::fromStdString(result.bestName));
}

QString endText(const SearchResult& result) {
  switch (result.end) {
    case SearchEnd::Exhausted:
      return result.exact ? tr("Every plan was evaluated: none is better.") : tr("Nothing was left to try.");
    case SearchEnd::Gap:
      return tr("It is as near to the lower bound as was asked for.");
    case SearchEnd::Time:
      return tr("The time was up; a longer search may find more.");
    case SearchEnd::Evaluations:
      return tr("As many plans as asked for were evaluated.");
    case SearchEnd::Stopped:
      return tr("The search was stopped; this is the best so far.");
  }
  return {};
}

}  // namespace

bool isProposal(const SearchResult& result) {
  return result.best && result.best != result.present && !(result.best->design == result.present->design);
}

std::vector<PlanNumber> planNumbers(const SearchResult& result) {
  const SweepMetrics present = sweepMetrics(*result.present);
  const SweepMetrics best = sweepMetrics(*result.best);
  std::vector<PlanNumber> numbers;
  for (const Shown& shown : kShown) {
    const MetricColumn& column = *findMetric(shown.column);
    const double before = valueOf(column, present);
    const double after = valueOf(column, best);
    numbers.push_back({.name = tr(shown.name),
                       .present = shown.format(before).brief,
                       .proposed = shown.format(after).brief,
                       .change = changeText(before, after),
                       .isBetter = costOf(column, best) < costOf(column, present)});
  }
  numbers.push_back({.name = tr("Above the lower bound"),
                     .present = gapText(present.latency.value, result.lowerBound),
                     .proposed = gapText(best.latency.value, result.lowerBound),
                     .change = {},
                     .isBetter = best.latency < present.latency});
  return numbers;
}

QString proposalHtml(const SearchResult& result, const Theme& theme) {
  QString text = QStringLiteral("<p><b>%1</b></p>").arg(headline(result).toHtmlEscaped());
  text += QStringLiteral(
              "<table cellspacing='0' cellpadding='2'><tr><td></td><td align='right'>%1&nbsp;&nbsp;</td>"
              "<td align='right'>%2&nbsp;&nbsp;</td><td></td></tr>")
              .arg(tr("present"), tr("found"));
  for (const PlanNumber& number : planNumbers(result))
    text += QStringLiteral(
                "<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2&nbsp;&nbsp;</td>"
                "<td align='right'>%3&nbsp;&nbsp;</td><td align='right'>%4</td></tr>")
                .arg(number.name, number.present, number.proposed,
                     number.isBetter ? QStringLiteral("<b>%1</b>").arg(number.change) : number.change);
  text += QStringLiteral("</table>");
  if (isProposal(result) && !result.reasons.empty()) {
    text += QStringLiteral("<p>%1</p><ul>").arg(tr("Why:"));
    for (const std::string& reason : result.reasons)
      text += QStringLiteral("<li>%1</li>").arg(QString::fromStdString(reason).toHtmlEscaped());
    text += QStringLiteral("</ul>");
  }
  text += QStringLiteral("<p style='color:%1'>%2</p>")
              .arg(theme.mutedText.name(),
                   (result.evaluations == 1
                        ? tr("%1 plan in %2 s. No plan for this chip can take less than %3 cycles. %4")
                        : tr("%1 plans in %2 s. No plan for this chip can take less than %3 cycles. %4"))
                       .arg(exactNumber(static_cast<double>(result.evaluations)), threeDigits(result.seconds),
                            exactNumber(std::round(result.lowerBound.value)), endText(result)));
  return text;
}

TextTable proposalTable(const SearchResult& result) {
  TextTable table{.headings = {"what", "present", "found", "change"}, .rows = {}};
  for (const PlanNumber& number : planNumbers(result))
    table.rows.push_back({number.name, number.present, number.proposed, number.change});
  for (const TriedPlan& plan : result.tried)
    table.rows.push_back({tr("tried: %1").arg(QString::fromStdString(plan.name)), QString(),
                          plan.latency ? formatCycles(*plan.latency).exact : QString(),
                          QString::fromStdString(plan.remark)});
  return table;
}

QString searchProgressText(const SearchState& state) {
  QString text = (state.evaluations == 1 ? tr("%1 s, %2 plan") : tr("%1 s, %2 plans"))
                     .arg(threeDigits(state.seconds), exactNumber(static_cast<double>(state.evaluations)));
  if (!state.best) return text;
  const Cycles latency = state.best->metrics->latency;
  return text + tr(", best %1, %2 above the lower bound")
                    .arg(formatCycles(latency).brief, gapText(latency.value, state.lowerBound));
}

void renderProposal(QPainter& painter, const QRectF& area, const SearchResult& result, const DrawStyle& style) {
  QTextDocument document;
  document.setDefaultFont(style.font);
  document.setDocumentMargin(2);
  document.setHtml(proposalHtml(result, style.theme));
  document.setTextWidth(area.width());
  QAbstractTextDocumentLayout::PaintContext context;
  context.palette.setColor(QPalette::Text, style.theme.text);
  context.clip = QRectF(QPointF(0, 0), area.size());
  painter.save();
  painter.translate(area.topLeft());
  painter.setClipRect(context.clip);
  document.documentLayout()->draw(&painter, context);
  painter.restore();
}

}  // namespace fusewright
