#pragma once

#include <optional>

#include <QAbstractScrollArea>

#include "widgets/breakdown/bar_layout.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A BarTable on the screen: scrolls, tells of clicks and, by arrow keys and Return, of rows chosen with the keyboard.
class BarCanvas : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit BarCanvas(QWidget* parent = nullptr);

  void setTable(BarTable table);
  void setSelected(std::optional<LayerId> layer);
  [[nodiscard]] const BarTable& table() const { return table_; }
  /// Keeps the canvas as tall as its legend and all its bars.
  void growWithTable();

 Q_SIGNALS:
  void rowChosen(std::size_t row);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QRectF barArea() const;
  [[nodiscard]] std::vector<BarLine> lines() const;
  [[nodiscard]] QString tipOf(std::size_t row) const;
  [[nodiscard]] QString tipOfLegend() const;
  void updateScrolling();
  void moveCursor(int rows);

  BarTable table_;
  bool grows_ = false;
  std::optional<LayerId> selected_;
  std::optional<std::size_t> cursor_;
};

}  // namespace fusewright
