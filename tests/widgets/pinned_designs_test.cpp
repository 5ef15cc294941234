#include <QApplication>
#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/common/fitting_text.h"
#include "widgets/common/palette.h"
#include "widgets/compare/design_titles.h"
#include "widgets/compare/pinned_view.h"

namespace fusewright::pinned_designs_test {

namespace {

std::shared_ptr<const Evaluation> handWritten() {
  return std::make_shared<const Evaluation>(tests::handWrittenEvaluation());
}

std::shared_ptr<const Timeline> timelineOf(const Evaluation& evaluation) {
  return std::make_shared<const Timeline>(buildTimeline(evaluation));
}

}  // namespace

/// Designs side by side: their strips, their titles, how to let go of them; names and colours that tell things apart.
class PinnedDesigns : public QObject {
  Q_OBJECT

 private slots:
  void noStripOfAPinnedDesignReachesIntoTheTimeAxis() {
    const auto evaluation = handWritten();
    const std::vector<PinnedDesign> designs(5, {"a", evaluation, timelineOf(*evaluation)});
    for (const double height : {120.0, 160.0, 240.0, 600.0}) {
      const PinnedPicture picture = layOutPinned(designs, QRectF(0, 0, 500, height), 12, 80);
      for (const PinnedBlock& block : picture.blocks)
        for (const QRectF& strip : block.strips) QVERIFY(strip.bottom() <= picture.ruler.top() + 1e-6);
    }
    // Room for links too in the last of these only.
    QCOMPARE(layOutPinned(designs, QRectF(0, 0, 500, 160), 12, 80).blocks[0].rows.size(), std::size_t{1});
    QCOMPARE(layOutPinned(designs, QRectF(0, 0, 500, 600), 12, 80).blocks[0].rows.size(), std::size_t{3});
  }

  void titlesOfPinnedDesignsSayWhatDiffers() {
    const auto first = handWritten();
    Evaluation other = *first;
    other.design.mapping.tiling = TilingMode::None;
    const std::vector<std::shared_ptr<const Evaluation>> both{first, std::make_shared<const Evaluation>(other)};
    const DesignTitles titles = titlesOf(both);
    QVERIFY2(titles.own[0].contains("one step a tile"), qPrintable(titles.own[0]));
    QVERIFY2(titles.own[1].contains("whole layers"), qPrintable(titles.own[1]));
    const QString model = QString::fromStdString(first->design.workload->name);
    QVERIFY(titles.common.contains(model) && titles.common.contains("assumptions"));
    QVERIFY(model.isEmpty() || !titles.own[0].contains(model));
    // Twice the same design: nothing is left to be said of either.
    QCOMPARE(titlesOf(std::vector{first, first}).own[1], QString());
  }

  void deleteAndTheCrossLetGoOfAPinnedDesign() {
    PinnedView view;
    view.resize(500, 300);
    const auto evaluation = handWritten();
    view.setCurrent({"a", evaluation, timelineOf(*evaluation)});
    for (int pinned = 0; pinned < 3; ++pinned) view.pin();
    QTest::keyClick(&view, Qt::Key_Delete);
    QCOMPARE(view.pinnedCount(), std::size_t{2});
    // The cross is at the right end of the title, which is the second line.
    const QFontMetricsF metrics(screenStyle(view.palette(), view.font(), 1).smallFont);
    const double line = metrics.height() + 3;
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(500 - 8 - int(line / 2), int(4 + 1.65 * line)));
    QCOMPARE(view.pinnedCount(), std::size_t{1});
  }

  void aTextIsCutOnlyIfEnoughOfItIsLeft() {
    const QFontMetricsF metrics(QApplication::font());
    const QString text = QStringLiteral("layer1/conv1");
    QCOMPARE(fittingText(metrics, text, 1000), text);
    const QString cut = fittingText(metrics, text, metrics.horizontalAdvance(QStringLiteral("layer1conv")));
    QVERIFY(cut.contains(QChar(0x2026)) && cut.size() >= 6);
    QCOMPARE(fittingText(metrics, text, metrics.horizontalAdvance(QStringLiteral("l…1"))), QString());
  }

  void aLayerKeepsItsColourWhenAnOperatorBeforeItBecomesFree() {
    Workload workload;
    for (const char* name : {"conv", "Softplus", "out_proj"})
      workload.layers.push_back(
          {.name = name, .kind = LayerKind::Compute, .family = LayerId(workload.layers.size()), .node = name});
    const auto paid = colourKeys(workload);
    workload.layers[1].kind = LayerKind::Free;
    QCOMPARE(colourKeys(workload)[2], paid[2]);
    // A node of which other assumptions make two families takes one place more, after all others.
    workload.layers.insert(
        workload.layers.begin() + 2,
        {.name = "Softplus_b", .kind = LayerKind::Compute, .family = LayerId(2), .node = "Softplus"});
    workload.layers[3].family = LayerId(3);
    const auto split = colourKeys(workload);
    QCOMPARE(split[3], paid[2]);
    QCOMPARE(split[2], std::uint16_t{3});
  }
};

FUSEWRIGHT_TEST(PinnedDesigns)

}  // namespace fusewright::pinned_designs_test

#include "pinned_designs_test.moc"
