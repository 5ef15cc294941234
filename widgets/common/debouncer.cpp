#include "widgets/common/debouncer.h"

#include <algorithm>
#include <utility>

namespace fusewright {

Debouncer::Debouncer(DebounceTimes times, QObject* parent) : QObject(parent), times_(times) {
  timer_.setSingleShot(true);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &Debouncer::flush);
}

void Debouncer::call(std::function<void()> action) {
  if (!pending_) held_.start();
  pending_ = std::move(action);
  const auto left = static_cast<int>(std::max<qint64>(0, times_.longest - held_.elapsed()));
  timer_.start(std::min(times_.trailing, left));
}

void Debouncer::flush() {
  timer_.stop();
  if (const auto action = std::exchange(pending_, nullptr)) action();
}

}  // namespace fusewright
