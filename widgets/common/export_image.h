#pragma once

#include <functional>

#include <QImage>
#include <QPainter>
#include <QString>

#include "core/base/result.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A picture to be written to a file: drawn for paper whatever the window looks like.
struct Figure {
  QString title;            ///< into the file's metadata
  QString provenance;       ///< model, hardware, assumptions and program: a line below the picture, and metadata
  QSizeF sizeMm;            ///< of the whole page
  double points = 8;        ///< size of the letters; lines and gaps grow with them
  int dpi = 300;            ///< of PNG files
  QByteArray project = {};  ///< the design on show as the text of a project, into the file's metadata
  std::function<void(QPainter&, const QRectF&, const DrawStyle&)>
      draw;  ///< in units of 1/96 inch, inside the rectangle
};

/// How somebody wants figures to be.
struct FigureChoice {
  int preset = 3;      ///< of the dialog's list
  QSizeF sizeMm = {};  ///< empty: as the view proposes
  double points = 8;
  int dpi = 300;
  bool sourceLine = true;  ///< whether the line of provenance stands below the picture

  friend bool operator==(const FigureChoice&, const FigureChoice&) = default;
};

/// `figure` in that size.
[[nodiscard]] Figure withChoice(Figure figure, const FigureChoice& choice);

/// The page in units of 1/96 inch.
[[nodiscard]] QSizeF pageSize(const Figure& figure);

/// The whole page in those units: white, the picture, the line of provenance.
void paintFigure(QPainter& painter, const Figure& figure);

/// What a page keeps free around the picture, and below it for the line of provenance, in units of 1/96 inch.
inline constexpr double kPageMargin = 6;
inline constexpr double kPageFooter = 12;

/// Writes the figure as .svg, .pdf or .png, as the path ends. Shapes stay shapes in the first two. Errors: another
/// ending, or the file can not be written.
[[nodiscard]] Result<void> writeFigure(const QString& path, const Figure& figure);

/// The bytes of such a file.
[[nodiscard]] QByteArray svgOf(const Figure& figure);
[[nodiscard]] QImage imageOf(const Figure& figure);

/// Writes text as UTF-8. Errors: the file can not be written.
[[nodiscard]] Result<void> writeText(const QString& path, const QString& text);

}  // namespace fusewright
