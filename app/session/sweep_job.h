#pragma once

#include <filesystem>
#include <optional>

#include <QObject>

#include "app/session/latest_only.h"
#include "app/sweep/run_sweep.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// How many designs a sweep has, and what they take.
struct SweepForecast {
  std::uint64_t points = 0;
  std::optional<double> secondsEach;  ///< of one processor; none if no design was evaluated in time
  int jobs = 1;

  [[nodiscard]] std::optional<double> seconds() const {
    if (!secondsEach) return std::nullopt;
    return *secondsEach * static_cast<double>(points) / jobs;
  }
};

/// Runs sweeps into databases off the GUI thread, as the terminal program does, and forecasts how long they take.
class SweepJob : public QObject {
  Q_OBJECT

 public:
  explicit SweepJob(QObject* parent = nullptr);
  ~SweepJob() override;

  /// Evaluates some points of a spec, for some seconds at most. A newer question overtakes an older one.
  void forecast(const SweepSpec& spec);
  /// Evaluates what a database does not have yet. Paths of the spec are absolute.
  void start(const SweepSpec& spec, const std::filesystem::path& database);
  /// Ends the sweep; what is finished is in the database.
  void stop();

 Q_SIGNALS:
  void forecastReady(const SweepForecast& forecast);
  void forecastFailed(const Error& error);
  void progressChanged(const SweepRunProgress& progress);
  void finished(const SweepRunProgress& progress);
  void failed(const Error& error);

 private:
  std::stop_source stop_;
  LatestOnly sweeps_;
  LatestOnly forecasts_;
};

/// The forecast of a spec from up to five of its points, spread over all of them.
[[nodiscard]] Result<SweepForecast> forecastOf(const SweepSpec& spec, std::stop_token stop);

}  // namespace fusewright
