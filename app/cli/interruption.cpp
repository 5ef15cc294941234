#include "app/cli/interruption.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

namespace fusewright {
namespace {

constexpr long kLookAgainNs = 50'000'000;
constexpr int kInterrupted = 130;  // what shells give for Ctrl+C

sigset_t endingSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interruption::Interruption() {
  const sigset_t signals = endingSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads made from now on inherit this
  watcher_ = std::jthread([this, signals](const std::stop_token& done) {
    const timespec wait{.tv_sec = 0, .tv_nsec = kLookAgainNs};
    while (!done.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &wait) < 0) continue;
      if (source_.stop_requested()) ::_exit(kInterrupted);
      source_.request_stop();
    }
  });
}

}  // namespace fusewright
