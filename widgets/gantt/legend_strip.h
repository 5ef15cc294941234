#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "widgets/gantt/gantt_legend.h"

namespace fusewright {

/// One line that says what the colours of the timeline mean: causes of idle time, and the bars that take most time.
class LegendStrip : public QWidget {
  Q_OBJECT

 public:
  explicit LegendStrip(QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void setColouring(ColourBy by);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// Made when it is first shown: a schedule that nobody looks at needs none.
  [[nodiscard]] const GanttLegend& legend();

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Timeline> timeline_;
  ColourBy colouring_ = ColourBy::Layer;
  std::optional<GanttLegend> legend_;
};

}  // namespace fusewright
