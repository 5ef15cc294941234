#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/launcher.h"
#include "app/cli/sweep_progress.h"
#include "app/sweep/plan_warnings.h"
#include "app/sweep/run_sweep.h"
#include "app/sweep/sweep_csv.h"
#include "app/sweep/sweep_front.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

constexpr std::uint64_t kMostPointsLookedUp = 1'000'000;
constexpr std::uint64_t kPointsShown = 3;

struct SweepOptionsTyped {
  std::string spec;
  std::string database;
  std::string csv;
  std::string shard;
  std::vector<std::string> objectives;
  int jobs = 0;  ///< 0: usualJobs()
  bool dryRun = false;
  bool quiet = false;
};

constexpr const char* kFooter = R"(The spec is described in examples/sweeps/README.md, the tables of the database too.
Run the same again to go on where a sweep ended: no design in the database is evaluated twice. Several processes may
work on one database; mpirun -np N fusewright-cli sweep SPEC.json --db FILE.sqlite starts N of them.

Exit status: 0 done, designs that do not fit being rows like others; 2 bad input or usage, or a database that can not
be written; 130 stopped by Ctrl+C or SIGTERM, with all that was finished in the database.)";

Result<SpecDesigns> openSpec(const std::string& file) {
  const auto spec = readSweepSpec(file);
  if (!spec) return tl::make_unexpected(spec.error());
  auto designs = SpecDesigns::open(*spec, std::filesystem::path(file).parent_path());
  if (designs) return designs;
  Error error = designs.error();
  error.where = error.where.empty() ? file : file + ": " + error.where;
  return tl::make_unexpected(error);
}

/// How many of the first points the database has; 0 without a database.
Result<std::uint64_t> knownPoints(const SpecDesigns& designs, const std::string& file) {
  std::error_code error;
  if (file.empty() || !std::filesystem::exists(file, error)) return std::uint64_t{0};
  const auto database = SweepDatabase::open(file, SweepDatabase::Access::Read);
  if (!database) return tl::make_unexpected(database.error());
  std::uint64_t known = 0;
  for (std::uint64_t point = 0; point < std::min(designs.points().size(), kMostPointsLookedUp); ++point) {
    const auto has = database->has(designs.keyOf(designs.complete(designs.points().at(point))));
    if (!has) return tl::make_unexpected(has.error());
    known += *has ? 1 : 0;
  }
  return known;
}

/// Says what would be done.
ExitStatus describe(const SpecDesigns& designs, const SweepOptionsTyped& options) {
  const SweepPoints& points = designs.points();
  const auto known = knownPoints(designs, options.database);
  if (!known) return reportError(known.error());
  std::string text = fmt::format("{} points, {} of them in the database\nvaried: {}\n", points.size(), *known,
                                 fmt::join(points.varied(), ", "));
  for (std::uint64_t point = 0; point < std::min(points.size(), kPointsShown); ++point) {
    const auto line = designs.commandLineOf(designs.complete(points.at(point)));
    if (!line) return reportError(line.error());
    text += fmt::format("point {}: {}\n", point, *line);
  }
  for (const Error& warning : planWarnings(designs))
    fmt::print(stderr, "fusewright-cli: warning: {}\n", message(warning));
  const auto written = writeOutput("-", text);
  return written ? ExitStatus::Done : reportError(written.error());
}

Result<void> writeFront(const SweepDatabase& database, const SweepOptionsTyped& options) {
  auto request = requestOf(database);
  if (!request) return tl::make_unexpected(request.error());
  if (!options.objectives.empty()) request->objectives = options.objectives;
  const auto front = frontOf(database, *request);
  if (!front) return tl::make_unexpected(front.error());
  const auto text = frontCsv(*front, *request);
  if (!text) return tl::make_unexpected(text.error());
  const std::string met =
      request->constraints.empty() ? "" : fmt::format(", {} of which meet the constraints", front->candidates);
  fmt::print(stderr, "fusewright-cli: front of {} among {} designs that fit{}; hypervolume {:.6g}\n",
             front->designs.size(), front->fitting, met, front->hypervolume);
  return writeOutput("-", *text);
}

/// Files and the front; of processes that a launcher started only the first one writes them.
ExitStatus conclude(const SpecDesigns& designs, const SweepDatabase& database, const SweepRunProgress& progress,
                    const SweepOptionsTyped& options) {
  if (!options.quiet) fmt::print(stderr, "fusewright-cli: {}\n", summaryText(progress));
  if (!options.csv.empty())
    if (auto written = writeSweepCsv(designs, database, options.csv); !written) return reportError(written.error());
  if (options.quiet) return ExitStatus::Done;
  const auto written = writeFront(database, options);
  return written ? ExitStatus::Done : reportError(written.error());
}

ExitStatus runSweepCommand(const SweepOptionsTyped& options) {
  const auto shard = options.shard.empty() ? Result<Shard>(Shard{}) : parseShard(options.shard);
  if (!shard) return reportError(shard.error());
  const auto designs = openSpec(options.spec);
  if (!designs) return reportError(designs.error());
  if (const auto constraints = constraintsOf(*designs); !constraints) return reportError(constraints.error());
  if (const auto known = objectiveColumns(options.objectives); !known) return reportError(known.error());
  if (options.dryRun) return describe(*designs, options);
  if (options.database.empty())
    return reportError({"no database is named", "--db", "give --db FILE.sqlite, or --dry-run"});
  const Launch launch = launchOf();
  const Interruption interruption;
  auto database = SweepDatabase::open(options.database, SweepDatabase::Access::Write);
  if (!database) return reportError(database.error());
  SweepProgressLine line;
  SweepRunOptions running{.jobs = options.jobs > 0 ? options.jobs : usualJobs(launch), .shard = *shard};
  if (!options.quiet && launch.rank == 0)
    running.progress = [&line](const SweepRunProgress& progress) { line.show(progress); };
  const auto progress = runSweep(*designs, *database, running, interruption.token());
  line.end();
  if (!progress) return reportError(progress.error());
  if (interruption.requested())
    return reportError({fmt::format("stopped after {} of {} points", progress->done(), progress->points),
                        options.database, "run the same again to go on"},
                       ExitStatus::Interrupted);
  return launch.rank == 0 ? conclude(*designs, *database, *progress, options) : ExitStatus::Done;
}

}  // namespace

void addSweepCommand(CLI::App& program, Action& chosen) {
  auto options = std::make_shared<SweepOptionsTyped>();
  CLI::App* command = program.add_subcommand("sweep", "Evaluate many designs into a database; goes on where it ended");
  command->add_option("spec", options->spec, "Which designs")->type_name("SPEC.json")->required();
  command->add_option("--db", options->database, "SQLite database for the results; made if it is not there")
      ->type_name("FILE.sqlite");
  command->add_option("--jobs", options->jobs, "Threads; default: as many as processors")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command->add_option("--csv", options->csv, "At the end, write the points as CSV too, in the order of the spec")
      ->type_name("FILE.csv");
  command
      ->add_option("--shard", options->shard,
                   "Only part I of N, 1 to N, for a database of its own; slurm: by the task of a job array")
      ->type_name("I/N");
  command->add_option("--objectives", options->objectives, "Metrics of the front instead of the spec's")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("METRIC,...");
  command->add_flag("--dry-run", options->dryRun, "Check the spec and say what would be evaluated");
  command->add_flag("--quiet", options->quiet, "No progress on stderr, no front on stdout");
  command->footer(kFooter);
  command->callback([options, &chosen] { chosen = [options] { return runSweepCommand(*options); }; });
}

}  // namespace fusewright
