#pragma once

#include <cstdint>
#include <vector>

#include <QColor>
#include <QString>

#include "widgets/common/theme.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// What the colour of a bar tells.
enum class ColourBy : std::uint8_t { Layer, OperatorClass, Group, IdleCause, Utilisation, Tensor };

inline constexpr std::size_t kColourings = 6;

/// "Layer", "Operator class", ...: for menus.
[[nodiscard]] QString colouringText(ColourBy by);

/// What the colours of a timeline are.
struct GanttColours {
  std::vector<QColor> bars;   ///< by colour key of the lanes
  std::vector<QColor> gaps;   ///< by key of gaps; those of key 0 are not drawn
  bool gapsFillRows = false;  ///< gaps as tall as bars, not a band at the foot of the row
};

[[nodiscard]] GanttColours coloursOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by,
                                     ThemeMode mode);

/// One entry of a legend: a colour and what it stands for.
struct ColourMeaning {
  QColor colour;
  QString text;
  QString meaning = {};  ///< a sentence, where the text does not say it all
};

/// What the colours of bars mean: by descending time that cores spend on them, at most `most` of them; shares of 0 to
/// 100 % for utilisation, causes of idle time (those that occur) for IdleCause.
[[nodiscard]] std::vector<ColourMeaning> legendOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by,
                                                  ThemeMode mode, std::size_t most);

/// The causes of idle time that occur on some core, in order of IdleCause.
[[nodiscard]] std::vector<ColourMeaning> idleLegendOf(const Evaluation& evaluation, ThemeMode mode);

}  // namespace fusewright
