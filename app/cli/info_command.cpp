#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/options/design_options.h"
#include "core/io/info_json.h"
#include "core/io/model_summary.h"

namespace fusewright {
namespace {

/// A model whose sizes are left open is described with usual ones, and says so.
ExitStatus runInfo(const DesignOptions& options, StepListing listing) {
  const auto reading = readOptions(options);
  if (!reading) return reportError(reading.error());
  const auto described = describeModel(options.model, *reading);
  if (!described) return reportError(described.error());
  const auto written = writeOutput("-", infoJson(described->summary, &described->workload, listing));
  return written ? ExitStatus::Done : reportError(written.error());
}

}  // namespace

void addInfoCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<DesignOptions>();
  options->assumptions.clear();  // a model is described as it is
  CLI::App* command = program.add_subcommand("info", "Say what was read from a model, as JSON on stdout");
  command->add_option("model", options->model, "Model")->type_name("MODEL.onnx")->required();
  addModelOptions(*command, *options);
  auto allSteps = std::make_shared<bool>(false);
  command->add_flag(
      "--all-steps", *allSteps,
      "List every step of recurrences that are unrolled into more than 1024; default: of equal steps the\n"
      "first one, with the number of steps that it stands for");
  command->callback([options, allSteps, &chosen] {
    chosen = [options, allSteps] { return runInfo(*options, *allSteps ? StepListing::All : StepListing::Folded); };
  });
}

}  // namespace fusewright
