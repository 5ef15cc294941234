#include "app/session/search_runner.h"

#include <algorithm>
#include <thread>

#include "core/explore/search/search_hardware.h"

namespace fusewright {

SearchRunner::SearchRunner(QObject* parent) : QObject(parent), jobs_(QThread::LowPriority) {}

SearchRunner::~SearchRunner() {
  stop();
  jobs_.finish();
}

void SearchRunner::search(SearchRequest request) {
  stop_.request_stop();
  stop_ = std::stop_source();
  // One processor is left to the window.
  request.jobs = std::max(static_cast<int>(std::thread::hardware_concurrency()) - 1, 1);
  jobs_.request([this, request = std::move(request), early = stop_](std::stop_token stop) -> LatestOnly::Delivery {
    std::stop_source either = early;
    const std::stop_callback overtaken(stop, [&either] { either.request_stop(); });
    const auto tell = [this, stop](const SearchState& state) {
      QMetaObject::invokeMethod(
          this,
          [this, state, stop] {
            if (!stop.stop_requested()) Q_EMIT progressChanged(state);
          },
          Qt::QueuedConnection);
    };
    TileCostTable table;
    auto found = searchHardware(request, table, tell, either.get_token());
    if (!found) return [this, error = found.error()] { Q_EMIT failed(error); };
    auto result = std::make_shared<const SearchResult>(*std::move(found));
    return [this, result] { Q_EMIT finished(result); };
  });
}

void SearchRunner::stop() {
  stop_.request_stop();
}

}  // namespace fusewright
