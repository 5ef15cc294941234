#include "widgets/front/cloud_image.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "widgets/front/cloud_raster.h"

namespace fusewright {
namespace {

/// Of something that outlives it.
template <typename Value>
std::shared_ptr<const Value> borrowed(const Value* value) {
  return {std::shared_ptr<const Value>(), value};
}

}  // namespace

std::vector<PointState> pointStates(const RowMask& chosen, const std::vector<bool>& fits) {
  RowMask fitting(fits.size());
  for (std::size_t row = 0; row < fits.size(); ++row) fitting[row] = fits[row] ? 1 : 0;
  return pointStates(chosen, fitting);
}

std::vector<PointState> pointStates(const RowMask& chosen, const RowMask& fits) {
  // Without branches, and so for several rows at once.
  static_assert(static_cast<int>(PointState::Other) == 0 && static_cast<int>(PointState::Chosen) == 1 &&
                static_cast<int>(PointState::Unfit) == 2);
  std::vector<PointState> states(chosen.size());
  for (std::size_t row = 0; row < chosen.size(); ++row) {
    const auto other = static_cast<std::uint8_t>(2 - 2 * fits[row]);
    states[row] = static_cast<PointState>(chosen[row] | ((1 - chosen[row]) * other));
  }
  return states;
}

std::vector<std::uint32_t> changedRows(const std::vector<PointState>& before, const std::vector<PointState>& after) {
  constexpr std::size_t kAtOnce = sizeof(std::uint64_t);
  static_assert(sizeof(PointState) == 1 && std::endian::native == std::endian::little);
  std::vector<std::uint32_t> rows;
  std::size_t from = 0;
  for (; from + kAtOnce <= after.size(); from += kAtOnce) {
    std::uint64_t was = 0;
    std::uint64_t is = 0;
    std::memcpy(&was, before.data() + from, kAtOnce);
    std::memcpy(&is, after.data() + from, kAtOnce);
    for (std::uint64_t differs = was ^ is; differs != 0;) {
      const int byte = std::countr_zero(differs) / 8;
      rows.push_back(static_cast<std::uint32_t>(from) + static_cast<std::uint32_t>(byte));
      differs &= ~(std::uint64_t{0xFF} << (8 * byte));
    }
  }
  for (; from < after.size(); ++from)
    if (before[from] != after[from]) rows.push_back(static_cast<std::uint32_t>(from));
  return rows;
}

int dotSize(std::size_t pointsInView, double pixelRatio) {
  constexpr std::array<std::pair<std::size_t, int>, 3> kSizes{{{2'000, 5}, {20'000, 3}, {150'000, 2}}};
  for (const auto& [most, size] : kSizes)
    if (pointsInView <= most) return static_cast<int>(std::lround(size * pixelRatio));
  return static_cast<int>(std::lround(pixelRatio));
}

QImage cloudImage(const PointCloud& cloud, const CloudPicture& picture, const std::vector<PointState>& states,
                  const CloudShades* shades, const Theme& theme) {
  if (picture.pixels.isEmpty()) return {};
  return CloudRaster({borrowed(&cloud), borrowed(&states), borrowed(shades)}, picture).image(theme);
}

}  // namespace fusewright
