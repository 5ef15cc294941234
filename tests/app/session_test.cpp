#include "app/session/session.h"

#include <atomic>
#include <ctime>
#include <thread>

#include <QtTest>

#include "app/session/carry_selection.h"
#include "app/session/project_of.h"
#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"
#include "widgets/common/names.h"

namespace fusewright::session_test {

namespace {

Design miniDesign(const std::string& fusion = "all") {
  static const auto kWorkload = std::make_shared<const Workload>(tests::miniMamba());
  static const auto kMachine = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}));
  return {.workload = kWorkload, .accelerator = kMachine, .mapping = {.fusion = NamedFusion{fusion}}};
}

std::string fusionOf(const Design& design) {
  return std::get<NamedFusion>(design.mapping.fusion).name;
}

Edit useFusion(const std::string& name) {
  return SetMapping{{.fusion = NamedFusion{name}}};
}

Evaluator engine() {
  return engineEvaluator(std::make_shared<TileCostTable>());
}

/// Begins and waits for `released`, whatever the token says, so that all that comes meanwhile finds it busy.
Evaluator heldEngine(const std::atomic<bool>& released) {
  return [&released, real = engine()](const Design& design, const Evaluation* previous,
                                      std::stop_token stop) -> Result<Evaluation> {
    released.wait(false);
    if (stop.stop_requested()) return tl::make_unexpected(cancelledError());
    return real(design, previous, stop);
  };
}

/// Ends only when it is told to stop.
Result<Evaluation> endlessEngine(const Design&, const Evaluation*, std::stop_token stop) {
  while (!stop.stop_requested()) std::this_thread::yield();
  return tl::make_unexpected(cancelledError());
}

bool waitUntilFresh(const Session& session) {
  return QTest::qWaitFor([&] { return !session.snapshot().stale && session.snapshot().evaluation; }, 10000);
}

}  // namespace

class SessionViews : public QObject {
  Q_OBJECT

 private slots:
  void onlyTheNewestJobsAnswerIsDelivered() {
    LatestOnly jobs;
    std::vector<int> delivered;
    for (int number = 0; number < 50; ++number) {
      jobs.request(
          [&delivered, number](std::stop_token) { return [&delivered, number] { delivered.push_back(number); }; });
    }
    QTRY_VERIFY(!delivered.empty());
    QTest::qWait(20);
    QCOMPARE(delivered, std::vector<int>{49});
  }

  void jobsThatWereOvertakenBeforeTheyBeganNeverRun() {
    LatestOnly jobs;
    std::atomic<bool> release = false;
    jobs.request([&release](std::stop_token) -> LatestOnly::Delivery {
      release.wait(false);
      return {};
    });
    QTRY_COMPARE(jobs.startedJobs(), 1);
    bool last = false;
    for (int number = 0; number < 100; ++number) {
      jobs.request([&last, number](std::stop_token) { return [&last, number] { last = number == 99; }; });
    }
    release = true;
    release.notify_all();
    QTRY_VERIFY(last);
    QCOMPARE(jobs.startedJobs(), 2);
  }

  void aNewRequestStopsTheRunningJob() {
    LatestOnly jobs;
    std::atomic<bool> stopped = false;
    jobs.request([&stopped](std::stop_token stop) -> LatestOnly::Delivery {
      while (!stop.stop_requested()) std::this_thread::yield();
      stopped = true;
      return {};
    });
    QTRY_COMPARE(jobs.startedJobs(), 1);
    jobs.request([](std::stop_token) { return LatestOnly::Delivery(); });
    QTRY_VERIFY(stopped);
  }

  void nothingIsDeliveredOnceItsOwnerIsGone() {
    bool delivered = false;
    {
      LatestOnly jobs;
      jobs.request([&delivered](std::stop_token stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
        return [&delivered] { delivered = true; };
      });
      QTRY_COMPARE(jobs.startedJobs(), 1);
    }
    QTest::qWait(20);
    QVERIFY(!delivered);
  }

  void evaluationsRunOnAnotherThread() {
    std::atomic<bool> onThisThread = false;
    const auto here = std::this_thread::get_id();
    Session session([&, real = engine()](const Design& design, const Evaluation* previous, std::stop_token stop) {
      if (std::this_thread::get_id() == here) onThisThread = true;
      return real(design, previous, stop);
    });
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    QVERIFY(!onThisThread);
  }

  void theOldPictureStaysUntilTheNewOneIsThere() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    const auto before = session.snapshot().evaluation;
    session.apply(useFusion("unfused"));
    QVERIFY(session.snapshot().stale);
    QCOMPARE(session.snapshot().evaluation, before);
    QCOMPARE(fusionOf(session.snapshot().design), std::string("unfused"));
    QVERIFY(waitUntilFresh(session));
    QCOMPARE(fusionOf(session.snapshot().evaluation->design), std::string("unfused"));
  }

  void undoAndRedoBringTheDesignsAndTheirResultsBack() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    const Cycles fused = session.snapshot().evaluation->metrics->latency;
    session.apply(useFusion("unfused"));
    QVERIFY(waitUntilFresh(session));
    const Cycles unfused = session.snapshot().evaluation->metrics->latency;
    QVERIFY(fused != unfused);
    session.undo();
    QVERIFY(waitUntilFresh(session));
    QVERIFY(session.snapshot().evaluation->metrics->latency == fused);
    session.redo();
    QVERIFY(waitUntilFresh(session));
    QVERIFY(session.snapshot().evaluation->metrics->latency == unfused);
  }

  void anImpossibleDesignIsTakenBackAndTheErrorTellsWhy() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    const auto before = session.snapshot().evaluation;
    QSignalSpy errors(&session, &Session::errorRaised);
    session.apply(useFusion("no such plan"));
    QTRY_COMPARE(errors.count(), 1);
    QCOMPARE(session.snapshot().evaluation, before);
    QCOMPARE(fusionOf(session.snapshot().design), std::string("all"));
    QVERIFY(!session.snapshot().stale);
    QVERIFY(!session.history()->canUndo());
    QVERIFY(session.snapshot().error && message(*session.snapshot().error).find("no such plan") != std::string::npos);
  }

  void aValueOutOfRangeIsRefusedWithoutAnEvaluation() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    const int started = session.startedEvaluations();
    QSignalSpy errors(&session, &Session::errorRaised);
    session.apply(SetParameter{.id = "onchip_memory_MB", .value = "-3"});
    QCOMPARE(errors.count(), 1);
    QVERIFY(!session.snapshot().stale);
    QCOMPARE(session.startedEvaluations(), started);
  }

  void theNextGoodEditClearsTheError() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    session.apply(SetParameter{.id = "nonsense", .value = "1"});
    QVERIFY(session.snapshot().error);
    session.apply(useFusion("unfused"));
    QVERIFY(waitUntilFresh(session));
    QVERIFY(!session.snapshot().error);
  }

  void manyEditsInARowEndWithTheLastOneOnShow() {
    std::atomic<bool> released = false;
    Session session(heldEngine(released));
    session.start(miniDesign());
    QTRY_COMPARE(session.startedEvaluations(), 1);
    for (int value = 1; value <= 200; ++value) {
      session.apply(SetParameter{.id = "onchip_memory_MB", .value = std::to_string(value), .gesture = 1});
    }
    released = true;
    released.notify_all();
    QVERIFY(waitUntilFresh(session));
    // 200 MB = 200 * 8 * 2^20 bits.
    QCOMPARE(totalOnChipMemory(*session.snapshot().evaluation->design.accelerator).value, std::int64_t{200} << 23);
    QCOMPARE(session.startedEvaluations(), 2);  // of the design it started with, and of the last edit
    session.undo();
    QVERIFY(!session.history()->canUndo());
  }

  void aSessionMayEndWhileItEvaluates() {
    auto session = std::make_unique<Session>(endlessEngine);
    session->start(miniDesign());
    QTRY_COMPARE(session->startedEvaluations(), 1);
    session.reset();
    QCoreApplication::processEvents();
  }

  void aSelectedTileIsStillSelectedAfterARecomputation() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    const TileKey key = keyOf(*session.snapshot().evaluation->graph, TileId(5));
    session.select(key);
    session.apply(SetParameter{.id = "onchip_memory_MB", .value = "2"});
    QVERIFY(waitUntilFresh(session));
    QVERIFY(session.selection() == Selection(key));
  }

  void aTileThatIsGoneLeavesItsLayerSelected() {
    // Fused, Exp has a tile a token; alone it is one tile.
    TileCostTable table;
    const auto fused = evaluate(miniDesign("all"), table);
    const auto unfused = evaluate(miniDesign("unfused"), table);
    QVERIFY(fused && unfused);
    const LayerId exp{2};
    QVERIFY(fused->graph->tilesOfLayer[exp.index()].size() > 1);
    QVERIFY(carriedOver(TileKey{.layer = exp, .indexInLayer = 3}, *fused, *unfused) == Selection(exp));
  }

  void aTransferIsFoundAgainByWhatItMovesForWhom() {
    TileCostTable table;
    const auto evaluation = evaluate(miniDesign(), table);
    QVERIFY(evaluation && !evaluation->schedule->transfers.empty());
    const TransferId first{0};
    QVERIFY(carriedOver(first, *evaluation, *evaluation) == Selection(first));
  }

  void aLayerIsFoundAgainByItsNameInTheSameModelOfAnotherSize() {
    TileCostTable table;
    Design larger = miniDesign();
    larger.workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = 6}));
    const auto before = evaluate(miniDesign(), table);
    const auto after = evaluate(larger, table);
    QVERIFY(before && after);
    // out_proj comes after the scan: layer 8 + 3 * 4 + 2 of four tokens, 8 + 3 * 6 + 2 of six.
    const LayerId last = *findLayer(*before->workload, "/out_proj/MatMul");
    const LayerId later = *findLayer(*after->workload, "/out_proj/MatMul");
    QCOMPARE(later.value - last.value, 6);
    QVERIFY(carriedOver(last, *before, *after) == Selection(later));
  }

  void anotherModelClearsTheSelection() {
    TileCostTable table;
    const auto before = evaluate(miniDesign(), table);
    const Evaluation after = tests::handWrittenEvaluation();
    QVERIFY(carriedOver(LayerId(1), *before, after) == Selection());
  }

  void editsWaitWhileNotLiveAndTheLastOneIsEvaluatedOnGoingLive() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    session.setLive(false);
    const int before = session.startedEvaluations();
    for (const char* name : {"A", "B", "unfused"}) session.apply(useFusion(name));
    QTest::qWait(30);
    QCOMPARE(session.startedEvaluations(), before);
    QVERIFY(session.snapshot().stale);
    QCOMPARE(fusionOf(session.snapshot().design), std::string("unfused"));
    QCOMPARE(fusionOf(session.snapshot().evaluation->design), std::string("all"));
    session.setLive(true);
    QVERIFY(waitUntilFresh(session));
    QCOMPARE(fusionOf(session.snapshot().evaluation->design), std::string("unfused"));
    QCOMPARE(session.startedEvaluations(), before + 1);
  }

  void undoingAllThatWaitsLeavesNothingToEvaluate() {
    Session session(engine());
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    session.setLive(false);
    session.apply(useFusion("A"));
    QVERIFY(session.snapshot().stale);
    session.undo();
    QVERIFY(!session.snapshot().stale);
  }

  void anEditThatTakesLongerThanASecondLetsTheNextOnesWaitButTheFirstDesignDoesNot() {
    // Computes for 1.1 s: waiting alone is not slow, another program may keep the processor busy.
    Session session([real = engine()](const Design& design, const Evaluation* previous,
                                      std::stop_token stop) -> Result<Evaluation> {
      const std::clock_t begin = std::clock();
      while (std::clock() - begin < 1.1 * CLOCKS_PER_SEC) {
      }
      return real(design, previous, stop);
    });
    std::chrono::milliseconds said{0};
    connect(&session, &Session::becameSlow, [&](std::chrono::milliseconds took) { said = took; });
    session.start(miniDesign());
    QVERIFY(waitUntilFresh(session));
    QVERIFY(session.isLive());
    session.apply(useFusion("A"));
    QVERIFY(waitUntilFresh(session));
    QVERIFY(!session.isLive());
    QVERIFY(said > kSlowestLive);
    QCOMPARE(fusionOf(session.snapshot().evaluation->design), std::string("A"));
  }

  void everySelectionIsTheSameAfterASaveAndALoad() {
    const std::vector<Selection> selections{Selection(),
                                            LayerId(3),
                                            TileKey{.layer = LayerId(2), .indexInLayer = 7},
                                            CoreId(1),
                                            MemoryId(0),
                                            TransferId(12),
                                            IdleKey{.core = CoreId(1)},
                                            IdleKey{.core = CoreId(0), .before = TileKey{LayerId(4), 5}}};
    for (const Selection& selection : selections) QVERIFY(parseSelection(selectionText(selection)) == selection);
  }
};

FUSEWRIGHT_TEST(SessionViews)

}  // namespace fusewright::session_test

#include "session_test.moc"
