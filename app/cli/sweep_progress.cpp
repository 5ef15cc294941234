#include "app/cli/sweep_progress.h"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace fusewright {
namespace {

constexpr double kSecondsBetweenLines = 10;

std::string durationText(double seconds) {
  constexpr double kMinute = 60;
  constexpr double kHour = 3600;
  if (seconds < kMinute) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < kHour) return fmt::format("{:.0f} min", std::ceil(seconds / kMinute));
  return fmt::format("{:.1f} h", seconds / kHour);
}

}  // namespace

std::string progressText(const SweepRunProgress& progress) {
  std::string text = fmt::format("{} of {} points", progress.done(), progress.points);
  if (progress.evaluated > 0) text += fmt::format(", {:.3g} designs/s", progress.rate());
  if (const auto left = progress.secondsLeft(); left && progress.done() < progress.points)
    text += fmt::format(", {} left", durationText(*left));
  return text;
}

std::string summaryText(const SweepRunProgress& progress) {
  std::string text = fmt::format("{} points: {} evaluated", progress.points, progress.evaluated);
  if (progress.impossible > 0) text += fmt::format(" ({} do not fit)", progress.impossible);
  text += fmt::format(", {} known", progress.known);
  if (progress.excluded > 0) text += fmt::format(", {} excluded", progress.excluded);
  if (progress.elsewhere > 0) text += fmt::format(", {} of other shards", progress.elsewhere);
  return text + fmt::format("; {:.1f} s, {:.3g} designs/s", progress.seconds, progress.rate());
}

SweepProgressLine::SweepProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void SweepProgressLine::show(const SweepRunProgress& progress) {
  if (terminal_) {
    fmt::print(stderr, "\r\x1b[Kfusewright-cli: {}", progressText(progress));
    open_ = true;
  } else if (progress.seconds >= nextAt_ && progress.evaluated > 0) {
    fmt::print(stderr, "fusewright-cli: {}\n", progressText(progress));
    nextAt_ = progress.seconds + kSecondsBetweenLines;
  }
}

void SweepProgressLine::end() {
  if (open_) fmt::print(stderr, "\n");
  open_ = false;
}

}  // namespace fusewright
