#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/options/design_options.h"
#include "core/io/info_json.h"

namespace fusewright {
namespace {

ExitStatus runInfo(const DesignOptions& options) {
  const auto workload = loadModel(options);
  if (!workload) return reportError(workload.error());
  const auto written = writeOutput("-", infoJson(*workload));
  return written ? ExitStatus::Done : reportError(written.error());
}

}  // namespace

void addInfoCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<DesignOptions>();
  CLI::App* command = program.add_subcommand("info", "Say what was read from a model, as JSON on stdout");
  command->add_option("model", options->model, "Model")->type_name("MODEL.onnx")->required();
  addDimOption(*command, *options);
  command->callback([options, &chosen] { chosen = [options] { return runInfo(*options); }; });
}

}  // namespace fusewright
