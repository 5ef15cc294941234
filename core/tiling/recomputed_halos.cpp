#include "core/tiling/recomputed_halos.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/tiling/moving_range.h"
#include "core/tiling/tile_dependencies.h"

namespace fusewright {
namespace {

/// A loop over the steps of a group, in time or across cores.
struct StepLoop {
  std::int64_t parts = 1;
  bool acrossCores = false;
};

/// What the readers of a layer need of it, and one of them, for messages.
struct Need {
  MovingBox iterations;
  LayerId reader;
};

std::size_t loopsAcrossCores(const LayerTiling& tiling) {
  std::int64_t parts = 1;
  std::size_t loops = 0;
  while (parts < tiling.interCoreParts) parts *= tiling.loops[loops++].parts;
  return loops;
}

/// Places that the loops over tiles of `tiling` say for the tiles along `dim`, as often as tiles differ along it.
std::vector<std::int64_t> placesAlong(const LayerTiling& tiling, std::size_t dim) {
  std::vector<std::int64_t> places{0};
  for (const TileLoop& loop : tiling.loops) {
    if (static_cast<std::size_t>(loop.dim) != dim) continue;
    const std::vector<std::int64_t> before = std::exchange(places, {});
    for (std::int64_t part = 0; part < loop.parts; ++part)
      for (const std::int64_t place : before) places.push_back(place + part * loop.size);
  }
  return places;
}

Error refusal(const Workload& workload, LayerId layer, std::string what, std::string remedy) {
  return {std::move(what), fmt::format("{}: node '{}'", workload.name, workload.layer(layer).name), std::move(remedy)};
}

/// The compute layers whose output something outside of `group` reads, or the caller of the model.
std::vector<bool> leavingLayers(const Workload& workload, const std::vector<bool>& inGroup) {
  std::vector<bool> leaving(workload.layers.size()), seen(workload.tensors.size());
  const auto trace = [&](TensorId tensor) {
    if (seen[tensor.index()]) return;
    seen[tensor.index()] = true;
    Box whole;
    for (const std::int64_t size : workload.tensor(tensor).shape) whole.push({0, size});
    for (const ProducedBox& part : producersOfBox(workload, tensor, whole)) leaving[part.producer.index()] = true;
  };
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute && !inGroup[index])
      for (const Operand& input : workload.layers[index].inputs)
        if (input.tensor) trace(*input.tensor);
  for (std::size_t tensor = 0; tensor < workload.tensors.size(); ++tensor)
    if (workload.tensors[tensor].isGraphOutput) trace(TensorId(tensor));
  return leaving;
}

/// Cuts one group from its last layers back.
class GroupCutter {
 public:
  GroupCutter(const Workload& workload, const FusionGroup& group, const std::vector<LayerTiling>& tilings)
      : workload_(workload), group_(group), inGroup_(workload.layers.size()) {
    for (const LayerId layer : group.layers) {
      inGroup_[layer.index()] = true;
      cut_.emplace(layer, tilings[layer.index()]);
    }
    leaving_ = leavingLayers(workload, inGroup_);
  }

  /// The tilings of the layers of the group; none if no halo is recomputed.
  Result<std::map<LayerId, LayerTiling>> run() {
    for (auto layer = group_.layers.rbegin(); layer != group_.layers.rend(); ++layer) {
      if (auto done = cutLayer(*layer); !done) return tl::make_unexpected(done.error());
      const MovingBox iterations = iterationsOf(*layer);
      for (const Operand& input : workload_.layer(*layer).inputs) {
        if (!input.tensor) continue;
        const std::size_t rank = workload_.tensor(*input.tensor).shape.size();
        need(*input.tensor, movingRead(workload_.layer(*layer), input, iterations, rank), *layer);
      }
    }
    if (std::ranges::none_of(cut_, [](const auto& entry) { return entry.second.overlaps(); })) cut_.clear();
    return std::move(cut_);
  }

 private:
  Result<void> cutLayer(LayerId layer) {
    const auto need = needs_.find(layer);
    if (need == needs_.end()) {
      lead(cut_.at(layer));
      return {};
    }
    auto followed = follow(layer, need->second);
    if (!followed) return tl::make_unexpected(followed.error());
    if (followed->overlaps() && leaving_[layer.index()])
      return tl::make_unexpected(refusal(
          workload_, layer,
          "halos cannot be recomputed where the output leaves the group, too: parts of it would be written twice",
          "end the group with this layer, put all that reads it into the group, or store the group's halos"));
    cut_.at(layer) = *std::move(followed);
    return {};
  }

  /// Makes the loops over tiles of a last layer loops over steps: equal ones of several last layers are the same.
  void lead(LayerTiling& tiling) {
    const std::size_t across = loopsAcrossCores(tiling);
    std::vector<bool> taken(steps_.size());
    for (std::size_t at = 0; at < tiling.loops.size(); ++at) {
      const StepLoop wanted{.parts = tiling.loops[at].parts, .acrossCores = at < across};
      std::size_t step = 0;
      while (step < steps_.size() &&
             (taken[step] || steps_[step].parts != wanted.parts || steps_[step].acrossCores != wanted.acrossCores))
        ++step;
      if (step == steps_.size()) {
        steps_.push_back(wanted);
        taken.push_back(false);
      }
      taken[step] = true;
      tiling.loops[at].step = static_cast<std::int32_t>(step);
    }
  }

  [[nodiscard]] Error cannotFollow(LayerId layer, LayerId reader, int dim) const {
    const std::string& loop = workload_.layer(layer).dims[static_cast<std::size_t>(dim)].name;
    return refusal(workload_, layer,
                   fmt::format("halos cannot be recomputed along {}: what a step of '{}' reads does not move with the "
                               "steps, as where it adds up over what is cut",
                               loop, workload_.layer(reader).name),
                   fmt::format("leave {} of this layer whole, put '{}' into another group, or store the group's halos",
                               loop, workload_.layer(reader).name));
  }

  [[nodiscard]] Error otherCores(LayerId layer, LayerId reader, int dim) const {
    const std::string& loop = workload_.layer(layer).dims[static_cast<std::size_t>(dim)].name;
    return refusal(
        workload_, layer,
        fmt::format("halos cannot be recomputed along {}, which is spread over cores in another way than in '{}'", loop,
                    workload_.layer(reader).name),
        "spread both over the same cores along it, or store the group's halos");
  }

  /// The layer cut as the steps of its readers need it.
  Result<LayerTiling> follow(LayerId id, const Need& need) {
    const LayerTiling& asked = cut_.at(id);
    const Layer& layer = workload_.layer(id);
    LayerTiling tiling{.loops = {}, .tiles = 1, .interCoreParts = asked.interCoreParts, .tileSizes = asked.tileSizes};
    if (auto done = followAcrossCores(id, need, tiling); !done) return tl::make_unexpected(done.error());
    for (std::size_t at = tiling.loops.size(); at < asked.loops.size(); ++at)
      if (const int dim = asked.loops[at].dim; !moves(need, dim)) {
        return tl::make_unexpected(cannotFollow(id, need.reader, dim));
      }
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      if (steps_[step].acrossCores) continue;
      for (std::size_t dim = 0; dim < layer.dims.size(); ++dim)
        if (const std::int64_t shift = shiftOf(need, static_cast<int>(dim), step); shift != 0)
          tiling.loops.push_back({.dim = static_cast<int>(dim),
                                  .parts = steps_[step].parts,
                                  .size = shift,
                                  .step = static_cast<std::int32_t>(step)});
    }
    for (const TileLoop& loop : tiling.loops) tiling.tiles *= loop.parts;
    if (auto done = cover(id, need, tiling); !done) return tl::make_unexpected(done.error());
    return tiling;
  }

  /// The layer's own loops across cores, first in `tiling`, at the pace of its readers' where they move along.
  Result<void> followAcrossCores(LayerId id, const Need& need, LayerTiling& tiling) {
    const LayerTiling& asked = cut_.at(id);
    const std::size_t across = loopsAcrossCores(asked);
    std::vector<bool> used(steps_.size());
    for (std::size_t at = 0; at < across; ++at) {
      TileLoop loop = asked.loops[at];
      for (std::size_t step = 0; step < steps_.size() && loop.step < 0; ++step) {
        const std::int64_t shift = shiftOf(need, loop.dim, step);
        if (shift == 0 || !steps_[step].acrossCores || steps_[step].parts != loop.parts) continue;
        loop.step = static_cast<std::int32_t>(step);
        loop.size = shift;
        used[step] = true;
      }
      if (loop.step < 0 && moves(need, loop.dim)) return tl::make_unexpected(otherCores(id, need.reader, loop.dim));
      tiling.loops.push_back(loop);
    }
    for (std::size_t step = 0; step < steps_.size(); ++step)
      for (std::size_t dim = 0; dim < need.iterations.size(); ++dim)
        if (steps_[step].acrossCores && !used[step] && shiftOf(need, static_cast<int>(dim), step) != 0)
          return tl::make_unexpected(otherCores(id, need.reader, static_cast<int>(dim)));
    return {};
  }

  /// Sets what tiles cover, and the size of the largest one.
  Result<void> cover(LayerId id, const Need& need, LayerTiling& tiling) {
    const Layer& layer = workload_.layer(id);
    tiling.covers.resize(layer.dims.size());
    bool overlaps = false;
    for (std::size_t dim = 0; dim < layer.dims.size(); ++dim) {
      if (!moves(need, static_cast<int>(dim))) continue;
      std::int64_t own = std::numeric_limits<std::int64_t>::max();  // what lies from one step to the next
      for (const TileLoop& loop : tiling.loops)
        if (static_cast<std::size_t>(loop.dim) == dim) own = std::min(own, loop.size);
      const std::vector<std::int64_t> places = placesAlong(tiling, dim);
      const Interval read = need.iterations[dim]->first;
      const TileCover cover{.before = -read.begin,
                            .extent = std::max(read.size(), own),
                            .last = places.back(),
                            .length = layer.dims[dim].size};
      if (cover.at(0).empty() || cover.last - cover.before >= cover.length || cover.extent - cover.before <= 0)
        return tl::make_unexpected(cannotFollow(id, need.reader, static_cast<int>(dim)));
      const bool asCut = cover.before == 0 && cover.extent == own && cover.last < cover.length &&
                         cover.last + cover.extent >= cover.length;
      overlaps = overlaps || !asCut;
      tiling.covers[dim] = cover;
      tiling.tileSizes[dim] = 0;
      for (const std::int64_t place : places)
        tiling.tileSizes[dim] = std::max(tiling.tileSizes[dim], cover.at(place).size());
    }
    if (!overlaps) tiling.covers.clear();
    return {};
  }

  /// What a tile runs over, as it moves with the steps of the group.
  [[nodiscard]] MovingBox iterationsOf(LayerId id) const {
    const LayerTiling& tiling = cut_.at(id);
    MovingBox iterations(workload_.layer(id).dims.size());
    for (const TileLoop& loop : tiling.loops) {
      if (loop.step < 0) continue;
      const auto dim = static_cast<std::size_t>(loop.dim);
      auto& range = iterations[dim];
      const bool covers = tiling.overlaps() && tiling.covers[dim].extent > 0;
      const TileCover cover = covers ? tiling.covers[dim] : TileCover{.before = 0, .extent = tiling.tileSizes[dim]};
      if (!range)
        range = MovingRange{.first = {-cover.before, cover.extent - cover.before},
                            .shifts = std::vector<std::int64_t>(steps_.size())};
      range->shifts[static_cast<std::size_t>(loop.step)] += loop.size;
    }
    return iterations;
  }

  /// Adds what `reader` reads of `tensor` to what its producers in the group have to make.
  void need(TensorId id, const MovingBox& read, LayerId reader) {
    const Tensor& tensor = workload_.tensor(id);
    if (!tensor.producer) return;
    const Layer& producer = workload_.layer(*tensor.producer);
    if (producer.kind == LayerKind::Compute) {
      if (!inGroup_[tensor.producer->index()]) return;
      MovingBox iterations = movingWriters(producer, read);
      const auto [known, fresh] = needs_.try_emplace(*tensor.producer, Need{iterations, reader});
      if (!fresh) known->second = {hullOf(known->second.iterations, iterations), reader};
      return;
    }
    const auto route = std::ranges::find(producer.routes, id, &Route::output);
    if (route == producer.routes.end()) return;
    for (const RoutedInput& input : route->inputs)
      need(input.tensor, movingThrough(input.map, read, tensor.shape, workload_.tensor(input.tensor).shape), reader);
  }

  [[nodiscard]] static std::int64_t shiftOf(const Need& need, int dim, std::size_t step) {
    const auto& range = need.iterations[static_cast<std::size_t>(dim)];
    return range ? range->shift(step) : 0;
  }
  [[nodiscard]] bool moves(const Need& need, int dim) const {
    for (std::size_t step = 0; step < steps_.size(); ++step)
      if (shiftOf(need, dim, step) != 0) return true;
    return false;
  }

  const Workload& workload_;
  const FusionGroup& group_;
  std::vector<bool> inGroup_, leaving_;
  std::map<LayerId, LayerTiling> cut_;
  std::map<LayerId, Need> needs_;
  std::vector<StepLoop> steps_;
};

/// A recurrence cannot be stepped into: its state comes from all steps before.
Result<void> checkStates(const Workload& workload, const FusionGroup& group) {
  for (const LayerId layer : group.layers)
    if (workload.layer(layer).recurrence)
      return tl::make_unexpected(refusal(
          workload, layer, "halos cannot be recomputed along L of a recurrence: its state comes from all steps before",
          "put the recurrence into another group, or store the group's halos"));
  return {};
}

}  // namespace

Result<std::vector<LayerTiling>> withRecomputedHalos(const Workload& workload, const FusionPlan& plan,
                                                     std::vector<LayerTiling> tilings) {
  for (const FusionGroup& group : plan.groups) {
    if (group.halos == HaloRule::Stored || group.layers.size() < 2) continue;
    if (auto checked = checkStates(workload, group); !checked) return tl::make_unexpected(checked.error());
    auto cut = GroupCutter(workload, group, tilings).run();
    if (!cut) return tl::make_unexpected(cut.error());
    for (auto& [layer, tiling] : *cut) tilings[layer.index()] = std::move(tiling);
  }
  return tilings;
}

std::int64_t recomputedOperations(const Layer& layer, const LayerTiling& tiling) {
  if (!tiling.overlaps()) return 0;
  std::int64_t done = 1;
  for (std::size_t dim = 0; dim < layer.dims.size(); ++dim) {
    if (tiling.covers[dim].extent == 0) {
      done *= layer.dims[dim].size;
      continue;
    }
    std::int64_t along = 0;
    for (const std::int64_t place : placesAlong(tiling, dim)) along += tiling.covers[dim].at(place).size();
    done *= along;
  }
  return done - operationCount(layer);
}

}  // namespace fusewright
