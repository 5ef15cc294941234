#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/figures_process.h"
#include "app/cli/interruption.h"
#include "app/options/design_options.h"
#include "app/options/example_files.h"
#include "app/study/make_study.h"
#include "app/study/study_report.h"
#include "core/explore/study/study_violations.h"
#include "core/io/study_csv.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

struct PaperOptions {
  DesignOptions design;  ///< assumptions
  std::vector<int> figures;
  std::string folder;
  StudyRequest request;
  bool withoutPictures = false;
  bool quiet = false;
};

/// Progress on stderr: one line that is written over on a terminal, else a line for each quarter of a figure.
class ProgressLine {
 public:
  explicit ProgressLine(const PaperOptions& options) : quiet_(options.quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

  void show(StudyProgress progress) {
    const bool finished = progress.done == progress.total;
    const bool quarter = progress.done * 4 / progress.total != (progress.done - 1) * 4 / progress.total;
    if (quiet_ || (!terminal_ && !quarter)) return;
    fmt::print(stderr, "{}fusewright-cli: figure {}: {} of {}{}", terminal_ ? "\r" : "", figureNumber(progress.figure),
               progress.done, progress.total, !terminal_ || finished ? "\n" : "");
  }

 private:
  bool quiet_;
  bool terminal_;
};

Result<StudyBase> baseOf(const PaperOptions& options) {
  const auto assumptions = loadAssumptions(options.design);
  if (!assumptions) return tl::make_unexpected(assumptions.error());
  auto hardware = studyHardware();
  if (!hardware) return tl::make_unexpected(hardware.error());
  return StudyBase{.accelerator = std::make_shared<const Accelerator>(*std::move(hardware)),
                   .assumptions = *assumptions};
}

/// Draws the figures if the desktop program is there and can. They are not what a script waits for: without them the
/// tables and reports are still whole, so that nothing but a remark is made of it.
void drawFigures(const PaperOptions& options) {
  if (options.withoutPictures) return;
  const Result<void> drawn = canDrawFigures() ? writeStudyFigures(options.folder)
                                              : failure("the desktop program, which draws them, is not there",
                                                        options.folder, "build target fusewright");
  if (!drawn && !options.quiet) fmt::print(stderr, "fusewright-cli: no figures: {}\n", message(drawn.error()));
}

Result<void> writeAll(const Study& study, const StudyBase& base, const PaperOptions& options) {
  if (auto written = writeStudy(study, options.folder); !written) return written;
  drawFigures(options);
  const ReportContext context{.program = "Fusewright " FUSEWRIGHT_VERSION, .hardware = base.accelerator->name};
  return writeReport(study, context, options.folder);
}

ExitStatus runPaper(const PaperOptions& options) {
  const auto base = baseOf(options);
  if (!base) return reportError(base.error());
  if (const auto made = makeFolder(options.folder); !made) return reportError(made.error());
  StudyRequest request = options.request;
  for (const int number : options.figures) request.figures.push_back(*figureOfNumber(number));
  const Interruption interruption;
  ProgressLine line(options);
  const Study study = makeStudy(
      request, *base, [&](StudyProgress progress) { line.show(progress); }, interruption.token());
  if (const auto written = writeAll(study, *base, options); !written) return reportError(written.error());
  if (interruption.requested())
    return reportError({"stopped; rows not reached say so", options.folder, "run it again"}, ExitStatus::NotEvaluable);
  const auto violations = violationsOf(study);
  if (violations.empty()) return ExitStatus::Done;
  return reportError({fmt::format("{} requests can not be met; the first: {}: {}", violations.size(),
                                  violations.front().request, violations.front().why),
                      options.folder, "see report.md, or the column violations of the tables"},
                     ExitStatus::NotEvaluable);
}

void addStudyAxes(CLI::App& command, StudyRequest& request) {
  const auto axis = [&](const char* name, auto& values, const char* meaning, const char* type) {
    command.add_option(name, values, meaning)->delimiter(',')->allow_extra_args(false)->type_name(type);
  };
  axis("--lengths", request.lengths, "Sequence lengths instead of each figure's own", "L,...");
  axis("--memories", request.memoriesMB, "Memory sizes of figure 11 instead of 0.1 to 30 MB", "MB,...");
  axis("--areas", request.areaFractions, "Areas of figure 12 as parts of the accelerator's, instead of 0.125 to 1.25",
       "FRACTION,...");
  axis("--memory-fractions", request.memoryFractions, "Memory fractions of figure 12 instead of 0.05 to 0.95",
       "FRACTION,...");
}

}  // namespace

void addPaperCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<PaperOptions>();
  CLI::App* command =
      program.add_subcommand("paper", "Make the published study anew: tables, figures and a report that compares both");
  command->add_option("--out", options->folder, "Folder for tables, figures, report.md and report.html")
      ->type_name("DIR")
      ->required();
  command->add_option("--figure", options->figures, "Only this figure of the study (repeatable): 1, 4, 9, 10, 11, 12")
      ->type_name("N")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({1, 4, 9, 10, 11, 12}));
  options->request.jobs = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
  command->add_option("--jobs", options->request.jobs, "Threads; default: as many as processors")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command->add_option("--assumptions", options->design.assumptions, "Modelling choices, as for schedule")
      ->type_name("NAME")
      ->capture_default_str();
  addStudyAxes(*command, options->request);
  command->add_flag("--no-pictures", options->withoutPictures, "Tables and reports alone");
  command->add_flag("--quiet", options->quiet, "No progress on stderr");
  command->callback([options, &chosen] { chosen = [options] { return runPaper(*options); }; });
}

}  // namespace fusewright
