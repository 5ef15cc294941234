#include <QTest>

#include "core/metrics/steady_state.h"
#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"
#include "tests/unfolded_runs.h"

namespace fusewright::steady_state_laws_test {
using namespace tests;

class SteadyStateLaws : public QObject {
  Q_OBJECT
 public:
  static void initMain() { useTheSameDesignsInEveryRun(); }

 private slots:
  void theFirstPeriodWrittenOutAgainAndAgainIsTheSchedule();
};

void SteadyStateLaws::theFirstPeriodWrittenOutAgainAndAgainIsTheSchedule() {
  int steady = 0;
  QVERIFY(holds("unfolded", [&](const Evaluation& evaluation) {
    const auto states = steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    const auto runs = runsOf(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    double reached = 0;
    for (const SteadyState& state : states) {
      RC_ASSERT(state.from.value >= reached);
      RC_ASSERT(state.count >= 3);
      RC_ASSERT(state.to() <= evaluation.schedule->makespan + state.period);
      reached = state.to().value;
    }
    if (!states.empty()) ++steady;
    RC_ASSERT(unfolded(runs, states) == runs);
  }));
  QVERIFY2(steady >= 5, qPrintable(QString::number(steady)));
}

FUSEWRIGHT_TEST(SteadyStateLaws)

}  // namespace fusewright::steady_state_laws_test

#include "steady_state_laws_test.moc"
