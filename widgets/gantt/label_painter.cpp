#include "widgets/gantt/label_painter.h"

#include <QGlyphRun>
#include <QList>

namespace fusewright {
namespace {

constexpr char16_t kTable = 0x250;
constexpr QChar kEllipsis(0x2026);

}  // namespace

LabelPainter::LabelPainter(const QFont& font, Medium medium)
    : font_(font), metrics_(font), raw_(QRawFont::fromFont(font)) {
  if (medium == Medium::File) return;
  QString letters;
  for (char16_t letter = 0; letter < kTable; ++letter) letters.append(letter < 0x20 ? QChar(0x20) : QChar(letter));
  letters.append(kEllipsis);
  const QList<quint32> indices = raw_.glyphIndexesForString(letters);
  if (indices.size() != letters.size()) return;
  const QList<QPointF> advances = raw_.advancesForGlyphIndexes(indices);
  for (qsizetype letter = 0; letter < indices.size(); ++letter)
    latin_.push_back({.index = indices[letter], .advance = advances[letter].x()});
  ellipsis_ = latin_.back();
  latin_.pop_back();
}

std::optional<LabelPainter::Glyph> LabelPainter::glyphOf(QChar letter) const {
  if (letter.unicode() >= latin_.size() || latin_[letter.unicode()].index == 0) return std::nullopt;
  return latin_[letter.unicode()];
}

void LabelPainter::drawLaidOut(QPainter& painter, const QRectF& box, const QString& text) const {
  painter.setFont(font_);
  painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   metrics_.elidedText(text, Qt::ElideRight, box.width()));
}

void LabelPainter::draw(QPainter& painter, const QRectF& box, const QString& text) const {
  QList<quint32> indices;
  QList<QPointF> positions;
  indices.reserve(text.size());
  positions.reserve(text.size());
  double width = 0;
  qsizetype fitting = 0;  // glyphs that leave room for an ellipsis
  for (const QChar letter : text) {
    const auto glyph = glyphOf(letter);
    if (!glyph) {
      drawLaidOut(painter, box, text);
      return;
    }
    if (width + ellipsis_.advance <= box.width()) fitting = indices.size();
    indices.append(glyph->index);
    positions.append({width, 0});
    width += glyph->advance;
    if (width > box.width()) break;
  }
  if (width > box.width()) {
    const double end = positions[fitting].x();
    if (end + ellipsis_.advance > box.width()) return;
    indices.resize(fitting);
    positions.resize(fitting);
    indices.append(ellipsis_.index);
    positions.append({end, 0});
  }
  QGlyphRun run;
  run.setRawFont(raw_);
  run.setGlyphIndexes(indices);
  run.setPositions(positions);
  const double baseline = box.top() + (box.height() - metrics_.height()) / 2 + metrics_.ascent();
  painter.drawGlyphRun({box.left(), baseline}, run);
}

}  // namespace fusewright
