#include "widgets/machine/machine_view.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QMenu>
#include <QVBoxLayout>

#include "core/hardware/machine_change.h"
#include "core/hardware/parameters.h"
#include "widgets/machine/machine_find.h"
#include "widgets/machine/machine_paint.h"

namespace fusewright {

MachineView::MachineView(QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea(this)), canvas_(new MachineCanvas(scroll_)) {
  setObjectName(QStringLiteral("machineView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(canvas_);
  scroll_->installEventFilter(this);
  layout->addWidget(scroll_, 1);
  connectCanvas();
  updateButtons();
}

QToolButton* MachineView::addButton(QHBoxLayout& top, const QString& text, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setToolTip(tip);
  top.addWidget(button);
  return button;
}

void MachineView::createTop() {
  auto* top = new QHBoxLayout;
  add_ = addButton(*top, tr("&Add"), tr("Add a core, a memory or a link; at the chosen core if there is one"));
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setMenu(new QMenu(add_));
  duplicate_ = addButton(*top, tr("D&uplicate"), tr("Put a copy of the chosen core or link beside it"));
  remove_ = addButton(*top, tr("&Remove"), tr("Take the chosen core or link away (Del)"));
  link_ = addButton(*top, tr("&Link to"), tr("Connect the chosen core to another one; or drag from core to core"));
  link_->setPopupMode(QToolButton::InstantPopup);
  link_->setMenu(new QMenu(link_));
  top->addStretch();
  auto* fit = addButton(*top, tr("&Fit"), tr("Show all of the diagram (F); Ctrl+wheel, + and - zoom"));
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(duplicate_, &QToolButton::clicked, this, &MachineView::duplicate);
  connect(remove_, &QToolButton::clicked, this, &MachineView::remove);
  connect(link_->menu(), &QMenu::aboutToShow, this, &MachineView::fillLinkMenu);
  connect(add_->menu(), &QMenu::aboutToShow, this, [this] {
    add_->menu()->clear();
    if (shown_) addPartsMenu(*add_->menu(), shown_, canvas_->chosen(), asking());
  });
  connect(fit, &QToolButton::clicked, canvas_, &MachineCanvas::fit);
}

void MachineView::connectCanvas() {
  connect(canvas_, &MachineCanvas::partChosen, this, [this](const std::optional<MachinePart>& part) {
    updateButtons();
    if (part && std::holds_alternative<CoreId>(*part)) Q_EMIT selectionRequested(std::get<CoreId>(*part));
  });
  connect(canvas_, &MachineCanvas::valueEdited, this, [this](const std::string& id, const QString& value) {
    Q_EMIT editRequested(SetParameter{.id = id, .value = value.toStdString()});
  });
  connect(canvas_, &MachineCanvas::renamed, this, asking());
  connect(canvas_, &MachineCanvas::linkDrawn, this,
          [this](CoreId from, CoreId to) { Q_EMIT editRequested(ChangeMachine{AddLink{.from = from, .to = to}}); });
  connect(canvas_, &MachineCanvas::removeAsked, this, &MachineView::remove);
  connect(canvas_, &MachineCanvas::partAdded, this, &MachineView::scrollTo);
}

MachineChoice MachineView::asking() {
  return [this](const MachineChange& change) { Q_EMIT editRequested(ChangeMachine{change}); };
}

bool MachineView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == scroll_ && event->type() == QEvent::Resize) canvas_->setRoom(scroll_->maximumViewportSize());
  return QWidget::eventFilter(watched, event);
}

void MachineView::scrollTo(const MachinePart& part) {
  const QRectF place = placeOf(canvas_->picture(), part);
  const QSizeF half = place.size() * (canvas_->zoom() / 2);
  const QPointF centre = place.center() * canvas_->zoom();
  const int margin = canvas_->fontMetrics().height();
  scroll_->ensureVisible(static_cast<int>(centre.x()), static_cast<int>(centre.y()),
                         static_cast<int>(half.width()) + margin, static_cast<int>(half.height()) + margin);
}

void MachineView::setSnapshot(const Snapshot& snapshot) {
  if (!snapshot.design.accelerator || snapshot.design.accelerator == shown_) return;
  shown_ = snapshot.design.accelerator;
  canvas_->setAccelerator(shown_);
  updateButtons();
}

void MachineView::setSelection(const Selection& selection) {
  if (const auto* core = std::get_if<CoreId>(&selection)) canvas_->choose(MachinePart(*core));
}

void MachineView::updateButtons() {
  const auto& part = canvas_->chosen();
  const auto* core = part ? std::get_if<CoreId>(&*part) : nullptr;
  const bool isOffChip = core != nullptr && shown_ && *core == shown_->offChip;
  duplicate_->setEnabled(part.has_value() && !isOffChip);
  remove_->setEnabled(part.has_value() && !isOffChip);
  link_->setEnabled(core != nullptr);
}

void MachineView::duplicate() {
  const auto& part = canvas_->chosen();
  if (!part) return;
  if (const auto* core = std::get_if<CoreId>(&*part)) Q_EMIT editRequested(ChangeMachine{CopyCore{*core}});
  if (const auto* link = std::get_if<LinkId>(&*part)) Q_EMIT editRequested(ChangeMachine{CopyLink{*link}});
}

void MachineView::remove() {
  const auto& part = canvas_->chosen();
  if (!part) return;
  if (const auto* core = std::get_if<CoreId>(&*part)) Q_EMIT editRequested(ChangeMachine{RemoveCore{*core}});
  if (const auto* link = std::get_if<LinkId>(&*part)) Q_EMIT editRequested(ChangeMachine{RemoveLink{*link}});
}

void MachineView::fillLinkMenu() {
  QMenu& menu = *link_->menu();
  menu.clear();
  const auto& part = canvas_->chosen();
  const auto* from = part ? std::get_if<CoreId>(&*part) : nullptr;
  if (from == nullptr || !shown_) return;
  addLinkTargets(menu, shown_, *from, asking());
}

void MachineView::contextMenuEvent(QContextMenuEvent* event) {
  if (!shown_) return;
  std::optional<std::size_t> memory;
  if (event->reason() == QContextMenuEvent::Mouse) {
    const QPointF at = canvas_->toPicture(canvas_->mapFromGlobal(event->globalPos()));
    canvas_->choose(partAt(canvas_->picture(), at));
    memory = memoryAt(canvas_->picture(), at);
  }
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fillContextMenu(*menu, memory);
  menu->popup(event->globalPos());
}

void MachineView::fillContextMenu(QMenu& menu, std::optional<std::size_t> memory) {
  const auto& part = canvas_->chosen();
  addPartsMenu(menu, shown_, part, asking());
  menu.addSeparator();
  menu.addAction(tr("&Rename"), canvas_, &MachineCanvas::rename)->setEnabled(part.has_value());
  menu.addAction(tr("&Duplicate"), this, &MachineView::duplicate)->setEnabled(duplicate_->isEnabled());
  menu.addAction(tr("R&emove"), this, &MachineView::remove)->setEnabled(remove_->isEnabled());
  const auto* core = part ? std::get_if<CoreId>(&*part) : nullptr;
  if (core == nullptr || *core == shown_->offChip || !memory) return;
  const RemoveMemory removal{.core = *core, .level = *memory};
  const QString name = QString::fromStdString(shown_->core(*core).memories[*memory].name);
  menu.addAction(tr("Remove memory %1").arg(name), this, [this, removal] { asking()(removal); })
      ->setEnabled(withChange(*shown_, removal).has_value());
}

std::optional<QSizeF> MachineView::figureSize() const {
  if (!shown_) return std::nullopt;
  return QSizeF(120, 90);
}

void MachineView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderMachine(painter, area, *shown_, style);
}

TextTable MachineView::exportTable() const {
  TextTable table{.headings = {"part", "name", "parameter", "value"}, .rows = {}};
  if (!shown_) return table;
  const auto parameters = parametersOf(*shown_);
  for (const MachinePart& part : partsOf(canvas_->picture())) {
    const auto* core = std::get_if<CoreId>(&part);
    const QString name =
        QString::fromStdString(core != nullptr ? shown_->core(*core).name : shown_->link(std::get<LinkId>(part)).name);
    for (const MachineValue& value : valuesOf(canvas_->picture(), part)) {
      const auto parameter = std::ranges::find(parameters, value.parameter, &Parameter::id);
      if (parameter == parameters.end()) continue;
      table.rows.push_back(
          {core != nullptr ? QStringLiteral("core") : QStringLiteral("link"), name,
           QString::fromStdString(value.parameter),
           parameter->text ? QString::fromStdString(*parameter->text) : plainNumber(parameter->value)});
    }
  }
  return table;
}

}  // namespace fusewright
