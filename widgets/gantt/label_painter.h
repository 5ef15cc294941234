#pragma once

#include <optional>
#include <vector>

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QRawFont>
#include <QString>

#include "widgets/common/theme.h"

namespace fusewright {

/// Draws many short texts of one font, elided at the right to the width there is: glyphs are looked up in a table and
/// set one after the other, without kerning. In files, and with letters beyond Latin ones, texts are laid out as usual.
class LabelPainter {
 public:
  LabelPainter(const QFont& font, Medium medium);

  /// `text` at the left of `box`, in the middle of its height, in the colour of the painter's pen.
  void draw(QPainter& painter, const QRectF& box, const QString& text) const;

  [[nodiscard]] double lineHeight() const { return metrics_.height(); }

 private:
  struct Glyph {
    quint32 index = 0;
    double advance = 0;
  };

  [[nodiscard]] std::optional<Glyph> glyphOf(QChar letter) const;
  void drawLaidOut(QPainter& painter, const QRectF& box, const QString& text) const;

  QFont font_;
  QFontMetricsF metrics_;
  QRawFont raw_;
  std::vector<Glyph> latin_;  ///< by code point; none in files
  Glyph ellipsis_;
};

}  // namespace fusewright
