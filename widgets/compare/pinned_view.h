#pragma once

#include <vector>

#include <QWidget>

#include "core/session/edit.h"
#include "widgets/common/exportable.h"
#include "widgets/compare/design_titles.h"
#include "widgets/compare/pinned_layout.h"

namespace fusewright {

/// Up to four pinned designs and the one on show, as small timelines with one time scale. A double click, or Return,
/// takes a pinned design up again; Delete, its menu or the cross
/// at its end lets go of it.
class PinnedView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit PinnedView(QWidget* parent = nullptr);

  /// The design on show; it comes last.
  void setCurrent(PinnedDesign design);
  /// Pins the design on show; beyond four the oldest makes room.
  void pin();
  [[nodiscard]] std::size_t pinnedCount() const { return pinned_.size(); }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("pinned_designs"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Pinned designs"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void arrange();
  [[nodiscard]] QString titleOf(std::size_t index) const;
  [[nodiscard]] PinnedPicture picture() const;
  [[nodiscard]] PinnedPicture picture(const QRectF& area, const DrawStyle& style) const;
  [[nodiscard]] std::optional<std::size_t> pinnedAt(QPointF position) const;
  [[nodiscard]] std::optional<std::size_t> closeAt(QPointF position) const;
  void paintDesign(QPainter& painter, const PinnedPicture& picture, std::size_t index, const DrawStyle& style) const;
  void paintClose(QPainter& painter, const QRectF& box, const DrawStyle& style) const;
  void paintDesigns(QPainter& painter, const PinnedPicture& picture, const DrawStyle& style) const;
  void open(std::size_t index);
  void unpin(std::size_t index);

  std::vector<PinnedDesign> pinned_;
  std::optional<PinnedDesign> current_;
  std::vector<PinnedDesign> shown_;  ///< pinned ones, then the one on show
  DesignTitles titles_;              ///< of those
  std::size_t cursor_ = 0;
};

}  // namespace fusewright
