#include "widgets/front/cloud_image.h"

#include <cmath>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

/// What fell on one pixel.
struct Pile {
  std::uint32_t chosen = 0;
  std::uint32_t shade = 0;  ///< sum, or the last one
  std::uint16_t others = 0;
  std::uint16_t unfit = 0;
};

void addPoint(Pile& pile, PointState state, std::uint8_t shade, bool mixes) {
  if (state == PointState::Chosen) {
    ++pile.chosen;
    pile.shade = mixes ? pile.shade + shade : shade;
  } else if (state == PointState::Unfit) {
    pile.unfit |= 1;
  } else {
    pile.others |= 1;
  }
}

QRgb withAlpha(const QColor& colour, double alpha) {
  const auto part = [&](int channel) { return static_cast<int>(std::lround(channel * alpha)); };
  return qRgba(part(colour.red()), part(colour.green()), part(colour.blue()),
               static_cast<int>(std::lround(alpha * 255)));
}

/// Colours of the pixels, premultiplied.
class Inks {
 public:
  Inks(const CloudShades* shades, const Theme& theme, std::uint32_t fullest)
      : shades_(shades),
        others_(withAlpha(theme.axis, 0.22)),
        unfit_(withAlpha(theme.danger, 0.3)),
        logFullest_(std::log2(std::max(8.0, static_cast<double>(fullest)))) {
    for (std::size_t step = 0; step < strengths_.size(); ++step) {
      const double share = static_cast<double>(step) / static_cast<double>(strengths_.size() - 1);
      alphas_[step] = 0.45 + 0.55 * share;
      strengths_[step] = withAlpha(blended(theme.text, theme.axis, 0.85 * share), alphas_[step]);
    }
  }

  [[nodiscard]] QRgb of(const Pile& pile) const {
    if (pile.chosen == 0) return pile.unfit != 0 ? unfit_ : pile.others != 0 ? others_ : 0;
    const double share = std::min(1.0, std::log2(static_cast<double>(pile.chosen)) / logFullest_);
    const auto step = static_cast<std::size_t>(share * static_cast<double>(strengths_.size() - 1));
    if (shades_ == nullptr) return strengths_[step];
    const std::uint32_t shade = shades_->mixes ? pile.shade / pile.chosen : pile.shade;
    return withAlpha(QColor::fromRgb(shades_->colours[std::min<std::uint32_t>(shade, 255)]),
                     0.35 + 0.65 * alphas_[step]);
  }

 private:
  const CloudShades* shades_;
  QRgb others_;
  QRgb unfit_;
  double logFullest_;
  std::array<double, 64> alphas_{};
  std::array<QRgb, 64> strengths_{};
};

/// Piles of all pixels; a dot covers `size` by `size` of them.
std::vector<Pile> pilesOf(const PointCloud& cloud, const CloudPicture& picture, const std::vector<PointState>& states,
                          const CloudShades* shades, int size) {
  const int width = picture.pixels.width();
  const int height = picture.pixels.height();
  std::vector<Pile> piles(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const double xScale = width / picture.window.width();
  const double yScale = height / picture.window.height();
  const bool mixes = shades == nullptr || shades->mixes;
  const double before = size / 2.0 - 0.5;
  cloud.forEachNear(picture.window, [&](std::uint32_t row, float across, float up) {
    const int left = static_cast<int>(std::floor((across - picture.window.left()) * xScale - before));
    const int top = static_cast<int>(std::floor((picture.window.bottom() - up) * yScale - before));
    if (left <= -size || top <= -size || left >= width || top >= height) return;
    const std::uint8_t shade = shades == nullptr ? 0 : shades->byRow[row];
    for (int y = std::max(top, 0); y < std::min(top + size, height); ++y)
      for (int x = std::max(left, 0); x < std::min(left + size, width); ++x)
        addPoint(piles[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)],
                 states[row], shade, mixes);
  });
  return piles;
}

}  // namespace

std::vector<PointState> pointStates(const RowMask& chosen, const std::vector<bool>& fits) {
  std::vector<PointState> states(chosen.size());
  for (std::size_t row = 0; row < chosen.size(); ++row)
    states[row] = chosen[row] != 0 ? PointState::Chosen : fits[row] ? PointState::Other : PointState::Unfit;
  return states;
}

int dotSize(std::size_t pointsInView, double pixelRatio) {
  constexpr std::array<std::pair<std::size_t, int>, 3> kSizes{{{2'000, 5}, {20'000, 3}, {150'000, 2}}};
  for (const auto& [most, size] : kSizes)
    if (pointsInView <= most) return static_cast<int>(std::lround(size * pixelRatio));
  return static_cast<int>(std::lround(pixelRatio));
}

QImage cloudImage(const PointCloud& cloud, const CloudPicture& picture, const std::vector<PointState>& states,
                  const CloudShades* shades, const Theme& theme) {
  QImage image(picture.pixels, QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return image;
  const int size = std::max(1, dotSize(cloud.countNear(picture.window), picture.pixelRatio));
  const std::vector<Pile> piles = pilesOf(cloud, picture, states, shades, size);
  std::uint32_t fullest = 0;
  for (const Pile& pile : piles) fullest = std::max(fullest, pile.chosen);
  const Inks inks(shades, theme, fullest);
  const Pile* pile = piles.data();
  for (int y = 0; y < picture.pixels.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < picture.pixels.width(); ++x) line[x] = inks.of(*pile++);
  }
  image.setDevicePixelRatio(picture.pixelRatio);
  return image;
}

}  // namespace fusewright
