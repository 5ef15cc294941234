#include "widgets/common/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

namespace fusewright {
namespace {

/// Okabe and Ito, "Color Universal Design" (2008); yellow darkened as on white it is hard to see. Ordered so that
/// neighbours differ most.
constexpr std::array<QRgb, 8> kOkabeIto{0xFF0072B2, 0xFFE69F00, 0xFF009E73, 0xFFCC79A7,
                                        0xFF56B4E9, 0xFFD55E00, 0xFFF0D030, 0xFF8C8C8C};

/// P. Tol, "Colour schemes" (SRON/EPS/TN/09-002), muted; by IdleCause. Nothing to do is grey.
constexpr std::array<QRgb, kIdleCauses> kIdle{0xFFDDCC77, 0xFF88CCEE, 0xFF44AA99, 0xFFCC6677, 0xFFAA4499, 0xFFC8CCD0};

/// Even steps in lightness.
constexpr std::array<QRgb, 5> kSequential{0xFF2D2A6E, 0xFF2F5F9E, 0xFF2A9393, 0xFF86C35A, 0xFFF3E03B};

}  // namespace

std::vector<std::uint16_t> colourKeys(const Workload& workload) {
  std::vector<std::uint16_t> keys(workload.layers.size(), 0);
  std::set<std::string_view> nodes;
  std::vector<LayerId> further;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    // A free operator counts: other assumptions let it take time.
    if (layer.kind == LayerKind::Routing || layer.family.index() != index) continue;
    const auto next = static_cast<std::uint16_t>(nodes.size());
    if (nodes.insert(layer.node.empty() ? layer.name : layer.node).second)
      keys[index] = next;
    else
      further.push_back(layer.family);
  }
  for (std::size_t place = 0; place < further.size(); ++place)
    keys[further[place].index()] = static_cast<std::uint16_t>(nodes.size() + place);
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].kind != LayerKind::Routing) keys[index] = keys[workload.layers[index].family.index()];
  return keys;
}

QColor layerColour(std::uint16_t key, ThemeMode mode) {
  const QColor base = QColor::fromRgb(kOkabeIto[key % kOkabeIto.size()]);
  const std::size_t ring = key / kOkabeIto.size() % 3;
  const QColor shown = ring == 0 ? base : ring == 1 ? blended(Qt::white, base, 0.42) : blended(Qt::black, base, 0.38);
  return mode == ThemeMode::Dark ? blended(Qt::black, shown, 0.06) : shown;
}

QColor idleColour(IdleCause cause, ThemeMode mode) {
  const QColor colour = QColor::fromRgb(kIdle[static_cast<std::size_t>(cause)]);
  if (mode == ThemeMode::Light) return colour;
  return blended(Qt::black, colour, cause == IdleCause::NothingToDo ? 0.65 : 0.2);
}

QColor sequentialColour(double share) {
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(kSequential.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), kSequential.size() - 2);
  return blended(QColor::fromRgb(kSequential[below + 1]), QColor::fromRgb(kSequential[below]),
                 place - static_cast<double>(below));
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
