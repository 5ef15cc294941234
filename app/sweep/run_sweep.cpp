#include "app/sweep/run_sweep.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "app/sweep/setting_text.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/io/design_claims.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kCommitEvery = std::chrono::milliseconds(500);
constexpr std::size_t kMostUncommitted = 2000;
constexpr auto kReportEvery = std::chrono::milliseconds(200);
constexpr auto kLookAgain = std::chrono::milliseconds(50);

/// Constraints that only the parameters decide: points that do not meet them need not be evaluated.
std::vector<Constraint> decidedByParameters(std::vector<Constraint> constraints) {
  std::erase_if(constraints, [](const Constraint& constraint) {
    return std::ranges::any_of(constraint.names(), [](const std::string& name) { return findMetric(name) != nullptr; });
  });
  return constraints;
}

bool meets(const std::vector<Constraint>& constraints, const std::vector<SweepSetting>& settings) {
  return std::ranges::all_of(constraints, [&](const Constraint& constraint) {
    std::vector<double> values;
    for (const std::string& name : constraint.names()) values.push_back(constraint.valueOf(settingOf(settings, name)));
    return constraint.holds(values);
  });
}

/// A sweep that is going on: hands out points, and takes rows to the database.
class Run {
 public:
  Run(const SpecDesigns& designs, SweepDatabase& database, DesignClaims claims, const SweepRunOptions& options,
      std::vector<Constraint> constraints, std::stop_token stop)
      : designs_(designs),
        database_(database),
        claims_(std::move(claims)),
        options_(options),
        constraints_(std::move(constraints)),
        stop_(std::move(stop)) {
    progress_.points = designs.points().size();
  }

  Result<SweepRunProgress> run() {
    std::stop_source ours;
    const std::stop_callback theirs(stop_, [&ours] { ours.request_stop(); });
    failed_ = [&ours] { ours.request_stop(); };
    sweepEach([this, token = ours.get_token()](std::size_t most) { return next(most, token); },
              [this](std::uint64_t index) { return designs_.designOf(settingsAt(index)); },
              [this](std::uint64_t index, SweepRow row) { take(index, std::move(row)); },
              {.jobs = options_.jobs, .progress = {}, .tilesAtOnce = options_.tilesAtOnce}, ours.get_token());
    const std::scoped_lock lock(mutex_);
    commit();
    report(Report::Now);
    if (error_) return tl::make_unexpected(*error_);
    return progress_;
  }

 private:
  [[nodiscard]] std::vector<SweepSetting> settingsAt(std::uint64_t index) const {
    return designs_.complete(designs_.points().at(index));
  }

  /// What to do with a point.
  enum class Fate : std::uint8_t { Evaluate, Skip, Later };

  /// Waits only if it has nothing to give: a thread that waited with designs in its hands might wait for a process
  /// that waits for them.
  std::vector<std::uint64_t> next(std::size_t most, const std::stop_token& stop) {
    std::vector<std::uint64_t> indices;
    while (!stop.stop_requested()) {
      {
        const std::scoped_lock lock(mutex_);
        while (indices.size() < most) {
          const auto index = nextToEvaluate(stop);
          if (!index) break;
          indices.push_back(*index);
        }
        if (!indices.empty() || later_.empty()) return indices;
        commitIfDue();
      }
      std::this_thread::sleep_for(kLookAgain);  // all that is left is with other processes
    }
    return indices;
  }

  std::optional<std::uint64_t> nextToEvaluate(const std::stop_token& stop) {
    if (Clock::now() >= lookAgainAt_)
      if (const auto index = nextOfLater()) return index;
    return nextFresh(stop);
  }

  /// The next point that no process has had.
  std::optional<std::uint64_t> nextFresh(const std::stop_token& stop) {
    while (position_ < progress_.points && !stop.stop_requested()) {
      const std::uint64_t index = position_++;
      const Fate fate = fateOf(index);
      report(Report::IfDue);
      if (fate == Fate::Evaluate) return index;
      if (fate == Fate::Later) later_.push_back(index);
    }
    return std::nullopt;
  }

  /// A point that another process had and let go of without a row.
  std::optional<std::uint64_t> nextOfLater() {
    for (std::size_t left = later_.size(); left > 0; --left) {
      const std::uint64_t index = later_.front();
      later_.pop_front();
      const Fate fate = fateOf(index);
      if (fate == Fate::Evaluate) return index;
      if (fate == Fate::Later) later_.push_back(index);
    }
    lookAgainAt_ = Clock::now() + kLookAgain;
    return std::nullopt;
  }

  Fate fateOf(std::uint64_t index) {
    const std::vector<SweepSetting> settings = settingsAt(index);
    const ContentHash key = designs_.keyOf(settings);
    if (key.high % options_.shard.count != options_.shard.number - 1) {
      ++progress_.elsewhere;
      return Fate::Skip;
    }
    if (!meets(constraints_, settings)) {
      ++progress_.excluded;
      return Fate::Skip;
    }
    if (heldKeys_.contains(key) || database_.has(key).value_or(false)) {
      ++progress_.known;
      return Fate::Skip;
    }
    if (!claims_.take(key)) return Fate::Later;
    // Another process may have committed the design between the two questions; none can now.
    const auto present = database_.has(key);
    if (!present) fail(present.error());
    if (present.value_or(true)) {
      claims_.release(key);
      ++progress_.known;
      return Fate::Skip;
    }
    held_.emplace(index, key);
    heldKeys_.insert(key);
    return Fate::Evaluate;
  }

  void take(std::uint64_t index, SweepRow row) {
    const std::scoped_lock lock(mutex_);
    ++progress_.evaluated;
    if (!row.metrics || !row.violations.empty()) ++progress_.impossible;
    finished_.push_back({.key = held_.at(index), .parameters = settingsJson(settingsAt(index)), .row = std::move(row)});
    finishedIndices_.push_back(index);
    commitIfDue();
    report(Report::IfDue);
  }

  void commitIfDue() {
    if (finished_.size() >= kMostUncommitted || Clock::now() >= commitAt_) commit();
  }

  void commit() {
    if (!finished_.empty() && !error_)
      if (auto added = database_.add(finished_); !added) fail(added.error());
    for (const std::uint64_t index : finishedIndices_) {
      claims_.release(held_.at(index));
      heldKeys_.erase(held_.at(index));
      held_.erase(index);
    }
    finished_.clear();
    finishedIndices_.clear();
    commitAt_ = Clock::now() + kCommitEvery;
  }

  void fail(const Error& error) {
    if (!error_) error_ = error;
    failed_();
  }

  enum class Report : std::uint8_t { IfDue, Now };

  void report(Report when) {
    const auto now = Clock::now();
    progress_.seconds = std::chrono::duration<double>(now - begin_).count();
    if (!options_.progress || (when == Report::IfDue && now < reportAt_)) return;
    reportAt_ = now + kReportEvery;
    options_.progress(progress_);
  }

  const SpecDesigns& designs_;
  SweepDatabase& database_;
  DesignClaims claims_;
  const SweepRunOptions& options_;
  std::vector<Constraint> constraints_;
  std::stop_token stop_;
  std::function<void()> failed_;

  std::mutex mutex_;
  std::uint64_t position_ = 0;
  std::deque<std::uint64_t> later_;            ///< points that other processes were working on
  std::map<std::uint64_t, ContentHash> held_;  ///< points being evaluated or not committed yet
  std::set<ContentHash> heldKeys_;
  std::vector<StoredDesign> finished_;  ///< not committed yet
  std::vector<std::uint64_t> finishedIndices_;
  std::optional<Error> error_;
  SweepRunProgress progress_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point commitAt_ = begin_ + kCommitEvery;
  Clock::time_point reportAt_ = begin_;
  Clock::time_point lookAgainAt_ = begin_;
};

}  // namespace

std::optional<double> SweepRunProgress::secondsLeft() const {
  if (evaluated == 0) return std::nullopt;
  const std::uint64_t rest = points - std::min(points, done());
  const std::uint64_t worked = evaluated;
  // Points that need no work pass in no time; those ahead are taken to need as much of it as those so far.
  const double share = static_cast<double>(worked) / static_cast<double>(worked + excluded + elsewhere);
  return static_cast<double>(rest) * share * seconds / static_cast<double>(worked);
}

Result<std::vector<Constraint>> constraintsOf(const SpecDesigns& designs) {
  std::vector<std::string> names;
  for (const MetricColumn& column : metricColumns()) names.emplace_back(column.name);
  for (const SweepSetting& setting : designs.complete(designs.points().at(0))) names.push_back(setting.parameter);
  for (const std::string& parameter : designs.points().varied()) names.push_back(parameter);
  std::vector<Constraint> constraints;
  for (const std::string& text : designs.points().spec().constraints) {
    auto constraint = Constraint::parse(text, names);
    if (!constraint) return tl::make_unexpected(constraint.error());
    constraints.push_back(*std::move(constraint));
  }
  return constraints;
}

Result<SweepRunProgress> runSweep(const SpecDesigns& designs, SweepDatabase& database, const SweepRunOptions& options,
                                  std::stop_token stop) {
  auto constraints = constraintsOf(designs);
  if (!constraints) return tl::make_unexpected(constraints.error());
  auto claims = DesignClaims::open(database.file());
  if (!claims) return tl::make_unexpected(claims.error());
  const StoredSpec spec{.json = sweepSpecJson(designs.points().spec()),
                        .folder = std::filesystem::absolute(designs.folder()).lexically_normal().string()};
  if (auto kept = database.addSpec(spec, designs.points().varied()); !kept) return tl::make_unexpected(kept.error());
  return Run(designs, database, *std::move(claims), options, decidedByParameters(*std::move(constraints)),
             std::move(stop))
      .run();
}

}  // namespace fusewright
