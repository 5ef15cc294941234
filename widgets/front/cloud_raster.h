#pragma once

#include <memory>
#include <vector>

#include <QImage>
#include <QRect>

#include "widgets/front/cloud_image.h"

namespace fusewright {

/// Points of a cloud counted pixel by pixel. The counts are kept up to date: a pan counts only points that come into
/// view, another choice of designs only those whose state is another.
class CloudRaster {
 public:
  /// What is counted; shades may be null.
  struct Points {
    std::shared_ptr<const PointCloud> cloud;
    std::shared_ptr<const std::vector<PointState>> states;
    std::shared_ptr<const CloudShades> shades;
  };

  CloudRaster(Points points, const CloudPicture& picture);

  [[nodiscard]] const Points& points() const { return points_; }
  /// What is in view now.
  [[nodiscard]] CloudPicture picture() const;
  /// Moves all that is in view by so many pixels.
  void pan(QPoint by);
  /// Takes other states of the same rows.
  void setStates(std::shared_ptr<const std::vector<PointState>> states);

  /// The counts as colours: see cloudImage().
  [[nodiscard]] QImage image(const Theme& theme) const;

 private:
  /// What fell on one pixel.
  struct Pile {
    std::uint32_t chosen = 0;
    std::uint32_t shade = 0;  ///< sum, or the last one
    std::uint32_t others = 0;
    std::uint32_t unfit = 0;
  };

  [[nodiscard]] bool mixes() const { return points_.shades == nullptr || points_.shades->mixes; }
  [[nodiscard]] int wantedDot() const;
  void countAll();
  /// Counts what reaches into a part whose piles are empty.
  void count(const QRect& part);
  /// Where dots are: their sides reach from a corner to the right and down.
  struct DotPlaces {
    double perPlaceAcross = 1;  ///< pixels
    double perPlaceUp = 1;
    double left = 0;  ///< of the window, in pixels
    double top = 0;
    QPoint shift;

    [[nodiscard]] QPoint cornerOf(float across, float up) const;
  };
  [[nodiscard]] DotPlaces dotPlaces() const;
  /// Adds a dot, or takes it away again, as far as it lies in `part`.
  template <int kTimes>
  void put(std::uint32_t row, PointState state, QPoint corner, const QRect& part);
  void movePiles(QPoint by);
  [[nodiscard]] QRect all() const { return {QPoint(0, 0), picture_.pixels}; }
  [[nodiscard]] Pile* line(int y) {
    return piles_.data() + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(picture_.pixels.width());
  }

  Points points_;
  CloudPicture picture_;  ///< as it was at first
  QPoint shift_;          ///< pixels that everything has moved since
  int dot_ = 1;           ///< side of a point in pixels
  std::vector<Pile> piles_;
};

}  // namespace fusewright
