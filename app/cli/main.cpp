#include <exception>
#include <new>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"

namespace {

using namespace fusewright;

constexpr const char* kExamples = R"(Examples:
  fusewright-cli model mamba1 --d-model 2560 --d-state 64 --seq-len 64 -o mamba.onnx
  fusewright-cli info mamba.onnx
  fusewright-cli schedule mamba.onnx --hardware examples/accelerators/marca.yaml --fusion all
  fusewright-cli schedule mamba.onnx --hardware examples/accelerators/marca.yaml --fusion all \
      --tiling memory-aware --set onchip_memory_MB=4 --json - --csv tables --trace trace.json
  fusewright-cli paper --out study
  fusewright-cli sweep examples/sweeps/figure12.json --db figure12.sqlite
  fusewright-cli front figure12.sqlite --objectives latency_ms,area_mm2
  fusewright-cli search mamba.onnx --hardware examples/accelerators/marca.yaml --assumptions physical -o plan.json

Exit status: 0 done; 1 the design can not be evaluated (the summary lists the violations); 2 bad input or usage.)";

/// What to read next after a usage error: the help of the command that was meant.
std::string helpOf(const CLI::App& program) {
  const auto used = program.get_subcommands();
  return "see fusewright-cli " + (used.empty() ? "" : used.front()->get_name() + " ") + "--help";
}

ExitStatus run(int count, char** arguments) {
  Action chosen;
  CLI::App program("Schedules of machine-learning models on accelerators, with fine-grained operator fusion",
                   "fusewright-cli");
  program.set_version_flag("--version", "fusewright-cli " FUSEWRIGHT_VERSION);
  program.footer(kExamples);
  program.require_subcommand(1);
  addInfoCommand(program, chosen);
  addScheduleCommand(program, chosen);
  addModelCommand(program, chosen);
  addSearchCommand(program, chosen);
  addPaperCommand(program, chosen);
  addSweepCommand(program, chosen);
  addFrontCommand(program, chosen);
  addMergeCommand(program, chosen);
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return static_cast<ExitStatus>(program.exit(error));
    return reportError({error.what(), "command line", helpOf(program)});
  }
  return chosen();
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return static_cast<int>(run(count, arguments));
  } catch (const std::bad_alloc&) {
    return static_cast<int>(reportError({"out of memory", "this design", "cut it into fewer tiles"}));
  } catch (const std::exception& error) {
    return static_cast<int>(
        reportError({fmt::format("internal error: {}", error.what()), "", "please report it with the command line"}));
  }
}
