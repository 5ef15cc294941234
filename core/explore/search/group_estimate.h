#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/explore/search/alone_layers.h"
#include "core/explore/search/group_links.h"
#include "core/explore/search/search_plan.h"
#include "core/explore/search/search_units.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/lone_layer.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Longest run that is looked at, so that models of hundreds of layers are planned in seconds.
[[nodiscard]] std::size_t longestRun(std::size_t units);

/// What a fusion group is expected to take. An estimate: what is proposed by it is evaluated by evaluate() afterwards.
struct GroupEstimate {
  double cycles = 0;     ///< the longer of computing and moving, plus moving what the first tiles need
  double heldBits = 0;   ///< what the group needs on chip at once
  double movedBits = 0;  ///< to and from off chip
  double tiles = 0;      ///< what it costs to evaluate it
};

/// About how much there is to evaluate in a plan.
struct PlanSize {
  double tiles = 0;
  double dependencies = 0;  ///< of what a tile reads, all tiles that make it
};

/// Estimates runs of units as fusion groups. Computing and moving overlap but for the first tile, and so does what
/// different kinds of cores compute; what a group reads of others and leaves to others stays on chip if it fits beside
/// what the group needs. Layers of different cores need room in different memories, and what they hand on takes up the
/// links between them; so does what each of several cores reads of what the others have made.
class GroupEstimator {
 public:
  /// `mapping` is by LayerId, as proposed for `accelerator`, and `alone` says how layers are cut that are alone
  /// in their groups; both and what comes before must outlive the estimator. `placements` are those allowed besides
  /// Placement::AsMapped.
  GroupEstimator(const Workload& workload, const Accelerator& accelerator, const std::vector<SearchUnit>& units,
                 const std::vector<LayerMapping>& mapping, const AloneLayers& alone,
                 std::span<const Placement> placements = {});

  /// Placements that differ for the run [begin, end), of those that the estimator was made for; as mapped first.
  [[nodiscard]] std::vector<Placement> placementsOf(std::size_t begin, std::size_t end) const;

  /// None if a tile of the group needs more than one part in `share` of the memory.
  [[nodiscard]] std::optional<GroupEstimate> estimate(std::size_t begin, std::size_t end, const GroupShape& shape,
                                                      double share) const;

  /// The unit as a group of its own, as makeMapping() proposes, where others may use one part in `share` of the memory.
  [[nodiscard]] GroupEstimate estimateAlone(std::size_t unit, double share) const;

  [[nodiscard]] PlanSize sizeOf(const SearchPlan& plan) const;

 private:
  static constexpr double kOverheadOfTile = 4;  ///< cycles to fill and drain, and for gaps in moving its operands

  /// One input as a kind of layers reads it.
  struct Input {
    double bits = 0;      ///< of all steps together, for one core
    bool byRows = false;  ///< its block changes with the row
    bool byColumns = false;
    bool constant = false;
    bool dealt = false;                ///< each core reads its own part
    std::vector<std::size_t> feeders;  ///< units that make it
  };

  /// The layers of one family.
  struct Kind {
    LoneLayer lone;
    LayerTraits traits;
    double steps = 1;
    std::optional<std::size_t> rows;  ///< the loop
    std::optional<std::size_t> columns;
    std::vector<LoopSizes> unrolled;      ///< by Unrolling
    std::vector<LoopSizes> waysToUnroll;  ///< the same, each once
    std::vector<Input> inputs;
    double outputBits = 0;  ///< of all steps together, for one core
    double cores = 1;
    std::vector<CoreId> on;
    double alone = 0;  ///< cycles on one core
  };

  /// The kinds of all units under one placement.
  struct Placed {
    std::vector<std::vector<Kind>> kinds;  ///< by unit
    std::vector<std::size_t> placeOf;      ///< by unit: index into places_
  };

  /// Bits that a run reads of units before it and leaves to units after it, and all that must stay while it runs.
  struct Neighbours {
    double crossing = 0;
    double alive = 0;
  };

  /// Into how many parts the tiles of a unit cut its rows and columns.
  struct Parts {
    double rows = 1;
    double columns = 1;
  };

  struct Need;
  [[nodiscard]] Parts partsOfKind(const Kind& kind, LayerId id, const GroupShape& shape,
                                  const GroupTraits& traits) const;
  [[nodiscard]] Neighbours neighboursOf(std::size_t begin, std::size_t end) const;
  [[nodiscard]] Neighbours neighbours(std::size_t begin, std::size_t end) const;
  [[nodiscard]] bool fitsBeside(const std::vector<std::size_t>& places, const std::vector<double>& held, double alive,
                                double share) const;
  void findReaders();
  void addPlaced(Placement placement, const std::vector<LayerMapping>& mapping);
  std::size_t placeOn(const std::vector<CoreId>& cores);
  void findLinks();
  [[nodiscard]] const Placed& placedAs(Placement placement) const;
  [[nodiscard]] std::vector<std::size_t> placesOf(std::size_t begin, std::size_t end, Placement placement) const;
  [[nodiscard]] std::vector<std::size_t> placesOfOneEach(std::size_t begin, std::size_t end) const;
  void addInput(std::size_t unit, const Kind& kind, const Input& input, const Parts& parts, bool rowsFastest,
                const GroupTraits& traits, Need& need) const;
  void addKind(std::size_t unit, const Kind& kind, const GroupShape& whole, const GroupTraits& traits,
               Need& need) const;
  [[nodiscard]] bool makesDo(Need& need, const GroupTraits& traits, double share) const;
  [[nodiscard]] bool makesDoIn(std::size_t place, Need& need, const GroupTraits& traits, double share) const;
  [[nodiscard]] double cyclesOfTile(const Kind& kind, const GroupShape& shape) const;
  [[nodiscard]] double partsLeft(std::size_t unit, std::size_t end, const GroupShape& whole, double columns) const;
  [[nodiscard]] Kind kindOf(LayerId id, double steps, const LayerMapping& mapping) const;

  const Workload& workload_;
  const Accelerator& accelerator_;
  const std::vector<SearchUnit>& units_;
  std::vector<std::vector<LayerId>> sources_;
  std::vector<std::size_t> unitOf_;                  ///< by LayerId
  std::vector<bool> constant_;                       ///< by TensorId
  std::vector<bool> sumsUp_;                         ///< by unit: it sums up over channels of what it reads
  std::vector<bool> goesByStep_;                     ///< by unit: LayerTraits::isStepLike() in a group of all
  std::vector<std::vector<std::size_t>> readers_;    ///< by unit, ascending
  std::vector<std::vector<Neighbours>> neighbours_;  ///< by begin, then length - 1
  std::map<Placement, Placed> placed_;
  std::vector<std::vector<CoreId>> places_;                   ///< lists of cores that layers run on
  std::vector<std::vector<std::vector<std::size_t>>> dealt_;  ///< under OneEach, by begin, then length - 1
  std::vector<std::vector<LinkShare>> links_;                 ///< from place to place
  std::vector<double> roomOf_;                                ///< by place: the smallest memory
  const AloneLayers& alone_;
  double bandwidth_ = 1;
};

}  // namespace fusewright
