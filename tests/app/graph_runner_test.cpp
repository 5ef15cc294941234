#include "app/session/graph_runner.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "core/graph/layered_layout.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::graph_runner_test {
using namespace tests;

namespace {

std::shared_ptr<const LayoutProblem> chainOf(std::size_t boxes) {
  LayoutProblem problem{.boxes = std::vector<BoxSize>(boxes, BoxSize{.width = 60, .height = 30}), .edges = {}};
  for (std::size_t box = 1; box < boxes; ++box) problem.edges.push_back({box - 1, box});
  return std::make_shared<const LayoutProblem>(std::move(problem));
}

/// A program that stands in for dot: a shell script.
QString program(const QTemporaryDir& folder, const QByteArray& script) {
  const QString path = folder.filePath("dot");
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script) < 0) return {};
  file.close();
  file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  return path;
}

/// What a runner tells, in order.
struct Told {
  explicit Told(GraphRunner& runner) {
    QObject::connect(&runner, &GraphRunner::laidOut, &runner, [this](const auto& problem, const GraphLayout& layout) {
      problems.push_back(problem);
      layouts.push_back(layout);
    });
  }

  std::vector<std::shared_ptr<const LayoutProblem>> problems;
  std::vector<GraphLayout> layouts;
};

}  // namespace

class GraphRunners : public QObject {
  Q_OBJECT

 private slots:
  void withoutDotTheBuiltInLayoutIsTold() {
    GraphRunner runner("/there/is/no/such/program");
    Told told(runner);
    const auto problem = chainOf(3);
    runner.layOut(problem);
    QTRY_COMPARE(told.layouts.size(), std::size_t{1});
    QVERIFY(told.layouts[0] == layeredLayout(*problem));
  }

  void aDotThatFailsIsReplacedByTheBuiltInLayout_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("it gives up") << QByteArray("cat > /dev/null; echo no >&2; exit 1\n");
    QTest::newRow("it does not read") << QByteArray("exit 3\n");
    QTest::newRow("it is killed") << QByteArray("kill -9 $$\n");
    QTest::newRow("it answers nonsense") << QByteArray("cat > /dev/null; echo graph 1 x y\n");
    QTest::newRow("it answers half") << QByteArray("cat > /dev/null; echo graph 1 2 2\n");
  }
  void aDotThatFailsIsReplacedByTheBuiltInLayout() {
    QFETCH(QByteArray, script);
    const QTemporaryDir folder;
    GraphRunner runner(program(folder, script));
    runner.setPatience(60000, 60000);
    Told told(runner);
    const auto problem = chainOf(3);
    runner.layOut(problem);
    QTRY_COMPARE(told.layouts.size(), std::size_t{1});
    QVERIFY(told.layouts[0] == layeredLayout(*problem));
  }

  void aDotThatHangsIsGivenUpAndNothingWaitsForIt() {
    const QTemporaryDir folder;
    GraphRunner runner(program(folder, "exec sleep 600\n"));
    runner.setPatience(1, 200);
    Told told(runner);
    runner.layOut(chainOf(3));
    QTRY_COMPARE(told.layouts.size(), std::size_t{1});
    QTest::qWait(300);
    QCOMPARE(told.layouts.size(), std::size_t{1});
  }

  void aNewerProblemDropsTheOneBefore() {
    const QTemporaryDir folder;
    GraphRunner runner(program(folder, "exec sleep 600\n"));
    runner.setPatience(60000, 100);
    Told told(runner);
    runner.layOut(chainOf(30));
    const auto newer = chainOf(4);
    runner.layOut(newer);
    QTRY_VERIFY(!told.layouts.empty());
    for (const auto& problem : told.problems) QCOMPARE(problem, newer);
  }

  void dotsLayoutIsToldIfItIsInstalled() {
    if (QStandardPaths::findExecutable("dot").isEmpty()) QSKIP("dot is not installed");
    GraphRunner runner;
    runner.setPatience(60000, 60000);
    Told told(runner);
    runner.layOut(chainOf(3));
    QTRY_COMPARE(told.layouts.size(), std::size_t{1});
    // A chain straight down, ranks 36 + 30 apart whoever lays it out; dot keeps a margin of its own around it.
    const auto& centres = told.layouts[0].centres;
    QVERIFY(std::abs(centres[1].y - centres[0].y - 66) < 1);
    QVERIFY(std::abs(centres[2].y - centres[1].y - 66) < 1);
    QVERIFY(std::abs(centres[2].x - centres[0].x) < 1);
  }

  void theBlocksOfAModelAreFoundOnceHoweverOftenItIsShown() {
    GraphRunner runner("/there/is/no/such/program");
    int ready = 0;
    connect(&runner, &GraphRunner::modelReady, this, [&ready] { ++ready; });
    const auto model = std::make_shared<const Workload>(twoLayerChain());
    runner.follow(model);
    runner.follow(model);
    QTRY_COMPARE(ready, 1);
    runner.follow(model);
    QTest::qWait(50);
    QCOMPARE(ready, 1);
  }
};

FUSEWRIGHT_TEST(GraphRunners)

}  // namespace fusewright::graph_runner_test

#include "graph_runner_test.moc"
