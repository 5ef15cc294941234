#include "widgets/common/theme.h"

#include <QFontInfo>

namespace fusewright {
namespace {

Theme lightTheme() {
  return {.mode = ThemeMode::Light,
          .background = QColor(0xFFFFFF),
          .lane = QColor(0xF1F3F5),
          .grid = QColor(0xE3E6EA),
          .axis = QColor(0x8A929B),
          .text = QColor(0x1F2328),
          .mutedText = QColor(0x59636E),
          .accent = QColor(0x0072B2),
          .danger = QColor(0xC4320A),
          .selection = QColor(0x111418)};
}

Theme darkTheme() {
  return {.mode = ThemeMode::Dark,
          .background = QColor(0x1B1E23),
          .lane = QColor(0x252A31),
          .grid = QColor(0x323840),
          .axis = QColor(0x7D8793),
          .text = QColor(0xE8EBEF),
          .mutedText = QColor(0xA2ACB8),
          .accent = QColor(0x56B4E9),
          .danger = QColor(0xFF7A59),
          .selection = QColor(0xFFFFFF)};
}

void setColours(QPalette& palette, QColor window, QColor base, QColor text, QColor button, QColor highlight) {
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::Base, base);
  palette.setColor(QPalette::AlternateBase, window);
  palette.setColor(QPalette::Button, button);
  palette.setColor(QPalette::ToolTipBase, base);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(role, text);
  }
  palette.setColor(QPalette::Highlight, highlight);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, highlight);
  QColor faded = text;
  faded.setAlphaF(0.45F);
  palette.setColor(QPalette::PlaceholderText, faded);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, faded);
  }
}

}  // namespace

Theme themeOf(const QPalette& palette) {
  return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

Theme printTheme() {
  return lightTheme();
}

QPalette windowPalette(ThemeMode mode) {
  QPalette palette;
  if (mode == ThemeMode::Dark) {
    setColours(palette, QColor(0x23272E), QColor(0x1B1E23), QColor(0xE8EBEF), QColor(0x2F353D), QColor(0x2F7DB8));
  } else {
    setColours(palette, QColor(0xF4F5F7), Qt::white, QColor(0x1F2328), QColor(0xF4F5F7), QColor(0x1F75B5));
  }
  return palette;
}

DrawStyle screenStyle(const QPalette& palette, const QFont& font, double pixelRatio) {
  QFont text = font;
  text.setPixelSize(QFontInfo(font).pixelSize());
  QFont small = text;
  small.setPixelSize(std::max(9, text.pixelSize() - 2));
  return {
      .theme = themeOf(palette), .font = text, .smallFont = small, .medium = Medium::Screen, .pixelRatio = pixelRatio};
}

DrawStyle printStyle() {
  QFont text(QStringLiteral("DejaVu Sans"));
  text.setPixelSize(11);
  QFont small = text;
  small.setPixelSize(9);
  return {.theme = printTheme(), .font = text, .smallFont = small, .medium = Medium::File, .pixelRatio = 1};
}

}  // namespace fusewright
