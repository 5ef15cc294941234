#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/options/design_options.h"
#include "core/explore/search/search_hardware.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/search_json.h"

namespace fusewright {
namespace {

struct SearchOptions {
  DesignOptions design;
  std::string objective = "latency";
  std::string gap = "0%";
  double seconds = kUsualSearchSeconds;
  std::int64_t evaluations = 1'000'000;
  std::uint64_t seed = 1;
  int jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::optional<double> area;
  std::string json;
  std::string plan;
  bool quiet = false;
};

/// "5%" or "0.05" as a part.
Result<double> parseGap(const std::string& text) {
  const bool percent = text.ends_with('%');
  const std::string number = percent ? text.substr(0, text.size() - 1) : text;
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(value >= 0) || value > 1e9)
    return failure(fmt::format("'{}' is no gap", text), "--gap", "give a part of the lower bound, as 5% or 0.05");
  return percent ? value / 100 : value;
}

void showProgress(const SearchState& state) {
  if (!state.best) return;
  const double latency = state.best->metrics->latency.value;
  fmt::print(stderr, "\r{:6.1f} s, {} plans, best {:.0f} cycles, {:.2f} % above the bound   ", state.seconds,
             state.evaluations, latency, 100 * (latency / std::max(state.lowerBound.value, 1.0) - 1));
  std::fflush(stderr);
}

ExitStatus runSearch(const SearchOptions& options) {
  auto design = makeDesign(options.design);
  if (!design) return reportError(design.error());
  const auto objective = parseObjective(options.objective);
  if (!objective) return reportError({objective.error().what, "--objective", objective.error().remedy});
  const auto gap = parseGap(options.gap);
  if (!gap) return reportError(gap.error());
  auto settings = parameterSettings(options.design.sets);
  if (!settings) return reportError(settings.error());
  const SearchRequest request{.design = *std::move(design),
                              .objective = *objective,
                              .gap = *gap,
                              .seconds = options.seconds,
                              .evaluations = options.evaluations,
                              .seed = options.seed,
                              .jobs = options.jobs,
                              .areaMm2 = options.area,
                              .settings = *std::move(settings)};
  const Interruption interruption;
  TileCostTable table;
  const auto found =
      searchHardware(request, table, options.quiet ? SearchProgress() : showProgress, interruption.token());
  if (!options.quiet) fmt::print(stderr, "\n");
  if (!found) return reportError(found.error());
  if (!options.json.empty())
    if (const auto written = writeOutput(options.json, searchJson(*found)); !written)
      return reportError(written.error());
  if (!options.plan.empty())
    if (const auto written = writeOutput(options.plan, writeFusionPlan(planOf(*found->best))); !written)
      return reportError(written.error());
  if (!options.quiet && options.json != "-" && options.plan != "-")
    if (const auto written = writeOutput("-", searchText(*found)); !written) return reportError(written.error());
  if (found->best->metrics->violations.empty()) return ExitStatus::Done;
  return reportError({"no plan was found that fits: " + found->best->metrics->violations.front().what,
                      options.design.hardware, "enlarge the memory, or search longer with --seconds"},
                     ExitStatus::NotEvaluable);
}

}  // namespace

void addSearchCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command =
      program.add_subcommand("search", "Find a good fusion plan, tiling and order for a model on an accelerator");
  command->add_option("model", options->design.model, "Model")->type_name("MODEL.onnx")->required();
  addDesignOptions(*command, options->design);
  command->get_option("--hardware")->required();
  command->remove_option(command->get_option("--area"));
  command->remove_option(command->get_option("--memory-fraction"));
  command
      ->add_option("--area", options->area,
                   "Look for the best split of a chip of this area between memory and array, too")
      ->type_name("MM2");
  command->add_option("--objective", options->objective, "What to make small: latency, energy, edp, memory or traffic")
      ->capture_default_str();
  command->add_option("--gap", options->gap, "Stop once the latency is this near to the lower bound, as 5%")
      ->capture_default_str();
  command->add_option("--seconds", options->seconds, "Stop after this time")
      ->type_name("S")
      ->check(CLI::Range(0.0, 1e7))
      ->capture_default_str();
  command->add_option("--evaluations", options->evaluations, "Stop after as many evaluated plans")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}))
      ->capture_default_str();
  command
      ->add_option("--seed", options->seed, "Seed of the local search; the same seed and --evaluations, the same plan")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--jobs", options->jobs, "Threads")->type_name("N")->check(CLI::Range(1, 1024));
  command->add_option("--json", options->json, "Write the result as JSON; - is stdout")->type_name("FILE|-");
  command
      ->add_option("-o,--output", options->plan,
                   "Write the plan found, for schedule --fusion with the same other options; - is stdout")
      ->type_name("PLAN.json|-");
  command->add_flag("--quiet", options->quiet, "No progress and no summary for people");
  command->footer(
      "Halos of convolutions are kept on chip or fetched again, as memory allows; the best plan is tried with the\n"
      "halos of each group recomputed, too, as it is cut and in blocks of pixels. Compares with the plan that the\n"
      "other options ask for (--fusion, default auto).");
  command->callback([options, &chosen] { chosen = [options] { return runSearch(*options); }; });
}

}  // namespace fusewright
