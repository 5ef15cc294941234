// What the timeline costs with ten million tiles on 64 cores whose repeats are folded: finding them, as it is done off
// the GUI thread, and frames at 1920 x 1080 while zooming, panning and hovering over breaks and what is between them.
// Counters: the 95th percentile of frames in processor time (p95_ms) and by the clock (p95_wall_ms).
#include <cstdlib>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/metrics/steady_state.h"
#include "tests/benchmarks/views/many_tiles.h"
#include "widgets/common/folded_time.h"

namespace {

using namespace fusewright;
using namespace fusewright::benchmarks;

const std::shared_ptr<const Evaluation>& evaluation() {
  static const auto kEvaluation = tenMillionTiles(Tiles::Repeating);
  return kEvaluation;
}

std::vector<SteadyState> states() {
  return steadyStates(*evaluation()->workload, *evaluation()->graph, *evaluation()->schedule);
}

void findRepeats(benchmark::State& state) {
  const auto scheduled = evaluation();
  std::size_t found = 0;
  for (auto _ : state) found = states().size();
  state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(findRepeats)->Unit(benchmark::kMillisecond)->Iterations(5);

/// The timeline with its repeats folded.
class FoldedScreen : public TimelineScreen {
 public:
  FoldedScreen() : TimelineScreen(evaluation(), timeline()) {
    static const auto kFold = std::make_shared<const FoldedTime>(foldsOf(states()));
    if (kFold->folds().size() < 4) std::abort();
    navigator.setFold(kFold);
    paint();
  }

  static const std::shared_ptr<const Timeline>& timeline() {
    static const auto kTimeline = std::make_shared<const Timeline>(buildTimeline(*evaluation()));
    return kTimeline;
  }
};

/// Folding and unfolding all of it, a frame each.
void foldFrames(benchmark::State& state) {
  FoldedScreen screen;
  const auto fold = screen.navigator.fold();
  FrameTimes frames;
  for (auto _ : state) {
    frames.time([&] {
      screen.navigator.setFold(screen.navigator.fold() ? nullptr : fold);
      screen.paint();
    });
  }
  frames.report(state);
}
BENCHMARK(foldFrames)->Unit(benchmark::kMillisecond)->Iterations(40);

/// From everything down to a few tiles and back, 60 frames each way, beside a break.
void zoomFrames(benchmark::State& state) {
  FoldedScreen screen;
  const double at = screen.navigator.fold()->folds()[3].hidden.from - 50;
  FrameTimes frames;
  for (auto _ : state) {
    for (int step = 0; step < 120; ++step) {
      screen.navigator.zoomAt(at, step < 60 ? 0.8 : 1.25);
      frames.time([&] { screen.paint(); });
    }
  }
  frames.report(state);
}
BENCHMARK(zoomFrames)->Unit(benchmark::kMillisecond)->Iterations(3);

/// Pans by a hundredth of what is on show, to and fro, across the fourth break.
void panAround(benchmark::State& state) {
  FoldedScreen screen;
  const TimeFold& fold = screen.navigator.fold()->folds()[3];
  const double length = screen.navigator.shownLength() / static_cast<double>(state.range(0));
  screen.navigator.show({fold.hidden.from - length, fold.hidden.from - length / 2});
  screen.navigator.zoomAt(fold.hidden.from - length / 2, length / screen.navigator.shownLength());
  panFrames(state, screen, length, 60);
}
BENCHMARK(panAround)->Name("panFrames")->Arg(2)->Arg(100)->Arg(10000)->Unit(benchmark::kMillisecond)->Iterations(3);

void hoverAround(benchmark::State& state) {
  FoldedScreen screen;
  hoverFrames(state, screen);
}
BENCHMARK(hoverAround)->Name("hoverFrames")->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
