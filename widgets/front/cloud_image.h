#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <QImage>

#include "widgets/common/theme.h"
#include "widgets/front/point_cloud.h"

namespace fusewright {

/// What a point of a cloud is.
enum class PointState : std::uint8_t {
  Other,  ///< left out by a constraint or a brush
  Chosen,
  Unfit,  ///< of a design with violations
};

/// States by row.
[[nodiscard]] std::vector<PointState> pointStates(const RowMask& chosen, const std::vector<bool>& fits);
[[nodiscard]] std::vector<PointState> pointStates(const RowMask& chosen, const RowMask& fits);

/// Rows whose states differ, in order.
[[nodiscard]] std::vector<std::uint32_t> changedRows(const std::vector<PointState>& before,
                                                     const std::vector<PointState>& after);

/// Colours of chosen points by a further column.
struct CloudShades {
  std::vector<std::uint8_t> byRow;  ///< places in `colours`
  std::array<QRgb, 256> colours{};
  bool mixes = true;  ///< shades in between mean something, so that a pixel shows the mean of its points
};

/// How a cloud is drawn: the part of it in view, by places, on so many pixels of a device with that pixel ratio.
struct CloudPicture {
  QRectF window;
  QSize pixels;
  double pixelRatio = 1;
};

/// The side of a point in pixels: less, the more points there are in view.
[[nodiscard]] int dotSize(std::size_t pointsInView, double pixelRatio);

/// The points in view, transparent elsewhere. A pixel is the stronger the more chosen points it has; others are pale
/// and lie below. Costs a pass over the points in view and one over the pixels.
[[nodiscard]] QImage cloudImage(const PointCloud& cloud, const CloudPicture& picture,
                                const std::vector<PointState>& states, const CloudShades* shades, const Theme& theme);

}  // namespace fusewright
