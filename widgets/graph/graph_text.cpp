#include "widgets/graph/graph_text.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/fitting_text.h"
#include "widgets/common/palette.h"
#include "widgets/graph/graph_paint.h"

namespace fusewright {
namespace {

constexpr double kSmallestPixels = 8;

QFont fontOf(const DrawStyle& style, double pixels) {
  QFont font = style.font;
  font.setPixelSize(std::max(1, static_cast<int>(std::floor(pixels))));
  return font;
}

void paintLine(QPainter& painter, const QFont& font, const QString& text, const QRectF& place) {
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.drawText(place, Qt::AlignCenter, fittingText(metrics, text, place.width()));
}

void paintTitleOnly(QPainter& painter, const BoxLabel& label, const QRectF& rectangle, double scale,
                    const DrawStyle& style) {
  const double pixels = std::max(kTitlePixels * scale, kSmallestPixels);
  const QFont font = fontOf(style, pixels);
  const QRectF place = rectangle.adjusted(3, 0, -3, 0);
  if (pixels * 1.1 <= place.height()) paintLine(painter, font, label.title, place);
}

}  // namespace

void paintBoxText(QPainter& painter, const BoxLabel& label, const QRectF& rectangle, double scale, const QColor& ink,
                  const DrawStyle& style) {
  painter.setPen(ink);
  if (scale < kReadableScale && style.medium == Medium::Screen) {
    paintTitleOnly(painter, label, rectangle, scale, style);
    return;
  }
  const QRectF inside = rectangle.adjusted(kBoxPadding * scale, 0, -kBoxPadding * scale, 0);
  double top = rectangle.top() + (kBoxPadding - 2) * scale;
  const auto line = [&](const QString& text, double pixels, QFont font) {
    if (text.isEmpty()) return;
    const double height = pixels * 1.3 * scale;
    paintLine(painter, font, text, QRectF(inside.left(), top, inside.width(), height));
    top += height;
  };
  QFont title = fontOf(style, kTitlePixels * scale);
  title.setBold(true);
  line(label.title, kTitlePixels, title);
  line(label.name, kNamePixels, fontOf(style, kNamePixels * scale));
  QColor faint = ink;
  faint.setAlphaF(0.78F);
  painter.setPen(faint);
  line(label.shape, kShapePixels, fontOf(style, kShapePixels * scale));
}

}  // namespace fusewright
