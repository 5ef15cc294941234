#include "app/explorer/find_better.h"

#include <QPushButton>
#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "widgets/search/proposal_text.h"

namespace fusewright::find_better_test {

namespace {

constexpr int kPatienceMs = 60000;

/// The small Mamba block with nothing fused, so that there is something to find.
Design unfused() {
  return {.workload = std::make_shared<const Workload>(tests::miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram()),
          .mapping = {.fusion = NamedFusion{"unfused"}},
          .assumptions = physicalAssumptions()};
}

/// What a window has of searches, without the window.
struct Bench {
  Bench() {
    session.start(unfused());
    better.view().setWish({.seconds = 2, .gap = 0});
  }

  bool isEvaluated() const { return session.snapshot().evaluation && !session.snapshot().stale; }
  double latency() const { return session.snapshot().evaluation->metrics->latency.value; }
  QPushButton* button(const QString& text) {
    for (auto* button : better.view().findChildren<QPushButton*>())
      if (button->text() == text) return button;
    return nullptr;
  }

  Session session{engineEvaluator(std::make_shared<TileCostTable>())};
  WindowSettings settings{SettingsUse::Ignored};
  QWidget window;
  FileCommands files{session, settings, window};
  SweepRunner sweep{engineEvaluator(std::make_shared<TileCostTable>())};
  Views views{session, sweep, window};
  Baseline baseline{engineEvaluator(std::make_shared<TileCostTable>()), session, views, &window};
  FindBetter better{session, files, baseline, window};
};

}  // namespace

class FindBetterViews : public QObject {
  Q_OBJECT

 private slots:
  void aPlanThatIsAppliedHasTheLatencyThatWasFoundAndCanBeUndone() {
    Bench bench;
    QTRY_VERIFY_WITH_TIMEOUT(bench.isEvaluated(), kPatienceMs);
    const double before = bench.latency();
    bench.button("&Find better")->click();
    QVERIFY(bench.better.view().isSearching());
    QTRY_VERIFY_WITH_TIMEOUT(bench.better.view().result() != nullptr, kPatienceMs);
    const SearchResult& result = *bench.better.view().result();
    QVERIFY(isProposal(result));
    QVERIFY(result.best->metrics->latency.value < before);
    bench.button("&Apply")->click();
    QTRY_COMPARE_WITH_TIMEOUT(bench.latency(), result.best->metrics->latency.value, kPatienceMs);
    QVERIFY(!bench.baseline.kept());
    bench.session.undo();
    QTRY_COMPARE_WITH_TIMEOUT(bench.latency(), before, kPatienceMs);
  }

  void thePresentPlanBecomesTheBaselineIfAsked() {
    Bench bench;
    QTRY_VERIFY_WITH_TIMEOUT(bench.isEvaluated(), kPatienceMs);
    bench.button("&Find better")->click();
    QTRY_VERIFY_WITH_TIMEOUT(bench.better.view().result() != nullptr, kPatienceMs);
    bench.button("Apply, keep &present as baseline")->click();
    QVERIFY(bench.baseline.kept());
    QVERIFY(bench.session.history()->canUndo());
  }

  void aStoppedSearchAnswersWithTheBestSoFar() {
    Bench bench;
    bench.better.view().setWish({.seconds = 3000, .gap = 0});
    QTRY_VERIFY_WITH_TIMEOUT(bench.isEvaluated(), kPatienceMs);
    bench.button("&Find better")->click();
    QTRY_VERIFY_WITH_TIMEOUT(bench.better.view().progressText().contains("plans"), kPatienceMs);
    if (bench.better.view().isSearching()) bench.button("&Stop")->click();
    QTRY_VERIFY_WITH_TIMEOUT(bench.better.view().result() != nullptr, kPatienceMs);
    QVERIFY(!bench.better.view().isSearching());
  }

  void theComparisonSaysByHowMuchThePlanIsFaster() {
    Bench bench;
    QTRY_VERIFY_WITH_TIMEOUT(bench.isEvaluated(), kPatienceMs);
    bench.button("&Find better")->click();
    QTRY_VERIFY_WITH_TIMEOUT(bench.better.view().result() != nullptr, kPatienceMs);
    const auto numbers = planNumbers(*bench.better.view().result());
    QCOMPARE(numbers[0].name, QStringLiteral("Latency"));
    QVERIFY(numbers[0].isBetter);
    QVERIFY(numbers[0].change.startsWith(QStringLiteral("−")));
    const QString html = proposalHtml(*bench.better.view().result(), printTheme());
    QVERIFY(html.contains("times as fast"));
    for (const std::string& reason : bench.better.view().result()->reasons)
      QVERIFY(html.contains(QString::fromStdString(reason).toHtmlEscaped()));
  }
};

FUSEWRIGHT_TEST(FindBetterViews)

}  // namespace fusewright::find_better_test

#include "find_better_test.moc"
