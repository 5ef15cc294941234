#include "widgets/hardware/sparkline.h"

#include <QtTest>

#include "core/hardware/parameters.h"
#include "tests/test_program.h"
#include "widgets/hardware/parameter_editor.h"
#include "widgets/hardware/slider_scale.h"

namespace fusewright::sparkline_test {

namespace {

/// Latency 400, 200, 100 at 1, 4 and 16 MB, of which 1 MB is too little; the design has 4 MB.
ParameterProfile threeSamples() {
  return {.id = "onchip_memory_MB",
          .value = 4,
          .samples = {{.value = 1, .latency = Cycles{400}, .feasible = false},
                      {.value = 4, .latency = Cycles{200}, .feasible = true},
                      {.value = 16, .latency = Cycles{100}, .feasible = true}}};
}

Parameter memory() {
  return {.id = "onchip_memory_MB",
          .group = "Chip",
          .label = "On-chip memory",
          .unit = "MB",
          .meaning = "",
          .value = 4,
          .minimum = 1,
          .maximum = 16,
          .logarithmic = true};
}

}  // namespace

class Sparklines : public QObject {
  Q_OBJECT

 private slots:
  void theLineFillsItsBoxFromLowToHighValues() {
    const auto picture = layOutSparkline(threeSamples(), QRectF(10, 20, 100, 30));
    QCOMPARE(picture.line.size(), std::size_t{3});
    QCOMPARE(picture.line[0], QPointF(10, 20));  // the highest latency at the top
    QCOMPARE(picture.line[1].x(), 60.0);         // 1, 4, 16 are equal factors apart
    QCOMPARE(picture.line[1].y(), 40.0);         // 200 is a third of the way from 100 to 400
    QCOMPARE(picture.line[2], QPointF(110, 50));
    QCOMPARE(picture.marker, std::optional(picture.line[1]));
  }

  void aParameterThatChangesNothingIsALevelLine() {
    ParameterProfile flat = threeSamples();
    for (ProfileSample& sample : flat.samples) sample.latency = Cycles{200};
    const auto picture = layOutSparkline(flat, QRectF(0, 0, 100, 30));
    for (const QPointF& point : picture.line) QCOMPARE(point.y(), 15.0);
    QVERIFY(sparklineText(flat, "MB").contains("no difference"));
  }

  void oneSampleIsNoLine() {
    ParameterProfile one = threeSamples();
    one.samples.resize(1);
    QVERIFY(layOutSparkline(one, QRectF(0, 0, 100, 30)).line.empty());
    QVERIFY(sparklineText(one, "MB").isEmpty());
  }

  void theSliderIsHatchedWhereNothingFitsUntilTheDesignChanges() {
    ParameterEditor editor(memory());
    editor.showParameter(memory(), "4");
    editor.setProfile(threeSamples());
    QCOMPARE(editor.slider()->infeasible().size(), std::size_t{1});
    QCOMPARE(editor.slider()->infeasible()[0].from, 0.0);  // 1 MB is the lowest position
    QVERIFY(editor.slider()->toolTip().contains("Nothing fits"));
    QVERIFY(editor.sparkline()->profile().has_value());
    editor.setProfile(std::nullopt);
    QVERIFY(editor.slider()->infeasible().empty());
    QVERIFY(!editor.sparkline()->profile().has_value());
  }

  void hatchesAreDrawnOnTheInfeasiblePartOnly() {
    ShadedSlider slider(Qt::Horizontal);
    slider.setRange(0, 1000);
    slider.setValue(1000);
    slider.resize(300, 24);
    const QImage plain = slider.grab().toImage();
    slider.setInfeasible({{.from = 0, .to = 400}});
    const QImage shaded = slider.grab().toImage();
    const auto differs = [&](int from, int to) {
      for (int x = from; x < to; ++x)
        for (int y = 0; y < plain.height(); ++y)
          if (plain.pixel(x, y) != shaded.pixel(x, y)) return true;
      return false;
    };
    QVERIFY(differs(20, 120));
    QVERIFY(!differs(140, 300));
  }
};

FUSEWRIGHT_TEST(Sparklines)

}  // namespace fusewright::sparkline_test

#include "sparkline_test.moc"
