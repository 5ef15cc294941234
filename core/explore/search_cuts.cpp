#include "core/explore/search_cuts.h"

#include <algorithm>
#include <limits>

#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

constexpr std::size_t kRowChoices = 9;
constexpr std::size_t kColumnChoices = 12;
constexpr std::int64_t kMostColumnParts = 320;

std::int64_t loopSize(const Layer& layer, std::optional<int> loop) {
  return loop ? layer.dims[static_cast<std::size_t>(*loop)].size : 1;
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
                           const Workload& workload)
    : estimator_(estimator), units_(units), workload_(workload) {}

std::vector<GroupShape> GroupOptions::shapesOf(std::size_t begin, std::size_t end) const {
  std::map<std::int64_t, int> rowSizes;
  std::int64_t columns = 1;
  bool contracts = false;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (LayerId id : units_[unit].kinds) {
      const Layer& layer = workload_.layer(id);
      if (!layer.recurrence) ++rowSizes[loopSize(layer, rowLoop(layer))];
      columns = std::max(columns, loopSize(layer, channelLoop(layer, 2)));
      contracts = contracts || (innerLoop(layer) && !isImage(layer));
    }
  // The size that most layers have: the others are padded a little.
  const auto usual = std::ranges::max_element(rowSizes, {}, &std::pair<const std::int64_t, int>::second);
  const std::int64_t rows = usual == rowSizes.end() ? 1 : usual->first;
  std::vector<std::int64_t> rowParts = partsToTry(rows, 1024, kRowChoices);
  if (rowParts.back() != rows) rowParts.push_back(rows);
  const bool multiplies = traitsOf(begin, end, units_, workload_).contracts;
  const bool narrow = end - begin > 2 && !multiplies;
  const bool inRows = end - begin > 1 && multiplies;  // what reads a contraction waits for all its columns of a row
  const auto columnParts = partsToTry(columns, narrow ? 32 : kMostColumnParts, narrow ? 6 : kColumnChoices);
  std::vector<GroupShape> shapes;
  const int unrollings = contracts && end - begin <= 3 ? kUnrollings : 1;
  for (const std::int64_t row : rowParts)
    for (const std::int64_t column : columnParts)
      for (const bool rowsFastest : {true, false}) {
        if (!rowsFastest && (row == 1 || column == 1)) continue;
        if (rowsFastest && row > 1 && column > 1 && inRows) continue;
        for (int unrolling = 0; unrolling < unrollings; ++unrolling)
          shapes.push_back({.rows = row,
                            .columns = column,
                            .rowsFastest = rowsFastest,
                            .unrolling = static_cast<Unrolling>(unrolling)});
      }
  return shapes;
}

const std::vector<GroupOption>& GroupOptions::of(std::size_t begin, std::size_t end, double share) {
  const auto [known, isNew] = known_.try_emplace({{begin, end}, share});
  if (!isNew) return known->second;
  std::vector<GroupOption> options;
  for (const GroupShape& shape : shapesOf(begin, end))
    if (const auto estimate = estimator_.estimate(begin, end, shape, share)) options.push_back({shape, *estimate});
  known->second = undominated(std::move(options));
  return known->second;
}

SearchPlan GroupOptions::cheapestPlan(double share, double perGroup) {
  // A unit that fits no cut runs as makeMapping() proposes, dearer than anything else.
  constexpr double kUnknown = 1e15;
  const auto cost = [&](std::size_t begin, std::size_t end) {
    const auto& options = of(begin, end, share);
    if (!options.empty()) return options.front().estimate.cycles + perGroup;
    return end - begin == 1 ? kUnknown : std::numeric_limits<double>::infinity();
  };
  SearchPlan plan;
  std::size_t begin = 0;
  for (std::size_t end : cheapestCuts(units_.size(), longestRun(units_.size()), cost)) {
    const auto& options = of(begin, end, share);
    const GroupShape shape = options.empty() ? GroupShape{.proposed = true} : options.front().shape;
    plan.groups.push_back({begin, end, shape});
    begin = end;
  }
  return plan;
}

}  // namespace fusewright
