#include "widgets/machine/machine_view.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QVBoxLayout>

#include "core/hardware/parameters.h"
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
  duplicate_ = addButton(*top, tr("D&uplicate"), tr("Put a copy of the chosen core or link beside it"));
  remove_ = addButton(*top, tr("&Remove"), tr("Take the chosen core or link away (Del)"));
  link_ = addButton(*top, tr("&Link to"), tr("Connect the chosen core to another one; or drag from core to core"));
  link_->setPopupMode(QToolButton::InstantPopup);
  link_->setMenu(new QMenu(link_));
  top->addStretch();
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(duplicate_, &QToolButton::clicked, this, &MachineView::duplicate);
  connect(remove_, &QToolButton::clicked, this, &MachineView::remove);
  connect(link_->menu(), &QMenu::aboutToShow, this, &MachineView::fillLinkMenu);
}

void MachineView::connectCanvas() {
  connect(canvas_, &MachineCanvas::partChosen, this, [this](const std::optional<MachinePart>& part) {
    updateButtons();
    if (part && std::holds_alternative<CoreId>(*part)) Q_EMIT selectionRequested(std::get<CoreId>(*part));
  });
  connect(canvas_, &MachineCanvas::valueEdited, this, [this](const std::string& id, const QString& value) {
    Q_EMIT editRequested(SetParameter{.id = id, .value = value.toStdString()});
  });
  connect(canvas_, &MachineCanvas::nameEdited, this, [this](CoreId core, const QString& name) {
    if (shown_->core(core).name != name.toStdString())
      Q_EMIT editRequested(ChangeMachine{RenameCore{.core = core, .name = name.toStdString()}});
  });
  connect(canvas_, &MachineCanvas::linkDrawn, this,
          [this](CoreId from, CoreId to) { Q_EMIT editRequested(ChangeMachine{AddLink{.from = from, .to = to}}); });
  connect(canvas_, &MachineCanvas::removeAsked, this, &MachineView::remove);
  connect(canvas_, &MachineCanvas::refused, this, &MachineView::refused);
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
  for (std::size_t index = 0; index < shown_->cores.size(); ++index) {
    const CoreId to(index);
    if (to == *from) continue;
    connect(menu.addAction(QString::fromStdString(shown_->cores[index].name)), &QAction::triggered, this,
            [this, from = *from, to] { Q_EMIT editRequested(ChangeMachine{AddLink{.from = from, .to = to}}); });
  }
}

void MachineView::contextMenuEvent(QContextMenuEvent* event) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(tr("Duplicate"), this, &MachineView::duplicate)->setEnabled(duplicate_->isEnabled());
  menu->addAction(tr("Remove"), this, &MachineView::remove)->setEnabled(remove_->isEnabled());
  menu->popup(event->globalPos());
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
