#include "widgets/health/health_paint.h"

#include <QFontMetricsF>
#include <QTextDocument>

#include "widgets/breakdown/bar_paint.h"
#include "widgets/health/health_text.h"

namespace fusewright {
namespace {

QString plain(const QString& html) {
  QTextDocument document;
  document.setHtml(html);
  return document.toPlainText();
}

/// Puts one thing below the other as long as there is room.
class Column {
 public:
  Column(QPainter& painter, const QRectF& area, const DrawStyle& style)
      : painter_(painter), area_(area), style_(style), y_(area.top()) {}

  void text(const QString& text, bool bold) {
    QFont font = style_.smallFont;
    font.setBold(bold);
    const QFontMetricsF metrics(font);
    const QRectF wanted = metrics.boundingRect(area_, Qt::TextWordWrap, text);
    if (y_ + wanted.height() > area_.bottom()) return;
    painter_.setFont(font);
    painter_.setPen(style_.theme.text);
    painter_.drawText(QRectF(area_.left(), y_, area_.width(), wanted.height()), Qt::TextWordWrap, text);
    y_ += wanted.height() + 3;
  }

  void bars(const BarTable& table) {
    const double height = barsHeight(table, barSizes(table, style_, area_.width())) +
                          paintBarLegend(nullptr, table, QRectF(area_.left(), y_, area_.width(), 0), style_) + 3;
    if (y_ + height > area_.bottom()) return;
    renderBars(painter_, QRectF(area_.left(), y_, area_.width(), height), table, style_);
    y_ += height + 4;
  }

 private:
  QPainter& painter_;
  QRectF area_;
  const DrawStyle& style_;
  double y_;
};

}  // namespace

void renderHealth(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const HealthCard& card,
                  std::span<const Suggestion> suggestions, const DrawStyle& style) {
  Column column(painter, area, style);
  column.text(healthHeadline(card), true);
  column.text(plain(boundSentences(card)), false);
  column.bars(timeBar(card.budget));
  column.text(memorySentence(card, *evaluation.design.accelerator), false);
  column.bars(heaviestBars(card, *evaluation.workload));
  for (const Suggestion& suggestion : suggestions)
    column.text(QStringLiteral("%1: %2").arg(stepText(suggestion.neighbour), gainText(suggestion, *evaluation.metrics)),
                false);
}

}  // namespace fusewright
