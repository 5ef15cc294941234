// The part of TileScheduler that books links for transfers (METHOD A5.4, A5.8).
#include <algorithm>
#include <cmath>

#include "core/schedule/tile_scheduler.h"

namespace fusewright {

TransferId TileScheduler::addTransfer(Transfer transfer, std::span<const LinkId> links) {
  const TransferId id(schedule_.transfers.size());
  transfer.firstLink = listedRoute(transfer.from, transfer.to, links);
  transfer.linkCount = static_cast<std::int32_t>(links.size());
  const CarriedBlock block{-1, -1, transfer.piece.value};
  for (std::size_t hop = 0; hop < links.size(); ++hop) {
    const LinkId link = links[hop];
    if (hop < 32 && isRepeated(link, block, transfer.start.value)) {
      transfer.sharedHops |= 1U << hop;
      continue;
    }
    links_[link.index()].book(transfer.start.value, transfer.end.value, transfer.bandwidth.value,
                              {Booker::Kind::Transfer, id.value});
  }
  schedule_.transfers.push_back(transfer);
  return id;
}

/// Where the links between two cores stand in Schedule::transferLinks; each route is listed once.
std::int32_t TileScheduler::listedRoute(CoreId from, CoreId to, std::span<const LinkId> links) {
  std::int32_t& begin = routeBegin_[from.index() * accelerator_.cores.size() + to.index()];
  if (begin < 0) {
    begin = static_cast<std::int32_t>(schedule_.transferLinks.size());
    schedule_.transferLinks.insert(schedule_.transferLinks.end(), links.begin(), links.end());
  }
  return begin;
}

/// Whether the move needs no bandwidth of its own. With one core nothing is ever moved for two.
bool TileScheduler::isRepeated(LinkId link, const CarriedBlock& block, double start) {
  return !repaired(Repair::BoundedLinks) && coreIdle_.size() > 2 && carried_.isRepeated(link, block, start);
}

/// A layer spread over several cores leaves room on the links for all of them; its transfers then take less time than
/// their bits need, which B2 repairs.
double TileScheduler::shareOfLinks(LayerId layer) const {
  if (repaired(Repair::BoundedLinks)) return 1;
  return 1.0 / static_cast<double>(graph_.layerTilings[layer.index()].interCoreParts);
}

/// Moves a piece from `wish.start` on at the earliest, for as long as `wish` lasts, in one window or in parts.
TileScheduler::Carried TileScheduler::carry(Transfer wish, std::span<const LinkId> links) {
  const double from = wish.start.value, duration = (wish.end - wish.start).value;
  const bool inParts = linkUse_ == LinkUse::InParts && repaired(Repair::BoundedLinks) && !links.empty() &&
                       repaired(Repair::BoundedPrefetch) && duration > 0;
  if (!inParts) {
    const LinkWindow window = earliestCommonWindow(links_, links, from, duration, wish.bandwidth.value);
    wish.start = Cycles(window.start);
    wish.end = Cycles(window.start + duration);
    return {window.start, window.start + duration, window.heldBy, addTransfer(wish, links)};
  }
  const LinkParts found = earliestParts(links_, links, from, duration, wish.bandwidth.value);
  Carried carried{
      .start = found.parts.front().start, .end = found.parts.back().end, .heldBy = found.heldBy, .last = {}};
  Bits left = wish.bits;
  for (const LinkPart& part : found.parts) {
    wish.start = Cycles(part.start);
    wish.end = Cycles(part.end);
    const auto most = static_cast<std::int64_t>((part.end - part.start) * static_cast<double>(wish.bandwidth.value));
    wish.bits = std::min(left, Bits(most));
    left -= wish.bits;
    carried.last = addTransfer(wish, links);
  }
  return carried;
}

}  // namespace fusewright
