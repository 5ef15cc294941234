#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/cost/tile_shape.h"
#include "core/mapping/spatial_mapping.h"

namespace fusewright::tests {

/// What of a tile its loops do not say.
struct TileDetails {
  std::map<std::string, int> precisions;        ///< by "I", "W", "O"; 32 bits where not named
  int finalPrecision = 0;                       ///< of outputs; 0: as O
  std::map<std::string, std::int64_t> strides;  ///< by window axis ("ix"); 1 where not named
  std::map<std::string, std::int64_t> limits;   ///< sizes of window axes without padding
  int cyclesPerOperation = 1;
  GroupMembership group = GroupMembership::Alone;
  std::int64_t parallelParts = 1;
};

/// A tile from an equation such as "O[b][l][d] = I[b][l][c] * W[c][d]" and its loops "B=1 L=64 C=2560 D=10240", in
/// layer order. Letters of the equation name loops; ix stands for OX + FX and iy for OY + FY, the window's position
/// times its stride.
[[nodiscard]] TileShape tileShape(const std::string& equation, const std::string& loops,
                                  const TileDetails& details = {});

/// Unrollings such as "D1:C=64 D2:D=128".
[[nodiscard]] SpatialMapping spatialMapping(const std::string& text);

}  // namespace fusewright::tests
