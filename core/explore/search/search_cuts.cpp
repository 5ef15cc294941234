#include "core/explore/search/search_cuts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

constexpr std::size_t kRowChoices = 9;
constexpr std::size_t kColumnChoices = 12;
constexpr std::int64_t kMostColumnParts = 1280;
constexpr std::int64_t kMostRowParts = 1024;
constexpr std::array<std::int64_t, 2> kFewSlices{1, 8};
constexpr std::array<std::int64_t, 6> kManySlices{1, 2, 4, 8, 16, 32};
constexpr double kManyTilesOfRun = 1024;  ///< of a group: fewer are preferred to what is a little faster
constexpr std::int64_t kMostRounds = 32;  ///< of a group with contractions: it reads their weights each time

std::int64_t loopSize(const Layer& layer, std::optional<int> loop) {
  return loop ? layer.dims[static_cast<std::size_t>(*loop)].size : 1;
}

/// Of options about as fast as the fastest the one with the fewest tiles, which is soonest evaluated.
std::optional<GroupOption> coarsest(std::span<const GroupOption> options) {
  constexpr double kNearlyAsFast = 1.03;
  if (options.empty()) return std::nullopt;
  const auto cycles = [](const GroupOption& option) { return option.estimate.cycles; };
  const double least = std::ranges::min(options, {}, cycles).estimate.cycles;
  const GroupOption* found = nullptr;
  for (const GroupOption& option : options)
    if (cycles(option) <= kNearlyAsFast * least && (!found || option.estimate.tiles < found->estimate.tiles))
      found = &option;
  return *found;
}

}  // namespace

std::vector<std::size_t> cheapestCuts(std::size_t count, std::size_t longest, const RunCost& cost) {
  constexpr double kImpossible = std::numeric_limits<double>::infinity();
  std::vector<double> least(count + 1, kImpossible);
  std::vector<std::size_t> begins(count + 1, 0);
  least[0] = 0;
  for (std::size_t end = 1; end <= count; ++end)
    for (std::size_t begin = end > longest ? end - longest : 0; begin < end; ++begin) {
      if (least[begin] == kImpossible) continue;
      const double total = least[begin] + cost(begin, end);
      if (total >= least[end]) continue;
      least[end] = total;
      begins[end] = begin;
    }
  if (least[count] == kImpossible) return {};
  std::vector<std::size_t> ends;
  for (std::size_t end = count; end > 0; end = begins[end]) ends.push_back(end);
  std::ranges::reverse(ends);
  return ends;
}

std::vector<GroupOption> undominated(std::vector<GroupOption> options) {
  std::ranges::stable_sort(options, [](const GroupOption& a, const GroupOption& b) {
    return std::pair(a.estimate.cycles, a.estimate.heldBits) < std::pair(b.estimate.cycles, b.estimate.heldBits);
  });
  std::vector<GroupOption> kept;
  for (const GroupOption& option : options)
    if (kept.empty() || option.estimate.heldBits < kept.back().estimate.heldBits) kept.push_back(option);
  return kept;
}

std::vector<std::int64_t> partsToTry(std::int64_t size, std::int64_t most, std::size_t count) {
  std::vector<std::int64_t> divisors;
  for (std::int64_t parts = 1; parts <= std::min(size, most); ++parts)
    if (size % parts == 0) divisors.push_back(parts);
  if (divisors.size() <= count) return divisors;
  std::vector<std::int64_t> kept;
  for (std::size_t index = 0; index < count; ++index)
    kept.push_back(divisors[index * (divisors.size() - 1) / (count - 1)]);
  return kept;
}

GroupOptions::GroupOptions(const GroupEstimator& estimator, const std::vector<SearchUnit>& units,
                           const Workload& workload, std::stop_token stop)
    : estimator_(estimator), units_(units), workload_(workload), stop_(std::move(stop)) {}

std::vector<std::int64_t> alignedParts(std::span<const std::int64_t> sizes, std::int64_t most, std::size_t count) {
  const std::int64_t usual = sizes.front();
  const auto tile = [](std::int64_t size, std::int64_t parts) { return (size + parts - 1) / parts; };
  std::vector<std::int64_t> aligned;
  for (std::int64_t parts = 1; parts <= std::min(usual, most); ++parts) {
    const std::int64_t rows = tile(usual, parts);
    const bool real = tile(usual, rows) == parts;  // no part is empty
    const auto together = [&](std::int64_t size) {
      return parts == 1 || size > usual + usual / 4 || size < usual - usual / 4 || tile(size, parts) == rows;
    };
    if (real && std::ranges::all_of(sizes, together)) aligned.push_back(parts);
  }
  if (aligned.size() <= count) return aligned;
  std::vector<std::int64_t> kept;
  const double last = std::log(static_cast<double>(aligned.back()));
  for (std::size_t index = 0; index < count; ++index) {
    const double wanted = std::exp(last * static_cast<double>(index) / static_cast<double>(count - 1));
    const auto nearest = std::ranges::min_element(
        aligned, {}, [&](std::int64_t parts) { return std::abs(std::log(static_cast<double>(parts) / wanted)); });
    if (kept.empty() || kept.back() != *nearest) kept.push_back(*nearest);
  }
  return kept;
}

/// Loop sizes of the layers of a run.
struct GroupOptions::Sizes {
  std::vector<std::int64_t> rows;  ///< that of most layers first: the others are padded a little
  std::int64_t columns = 1;
  bool plainContraction = false;
};

GroupOptions::Sizes GroupOptions::sizesOf(std::size_t begin, std::size_t end) const {
  std::map<std::int64_t, int> counts;
  Sizes sizes;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (LayerId id : units_[unit].kinds) {
      const Layer& layer = workload_.layer(id);
      if (!layer.recurrence) ++counts[loopSize(layer, rowLoop(layer))];
      sizes.columns = std::max(sizes.columns, loopSize(layer, channelLoop(layer, 2)));
      sizes.plainContraction = sizes.plainContraction || (contracts(layer) && !isImage(layer));
    }
  for (const auto& [size, count] : counts) sizes.rows.push_back(size);
  if (sizes.rows.empty()) sizes.rows.push_back(1);
  std::ranges::stable_sort(sizes.rows, std::ranges::greater{}, [&](std::int64_t size) { return counts[size]; });
  return sizes;
}

std::vector<GroupShape> GroupOptions::shapesOf(std::size_t begin, std::size_t end,
                                               std::span<const std::int64_t> sliceChoices,
                                               std::size_t rowChoices) const {
  const Sizes sizes = sizesOf(begin, end);
  const std::int64_t rows = sizes.rows.front();
  const GroupTraits traits = traitsOf(begin, end, units_, workload_);
  const bool wide = end - begin > 2;
  const bool inRows =
      end - begin > 1 && traits.contracts();  // what reads a contraction waits for all its columns of a row
  std::vector<std::int64_t> rowParts = partsToTry(rows, kMostRowParts, wide && inRows ? 2 : kRowChoices);
  const auto aligned = alignedParts(sizes.rows, wide && inRows ? kMostRounds : kMostRowParts, rowChoices);
  rowParts.insert(rowParts.end(), aligned.begin(), aligned.end());
  for (const std::int64_t few : {1, 2, 3, 4}) rowParts.push_back(std::min<std::int64_t>(few, rows));
  rowParts.push_back(rows);
  std::ranges::sort(rowParts);
  rowParts.erase(std::unique(rowParts.begin(), rowParts.end()), rowParts.end());
  const bool narrow = wide && !traits.contracts();
  const auto columnParts = partsToTry(sizes.columns, narrow ? 32 : kMostColumnParts, wide ? 6 : kColumnChoices);
  if (!(wide && inRows)) sliceChoices = sliceChoices.first(1);
  std::vector<Unrolling> unrollings{Unrolling::AsMapped};
  if (sizes.plainContraction && wide) unrollings = {Unrolling::FitsTile};
  if (sizes.plainContraction && !wide) unrollings = {Unrolling::AsMapped, Unrolling::FitsTile};
  std::vector<Placement> placements = estimator_.placementsOf(begin, end);
  if (sizes.plainContraction) std::erase(placements, Placement::OneEach);  // these fill all cores
  if (sizes.plainContraction && wide && std::ranges::count(placements, Placement::General) > 0)
    placements = {Placement::General};
  std::vector<GroupShape> shapes;
  for (const std::int64_t row : rowParts)
    for (const std::int64_t column : columnParts)
      for (const bool rowsFastest : {true, false}) {
        if (!rowsFastest && (row == 1 || column == 1)) continue;
        if (rowsFastest && row > 1 && column > 1 && inRows) continue;
        for (const std::int64_t slice : sliceChoices)
          for (const Unrolling unrolling : unrollings)
            for (const Placement placement : placements)
              shapes.push_back({.rows = row,
                                .columns = column,
                                .rowsFastest = rowsFastest,
                                .unrolling = unrolling,
                                .slices = slice,
                                .placement = placement});
      }
  return shapes;
}

const std::vector<GroupOption>& GroupOptions::of(std::size_t begin, std::size_t end, double share) {
  const auto [known, isNew] = known_.try_emplace({{begin, end}, share});
  if (!isNew) return known->second;
  std::vector<GroupOption> options;
  for (const GroupShape& shape : shapesOf(begin, end, kFewSlices, kRowChoices))
    if (!stop_.stop_requested())
      if (const auto estimate = estimator_.estimate(begin, end, shape, share)) options.push_back({shape, *estimate});
  if (end - begin == 1 && !stop_.stop_requested())
    options.push_back({{.proposed = true}, estimator_.estimateAlone(begin, share)});
  const auto coarse = coarsest(options);
  known->second = undominated(std::move(options));
  if (coarse && known->second.front().estimate.tiles > kManyTilesOfRun)
    known->second.insert(known->second.begin(), *coarse);
  return known->second;
}

std::vector<GroupOption> GroupOptions::fastest(std::size_t begin, std::size_t end, double share,
                                               std::size_t most) const {
  std::map<std::pair<std::int64_t, std::int64_t>, GroupOption> best;
  for (const GroupShape& shape : shapesOf(begin, end, kManySlices, 2 * kRowChoices)) {
    if (stop_.stop_requested()) return {};
    const auto estimate = estimator_.estimate(begin, end, shape, share);
    if (!estimate) continue;
    const auto [known, isNew] = best.try_emplace({shape.rows, shape.slices}, GroupOption{shape, *estimate});
    if (!isNew && estimate->cycles < known->second.estimate.cycles) known->second = {shape, *estimate};
  }
  // Of each number of rows the fewest slices that are about as fast as the fastest, then those fastest ones.
  constexpr double kAboutAsFast = 1.005;
  std::map<std::int64_t, GroupOption> fewest, least;
  for (const auto& [cut, option] : best) {
    const auto [known, isNew] = least.try_emplace(cut.first, option);
    if (!isNew && option.estimate.cycles < known->second.estimate.cycles) known->second = option;
  }
  for (const auto& [cut, option] : best)
    if (option.estimate.cycles <= kAboutAsFast * least.at(cut.first).estimate.cycles)
      fewest.try_emplace(cut.first, option);
  constexpr double kWorthTrying = 1.25;
  constexpr std::size_t kOfOneKind = 4;  ///< before the next ones of the other kind
  const auto sorted = [&](const std::map<std::int64_t, GroupOption>& choice) {
    std::vector<GroupOption> list;
    for (const auto& [rows, option] : choice) list.push_back(option);
    std::ranges::stable_sort(list, {}, [](const GroupOption& option) { return option.estimate.cycles; });
    return list;
  };
  const std::vector<GroupOption> coarse = sorted(fewest), fine = sorted(least);
  std::vector<GroupOption> options;
  for (std::size_t first = 0; first < coarse.size(); first += kOfOneKind)
    for (const auto* list : {&coarse, &fine})
      for (std::size_t at = first; at < std::min(first + kOfOneKind, list->size()); ++at) {
        const bool slow = (*list)[at].estimate.cycles > kWorthTrying * fine.front().estimate.cycles;
        const bool known = std::ranges::find(options, (*list)[at].shape, &GroupOption::shape) != options.end();
        if (options.size() < most && !slow && !known) options.push_back((*list)[at]);
      }
  return options;
}

SearchPlan GroupOptions::cheapestPlan(double share, LoneUnits lone) {
  const auto cheapest = [&](std::size_t begin, std::size_t end) -> std::optional<GroupOption> {
    if (lone == LoneUnits::AsProposed && end - begin == 1)
      return GroupOption{{.proposed = true}, estimator_.estimateAlone(begin, share)};
    const auto& options = of(begin, end, share);
    return options.empty() ? std::nullopt : std::optional(options.front());
  };
  const auto cost = [&](std::size_t begin, std::size_t end) {
    const auto option = cheapest(begin, end);
    return option ? option->estimate.cycles : std::numeric_limits<double>::infinity();
  };
  SearchPlan plan;
  std::size_t begin = 0;
  for (std::size_t end : cheapestCuts(units_.size(), longestRun(units_.size()), cost)) {
    plan.groups.push_back({begin, end, cheapest(begin, end)->shape});
    begin = end;
  }
  return plan;
}

}  // namespace fusewright
