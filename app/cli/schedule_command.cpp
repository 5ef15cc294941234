#include <algorithm>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/figures_process.h"
#include "app/cli/human_summary.h"
#include "app/cli/interruption.h"
#include "app/cli/timed_evaluation.h"
#include "app/options/design_options.h"
#include "core/io/csv_writer.h"
#include "core/io/summary_json.h"
#include "core/io/trace_writer.h"
#include "core/io/waterfall_csv.h"
#include "core/workload/tensor_bits.h"

namespace fusewright {
namespace {

struct ScheduleOptions {
  DesignOptions design;
  std::string json;
  std::string csvFolder;
  std::string traceFile;
  std::string figuresFolder;
  std::string waterfall;
  int repetitions = 0;
  bool quiet = false;
};

SummaryContext contextOf(const ScheduleOptions& options, const TimedEvaluation& timed,
                         const std::vector<WaterfallRow>& rows) {
  SummaryContext context{.modelFile = options.design.model, .hardwareFile = options.design.hardware};
  context.peakMemoryKilobytes = peakMemoryKilobytes();
  context.waterfall = rows;
  if (options.repetitions > 0) {
    context.evaluation = timed.cold;
    context.evaluationWarm = timed.warm;
  }
  return context;
}

/// Everything that was asked for, in files or on stdout.
Result<void> writeResults(const ScheduleOptions& options, const TimedEvaluation& timed,
                          const std::vector<WaterfallRow>& rows) {
  if (!options.json.empty())
    if (auto written = writeOutput(options.json, summaryJson(timed.evaluation, contextOf(options, timed, rows)));
        !written)
      return written;
  if (!options.csvFolder.empty())
    if (auto written = writeCsvFolder(timed.evaluation, options.csvFolder); !written) return written;
  if (!options.traceFile.empty())
    if (auto written = writeTrace(timed.evaluation, options.traceFile); !written) return written;
  if (!options.figuresFolder.empty())
    if (auto written = writeFigures(options.design, options.figuresFolder); !written) return written;
  if (!options.quiet && options.json != "-")
    if (auto written = writeOutput("-", humanSummary(timed.evaluation)); !written) return written;
  if (options.waterfall.empty()) return {};
  return writeOutput(options.waterfall, options.waterfall == "-" ? waterfallText(rows) : waterfallCsv(rows));
}

/// The rows that --waterfall asks for; none without it. Ctrl+C stops it.
Result<std::vector<WaterfallRow>> makeWaterfall(const ScheduleOptions& options, const Design& design) {
  if (options.waterfall.empty()) return std::vector<WaterfallRow>();
  if (options.waterfall == "-" && options.json == "-")
    return failure("the summary and the waterfall can not both go to stdout", "--waterfall -",
                   "name a file for one of them");
  const Interruption interruption;
  const int jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  auto rows = waterfall(design, {.jobs = jobs}, interruption.token());
  if (interruption.requested()) return failure("stopped before the waterfall was whole", "--waterfall", "run it again");
  return rows;
}

/// The complaint of an evaluation with the file that it is about: a plan or mapping file names itself, all else is
/// about the model.
Error withFile(Error error, const DesignOptions& options) {
  for (const std::string& file : {options.model, options.mapping, options.fusion})
    if (!file.empty() && error.where.starts_with(file)) return error;
  error.where = error.where.empty() ? options.model : options.model + ": " + error.where;
  return error;
}

/// What lies off chip whatever is fused: weights and what the model is given.
double bitsFromOutside(const Workload& workload) {
  double bits = 0;
  for (const Tensor& tensor : workload.tensors)
    if (!tensor.producer && !tensor.isZero) bits += bitsOf(tensor);
  return bits;
}

Error errorOf(const Violation& violation, const Evaluation& evaluation, const std::string& hardwareFile) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  std::string where = hardwareFile;
  std::string remedy = "enlarge the memory with --set onchip_memory_MB=..., or cut finer tiles with --tiling";
  if (violation.memory) {
    const TopMemory memory = topMemories(accelerator)[violation.memory->index()];
    where += ", " + memory.name;
    if (memory.core == accelerator.offChip) {
      remedy = fmt::format("enlarge it with --set offchip.{}.size_bits=...", accelerator.dram().name);
      if (bitsFromOutside(*evaluation.design.workload) <= static_cast<double>(accelerator.dram().capacity.value))
        remedy += ", or fuse more, so that less is written there";
    }
  }
  return {violation.what, where, remedy};
}

ExitStatus runSchedule(const ScheduleOptions& options) {
  const auto design = makeDesign(options.design);
  if (!design) return reportError(design.error());
  const auto timed = evaluateTimed(*design, options.repetitions);
  if (!timed) return reportError(withFile(timed.error(), options.design));
  const auto rows = makeWaterfall(options, *design);
  if (!rows) return reportError(rows.error());
  if (const auto written = writeResults(options, *timed, *rows); !written) return reportError(written.error());
  const auto& violations = timed->evaluation.metrics->violations;
  if (violations.empty()) return ExitStatus::Done;
  return reportError(errorOf(violations.front(), timed->evaluation, options.design.hardware), ExitStatus::NotEvaluable);
}

void addOutputOptions(CLI::App& command, ScheduleOptions& options) {
  command.add_option("--json", options.json, "Write the summary as JSON; - is stdout")->type_name("FILE|-");
  command.add_option("--csv", options.csvFolder, "Write tiles, transfers, memory, ... as CSV files")->type_name("DIR");
  command.add_option("--trace", options.traceFile, "Write trace events for the Perfetto UI")->type_name("FILE.json");
  command
      .add_option("--figures", options.figuresFolder, "Write gantt, memory, roofline and waterfall as SVG, PDF and PNG")
      ->type_name("DIR");
  command
      .add_option("--waterfall", options.waterfall,
                  "What each repair of the published model changes, from paper to physical, as CSV; - prints a table")
      ->type_name("FILE.csv|-");
  command
      .add_option("--repeat", options.repetitions,
                  "Evaluate N times cold and N times warm; the times are in the summary")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000));
  command.add_flag("--quiet", options.quiet, "No summary for people");
}

}  // namespace

void addScheduleCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<ScheduleOptions>();
  CLI::App* command = program.add_subcommand("schedule", "Evaluate one design: a model on an accelerator");
  command
      ->add_option("model", options->design.model,
                   "Model; or a project (.fusewright, or a figure that was exported), whose files and "
                   "assumptions then count")
      ->type_name("MODEL.onnx")
      ->required();
  addDesignOptions(*command, options->design);
  addOutputOptions(*command, *options);
  command->callback([options, &chosen] { chosen = [options] { return runSchedule(*options); }; });
}

}  // namespace fusewright
