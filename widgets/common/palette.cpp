#include "widgets/common/palette.h"

#include <array>
#include <unordered_map>

namespace fusewright {
namespace {

/// Okabe and Ito, "Color Universal Design" (2008); yellow darkened as on white it is hard to see. Ordered so that
/// neighbours differ most.
constexpr std::array<QRgb, 8> kOkabeIto{0xFF0072B2, 0xFFE69F00, 0xFF009E73, 0xFFCC79A7,
                                        0xFF56B4E9, 0xFFD55E00, 0xFFF0D030, 0xFF8C8C8C};

}  // namespace

std::vector<std::uint16_t> colourKeys(const Workload& workload) {
  std::vector<std::uint16_t> keys(workload.layers.size(), 0);
  std::unordered_map<LayerId, std::uint16_t> ofFamily;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    const auto next = static_cast<std::uint16_t>(ofFamily.size());
    keys[index] = ofFamily.try_emplace(layer.family, next).first->second;
  }
  return keys;
}

QColor layerColour(std::uint16_t key, ThemeMode mode) {
  const QColor base = QColor::fromRgb(kOkabeIto[key % kOkabeIto.size()]);
  const std::size_t ring = key / kOkabeIto.size() % 3;
  const QColor shown = ring == 0 ? base : ring == 1 ? blended(Qt::white, base, 0.42) : blended(Qt::black, base, 0.38);
  return mode == ThemeMode::Dark ? blended(Qt::black, shown, 0.06) : shown;
}

QColor textOn(const QColor& background) {
  const double luminance = 0.299 * background.redF() + 0.587 * background.greenF() + 0.114 * background.blueF();
  return luminance > 0.55 ? QColor(0x101418) : QColor(Qt::white);
}

QColor blended(const QColor& top, const QColor& bottom, double amount) {
  const auto mix = [amount](double a, double b) { return static_cast<float>(a * amount + b * (1 - amount)); };
  return QColor::fromRgbF(mix(top.redF(), bottom.redF()), mix(top.greenF(), bottom.greenF()),
                          mix(top.blueF(), bottom.blueF()));
}

}  // namespace fusewright
