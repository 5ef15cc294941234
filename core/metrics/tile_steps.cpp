#include "core/metrics/tile_steps.h"

#include <algorithm>
#include <bit>

namespace fusewright {
namespace {

constexpr std::size_t kPart = 256;  ///< tiles of a core, after which the next core has its turn
constexpr std::size_t kAhead = 24;  ///< tiles

std::uint64_t stirred(std::uint64_t state, std::uint64_t more) {
  // Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
  state = (state ^ more) * 0xBF58476D1CE4E5B9;
  return state ^ (state >> 29);
}

/// One or zero, without a branch. Doubles are exact below 2^53.
int isWhole(double cycles) {
  return static_cast<int>(static_cast<double>(static_cast<std::int64_t>(cycles)) == cycles);
}

}  // namespace

TileStepReader::TileStepReader(const Workload& workload, const TileGraph& graph, const Schedule& schedule)
    : graph_(graph), schedule_(schedule), steps_(kCoresAtOnce) {
  for (const Layer& layer : workload.layers) families_.push_back(layer.family.index());
}

std::span<const TileSteps> TileStepReader::read(std::size_t first, std::size_t count) {
  const auto cores = std::span(schedule_.tilesOfCore).subspan(first, count);
  std::size_t longest = 0;
  for (std::size_t core = 0; core < count; ++core) {
    const std::size_t tiles = cores[core].size();
    longest = std::max(longest, tiles);
    steps_[core].symbols.resize(tiles);
    steps_[core].whole = true;
  }
  for (std::size_t begin = 0; begin < longest; begin += kPart)
    for (std::size_t core = 0; core < count; ++core)
      if (begin < cores[core].size()) readPart(cores[core], begin, steps_[core]);
  return std::span(steps_).first(count);
}

/// Tiles of one core may lie far from each other: memory is asked for those ahead before they are read.
void TileStepReader::fetch(std::size_t tile) const {
  __builtin_prefetch(&schedule_.start[tile]);
  __builtin_prefetch(&schedule_.end[tile]);
  __builtin_prefetch(&graph_.layer[tile]);
}

void TileStepReader::readPart(std::span<const TileId> tiles, std::size_t begin, TileSteps& steps) const {
  double before = begin == 0 ? 0 : schedule_.start[tiles[begin - 1].index()].value;
  const std::size_t last = std::min(begin + kPart, tiles.size());
  int whole = 1;
  for (std::size_t place = begin; place < last; ++place) {
    const std::size_t tile = tiles[place].index();
    if (place + kAhead < tiles.size()) fetch(tiles[place + kAhead].index());
    const double from = schedule_.start[tile].value;
    const double to = schedule_.end[tile].value;
    std::uint64_t symbol = families_[graph_.layer[tile].index()] + 1;
    symbol = stirred(symbol, std::bit_cast<std::uint64_t>(to - from));
    steps.symbols[place] = stirred(symbol, std::bit_cast<std::uint64_t>(from - before));
    before = from;
    whole &= isWhole(from) & isWhole(to);
  }
  steps.whole = steps.whole && whole == 1;
}

}  // namespace fusewright
