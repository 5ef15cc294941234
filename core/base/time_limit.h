#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace fusewright {

/// A stop token that is requested when a time is up or when another token is, whichever comes first.
class TimeLimit {
 public:
  TimeLimit(double seconds, std::stop_token outer)
      : begun_(std::chrono::steady_clock::now()),
        limit_(seconds),
        watcher_([this, outer](const std::stop_token& closing) { watch(outer, closing); }) {
    if (seconds <= 0) source_.request_stop();  // nothing may begin before the watcher wakes up
  }

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  void watch(const std::stop_token& outer, const std::stop_token& closing) {
    std::mutex mutex;
    std::condition_variable_any changed;
    const std::stop_callback wake(outer, [&] { changed.notify_all(); });
    std::unique_lock lock(mutex);
    const auto end =
        begun_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(limit_));
    changed.wait_until(lock, closing, end, [&] { return outer.stop_requested(); });
    source_.request_stop();
  }

  std::chrono::steady_clock::time_point begun_;
  double limit_;
  std::stop_source source_;
  std::jthread watcher_;  ///< last: it uses all of the above
};

}  // namespace fusewright
