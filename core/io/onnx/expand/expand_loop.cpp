// Loop: one iteration after the other, as far as their number is known.

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/expand/expand_node.h"
#include "core/io/onnx/expand/repeated_body.h"

namespace fusewright {
namespace {

/// What decides whether one more iteration is read.
struct TripCount {
  std::int64_t most = 0;        ///< iterations are no more than that
  bool untilCondition = false;  ///< the condition, known at each iteration, ends them
  std::optional<Warning> warning;
};

/// Limits from here on only say that there is none.
constexpr std::int64_t kNoLimit = (std::int64_t{1} << 31) - 1;

/// Most iterations of a loop without a limit, whose condition is known each time.
constexpr std::int64_t kMostOpen = 1024;

std::string inputOr(const onnx::NodeProto& node, int index) {
  return index < node.input_size() ? node.input(index) : std::string();
}

std::optional<std::int64_t> givenTrips(const ExpansionSite& site) {
  const auto given = site.options.trips.find(site.node.name());
  return given == site.options.trips.end() ? std::nullopt : std::optional(given->second);
}

TripCount tripCount(const ExpansionSite& site, const LoopProgress& progress) {
  if (const auto given = givenTrips(site))
    return {*given, false,
            warningOf(site, Severity::Note, fmt::format("{} iterations are read, as was asked for", *given), {})};
  const std::string limit = inputOr(site.node, 0);
  const auto most = knownScalar(site, limit);
  const bool conditionKnown = progress.condition.empty() || knownScalar(site, progress.condition);
  if (most && *most < kNoLimit) {
    TripCount trips{std::max<std::int64_t>(*most, 0), conditionKnown, std::nullopt};
    if (!conditionKnown)
      trips.warning = warningOf(
          site, Severity::Approximation, "it may stop before its last iteration; all that it can run are read",
          fmt::format("costs are the most it can have: choose less with --trips '{}=N'", site.node.name()));
    return trips;
  }
  if ((limit.empty() || most) && !progress.condition.empty() && conditionKnown) return {kMostOpen, true, std::nullopt};
  const std::int64_t read = std::max<std::int64_t>(progress.iteration, 1);
  return {read, false,
          warningOf(site, Severity::Omission,
                    fmt::format("how often it runs is not known before the model runs; {} is read",
                                read == 1 ? "one iteration" : "a part"),
                    fmt::format("choose a number of iterations with --trips '{}=N'", site.node.name()))};
}

/// Whether the condition of this iteration is known to be false.
bool isOver(const ExpansionSite& site, const LoopProgress& progress) {
  return !progress.condition.empty() && knownScalar(site, progress.condition) == std::int64_t{0};
}

Result<const onnx::GraphProto*> checkedLoopBody(const ExpansionSite& site) {
  const onnx::GraphProto* body = bodyOf(site.node, "body");
  const int states = std::max(site.node.input_size() - 2, 0);
  if (body != nullptr && body->input_size() == states + 2 && body->output_size() >= states + 1 &&
      site.node.output_size() <= body->output_size() - 1)
    return body;
  return failure("is a Loop whose body has other inputs or outputs than the node", whereIs(site),
                 "export the model again");
}

}  // namespace

Result<std::optional<Expansion>> expandLoop(const ExpansionSite& site) {
  const auto body = checkedLoopBody(site);
  if (!body) return tl::make_unexpected(body.error());
  const std::size_t states = static_cast<std::size_t>(std::max(site.node.input_size() - 2, 0));
  const std::size_t scanned = static_cast<std::size_t>((*body)->output_size()) - 1 - states;
  LoopProgress progress = site.progress ? std::move(*site.progress) : startOf(site.node, states, 2, scanned);
  if (!site.progress) progress.condition = inputOr(site.node, 1);
  const TripCount trips = tripCount(site, progress);
  const bool more = progress.iteration < trips.most && !(trips.untilCondition && isOver(site, progress));
  if (!more || !hasRoom(site, **body)) {
    Expansion last = loopOutputs(site, progress, std::vector<JoinedOutput>(scanned));
    if (trips.warning) {
      last.warnings.push_back(*trips.warning);
      last.choice = NodeChoice{
          .node = site.node.name(), .kind = NodeChoice::Kind::Trips, .taken = trips.most, .what = trips.warning->what};
    }
    if (more) last.warnings.push_back(cutOff(site, progress.iteration, trips.most));
    return std::optional(std::move(last));
  }
  const std::int64_t iteration = progress.iteration;
  std::vector<std::string> arguments{{}, progress.condition};
  arguments.insert(arguments.end(), progress.carried.begin(), progress.carried.end());
  IterationNames names = namesAfter(site, **body, std::move(progress));
  const std::string start = site.prefix + site.stepTag + names.part;
  names.after.condition = start + ":condition";
  arguments[0] = start + ":number";
  std::vector<onnx::NodeProto> numbers{numberNode(arguments[0], iteration)};
  if (arguments[1].empty()) {
    arguments[1] = start + ":true";
    numbers.push_back(numberNode(arguments[1], 1));
  }
  auto expansion = iterationOf(site, **body, std::move(numbers), std::move(arguments), std::move(names));
  if (!expansion) return tl::make_unexpected(expansion.error());
  return std::optional(*std::move(expansion));
}

}  // namespace fusewright
