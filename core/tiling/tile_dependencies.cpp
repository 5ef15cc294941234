#include "core/tiling/tile_dependencies.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "core/base/floor_divide.h"
#include "core/tiling/layer_tiling.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

void addProducers(const Workload& workload, TensorId id, const Box& box, std::vector<ProducedBox>& found) {
  const Tensor& tensor = workload.tensor(id);
  if (!tensor.producer || box.empty()) return;
  const Layer& layer = workload.layer(*tensor.producer);
  if (layer.kind == LayerKind::Compute) {
    found.push_back({.producer = *tensor.producer, .box = box});
    return;
  }
  const auto route = std::ranges::find(layer.routes, id, &Route::output);
  if (route == layer.routes.end()) return;
  for (const RoutedInput& input : route->inputs) {
    if (input.map.windowAxis) {  // cheap refusal first: a Concat may have thousands of inputs
      const Interval read = box.ranges[static_cast<std::size_t>(*input.map.windowAxis)];
      if (intersection(read, input.map.window).empty()) continue;
    }
    if (const auto source = mapBox(input.map, box, tensor.shape, workload.tensor(input.tensor).shape))
      addProducers(workload, input.tensor, *source, found);
  }
}

/// Iterations of each loop of `producer` that may write `box` of its output: loop by loop from the largest stride down,
/// given how far the loops below can reach and which indices the loops above leave to be made up. Exact where the loops
/// of an axis are like digits of its index and but the last is fixed; a superset where they overlap (ConvTranspose).
Box iterationsWriting(const Layer& producer, const Box& box) {
  Box iterations = wholeNest(producer);
  const std::size_t leading = producer.output.axes.size() - box.rank;
  const auto size = [&](AxisTerm term) { return producer.dims[static_cast<std::size_t>(term.dim)].size; };
  for (std::size_t axisIndex = 0; axisIndex < box.rank; ++axisIndex) {
    const Axis& axis = producer.output.axes[leading + axisIndex];
    if (axis.broadcast) continue;
    std::array<AxisTerm, kMaxRank> terms{};
    // A loop of one iteration adds nothing, but may share its stride with the loop outside it.
    const auto last =
        std::ranges::copy_if(axis.terms, terms.begin(), [&](AxisTerm term) { return size(term) > 1; }).out;
    std::stable_sort(terms.begin(), last, [](AxisTerm a, AxisTerm b) { return a.stride > b.stride; });
    std::int64_t reach = 0;
    for (auto term = terms.begin(); term != last; ++term) reach += term->stride * (size(*term) - 1);
    Interval wanted{box.ranges[axisIndex].begin - axis.offset, box.ranges[axisIndex].end - axis.offset};
    for (auto term = terms.begin(); term != last; ++term) {
      const std::int64_t stride = term->stride;
      reach -= stride * (size(*term) - 1);
      const Interval range{floorDivide(wanted.begin - reach + stride - 1, stride),
                           floorDivide(wanted.end - 1, stride) + 1};
      Interval& loop = iterations.ranges[static_cast<std::size_t>(term->dim)];
      loop = intersection(loop, range);
      if (loop.empty()) break;
      wanted = {wanted.begin - (loop.end - 1) * stride, wanted.end - loop.begin * stride};
    }
  }
  return iterations;
}

/// Parts of one tile loop that may hold iterations of `range`, which counts from where the parts of the loop's outer
/// cuts begin.
Interval partsTouching(const LayerTiling& tiling, const TileLoop& loop, Interval range) {
  if (tiling.overlaps() && tiling.covers[static_cast<std::size_t>(loop.dim)].extent > 0) return {0, loop.parts};
  const std::int64_t begin = std::max<std::int64_t>(range.begin, 0);
  return {begin / loop.size, std::min(floorDivide(range.end - 1, loop.size) + 1, loop.parts)};
}

/// Where tile `index` stands in the loops over steps of its group.
void findPlace(const LayerTiling& tiling, std::int64_t index, StepPlace& place) {
  place.clear();
  if (std::ranges::all_of(tiling.loops, [](const TileLoop& loop) { return loop.step < 0; })) return;
  for (const TileLoop& loop : tiling.loops) {
    if (loop.step >= 0) {
      const auto step = static_cast<std::size_t>(loop.step);
      if (place.size() <= step) place.resize(step + 1, -1);
      place[step] = index % loop.parts;
    }
    index /= loop.parts;
  }
}

bool overlap(const Box& a, const Box& b) {
  for (std::size_t axis = 0; axis < a.rank; ++axis)
    if (intersection(a.ranges[axis], b.ranges[axis]).empty()) return false;
  return true;
}

/// The part of `box` that tile `index` of `producer` writes.
Box writtenPart(const Layer& producer, const LayerTiling& tiling, std::int64_t index, const Box& box,
                std::span<const std::int64_t> shape) {
  Box part = clippedTouchedBox(producer.output, tileRanges(tiling, index), shape);
  for (std::size_t axis = 0; axis < box.rank; ++axis)
    part.ranges[axis] = intersection(part.ranges[axis], box.ranges[axis]);
  return part;
}

/// The tiles of a layer that hold some of the wanted iterations, loop by loop. What is cut across cores and in time too
/// has the outer cut first: the inner one then counts from where the outer part begins.
class TileSearch {
 public:
  TileSearch(const LayerTiling& tiling, const StepPlace& place, const Box& wanted)
      : tiling_(tiling), place_(place), wanted_(wanted), left_(wanted) {}

  /// Adds their numbers, ascending.
  void into(std::vector<std::int32_t>& tiles) {
    visit(0, 0, 1, tiles);
    if (!std::ranges::is_sorted(tiles)) std::ranges::sort(tiles);
  }

 private:
  void visit(std::size_t number, std::int64_t index, std::int64_t stride, std::vector<std::int32_t>& tiles) {
    if (number == tiling_.loops.size()) {
      if (overlap(tileRanges(tiling_, index), wanted_)) tiles.push_back(static_cast<std::int32_t>(index));
      return;
    }
    const TileLoop& loop = tiling_.loops[number];
    Interval& range = left_.ranges[static_cast<std::size_t>(loop.dim)];
    const Interval whole = range;
    const bool follows = tiling_.overlaps() && loop.step >= 0 && static_cast<std::size_t>(loop.step) < place_.size();
    const std::int64_t fixed = follows ? place_[static_cast<std::size_t>(loop.step)] : -1;
    const Interval parts = fixed >= 0 ? Interval{fixed, fixed + 1} : partsTouching(tiling_, loop, whole);
    for (std::int64_t part = parts.begin; part < parts.end; ++part) {
      range = {whole.begin - part * loop.size, std::min(whole.end - part * loop.size, loop.size)};
      visit(number + 1, index + part * stride, stride * loop.parts, tiles);
    }
    range = whole;
  }

  const LayerTiling& tiling_;
  const StepPlace& place_;
  const Box& wanted_;
  Box left_;  ///< the wanted iterations, counted from where the chosen parts begin
};

struct Edge {
  LayerId layer;
  std::int32_t indexInLayer = 0;
  std::uint8_t input = 0;
  Bits bits;
  std::int32_t part = -1;  ///< EdgeCollector::parts(); -1 if not kept
};

/// Producers of one tile over all its inputs, by layer, then index in layer; one edge per producer tile and input.
class EdgeCollector {
 public:
  EdgeCollector(const Workload& workload, const TileGraph& graph, bool keepsParts)
      : workload_(workload), graph_(graph), keepsParts_(keepsParts) {}

  /// What the edges of the last tile read of their producers' outputs, if parts are kept.
  [[nodiscard]] const std::vector<Box>& parts() const { return parts_; }

  [[nodiscard]] const std::vector<Edge>& edgesOf(TileId tile) {
    return edgesOf(graph_.layer[tile.index()], graph_.indexInLayer[tile.index()]);
  }
  [[nodiscard]] const std::vector<Edge>& edgesOf(LayerId id, std::int32_t index) {
    edges_.clear();
    parts_.clear();
    const Layer& layer = workload_.layer(id);
    const LayerTiling& tiling = graph_.layerTilings[id.index()];
    const Box loops = tileRanges(tiling, index);
    findPlace(tiling, index, place_);
    for (std::size_t input = 0; input < layer.inputs.size(); ++input)
      addInput(layer.inputs[input], static_cast<std::uint8_t>(input), loops);
    if (index >= tiling.interCoreParts)
      edges_.push_back({.layer = id,
                        .indexInLayer = static_cast<std::int32_t>(index - tiling.interCoreParts),
                        .input = 0,
                        .bits = Bits(0)});
    mergeEqual();
    return edges_;
  }

 private:
  void addInput(const Operand& operand, std::uint8_t input, const Box& loops) {
    if (!operand.tensor) return;
    produced_.clear();
    const Box read = clippedTouchedBox(operand, loops, workload_.tensor(*operand.tensor).shape);
    addProducers(workload_, *operand.tensor, read, produced_);
    for (const ProducedBox& part : produced_) {
      const Layer& producer = workload_.layer(part.producer);
      const LayerTiling& tiling = graph_.layerTilings[part.producer.index()];
      const std::int64_t precision = storedPrecision(workload_, producer);
      if (tiling.loops.empty()) {  // one tile writes it all
        addEdge(part.producer, 0, input, part.box, precision);
        continue;
      }
      const auto& shape = workload_.tensor(*producer.output.tensor).shape;
      for (std::int32_t index : tilesWriting(producer, tiling, part.box, place_))
        addEdge(part.producer, index, input, writtenPart(producer, tiling, index, part.box, shape), precision);
    }
  }

  void addEdge(LayerId producer, std::int32_t index, std::uint8_t input, const Box& part, std::int64_t precision) {
    edges_.push_back({producer, index, input, Bits(part.volume() * precision), -1});
    if (!keepsParts_) return;
    edges_.back().part = static_cast<std::int32_t>(parts_.size());
    parts_.push_back(part);
  }

  void mergeEqual() {
    const auto key = [](const Edge& edge) { return std::tuple(edge.layer, edge.indexInLayer, edge.input); };
    if (edges_.size() < 2) return;
    std::ranges::sort(edges_, {}, key);
    std::size_t kept = 0;
    for (std::size_t next = 1; next < edges_.size(); ++next)
      if (key(edges_[next]) == key(edges_[kept])) {
        edges_[kept].bits += edges_[next].bits;
        edges_[kept].part = -1;
      } else {
        edges_[++kept] = edges_[next];
      }
    edges_.resize(kept + 1);
  }

  const Workload& workload_;
  const TileGraph& graph_;
  bool keepsParts_;
  std::vector<ProducedBox> produced_;
  StepPlace place_;
  std::vector<Edge> edges_;
  std::vector<Box> parts_;
};

/// Numbers the parts of outputs that tiles of one fusion group read, the same part the same number. Keys lie one after
/// the other in one array: producer, group, ranges; an open hash table finds them.
class SliceNumbers {
 public:
  [[nodiscard]] std::int32_t of(TileId producer, std::int32_t group, const Box& part) {
    key_.assign({producer.value, group});
    for (const Interval range : part.axes()) key_.insert(key_.end(), {range.begin, range.end});
    if (2 * (begins_.size() + 1) > places_.size()) grow();
    std::int32_t& place = placeOf(key_);
    if (place < 0) {
      place = static_cast<std::int32_t>(begins_.size());
      begins_.push_back(keys_.size());
      keys_.insert(keys_.end(), key_.begin(), key_.end());
    }
    return place;
  }

 private:
  static std::size_t hashOf(std::span<const std::int64_t> key) {
    std::uint64_t hash = 0;
    for (const std::int64_t part : key) hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(hash ^ (hash >> 29U));
  }

  [[nodiscard]] std::span<const std::int64_t> keyOf(std::int32_t number) const {
    const auto at = static_cast<std::size_t>(number);
    const std::size_t end = at + 1 < begins_.size() ? begins_[at + 1] : keys_.size();
    return std::span(keys_).subspan(begins_[at], end - begins_[at]);
  }

  /// Where the number of the key stands, or is to stand.
  [[nodiscard]] std::int32_t& placeOf(std::span<const std::int64_t> key) {
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hashOf(key) & mask;; at = (at + 1) & mask)
      if (places_[at] < 0 || std::ranges::equal(keyOf(places_[at]), key)) return places_[at];
  }

  void grow() {
    places_.assign(std::max<std::size_t>(64, 2 * places_.size()), -1);
    for (std::size_t number = 0; number < begins_.size(); ++number)
      placeOf(keyOf(static_cast<std::int32_t>(number))) = static_cast<std::int32_t>(number);
  }

  std::vector<std::int64_t> key_;
  std::vector<std::int64_t> keys_;
  std::vector<std::size_t> begins_;   ///< by number: first entry of keys_
  std::vector<std::int32_t> places_;  ///< a power of two of them; -1: free
};

Error tooManyDependencies(const Workload& workload, LayerId layer) {
  return {fmt::format("its tiles depend on more than {} others in all", kMostDependencies),
          fmt::format("{}: node '{}'", workload.name, workload.layer(layer).name),
          "ask for fewer parts of it or of what it reads with --tiling DIM=PARTS, or for a larger on-chip memory"};
}

/// The first layer with which the design passes kMostDependencies, judged by three tiles of each finely cut layer.
Result<void> checkDependencies(const Workload& workload, const TileGraph& graph, EdgeCollector& collector,
                               const std::stop_token& stop) {
  constexpr std::int64_t kFinelyCut = 256;
  double total = 0;
  for (std::size_t layer = 0; layer < graph.layerTilings.size(); ++layer) {
    const std::int64_t tiles = graph.layerTilings[layer].tiles;
    if (tiles < kFinelyCut) continue;
    if (stop.stop_requested()) return failure("stopped", workload.name);
    double edges = 0;
    for (const std::int64_t index : {std::int64_t{0}, tiles / 2, tiles - 1})
      edges += static_cast<double>(collector.edgesOf(LayerId(layer), static_cast<std::int32_t>(index)).size());
    total += edges / 3 * static_cast<double>(tiles);
    // Three tiles say it only about: what is near is counted.
    if (total > 2 * static_cast<double>(kMostDependencies))
      return tl::make_unexpected(tooManyDependencies(workload, LayerId(layer)));
  }
  return {};
}

/// Turns producer lists around: consumers of each tile, ascending and without repeats.
void fillConsumers(TileGraph& graph) {
  const std::size_t tiles = graph.size();
  graph.consumers.assign(tiles, 0);
  graph.consumerBegin.assign(tiles + 1, 0);
  const auto forEachPair = [&](auto&& visit) {
    for (std::size_t tile = 0; tile < tiles; ++tile) {
      std::optional<TileId> last;  // a producer read through two inputs stands twice in a row
      for (TileId producer : graph.producersOf(TileId(tile))) {
        if (last != producer) visit(producer, TileId(tile));
        last = producer;
      }
    }
  };
  forEachPair([&](TileId producer, TileId consumer) {
    ++graph.consumerBegin[producer.index() + 1];
    if (graph.layer[producer.index()] != graph.layer[consumer.index()]) ++graph.consumers[producer.index()];
  });
  for (std::size_t tile = 0; tile < tiles; ++tile) graph.consumerBegin[tile + 1] += graph.consumerBegin[tile];
  graph.consumer.resize(static_cast<std::size_t>(graph.consumerBegin[tiles]));
  std::vector<std::int32_t> next(graph.consumerBegin.begin(), graph.consumerBegin.end() - 1);
  forEachPair([&](TileId producer, TileId consumer) {
    graph.consumer[static_cast<std::size_t>(next[producer.index()]++)] = consumer;
  });
}

}  // namespace

std::vector<ProducedBox> producersOfBox(const Workload& workload, TensorId tensor, const Box& box) {
  std::vector<ProducedBox> found;
  addProducers(workload, tensor, box, found);
  return found;
}

std::vector<std::int32_t> tilesWriting(const Layer& producer, const LayerTiling& tiling, const Box& box) {
  return tilesWriting(producer, tiling, box, {});
}

std::vector<std::int32_t> tilesWriting(const Layer& producer, const LayerTiling& tiling, const Box& box,
                                       const StepPlace& place) {
  if (tiling.loops.empty()) return {0};
  const Box iterations = iterationsWriting(producer, box);
  if (iterations.empty()) return {};
  std::vector<std::int32_t> tiles;
  TileSearch(tiling, place, iterations).into(tiles);
  return tiles;
}

Result<TileGraph> withDependencies(const Workload& workload, TileGraph graph, const Assumptions& assumptions,
                                   std::stop_token stop) {
  const bool slices = assumptions.has(Repair::KeptSlices);
  SliceNumbers numbers;
  graph.producerBegin.assign(1, 0);
  graph.producerBegin.reserve(graph.size() + 1);
  EdgeCollector collector(workload, graph, slices);
  if (auto checked = checkDependencies(workload, graph, collector, stop); !checked)
    return tl::make_unexpected(checked.error());
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    if (stop.stop_requested()) return failure("stopped", workload.name);  // a tile may have very many producers
    for (const Edge& edge : collector.edgesOf(TileId(tile))) {
      const TileId producer = graph.tilesOfLayer[edge.layer.index()][static_cast<std::size_t>(edge.indexInLayer)];
      graph.producer.push_back(producer);
      graph.producerBits.push_back(edge.bits);
      graph.producerInput.push_back(edge.input);
      if (!slices) continue;
      const bool shared = edge.part >= 0 && edge.bits < graph.outputBits[producer.index()];
      graph.producerSlice.push_back(
          shared ? numbers.of(producer, graph.group[tile], collector.parts()[static_cast<std::size_t>(edge.part)])
                 : -1);
    }
    if (graph.producer.size() > static_cast<std::size_t>(kMostDependencies))
      return tl::make_unexpected(tooManyDependencies(workload, graph.layer[tile]));
    graph.producerBegin.push_back(static_cast<std::int32_t>(graph.producer.size()));
  }
  fillConsumers(graph);
  return graph;
}

}  // namespace fusewright
