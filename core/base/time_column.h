#pragma once

#include <cstddef>

#include "core/base/near_column.h"
#include "core/base/quantity.h"

namespace fusewright {

/// A list of times at two to four bytes each, for times that mostly lie whole cycles from those before them.
class TimeColumn {
 public:
  [[nodiscard]] std::size_t size() const { return times_.size(); }
  void push_back(Cycles time) { times_.push_back(time.value); }
  [[nodiscard]] Cycles operator[](std::size_t index) const { return Cycles(times_[index]); }
  void shrinkToFit() { times_.shrinkToFit(); }
  /// What it has allocated.
  [[nodiscard]] std::size_t bytes() const { return times_.bytes(); }

 private:
  NearColumn<double> times_;
};

}  // namespace fusewright
