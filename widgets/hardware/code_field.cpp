#include "widgets/hardware/code_field.h"

#include <algorithm>
#include <array>

#include <QFontDatabase>
#include <QMouseEvent>
#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include "widgets/common/palette.h"
#include "widgets/common/theme.h"
#include "widgets/hardware/yaml_parts.h"

namespace fusewright {
namespace {

QTextCharFormat formatOf(YamlPart::Kind kind, const Theme& theme) {
  const bool dark = theme.mode == ThemeMode::Dark;
  QTextCharFormat format;
  switch (kind) {
    case YamlPart::Kind::Key:
      format.setForeground(dark ? theme.accent : QColor(0x005A8F));
      break;
    case YamlPart::Kind::Text:
      format.setForeground(QColor(dark ? 0x5FD0A8 : 0x006B4E));
      break;
    case YamlPart::Kind::Number:
    case YamlPart::Kind::Word:
      format.setForeground(QColor(dark ? 0xE8B04A : 0x8A4B00));
      break;
    case YamlPart::Kind::Reference:
      format.setForeground(QColor(dark ? 0xDDA0C4 : 0x8E3A6C));
      break;
    case YamlPart::Kind::Comment:
      format.setForeground(theme.mutedText);
      format.setFontItalic(true);
      break;
  }
  return format;
}

/// Colours each line as yamlParts() divides it.
class YamlHighlighter : public QSyntaxHighlighter {
 public:
  explicit YamlHighlighter(CodeField& field) : QSyntaxHighlighter(field.document()), field_(field) {}

 protected:
  void highlightBlock(const QString& line) override {
    const Theme theme = themeOf(field_.palette());
    for (const YamlPart& part : yamlParts(line)) setFormat(part.start, part.length, formatOf(part.kind, theme));
  }

 private:
  CodeField& field_;
};

/// The strip of numbers; what it shows is the field's.
class LineNumbers : public QWidget {
 public:
  explicit LineNumbers(CodeField& field) : QWidget(&field), field_(field) {
    setToolTip(CodeField::tr("Numbers of lines; a click selects one"));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    field_.paintNumbers(painter);
  }
  void mousePressEvent(QMouseEvent* event) override { field_.selectLineAt(qRound(event->position().y())); }

 private:
  CodeField& field_;
};

}  // namespace

CodeField::CodeField(QWidget* parent) : QPlainTextEdit(parent), numbers_(new LineNumbers(*this)) {
  setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  setLineWrapMode(QPlainTextEdit::NoWrap);
  setTabChangesFocus(true);
  new YamlHighlighter(*this);
  connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeField::placeNumbers);
  connect(this, &QPlainTextEdit::cursorPositionChanged, numbers_, qOverload<>(&QWidget::update));
  connect(this, &QPlainTextEdit::updateRequest, numbers_, [this] { numbers_->update(); });
  placeNumbers();
}

int CodeField::numbersWidth() const {
  const auto digits = static_cast<int>(QString::number(std::max(1, blockCount())).size());
  const QFontMetrics metrics = fontMetrics();
  return metrics.horizontalAdvance(QLatin1Char('9')) * (std::max(2, digits) + 2) + 2;
}

void CodeField::placeNumbers() {
  setViewportMargins(numbersWidth(), 0, 0, 0);
  const QRect inside = contentsRect();
  numbers_->setGeometry(inside.left(), inside.top(), numbersWidth(), viewport()->height());
  numbers_->update();
}

void CodeField::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  placeNumbers();
}

void CodeField::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange) placeNumbers();
  if (event->type() != QEvent::PaletteChange) return;
  if (auto* colours = document()->findChild<QSyntaxHighlighter*>()) colours->rehighlight();
  showFault();
}

void CodeField::paintNumbers(QPainter& painter) const {
  const Theme theme = themeOf(palette());
  const int width = numbers_->width();
  const int letter = fontMetrics().horizontalAdvance(QLatin1Char('9'));
  const int fault = faultLine();
  painter.fillRect(numbers_->rect(), theme.lane);
  painter.setFont(font());
  QTextBlock block = firstVisibleBlock();
  double top = blockBoundingGeometry(block).translated(contentOffset()).top();
  for (; block.isValid() && top < numbers_->height(); block = block.next()) {
    const double height = blockBoundingRect(block).height();
    const QRectF line(0, top, width, height);
    const int number = block.blockNumber() + 1;
    if (number == fault) {
      painter.fillRect(line, theme.danger);
      painter.setPen(textOn(theme.danger));
      painter.drawText(line.adjusted(1, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("!"));
    } else {
      painter.setPen(number == textCursor().blockNumber() + 1 ? theme.text : theme.mutedText);
    }
    painter.drawText(line.adjusted(0, 0, -letter / 2.0, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
    top += height;
  }
}

void CodeField::selectLineAt(int y) {
  QTextCursor cursor = cursorForPosition(QPoint(0, y));
  cursor.movePosition(QTextCursor::StartOfBlock);
  cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
  setTextCursor(cursor);
  setFocus(Qt::MouseFocusReason);
}

void CodeField::setFault(int line, int column) {
  const QTextBlock block = document()->findBlockByNumber(line - 1);
  fault_ = QTextCursor();
  if (line > 0 && block.isValid()) {
    const QString text = block.text();
    int place = 0;
    while (place < text.size() && text[place].isSpace()) ++place;
    if (column > 0) place = std::min(column - 1, static_cast<int>(text.size()));
    fault_ = QTextCursor(block);
    fault_.setPosition(block.position() + place);
    goToFault();
  }
  showFault();
}

int CodeField::faultLine() const {
  return fault_.isNull() ? 0 : fault_.blockNumber() + 1;
}

void CodeField::goToFault() {
  if (fault_.isNull()) return;
  setTextCursor(fault_);
  centerCursor();
  setFocus(Qt::OtherFocusReason);
}

void CodeField::showFault() {
  QList<QTextEdit::ExtraSelection> selections;
  if (!fault_.isNull()) {
    const Theme theme = themeOf(palette());
    QTextEdit::ExtraSelection line;
    line.cursor = fault_;
    line.format.setBackground(blended(theme.danger, theme.background, 0.25));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    QTextEdit::ExtraSelection rest;
    rest.cursor = fault_;
    rest.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    rest.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    rest.format.setUnderlineColor(theme.danger);
    selections << line << rest;
  }
  setExtraSelections(selections);
  numbers_->update();
}

}  // namespace fusewright
