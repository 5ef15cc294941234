#include "widgets/front/cloud_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

constexpr std::size_t kAhead = 32;  ///< rows

QRgb withAlpha(const QColor& colour, double alpha) {
  const auto part = [&](int channel) { return static_cast<int>(std::lround(channel * alpha)); };
  return qRgba(part(colour.red()), part(colour.green()), part(colour.blue()),
               static_cast<int>(std::lround(alpha * 255)));
}

/// Colours of the pixels, premultiplied, worked out once for each strength.
class Inks {
 public:
  Inks(const CloudShades* shades, const Theme& theme, std::uint32_t fullest)
      : shades_(shades), others_(withAlpha(theme.axis, 0.22)), unfit_(withAlpha(theme.danger, 0.3)) {
    const double logFullest = std::log2(std::max(8.0, static_cast<double>(fullest)));
    std::array<double, kSteps> alphas{};
    for (std::size_t step = 0; step < kSteps; ++step) {
      const double share = static_cast<double>(step) / static_cast<double>(kSteps - 1);
      alphas[step] = 0.45 + 0.55 * share;
      strengths_[step] = withAlpha(blended(theme.text, theme.axis, 0.85 * share), alphas[step]);
    }
    for (std::size_t count = 1; count < stepOf_.size(); ++count)
      stepOf_[count] = stepFor(static_cast<double>(count), logFullest);
    logFullest_ = logFullest;
    if (shades_ == nullptr) return;
    shaded_.resize(kSteps * shades_->colours.size());
    for (std::size_t step = 0; step < kSteps; ++step)
      for (std::size_t shade = 0; shade < shades_->colours.size(); ++shade)
        shaded_[step * shades_->colours.size() + shade] =
            withAlpha(QColor::fromRgb(shades_->colours[shade]), 0.35 + 0.65 * alphas[step]);
  }

  [[nodiscard]] QRgb of(std::uint32_t chosen, std::uint32_t shade, bool unfit, bool others) const {
    if (chosen == 0) return unfit ? unfit_ : others ? others_ : 0;
    const std::size_t step =
        chosen < stepOf_.size() ? stepOf_[chosen] : stepFor(static_cast<double>(chosen), logFullest_);
    if (shades_ == nullptr) return strengths_[step];
    const std::uint32_t place = shades_->mixes ? shade / chosen : shade;
    return shaded_[step * shades_->colours.size() + std::min<std::uint32_t>(place, 255)];
  }

 private:
  static constexpr std::size_t kSteps = 64;

  [[nodiscard]] static std::uint8_t stepFor(double count, double logFullest) {
    return static_cast<std::uint8_t>(std::min(1.0, std::log2(count) / logFullest) * static_cast<double>(kSteps - 1));
  }

  const CloudShades* shades_;
  QRgb others_;
  QRgb unfit_;
  double logFullest_ = 1;
  std::array<std::uint8_t, 1024> stepOf_{};
  std::array<QRgb, kSteps> strengths_{};
  std::vector<QRgb> shaded_;  ///< by step, then shade
};

}  // namespace

CloudRaster::CloudRaster(Points points, const CloudPicture& picture) : points_(std::move(points)), picture_(picture) {
  countAll();
}

CloudPicture CloudRaster::picture() const {
  CloudPicture now = picture_;
  now.window.translate(-shift_.x() * picture_.window.width() / picture_.pixels.width(),
                       shift_.y() * picture_.window.height() / picture_.pixels.height());
  return now;
}

int CloudRaster::wantedDot() const {
  return std::max(1, dotSize(points_.cloud->countNear(picture().window), picture_.pixelRatio));
}

void CloudRaster::countAll() {
  dot_ = wantedDot();
  piles_.assign(static_cast<std::size_t>(picture_.pixels.width()) * static_cast<std::size_t>(picture_.pixels.height()),
                Pile{});
  count(all());
}

QPoint CloudRaster::DotPlaces::cornerOf(float across, float up) const {
  const auto below = [](double pixel) {  // as std::floor(), which costs a call
    const auto whole = static_cast<int>(pixel);
    return whole - static_cast<int>(pixel < whole);
  };
  return QPoint(below(across * perPlaceAcross - left), below(top - up * perPlaceUp)) + shift;
}

CloudRaster::DotPlaces CloudRaster::dotPlaces() const {
  const QRectF& window = picture_.window;
  const double across = picture_.pixels.width() / window.width();
  const double up = picture_.pixels.height() / window.height();
  const double before = dot_ / 2.0 - 0.5;
  return {.perPlaceAcross = across,
          .perPlaceUp = up,
          .left = window.left() * across + before,
          .top = window.bottom() * up - before,
          .shift = shift_};
}

template <int kTimes>
void CloudRaster::put(std::uint32_t row, PointState state, QPoint corner, const QRect& part) {
  constexpr auto kStep = static_cast<std::uint32_t>(kTimes);
  const std::uint32_t shade = points_.shades == nullptr ? 0 : points_.shades->byRow[row];
  const int right = std::min(corner.x() + dot_ - 1, part.right());
  const int bottom = std::min(corner.y() + dot_ - 1, part.bottom());
  for (int y = std::max(corner.y(), part.top()); y <= bottom; ++y)
    for (int x = std::max(corner.x(), part.left()); x <= right; ++x) {
      Pile& pile = line(y)[x];
      if (state == PointState::Chosen) {
        pile.chosen += kStep;
        pile.shade = mixes() ? pile.shade + kStep * shade : shade;
      } else if (state == PointState::Unfit) {
        pile.unfit += kStep;
      } else {
        pile.others += kStep;
      }
    }
}

void CloudRaster::count(const QRect& part) {
  if (part.isEmpty()) return;
  const QRectF& window = picture_.window;
  const double across = window.width() / picture_.pixels.width();
  const double up = window.height() / picture_.pixels.height();
  // Dots reach into it from a little outside.
  const QRect reach = part.translated(-shift_).adjusted(-dot_, -dot_, dot_, dot_);
  const QRectF places(window.left() + reach.left() * across, window.bottom() - (reach.bottom() + 1) * up,
                      reach.width() * across, reach.height() * up);
  const std::vector<PointState>& states = *points_.states;
  const DotPlaces dots = dotPlaces();
  points_.cloud->forEachNear(
      places, [&](std::uint32_t row, float x, float y) { put<1>(row, states[row], dots.cornerOf(x, y), part); });
}

void CloudRaster::movePiles(QPoint by) {
  const int width = picture_.pixels.width();
  const int height = picture_.pixels.height();
  const auto kept = static_cast<std::size_t>(width - std::abs(by.x()));
  const auto move = [&](int y) {
    Pile* to = line(y) + std::max(by.x(), 0);
    const Pile* from = line(y - by.y()) + std::max(-by.x(), 0);
    std::memmove(static_cast<void*>(to), from, kept * sizeof(Pile));
    std::fill_n(by.x() > 0 ? line(y) : line(y) + kept, width - static_cast<int>(kept), Pile{});
  };
  if (by.y() > 0) {
    for (int y = height - 1; y >= by.y(); --y) move(y);
  } else {
    for (int y = 0; y < height + by.y(); ++y) move(y);
  }
  const int emptied = std::abs(by.y());
  std::fill_n(by.y() > 0 ? line(0) : line(height - emptied), static_cast<std::ptrdiff_t>(emptied) * width, Pile{});
}

void CloudRaster::pan(QPoint by) {
  if (by.isNull()) return;
  shift_ += by;
  const bool far = std::abs(by.x()) >= picture_.pixels.width() || std::abs(by.y()) >= picture_.pixels.height();
  if (far || wantedDot() != dot_) {
    countAll();
    return;
  }
  movePiles(by);
  const QRect whole = all();
  QRect across = whole;  // the rows that came into view
  by.y() > 0 ? across.setBottom(by.y() - 1) : across.setTop(whole.bottom() + 1 + by.y());
  QRect beside = whole;  // the columns, without those rows
  by.x() > 0 ? beside.setRight(by.x() - 1) : beside.setLeft(whole.right() + 1 + by.x());
  by.y() > 0 ? beside.setTop(by.y()) : beside.setBottom(whole.bottom() + by.y());
  count(across);
  count(beside);
}

void CloudRaster::setStates(std::shared_ptr<const std::vector<PointState>> states) {
  const auto before = std::exchange(points_.states, std::move(states));
  const std::vector<std::uint32_t> rows = changedRows(*before, *points_.states);
  // Colours of labels are the last one's: what lay below is not known. Beyond a third, all is sooner done.
  if (!mixes() || rows.size() > points_.states->size() / 3) {
    countAll();
    return;
  }
  const DotPlaces dots = dotPlaces();
  const QRect whole = all();
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (index + kAhead < rows.size()) points_.cloud->fetchPoint(rows[index + kAhead]);
    if (index + kAhead / 2 < rows.size()) points_.cloud->fetchPlace(rows[index + kAhead / 2]);
    const std::uint32_t row = rows[index];
    const auto place = points_.cloud->placeOf(row);
    if (!place) continue;
    const QPoint corner = dots.cornerOf(place->first, place->second);
    put<-1>(row, (*before)[row], corner, whole);
    put<1>(row, (*points_.states)[row], corner, whole);
  }
}

QImage CloudRaster::image(const Theme& theme) const {
  QImage image(picture_.pixels, QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return image;
  std::uint32_t fullest = 0;
  for (const Pile& pile : piles_) fullest = std::max(fullest, pile.chosen);
  const Inks inks(points_.shades.get(), theme, fullest);
  const Pile* pile = piles_.data();
  for (int y = 0; y < picture_.pixels.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < picture_.pixels.width(); ++x, ++pile)
      line[x] = inks.of(pile->chosen, pile->shade, pile->unfit != 0, pile->others != 0);
  }
  image.setDevicePixelRatio(picture_.pixelRatio);
  return image;
}

}  // namespace fusewright
