#include "widgets/model/template_view.h"

#include <QComboBox>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::template_view_test {

namespace {

std::vector<TemplateKind> kinds() {
  return {{.name = "chain",
           .meaning = "a chain",
           .parameters = {{.name = "length",
                           .unit = "tokens",
                           .fallback = 64,
                           .minimum = 1,
                           .maximum = 131072,
                           .meaning = "tokens in a sequence",
                           .choices = {}},
                          {.name = "phase",
                           .unit = "",
                           .fallback = 0,
                           .minimum = 0,
                           .maximum = 1,
                           .meaning = "what to do",
                           .choices = {"prefill", "decode"}}}},
          {.name = "other", .meaning = "another", .parameters = {}}};
}

QWidget* fieldCalled(const QWidget& view, const QString& name) {
  for (auto* field : view.findChildren<QWidget*>())
    if (field->accessibleName() == name && !field->isHidden()) return field;
  return nullptr;
}

}  // namespace

class TemplateViews : public QObject {
  Q_OBJECT

 private slots:
  void aSliderReachesFarAroundTheUsualValueButNotBeyondTheRange() {
    // 64 / 64 to 64 * 64.
    const auto wide = sliderRangeOf(
        {.name = "n", .unit = {}, .fallback = 64, .minimum = 1, .maximum = 131072, .meaning = {}, .choices = {}});
    QVERIFY((wide == SliderRange{.least = 1, .most = 4096, .byFactors = true}));
    const auto narrow = sliderRangeOf(
        {.name = "n", .unit = {}, .fallback = 4, .minimum = 1, .maximum = 63, .meaning = {}, .choices = {}});
    QVERIFY((narrow == SliderRange{.least = 1, .most = 63, .byFactors = false}));
    const auto fromNothing = sliderRangeOf(
        {.name = "n", .unit = {}, .fallback = 0, .minimum = 0, .maximum = 131072, .meaning = {}, .choices = {}});
    QVERIFY((fromNothing == SliderRange{.least = 0, .most = 4096, .byFactors = false}));
  }

  void withAFileOnShowNothingIsMadeBeforeTheButtonIsPressed() {
    TemplateView view;
    view.setKinds(kinds());
    QVERIFY(!view.isLive());
    QSignalSpy requested(&view, &TemplateView::modelRequested);
    auto* phase = qobject_cast<QComboBox*>(fieldCalled(view, "phase"));
    Q_EMIT phase->activated(1);
    QCOMPARE(requested.size(), 0);
    view.findChild<QPushButton*>("makeModel")->click();
    QCOMPARE(requested.size(), 1);
    QVERIFY((requested[0][1].value<TemplateValues>() == TemplateValues{{"length", 64}, {"phase", 1}}));
  }

  void whileItsModelIsOnShowEveryChangeAsksForANewOne() {
    TemplateView view;
    view.setKinds(kinds());
    view.setPresent("chain", {{"length", 64}, {"phase", 0}});
    QVERIFY(view.isLive());
    QSignalSpy requested(&view, &TemplateView::modelRequested);
    auto* slider = qobject_cast<QSlider*>(fieldCalled(view, "length slider"));
    QVERIFY(slider != nullptr);
    slider->setValue(slider->maximum());
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested[0][1].value<TemplateValues>().at("length"), std::int64_t{4096});
    QCOMPARE(requested[0][2].toString(), QString("length 64 to 4096"));
    Q_EMIT qobject_cast<QComboBox*>(fieldCalled(view, "phase"))->activated(1);
    QCOMPARE(requested[1][2].toString(), QString("phase prefill to decode"));
  }

  void aDragIsDescribedFromWhereItBegan() {
    TemplateView view;
    view.setKinds(kinds());
    view.setPresent("chain", {{"length", 64}, {"phase", 0}});
    QSignalSpy requested(&view, &TemplateView::modelRequested);
    auto* slider = qobject_cast<QSlider*>(fieldCalled(view, "length slider"));
    slider->setValue(slider->maximum() * 3 / 4);
    view.setPresent("chain", view.values());  // its model arrives in between
    slider->setValue(slider->maximum());
    QCOMPARE(requested.size(), 2);
    QCOMPARE(requested[0][3].toULongLong(), requested[1][3].toULongLong());
    QCOMPARE(requested[1][2].toString(), QString("length 64 to 4096"));
  }

  void undoPutsTheFieldsBack() {
    TemplateView view;
    view.setKinds(kinds());
    view.setPresent("chain", {{"length", 512}, {"phase", 1}});
    QVERIFY((view.values() == TemplateValues{{"length", 512}, {"phase", 1}}));
    view.setPresent("chain", {{"length", 64}, {"phase", 0}});
    QVERIFY((view.values() == TemplateValues{{"length", 64}, {"phase", 0}}));
    QCOMPARE(qobject_cast<QComboBox*>(fieldCalled(view, "phase"))->currentIndex(), 0);
  }

  void anotherKindStartsFromItsUsualValuesAndIsNotLive() {
    TemplateView view;
    view.setKinds(kinds());
    view.setPresent("other", {});
    QCOMPARE(view.kind(), std::string("other"));
    view.setKind("chain");
    QVERIFY(!view.isLive());
    QVERIFY((view.values() == TemplateValues{{"length", 64}, {"phase", 0}}));
  }
};

FUSEWRIGHT_TEST(TemplateViews)

}  // namespace fusewright::template_view_test

#include "template_view_test.moc"
