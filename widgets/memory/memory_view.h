#pragma once

#include <memory>

#include "core/evaluate/evaluation.h"
#include "widgets/blocks/lifetimes.h"
#include "widgets/common/exportable.h"
#include "widgets/common/time_view.h"
#include "widgets/memory/memory_layout.h"
#include "widgets/memory/memory_paint.h"

namespace fusewright {

/// What each on-chip memory holds over time, on the timeline's axis, with its capacity and its peak.
class MemoryView : public TimeView, public Exportable {
  Q_OBJECT

 public:
  explicit MemoryView(TimeNavigator& navigator, QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                   std::shared_ptr<const std::vector<MemoryPicture>> memories);
  void setSelection(const Selection& selection);
  /// Whether the curves are divided by what tensors are to the model.
  void setDivision(MemoryDivision division);
  [[nodiscard]] MemoryDivision division() const { return division_; }
  /// Stays of what the mouse is over elsewhere, to be drawn inside the curves.
  void setLifetimes(std::vector<Lifetime> lifetimes);

  [[nodiscard]] QString exportName() const override { return QStringLiteral("memory"); }
  [[nodiscard]] QString exportTitle() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 protected:
  void paintContent(QPainter& painter) override;
  void paintOverlay(QPainter& painter) override;
  void clickedAt(QPointF position) override;
  void hoveredAt(QPointF position) override;
  void hoverLeft() override;
  void scrollRows(double pixels) override;

 private:
  /// Below the names of parts, which stay while panels scroll.
  [[nodiscard]] QRectF panelArea() const;
  [[nodiscard]] std::vector<MemoryPanel> panels() const;
  [[nodiscard]] std::optional<std::size_t> panelAt(QPointF position) const;

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const std::vector<MemoryPicture>> memories_;
  Selection selection_;
  std::vector<Lifetime> lifetimes_;
  std::vector<MemoryPart> parts_;  ///< that any memory holds
  MemoryDivision division_ = MemoryDivision::ByKind;
  double scroll_ = 0;
};

}  // namespace fusewright
