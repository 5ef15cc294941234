#include "core/graph/item_feeds.h"

#include <algorithm>
#include <unordered_map>

#include "core/graph/layer_links.h"

namespace fusewright {
namespace {

/// A tensor's place among those that a layer makes.
std::int32_t placeInLayer(const Layer& layer, TensorId tensor) {
  const auto route = std::ranges::find(layer.routes, tensor, &Route::output);
  return route == layer.routes.end() ? 0 : static_cast<std::int32_t>(route - layer.routes.begin());
}

}  // namespace

std::vector<std::vector<ItemFeed>> feedsOf(const Workload& workload, const std::vector<FoldItem>& items) {
  std::vector<std::int32_t> itemOfLayer(workload.layers.size(), -1);
  for (std::size_t item = 0; item < items.size(); ++item)
    for (std::int32_t layer = items[item].first; layer < items[item].last; ++layer)
      itemOfLayer[static_cast<std::size_t>(layer)] = static_cast<std::int32_t>(item);
  // A layer has a few thousand outputs at most, so that their places fit beside its own.
  constexpr std::int32_t kOutputs = 1 << 14;
  std::vector<std::vector<ItemFeed>> feeds(items.size());
  std::unordered_map<TensorId, std::int32_t> placeOf;
  for (std::size_t item = 0; item < items.size(); ++item) {
    for (std::int32_t index = items[item].first; index < items[item].last; ++index) {
      for (const TensorId tensor : tensorsRead(workload.layer(LayerId(index)))) {
        const auto& maker = workload.tensor(tensor).producer;
        const std::int32_t producer = maker ? itemOfLayer[maker->index()] : -1;
        if (producer == static_cast<std::int32_t>(item)) continue;
        ItemFeed feed{.producer = producer, .slot = 0, .tensor = tensor};
        if (producer >= 0) {
          const auto [place, isNew] = placeOf.try_emplace(tensor, 0);
          if (isNew) place->second = placeInLayer(workload.layer(*maker), tensor);
          const std::int32_t offset = maker->value - items[static_cast<std::size_t>(producer)].first;
          feed.slot = offset * kOutputs + std::min(place->second, kOutputs - 1);
        }
        feeds[item].push_back(feed);
      }
    }
  }
  return feeds;
}

std::vector<std::int32_t> crossingTensors(const std::vector<std::vector<ItemFeed>>& feeds) {
  struct Life {
    std::int32_t made = 0;
    std::int32_t lastRead = 0;
  };
  std::unordered_map<TensorId, Life> lives;
  for (std::size_t item = 0; item < feeds.size(); ++item)
    for (const ItemFeed& feed : feeds[item])
      if (feed.producer >= 0) lives[feed.tensor] = {feed.producer, static_cast<std::int32_t>(item)};
  std::vector<std::int32_t> crossing(feeds.size() + 1, 0);
  for (const auto& [tensor, life] : lives) {
    ++crossing[static_cast<std::size_t>(life.made) + 1];
    if (static_cast<std::size_t>(life.lastRead) + 1 < crossing.size())
      --crossing[static_cast<std::size_t>(life.lastRead) + 1];
  }
  for (std::size_t cut = 1; cut < crossing.size(); ++cut) crossing[cut] += crossing[cut - 1];
  return crossing;
}

}  // namespace fusewright
