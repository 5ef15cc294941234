#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/sweep/sweep_front.h"
#include "core/explore/sweep/sweep_columns.h"

namespace fusewright {
namespace {

struct FrontOptions {
  std::string database;
  std::vector<std::string> objectives;
  std::vector<std::string> constraints;
  std::string format = "csv";
  std::string output = "-";
  bool effects = false;
};

/// Metrics that may be objectives, for --help.
std::string metricsText() {
  std::string text = "Metrics:";
  for (const MetricColumn& column : metricColumns())
    text += fmt::format("\n  {:<22}{}{}{}", column.name, column.meaning,
                        column.unit.empty() ? "" : fmt::format(" ({})", column.unit),
                        column.goal == Goal::None ? "; only in constraints" : "");
  return text;
}

Result<std::string> textOf(const FrontOptions& options, const SweepDatabase& database) {
  auto request = requestOf(database);
  if (!request) return tl::make_unexpected(request.error());
  if (!options.objectives.empty()) request->objectives = options.objectives;
  request->constraints.insert(request->constraints.end(), options.constraints.begin(), options.constraints.end());
  if (options.effects) {
    const auto effects = effectsOf(database, *request);
    if (!effects) return tl::make_unexpected(effects.error());
    return effectsCsv(*effects);
  }
  const auto front = frontOf(database, *request);
  if (!front) return tl::make_unexpected(front.error());
  return options.format == "json" ? frontJson(*front, *request) : frontCsv(*front, *request);
}

ExitStatus runFront(const FrontOptions& options) {
  const auto database = SweepDatabase::open(options.database, SweepDatabase::Access::Read);
  if (!database) return reportError(database.error());
  const auto text = textOf(options, *database);
  if (!text) return reportError(text.error());
  const auto written = writeOutput(options.output, *text);
  return written ? ExitStatus::Done : reportError(written.error());
}

struct MergeOptions {
  std::string output;
  std::vector<std::string> inputs;
};

ExitStatus runMerge(const MergeOptions& options) {
  // All inputs are looked at before the output is made.
  for (const std::string& input : options.inputs)
    if (const auto itself = mergedWithItself(options.output, input)) return reportError(*itself);
  for (const std::string& input : options.inputs)
    if (const auto opened = SweepDatabase::open(input, SweepDatabase::Access::Read); !opened)
      return reportError(opened.error());
  auto database = SweepDatabase::open(options.output, SweepDatabase::Access::Write);
  if (!database) return reportError(database.error());
  for (const std::string& input : options.inputs)
    if (const auto merged = database->merge(input); !merged) return reportError(merged.error());
  const auto size = database->size();
  if (!size) return reportError(size.error());
  fmt::print(stderr, "fusewright-cli: {} designs in {}\n", *size, options.output);
  return ExitStatus::Done;
}

}  // namespace

void addFrontCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<FrontOptions>();
  CLI::App* command = program.add_subcommand("front", "The designs of a sweep that no other one beats");
  command->add_option("database", options->database, "Results of a sweep")->type_name("FILE.sqlite")->required();
  command->add_option("--objectives", options->objectives, "Metrics; default: those of the spec, or latency and area")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("METRIC,...");
  command
      ->add_option("--constraint", options->constraints,
                   "Only designs that meet it, as in 'peak_memory_MB <= 4' or 'model == small' (repeatable); beside "
                   "those of the spec")
      ->type_name("EXPRESSION")
      ->allow_extra_args(false);
  command->add_flag("--sensitivity", options->effects, "Instead: what each parameter alone changes, as CSV");
  command->add_option("--format", options->format, "csv or json; json has the hypervolume and all parameters")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "File to write; - is stdout")->type_name("FILE");
  command->footer(metricsText());
  command->callback([options, &chosen] { chosen = [options] { return runFront(*options); }; });
}

void addMergeCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<MergeOptions>();
  CLI::App* command = program.add_subcommand("merge", "Put the results of several sweeps, or of shards, into one file");
  command->add_option("output", options->output, "Database to add to; made if it is not there")
      ->type_name("OUT.sqlite")
      ->required();
  command->add_option("inputs", options->inputs, "Databases to add")->type_name("IN.sqlite")->required();
  command->callback([options, &chosen] { chosen = [options] { return runMerge(*options); }; });
}

}  // namespace fusewright
