#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// Most points that a spec may have.
inline constexpr std::uint64_t kMostPoints = std::uint64_t{1} << 48;

/// The points of a spec by number, without ever holding them all. Pure: the same spec gives the same points, whatever
/// the machine.
class SweepPoints {
 public:
  /// Errors: a range on a grid without a count, sampling without a count, more than kMostPoints points, too many axes
  /// for a Sobol sequence, an axis given twice.
  [[nodiscard]] static Result<SweepPoints> of(SweepSpec spec);

  [[nodiscard]] const SweepSpec& spec() const { return spec_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// What point `index` < size() sets, in a fixed order: the base, then the axes; each parameter once.
  [[nodiscard]] std::vector<SweepSetting> at(std::uint64_t index) const;

  /// The parameters that differ among the points, in order.
  [[nodiscard]] std::vector<std::string> varied() const;

 private:
  SweepPoints(SweepSpec spec, std::uint64_t size) : spec_(std::move(spec)), size_(size) {}

  [[nodiscard]] std::string valueOf(std::size_t axis, std::uint64_t index, std::uint64_t gridPlace) const;

  SweepSpec spec_;
  std::uint64_t size_ = 0;
};

/// How many values an axis has on a grid.
[[nodiscard]] std::uint64_t gridSize(const SweepAxis& axis);

/// Value `place` < gridSize(axis) of an axis on a grid.
[[nodiscard]] std::string gridValue(const SweepAxis& axis, std::uint64_t place);

/// The value of an axis at `coordinate` in [0, 1): a list is cut into equal parts, a range is followed by its scale.
[[nodiscard]] std::string sampledValue(const SweepAxis& axis, double coordinate);

/// The fewest digits that read back as `number`.
[[nodiscard]] std::string numberText(double number);

/// `settings` with `more` on top: what `more` sets replaces, the rest of it follows.
[[nodiscard]] std::vector<SweepSetting> overlaid(std::vector<SweepSetting> settings,
                                                 const std::vector<SweepSetting>& more);

}  // namespace fusewright
