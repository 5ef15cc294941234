#include "app/session/sweep_job.h"

#include <algorithm>
#include <chrono>

#include "app/session/worker_threads.h"
#include "core/evaluate/evaluate.h"

namespace fusewright {

SweepJob::SweepJob(QObject* parent)
    : QObject(parent), sweeps_(QThread::LowPriority), forecasts_(QThread::IdlePriority) {}

SweepJob::~SweepJob() {
  stop();
  sweeps_.finish();
  forecasts_.finish();
}

void SweepJob::forecast(const SweepSpec& spec) {
  forecasts_.request([this, spec](std::stop_token stop) -> LatestOnly::Delivery {
    auto found = forecastOf(spec, stop);
    if (!found) return [this, error = found.error()] { Q_EMIT forecastFailed(error); };
    return [this, forecast = *found] { Q_EMIT forecastReady(forecast); };
  });
}

void SweepJob::start(const SweepSpec& spec, const std::filesystem::path& file) {
  stop();
  stop_ = std::stop_source();
  sweeps_.request([this, spec, file, early = stop_](std::stop_token stop) -> LatestOnly::Delivery {
    std::stop_source either = early;
    const std::stop_callback overtaken(stop, [&either] { either.request_stop(); });
    const auto tell = [this, stop](const SweepRunProgress& progress) {
      QMetaObject::invokeMethod(
          this,
          [this, progress, stop] {
            if (!stop.stop_requested()) Q_EMIT progressChanged(progress);
          },
          Qt::QueuedConnection);
    };
    const auto run = [&]() -> Result<SweepRunProgress> {
      const auto designs = SpecDesigns::open(spec, file.parent_path());
      if (!designs) return tl::make_unexpected(designs.error());
      auto database = SweepDatabase::open(file, SweepDatabase::Access::Write);
      if (!database) return tl::make_unexpected(database.error());
      return runSweep(*designs, *database, {.jobs = threadsBeside(), .progress = tell}, either.get_token());
    };
    auto progress = run();
    if (!progress) return [this, error = progress.error()] { Q_EMIT failed(error); };
    return [this, progress = *progress] { Q_EMIT finished(progress); };
  });
}

void SweepJob::stop() {
  stop_.request_stop();
}

Result<SweepForecast> forecastOf(const SweepSpec& spec, std::stop_token stop) {
  constexpr std::uint64_t kTried = 5;
  constexpr double kPatience = 3;  // seconds
  const auto designs = SpecDesigns::open(spec, {});
  if (!designs) return tl::make_unexpected(designs.error());
  if (const auto constraints = constraintsOf(*designs); !constraints) return tl::make_unexpected(constraints.error());
  SweepForecast forecast{.points = designs->points().size(), .secondsEach = {}, .jobs = threadsBeside()};
  TileCostTable table;
  const auto begin = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  for (std::uint64_t tried = 0; tried < std::min(kTried, forecast.points); ++tried) {
    if (stop.stop_requested() || elapsed() > kPatience) break;
    const std::uint64_t point = (2 * tried + 1) * forecast.points / (2 * std::min(kTried, forecast.points));
    const auto design = designs->designOf(designs->complete(designs->points().at(point)));
    // A design that can not be made takes no time either.
    if (design) (void)evaluate(*design, table, nullptr, stop);
    if (!stop.stop_requested()) forecast.secondsEach = elapsed() / static_cast<double>(tried + 1);
  }
  return forecast;
}

}  // namespace fusewright
