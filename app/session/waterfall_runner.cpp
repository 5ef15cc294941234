#include "app/session/waterfall_runner.h"

#include <utility>

namespace fusewright {
namespace {

/// Long enough for docks to find their places and for a drag to go on, short enough to seem immediate.
constexpr int kWaterfallDelayMs = 250;

/// Whether both have the same waterfall: which repairs are made does not matter, how far fetches run ahead does.
bool sameWaterfall(const Design& a, const Design& b) {
  return a.workload == b.workload && a.accelerator == b.accelerator && a.mapping == b.mapping &&
         a.assumptions.prefetchDepth == b.assumptions.prefetchDepth;
}

}  // namespace

WaterfallRunner::WaterfallRunner(QObject* parent) : QObject(parent), jobs_(QThread::IdlePriority) {
  delay_.setSingleShot(true);
  delay_.setInterval(kWaterfallDelayMs);
  connect(&delay_, &QTimer::timeout, this, &WaterfallRunner::start);
}

void WaterfallRunner::follow(const Design& design) {
  if (design_ && sameWaterfall(*design_, design)) return;
  design_ = design;
  jobs_.stop();
  running_ = false;
  if (!rows_.empty()) {
    rows_.clear();
    Q_EMIT rowsChanged();
  }
  startIfNeeded();
}

void WaterfallRunner::setWanted(bool wanted) {
  wanted_ = wanted;
  if (!wanted && running_) {
    jobs_.stop();
    running_ = false;
  }
  startIfNeeded();
}

void WaterfallRunner::startIfNeeded() {
  if (wanted_ && !running_ && design_ && rows_.empty()) {
    delay_.start();
  } else {
    delay_.stop();
  }
}

void WaterfallRunner::start() {
  running_ = true;
  jobs_.request([this, design = *design_](std::stop_token stop) -> LatestOnly::Delivery {
    auto rows = waterfall(design, {}, std::move(stop));
    return [this, rows = std::move(rows)] {
      running_ = false;
      rows_ = rows;
      Q_EMIT rowsChanged();
    };
  });
}

}  // namespace fusewright
