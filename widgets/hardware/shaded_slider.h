#pragma once

#include <vector>

#include <QSlider>

#include "core/explore/insight/parameter_profile.h"

namespace fusewright {

/// A slider that leaves the wheel to the panel it lies in (one that moves under a scrolling hand changes designs by
/// accident) and hatches the positions at which no design is feasible.
class ShadedSlider : public QSlider {
  Q_OBJECT

 public:
  using QSlider::QSlider;

  /// Positions [from, to] in the slider's own units.
  void setInfeasible(std::vector<ValueRange> positions);
  [[nodiscard]] const std::vector<ValueRange>& infeasible() const { return infeasible_; }

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<ValueRange> infeasible_;
};

}  // namespace fusewright
