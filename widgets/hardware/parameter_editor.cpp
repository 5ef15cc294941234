#include "widgets/hardware/parameter_editor.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>

#include "widgets/common/gesture.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/table_text.h"
#include "widgets/hardware/parameter_model.h"
#include "widgets/hardware/slider_scale.h"

namespace fusewright {
namespace {

/// Short enough that the last value of a drag is on the screen within 80 ms of the last event, evaluation included.
constexpr DebounceTimes kDragTimes{.trailing = 30, .longest = 90};

}  // namespace

ParameterEditor::ParameterEditor(const Parameter& parameter, QWidget* parent)
    : QWidget(parent), parameter_(parameter), reach_(parameter), debouncer_(kDragTimes) {
  setAutoFillBackground(true);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 1, 2, 1);
  layout->setSpacing(4);
  createField();
  createSlider();
  createReset();
}

void ParameterEditor::createField() {
  const QString name = QString::fromStdString(parameter_.label);
  const int width = fontMetrics().horizontalAdvance(QStringLiteral("00,000 bits/cycle")) + 34;
  if (parameter_.text) {
    text_ = new QLineEdit(this);
    text_->setAccessibleName(name);
    text_->setAlignment(Qt::AlignRight);
    text_->setMinimumWidth(width);
    connect(text_, &QLineEdit::editingFinished, this, [this] {
      if (text_->isModified()) Q_EMIT edited(text_->text().trimmed(), 0);
    });
    layout()->addWidget(text_);
    return;
  }
  const double span = parameter_.maximum - parameter_.minimum;
  number_ = new QuantitySpinBox({.unit = QString::fromStdString(parameter_.unit),
                                 .integer = parameter_.integer,
                                 .steps = parameter_.logarithmic ? StepKind::Logarithmic : StepKind::Linear,
                                 .step = parameter_.integer ? 1 : span / 100},
                                this);
  number_->setAccessibleName(name);
  number_->setMinimumWidth(width * 3 / 4);
  number_->setMaximumWidth(width);
  connect(number_, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { Q_EMIT edited(plainNumber(value), gesture()); });
  layout()->addWidget(number_);
}

void ParameterEditor::makeRoom() {
  const int room = number_->widthFor(parameter_.value);
  if (room > number_->minimumWidth()) {
    number_->setMaximumWidth(std::max(room, number_->maximumWidth()));
    number_->setMinimumWidth(room);
  }
  if (slider_ == nullptr || !hasSize_) return;
  // A value that can not be read whole is worse than no slider.
  const int spacing = layout()->spacing();
  const int free = contentsRect().width() - number_->minimumWidth() - reset_->sizeHint().width() - 3 * spacing;
  const int slider = slider_->minimumWidth();
  slider_->setVisible(free >= slider);
  sparkline_->setVisible(free >= slider + spacing + sparkline_->minimumWidth());
}

void ParameterEditor::resizeEvent(QResizeEvent* event) {
  hasSize_ = true;
  if (number_ != nullptr) makeRoom();
  QWidget::resizeEvent(event);
}

void ParameterEditor::createSlider() {
  if (parameter_.text || parameter_.maximum <= parameter_.minimum) {
    static_cast<QHBoxLayout*>(layout())->addStretch(1);
    return;
  }
  slider_ = new ShadedSlider(Qt::Horizontal, this);
  slider_->setRange(0, kSliderSteps);
  slider_->setPageStep(kSliderSteps / 20);
  slider_->setSingleStep(kSliderSteps / 100);
  slider_->setMinimumWidth(fontMetrics().averageCharWidth() * 6);
  slider_->setAccessibleName(tr("%1 slider").arg(QString::fromStdString(parameter_.label)));
  static_cast<QHBoxLayout*>(layout())->addWidget(slider_, 1);
  sparkline_ = new Sparkline(this);
  layout()->addWidget(sparkline_);
  connect(slider_, &QSlider::sliderPressed, this, [this] { gesture_ = nextGesture(); });
  connect(slider_, &QSlider::valueChanged, this, &ParameterEditor::sliderMoved);
  connect(slider_, &QSlider::sliderReleased, &debouncer_, &Debouncer::flush);
}

void ParameterEditor::createReset() {
  reset_ = new QToolButton(this);
  reset_->setAutoRaise(true);
  reset_->setText(QStringLiteral("↺"));
  reset_->setFocusPolicy(Qt::TabFocus);
  reset_->setAccessibleName(tr("Reset %1").arg(QString::fromStdString(parameter_.label)));
  QSizePolicy keepsItsPlace = reset_->sizePolicy();
  keepsItsPlace.setRetainSizeWhenHidden(true);
  reset_->setSizePolicy(keepsItsPlace);
  reset_->hide();
  connect(reset_, &QToolButton::clicked, this, [this] { Q_EMIT edited(defaultText_, 0); });
  layout()->addWidget(reset_);
}

std::uint64_t ParameterEditor::gesture() {
  const bool continues = slider_ != nullptr && slider_->isSliderDown();
  if (!continues && (!sinceEdit_.isValid() || sinceEdit_.elapsed() > kSameGestureMs)) gesture_ = nextGesture();
  sinceEdit_.start();
  return gesture_;
}

void ParameterEditor::sliderMoved(int position) {
  const double value = sliderValue(reach_, position);
  {
    const QSignalBlocker quiet(number_);
    number_->setValue(value);
  }
  const auto tell = [this, value, of = gesture()] { Q_EMIT edited(plainNumber(value), of); };
  if (slider_->isSliderDown()) {
    debouncer_.call(tell);
  } else {
    tell();
  }
}

void ParameterEditor::setProfile(const std::optional<ParameterProfile>& profile) {
  if (slider_ == nullptr) return;
  infeasible_ = profile ? infeasibleRanges(*profile) : std::vector<ValueRange>();
  showReach();
  sparkline_->setProfile(profile, QString::fromStdString(parameter_.unit));
}

void ParameterEditor::showReach() {
  const QString unit = QString::fromStdString(parameter_.unit);
  const auto fromTo = [&unit](const QString& text, double from, double to) {
    return text.arg(quantityText(from, unit).brief, quantityText(to, unit).brief);
  };
  QStringList texts{fromTo(tr("The slider reaches from %1 to %2; type to go further"), reach_.minimum, reach_.maximum)};
  std::vector<ValueRange> positions;
  for (const ValueRange& range : infeasible_) {
    texts << fromTo(tr("Nothing fits from %1 to %2"), range.from, range.to);
    if (range.to < reach_.minimum || range.from > reach_.maximum) continue;
    positions.push_back({.from = static_cast<double>(sliderPosition(reach_, range.from)),
                         .to = static_cast<double>(sliderPosition(reach_, range.to))});
  }
  slider_->setInfeasible(std::move(positions));
  slider_->setToolTip(texts.join(QLatin1Char('\n')));
}

void ParameterEditor::setClock(double clockMHz) {
  if (number_ != nullptr) number_->setClock(clockMHz);
}

void ParameterEditor::showParameter(const Parameter& parameter, const QString& defaultText) {
  parameter_ = parameter;
  defaultText_ = defaultText;
  reset_->setVisible(defaultText != valueText(parameter));
  reset_->setToolTip(tr("Back to %1 %2").arg(defaultText, shownUnit(QString::fromStdString(parameter.unit))));
  if (slider_ != nullptr && slider_->isSliderDown()) return;
  if (text_ != nullptr) {
    text_->setText(valueText(parameter));
    return;
  }
  const QSignalBlocker quietNumber(number_);
  // What was typed and not understood stays while the value is the same.
  if (number_->complaint().isEmpty() || number_->value() != parameter.value) number_->setValue(parameter.value);
  makeRoom();
  if (slider_ == nullptr) return;
  const QSignalBlocker quietSlider(slider_);
  reach_ = withSliderLimits(parameter, defaultText.toDouble());
  slider_->setValue(sliderPosition(reach_, parameter.value));
  showReach();
}

}  // namespace fusewright
