#include "app/session/carry_selection.h"

#include <algorithm>
#include <optional>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"

namespace fusewright {
namespace {

/// What a transfer moves, for whom and where to, in terms that survive.
struct TransferKey {
  LayerId layer;
  Piece::Kind kind = Piece::Kind::TileOutput;
  std::optional<TileKey> made;
  std::optional<TileKey> neededBy;
  TransferCause cause = TransferCause::Weight;
  CoreId to;

  friend bool operator==(const TransferKey&, const TransferKey&) = default;
};

TransferKey keyOf(const Evaluation& evaluation, const Transfer& transfer) {
  const Piece& piece = evaluation.schedule->pieces[transfer.piece.index()];
  TransferKey key{
      .layer = piece.layer, .kind = piece.kind, .made = {}, .neededBy = {}, .cause = transfer.cause, .to = transfer.to};
  if (piece.tile) key.made = keyOf(*evaluation.graph, *piece.tile);
  if (transfer.neededBy) key.neededBy = keyOf(*evaluation.graph, *transfer.neededBy);
  return key;
}

Selection carriedTransfer(TransferId id, const Evaluation& before, const Evaluation& after) {
  if (id.index() >= before.schedule->transfers.size()) return {};
  const TransferKey wanted = keyOf(before, before.schedule->transfers[id.index()]);
  const auto& transfers = after.schedule->transfers;
  const auto found =
      std::ranges::find_if(transfers, [&](const Transfer& transfer) { return keyOf(after, transfer) == wanted; });
  return found == transfers.end() ? Selection{}
                                  : Selection{TransferId(static_cast<std::size_t>(found - transfers.begin()))};
}

Selection carriedIdle(const IdleKey& key, const Evaluation& after) {
  if (findIdle(after, key) != nullptr) return key;
  if (!key.before) return key.core.index() < after.metrics->cores.size() ? Selection{key.core} : Selection{};
  return tileOf(*after.graph, *key.before) ? Selection{*key.before} : Selection{key.before->layer};
}

/// Between models only layers of the same name are the same, and only if it is one model in other sizes.
Selection carriedLayer(const Selection& selection, const Workload& before, const Workload& after) {
  if (before.name != after.name) return {};
  const auto* layer = std::get_if<LayerId>(&selection);
  const auto* tile = std::get_if<TileKey>(&selection);
  if (layer == nullptr && tile == nullptr) return {};
  const LayerId id = layer != nullptr ? *layer : tile->layer;
  if (id.index() >= before.layers.size()) return {};
  const auto found = findLayer(after, before.layer(id).name);
  return found ? Selection{*found} : Selection{};
}

}  // namespace

Selection carriedOver(const Selection& selection, const Evaluation& before, const Evaluation& after) {
  if (before.design.workload != after.design.workload && !(*before.design.workload == *after.design.workload))
    return carriedLayer(selection, *before.design.workload, *after.design.workload);
  if (const auto* tile = std::get_if<TileKey>(&selection)) {
    return tileOf(*after.graph, *tile) ? selection : Selection{tile->layer};
  }
  if (const auto* transfer = std::get_if<TransferId>(&selection)) return carriedTransfer(*transfer, before, after);
  if (const auto* idle = std::get_if<IdleKey>(&selection)) return carriedIdle(*idle, after);
  if (const auto* core = std::get_if<CoreId>(&selection)) {
    return core->index() < after.metrics->cores.size() ? selection : Selection{};
  }
  if (const auto* memory = std::get_if<MemoryId>(&selection)) {
    return memory->index() < after.metrics->memories.size() ? selection : Selection{};
  }
  return selection;
}

}  // namespace fusewright
