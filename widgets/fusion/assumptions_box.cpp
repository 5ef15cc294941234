#include "widgets/fusion/assumptions_box.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace fusewright {
namespace {

constexpr int kPaper = 0;
constexpr int kPhysical = 1;
constexpr int kOwn = 2;
constexpr int kMostAhead = 1024;

QString fromView(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

int presetOf(const Assumptions& assumptions) {
  if (assumptions.repaired == paperAssumptions().repaired) return kPaper;
  return assumptions.repaired == physicalAssumptions().repaired ? kPhysical : kOwn;
}

}  // namespace

AssumptionsBox::AssumptionsBox(QWidget* parent)
    : QWidget(parent), presets_(new QComboBox(this)), more_(new QToolButton(this)), depth_(new QSpinBox) {
  setObjectName(QStringLiteral("assumptionsBox"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(presets_, 1);
  layout->addWidget(more_);
  presets_->setAccessibleName(tr("Assumptions"));
  presets_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  presets_->addItem(QStringLiteral("paper"));
  presets_->addItem(QStringLiteral("physical"));
  presets_->setItemData(kPaper, tr("The method of the study, flaws included"), Qt::ToolTipRole);
  presets_->setItemData(kPhysical, tr("The same method with all its flaws repaired"), Qt::ToolTipRole);
  connect(presets_, &QComboBox::activated, this, &AssumptionsBox::presetChosen);
  createRepairs();
  setAssumptions(assumptions_);
}

void AssumptionsBox::createRepairs() {
  auto* panel = new QWidget;
  auto* layout = new QVBoxLayout(panel);
  for (std::size_t index = 0; index < kRepairs; ++index) {
    const auto repair = static_cast<Repair>(index);
    const RepairText& text = textOf(repair);
    auto* check = new QCheckBox(fromView(text.id) + QLatin1Char(' ') + fromView(text.name), panel);
    check->setObjectName(fromView(text.id));
    check->setToolTip(fromView(text.sentence));
    connect(check, &QCheckBox::clicked, this,
            [this, repair](bool made) { request(made ? assumptions_.with(repair) : assumptions_.without(repair)); });
    layout->addWidget(check);
    checks_[index] = check;
  }
  depth_->setRange(1, kMostAhead);
  depth_->setKeyboardTracking(false);
  depth_->setSuffix(tr(" tiles"));
  depth_->setAccessibleName(tr("Prefetch depth"));
  depth_->setToolTip(tr("How many tiles of its core a fetch may run ahead, with B10; at least 1"));
  connect(depth_, &QSpinBox::valueChanged, this, [this](int tiles) {
    Assumptions wanted = assumptions_;
    wanted.prefetchDepth = tiles;
    request(wanted);
  });
  auto* form = new QFormLayout;
  form->addRow(tr("&Prefetch depth"), depth_);
  layout->addLayout(form);
  // A panel in a menu stays open while several repairs are switched.
  auto* menu = new QMenu(more_);
  auto* action = new QWidgetAction(menu);
  action->setText(tr("Repairs of the published model"));
  action->setDefaultWidget(panel);
  menu->addAction(action);
  more_->setText(tr("Repairs"));
  more_->setAccessibleName(tr("Repairs of the published model"));
  more_->setToolTip(tr("Switch each repair of the published model by itself"));
  more_->setPopupMode(QToolButton::InstantPopup);
  more_->setMenu(menu);
}

void AssumptionsBox::setAssumptions(const Assumptions& assumptions) {
  assumptions_ = assumptions;
  const QString name = QString::fromStdString(nameOf(assumptions));
  const int preset = presetOf(assumptions);
  if (preset == kOwn && presets_->count() == kOwn) presets_->addItem(name);
  if (preset != kOwn && presets_->count() > kOwn) presets_->removeItem(kOwn);
  if (preset == kOwn) presets_->setItemText(kOwn, name);
  presets_->setCurrentIndex(preset);
  presets_->setToolTip(tr("What results are computed with: %1").arg(name));
  for (std::size_t index = 0; index < kRepairs; ++index) checks_[index]->setChecked(assumptions.repaired[index]);
  const QSignalBlocker quiet(depth_);
  depth_->setValue(assumptions.prefetchDepth);
}

void AssumptionsBox::presetChosen(int index) {
  if (index == kOwn) return;
  Assumptions wanted = index == kPaper ? paperAssumptions() : physicalAssumptions();
  wanted.prefetchDepth = assumptions_.prefetchDepth;
  request(wanted);
}

void AssumptionsBox::request(const Assumptions& wanted) {
  if (wanted != assumptions_) Q_EMIT editRequested(SetAssumptions{wanted});
}

}  // namespace fusewright
