#include "core/metrics/memory_contents.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr std::size_t kRadix = 16;

/// The latest end of each block of kRadix entries, level by level until one is left.
std::vector<std::vector<double>> latestEndsOf(const ResidencyTable& residencies) {
  std::vector<double> below;
  below.reserve(residencies.size());
  for (const Residency& residency : residencies) below.push_back(residency.to.value);
  std::vector<std::vector<double>> levels;
  while (below.size() > 1) {
    std::vector<double> level((below.size() + kRadix - 1) / kRadix, 0.0);
    for (std::size_t entry = 0; entry < below.size(); ++entry)
      level[entry / kRadix] = std::max(level[entry / kRadix], below[entry]);
    levels.push_back(level);
    below = std::move(level);
  }
  return levels;
}

/// Goes down into blocks that hold a stay which ends after `at`; calls `found` with each such stay before `last`.
template <typename Found>
void visit(const ContentsIndex& index, const ResidencyTable& residencies, double at, std::size_t last,
           std::size_t level, std::size_t block, const Found& found) {
  std::size_t width = 1;
  for (std::size_t below = 0; below < level; ++below) width *= kRadix;
  if (block * width >= last) return;
  if (level == 0) {
    if (residencies[block].to.value > at) found(block);
    return;
  }
  const auto& ends = index.latestEnds[level - 1];
  if (block >= ends.size() || ends[block] <= at) return;
  for (std::size_t child = block * kRadix; child < (block + 1) * kRadix; ++child)
    visit(index, residencies, at, last, level - 1, child, found);
}

TensorKind kindOfTensor(const Workload& workload, std::optional<TensorId> tensor) {
  return tensor ? workload.tensor(*tensor).kind : TensorKind::Activation;
}

/// Looks for the earliest tile that still runs after an instant among those of a core, or of all cores.
class NextUser {
 public:
  NextUser(const ContentsSource& source, std::optional<CoreId> core, double at)
      : source_(source), core_(core), at_(at) {}

  void consider(TileId tile) {
    if (core_ && source_.graph.core[tile.index()] != *core_) return;
    if (source_.schedule.end[tile.index()].value <= at_) return;
    if (!best_ || source_.schedule.start[tile.index()] < source_.schedule.start[best_->index()]) best_ = tile;
  }
  [[nodiscard]] std::optional<TileId> tile() const { return best_; }

 private:
  const ContentsSource& source_;
  std::optional<CoreId> core_;
  double at_;
  std::optional<TileId> best_;
};

/// Which part of `producer` the tile reads, as TileGraph::producerSlice numbers them; -1: one that it shares with
/// nobody.
std::int32_t sliceRead(const TileGraph& graph, TileId reader, TileId producer) {
  for (auto edge = graph.producerBegin[reader.index()]; edge < graph.producerBegin[reader.index() + 1]; ++edge) {
    const auto at = static_cast<std::size_t>(edge);
    if (graph.producer[at] == producer) return at < graph.producerSlice.size() ? graph.producerSlice[at] : -1;
  }
  return -1;
}

/// Calls `found` with each tile that reads the piece.
template <typename Found>
void visitReaders(const ContentsIndex& index, const ContentsSource& source, const Piece& piece, const Found& found) {
  const TileGraph& graph = source.graph;
  if (piece.kind == Piece::Kind::TileOutput && piece.tile) {
    for (const TileId reader : graph.consumersOf(*piece.tile))
      // Consecutive tiles of a layer only follow each other.
      if (graph.layer[reader.index()] != piece.layer) found(reader);
  } else if (piece.kind == Piece::Kind::Constant) {
    const auto constant = static_cast<std::size_t>(piece.source);
    for (auto user = index.constantUserBegin[constant]; user < index.constantUserBegin[constant + 1]; ++user)
      found(index.constantUser[static_cast<std::size_t>(user)]);
  } else if (piece.kind == Piece::Kind::Slice && piece.tile) {
    const Piece& whole = source.schedule.pieces[static_cast<std::size_t>(piece.source)];
    const bool ofTile = whole.kind == Piece::Kind::TileOutput && whole.tile;
    const std::int32_t slice = ofTile ? sliceRead(graph, *piece.tile, *whole.tile) : -1;
    if (slice < 0) return found(*piece.tile);
    for (const TileId reader : graph.consumersOf(*whole.tile))
      if (sliceRead(graph, reader, *whole.tile) == slice) found(reader);
  }
}

/// Starts and ends of the tiles nearest to `at` and the nearest changes of occupancy, on both sides.
template <typename Found>
void nearestEvents(const Schedule& schedule, const Metrics& metrics, double at, const Found& found) {
  const auto around = [&](const auto& sorted, const auto& timeOf) {
    const auto after = std::ranges::upper_bound(sorted, at, {}, timeOf);
    if (after != sorted.end()) found(timeOf(*after));
    const auto from = std::ranges::lower_bound(sorted, at, {}, timeOf);
    if (from != sorted.begin()) found(timeOf(*std::prev(from)));
  };
  for (const auto& tiles : schedule.tilesOfCore) {
    around(tiles, [&](TileId tile) { return schedule.start[tile.index()].value; });
    around(tiles, [&](TileId tile) { return schedule.end[tile.index()].value; });
  }
  for (const MemoryTrace& trace : metrics.memories) around(trace.times, [](Cycles time) { return time.value; });
}

}  // namespace

ContentsIndex buildContentsIndex(const ContentsSource& source) {
  const TileGraph& graph = source.graph;
  ContentsIndex index{.latestEnds = latestEndsOf(source.schedule.residencies),
                      .constantUserBegin = std::vector<std::int32_t>(graph.constants.size() + 1, 0),
                      .constantUser = std::vector<TileId>(graph.constant.size())};
  for (const std::int32_t constant : graph.constant) ++index.constantUserBegin[static_cast<std::size_t>(constant) + 1];
  for (std::size_t constant = 1; constant < index.constantUserBegin.size(); ++constant)
    index.constantUserBegin[constant] += index.constantUserBegin[constant - 1];
  std::vector<std::int32_t> next(index.constantUserBegin.begin(), index.constantUserBegin.end() - 1);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    for (const std::int32_t constant : graph.constantsOf(TileId(tile)))
      index.constantUser[static_cast<std::size_t>(next[static_cast<std::size_t>(constant)]++)] = TileId(tile);
  return index;
}

bool readsPiece(const ContentsSource& source, TileId tile, PieceId id) {
  const Piece& piece = source.schedule.pieces[id.index()];
  const TileGraph& graph = source.graph;
  if (piece.kind == Piece::Kind::Constant)
    return std::ranges::find(graph.constantsOf(tile), piece.source) != graph.constantsOf(tile).end();
  if (!piece.tile) return false;
  if (piece.kind == Piece::Kind::TileOutput)
    return piece.layer != graph.layer[tile.index()] &&
           std::ranges::find(graph.producersOf(tile), *piece.tile) != graph.producersOf(tile).end();
  if (piece.tile == tile) return true;
  const Piece& whole = source.schedule.pieces[static_cast<std::size_t>(piece.source)];
  if (whole.kind != Piece::Kind::TileOutput || !whole.tile) return false;
  const std::int32_t slice = sliceRead(graph, tile, *whole.tile);
  return slice >= 0 && slice == sliceRead(graph, *piece.tile, *whole.tile);
}

std::vector<TileId> readersOf(const ContentsIndex& index, const ContentsSource& source, PieceId piece,
                              std::size_t most) {
  std::vector<TileId> readers;
  visitReaders(index, source, source.schedule.pieces[piece.index()], [&](TileId reader) {
    if (readers.size() < most) readers.push_back(reader);
  });
  return readers;
}

TensorKind kindOf(const ContentsSource& source, PieceId id) {
  const Piece& piece = source.schedule.pieces[id.index()];
  if (piece.kind == Piece::Kind::TileOutput)
    return kindOfTensor(source.workload, source.workload.layer(piece.layer).output.tensor);
  if (piece.source < 0) return TensorKind::Activation;
  if (piece.kind == Piece::Kind::Slice) return kindOf(source, PieceId(piece.source));
  const ConstantPiece& constant = source.graph.constants[static_cast<std::size_t>(piece.source)];
  const Layer& reader = source.workload.layer(constant.layer);
  return kindOfTensor(source.workload, reader.inputs[static_cast<std::size_t>(constant.input)].tensor);
}

std::vector<MemoryContents> contentsAt(const ContentsIndex& index, const ContentsSource& source, Cycles at) {
  const auto memories = topMemories(source.accelerator);
  std::vector<MemoryContents> contents(memories.size());
  for (std::size_t memory = 0; memory < memories.size(); ++memory) contents[memory].memory = MemoryId(memory);
  const auto& residencies = source.schedule.residencies;
  const auto last =
      static_cast<std::size_t>(std::ranges::upper_bound(residencies, at, {}, &Residency::from) - residencies.begin());
  visit(index, residencies, at.value, last, index.latestEnds.size(), 0, [&](std::size_t found) {
    const Residency& residency = residencies[found];
    MemoryContents& memory = contents[residency.memory.index()];
    const CoreId core = memories[residency.memory.index()].core;
    const auto readers = core == source.accelerator.offChip ? std::nullopt : std::optional(core);
    NextUser next(source, readers, at.value);
    visitReaders(index, source, source.schedule.pieces[residency.piece.index()],
                 [&](TileId reader) { next.consider(reader); });
    memory.held += residency.bits;
    memory.pieces.push_back({.residency = static_cast<std::int32_t>(found),
                             .kind = kindOf(source, residency.piece),
                             .nextUser = next.tile()});
  });
  return contents;
}

std::optional<Cycles> nextEvent(const Schedule& schedule, const Metrics& metrics, Cycles at) {
  std::optional<Cycles> nearest;
  nearestEvents(schedule, metrics, at.value, [&](double time) {
    if (time > at.value && (!nearest || time < nearest->value)) nearest = Cycles(time);
  });
  return nearest;
}

std::optional<Cycles> previousEvent(const Schedule& schedule, const Metrics& metrics, Cycles at) {
  std::optional<Cycles> nearest;
  nearestEvents(schedule, metrics, at.value, [&](double time) {
    if (time < at.value && (!nearest || time > nearest->value)) nearest = Cycles(time);
  });
  return nearest;
}

}  // namespace fusewright
