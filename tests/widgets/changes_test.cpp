// The waterfall from a baseline to the design on show.
#include <QFontMetricsF>
#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/golden.h"
#include "tests/test_program.h"
#include "widgets/compare/change_paint.h"
#include "widgets/compare/tile_shift_model.h"

namespace fusewright::changes_test {
using namespace tests;

namespace {

std::shared_ptr<const Evaluation> handWritten() {
  return std::make_shared<const Evaluation>(handWrittenEvaluation());
}

}  // namespace

class Changes : public QObject {
  Q_OBJECT

 private slots:
  void stepsLeadFromTheBaselineToTheLatencyNow() {
    const Comparison comparison = compareEvaluations(handWritten(), laterEvaluation());
    const auto steps = changeSteps(comparison, 10);
    // 45 to 55: the second layer takes 5 more, and 5 more are waited for the link.
    QCOMPARE(steps.size(), std::size_t{4});
    QCOMPARE(steps[1].from, 45.0);
    QCOMPARE(steps[2].to, 55.0);
    QCOMPARE(steps[2].from, steps[1].to);
    QCOMPARE(changeText(steps[1]), QStringLiteral("+5 cycles"));
    // Only one step of its own: the other is among others.
    QCOMPARE(changeSteps(comparison, 1)[2].name, QStringLiteral("1 other"));
  }

  void theListOfTilesHasOnlyThoseThatChanged() {
    TileShiftModel model;
    model.setComparison(std::make_shared<const Comparison>(compareEvaluations(handWritten(), handWritten())));
    QCOMPARE(model.rowCount(), 0);
    // The second tile starts later and takes longer; the first is where it was.
    model.setComparison(std::make_shared<const Comparison>(compareEvaluations(handWritten(), laterEvaluation())));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.keyAt(0).layer, LayerId(1));
  }

  void changesSayTheirValuesWholeHoweverNarrowTheyAre() {
    const DrawStyle style = goldenStyle(ThemeMode::Light);
    const auto steps = changeSteps(compareEvaluations(handWritten(), laterEvaluation()), 10);
    const ChangePicture picture = changePicture(steps, QRectF(0, 0, 170, 102), style);
    QFont bold = style.smallFont;
    bold.setBold(true);
    for (std::size_t index = 0; index < steps.size(); ++index) {
      const bool total = steps[index].tone == ChangeStep::Tone::Total;
      const double needed = QFontMetricsF(total ? bold : style.smallFont).horizontalAdvance(changeText(steps[index]));
      QVERIFY2(picture.lines[index].valueBox.width() >= needed, qPrintable(steps[index].name));
      QVERIFY(picture.lines[index].valueBox.right() <= 170);
    }
  }
};

FUSEWRIGHT_TEST(Changes)

}  // namespace fusewright::changes_test

#include "changes_test.moc"
