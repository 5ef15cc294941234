#include "app/explorer/studies.h"

#include <QScrollArea>
#include <QtTest>

#include "core/io/accelerator_yaml.h"
#include "tests/test_program.h"

namespace fusewright::studies_test {

namespace {

constexpr int kPatienceMs = 60000;

/// The first mark of the chart that stands for a design.
std::optional<MarkPlace> openable(const StudyChart& chart) {
  std::size_t panel = 0;
  for (const ChartRow& row : chart.rows)
    for (const ChartPanel& shown : row.panels) {
      for (std::size_t series = 0; series < shown.series.size(); ++series)
        for (std::size_t mark = 0; mark < shown.series[series].marks.size(); ++mark)
          if (shown.series[series].marks[mark].design) return MarkPlace{panel, series, mark};
      ++panel;
    }
  return std::nullopt;
}

std::shared_ptr<const Accelerator> marca() {
  return std::make_shared<const Accelerator>(
      *readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml"));
}

/// What a window has of studies, without the window.
struct Bench {
  Session session{engineEvaluator(std::make_shared<TileCostTable>())};
  StudyView view;
  Studies studies{session, view, nullptr};
};

}  // namespace

class StudiesViews : public QObject {
  Q_OBJECT

 private slots:
  void aClickOnAMarkTakesItsDesignAsAStepThatCanBeUndone() {
    Bench bench;
    bench.view.resize(500, 700);
    bench.view.show();
    const auto first =
        designOfRow({.length = 2, .fusion = "unfused", .tiling = "per-step", .array = {}, .violations = {}},
                    {.accelerator = marca()});
    QVERIFY2(first, first ? "" : message(first.error()).c_str());
    bench.session.start(*first);
    bench.studies.open(StudyFigure::TensorLifetimes);
    QTRY_VERIFY_WITH_TIMEOUT(bench.view.hasStudy(), kPatienceMs);
    const auto mark = openable(bench.view.canvas().chart());
    QVERIFY(mark);
    auto* canvas = bench.view.findChild<QScrollArea*>()->widget();
    QTest::mouseClick(canvas, Qt::LeftButton, {}, bench.view.canvas().placeOf(*mark).toPoint());
    QTRY_VERIFY_WITH_TIMEOUT(bench.session.history()->canUndo(), kPatienceMs);
    // The figure is of L = 64: 64 steps of the scan.
    QVERIFY(bench.session.snapshot().design.workload->name.find("L64") != std::string::npos);
    bench.session.undo();
    QVERIFY(bench.session.snapshot().design.workload == first->workload);
  }

  void theFigureIsMadeWithTheAssumptionsOfTheDesignOnShow() {
    Bench bench;
    auto first = designOfRow({.length = 2, .fusion = "all", .tiling = "per-step", .array = {}, .violations = {}},
                             {.accelerator = marca()});
    first->assumptions = paperAssumptions().with(Repair::SharedPorts);
    bench.session.start(*first);
    bench.studies.open(StudyFigure::TensorLifetimes);
    QTRY_VERIFY_WITH_TIMEOUT(bench.view.hasStudy(), kPatienceMs);
    QVERIFY2(bench.view.provenance()->contains("paper,+B1"), qPrintable(*bench.view.provenance()));
  }

  void aCancelledFigureIsNeverShown() {
    Bench bench;
    bench.studies.open(StudyFigure::AreaPartitioning);
    Q_EMIT bench.view.cancelRequested();
    // What comes after it is shown, so the cancelled one would have been as well.
    bench.studies.open(StudyFigure::TensorLifetimes);
    QTRY_VERIFY_WITH_TIMEOUT(bench.view.hasStudy(), kPatienceMs);
    QVERIFY(bench.view.exportTitle().contains("10"));
  }

  void theTableOfAFigureHasARowForEachTensor() {
    Bench bench;
    bench.studies.open(StudyFigure::TensorLifetimes);
    QTRY_VERIFY_WITH_TIMEOUT(bench.view.hasStudy(), kPatienceMs);
    const TextTable table = bench.view.exportTable();
    QCOMPARE(table.headings.first(), QStringLiteral("tensor"));
    QCOMPARE(table.rows.size(), bench.view.canvas().chart().rows[0].panels[0].y.places.size());
  }
};

FUSEWRIGHT_TEST(StudiesViews)

}  // namespace fusewright::studies_test

#include "studies_test.moc"
