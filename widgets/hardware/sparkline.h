#pragma once

#include <optional>
#include <vector>

#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QWidget>

#include "core/explore/insight/parameter_profile.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A small line of latency against a parameter, and where the design lies on it.
struct SparklinePicture {
  std::vector<QPointF> line;      ///< left to right
  std::optional<QPointF> marker;  ///< the present value
};

/// The line fills the box: values by factors from left to right, the highest latency at the top. A latency that changes
/// by less than a thousandth is a level line in the middle.
[[nodiscard]] SparklinePicture layOutSparkline(const ParameterProfile& profile, const QRectF& box);

/// "Latency 1.2 Mcycles at 6 MB to 860 kcycles at 96 MB", or that it makes no difference.
[[nodiscard]] QString sparklineText(const ParameterProfile& profile, const QString& unit);

/// Shows a profile; empty until it has one.
class Sparkline : public QWidget {
  Q_OBJECT

 public:
  explicit Sparkline(QWidget* parent = nullptr);

  void setProfile(std::optional<ParameterProfile> profile, const QString& unit);
  [[nodiscard]] const std::optional<ParameterProfile>& profile() const { return profile_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<ParameterProfile> profile_;
};

}  // namespace fusewright
