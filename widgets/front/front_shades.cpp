#include "widgets/front/front_shades.h"

#include <cmath>

#include "widgets/common/palette.h"

namespace fusewright {

CloudShades shadesBy(const TableColumn& column, ThemeMode mode) {
  CloudShades shades;
  shades.mixes = column.labels.empty();
  shades.byRow.resize(column.numbers.size());
  for (std::size_t step = 0; step < shades.colours.size(); ++step)
    shades.colours[step] = shades.mixes ? sequentialColour(static_cast<double>(step) / 255).rgb()
                                        : layerColour(static_cast<std::uint16_t>(step), mode).rgb();
  const CloudAxis span = axisOver(column.numbers, AxisScale::Linear);
  for (std::size_t row = 0; row < column.numbers.size(); ++row) {
    const double number = column.numbers[row];
    if (!std::isfinite(number)) continue;
    const double shade = shades.mixes ? span.placeOf(number) * 255 : std::min(number, 255.0);
    shades.byRow[row] = static_cast<std::uint8_t>(std::lround(shade));
  }
  return shades;
}

}  // namespace fusewright
