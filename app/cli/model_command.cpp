#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "core/io/model_writer.h"

namespace fusewright {
namespace {

struct ModelOptions {
  std::string kind;
  std::string file;
  std::vector<std::string> rest;  ///< --name=value or --name value, as typed
};

/// Kinds and their parameters, for --help.
std::string kindsText() {
  std::string text = "Kinds and their parameters:";
  for (const ModelKind& kind : modelKinds()) {
    text += fmt::format("\n  {:<20} {}", kind.name, kind.meaning);
    for (const ModelParameter& parameter : kind.parameters)
      text += fmt::format("\n      --{:<16}{} ({}; default {})", parameter.name, parameter.meaning,
                          rangeText(parameter), valueText(parameter, parameter.fallback));
  }
  return text;
}

/// The pairs that --name=value and --name value stand for.
Result<ModelParameters> parametersOf(const ModelKind& kind, const std::vector<std::string>& rest) {
  ModelParameters parameters;
  for (std::size_t index = 0; index < rest.size(); ++index) {
    const std::string& word = rest[index];
    if (!word.starts_with("--"))
      return failure(fmt::format("'{}' belongs to no parameter", word), "model", "write --name=value");
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (equals == std::string::npos && index + 1 == rest.size())
      return failure("a value is missing", word, fmt::format("write {}=VALUE", word));
    const auto value = parseValue(kind, name, equals == std::string::npos ? rest[++index] : word.substr(equals + 1));
    if (!value) return tl::make_unexpected(value.error());
    if (!parameters.emplace(name, *value).second) return failure("given twice", "--" + name, "give it once");
  }
  return parameters;
}

ExitStatus runModel(const ModelOptions& options) {
  const auto kind = findModelKind(options.kind);
  if (!kind) return reportError(kind.error());
  const auto parameters = parametersOf(*kind, options.rest);
  if (!parameters) return reportError(parameters.error());
  if (options.file == "-") {
    const auto bytes = buildModel(options.kind, *parameters);
    if (!bytes) return reportError(bytes.error());
    const auto written = writeOutput("-", *bytes);
    return written ? ExitStatus::Done : reportError(written.error());
  }
  const auto written = writeModel(options.kind, *parameters, options.file);
  return written ? ExitStatus::Done : reportError(written.error());
}

}  // namespace

void addModelCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<ModelOptions>();
  CLI::App* command = program.add_subcommand("model", "Write a parametric model without weights");
  command->add_option("kind", options->kind, "Kind of model")->type_name("KIND")->required();
  command->add_option("-o,--output", options->file, "File to write; - is stdout")->type_name("FILE.onnx")->required();
  command->footer(kindsText());
  command->allow_extras();
  command->callback([options, command, &chosen] {
    options->rest = command->remaining();
    chosen = [options] { return runModel(*options); };
  });
}

}  // namespace fusewright
