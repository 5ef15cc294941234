#include "widgets/front/parallel_counts.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fusewright {
namespace {

constexpr std::uint8_t kNoLevel = 255;

}  // namespace

ParallelCounts::ParallelCounts(std::shared_ptr<const SweepTable> table, std::vector<std::string> columns,
                               const std::vector<CloudAxis>& spans,
                               std::shared_ptr<const std::vector<PointState>> states)
    : table_(std::move(table)), columns_(std::move(columns)), states_(std::move(states)) {
  levels_.assign(states_->size() * columns_.size(), kNoLevel);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const std::vector<double>& numbers = table_->find(columns_[column])->numbers;
    for (std::size_t row = 0; row < states_->size(); ++row) {
      const double place = spans[column].placeOf(numbers[row]);
      if (std::isfinite(place))
        levels_[row * columns_.size() + column] =
            static_cast<std::uint8_t>(std::lround(std::clamp(place, 0.0, 1.0) * (kLevels - 1)));
    }
  }
  pairs_.assign(columns_.empty() ? 0 : columns_.size() - 1, std::vector<std::uint32_t>(kLevels * kLevels, 0));
  for (std::size_t row = 0; row < states_->size(); ++row)
    if ((*states_)[row] == PointState::Chosen) add(row, 1);
}

void ParallelCounts::add(std::size_t row, std::uint32_t times) {
  const std::uint8_t* levels = levels_.data() + row * columns_.size();
  for (std::size_t gap = 0; gap < pairs_.size(); ++gap)
    if (levels[gap] != kNoLevel && levels[gap + 1] != kNoLevel)
      pairs_[gap][levels[gap] * kLevels + levels[gap + 1]] += times;
}

void ParallelCounts::setStates(std::shared_ptr<const std::vector<PointState>> states) {
  const auto before = std::exchange(states_, std::move(states));
  for (const std::uint32_t row : changedRows(*before, *states_)) {
    const bool was = (*before)[row] == PointState::Chosen;
    const bool is = (*states_)[row] == PointState::Chosen;
    if (was != is) add(row, is ? 1 : ~std::uint32_t{0});
  }
}

}  // namespace fusewright
