#pragma once

#include <map>
#include <optional>

#include <QWidget>

#include "widgets/front/parallel_counts.h"
#include "widgets/front/parallel_paint.h"

namespace fusewright {

/// Parallel coordinates of a FrontView: a line a design over all parameters and objectives. A drag along an axis keeps
/// only designs with values in that range; a click on an axis takes the range away. Below each parameter: what part of
/// the variance of each objective it explains.
class ParallelCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit ParallelCanvas(QWidget* parent = nullptr);

  void setScene(FrontScene scene, std::vector<std::string> columns, std::vector<Effect> effects,
                std::map<std::string, ColumnRange> brushes);
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] ParallelLayout parallelLayout() const;

  [[nodiscard]] QSize sizeHint() const override { return {420, 170}; }

 Q_SIGNALS:
  /// A range of an axis; none: no longer.
  void brushed(const std::string& column, std::optional<ColumnRange> range);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void markTo(double up);
  void drawLines(const ParallelLayout& layout, const DrawStyle& style);

  FrontScene scene_;
  std::vector<std::string> columns_;
  std::vector<Effect> effects_;
  std::map<std::string, ColumnRange> brushes_;
  std::vector<CloudAxis> spans_;        ///< of the columns
  ParallelCounts counts_;               ///< brought up to date when lines are drawn
  QImage lines_;                        ///< null: to be drawn
  QImage front_;                        ///< the same
  std::optional<std::size_t> dragged_;  ///< axis
  double pressedAt_ = 0;
  bool moved_ = false;
};

}  // namespace fusewright
