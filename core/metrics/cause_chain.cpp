#include "core/metrics/cause_chain.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/metrics/schedule_index.h"

namespace fusewright {
namespace {

/// Times of memories are cut to whole cycles under `paper`, so what follows may begin up to a cycle apart.
constexpr double kSameTime = 1;

bool meets(Cycles end, Cycles start) {
  return std::abs(end.value - start.value) < kSameTime;
}

/// The records of a table by the piece that they are of, made when it is first asked for.
template <typename Records>
class ByPiece {
 public:
  ByPiece(const Records& records, std::size_t pieces) : records_(records), pieces_(pieces) {}

  [[nodiscard]] std::span<const std::uint32_t> of(PieceId piece) const {
    if (!index_)
      index_.emplace(records_.size(), pieces_, [&](std::size_t record) { return records_[record].piece.index(); });
    return index_->of(piece.index());
  }

 private:
  const Records& records_;
  std::size_t pieces_;
  mutable std::optional<KeyIndex> index_;
};

/// The records of a table by the time that they end, made when it is first asked for.
template <typename Records>
class ByEnd {
 public:
  /// `endOf` a record lies in [0, last].
  ByEnd(const Records& records, Cycles last, Cycles (*endOf)(const typename Records::value_type&))
      : records_(records), last_(last), endOf_(endOf) {}

  [[nodiscard]] std::span<const std::uint32_t> near(Cycles when) const {
    if (!index_) index_.emplace(records_.size(), last_, [&](std::size_t record) { return endOf_(records_[record]); });
    return index_->near(when, kSameTime);
  }

 private:
  const Records& records_;
  Cycles last_;
  Cycles (*endOf_)(const typename Records::value_type&);
  mutable std::optional<TimeIndex> index_;
};

/// Follows causes backwards through one schedule.
class Follower {
 public:
  Follower(const TileGraph& graph, const Schedule& schedule)
      : graph_(graph),
        schedule_(schedule),
        stays_(schedule.residencies, schedule.pieces.size()),
        transfers_(schedule.transfers, schedule.pieces.size()),
        endingStays_(schedule.residencies, schedule.makespan, [](const Residency& stay) { return stay.to; }),
        endingTransfers_(schedule.transfers, schedule.makespan, [](const Transfer& moved) { return moved.end; }) {}

  /// What that thing waited for.
  [[nodiscard]] std::optional<CauseLink> before(const CauseLink& link) const {
    if (const auto* tile = std::get_if<TileId>(&link.culprit)) return beforeTile(*tile);
    if (const auto* transfer = std::get_if<TransferId>(&link.culprit)) return beforeTransfer(*transfer);
    return beforeLeaving(std::get<PieceId>(link.culprit), link.from, link.to);
  }

  [[nodiscard]] CauseLink linkTo(TileId tile, BindingCause cause) const {
    return {.culprit = tile, .cause = cause, .from = schedule_.start[tile.index()], .to = schedule_.end[tile.index()]};
  }

 private:
  [[nodiscard]] CauseLink linkTo(TransferId id, BindingCause cause) const {
    const Transfer transfer = schedule_.transfers[id.index()];
    return {.culprit = id, .cause = cause, .from = transfer.start, .to = transfer.end};
  }

  /// A piece that left some memory at `when`; none if no stay of it ended then.
  [[nodiscard]] std::optional<CauseLink> linkToLeaving(PieceId piece, Cycles when) const {
    for (const std::uint32_t place : stays_.of(piece)) {
      const Residency stay = schedule_.residencies[place];
      if (meets(stay.to, when))
        return CauseLink{.culprit = piece, .cause = BindingCause::MemoryFull, .from = stay.from, .to = stay.to};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<CauseLink> beforeTile(TileId tile) const {
    const BindingCause cause = schedule_.boundBy[tile.index()];
    const std::int32_t id = schedule_.boundById[tile.index()];
    const bool tileBlamed =
        cause == BindingCause::CoreBusy || cause == BindingCause::Dependency || cause == BindingCause::Synchronisation;
    if (cause == BindingCause::OffChip && id < 0) return linkTo(TileId(-1 - id), cause);
    if (cause == BindingCause::LinkBusy || cause == BindingCause::MemoryFull)
      if (const auto arrival = arrivalFor(tile)) return linkTo(*arrival, cause);
    if (cause == BindingCause::None || id < 0) return std::nullopt;
    if (tileBlamed) return linkTo(TileId(id), cause);
    if (cause == BindingCause::MemoryFull) return leavingBlamedBy(tile, PieceId(id));
    return linkTo(TransferId(id), cause);
  }

  /// The transfer that brought the tile its last input just when it began.
  [[nodiscard]] std::optional<TransferId> arrivalFor(TileId tile) const {
    const Cycles start = schedule_.start[tile.index()];
    return lastEndingAt(
        start, [&](std::size_t, const Transfer& arrival) { return arrival.neededBy == tile && arrival.start < start; });
  }

  /// The last transfer in order of start that ended at `when` and is `wanted`.
  template <typename Wanted>
  [[nodiscard]] std::optional<TransferId> lastEndingAt(Cycles when, const Wanted& wanted) const {
    std::optional<TransferId> last;
    for (const std::uint32_t place : endingTransfers_.near(when)) {
      const Transfer transfer = schedule_.transfers[place];
      const bool later = !last || last->index() < place;
      if (later && meets(transfer.end, when) && wanted(place, transfer)) last = TransferId(std::size_t{place});
    }
    return last;
  }

  /// The stay of the piece that ended last before the tile began: an input may still have had to travel in between.
  [[nodiscard]] std::optional<CauseLink> leavingBlamedBy(TileId tile, PieceId piece) const {
    std::optional<Residency> last;
    for (const std::uint32_t place : stays_.of(piece)) {
      const Residency stay = schedule_.residencies[place];
      const bool before = stay.to.value < schedule_.start[tile.index()].value + kSameTime;
      if (before && (!last || stay.to > last->to)) last = stay;
    }
    if (!last) return std::nullopt;
    return CauseLink{.culprit = piece, .cause = BindingCause::MemoryFull, .from = last->from, .to = last->to};
  }

  [[nodiscard]] std::optional<CauseLink> beforeTransfer(TransferId id) const {
    const Transfer transfer = schedule_.transfers[id.index()];
    if (const auto maker = makerOf(transfer.piece); maker && meets(schedule_.end[maker->index()], transfer.start))
      return linkTo(*maker, BindingCause::Dependency);
    if (const auto holder = holderBefore(id)) return linkTo(*holder, BindingCause::LinkBusy);
    if (const auto leaving = roomMadeAt(transfer)) return leaving;
    return askedDuring(transfer);
  }

  [[nodiscard]] std::optional<TileId> makerOf(PieceId id) const {
    Piece piece = schedule_.pieces[id.index()];
    while (piece.kind == Piece::Kind::Slice) piece = schedule_.pieces[static_cast<std::size_t>(piece.source)];
    return piece.kind == Piece::Kind::TileOutput ? piece.tile : std::nullopt;
  }

  [[nodiscard]] bool sharesALink(const Transfer& a, const Transfer& b) const {
    return std::ranges::any_of(schedule_.linksOf(a), [&](LinkId link) {
      const auto links = schedule_.linksOf(b);
      return std::ranges::find(links, link) != links.end();
    });
  }

  /// The transfer on one of the links of `id` that ended when that one began.
  [[nodiscard]] std::optional<TransferId> holderBefore(TransferId id) const {
    const Transfer transfer = schedule_.transfers[id.index()];
    if (transfer.start.value <= 0) return std::nullopt;
    return lastEndingAt(transfer.start, [&](std::size_t place, const Transfer& other) {
      return place < id.index() && other.start < transfer.start && sharesALink(other, transfer);
    });
  }

  /// The piece that left the memory where the transfer's piece lies from its start on, just then.
  [[nodiscard]] std::optional<CauseLink> roomMadeAt(const Transfer& transfer) const {
    const auto& stays = schedule_.residencies;
    const auto own = stays_.of(transfer.piece);
    const auto arriving =
        std::ranges::find_if(own, [&](std::uint32_t place) { return meets(stays[place].from, transfer.start); });
    if (arriving == own.end() || transfer.start.value <= 0) return std::nullopt;
    std::optional<std::uint32_t> first;
    for (const std::uint32_t place : endingStays_.near(transfer.start)) {
      const Residency stay = stays[place];
      const bool made = stay.memory == stays[*arriving].memory && stay.piece != transfer.piece &&
                        meets(stay.to, transfer.start) && stay.from < transfer.start;
      if (made && (!first || place < *first)) first = place;
    }
    return first ? linkToLeaving(stays[*first].piece, stays[*first].to) : std::nullopt;
  }

  /// The tile that its core ran when the transfer began; none before the first one.
  [[nodiscard]] std::optional<CauseLink> askedDuring(const Transfer& transfer) const {
    const CoreId core = transfer.neededBy ? graph_.core[transfer.neededBy->index()] : transfer.from;
    const auto& tiles = schedule_.tilesOfCore[core.index()];
    const auto after = std::ranges::partition_point(
        tiles, [&](TileId tile) { return schedule_.start[tile.index()].value < transfer.start.value - kSameTime; });
    if (after == tiles.begin()) return std::nullopt;
    const TileId tile = *(after - 1);
    if (transfer.neededBy && tile == *transfer.neededBy) return std::nullopt;
    return linkTo(tile, BindingCause::CoreBusy);
  }

  /// The end of its write-back, or of its last user in the memory that it left.
  [[nodiscard]] std::optional<CauseLink> beforeLeaving(PieceId piece, Cycles from, Cycles to) const {
    for (const std::uint32_t place : transfers_.of(piece)) {
      const Transfer transfer = schedule_.transfers[place];
      if (transfer.start <= to && meets(transfer.end, to))
        return linkTo(TransferId(std::size_t{place}), BindingCause::Transfer);
    }
    for (const std::uint32_t place : stays_.of(piece)) {
      // What nobody needs any more leaves the off-chip memory at the same time, where nobody read it.
      const Residency stay = schedule_.residencies[place];
      if (stay.from == from && stay.to == to && stay.lastUser) return linkTo(*stay.lastUser, BindingCause::Dependency);
    }
    return std::nullopt;
  }

  const TileGraph& graph_;
  const Schedule& schedule_;
  const ByPiece<ResidencyTable> stays_;
  const ByPiece<TransferTable> transfers_;
  const ByEnd<ResidencyTable> endingStays_;
  const ByEnd<TransferTable> endingTransfers_;
};

}  // namespace

CauseChain causesOfStart(const TileGraph& graph, const Schedule& schedule, TileId tile, std::size_t most) {
  const Follower follower(graph, schedule);
  CauseChain chain;
  CauseLink at = follower.linkTo(tile, BindingCause::None);
  Cycles reached = schedule.start[tile.index()];
  while (auto link = follower.before(at)) {
    // Causes lie in the past; times cut to whole cycles must not lead around in circles.
    const bool seen = std::ranges::find(chain.links, link->culprit, &CauseLink::culprit) != chain.links.end();
    if (seen || link->to.value >= reached.value + kSameTime) break;
    if (chain.links.size() == most) {
      chain.complete = false;
      break;
    }
    // What made a piece leave happened when it left, not when it had come.
    reached = std::holds_alternative<PieceId>(link->culprit) ? link->to : link->from;
    at = *link;
    chain.links.push_back(*link);
  }
  return chain;
}

std::optional<TileId> tileAfter(const Schedule& schedule, const IdleInterval& idle) {
  const auto& tiles = schedule.tilesOfCore[idle.core.index()];
  const auto found =
      std::ranges::partition_point(tiles, [&](TileId tile) { return schedule.start[tile.index()] < idle.to; });
  return found == tiles.end() ? std::nullopt : std::optional(*found);
}

CauseChain causesOfIdle(const TileGraph& graph, const Schedule& schedule, const IdleInterval& idle, std::size_t most) {
  const auto tile = tileAfter(schedule, idle);
  return tile ? causesOfStart(graph, schedule, *tile, most) : CauseChain{};
}

}  // namespace fusewright
