#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/id.h"
#include "core/base/near_column.h"

namespace fusewright {

/// A list of ids at two to four bytes each, for ids that mostly are near those before them; -1 may be among them.
template <typename Id>
class IdColumn {
 public:
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  void push_back(Id id) { ids_.push_back(id.value); }
  [[nodiscard]] Id operator[](std::size_t index) const { return Id(ids_[index]); }
  void shrinkToFit() { ids_.shrinkToFit(); }
  /// What it has allocated.
  [[nodiscard]] std::size_t bytes() const { return ids_.bytes(); }

 private:
  NearColumn<std::int32_t> ids_;
};

}  // namespace fusewright
