#include "widgets/machine/machine_layout.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

#include "core/hardware/machine_change.h"
#include "core/hardware/parameters.h"
#include "tests/builders_hardware.h"
#include "tests/builders_machines.h"
#include "tests/test_program.h"
#include "widgets/machine/machine_find.h"
#include "widgets/machine/machine_menu.h"
#include "widgets/machine/machine_view.h"

namespace fusewright::machine_layout_test {
using namespace tests;

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

/// A point of the diagram in pixels of the canvas.
QPoint at(const MachineCanvas& canvas, QPointF point) {
  return (point * canvas.zoom()).toPoint();
}

/// Where the size of a core's topmost memory is.
QPointF sizeOfCore(const MachineCanvas& canvas, std::size_t core) {
  return canvas.picture().boxes[core].rows.front().values[0].box.center();
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
    MachineCanvas& canvas = view.canvas();
    QTest::mouseDClick(&canvas, Qt::LeftButton, {},
                       pixel(canvas.picture().boxes[1].rows.front().values[0].box.center()));
    // No number, and one below the least size of 1 bit.
    for (const QString& typed : {QStringLiteral("much"), QStringLiteral("0 bits")}) {
      canvas.openField()->setText(typed);
      QCOMPARE(canvas.openField()->complaint(), QString());
      QTest::keyClick(canvas.openField(), Qt::Key_Return);
      QCOMPARE(edits.size(), 0);
      QVERIFY(canvas.openField() != nullptr);
      QCOMPARE(canvas.openField()->text(), typed);
      QVERIFY(!canvas.openField()->complaint().isEmpty());
    }
    canvas.openField()->setText("2 MB");
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
    QVERIFY(canvas.openField() == nullptr);
  }

  void returnClosesTheFieldAndOpensNoOtherOne() {
    MachineView view;
    view.resize(1200, 900);
    view.setSnapshot(snapshotOf(five()));
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    MachineCanvas& canvas = view.canvas();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
      QTest::mouseDClick(&canvas, Qt::LeftButton, {}, at(canvas, sizeOfCore(canvas, 1)));
      QVERIFY(canvas.openField() != nullptr);
      QTest::keyClick(canvas.openField(), key);
      QVERIFY(canvas.openField() == nullptr);
      QVERIFY(canvas.hasFocus());
    }
  }

  void namesOfCoresAndLinksAreEditedInPlaceAndATakenOneStaysOpen() {
    MachineView view;
    view.resize(1200, 900);
    view.setSnapshot(snapshotOf(five()));
    std::vector<Edit> asked;
    connect(&view, &MachineView::editRequested, [&](const Edit& edit) { asked.push_back(edit); });
    MachineCanvas& canvas = view.canvas();
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, at(canvas, canvas.picture().buses[0].nameBox.center()));
    QVERIFY(canvas.openField() != nullptr);
    canvas.openField()->setText("0->1");  // the arrow's
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QVERIFY(asked.empty());
    QVERIFY(canvas.openField()->complaint().contains("0->1"));
    canvas.openField()->setText("bus");
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QVERIFY(canvas.openField() == nullptr);
    canvas.choose(MachinePart(LinkId(1)));
    QTest::keyClick(&canvas, Qt::Key_F2);
    canvas.openField()->setText("east");
    QTest::keyClick(canvas.openField(), Qt::Key_Return);
    QCOMPARE(asked.size(), std::size_t{2});
    QVERIFY(std::get<ChangeMachine>(asked[0]).change == MachineChange(RenameLink{LinkId(0), "bus"}));
    QVERIFY(std::get<ChangeMachine>(asked[1]).change == MachineChange(RenameLink{LinkId(1), "east"}));
  }

  void anArrowIsNamedAtItsLineSinceItsNumberIsInTheMiddle() {
    const auto picture = pictureOf(five());
    const MachineArrow& arrow = picture.arrows[0];
    QCOMPARE(nameAt(picture, arrow.line.pointAt(0.02))->part, MachinePart(LinkId(1)));
    QVERIFY(!nameAt(picture, arrow.nameBox.center()));
    QVERIFY(valueAt(picture, arrow.nameBox.center()));
    QCOMPARE(nameOf(picture, LinkId(1))->text, QString("0->1"));
    QCOMPARE(nameAt(picture, picture.boxes[2].nameBox.center())->part, MachinePart(CoreId(2)));
  }

  void aPartThatWasAddedIsTheOneThatOnlyTheNewerMachineHas() {
    const Accelerator before = five();
    const auto added = [&](const MachineChange& change) {
      return addedPart(before, withChange(before, change)->accelerator);
    };
    // Core 5 takes the number of the off-chip memory, which is listed last; core 1 brings a copy of its own link.
    QCOMPARE(added(CopyCore{CoreId(1)}), std::optional(MachinePart(CoreId(5))));
    QCOMPARE(added(AddMemory{CoreId(3)}), std::optional(MachinePart(CoreId(3))));
    QCOMPARE(added(AddLink{CoreId(3), CoreId(4)}), std::optional(MachinePart(LinkId(2))));
    QCOMPARE(added(RemoveCore{CoreId(3)}), std::nullopt);
    QCOMPARE(added(RenameCore{CoreId(3), "other"}), std::nullopt);
    QCOMPARE(addedPart(before, marca()), std::nullopt);
  }

  void aNewPartIsChosenAndInSightAndTheDiagramFitsAsLongAsItIsReadable() {
    MachineView view;
    view.resize(460, 360);
    view.setSnapshot(snapshotOf(chipWithSharedDram({.cores = 1})));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    MachineCanvas& canvas = view.canvas();
    auto* scroll = view.findChild<QScrollArea*>();
    const auto isInSight = [&](const QRectF& place) {
      const QRectF shown(place.topLeft() * canvas.zoom(), place.size() * canvas.zoom());
      return QRectF(scroll->viewport()->rect()).adjusted(-1, -1, 1, 1).contains(shown.translated(canvas.pos()));
    };
    // Six cores do not fit readably into so small a panel: the sixth is scrolled to.
    for (int cores = 1; cores < 6; ++cores) {
      const auto changed = withChange(*canvas.accelerator(), CopyCore{CoreId(0)});
      QVERIFY(changed);
      view.setSnapshot(snapshotOf(changed->accelerator));
      QCOMPARE(canvas.chosen(), std::optional(MachinePart(CoreId(cores))));
      QVERIFY2(isInSight(placeOf(canvas.picture(), *canvas.chosen())), qPrintable(QString::number(cores)));
    }
    QVERIFY(canvas.width() > scroll->viewport()->width());
    QTest::keyClick(&canvas, Qt::Key_F);
    QVERIFY(canvas.width() <= scroll->viewport()->width() && canvas.height() <= scroll->viewport()->height());
    view.resize(1500, 1100);
    QVERIFY(canvas.zoom() > 0.7);
    QTest::keyClick(&canvas, Qt::Key_Plus);
    const double chosen = canvas.zoom();
    view.resize(460, 360);
    QCOMPARE(canvas.zoom(), chosen);  // what one chose stays
  }

  void theMenuAddsACoreAMemoryAndALinkThereOrLikeTheFirst() {
    const auto accelerator = std::make_shared<const Accelerator>(five());
    std::vector<MachineChange> asked;
    const auto take = [&](const MachineChange& change) { asked.push_back(change); };
    QMenu ground;
    addPartsMenu(ground, accelerator, std::nullopt, take);
    QCOMPARE(ground.actions().size(), 3);
    ground.actions()[0]->trigger();
    const auto open = [](QAction* action) {
      Q_EMIT action->menu()->aboutToShow();
      return action->menu()->actions();
    };
    open(ground.actions()[1])[4]->trigger();
    open(open(ground.actions()[2])[2])[2]->trigger();  // of 0 1 3 4 off-chip: from 2 to 3
    QMenu core;
    addPartsMenu(core, accelerator, MachinePart(CoreId(3)), take);
    core.actions()[0]->trigger();
    core.actions()[1]->trigger();
    open(core.actions()[2])[4]->trigger();  // of 0 1 2 4 off-chip
    const std::vector<MachineChange> expected{CopyCore{CoreId(0)}, AddMemory{CoreId(4)}, AddLink{CoreId(2), CoreId(3)},
                                              CopyCore{CoreId(3)}, AddMemory{CoreId(3)}, AddLink{CoreId(3), CoreId(5)}};
    QVERIFY(asked == expected);
  }

  void aRightClickChoosesWhatIsThereAndOffersToAddAndRemove() {
    MachineView view;
    view.resize(1200, 900);
    Accelerator two = withChange(five(), AddMemory{CoreId(2)})->accelerator;
    view.setSnapshot(snapshotOf(two));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    std::vector<Edit> asked;
    connect(&view, &MachineView::editRequested, [&](const Edit& edit) { asked.push_back(edit); });
    MachineCanvas& canvas = view.canvas();
    const QPoint memory = at(canvas, canvas.picture().boxes[2].rows[0].box.center());
    QContextMenuEvent event(QContextMenuEvent::Mouse, canvas.mapTo(&view, memory), canvas.mapToGlobal(memory));
    QCoreApplication::sendEvent(&view, &event);
    QCOMPARE(canvas.chosen(), std::optional(MachinePart(CoreId(2))));
    QMenu* menu = nullptr;
    for (QMenu* candidate : view.findChildren<QMenu*>())
      if (candidate->parent() == &view) menu = candidate;
    QVERIFY(menu != nullptr);
    menu->actions().back()->trigger();
    QCOMPARE(asked.size(), std::size_t{1});
    // The topmost line is the level that was added: its hierarchy has levels 0 and 1.
    QVERIFY(std::get<ChangeMachine>(asked[0]).change == MachineChange(RemoveMemory{CoreId(2), 1}));
    menu->close();
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

FUSEWRIGHT_TEST(MachineLayouts)

}  // namespace fusewright::machine_layout_test

#include "machine_layout_test.moc"
