#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <vector>

#include "core/base/id.h"

namespace fusewright {

/// The stays of pieces in one memory, the one to end first on top: least wanted, among equals the smallest, among those
/// the earliest arrival (METHOD A5.4). Stays are never taken out: one that ended, or whose piece is wanted otherwise by
/// now and so was added again, is passed over when it comes to the top. Idle until first asked, as most memories never
/// run full.
class EvictionQueue {
 public:
  struct Stay {
    double wanted = 0;  ///< remaining uses * bits when it was added
    std::int64_t bits = 0;
    std::int32_t residency = 0;  ///< grows with the time of arrival
    PieceId piece;

    friend bool operator>(const Stay& a, const Stay& b) {
      return std::tie(a.wanted, a.bits, a.residency) > std::tie(b.wanted, b.bits, b.residency);
    }
  };

  [[nodiscard]] bool active() const { return active_; }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }

  /// Starts anew with what the memory holds.
  void refill(std::vector<Stay> stays) {
    heap_ = std::move(stays);
    std::ranges::make_heap(heap_, std::greater<>{});
    active_ = true;
  }

  void add(const Stay& stay) {
    heap_.push_back(stay);
    std::ranges::push_heap(heap_, std::greater<>{});
  }

  /// The first stay that holds and that nothing keeps, if any.
  template <typename Holds, typename Keep>
  [[nodiscard]] std::optional<PieceId> first(Holds&& holds, Keep&& keep) {
    kept_.clear();
    std::optional<PieceId> found;
    while (!found && !heap_.empty()) {
      const Stay top = heap_.front();
      if (holds(top) && !keep(top.piece)) {
        found = top.piece;
        continue;
      }
      if (holds(top)) kept_.push_back(top);
      std::ranges::pop_heap(heap_, std::greater<>{});
      heap_.pop_back();
    }
    for (const Stay& stay : kept_) add(stay);
    return found;
  }

 private:
  bool active_ = false;
  std::vector<Stay> heap_;
  std::vector<Stay> kept_;  ///< passed over by first()
};

}  // namespace fusewright
