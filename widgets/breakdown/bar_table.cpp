#include "widgets/breakdown/bar_table.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "widgets/common/family_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

QString operandName(std::size_t role) {
  constexpr std::array<const char*, kOperandRoles> kNames{QT_TRANSLATE_NOOP("Breakdown", "inputs (I)"),
                                                          QT_TRANSLATE_NOOP("Breakdown", "weights, second inputs (W)"),
                                                          QT_TRANSLATE_NOOP("Breakdown", "outputs (O)")};
  return tr(kNames[role]);
}

BarTable perLayer(const BreakdownData& data, BarUnit unit, const QStringList& series,
                  const std::function<std::vector<double>(const LayerRow&)>& values) {
  BarTable table{.title = {}, .unit = unit, .stacking = BarStacking::Stacked, .series = series, .rows = {}};
  const std::vector<QString> names = familyNames(*data.evaluation->workload);
  for (const LayerRow& row : *data.layers)
    table.rows.push_back(
        {.name = names[row.layer.index()], .layer = row.layer, .values = values(row), .colour = row.colour});
  return table;
}

BarTable energyPerLayer(const BreakdownData& data) {
  // Energies of the steps of a recurrence count together, as their layers do.
  std::vector<LayerEnergy> families(data.energy.layers.size());
  for (std::size_t layer = 0; layer < families.size(); ++layer) {
    LayerEnergy& family = families[data.evaluation->workload->layers[layer].family.index()];
    family.compute += data.energy.layers[layer].compute;
    family.onChip += data.energy.layers[layer].onChip;
    family.offChip += data.energy.layers[layer].offChip;
  }
  return perLayer(data, BarUnit::Energy, {tr("computing"), tr("on chip"), tr("off chip")}, [&](const LayerRow& row) {
    const LayerEnergy& energy = families[row.layer.index()];
    return std::vector<double>{energy.compute.value, energy.onChip.value, energy.offChip.value};
  });
}

BarTable energyPerPlace(const BreakdownData& data) {
  BarTable table{
      .title = {},
      .unit = BarUnit::Energy,
      .stacking = BarStacking::Stacked,
      .series = {tr("computing"), operandName(0), operandName(1), operandName(2)},
      .rows = {{.name = tr("operational units"), .layer = {}, .values = {data.energy.compute.value, 0, 0, 0}}}};
  for (const LevelEnergy& level : data.energy.levels)
    table.rows.push_back({.name = QString::fromStdString(level.name),
                          .layer = {},
                          .values = {0, level.byRole[0].value, level.byRole[1].value, level.byRole[2].value}});
  return table;
}

BarTable energyPerOperand(const BreakdownData& data) {
  BarTable table{.title = {}, .unit = BarUnit::Energy, .stacking = BarStacking::Stacked, .series = {}, .rows = {}};
  for (const LevelEnergy& level : data.energy.levels) table.series << QString::fromStdString(level.name);
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    BarRow row{.name = operandName(role), .layer = {}, .values = {}};
    for (const LevelEnergy& level : data.energy.levels) row.values.push_back(level.byRole[role].value);
    table.rows.push_back(row);
  }
  return table;
}

BarTable trafficByCause(const BreakdownData& data) {
  BarTable table{.title = {},
                 .unit = BarUnit::Size,
                 .stacking = BarStacking::Stacked,
                 .series = {tr("read"), tr("written")},
                 .rows = {}};
  for (const TrafficEntry& entry : data.accounting->traffic) {
    const auto bits = static_cast<double>(entry.bits.value);
    const bool read = entry.direction == TrafficDirection::Read;
    table.rows.push_back({.name = causeText(entry.cause), .layer = {}, .values = {read ? bits : 0, read ? 0 : bits}});
  }
  return table;
}

/// Sums of one operator.
struct OperatorSums {
  double operations = 0;
  double busy = 0;
  double energy = 0;
};

BarTable operators(const BreakdownData& data) {
  std::map<std::string, OperatorSums> sums;
  OperatorSums all;
  const Workload& workload = *data.evaluation->workload;
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer) {
    const LayerMetrics& metrics = data.evaluation->metrics->layers[layer];
    for (OperatorSums* sum : {&sums[workload.layers[layer].operation], &all}) {
      sum->operations += static_cast<double>(metrics.operations);
      sum->busy += metrics.busy.value;
      sum->energy += data.energy.layers[layer].total().value;
    }
  }
  BarTable table{.title = {},
                 .unit = BarUnit::Share,
                 .stacking = BarStacking::SideBySide,
                 .series = {tr("of operations"), tr("of busy time"), tr("of energy")},
                 .rows = {}};
  const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
  for (const auto& [name, sum] : sums)
    table.rows.push_back(
        {.name = QString::fromStdString(name),
         .layer = {},
         .values = {share(sum.operations, all.operations), share(sum.busy, all.busy), share(sum.energy, all.energy)}});
  return table;
}

BarTable timeUses(const BreakdownData& data) {
  BarTable table{
      .title = {}, .unit = BarUnit::Time, .stacking = BarStacking::Stacked, .series = {tr("cycles")}, .rows = {}};
  for (std::size_t use = 0; use < kTimeUses; ++use)
    table.rows.push_back({.name = useText(static_cast<TimeUse>(use)),
                          .layer = {},
                          .values = {data.time.cycles[use].value},
                          .use = static_cast<TimeUse>(use)});
  return table;
}

BarTable unsortedTable(Breakdown breakdown, const BreakdownData& data) {
  switch (breakdown) {
    case Breakdown::LatencyPerLayer:
      return perLayer(data, BarUnit::Time, {tr("busy cycles")},
                      [](const LayerRow& row) { return std::vector<double>{row.busy}; });
    case Breakdown::EnergyPerLayer:
      return energyPerLayer(data);
    case Breakdown::EnergyPerPlace:
      return energyPerPlace(data);
    case Breakdown::EnergyPerOperand:
      return energyPerOperand(data);
    case Breakdown::TrafficByCause:
      return trafficByCause(data);
    case Breakdown::TrafficPerLayer:
      return perLayer(data, BarUnit::Size, {tr("off-chip bits")},
                      [](const LayerRow& row) { return std::vector<double>{static_cast<double>(row.offChipBits)}; });
    case Breakdown::Operators:
      return operators(data);
    case Breakdown::TimeUses:
      return timeUses(data);
  }
  return {};
}

}  // namespace

double BarRow::total() const {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double BarTable::longest() const {
  double most = 0;
  for (const BarRow& row : rows)
    most = std::max(most, stacking == BarStacking::Stacked ? row.total() : *std::ranges::max_element(row.values));
  return most;
}

double BarTable::total() const {
  double sum = unlisted;
  for (const BarRow& row : rows) sum += row.total();
  return sum;
}

QString titleOf(Breakdown breakdown) {
  switch (breakdown) {
    case Breakdown::LatencyPerLayer:
      return tr("Latency per layer");
    case Breakdown::EnergyPerLayer:
      return tr("Energy per layer");
    case Breakdown::EnergyPerPlace:
      return tr("Energy per memory");
    case Breakdown::EnergyPerOperand:
      return tr("Energy per operand");
    case Breakdown::TrafficByCause:
      return tr("Off-chip traffic by cause");
    case Breakdown::TrafficPerLayer:
      return tr("Off-chip traffic per layer");
    case Breakdown::Operators:
      return tr("Operator distribution");
    case Breakdown::TimeUses:
      return tr("Where the time goes");
  }
  return {};
}

QString meaningOf(Breakdown breakdown) {
  switch (breakdown) {
    case Breakdown::LatencyPerLayer:
      return tr(
          "Cycles that cores are busy with each layer; layers may run side by side, so they need not sum to the "
          "latency");
    case Breakdown::EnergyPerLayer:
      return tr("Energy of each layer's operations and of what it moves; a transfer counts to the layer that needs it");
    case Breakdown::EnergyPerPlace:
      return tr("Energy of the units, of every memory, of the links and off chip, split by operand");
    case Breakdown::EnergyPerOperand:
      return tr("Energy of moving each operand, split by where it is spent");
    case Breakdown::TrafficByCause:
      return tr("Bits read from and written to the off-chip memory, by why");
    case Breakdown::TrafficPerLayer:
      return tr("Bits that each layer moves from and to the off-chip memory");
    case Breakdown::Operators:
      return tr("What part of the operations, the busy time and the energy each operator has");
    case Breakdown::TimeUses:
      return tr("The time of all cores together, by what it goes to");
  }
  return {};
}

BarTable barTableOf(Breakdown breakdown, const BreakdownData& data) {
  BarTable table = unsortedTable(breakdown, data);
  table.title = titleOf(breakdown);
  std::erase_if(table.rows, [](const BarRow& row) { return row.total() <= 0; });
  std::ranges::stable_sort(table.rows, std::greater{}, &BarRow::total);
  return table;
}

NumberText formatValue(BarUnit unit, double value) {
  switch (unit) {
    case BarUnit::Time:
      return formatCycles(Cycles{value});
    case BarUnit::Energy:
      return formatEnergy(Picojoules{value});
    case BarUnit::Size:
      return formatBits(Bits{static_cast<std::int64_t>(value)});
    case BarUnit::Share:
      return formatShare(value);
  }
  return {};
}

TextTable textTableOf(const BarTable& table) {
  constexpr std::array<const char*, 4> kUnits{"[cycles]", "[pJ]", "[bits]", "[share]"};
  const QString unit = QLatin1String(kUnits[static_cast<std::size_t>(table.unit)]);
  TextTable text{.headings = {QStringLiteral("name")}, .rows = {}};
  for (const QString& series : table.series) text.headings << series + unit;
  const bool sums = table.stacking == BarStacking::Stacked && table.series.size() > 1;
  if (sums) text.headings << tr("total") + unit;
  for (const BarRow& row : table.rows) {
    QStringList cells{row.name};
    for (const double value : row.values) cells << plainNumber(value);
    if (sums) cells << plainNumber(row.total());
    text.rows.push_back(cells);
  }
  return text;
}

}  // namespace fusewright
