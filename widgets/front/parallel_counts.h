#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "widgets/front/front_scene.h"

namespace fusewright {

/// How many chosen designs go from each level of one axis of parallel coordinates to each of the next. Kept up to date:
/// another choice of designs costs only those whose state is another.
class ParallelCounts {
 public:
  static constexpr std::size_t kLevels = 128;  ///< of an axis that lines are told apart by

  ParallelCounts() = default;
  /// `spans` are those of the columns' axes.
  ParallelCounts(std::shared_ptr<const SweepTable> table, std::vector<std::string> columns,
                 const std::vector<CloudAxis>& spans, std::shared_ptr<const std::vector<PointState>> states);

  /// Whether it counts these columns of that table.
  [[nodiscard]] bool isOf(const std::shared_ptr<const SweepTable>& table,
                          const std::vector<std::string>& columns) const {
    return table_ == table && columns_ == columns;
  }
  [[nodiscard]] const std::shared_ptr<const std::vector<PointState>>& states() const { return states_; }
  /// Takes other states of the same rows.
  void setStates(std::shared_ptr<const std::vector<PointState>> states);

  /// Gaps between axes.
  [[nodiscard]] std::size_t gaps() const { return pairs_.size(); }
  /// Designs by level on the axis left of a gap * kLevels + level on the one right of it.
  [[nodiscard]] std::span<const std::uint32_t> pairs(std::size_t gap) const { return pairs_[gap]; }

 private:
  void add(std::size_t row, std::uint32_t times);

  std::shared_ptr<const SweepTable> table_;
  std::vector<std::string> columns_;
  std::shared_ptr<const std::vector<PointState>> states_;
  std::vector<std::uint8_t> levels_;  ///< by row, then column; kNoLevel where there is no value
  std::vector<std::vector<std::uint32_t>> pairs_;
};

}  // namespace fusewright
