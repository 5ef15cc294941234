#include "app/explorer/design_space.h"

#include <QTemporaryDir>
#include <QtTest>

#include "app/sweep/run_sweep.h"
#include "app/sweep/sweep_front.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/sweep_spec_json.h"
#include "tests/test_program.h"

namespace fusewright::design_space_panel_test {

namespace {

constexpr int kPatienceMs = 60000;

/// Three arrays for a small block, the larger the faster, and three bandwidths.
const char* const kSpec = R"({
  "model": {"kind": "mamba1", "parameters": {"d-model": 64, "d-state": 8, "seq-len": 8}},
  "hardware": "accelerators/marca.yaml",
  "base": {"assumptions": "physical", "fusion": "all"},
  "axes": [
    {"parameter": "array", "values": ["4x8", "16x16", "64x128"]},
    {"parameter": "dram_bits_per_cycle", "values": [64, 512, 4096]}
  ],
  "objectives": ["latency_cycles", "area_mm2"]
})";

Result<SweepRunProgress> sweepInto(const QString& file) {
  const auto spec = parseSweepSpec(kSpec, "spec");
  const auto designs = SpecDesigns::open(*spec, FUSEWRIGHT_SOURCE_DIR "/examples");
  if (!designs) return tl::make_unexpected(designs.error());
  auto database = SweepDatabase::open(file.toStdString(), SweepDatabase::Access::Write);
  return runSweep(*designs, *database, {.jobs = 1});
}

/// What a window has of sweeps, without the window.
struct Bench {
  Bench() {
    file = folder.filePath("results.sqlite");
    const auto swept = sweepInto(file);
    if (!swept) qFatal("%s", message(swept.error()).c_str());
  }

  /// Opens the database and waits for its front.
  bool open() {
    space.open(file);
    return QTest::qWaitFor([this] { return !space.view().answer().front.rows.empty(); }, kPatienceMs);
  }

  QTemporaryDir folder;
  QString file;
  Session session{engineEvaluator(std::make_shared<TileCostTable>())};
  WindowSettings settings{SettingsUse::Ignored};
  QWidget window;
  FileCommands files{session, settings, window};
  DesignSpacePanel space{session, files, settings, window};
};

double latencyOf(const Session& session) {
  return session.snapshot().evaluation ? session.snapshot().evaluation->metrics->latency.value : 0;
}

double latencyAt(const FrontView& view, std::size_t row) {
  return view.results().table->find("latency_cycles")->numbers[row];
}

}  // namespace

class DesignSpaceViews : public QObject {
  Q_OBJECT

 private slots:
  void theFrontInTheWindowIsTheOneOfTheTerminal() {
    Bench bench;
    QVERIFY(bench.open());
    const auto database = SweepDatabase::open(bench.file.toStdString(), SweepDatabase::Access::Read);
    const auto front = frontOf(*database, FrontRequest{.objectives = bench.space.view().question().objectives});
    QVERIFY2(front, front ? "" : message(front.error()).c_str());
    std::vector<ContentHash> expected;
    for (const FrontDesign& design : front->designs) expected.push_back(design.key);
    std::vector<ContentHash> shown;
    for (const std::size_t row : bench.space.view().answer().front.rows)
      shown.push_back(bench.space.view().results().table->keys[row]);
    QCOMPARE(shown, expected);
    QCOMPARE(bench.space.view().answer().front.hypervolume, front->hypervolume);
  }

  void aClickOnAPointEvaluatesItsDesignAsOneStep() {
    Bench bench;
    QVERIFY(bench.open());
    FrontView& view = bench.space.view();
    view.resize(500, 500);
    view.show();
    const std::size_t first = view.answer().front.rows.front();
    const std::size_t last = view.answer().front.rows.back();
    Q_EMIT view.designRequested(first, 0);
    QTRY_COMPARE_WITH_TIMEOUT(latencyOf(bench.session), latencyAt(view, first), kPatienceMs);
    QTest::mouseClick(&view.canvas(), Qt::LeftButton, {}, view.canvas().pixelOf(last)->toPoint());
    QTRY_COMPARE_WITH_TIMEOUT(latencyOf(bench.session), latencyAt(view, last), kPatienceMs);
    QCOMPARE(view.canvas().scene().current, std::optional(last));
    bench.session.undo();
    QTRY_COMPARE_WITH_TIMEOUT(latencyOf(bench.session), latencyAt(view, first), kPatienceMs);
    QCOMPARE(view.canvas().scene().current, std::optional(first));
  }

  void theCommandOfADesignFromASweepNamesItsHardwareNotWhatWasOpenBefore() {
    Bench bench;
    const auto before = readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/tpu_like_quad.yaml");
    QVERIFY2(before, before ? "" : message(before.error()).c_str());
    bench.files.know({"before.yaml", std::make_shared<const Accelerator>(*before)});
    QVERIFY(bench.open());
    const std::size_t row = bench.space.view().answer().front.rows.front();
    Q_EMIT bench.space.view().designRequested(row, 0);
    QTRY_VERIFY_WITH_TIMEOUT(latencyOf(bench.session) > 0, kPatienceMs);
    const QString line = bench.files.commandLine();
    QVERIFY2(line.startsWith("fusewright-cli model mamba1 "), qPrintable(line));
    QVERIFY2(line.contains("examples/accelerators/marca.yaml"), qPrintable(line));
    QVERIFY2(line.contains("--set "), qPrintable(line));
    QVERIFY2(!line.contains("before.yaml"), qPrintable(line));
    // Whatever the words are: they lead to the accelerator on show.
    const DesignFiles files = bench.files.designFiles();
    QVERIFY(parameterChanges(*files.hardware, *bench.session.snapshot().design.accelerator).reached);
    // An accelerator opened later is none of that design's either.
    bench.files.know({"after.yaml", std::make_shared<const Accelerator>(*before)});
    QCOMPARE(bench.files.commandLine(), line);
  }

  void aDragAlongTheFrontShowsItsDesignsAndIsUndoneAtOnce() {
    Bench bench;
    QVERIFY(bench.open());
    FrontView& view = bench.space.view();
    view.resize(500, 500);
    view.show();
    Q_EMIT view.designRequested(view.answer().front.rows.front(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(bench.session.hasDesign() && latencyOf(bench.session) > 0, kPatienceMs);
    const std::size_t before = bench.session.history()->position();
    const auto& front = view.answer().front.rows;
    QVERIFY(front.size() >= 2);
    QTest::mousePress(&view.canvas(), Qt::LeftButton, {}, view.canvas().pixelOf(front.front())->toPoint());
    for (const std::size_t row : {front.back(), front.front(), front.back()}) {
      QTest::mouseMove(&view.canvas(), view.canvas().pixelOf(row)->toPoint());
      QTRY_COMPARE_WITH_TIMEOUT(latencyOf(bench.session), latencyAt(view, row), kPatienceMs);
    }
    QTest::mouseRelease(&view.canvas(), Qt::LeftButton, {}, view.canvas().pixelOf(front.back())->toPoint());
    QCOMPARE(bench.session.history()->position(), before + 1);
    bench.session.undo();
    QTRY_COMPARE_WITH_TIMEOUT(latencyOf(bench.session), latencyAt(view, front.front()), kPatienceMs);
  }

  void arrowKeysGoAlongTheFront() {
    Bench bench;
    QVERIFY(bench.open());
    FrontView& view = bench.space.view();
    QSignalSpy asked(&view, &FrontView::designRequested);
    QTest::keyClick(&view.canvas(), Qt::Key_Home);
    QTest::keyClick(&view.canvas(), Qt::Key_Right);
    QTest::keyClick(&view.canvas(), Qt::Key_Left);
    const auto& along = view.canvas().scene().front;
    QCOMPARE(asked.size(), 3);
    QCOMPARE(asked[0][0].value<std::size_t>(), along[0]);
    QCOMPARE(asked[1][0].value<std::size_t>(), along[1]);
    QCOMPARE(asked[2][0].value<std::size_t>(), along[0]);
    // Keys in quick succession are one gesture.
    QCOMPARE(asked[1][1], asked[2][1]);
  }

  void aConstraintLeavesDesignsOutOfTheFront() {
    Bench bench;
    QVERIFY(bench.open());
    FrontView& view = bench.space.view();
    view.setConstraintText("dram_bits_per_cycle <= 512");
    QTRY_VERIFY_WITH_TIMEOUT(view.answer().chosenCount == 6, kPatienceMs);
    const auto& bandwidths = view.results().table->find("dram_bits_per_cycle")->numbers;
    for (const std::size_t row : view.answer().front.rows) QVERIFY(bandwidths[row] <= 512);
    QVERIFY(frontCommand(view.results(), view.question()).find("--constraint 'dram_bits_per_cycle <= 512'") !=
            std::string::npos);
  }

  void aFileThatIsNoDatabaseIsRefusedWithItsName() {
    Bench bench;
    const QString text = bench.folder.filePath("notes.sqlite");
    QFile notes(text);
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("these are notes, and no database at all, however long one reads them: no, no, no and no");
    notes.close();
    QSignalSpy failures(&bench.space, &DesignSpacePanel::failed);
    bench.space.open(text);
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, kPatienceMs);
    QVERIFY(failures[0][0].value<Error>().where.find("notes.sqlite") != std::string::npos);
  }
};

FUSEWRIGHT_TEST(DesignSpaceViews)

}  // namespace fusewright::design_space_panel_test

#include "design_space_panel_test.moc"
