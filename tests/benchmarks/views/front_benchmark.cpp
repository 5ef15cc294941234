// What a million designs cost in the design space: sorting them for a pair of axes, frames while panning, zooming and
// hovering, and brushing, in a view of 1200 by 900 pixels.
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>

#include <QApplication>
#include <QMouseEvent>

#include "widgets/front/front_view.h"

namespace {

using namespace fusewright;

/// Pseudo-random numbers in [0, 1): Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
double uniform(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15;
  std::uint64_t bits = state;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
  return static_cast<double>((bits ^ (bits >> 31)) >> 11) * 0x1p-53;
}

/// Designs whose latency falls with area and memory, spread over two decades.
SweepResults results(std::size_t rows) {
  SweepTable table;
  table.fits.assign(rows, true);
  table.columns = {{.name = "area_mm2", .numbers = {}, .labels = {}},
                   {.name = "latency_cycles", .numbers = {}, .labels = {}},
                   {.name = "energy_pJ", .numbers = {}, .labels = {}},
                   {.name = "onchip_memory_MB", .numbers = {}, .labels = {}},
                   {.name = "dram_bits_per_cycle", .numbers = {}, .labels = {}},
                   {.name = "fusion", .numbers = {}, .labels = {"A-BS", "all", "unfused"}}};
  std::uint64_t state = 7;
  for (std::size_t row = 0; row < rows; ++row) {
    const double memory = 32 * uniform(state);
    const double bandwidth = 64 * std::pow(2, std::floor(7 * uniform(state)));
    const double plan = std::floor(3 * uniform(state));
    const double area = 20 + 6 * memory + 200 * uniform(state);
    table.keys.push_back({.high = 0, .low = row});
    table.columns[0].numbers.push_back(area);
    table.columns[1].numbers.push_back(1e9 * (1 + plan + uniform(state)) / (area * std::sqrt(bandwidth)));
    table.columns[2].numbers.push_back(1e10 * (1 + uniform(state)) * (1 + plan));
    table.columns[3].numbers.push_back(memory);
    table.columns[4].numbers.push_back(bandwidth);
    table.columns[5].numbers.push_back(plan);
    table.fits[row] = row % 11 != 0;
  }
  return {.table = std::make_shared<const SweepTable>(std::move(table)),
          .parameters = {"onchip_memory_MB", "dram_bits_per_cycle", "fusion"},
          .objectives = {"latency_cycles", "area_mm2"},
          .constraints = {},
          .source = {}};
}

const SweepResults& million() {
  static const SweepResults all = results(1'000'000);
  return all;
}

/// What somebody answers in the window off the GUI thread.
FrontAnswer answerTo(const FrontQuestion& question) {
  FrontAnswer answer{.chosen = chosenRows(*million().table, question.constraints, question.ranges)};
  const auto objectives = objectiveColumns(question.objectives);
  answer.front = frontOf(*million().table, *objectives, answer.chosen);
  answer.effects = effectsIn(*million().table, million().parameters, *objectives, answer.chosen);
  return answer;
}

struct Screen {
  Screen() {
    view.resize(1200, 900);
    view.setResults(million());
    view.setAnswer(answerTo(view.question()));
    paint();
  }
  void paint() { view.render(&frame); }

  FrontView view;
  QImage frame{1200, 900, QImage::Format_RGB32};
};

Screen& screen() {
  static std::unique_ptr<Screen> shown;
  if (!shown) {
    shown = std::make_unique<Screen>();
    qAddPostRoutine([] { shown.reset(); });  // no widget outlives the application
  }
  return *shown;
}

void sortIntoCells(benchmark::State& state) {
  const auto& columns = million().table->columns;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        PointCloud(columns[0].numbers, AxisScale::Linear, columns[1].numbers, AxisScale::Logarithmic));
}
BENCHMARK(sortIntoCells)->Unit(benchmark::kMillisecond);

void answerAQuestion(benchmark::State& state) {
  const FrontQuestion question = screen().view.question();
  for (auto _ : state) benchmark::DoNotOptimize(answerTo(question));
}
BENCHMARK(answerAQuestion)->Unit(benchmark::kMillisecond);

/// A frame of the plot after its window moved by a few pixels; zoomed in by the argument.
void panAndPaint(benchmark::State& state) {
  FrontCanvas& canvas = screen().view.canvas();
  canvas.fit();
  canvas.zoom({0.3, 0.3}, static_cast<double>(state.range(0)));
  QImage frame(canvas.size(), QImage::Format_RGB32);
  bool there = false;
  for (auto _ : state) {
    const QPointF from(200, 200);
    const QPointF to = from + QPointF(there ? -9 : 9, there ? -5 : 5);
    there = !there;
    QMouseEvent press(QEvent::MouseButtonPress, from, from, Qt::MiddleButton, Qt::MiddleButton, Qt::NoModifier);
    QMouseEvent move(QEvent::MouseMove, to, to, Qt::MiddleButton, Qt::MiddleButton, Qt::NoModifier);
    QMouseEvent release(QEvent::MouseButtonRelease, to, to, Qt::MiddleButton, Qt::NoButton, Qt::NoModifier);
    for (QMouseEvent* event : {&press, &move, &release}) QApplication::sendEvent(&canvas, event);
    canvas.render(&frame);
  }
}
BENCHMARK(panAndPaint)->Arg(1)->Arg(8)->Arg(64)->Unit(benchmark::kMillisecond);

/// What is under the mouse, and the frame after it.
void hoverAndPaint(benchmark::State& state) {
  FrontCanvas& canvas = screen().view.canvas();
  canvas.fit();
  QImage frame(canvas.size(), QImage::Format_RGB32);
  double x = 100;
  for (auto _ : state) {
    x = x > 900 ? 100 : x + 3;
    const QPointF at(x, 250);
    QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&canvas, &move);
    canvas.render(&frame);
  }
}
BENCHMARK(hoverAndPaint)->Unit(benchmark::kMillisecond);

/// A rectangle dragged on the plot by a few pixels: what is chosen, and a frame of both plots.
void brushAndPaint(benchmark::State& state) {
  FrontCanvas& canvas = screen().view.canvas();
  canvas.fit();
  double edge = 0.5;
  for (auto _ : state) {
    edge = edge > 0.8 ? 0.5 : edge + 0.013;
    Q_EMIT canvas.brushed(QRectF(QPointF(0.2, 0.2), QPointF(edge, edge)));
    screen().paint();
  }
  Q_EMIT canvas.brushed(std::nullopt);
}
BENCHMARK(brushAndPaint)->Unit(benchmark::kMillisecond);

}  // namespace
