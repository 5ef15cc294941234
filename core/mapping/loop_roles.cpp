#include "core/mapping/loop_roles.h"

#include <algorithm>
#include <array>

namespace fusewright {
namespace {

std::int64_t iterations(const Layer& layer, int loop) {
  return layer.dims[static_cast<std::size_t>(loop)].size;
}

/// The first of `names` that is a loop over outputs with more than one iteration.
std::optional<int> firstNamed(const Layer& layer, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names)
    if (const auto loop = findLoop(layer, name); loop && iterations(layer, *loop) > 1 && indexesOutput(layer, *loop))
      return loop;
  return std::nullopt;
}

/// The loop over heads of attention, which lies outside the sequence: all that a head reads is its own.
std::optional<int> headLoop(const Layer& layer) {
  const auto heads = firstNamed(layer, {"G", "H"});
  return heads && *heads < findLoop(layer, "L").value_or(0) ? heads : std::nullopt;
}

/// Whether different iterations of the loops of `axis` may lead to the same index (ConvTranspose).
bool overlaps(const Layer& layer, const Axis& axis) {
  std::vector<AxisTerm> terms;
  for (AxisTerm term : axis.terms)
    if (iterations(layer, term.dim) > 1) terms.push_back(term);
  std::ranges::sort(terms, {}, &AxisTerm::stride);
  std::int64_t reach = 0;
  for (AxisTerm term : terms) {
    if (reach >= term.stride) return true;
    reach += term.stride * (iterations(layer, term.dim) - 1);
  }
  return false;
}

}  // namespace

std::optional<int> findLoop(const Layer& layer, std::string_view name) {
  const auto found = std::ranges::find(layer.dims, name, &LoopDim::name);
  if (found == layer.dims.end()) return std::nullopt;
  return static_cast<int>(found - layer.dims.begin());
}

std::vector<int> outputLoops(const Layer& layer) {
  std::vector<int> loops;
  for (const Axis& axis : layer.output.axes) {
    if (axis.terms.empty()) continue;
    loops.push_back(overlaps(layer, axis) ? axis.terms.front().dim
                                          : std::ranges::min(axis.terms, {}, &AxisTerm::stride).dim);
  }
  return loops;
}

bool isImage(const Layer& layer) {
  return std::ranges::any_of(layer.dims, [](const LoopDim& dim) {
    return dim.name == "OY" || dim.name == "OX" || dim.name == "IY" || dim.name == "IX";
  });
}

bool indexesOutput(const Layer& layer, int loop) {
  return std::ranges::any_of(layer.output.axes, [&](const Axis& axis) {
    const auto found = std::ranges::find(axis.terms, loop, &AxisTerm::dim);
    return found != axis.terms.end() && (found == axis.terms.begin() || !overlaps(layer, axis));
  });
}

std::optional<int> innerLoop(const Layer& layer) {
  for (int loop = 0; loop < static_cast<int>(layer.dims.size()); ++loop)
    if (iterations(layer, loop) > 1 && !indexesOutput(layer, loop)) return loop;
  return std::nullopt;
}

std::optional<int> rowLoop(const Layer& layer) {
  if (findLoop(layer, "L")) return firstNamed(layer, {"L"});
  if (isImage(layer)) return firstNamed(layer, {"OY", "IY", "OX", "IX"});
  const std::vector<int> loops = outputLoops(layer);
  if (loops.size() < 2) return std::nullopt;
  const int row = loops[loops.size() >= 4 ? 2 : loops.size() - 2];
  return iterations(layer, row) > 1 ? std::optional(row) : std::nullopt;
}

std::optional<int> channelLoop(const Layer& layer, std::int64_t parts) {
  const std::vector<int> loops = outputLoops(layer);
  if (loops.empty()) return std::nullopt;
  const bool image = isImage(layer);
  const bool sequence = findLoop(layer, "L").has_value();
  if (const auto heads = headLoop(layer); sequence && heads && iterations(layer, *heads) >= parts) return heads;
  auto channel = image ? firstNamed(layer, {"K", "G"}) : sequence ? firstNamed(layer, {"D"}) : std::nullopt;
  if (!channel) channel = loops[loops.size() >= 4 ? 1 : loops.size() - 1];
  if (iterations(layer, *channel) >= parts) return channel;
  const int longest = *std::ranges::max_element(loops, {}, [&](int loop) { return iterations(layer, loop); });
  return iterations(layer, longest) > 1 ? std::optional(longest) : std::nullopt;
}

}  // namespace fusewright
