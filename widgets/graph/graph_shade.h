#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <QColor>
#include <QString>

#include "core/evaluate/evaluation.h"
#include "widgets/common/theme.h"
#include "widgets/graph/graph_scene.h"

namespace fusewright {

/// What the colour of a box says.
enum class GraphColour : std::uint8_t { OperatorClass, Latency, Energy, Operations };

inline constexpr std::array<GraphColour, 4> kGraphColours{GraphColour::OperatorClass, GraphColour::Latency,
                                                          GraphColour::Energy, GraphColour::Operations};

/// What a menu calls it: "Operator class", "Busy time", ...
[[nodiscard]] QString colourText(GraphColour colour);

/// Whether it needs an evaluation; classes and operations are known without.
[[nodiscard]] bool needsEvaluation(GraphColour colour);

/// One entry of a key of colours.
struct KeyEntry {
  QColor colour;
  QString text;
};

/// The colours of all boxes and what they mean.
struct GraphShade {
  std::vector<QColor> fill;                          ///< by box
  std::vector<std::optional<std::uint16_t>> stripe;  ///< by box: the timeline's colour, if it is one family of layers
  QString title;                                     ///< of the key: "operator class", "busy time of a box"
  std::vector<KeyEntry> key;                         ///< classes; or the ends of a scale from nothing to the most
  bool isScale = false;                              ///< the key's colours run into each other
};

/// Cost of each box of the scene; none if there is no evaluation for it. Cycles in which a core works on it,
/// picojoules, or operations.
[[nodiscard]] std::optional<std::vector<double>> boxCosts(const GraphScene& scene, const BlockTree& tree,
                                                          const Workload& workload, const Evaluation* evaluation,
                                                          GraphColour colour);

/// Colours by class, or by share of the greatest cost. Without the evaluation that a colour needs it is by class.
[[nodiscard]] GraphShade shadeGraph(const GraphScene& scene, const BlockTree& tree, const Workload& workload,
                                    const Evaluation* evaluation, GraphColour colour, const Theme& theme);

[[nodiscard]] QColor classColour(OperatorClass operatorClass);

/// The colour of a share from 0 to 1: pale to dark on white, dark to bright on black, lightness always in one
/// direction.
[[nodiscard]] QColor heatColour(double share, ThemeMode mode);

}  // namespace fusewright
