#include "widgets/graph/graph_shade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kClassTint = 0.30;

/// Cost of the layers before each layer: what a block costs is the difference of two.
std::vector<double> sumsOf(const Workload& workload, const Evaluation* evaluation, GraphColour colour) {
  std::vector<double> sums{0};
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    double cost = static_cast<double>(operationCount(workload.layers[index]));
    if (colour == GraphColour::Latency) cost = evaluation->metrics->layers[index].busy.value;
    if (colour == GraphColour::Energy) cost = evaluation->metrics->layers[index].energy.value;
    sums.push_back(sums.back() + cost);
  }
  return sums;
}

/// The key of the one family that takes time in a block.
std::optional<std::uint16_t> stripeOf(const Workload& workload, const std::vector<std::uint16_t>& keys,
                                      const Block& block) {
  std::optional<std::uint16_t> key;
  for (std::int32_t layer = block.first; layer < block.last; ++layer) {
    if (workload.layer(LayerId(layer)).kind != LayerKind::Compute) continue;
    const std::uint16_t here = keys[static_cast<std::size_t>(layer)];
    if (key && *key != here) return std::nullopt;
    key = here;
  }
  return key;
}

QString costText(GraphColour colour, double cost) {
  if (colour == GraphColour::Latency) return formatCycles(Cycles(std::round(cost))).brief;
  if (colour == GraphColour::Energy) return formatEnergy(Picojoules(cost)).brief;
  return formatCount(static_cast<std::int64_t>(cost)).brief;
}

GraphShade shadeByClass(const GraphScene& scene, const Theme& theme) {
  GraphShade shade{.fill = {}, .stripe = {}, .title = tr("operator class"), .key = {}};
  std::array<bool, 10> present{};
  for (const GraphBox& box : scene.boxes) {
    shade.fill.push_back(blended(classColour(box.operatorClass), theme.background, kClassTint));
    present[static_cast<std::size_t>(box.operatorClass)] = true;
  }
  for (std::size_t index = 0; index < present.size(); ++index) {
    const auto shown = static_cast<OperatorClass>(index);
    if (present[index])
      shade.key.push_back({blended(classColour(shown), theme.background, 2 * kClassTint), classText(shown)});
  }
  return shade;
}

GraphShade shadeByCost(const std::vector<double>& costs, GraphColour colour, const Theme& theme) {
  const double most = costs.empty() ? 0 : std::ranges::max(costs);
  const double all = std::accumulate(costs.begin(), costs.end(), 0.0);
  GraphShade shade{.fill = {}, .stripe = {}, .title = {}, .key = {}, .isScale = true};
  for (const double cost : costs) shade.fill.push_back(heatColour(most > 0 ? cost / most : 0, theme.mode));
  shade.title = colour == GraphColour::Latency  ? tr("busy time of a box")
                : colour == GraphColour::Energy ? tr("energy of a box")
                                                : tr("operations of a box");
  const QString share = all > 0 ? tr(" (%1 of all)").arg(formatShare(most / all).brief) : QString();
  shade.key = {{heatColour(0, theme.mode), QStringLiteral("0")},
               {heatColour(1, theme.mode), costText(colour, most) + share}};
  return shade;
}

}  // namespace

QString colourText(GraphColour colour) {
  switch (colour) {
    case GraphColour::OperatorClass:
      return tr("Operator class");
    case GraphColour::Latency:
      return tr("Busy time");
    case GraphColour::Energy:
      return tr("Energy");
    case GraphColour::Operations:
      return tr("Operations");
  }
  return {};
}

bool needsEvaluation(GraphColour colour) {
  return colour == GraphColour::Latency || colour == GraphColour::Energy;
}

QColor classColour(OperatorClass operatorClass) {
  // The Okabe-Ito set; classes often seen beside each other differ most.
  constexpr std::array<QRgb, 10> kColours{0xFF0072B2, 0xFFE69F00, 0xFF56B4E9, 0xFF009E73, 0xFFCC79A7,
                                          0xFF8E6BBF, 0xFFD55E00, 0xFFD9B800, 0xFF9AA3AD, 0xFF6B7280};
  return QColor::fromRgb(kColours[static_cast<std::size_t>(operatorClass)]);
}

QColor heatColour(double share, ThemeMode mode) {
  constexpr std::array<QRgb, 5> kLight{0xFFFFF7E8, 0xFFFDD49E, 0xFFF5964F, 0xFFC9402B, 0xFF6E0A1E};
  constexpr std::array<QRgb, 5> kDark{0xFF2B2A33, 0xFF5B2A4A, 0xFFA83A45, 0xFFEE8544, 0xFFFFE08A};
  const auto& stops = mode == ThemeMode::Dark ? kDark : kLight;
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const auto stop = std::min(static_cast<std::size_t>(place), stops.size() - 2);
  return blended(QColor::fromRgb(stops[stop + 1]), QColor::fromRgb(stops[stop]), place - static_cast<double>(stop));
}

std::optional<std::vector<double>> boxCosts(const GraphScene& scene, const BlockTree& tree, const Workload& workload,
                                            const Evaluation* evaluation, GraphColour colour) {
  if (colour == GraphColour::OperatorClass) return std::nullopt;
  const bool fits = evaluation != nullptr && evaluation->metrics->layers.size() == workload.layers.size();
  if (needsEvaluation(colour) && !fits) return std::nullopt;
  const std::vector<double> sums = sumsOf(workload, evaluation, colour);
  std::vector<double> costs;
  for (const GraphBox& box : scene.boxes) {
    const Block& block = tree.block(box.block);
    costs.push_back(sums[static_cast<std::size_t>(block.last)] - sums[static_cast<std::size_t>(block.first)]);
  }
  return costs;
}

GraphShade shadeGraph(const GraphScene& scene, const BlockTree& tree, const Workload& workload,
                      const Evaluation* evaluation, GraphColour colour, const Theme& theme) {
  const auto costs = boxCosts(scene, tree, workload, evaluation, colour);
  GraphShade shade = costs ? shadeByCost(*costs, colour, theme) : shadeByClass(scene, theme);
  // Layers take time as the assumptions say, and colours are given to those that do.
  const Workload& costed = evaluation != nullptr ? *evaluation->workload : workload;
  const auto keys = colourKeys(costed);
  for (const GraphBox& box : scene.boxes) shade.stripe.push_back(stripeOf(costed, keys, tree.block(box.block)));
  return shade;
}

}  // namespace fusewright
