#pragma once

#include <stop_token>
#include <thread>

namespace fusewright {

/// While one of these lives, Ctrl+C (or SIGTERM) asks for a stop instead of ending the program; the second one ends it
/// at once. To be made before other threads are.
class Interruption {
 public:
  Interruption();
  ~Interruption() = default;
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }
  [[nodiscard]] bool requested() const { return source_.stop_requested(); }

 private:
  std::stop_source source_;
  std::jthread watcher_;
};

}  // namespace fusewright
