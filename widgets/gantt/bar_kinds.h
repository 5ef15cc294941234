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

  [[nodiscard]] std::uint16_t ofTile(TileId tile);
  [[nodiscard]] std::uint16_t ofTransfer(const Transfer& transfer);
  [[nodiscard]] std::uint16_t ofStream(const Stream& stream);
  [[nodiscard]] std::vector<BarKind> take() { return std::move(kinds_); }

 private:
  struct Recent {
    std::int32_t cost = -1;
    std::uint16_t key = 0;
  };

  std::uint16_t keyOf(const BarKind& kind);
  [[nodiscard]] BarKind kindOf(LayerId layer) const;
  [[nodiscard]] std::optional<TensorId> tensorOf(const Piece& piece) const;

  const Evaluation& evaluation_;
  std::vector<std::int32_t> groupOfLayer_;
  std::vector<Recent> recentOfLayer_;  ///< tiles of a layer mostly cost the same
  std::vector<BarKind> kinds_;
  std::map<std::tuple<LayerId, std::int32_t, std::int32_t, std::int32_t>, std::uint16_t> keys_;
};

}  // namespace fusewright
