#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/assumptions.h"
#include "core/mapping/mapping.h"

namespace fusewright {

/// What a mapping file says of the layers that `name` matches: a layer name, else an ONNX op type, else "default".
/// Fields left out keep the proposed value.
struct MappingRule {
  std::string name;
  std::optional<std::vector<std::string>> dimNames;  ///< letters to give the layer's loop dimensions, in order
  std::optional<std::vector<CoreId>> cores;
  std::optional<std::vector<std::pair<std::string, SpatialUnrolling>>> spatial;  ///< array dimension name, unrolling
  std::optional<Tiling> intraCore;
  std::optional<Tiling> interCore;
  std::string source;  ///< file and line it came from, for messages

  friend bool operator==(const MappingRule&, const MappingRule&) = default;
};

/// Fusion by one of the names of DESIGN's `--fusion` ("unfused", "A", ..., "all", "auto").
struct NamedFusion {
  std::string name = "all";

  friend bool operator==(const NamedFusion&, const NamedFusion&) = default;
};

/// Fusion by lists of layer names, as in a fusion plan file, and what else such a file may say. A group named as a
/// whole or a layer named by itself may have cuts of its own; they go before the request's tiling, single layers last.
struct ListedFusion {
  std::vector<std::vector<std::string>> groups;
  std::string source;                               ///< file it came from, for messages
  std::vector<std::optional<Tiling>> tilings = {};  ///< by group; none, or too short a list: as the request says
  std::vector<MappingRule> layers = {};             ///< of single layers or families; goes before all other rules
  TileOrder order = TileOrder::Turns;
  SchedulePolicy policy = {};
  std::vector<HaloRule> halos = {};  ///< by group; too short a list: stored

  friend bool operator==(const ListedFusion&, const ListedFusion&) = default;
};

/// How groups are cut (DESIGN, `--tiling`).
enum class TilingMode : std::uint8_t {
  PerStep,      ///< the default: one step of the recurrence, or one row, a tile
  None,         ///< every layer whole
  MemoryAware,  ///< PerStep plus the split of the channel axis that fits the memory (METHOD A2)
  Explicit,     ///< `entries`
};

/// What a user asks for; `makeMapping` turns it into a Mapping for the hardware of the moment, so that a memory-aware
/// tiling follows the memory.
struct MappingRequest {
  std::variant<NamedFusion, ListedFusion> fusion = NamedFusion{};
  TilingMode tiling = TilingMode::PerStep;
  Tiling entries;                  ///< for TilingMode::Explicit
  std::vector<MappingRule> rules;  ///< from a mapping file; empty: the proposed mapping

  friend bool operator==(const MappingRequest&, const MappingRequest&) = default;
};

/// The mapping that `request` means for this workload on this accelerator. Errors name the layer, rule or group at
/// fault.
[[nodiscard]] Result<Mapping> makeMapping(const Workload& workload, const Accelerator& accelerator,
                                          const MappingRequest& request, const Assumptions& assumptions = {});

/// The D split of METHOD A2 for a recurrence over `states` = ED*N elements of 32 bits a step and a memory of that size:
/// ceil(1.01 * (5 + 2/N) * ED*N*32 / memory), raised to the next divisor of ED.
[[nodiscard]] std::int64_t memoryAwareSplits(std::int64_t channels, std::int64_t states, int precision, Bits memory);

}  // namespace fusewright
