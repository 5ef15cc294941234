#pragma once

#include <functional>

#include <QPainter>
#include <QString>

#include "core/base/result.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A picture to be written to a file: drawn for paper whatever the window looks like.
struct Figure {
  QString title;       ///< into the file's metadata
  QString provenance;  ///< model, hardware, assumptions and program: a line below the picture, and metadata
  QSizeF sizeMm;       ///< of the whole page
  std::function<void(QPainter&, const QRectF&, const DrawStyle&)>
      draw;  ///< in units of 1/96 inch, inside the rectangle
};

/// What a page keeps free around the picture, and below it for the line of provenance, in units of 1/96 inch.
inline constexpr double kPageMargin = 6;
inline constexpr double kPageFooter = 12;

/// Dots per inch of PNG files.
inline constexpr int kFigureDpi = 300;

/// Writes the figure as .svg, .pdf or .png, as the path ends. Shapes stay shapes in the first two. Errors: another
/// ending, or the file can not be written.
[[nodiscard]] Result<void> writeFigure(const QString& path, const Figure& figure);

/// Writes text as UTF-8. Errors: the file can not be written.
[[nodiscard]] Result<void> writeText(const QString& path, const QString& text);

}  // namespace fusewright
