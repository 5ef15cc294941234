#include "app/explorer/sweep_maker.h"

#include <algorithm>

#include <QClipboard>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "core/io/sweep_spec_json.h"
#include "tests/test_program.h"

namespace fusewright::sweep_maker_test {

namespace {

constexpr int kPatienceMs = 60000;

/// What a window has of sweeps, without the window, with a small model on the study's accelerator.
struct Bench {
  Bench() {
    files.openDesign({.model = FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_tiny.onnx",
                      .hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml",
                      .fusion = "all",
                      .assumptions = "physical"});
    maker.view().setFile(folder.filePath("results.sqlite"));
  }

  bool isReady() {
    return QTest::qWaitFor([this] { return session.snapshot().evaluation && !session.snapshot().stale; }, kPatienceMs);
  }
  void click(const QString& text) {
    for (auto* button : maker.view().findChildren<QPushButton*>())
      if (button->text() == text) button->click();
  }

  QTemporaryDir folder;
  Session session{engineEvaluator(std::make_shared<TileCostTable>())};
  WindowSettings settings{SettingsUse::Ignored};
  QWidget window;
  FileCommands files{session, settings, window};
  DesignSpacePanel space{session, files, settings, window};
  SweepMaker maker{session, files, settings, space, window};
};

}  // namespace

class SweepMakerViews : public QObject {
  Q_OBJECT

 private slots:
  void aSweepMadeInTheWindowFillsItsDatabaseAndTheDesignSpace() {
    Bench bench;
    QVERIFY(bench.isReady());
    bench.maker.view().tick("fusion", "unfused, all");
    bench.maker.view().tick("dram_bits_per_cycle", "256..1024 in 3 log");
    QTRY_VERIFY_WITH_TIMEOUT(bench.maker.view().forecast().startsWith("6 designs, about"), kPatienceMs);
    bench.click("&Start or go on");
    QVERIFY(bench.maker.view().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!bench.maker.view().isRunning(), kPatienceMs);
    const auto database = SweepDatabase::open(bench.maker.view().file().toStdString(), SweepDatabase::Access::Read);
    QCOMPARE(*database->size(), std::uint64_t{6});
    QTRY_VERIFY_WITH_TIMEOUT(bench.space.view().results().table && bench.space.view().results().table->rows() == 6,
                             kPatienceMs);
    // The present design is one of them, with the latency that is on show.
    const auto& latencies = bench.space.view().results().table->find("latency_cycles")->numbers;
    QVERIFY(std::ranges::count(latencies, bench.session.snapshot().evaluation->metrics->latency.value) <= 6);
  }

  void startingAgainEvaluatesNothingTwice() {
    Bench bench;
    QVERIFY(bench.isReady());
    bench.maker.view().tick("dram_bits_per_cycle", "256, 512");
    for (int run = 0; run < 2; ++run) {
      bench.click("&Start or go on");
      QTRY_VERIFY_WITH_TIMEOUT(!bench.maker.view().isRunning(), kPatienceMs);
    }
    QVERIFY2(bench.maker.view().progress().contains("2 known before"), qPrintable(bench.maker.view().progress()));
  }

  void theSpecOfTheWindowIsOneThatTheTerminalReads() {
    Bench bench;
    QVERIFY(bench.isReady());
    bench.maker.view().tick("onchip_memory_MB", "4, 24");
    const auto spec = bench.maker.spec();
    QVERIFY2(spec, spec ? "" : message(spec.error()).c_str());
    const auto read = parseSweepSpec(sweepSpecJson(*spec), "spec");
    QVERIFY2(read, read ? "" : message(read.error()).c_str());
    QVERIFY(*read == *spec);
    QVERIFY(SpecDesigns::open(*read, "/").has_value());
    bench.click("Copy command");
    QVERIFY(QGuiApplication::clipboard()->text().contains("fusewright-cli sweep "));
  }

  void withNothingTickedItSaysWhatToDo() {
    Bench bench;
    QVERIFY(bench.isReady());
    QSignalSpy failures(&bench.maker, &SweepMaker::failed);
    bench.click("&Start or go on");
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures[0][0].value<Error>().remedy, std::string("tick at least one parameter"));
    QVERIFY(!bench.maker.view().isRunning());
  }
};

FUSEWRIGHT_TEST(SweepMakerViews)

}  // namespace fusewright::sweep_maker_test

#include "sweep_maker_test.moc"
