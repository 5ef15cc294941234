#pragma once

#include <optional>

#include <QPainter>
#include <QString>

#include "widgets/common/table_text.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A view whose picture and data can be taken away. Pictures are drawn anew for paper, with the range on show.
class Exportable {
 public:
  virtual ~Exportable() = default;

  /// Stem of file names: "timeline".
  [[nodiscard]] virtual QString exportName() const = 0;
  /// What the picture shows, for its title.
  [[nodiscard]] virtual QString exportTitle() const = 0;
  /// Where the picture comes from, if not from the design on show.
  [[nodiscard]] virtual std::optional<QString> provenance() const { return std::nullopt; }
  /// Millimetres; none for views that are only a table.
  [[nodiscard]] virtual std::optional<QSizeF> figureSize() const { return std::nullopt; }
  virtual void renderFigure(QPainter&, const QRectF&, const DrawStyle&) const {}
  [[nodiscard]] virtual TextTable exportTable() const = 0;
};

}  // namespace fusewright
