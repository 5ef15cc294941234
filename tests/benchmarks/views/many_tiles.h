#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>
#include <QImage>

#include "core/evaluate/evaluation.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright::benchmarks {

inline constexpr int kManyCores = 64;
inline constexpr std::size_t kManyTiles = 10'000'000;
inline constexpr std::size_t kManyLayers = 40;

/// How long tiles take: anything, with gaps between them; or the same again and again.
enum class Tiles { Random, Repeating };

/// Ten million tiles on 64 cores.
[[nodiscard]] std::shared_ptr<const Evaluation> tenMillionTiles(Tiles tiles);

/// The timeline in a window of 1920 x 1080 that is painted into a picture.
class TimelineScreen {
 public:
  TimelineScreen(const std::shared_ptr<const Evaluation>& evaluation, const std::shared_ptr<const Timeline>& timeline);

  void paint() { view.render(&picture_); }

  TimeNavigator navigator;
  GanttView view;

 private:
  QImage picture_;
};

/// Wall and processor time of frames; the latter is what a machine without other work would show.
class FrameTimes {
 public:
  template <typename Frame>
  void time(Frame frame) {
    const auto begin = std::chrono::steady_clock::now();
    const double busy = processorMs();
    frame();
    processor_.push_back(processorMs() - busy);
    wall_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  void report(benchmark::State& state) const;

 private:
  [[nodiscard]] static double processorMs();

  std::vector<double> wall_;
  std::vector<double> processor_;
};

/// Frames while panning by hundredths of `length`, `steps` of them to and as many fro.
void panFrames(benchmark::State& state, TimelineScreen& screen, double length, int steps);

/// Frames while the mouse goes from the upper left to the lower right.
void hoverFrames(benchmark::State& state, TimelineScreen& screen);

}  // namespace fusewright::benchmarks
