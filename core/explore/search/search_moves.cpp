#include "core/explore/search/search_moves.h"

#include <algorithm>
#include <array>

namespace fusewright {
namespace {

/// A number below `count`. Own arithmetic, because distributions differ between standard libraries.
std::size_t below(std::mt19937_64& random, std::size_t count) {
  return static_cast<std::size_t>(random() % std::max<std::size_t>(count, 1));
}

std::size_t groupToChange(const SearchPlan& plan, const MoveContext& context, std::mt19937_64& random) {
  if (context.weights.size() != plan.groups.size()) return below(random, plan.groups.size());
  double total = 0;
  for (double weight : context.weights) total += weight;
  double at = static_cast<double>(random() % 1'000'000) / 1e6 * total;
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    if ((at -= context.weights[group]) < 0) return group;
  return plan.groups.size() - 1;
}

/// The estimated best shape of a run, or, one time in three, any of the undominated ones.
GroupShape shapeFor(std::size_t begin, std::size_t end, const MoveContext& context, std::mt19937_64& random) {
  const std::array shares{0.9, 0.5};
  const auto& options = context.options.of(begin, end, shares[below(random, shares.size())]);
  if (options.empty()) return {.proposed = true};
  const std::size_t choice = below(random, 3) == 0 ? below(random, options.size()) : 0;
  return options[choice].shape;
}

void merge(SearchPlan& plan, std::size_t group, const MoveContext& context, std::mt19937_64& random) {
  if (group + 1 >= plan.groups.size() || plan.groups[group].end != plan.groups[group + 1].begin) return;
  PlannedGroup& first = plan.groups[group];
  const PlannedGroup second = plan.groups[group + 1];
  plan.groups.erase(plan.groups.begin() + static_cast<std::ptrdiff_t>(group) + 1);
  const bool larger = second.end - second.begin > first.end - first.begin;
  first.end = second.end;
  if (below(random, 2) == 0)
    first.shape = shapeFor(first.begin, first.end, context, random);
  else if (larger)
    first.shape = second.shape;
}

void split(SearchPlan& plan, std::size_t group, const MoveContext& context, std::mt19937_64& random) {
  const PlannedGroup whole = plan.groups[group];
  if (whole.end - whole.begin < 2) return;
  const std::size_t at = whole.begin + 1 + below(random, whole.end - whole.begin - 1);
  plan.groups[group].end = at;
  PlannedGroup rest{at, whole.end, whole.shape};
  if (below(random, 2) == 0) plan.groups[group].shape = shapeFor(whole.begin, at, context, random);
  if (below(random, 2) == 0) rest.shape = shapeFor(at, whole.end, context, random);
  plan.groups.insert(plan.groups.begin() + static_cast<std::ptrdiff_t>(group) + 1, rest);
}

void moveBorder(SearchPlan& plan, std::size_t group, std::mt19937_64& random) {
  if (group + 1 >= plan.groups.size() || plan.groups[group].end != plan.groups[group + 1].begin) return;
  PlannedGroup& first = plan.groups[group];
  PlannedGroup& second = plan.groups[group + 1];
  const bool forward = below(random, 2) == 0;
  if (forward && second.end - second.begin > 1) {
    ++first.end;
    ++second.begin;
  } else if (!forward && first.end - first.begin > 1) {
    --first.end;
    --second.begin;
  }
}

/// The next finer or coarser number of parts: twice, half, times five, or one more or less.
std::int64_t otherParts(std::int64_t parts, std::mt19937_64& random) {
  switch (below(random, 6)) {
    case 0:
      return std::max<std::int64_t>(parts / 2, 1);
    case 1:
      return parts % 5 == 0 ? parts / 5 : parts * 5;
    case 2:
      return parts + 1;
    case 3:
      return std::max<std::int64_t>(parts - 1, 1);
    default:
      return parts * 2;
  }
}

void reshape(SearchPlan& plan, std::size_t group, const MoveContext& context, std::mt19937_64& random) {
  PlannedGroup& changed = plan.groups[group];
  GroupShape& shape = changed.shape;
  if (context.placements.size() > 1 && below(random, 6) == 0) {
    shape.placement = context.placements[below(random, context.placements.size())];
    return;
  }
  switch (below(random, context.cores > 1 ? 8 : 7)) {
    case 0:
      shape.rows = otherParts(shape.rows, random);
      shape.proposed = false;
      return;
    case 1:
      shape.columns = otherParts(shape.columns, random);
      shape.proposed = false;
      return;
    case 2:
      shape.rowsFastest = !shape.rowsFastest;
      return;
    case 3:
      shape.unrolling = static_cast<Unrolling>(below(random, kUnrollings));
      return;
    case 4:
      shape.proposed = !shape.proposed;
      return;
    case 5:
      shape.slices = otherParts(shape.slices, random);
      return;
    case 6: {
      const int cores = shape.cores;
      shape = shapeFor(changed.begin, changed.end, context, random);
      shape.cores = cores;
      return;
    }
    default:
      shape.cores = static_cast<int>(below(random, static_cast<std::size_t>(context.cores) + 1));
  }
}

void changePolicy(SearchPlan& plan, std::mt19937_64& random) {
  constexpr std::array<std::int32_t, 6> kDepths{0, 2, 8, 32, 256, 1'000'000};
  switch (below(random, 6)) {
    case 0:
    case 1:
      plan.eviction = plan.eviction == Eviction::IdleFirst ? Eviction::FarthestUse : Eviction::IdleFirst;
      return;
    case 2:
      plan.links = plan.links == LinkUse::Whole ? LinkUse::InParts : LinkUse::Whole;
      return;
    default:
      plan.prefetch = kDepths[below(random, kDepths.size())];
  }
}

}  // namespace

SearchPlan moved(SearchPlan plan, const MoveContext& context, std::mt19937_64& random) {
  const std::size_t group = groupToChange(plan, context, random);
  switch (below(random, context.policies ? 13 : 12)) {
    case 0:
    case 1:
      merge(plan, group, context, random);
      break;
    case 2:
    case 3:
      split(plan, group, context, random);
      break;
    case 4:
      moveBorder(plan, group, random);
      break;
    case 5:
      if (group + 1 < plan.groups.size()) std::swap(plan.groups[group], plan.groups[group + 1]);
      break;
    case 6:
      plan.order = plan.order == TileOrder::ByNeed ? TileOrder::Nested : TileOrder::ByNeed;
      break;
    case 12:
      changePolicy(plan, random);
      break;
    default:
      reshape(plan, group, context, random);
  }
  return plan;
}

}  // namespace fusewright
