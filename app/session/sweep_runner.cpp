#include "app/session/sweep_runner.h"

#include <algorithm>
#include <utility>

#include "core/explore/sweep/area_grid.h"
#include "core/hardware/iso_area.h"
#include "core/hardware/resize.h"

namespace fusewright {
namespace {

/// What a sweep sets itself, the same for all: designs that agree then differ in nothing else.
std::optional<Accelerator> withStandardSizes(const Accelerator& accelerator, double area) {
  constexpr double kFraction = 0.5;
  constexpr BitsPerCycle kBandwidth{1024};
  const auto resized = withArea(accelerator, area, kFraction);
  if (!resized) return std::nullopt;
  return withDramBandwidth(*resized, kBandwidth);
}

/// Whether a sweep around `a` would give the points of one around `b`: a chip whose memory or units were resized lies
/// on the same plane.
bool sameSweep(const Design& a, const Design& b) {
  if (a.workload != b.workload || a.mapping != b.mapping || a.assumptions != b.assumptions) return false;
  if (a.accelerator == b.accelerator) return true;
  const double area = chipArea(*b.accelerator);
  return dramBandwidth(*a.accelerator) == dramBandwidth(*b.accelerator) &&
         withStandardSizes(*a.accelerator, area) == withStandardSizes(*b.accelerator, area);
}

std::optional<DesignPoint> evaluatedPoint(const Design& base, const AreaSample& sample, const Evaluator& evaluate,
                                          std::stop_token stop) {
  auto accelerator = withArea(*base.accelerator, sample.areaMm2, sample.memoryFraction);
  if (!accelerator) return std::nullopt;
  Design design = base;
  design.accelerator = std::make_shared<const Accelerator>(*std::move(accelerator));
  const auto evaluation = evaluate(design, nullptr, std::move(stop));
  if (!evaluation) return std::nullopt;
  const Metrics& metrics = *evaluation->metrics;
  DesignPoint point = pointOf(design,
                              {.areaMm2 = metrics.areaMm2,
                               .latencyMs = metrics.latencyMs,
                               .latencyCycles = metrics.latency.value,
                               .feasible = metrics.violations.empty()},
                              DesignPoint::Origin::Sweep);
  point.memoryFraction = sample.memoryFraction;
  return point;
}

}  // namespace

SweepRunner::SweepRunner(Evaluator evaluate, QObject* parent)
    : QObject(parent),
      evaluate_(std::move(evaluate)),
      paused_(std::make_shared<std::atomic<bool>>(false)),
      jobs_(QThread::IdlePriority) {}

SweepRunner::~SweepRunner() {
  jobs_.stop();
  resume();
}

void SweepRunner::pause() {
  *paused_ = true;
}

void SweepRunner::resume() {
  *paused_ = false;
  paused_->notify_all();
}

void SweepRunner::setEnabled(bool enabled) {
  if (enabled == enabled_) return;
  enabled_ = enabled;
  if (enabled && progress_.done < progress_.total) {
    restart();
  } else if (!enabled) {
    jobs_.stop();
    resume();
    progress_.running = false;
    Q_EMIT progressChanged();
  }
}

void SweepRunner::follow(const Design& design) {
  if (base_ && (sameSweep(design, *base_) || isPoint(design))) return;
  base_ = design;
  restart();
}

bool SweepRunner::isPoint(const Design& design) const {
  return std::ranges::any_of(points_, [&](const DesignPoint& point) {
    return point.design.accelerator == design.accelerator && sameSweep(point.design, design);
  });
}

void SweepRunner::restart() {
  jobs_.stop();
  points_.clear();
  const auto samples = base_ ? areaGrid(*base_->accelerator) : std::vector<AreaSample>{};
  progress_ = {.done = 0, .total = static_cast<int>(samples.size()), .running = enabled_ && !samples.empty()};
  Q_EMIT pointsChanged();
  Q_EMIT progressChanged();
  if (!progress_.running) return;
  jobs_.request([this, samples, base = *base_, evaluate = evaluate_, paused = paused_](std::stop_token stop) {
    for (const AreaSample& sample : samples) {
      paused->wait(true);
      if (stop.stop_requested()) break;
      auto point = evaluatedPoint(base, sample, evaluate, stop);
      if (stop.stop_requested()) break;
      QMetaObject::invokeMethod(
          this,
          [this, point = std::move(point), stop] {
            if (!stop.stop_requested()) add(point);
          },
          Qt::QueuedConnection);
    }
    return LatestOnly::Delivery();
  });
}

void SweepRunner::add(std::optional<DesignPoint> point) {
  if (point) points_.push_back(*std::move(point));
  ++progress_.done;
  progress_.running = enabled_ && progress_.done < progress_.total;
  if (point) Q_EMIT pointsChanged();
  Q_EMIT progressChanged();
}

}  // namespace fusewright
