#include "widgets/problems/level_icon.h"

#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

/// Side of the drawing; the icon is scaled down from it.
constexpr int kSide = 64;
constexpr double kMiddle = kSide / 2.0;

QPolygonF corners(int count, double radius, double turn) {
  QPolygonF polygon;
  for (int corner = 0; corner < count; ++corner) {
    const double angle = turn + 2 * std::numbers::pi * corner / count;
    polygon << QPointF(kMiddle + radius * std::cos(angle), kMiddle + radius * std::sin(angle));
  }
  return polygon;
}

void paintWave(QPainter& painter) {
  QPainterPath wave(QPointF(18, 35));
  wave.cubicTo(24, 22, 30, 26, 32, 32);
  wave.cubicTo(34, 38, 40, 42, 46, 29);
  painter.drawPath(wave);
}

void paintSign(QPainter& painter, ProblemLevel level, const QColor& colour) {
  const QPen line(colour, 6, Qt::SolidLine, Qt::RoundCap);
  const QPen onTop(Qt::white, 7, Qt::SolidLine, Qt::RoundCap);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  switch (level) {
    case ProblemLevel::Violation:
      painter.drawPolygon(corners(8, 30, std::numbers::pi / 8));
      painter.setPen(onTop);
      painter.drawLine(QPointF(22, 22), QPointF(42, 42));
      painter.drawLine(QPointF(42, 22), QPointF(22, 42));
      return;
    case ProblemLevel::Omission:
      painter.drawPolygon(corners(4, 31, 0));
      painter.setPen(onTop);
      painter.drawLine(QPointF(22, kMiddle), QPointF(42, kMiddle));
      return;
    case ProblemLevel::Approximation:
      painter.setBrush(Qt::NoBrush);
      painter.setPen(line);
      painter.drawEllipse(QPointF(kMiddle, kMiddle), 26, 26);
      paintWave(painter);
      return;
    case ProblemLevel::Note:
      break;
  }
  painter.drawEllipse(QPointF(kMiddle, kMiddle), 6, 6);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, 4));
  painter.drawEllipse(QPointF(kMiddle, kMiddle), 24, 24);
}

}  // namespace

QColor levelColour(ProblemLevel level, const QPalette& palette) {
  const Theme theme = themeOf(palette);
  const bool dark = theme.mode == ThemeMode::Dark;
  switch (level) {
    case ProblemLevel::Violation:
      return theme.danger;
    case ProblemLevel::Omission:
      return dark ? QColor(0xE69F00) : QColor(0xB36B00);
    case ProblemLevel::Approximation:
      return theme.accent;
    case ProblemLevel::Note:
      break;
  }
  return theme.mutedText;
}

QIcon levelIcon(ProblemLevel level, const QPalette& palette) {
  static std::map<std::pair<int, QRgb>, QIcon> drawn;  // GUI thread only
  const QColor colour = levelColour(level, palette);
  const auto [place, isNew] = drawn.try_emplace({static_cast<int>(level), colour.rgb()});
  if (!isNew) return place->second;
  QPixmap pixmap(kSide, kSide);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  paintSign(painter, level, colour);
  painter.end();
  return place->second = QIcon(pixmap);
}

}  // namespace fusewright
