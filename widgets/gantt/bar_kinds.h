#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// Numbers the kinds of bars in the order they are met. When there are more than colour keys, the rest share the last.
class BarKinds {
 public:
  explicit BarKinds(const Evaluation& evaluation);

  /// The tiles of a layer that have that cost.
  [[nodiscard]] std::uint16_t ofTiles(LayerId layer, std::int32_t cost);
  [[nodiscard]] std::uint16_t ofTransfer(const Transfer& transfer);
  [[nodiscard]] std::uint16_t ofStream(const Stream& stream);
  [[nodiscard]] std::vector<BarKind> take() { return std::move(kinds_); }

 private:
  std::uint16_t keyOf(const BarKind& kind);
  [[nodiscard]] BarKind kindOf(LayerId layer) const;
  [[nodiscard]] std::optional<TensorId> tensorOf(const Piece& piece) const;

  const Evaluation& evaluation_;
  std::vector<std::int32_t> groupOfLayer_;
  std::vector<BarKind> kinds_;
  std::map<std::tuple<LayerId, std::int32_t, std::int32_t, std::int32_t>, std::uint16_t> keys_;
};

}  // namespace fusewright
