#include "core/schedule/schedule.h"

#include "core/base/allocated.h"

namespace fusewright {

void Schedule::shrinkToFit() {
  start.shrink_to_fit();
  end.shrink_to_fit();
  boundBy.shrink_to_fit();
  boundById.shrink_to_fit();
  for (std::vector<TileId>& tiles : tilesOfCore) tiles.shrink_to_fit();
  transfers.shrinkToFit();
  transferLinks.shrink_to_fit();
  streams.shrinkToFit();
  pieces.shrinkToFit();
  residencies.shrinkToFit();
  overflows.shrink_to_fit();
}

std::size_t Schedule::bytes() const {
  std::size_t bytes = allocatedBy(start) + allocatedBy(end) + allocatedBy(boundBy) + allocatedBy(boundById) +
                      allocatedBy(tilesOfCore) + transfers.bytes() + allocatedBy(transferLinks) + streams.bytes() +
                      pieces.bytes() + residencies.bytes() + allocatedBy(overflows);
  for (const std::vector<TileId>& tiles : tilesOfCore) bytes += allocatedBy(tiles);
  return bytes;
}

}  // namespace fusewright
