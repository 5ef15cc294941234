#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "core/evaluate/evaluate.h"
#include "core/io/model_writer.h"
#include "tests/test_program.h"
#include "widgets/hardware/parameter_editor.h"
#include "widgets/hardware/slider_scale.h"

namespace fusewright::live_edit_test {

namespace {

constexpr int kEvents = 200;
constexpr int kMsBetweenEvents = 8;
constexpr double kFrameMs = 16;

/// Milliseconds of processor time that this thread has used. Other programs on the machine do not add to it.
double threadMs() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// One turn of the event loop: until a timer that is always due came around again.
struct Turn {
  double wallMs = 0;
  double threadMs = 0;  ///< what the loop's own thread computed in it
};

/// Notes the turns of the event loop.
class Heartbeat {
 public:
  Heartbeat() {
    timer_.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
      turns_.push_back(
          {.wallMs = static_cast<double>(since_.nsecsElapsed()) / 1e6, .threadMs = threadMs() - usedBefore_});
      restart();
    });
    restart();
    timer_.start(1);
  }

  [[nodiscard]] std::vector<Turn> stop() {
    timer_.stop();
    return turns_;
  }

 private:
  void restart() {
    since_.start();
    usedBefore_ = threadMs();
  }

  QTimer timer_;
  QElapsedTimer since_;
  double usedBefore_ = 0;
  std::vector<Turn> turns_;
};

std::vector<double> sorted(const std::vector<Turn>& turns, double Turn::*member) {
  std::vector<double> values;
  for (const Turn& turn : turns) values.push_back(turn.*member);
  std::ranges::sort(values);
  return values;
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Part of the time that the loop spent in gaps longer than `ms`.
double shareOfGapsOver(const std::vector<double>& gaps, double ms) {
  double all = 0;
  double longOnes = 0;
  for (const double gap : gaps) {
    all += gap;
    if (gap > ms) longOnes += gap;
  }
  return longOnes / all;
}

DesignOptions mambaOnMarca(const std::string& model) {
  DesignOptions options;
  options.model = model;
  options.hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
  options.fusion = "all";
  return options;
}

const std::string kShortMamba = FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_L64.onnx";

/// Opens a Mamba block in a window.
std::unique_ptr<MainWindow> openWindow(Evaluator evaluate, const std::string& model = kShortMamba) {
  auto window = std::make_unique<MainWindow>(std::move(evaluate), SettingsUse::Ignored);
  window->sweep().setEnabled(false);
  window->resize(1600, 1000);
  window->show();
  window->files().openDesign(mambaOnMarca(model));
  const bool shown = QTest::qWaitFor(
      [&] { return window->session().snapshot().evaluation && !window->session().snapshot().stale; }, 60000);
  return shown ? std::move(window) : nullptr;
}

ParameterEditor* editorOf(const MainWindow& window, const std::string& id) {
  for (auto* editor : window.findChildren<ParameterEditor*>()) {
    if (editor->id() == id) return editor;
  }
  return nullptr;
}

int positionAt(int event) {
  return event * kSliderSteps / kEvents;
}

/// Drags the slider across its range over 200 positions, one every 8 ms as a hand would, and lets it go.
void drag(QSlider& slider) {
  slider.setSliderDown(true);
  QElapsedTimer elapsed;
  elapsed.start();
  for (int event = 0; event < kEvents; ++event) {
    slider.setValue(positionAt(event));
    while (elapsed.elapsed() < (event + 1) * kMsBetweenEvents)
      QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
  }
  slider.setSliderDown(false);
}

/// On-chip bits of the design whose evaluation is on show.
std::int64_t memoryOnShow(MainWindow& window) {
  return totalOnChipMemory(*window.session().snapshot().evaluation->design.accelerator).value;
}

}  // namespace

class LiveEditViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void aDragOver200ValuesShowsTheLastOneAndLeavesTheEventLoopFree_data() {
    QTest::addColumn<int>("tokens");
    QTest::newRow("64 tokens") << 64;
    QTest::newRow("1024 tokens") << 1024;
  }

  void aDragOver200ValuesShowsTheLastOneAndLeavesTheEventLoopFree() {
    QFETCH(int, tokens);
    const QTemporaryDir folder;
    const std::string model = folder.filePath("mamba.onnx").toStdString();
    QVERIFY(writeModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}}, model));
    auto window = openWindow(engineEvaluator(std::make_shared<TileCostTable>()), model);
    QVERIFY(window);
    window->session().select(TileKey{.layer = LayerId(5), .indexInLayer = 0});
    auto* editor = editorOf(*window, "onchip_memory_MB");
    QVERIFY(editor != nullptr);
    const int before = window->session().startedEvaluations();
    QTest::qWait(100);  // until what opening set off has come in
    Heartbeat heartbeat;
    drag(*editor->slider());
    QElapsedTimer sinceLast;
    sinceLast.start();
    QVERIFY(QTest::qWaitFor([&] { return !window->session().snapshot().stale; }, 20000));
    const auto latency = sinceLast.elapsed();
    const auto turns = heartbeat.stop();
    const auto gaps = sorted(turns, &Turn::wallMs);
    const auto work = sorted(turns, &Turn::threadMs);
    const int evaluations = window->session().startedEvaluations() - before;
    qInfo(
        "%d tokens: last value after %lld ms; %d evaluations; %zu turns of the event loop: p95 %.2f ms, longest %.2f "
        "ms; "
        "processor time p95 %.2f ms, most %.2f ms, %ld turns over 16 ms",
        tokens, latency, evaluations, gaps.size(), percentile(gaps, 0.95), gaps.back(), percentile(work, 0.95),
        work.back(), static_cast<long>(std::ranges::count_if(work, [](double ms) { return ms > kFrameMs; })));

    // The last position, 995 of 1000, in megabytes of 2^20 bytes; the accelerator may round to whole bits.
    const auto parameters = parametersOf(*window->session().snapshot().evaluation->design.accelerator);
    const auto memory = std::ranges::find(parameters, std::string("onchip_memory_MB"), &Parameter::id);
    const Parameter reached = withSliderLimits(*memory, 24);
    QVERIFY(std::abs(memory->value - sliderValue(reached, positionAt(kEvents - 1))) < 1e-3 * memory->value);
    // 200 events in 1.6 s or more: held back for at least 30 ms each, far fewer evaluations than events begin.
    QVERIFY(evaluations >= 2 && evaluations < kEvents / 2);
    // By processor time, as the wall clock also counts what other programs do. One turn in a hundred may be unlucky.
    QVERIFY(percentile(work, 0.99) < kFrameMs);
    // What was selected still is.
    QVERIFY(window->session().selection() == Selection(TileKey{.layer = LayerId(5), .indexInLayer = 0}));
    // One drag is one step back.
    QVERIFY(window->session().history()->canUndo());
    window->session().undo();
    QVERIFY(QTest::qWaitFor([&] { return !window->session().snapshot().stale; }, 20000));
    QCOMPARE(memoryOnShow(*window), std::int64_t{24} << 23);
  }

  void aSlowEvaluationDoesNotHoldUpTheEventLoop() {
    // Each evaluation takes 200 ms. Run in the event loop, they would hold it for most of the drag.
    const auto real = engineEvaluator(std::make_shared<TileCostTable>());
    auto window = openWindow(
        [real](const Design& design, const Evaluation* previous, std::stop_token stop) -> Result<Evaluation> {
          for (int slept = 0; slept < 200 && !stop.stop_requested(); slept += 2)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
          return real(design, previous, stop);
        });
    QVERIFY(window);
    Heartbeat heartbeat;
    drag(*editorOf(*window, "onchip_memory_MB")->slider());
    QVERIFY(QTest::qWaitFor([&] { return !window->session().snapshot().stale; }, 20000));
    const auto gaps = sorted(heartbeat.stop(), &Turn::wallMs);
    const double held = shareOfGapsOver(gaps, 100);
    qInfo("event loop: p95 %.2f ms, longest %.2f ms, %.1f %% of the time in gaps over 100 ms", percentile(gaps, 0.95),
          gaps.back(), held * 100);
    QVERIFY(held < 0.25);
  }

  void theWindowMayCloseDuringADrag() {
    auto window = openWindow(engineEvaluator(std::make_shared<TileCostTable>()));
    QVERIFY(window);
    window->sweep().setEnabled(true);
    auto* slider = editorOf(*window, "onchip_memory_MB")->slider();
    slider->setSliderDown(true);
    for (int position = 300; position < 400; ++position) slider->setValue(position);
    QTest::qWait(50);
    window.reset();
    QCoreApplication::processEvents();
  }
};

FUSEWRIGHT_TEST(LiveEditViews)

}  // namespace fusewright::live_edit_test

#include "live_edit_test.moc"
