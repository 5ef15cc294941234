#include "app/session/front_runner.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/sweep/setting_text.h"
#include "app/sweep/spec_designs.h"
#include "app/sweep/sweep_front.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/io/model_writer.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

/// The designs of the spec that was run last into a database. If its folder is gone, as on another machine, files are
/// looked for beside the database.
Result<SpecDesigns> designsOf(const SweepDatabase& database) {
  const auto stored = database.lastSpec();
  if (!stored) return tl::make_unexpected(stored.error());
  if (!stored->has_value())
    return failure("no sweep has been run into this database", database.file().string(), "run one into it");
  const auto spec = parseSweepSpec((*stored)->json, database.file().string());
  if (!spec) return tl::make_unexpected(spec.error());
  std::error_code error;
  const std::filesystem::path folder = (*stored)->folder;
  return SpecDesigns::open(*spec, std::filesystem::is_directory(folder, error)
                                      ? folder
                                      : std::filesystem::absolute(database.file()).parent_path());
}

/// Where the model of complete settings comes from, for commands and projects.
std::shared_ptr<const ModelSource> sourceOf(const SpecDesigns& designs, const std::vector<SweepSetting>& settings,
                                            const DesignOptions& options) {
  const auto& models = designs.points().spec().models;
  const auto model = std::ranges::find(models, settingOf(settings, "model"), &SweepModel::name);
  ModelSource source{.reading = options};
  source.reading.hardware.clear();
  source.reading.mapping.clear();
  source.reading.fusion.clear();
  source.reading.tiling.clear();
  source.reading.sets.clear();
  source.reading.area.reset();
  source.reading.memoryFraction.reset();
  if (model == models.end() || model->kind.empty()) return std::make_shared<const ModelSource>(std::move(source));
  auto parameters = designs.kindParametersOf(settings);
  if (!parameters) return nullptr;
  source.kind = TemplateChoice{.kind = model->kind, .parameters = *std::move(parameters)};
  return std::make_shared<const ModelSource>(std::move(source));
}

Result<FoundDesign> foundDesign(const SweepDatabase& database, const SpecDesigns& designs, ContentHash key) {
  const auto stored = database.find(key);
  if (!stored) return tl::make_unexpected(stored.error());
  if (!stored->has_value())
    return failure("the design is not in the database any more", database.file().string(), "open the results again");
  const auto settings = parseSettings((*stored)->parameters, database.file().string());
  if (!settings) return tl::make_unexpected(settings.error());
  const auto options = designs.optionsOf(*settings);
  if (!options) return tl::make_unexpected(options.error());
  auto design = designs.designOf(*settings);
  if (!design) return tl::make_unexpected(design.error());
  auto hardware = designs.unchangedAcceleratorOf(*settings);
  if (!hardware) return tl::make_unexpected(hardware.error());
  return FoundDesign{.design = *std::move(design),
                     .source = sourceOf(designs, *settings, *options),
                     .hardware = {options->hardware, *std::move(hardware)},
                     .key = key,
                     .command = designs.commandLineOf(*settings).value_or(std::string())};
}

}  // namespace

/// A database and what its last spec names. Files are read when the first design is asked for.
struct FrontRunner::Source {
  std::string file;
  std::optional<SweepDatabase> database;
  std::optional<SpecDesigns> designs;

  Result<FoundDesign> find(ContentHash key) {
    if (!database) {
      auto opened = SweepDatabase::open(file, SweepDatabase::Access::Read);
      if (!opened) return tl::make_unexpected(opened.error());
      database.emplace(*std::move(opened));
    }
    if (!designs) {
      auto named = designsOf(*database);
      if (!named) return tl::make_unexpected(named.error());
      designs.emplace(*std::move(named));
    }
    return foundDesign(*database, *designs, key);
  }
};

FrontRunner::FrontRunner(QObject* parent)
    : QObject(parent), reads_(QThread::LowPriority), fronts_(QThread::LowPriority) {}

FrontRunner::~FrontRunner() {
  designs_.finish();
}

void FrontRunner::open(const QString& path) {
  const std::string file = path.toStdString();
  reads_.request([this, file](std::stop_token) -> LatestOnly::Delivery {
    auto results = [&]() -> Result<SweepResults> {
      const auto database = SweepDatabase::open(file, SweepDatabase::Access::Read);
      if (!database) return tl::make_unexpected(database.error());
      return readResults(*database);
    }();
    if (!results) return [this, error = results.error()] { Q_EMIT failed(error); };
    return [this, file, results = *std::move(results)] {
      source_ = std::make_shared<Source>();
      source_->file = file;
      Q_EMIT opened(results);
    };
  });
}

void FrontRunner::cancel() {
  reads_.stop();
}

void FrontRunner::ask(std::shared_ptr<const SweepTable> table, std::vector<std::string> parameters,
                      FrontQuestion question) {
  fronts_.request([this, table = std::move(table), parameters = std::move(parameters),
                   question = std::move(question)](std::stop_token) -> LatestOnly::Delivery {
    return [this, answer = answerOf(*table, parameters, question)] { Q_EMIT answered(answer); };
  });
}

void FrontRunner::find(ContentHash key, std::uint64_t gesture) {
  if (!source_) return;
  designs_.request([this, key, gesture, source = source_](std::stop_token) -> LatestOnly::Delivery {
    auto design = source->find(key);
    if (!design) return [this, error = design.error()] { Q_EMIT failed(error); };
    return [this, design = *std::move(design), gesture] { Q_EMIT found(design, gesture); };
  });
}

FrontAnswer answerOf(const SweepTable& table, const std::vector<std::string>& parameters,
                     const FrontQuestion& question) {
  FrontAnswer answer{.chosen = chosenRows(table, question.constraints, question.ranges)};
  answer.chosenCount = static_cast<std::size_t>(std::ranges::count(answer.chosen, std::uint8_t{1}));
  const auto objectives = objectiveColumns(question.objectives);
  if (!objectives || objectives->empty()) return answer;
  answer.front = frontOf(table, *objectives, answer.chosen);
  answer.effects = effectsIn(table, parameters, *objectives, answer.chosen);
  return answer;
}

Result<SweepResults> readResults(const SweepDatabase& database) {
  auto request = requestOf(database);
  if (!request) return tl::make_unexpected(request.error());
  std::vector<std::string> columns;
  for (const MetricColumn& metric : metricColumns()) columns.emplace_back(metric.name);
  columns.insert(columns.end(), request->parameters.begin(), request->parameters.end());
  auto table = database.table(columns);
  if (!table) return tl::make_unexpected(table.error());
  return SweepResults{.table = std::make_shared<const SweepTable>(*std::move(table)),
                      .parameters = std::move(request->parameters),
                      .objectives = std::move(request->objectives),
                      .constraints = std::move(request->constraints),
                      .source = QString::fromStdString(database.file().string())};
}

}  // namespace fusewright
