#include "app/options/design_options.h"

#include <charconv>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace fusewright {
namespace {

constexpr const char* kTilingRemedy =
    "give per-step, none, memory-aware or DIM=PARTS[,DIM=PARTS], as in --tiling L=64,D=2";

struct Assignment {
  std::string name;
  std::string value;
};

std::optional<Assignment> splitAssignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
  return Assignment{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

std::optional<std::int64_t> positiveWhole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

Result<TilingEntry> parseTilingEntry(const std::string& text) {
  const auto assignment = splitAssignment(text);
  if (!assignment) return failure(fmt::format("'{}' is no tiling", text), "--tiling", kTilingRemedy);
  if (assignment->value == "all") return TilingEntry{assignment->name, kOnePartPerIteration};
  const auto parts = positiveWhole(assignment->value);
  if (!parts)
    return failure(fmt::format("'{}' is no number of parts", assignment->value), "--tiling " + text, kTilingRemedy);
  return TilingEntry{assignment->name, *parts};
}

}  // namespace

void addModelOptions(CLI::App& app, DesignOptions& options) {
  app.add_option("--dim", options.dims, "Size of a symbolic dimension of the model (repeatable)")
      ->type_name("NAME=SIZE")
      ->allow_extra_args(false);
  app.add_flag("--guess-dims", options.guessDims, "Usual sizes for the symbolic dimensions that --dim leaves open");
  app.add_option("--branch", options.branches,
                 "Branch of an If whose condition is not known before the model runs (repeatable); default: then")
      ->type_name("NODE=then|else")
      ->allow_extra_args(false);
  app.add_option("--trips", options.trips,
                 "Iterations of a Loop of which it is not known how often it runs (repeatable); default: 1")
      ->type_name("NODE=N")
      ->allow_extra_args(false);
  app.add_option("--operators", options.operators,
                 "Loops and operands of operators that are not known, or not as here (.yaml, repeatable; "
                 "examples/operators/README.md)")
      ->type_name("FILE.yaml")
      ->allow_extra_args(false);
  const auto addBits = [&app](const char* name, std::optional<int>& bits, const char* what) {
    app.add_option(name, bits, what)->type_name("BITS")->check(CLI::Range(1, 1024));
  };
  addBits(
      "--act-bits", options.activationBits,
      "Bits of activations where a node has no attribute act_size; default: 8 under paper, else the element type's");
  addBits("--weight-bits", options.weightBits, "The same for weights and weight_size");
  addBits("--output-bits", options.outputBits,
          "The same for unfinished sums and output_size; default: 16 under paper, else as activations");
}

void addDesignOptions(CLI::App& app, DesignOptions& options) {
  app.add_option("--hardware", options.hardware, "Accelerator (.yaml)")->type_name("HW.yaml");
  app.add_option("--mapping", options.mapping, "Mapping (.yaml); default: the proposed one")->type_name("MAP.yaml");
  app.add_option(
         "--fusion", options.fusion,
         "Fusion plan: for any model unfused, auto, or a .json file (groups, their "
         "cuts, whether a group stores or recomputes its halos); for a model with a Mamba block also A, B, A-B, AS, "
         "BS, AS-B, A-BS and all, which name its operators; default: auto, the "
         "fastest of unfused, a plan proposed for the memories (for a Mamba block all) and, where its tiles are "
         "not many, all layers in one group; search finds better ones")
      ->type_name("PLAN");
  app.add_option(
         "--tiling", options.tiling,
         "Intra-core tiling: per-step (one step of the recurrence a tile), none, memory-aware (for a Mamba block) or "
         "DIM=PARTS[,DIM=PARTS]; "
         "default: per-step")
      ->type_name("TILING");
  app.add_option("--assumptions", options.assumptions,
                 "Modelling choices: paper, physical, or either with repairs as in paper,+B1,-B7")
      ->type_name("NAME")
      ->capture_default_str();
  addModelOptions(app, options);
  app.add_option(
         "--set", options.sets,
         "Change one parameter of the accelerator, as onchip_memory_MB=4 (repeatable). In whatever order they are "
         "given: first cores, then --area, then the totals onchip_memory_MB and pe_count, then the chip's other "
         "parameters, then those of one core, memory or link")
      ->type_name("PARAM=VALUE")
      ->allow_extra_args(false);
  app.add_option("--area", options.area,
                 "Resize the chip to this area; needs --memory-fraction. Goes without the "
                 "totals that it decides (--set onchip_memory_MB, --set pe_count)")
      ->type_name("MM2");
  app.add_option("--memory-fraction", options.memoryFraction, "Part of --area that is memory, between 0 and 1")
      ->type_name("F");
}

std::vector<std::string> designArguments(const DesignOptions& options) {
  std::vector<std::string> arguments{options.model};
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) arguments.insert(arguments.end(), {option, value});
  };
  add("--hardware", options.hardware);
  add("--mapping", options.mapping);
  add("--fusion", options.fusion);
  add("--tiling", options.tiling);
  add("--assumptions", options.assumptions);
  for (const std::string& dim : options.dims) add("--dim", dim);
  if (options.guessDims) arguments.emplace_back("--guess-dims");
  for (const std::string& branch : options.branches) add("--branch", branch);
  for (const std::string& trips : options.trips) add("--trips", trips);
  for (const std::string& file : options.operators) add("--operators", file);
  if (options.activationBits) add("--act-bits", fmt::format("{}", *options.activationBits));
  if (options.weightBits) add("--weight-bits", fmt::format("{}", *options.weightBits));
  if (options.outputBits) add("--output-bits", fmt::format("{}", *options.outputBits));
  for (const std::string& set : options.sets) add("--set", set);
  if (options.area) add("--area", fmt::format("{}", *options.area));
  if (options.memoryFraction) add("--memory-fraction", fmt::format("{}", *options.memoryFraction));
  return arguments;
}

Result<TilingChoice> parseTiling(const std::string& text) {
  if (text.empty() || text == "per-step") return TilingChoice{};
  if (text == "none") return TilingChoice{TilingMode::None, {}};
  if (text == "memory-aware") return TilingChoice{TilingMode::MemoryAware, {}};
  TilingChoice choice{TilingMode::Explicit, {}};
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    auto entry = parseTilingEntry(text.substr(begin, comma - begin));
    if (!entry) return tl::make_unexpected(entry.error());
    choice.entries.push_back(std::move(*entry));
    begin = comma + 1;
  }
  return choice;
}

Result<std::vector<std::pair<std::string, std::int64_t>>> parseDims(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::int64_t>> dims;
  for (const std::string& text : texts) {
    const auto assignment = splitAssignment(text);
    const auto size = assignment ? positiveWhole(assignment->value) : std::nullopt;
    if (!size)
      return failure(fmt::format("'{}' gives no dimension a size", text), "--dim",
                     "write NAME=SIZE with a whole number of at least 1, as in --dim batch=1");
    dims.emplace_back(assignment->name, *size);
  }
  return dims;
}

}  // namespace fusewright
