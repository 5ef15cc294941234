#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace fusewright {

enum class ThemeMode { Light, Dark };

/// The colours that drawings use besides those of layers.
struct Theme {
  ThemeMode mode = ThemeMode::Light;
  QColor background;  ///< of plots
  QColor lane;        ///< an empty row
  QColor grid;
  QColor axis;
  QColor text;
  QColor mutedText;
  QColor accent;     ///< memory curves, progress
  QColor danger;     ///< capacity, violations
  QColor selection;  ///< outline of what is selected
};

/// Colours for a window with that palette.
[[nodiscard]] Theme themeOf(const QPalette& palette);

/// White background, for figures.
[[nodiscard]] Theme printTheme();

/// The window palettes of View > Theme, for the Fusion style.
[[nodiscard]] QPalette windowPalette(ThemeMode mode);

/// Whether a drawing goes to a screen, where rows of pixels are blitted, or to a file, where shapes stay shapes.
enum class Medium { Screen, File };

/// What a render function needs to know of where it draws. Font sizes are in pixels of 1/96 inch.
struct DrawStyle {
  Theme theme;
  QFont font;
  QFont smallFont;
  Medium medium = Medium::Screen;
  double pixelRatio = 1;  ///< physical pixels per unit, for strips
};

[[nodiscard]] DrawStyle screenStyle(const QPalette& palette, const QFont& font, double pixelRatio);

/// 8 pt text on white.
[[nodiscard]] DrawStyle printStyle();

}  // namespace fusewright
