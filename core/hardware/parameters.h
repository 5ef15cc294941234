#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// One number of an accelerator that a user can change, under the id that `--set` and the hardware editor share.
struct Parameter {
  std::string id;      ///< "onchip_memory_MB", "array", "core0.sram.size_bits", ...
  std::string group;   ///< heading in the editor: "Chip", "core0 marca", "Off-chip", "Links"
  std::string label;   ///< "On-chip memory"
  std::string unit;    ///< "MB", "bits/cycle", "MHz", ""
  std::string meaning; ///< one sentence for a tooltip
  double value = 0;    ///< first size for "array"
  double minimum = 0;
  double maximum = 0;
  bool integer = false;
  bool logarithmic = false;           ///< slider moves by factors
  std::optional<std::string> text;    ///< for parameters that are not one number ("64x128")

  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// All parameters of `accelerator` with their present values: chip-wide ones first, then per instance.
[[nodiscard]] std::vector<Parameter> parametersOf(const Accelerator& accelerator);

/// The accelerator with one parameter changed. Errors: unknown id (with the nearest known ones), text that is no number or a NaN, a value
/// out of range, a combination that is no valid accelerator.
[[nodiscard]] Result<Accelerator> withParameter(const Accelerator& accelerator, std::string_view id, std::string_view value);

}  // namespace fusewright
