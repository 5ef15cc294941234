#include "widgets/machine/machine_layout.h"

#include <QSignalSpy>
#include <QtTest>

#include "core/hardware/parameters.h"
#include "tests/builders_hardware.h"
#include "tests/builders_machines.h"
#include "widgets/machine/machine_view.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

/// Five cores on one off-chip link, with a link from core 0 to core 1.
Accelerator five() {
  Accelerator accelerator = chipWithSharedDram({.cores = 5});
  accelerator.links.push_back(oneWayLink(0, 1, BitsPerCycle{100}));
  return accelerator;
}

MachinePicture pictureOf(const Accelerator& accelerator) {
  return layOutMachine(accelerator, {.letter = 7, .lineHeight = 18});
}

Snapshot snapshotOf(const Accelerator& accelerator) {
  Snapshot snapshot;
  snapshot.design.accelerator = std::make_shared<const Accelerator>(accelerator);
  return snapshot;
}

QPoint pixel(QPointF point) {
  return point.toPoint();
}

}  // namespace

class MachineLayouts : public QObject {
  Q_OBJECT

 private slots:
  void numbersOfLinksBothWaysDoNotOverlapBelowOrBesideEachOther() {
    // Three cores in two columns: core 2 lies below core 0, core 1 beside it.
    Accelerator accelerator = chipWithSharedDram({.cores = 3});
    for (const auto& [from, to] : {std::pair{0, 1}, {1, 0}, {0, 2}, {2, 0}})
      accelerator.links.push_back(oneWayLink(from, to, BitsPerCycle{32}));
    const auto picture = pictureOf(accelerator);
    QCOMPARE(picture.arrows.size(), std::size_t{4});
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = 0; b < a; ++b) QVERIFY(!picture.arrows[a].nameBox.intersects(picture.arrows[b].nameBox));
  }

  void everyCoreHasABoxAndNoTwoOverlap() {
    for (const Accelerator& accelerator : {five(), tpuLikeChip(), marca()}) {
      const auto picture = pictureOf(accelerator);
      QCOMPARE(picture.boxes.size(), accelerator.cores.size());
      for (std::size_t a = 0; a < picture.boxes.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) QVERIFY(!picture.boxes[a].box.intersects(picture.boxes[b].box));
    }
  }

  void namesAndNumbersLieInsideTheirBoxAndAllInsideThePicture() {
    const auto picture = pictureOf(marca());
    const QRectF page(QPointF(0, 0), picture.size);
    for (const MachineBox& box : picture.boxes) {
      QVERIFY(page.contains(box.box));
      QVERIFY(box.box.contains(box.nameBox));
      for (const MachineRow& row : box.rows) {
        QVERIFY(box.box.contains(row.box));
        for (const MachineValue& value : row.values) QVERIFY(row.box.adjusted(-0.1, 0, 0.1, 0).contains(value.box));
      }
    }
    for (const MachineBus& bus : picture.buses) QVERIFY(page.contains(bus.bar));
  }

  void everyNumberIsAParameterOfTheAccelerator() {
    for (const Accelerator& accelerator : {five(), tpuLikeChip(), marca()}) {
      const auto picture = pictureOf(accelerator);
      const auto parameters = parametersOf(accelerator);
      for (const MachinePart& part : partsOf(picture))
        for (const MachineValue& value : valuesOf(picture, part))
          QVERIFY2(std::ranges::find(parameters, value.parameter, &Parameter::id) != parameters.end(),
                   value.parameter.c_str());
    }
  }

  void aSharedLinkIsABarWithALineToEachEndAndALinkOfTwoCoresAnArrow() {
    const auto picture = pictureOf(five());
    QCOMPARE(picture.buses.size(), std::size_t{1});
    QCOMPARE(picture.arrows.size(), std::size_t{1});
    // Two pieces for each core, one for the off-chip memory.
    QCOMPARE(picture.buses[0].taps.size(), std::size_t{5 * 2 + 1});
    const QRectF from = picture.boxes[0].box.adjusted(-1, -20, 1, 20);
    QVERIFY(from.contains(picture.arrows[0].line.p1()));
  }

  void aPointLeadsToThePartAndTheNumberThere() {
    const auto picture = pictureOf(five());
    QCOMPARE(partAt(picture, picture.boxes[3].nameBox.center()), std::optional(MachinePart(CoreId(3))));
    QCOMPARE(partAt(picture, picture.buses[0].bar.center()), std::optional(MachinePart(LinkId(0))));
    QCOMPARE(partAt(picture, picture.arrows[0].line.center()), std::optional(MachinePart(LinkId(1))));
    QVERIFY(!partAt(picture, {1, 1}));
    const MachineValue array = picture.boxes[0].rows.back().values[0];
    QCOMPARE(valueAt(picture, array.box.center())->parameter, std::string("core0.array"));
  }

  void aDoubleClickOnANumberOpensItAndReturnAsksForTheEdit() {
    MachineView view;
    view.resize(1200, 900);
    view.setSnapshot(snapshotOf(five()));
    std::optional<Edit> asked;
    connect(&view, &MachineView::editRequested, [&](const Edit& edit) { asked = edit; });
    MachineCanvas& canvas = view.canvas();
    const MachineRow& memory = canvas.picture().boxes[1].rows.front();
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, pixel(memory.values[0].box.center()));
    QVERIFY(canvas.openField() != nullptr);
    canvas.openField()->setText("2 MB");
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QVERIFY(asked);
    // 2 * 2^20 bytes.
    QCOMPARE(std::get<SetParameter>(*asked), (SetParameter{.id = "core1.sram.size_bits", .value = "16777216"}));
  }

  void whatIsNoNumberIsRefusedAndChangesNothing() {
    MachineView view;
    view.setSnapshot(snapshotOf(five()));
    QSignalSpy edits(&view, &MachineView::editRequested);
    QSignalSpy refusals(&view, &MachineView::refused);
    MachineCanvas& canvas = view.canvas();
    QTest::mouseDClick(&canvas, Qt::LeftButton, {},
                       pixel(canvas.picture().boxes[1].rows.front().values[0].box.center()));
    canvas.openField()->setText("much");
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QCOMPARE(edits.size(), 0);
    QCOMPARE(refusals.size(), 1);
  }

  void aDragFromCoreToCoreAsksForALinkAndDeleteTakesTheChosenPartAway() {
    MachineView view;
    view.resize(1200, 900);
    view.setSnapshot(snapshotOf(five()));
    std::vector<Edit> asked;
    connect(&view, &MachineView::editRequested, [&](const Edit& edit) { asked.push_back(edit); });
    MachineCanvas& canvas = view.canvas();
    const auto& boxes = canvas.picture().boxes;
    QTest::mousePress(&canvas, Qt::LeftButton, {}, pixel(boxes[2].nameBox.center()));
    QTest::mouseMove(&canvas, pixel(boxes[4].nameBox.center()));
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, pixel(boxes[4].nameBox.center()));
    QCOMPARE(asked.size(), std::size_t{1});
    QVERIFY(std::get<ChangeMachine>(asked[0]).change == MachineChange(AddLink{CoreId(2), CoreId(4)}));
    QTest::keyClick(&canvas, Qt::Key_Delete);
    QVERIFY(std::get<ChangeMachine>(asked[1]).change == MachineChange(RemoveCore{CoreId(2)}));
  }

  void keysGoThroughAllPartsAndReturnOpensTheNumbersInTurn() {
    MachineView view;
    view.setSnapshot(snapshotOf(five()));
    MachineCanvas& canvas = view.canvas();
    const auto parts = partsOf(canvas.picture());
    for (std::size_t step = 0; step < parts.size(); ++step) {
      QTest::keyClick(&canvas, Qt::Key_Right);
      QCOMPARE(canvas.chosen(), std::optional(parts[step]));
    }
    canvas.choose(MachinePart(CoreId(0)));
    QTest::keyClick(&canvas, Qt::Key_Return);
    QVERIFY(canvas.openField() != nullptr);
  }

  void aNumberIsEditedInTheUnitThatTheDiagramShows() {
    MachineView view;
    view.setSnapshot(snapshotOf(five()));
    MachineCanvas& canvas = view.canvas();
    const MachineValue size = canvas.picture().boxes[1].rows.front().values[0];
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, pixel(size.box.center()));
    QCOMPARE(canvas.openField()->text().section(' ', 1), size.text.section(' ', 1));
    // As it is, it says the size that there is.
    QSignalSpy edits(&canvas, &MachineCanvas::valueEdited);
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    const auto parameters = parametersOf(*canvas.accelerator());
    const auto present = std::ranges::find(parameters, size.parameter, &Parameter::id);
    QCOMPARE(edits.front().at(1).toString().toDouble(), present->value);
  }

  void theOpenFieldGoesWithTheHardwareItBelongsToAndWithTheFocus() {
    MachineView view;
    view.resize(1200, 900);
    view.setSnapshot(snapshotOf(five()));
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QSignalSpy edits(&view, &MachineView::editRequested);
    MachineCanvas& canvas = view.canvas();
    const QPoint size = pixel(canvas.picture().boxes[1].rows.front().values[0].box.center());
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, size);
    QVERIFY(canvas.openField() != nullptr);
    Accelerator other = five();
    other.name = "another";
    view.setSnapshot(snapshotOf(other));
    QVERIFY(canvas.openField() == nullptr);
    canvas.choose(MachinePart(CoreId(1)));
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, size);
    QVERIFY(canvas.openField() != nullptr);
    view.findChild<QToolButton*>()->setFocus();
    QVERIFY(canvas.openField() == nullptr);
    QCOMPARE(edits.size(), 0);
  }
};

QTEST_MAIN(MachineLayouts)
#include "machine_layout_test.moc"
