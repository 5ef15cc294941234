#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/base/id.h"
#include "core/metrics/time_budget.h"
#include "widgets/breakdown/breakdown_data.h"
#include "widgets/common/format.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// What a breakdown divides among what.
enum class Breakdown : std::uint8_t {
  LatencyPerLayer,
  EnergyPerLayer,
  EnergyPerPlace,    ///< by memory, links and off-chip, split by operand
  EnergyPerOperand,  ///< the same the other way round
  TrafficByCause,
  TrafficPerLayer,
  Operators,  ///< shares of operations, time and energy by operator
  TimeUses,   ///< where the time of the cores goes
};

inline constexpr std::array<Breakdown, 8> kBreakdowns{
    Breakdown::LatencyPerLayer, Breakdown::EnergyPerLayer,  Breakdown::EnergyPerPlace, Breakdown::EnergyPerOperand,
    Breakdown::TrafficByCause,  Breakdown::TrafficPerLayer, Breakdown::Operators,      Breakdown::TimeUses};

enum class BarUnit : std::uint8_t { Time, Energy, Size, Share };

/// Whether the values of a row lie one after the other or one below the other.
enum class BarStacking : std::uint8_t { Stacked, SideBySide };

/// One row of bars.
struct BarRow {
  QString name;
  std::optional<LayerId> layer;     ///< the family it is about, to be selected by a click
  std::vector<double> values;       ///< by series
  std::uint16_t colour = 0;         ///< key of the layer's colour; used if there is one series only
  std::optional<TimeUse> use = {};  ///< that it is about, whose colour it has then

  [[nodiscard]] double total() const;
};

/// Rows of bars under a title: a breakdown that is ready to be drawn or written.
struct BarTable {
  QString title;
  BarUnit unit = BarUnit::Time;
  BarStacking stacking = BarStacking::Stacked;
  QStringList series;  ///< names of the values of each row
  std::vector<BarRow> rows;
  double unlisted = 0;                   ///< what rows that are left out stand for, part of the total
  std::vector<TimeUse> seriesUses = {};  ///< that the series are about, whose colours they have then; empty: none

  /// What the longest bar stands for.
  [[nodiscard]] double longest() const;
  /// Sum over all rows and series, and what is not listed: the whole that shares are of.
  [[nodiscard]] double total() const;
};

[[nodiscard]] QString titleOf(Breakdown breakdown);
/// One sentence for a tooltip.
[[nodiscard]] QString meaningOf(Breakdown breakdown);

/// The rows of a breakdown, largest first; those that are zero are left out.
[[nodiscard]] BarTable barTableOf(Breakdown breakdown, const BreakdownData& data);

[[nodiscard]] NumberText formatValue(BarUnit unit, double value);

/// For files and the clipboard: plain numbers, units in the headings.
[[nodiscard]] TextTable textTableOf(const BarTable& table);

}  // namespace fusewright
