#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "core/hardware/iso_area.h"
#include "core/hardware/parameter_table.h"
#include "core/hardware/resize.h"

namespace fusewright {
namespace {

/// One MB of METHOD part A: 8 * 2^20 bits.
constexpr double kBitsPerMegabyte = 8 << 20;

ParameterEntry memorySize(const Accelerator& accelerator) {
  const Parameter parameter{.id = "onchip_memory_MB",
                            .group = "Chip",
                            .label = "On-chip memory",
                            .unit = "MB",
                            .meaning =
                                "Capacity of the cores' topmost memories together; 1 MiB (MB in files) is 8 * 2^20 "
                                "bits. They keep their proportions",
                            .value = static_cast<double>(totalOnChipMemory(accelerator).value) / kBitsPerMegabyte,
                            .minimum = 1 / kBitsPerMegabyte,
                            .maximum = 1 << 20,
                            .integer = false,
                            .logarithmic = true,
                            .text = {}};
  return {parameter,
          [](Accelerator chip, double value) {
            return withOnChipMemory(std::move(chip), Bits{std::llround(value * kBitsPerMegabyte)});
          },
          {}};
}

ParameterEntry unitCountOfChip(const Accelerator& accelerator) {
  const Parameter parameter{
      .id = "pe_count",
      .group = "Chip",
      .label = "Operational units",
      .unit = "",
      .meaning = "Units of all cores together; two-dimensional arrays become as square as they can (METHOD A7)",
      .value = static_cast<double>(totalUnits(accelerator)),
      .minimum = 1,
      .maximum = 1 << 26,
      .integer = true,
      .logarithmic = true,
      .text = {}};
  return {
      parameter, [](Accelerator chip, double value) { return withUnits(std::move(chip), std::llround(value)); }, {}};
}

ParameterEntry arrayOfChip(const Accelerator& accelerator) {
  const OperationalArray& array = accelerator.cores.front().array;
  const Parameter parameter{
      .id = "array",
      .group = "Chip",
      .label = "Array",
      .unit = "units",
      .meaning = "Sides of the operational array of the first core and of all cores like it, such as 64x128",
      .value = static_cast<double>(array.dims.front().size),
      .minimum = 1,
      .maximum = 1 << 16,
      .integer = true,
      .logarithmic = true,
      .text = writtenArray(array)};
  const auto change = [](Accelerator chip, std::string_view text) -> Result<Accelerator> {
    const auto resized = withSides(chip.cores.front().array, text);
    if (!resized) return tl::make_unexpected(resized.error());
    for (CoreId core : coresLikeFirst(chip)) chip.cores[core.index()].array = *resized;
    return chip;
  };
  return {parameter, {}, change};
}

ParameterEntry offChipBandwidth(const Accelerator& accelerator) {
  const Parameter parameter{
      .id = "dram_bits_per_cycle",
      .group = "Off-chip",
      .label = "DRAM bandwidth",
      .unit = "bits/cycle",
      .meaning =
          "Bandwidth of the off-chip memory's ports and of the links to it; 2048 bits/cycle are 256 GB/s at 1000 MHz",
      .value = static_cast<double>(dramBandwidth(accelerator).value),
      .minimum = 1,
      .maximum = 1 << 24,
      .integer = true,
      .logarithmic = true,
      .text = {}};
  return {parameter,
          [](Accelerator chip, double value) {
            return withDramBandwidth(std::move(chip), BitsPerCycle{std::llround(value)});
          },
          {}};
}

ParameterEntry onChipBandwidth(const Accelerator& accelerator) {
  const TopMemory first = topMemories(accelerator).front();
  const auto& ports = accelerator.core(first.core).memories[first.level].ports;
  const Parameter parameter{
      .id = "sram_bits_per_cycle",
      .group = "Chip",
      .label = "SRAM bandwidth",
      .unit = "bits/cycle",
      .meaning = "Bandwidth of every port of the cores' topmost memories",
      .value = static_cast<double>(std::ranges::min(ports, {}, &MemoryPort::bandwidth).bandwidth.value),
      .minimum = 1,
      .maximum = static_cast<double>(std::int64_t{1} << 40),
      .integer = true,
      .logarithmic = true,
      .text = {}};
  return {parameter,
          [](Accelerator chip, double value) {
            return withSramBandwidth(std::move(chip), BitsPerCycle{std::llround(value)});
          },
          {}};
}

ParameterEntry clock(const Accelerator& accelerator) {
  const Parameter parameter{.id = "frequency_MHz",
                            .group = "Chip",
                            .label = "Frequency",
                            .unit = "MHz",
                            .meaning = "Turns cycles into time; bandwidths are per cycle and follow the clock",
                            .value = accelerator.frequencyMHz,
                            .minimum = 0.001,
                            .maximum = 100'000,
                            .integer = false,
                            .logarithmic = true,
                            .text = {}};
  const auto change = [](Accelerator chip, double value) {
    chip.frequencyMHz = value;
    return chip;
  };
  return {parameter, change, {}};
}

ParameterEntry coreCount(const Accelerator& accelerator) {
  const Parameter parameter{
      .id = "cores",
      .group = "Chip",
      .label = "Cores",
      .unit = "",
      .meaning = "Number of cores like the first one; further ones are copies of it with its links",
      .value = static_cast<double>(coresLikeFirst(accelerator).size()),
      .minimum = 1,
      .maximum = 256,
      .integer = true,
      .logarithmic = false,
      .text = {}};
  return {parameter,
          [](Accelerator chip, double value) { return withCores(std::move(chip), static_cast<int>(value)); },
          {}};
}

/// A number of the area model (METHOD A7: what a unit trades for decides the best design, so it can be changed).
ParameterEntry areaCost(const Accelerator& accelerator, double AreaModel::*member, std::string id, std::string label,
                        std::string meaning) {
  const Parameter parameter{.id = std::move(id),
                            .group = "Area",
                            .label = std::move(label),
                            .unit = "mm2",
                            .meaning = std::move(meaning),
                            .value = accelerator.area.*member,
                            .minimum = 0,
                            .maximum = 1e6,
                            .integer = false,
                            .logarithmic = false,
                            .text = {}};
  const auto change = [member](Accelerator chip, double value) {
    chip.area.*member = value;
    return chip;
  };
  return {parameter, change, {}};
}

ParameterEntry calibrationOfArea(const Accelerator& accelerator) {
  const Parameter parameter{
      .id = "area_calibration",
      .group = "Area",
      .label = "Calibration",
      .unit = "bits/unit",
      .meaning =
          "Published ratio of unit to memory area: study (a unit trades for 6144 bits of SRAM), tpu_v4i_7nm "
          "(8173), coarse_16nm (2000) or marca_cacti (15354); each gives MARCA 222 mm2",
      .value = bitsPerUnit(accelerator.area),
      .minimum = 0,
      .maximum = 1e18,
      .integer = false,
      .logarithmic = false,
      .text = areaCalibrationName(accelerator.area)};
  const auto change = [](Accelerator chip, std::string_view text) -> Result<Accelerator> {
    if (text == areaCalibrationName(chip.area)) return chip;
    const auto calibration = areaCalibrationNamed(text);
    if (!calibration) return tl::make_unexpected(calibration.error());
    chip.area = areaModel(*calibration, chip.area.fixedMm2);
    return chip;
  };
  return {parameter, {}, change};
}

}  // namespace

std::vector<ParameterEntry> chipParameters(const Accelerator& accelerator) {
  std::vector<ParameterEntry> entries{memorySize(accelerator),
                                      unitCountOfChip(accelerator),
                                      arrayOfChip(accelerator),
                                      onChipBandwidth(accelerator),
                                      coreCount(accelerator),
                                      clock(accelerator),
                                      offChipBandwidth(accelerator),
                                      calibrationOfArea(accelerator),
                                      areaCost(accelerator, &AreaModel::mm2PerUnit, "area_mm2_per_unit",
                                               "Area of a unit", "Area of one operational unit"),
                                      areaCost(accelerator, &AreaModel::mm2PerMegabit, "area_mm2_per_megabit",
                                               "Area of a megabit", "Area of 2^20 bits of on-chip memory"),
                                      areaCost(accelerator, &AreaModel::fixedMm2, "area_fixed_mm2", "Fixed area",
                                               "Area that no other parameter changes")};
  std::ranges::move(energyParameters(accelerator), std::back_inserter(entries));
  return entries;
}

}  // namespace fusewright
