#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/options/design_options.h"
#include "core/io/info_json.h"
#include "core/io/model_summary.h"

namespace fusewright {
namespace {

bool hasOpenSizes(const ModelSummary& summary) {
  return std::ranges::any_of(summary.symbols, [](const SymbolicDim& symbol) { return !symbol.size; });
}

/// A model whose sizes are left open is described without its layers; that is no error here.
ExitStatus runInfo(const DesignOptions& options) {
  const auto dims = parseDims(options.dims);
  if (!dims) return reportError(dims.error());
  const auto summary = describeOnnx(options.model, {.dims = {dims->begin(), dims->end()}});
  if (!summary) return reportError(summary.error());
  const auto workload = loadModel(options);
  if (!workload && !hasOpenSizes(*summary)) return reportError(workload.error());
  const auto written = writeOutput("-", infoJson(*summary, workload ? &*workload : nullptr));
  return written ? ExitStatus::Done : reportError(written.error());
}

}  // namespace

void addInfoCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<DesignOptions>();
  options->assumptions.clear();  // a model is described as it is
  CLI::App* command = program.add_subcommand("info", "Say what was read from a model, as JSON on stdout");
  command->add_option("model", options->model, "Model")->type_name("MODEL.onnx")->required();
  addModelOptions(*command, *options);
  command->callback([options, &chosen] { chosen = [options] { return runInfo(*options); }; });
}

}  // namespace fusewright
