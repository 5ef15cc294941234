#include "widgets/model/template_view.h"

#include <algorithm>
#include <cmath>

#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

QString fromText(const std::string& text) {
  return QString::fromStdString(text);
}

QString valueName(const TemplateParameter& parameter, std::int64_t value) {
  const auto index = static_cast<std::size_t>(value);
  return value >= 0 && index < parameter.choices.size() ? fromText(parameter.choices[index]) : QString::number(value);
}

QString toolTipOf(const TemplateParameter& parameter) {
  const QString range = parameter.choices.empty() ? TemplateView::tr("%L1 to %L2 %3")
                                                        .arg(parameter.minimum)
                                                        .arg(parameter.maximum)
                                                        .arg(fromText(parameter.unit))
                                                  : QString();
  QString tip = fromText(parameter.meaning);
  if (!range.isEmpty()) tip += QStringLiteral("\n") + range.trimmed();
  return tip + QStringLiteral("\n") + TemplateView::tr("usual: %1").arg(valueName(parameter, parameter.fallback));
}

/// What the editor of hardware parameters needs to know; its slider covers the usual part of the range.
Parameter editable(const TemplateParameter& parameter, std::int64_t value) {
  const SliderRange range = sliderRangeOf(parameter);
  return {.id = parameter.name,
          .group = {},
          .label = parameter.name,
          .unit = parameter.unit,
          .meaning = parameter.meaning,
          .value = static_cast<double>(value),
          .minimum = static_cast<double>(range.least),
          .maximum = static_cast<double>(range.most),
          .integer = true,
          .logarithmic = range.byFactors,
          .text = {}};
}

}  // namespace

TemplateView::TemplateView(QWidget* parent)
    : QWidget(parent),
      kindBox_(new QComboBox(this)),
      meaning_(new QLabel(this)),
      rows_(new QWidget),
      grid_(new QGridLayout(rows_)),
      problem_(new QLabel(this)),
      make_(new QPushButton(this)),
      reset_(new QPushButton(tr("Usual values"), this)),
      save_(new QPushButton(tr("Save model…"), this)) {
  setObjectName(QStringLiteral("templateView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  kindBox_->setAccessibleName(tr("Kind of model"));
  kindBox_->setToolTip(tr("Kinds of models that are made here, without weights and without a file"));
  meaning_->setWordWrap(true);
  layout->addWidget(kindBox_);
  layout->addWidget(meaning_);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setWidget(rows_);
  area->setAccessibleName(tr("Parameters of the model"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setVerticalSpacing(1);
  grid_->setColumnStretch(1, 1);
  layout->addWidget(area, 1);
  problem_->setWordWrap(true);
  problem_->setObjectName(QStringLiteral("templateProblem"));
  problem_->hide();
  layout->addWidget(problem_);
  createButtons();
  connect(kindBox_, &QComboBox::activated, this, [this] { setKind(kind()); });
}

void TemplateView::createButtons() {
  make_->setObjectName(QStringLiteral("makeModel"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(reset_);
  buttons->addWidget(save_);
  buttons->addStretch();
  buttons->addWidget(make_);
  static_cast<QVBoxLayout*>(layout())->addLayout(buttons);
  reset_->setToolTip(tr("Put the usual value of this kind into every field"));
  save_->setToolTip(tr("Write the model as an .onnx file without weights"));
  make_->setToolTip(tr("Take this model in place of the one on show; can be undone"));
  connect(make_, &QPushButton::clicked, this,
          [this] { Q_EMIT modelRequested(kind(), values_, tr("New %1").arg(fromText(kind())), 0); });
  connect(save_, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(kind(), values_); });
  connect(reset_, &QPushButton::clicked, this, [this] {
    const TemplateKind* shown = shownKind();
    if (shown == nullptr) return;
    values_ = usualValues(*shown);
    showValues();
    showState();
    if (isLive()) Q_EMIT modelRequested(kind(), values_, tr("Usual %1").arg(fromText(kind())), 0);
  });
}

void TemplateView::setKinds(std::vector<TemplateKind> kinds) {
  kinds_ = std::move(kinds);
  kindBox_->clear();
  for (const TemplateKind& kind : kinds_) kindBox_->addItem(fromText(kind.name));
  if (!kinds_.empty()) setKind(kinds_.front().name);
}

std::string TemplateView::kind() const {
  return kindBox_->currentText().toStdString();
}

const TemplateKind* TemplateView::shownKind() const {
  const auto found = std::ranges::find(kinds_, kind(), &TemplateKind::name);
  return found == kinds_.end() ? nullptr : &*found;
}

bool TemplateView::isLive() const {
  return presentKind_ && *presentKind_ == kind();
}

TemplateValues TemplateView::usualValues(const TemplateKind& kind) const {
  TemplateValues values;
  for (const TemplateParameter& parameter : kind.parameters) values[parameter.name] = parameter.fallback;
  return values;
}

void TemplateView::setKind(const std::string& name) {
  kindBox_->setCurrentText(fromText(name));
  const TemplateKind* shown = shownKind();
  if (shown == nullptr) return;
  meaning_->setText(fromText(shown->meaning));
  values_ = usualValues(*shown);
  if (isLive())
    for (const auto& [parameter, value] : presentValues_) values_[parameter] = value;
  createRows();
  showProblem({});
  showState();
}

void TemplateView::setPresent(const std::optional<std::string>& kind, const TemplateValues& values) {
  const bool same = kind == presentKind_ && values == presentValues_;
  presentKind_ = kind;
  presentValues_ = values;
  if (same) return;
  if (kind && *kind != this->kind()) {
    setKind(*kind);
  } else if (isLive()) {
    values_ = usualValues(*shownKind());
    for (const auto& [parameter, value] : values) values_[parameter] = value;
    showValues();
    showProblem({});
  }
  showState();
}

void TemplateView::createRows() {
  numbers_.clear();
  choices_.clear();
  while (QLayoutItem* item = grid_->takeAt(0)) {
    // An editor may be the one whose signal led here.
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  for (int row = 0; row < grid_->rowCount(); ++row) grid_->setRowStretch(row, 0);
  int row = 0;
  for (const TemplateParameter& parameter : shownKind()->parameters) {
    auto* label = new QLabel(fromText(parameter.name), rows_);
    label->setToolTip(toolTipOf(parameter));
    grid_->addWidget(label, row, 0);
    if (parameter.choices.empty()) {
      addNumber(parameter, row);
    } else {
      addChoice(parameter, row);
    }
    ++row;
  }
  auto* rest = new QWidget(rows_);
  grid_->addWidget(rest, row, 0);
  grid_->setRowStretch(row, 1);
  showValues();
}

void TemplateView::addNumber(const TemplateParameter& parameter, int row) {
  auto* editor = new ParameterEditor(editable(parameter, parameter.fallback), rows_);
  editor->setToolTip(toolTipOf(parameter));
  connect(editor, &ParameterEditor::edited, this,
          [this, name = parameter.name](const QString& value, std::uint64_t gesture) {
            set(name, static_cast<std::int64_t>(std::llround(value.toDouble())), gesture);
          });
  numbers_[parameter.name] = editor;
  grid_->addWidget(editor, row, 1);
}

void TemplateView::addChoice(const TemplateParameter& parameter, int row) {
  auto* box = new QComboBox(rows_);
  for (const std::string& choice : parameter.choices) box->addItem(fromText(choice));
  box->setAccessibleName(fromText(parameter.name));
  box->setToolTip(toolTipOf(parameter));
  connect(box, &QComboBox::activated, this, [this, name = parameter.name](int index) { set(name, index, 0); });
  choices_[parameter.name] = box;
  grid_->addWidget(box, row, 1, Qt::AlignLeft);
}

void TemplateView::showValues() {
  for (const TemplateParameter& parameter : shownKind()->parameters) {
    const std::int64_t value = values_.at(parameter.name);
    if (const auto number = numbers_.find(parameter.name); number != numbers_.end())
      number->second->showParameter(editable(parameter, value), QString::number(parameter.fallback));
    if (const auto choice = choices_.find(parameter.name); choice != choices_.end())
      choice->second->setCurrentIndex(static_cast<int>(value));
  }
}

void TemplateView::set(const std::string& name, std::int64_t value, std::uint64_t gesture) {
  const TemplateKind* shown = shownKind();
  const auto parameter = std::ranges::find(shown->parameters, name, &TemplateParameter::name);
  if (gesture == 0 || gesture != gesture_) {
    gesture_ = gesture;
    beforeGesture_ = values_;
  }
  const std::int64_t before = beforeGesture_.at(name);
  values_[name] = value;
  showValues();
  if (!isLive()) return;
  const QString change =
      tr("%1 %2 to %3").arg(fromText(name), valueName(*parameter, before), valueName(*parameter, value));
  Q_EMIT modelRequested(kind(), values_, change, gesture);
}

void TemplateView::showState() {
  make_->setText(presentKind_ ? tr("&New %1").arg(fromText(kind())) : tr("&Make %1").arg(fromText(kind())));
  make_->setVisible(!isLive());
}

void TemplateView::showProblem(const QString& text) {
  problem_->setText(text);
  QPalette colours = palette();
  colours.setColor(QPalette::WindowText, themeOf(palette()).danger);
  problem_->setPalette(colours);
  problem_->setVisible(!text.isEmpty());
}

QString TemplateView::problem() const {
  return problem_->text();
}

void TemplateView::beginEditing() {
  kindBox_->setFocus(Qt::OtherFocusReason);
}

}  // namespace fusewright
