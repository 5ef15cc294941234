#include "widgets/model/model_sizes_view.h"

#include <algorithm>
#include <limits>

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include "widgets/common/names.h"

namespace fusewright {
namespace {

constexpr std::size_t kNamedPlaces = 3;

QString placesText(const std::vector<std::string>& places) {
  QStringList texts;
  for (const std::string& place : places) texts << QString::fromStdString(place);
  const qsizetype all = texts.size();
  if (all <= static_cast<qsizetype>(kNamedPlaces)) return texts.join(QStringLiteral(", "));
  return ModelSizesView::tr("%1 and %2 more")
      .arg(texts.mid(0, kNamedPlaces).join(QStringLiteral(", ")))
      .arg(all - static_cast<qsizetype>(kNamedPlaces));
}

QString allPlaces(const std::vector<std::string>& places) {
  QStringList texts;
  for (const std::string& place : places) texts << QString::fromStdString(place);
  return texts.join(QLatin1Char('\n'));
}

/// Leaves the wheel to the panel that it lies in unless it has the focus.
template <typename Field>
class Calm : public Field {
 public:
  using Field::Field;

 protected:
  void wheelEvent(QWheelEvent* event) override {
    if (this->hasFocus())
      Field::wheelEvent(event);
    else
      event->ignore();
  }
};

QSpinBox* wholeNumber(QWidget* parent, int least, std::int64_t value) {
  auto* box = new Calm<QSpinBox>(parent);
  box->setRange(least, std::numeric_limits<int>::max());
  box->setGroupSeparatorShown(true);
  box->setAlignment(Qt::AlignRight);
  box->setFocusPolicy(Qt::StrongFocus);
  box->setValue(static_cast<int>(std::min<std::int64_t>(value, box->maximum())));
  box->setMinimumWidth(parent->fontMetrics().horizontalAdvance(QStringLiteral("2,147,483,647")) + 28);
  return box;
}

QLabel* muted(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  label->setForegroundRole(QPalette::PlaceholderText);
  return label;
}

}  // namespace

ModelSizesView::ModelSizesView(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      fields_(new QWidget),
      grid_(new QGridLayout(fields_)),
      apply_(new QPushButton(this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      guesses_(new QPushButton(tr("Use guesses"), this)) {
  setObjectName(QStringLiteral("modelSizesView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 6);
  title_->setWordWrap(true);
  layout->addWidget(title_);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setWidget(fields_);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setAccessibleName(tr("Sizes that the model leaves open"));
  layout->addWidget(area, 1);
  grid_->setContentsMargins(0, 4, 4, 4);
  grid_->setColumnStretch(0, 1);
  createButtons();
  showState();
}

void ModelSizesView::createButtons() {
  apply_->setDefault(true);
  apply_->setObjectName(QStringLiteral("applySizes"));
  guesses_->setToolTip(tr("Put the usual size for its name and place into every field"));
  cancel_->setToolTip(tr("Leave the design as it is"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(guesses_);
  buttons->addStretch();
  buttons->addWidget(cancel_);
  buttons->addWidget(apply_);
  static_cast<QVBoxLayout*>(layout())->addLayout(buttons);
  connect(apply_, &QPushButton::clicked, this, &ModelSizesView::apply);
  connect(cancel_, &QPushButton::clicked, this, [this] {
    setModel(std::exchange(model_, {}));  // what was typed is dropped
    Q_EMIT cancelRequested();
  });
  connect(guesses_, &QPushButton::clicked, this, [this] {
    for (const SizeField& field : sizes_) field.box->setValue(static_cast<int>(field.guess));
  });
}

void ModelSizesView::setModel(const OpenModel& model) {
  if (model == model_) return;
  model_ = model;
  clearFields();
  fillSizes();
  fillNodes();
  grid_->setRowStretch(grid_->rowCount(), 1);
  showState();
}

void ModelSizesView::clearFields() {
  sizes_.clear();
  nodes_.clear();
  decided_.clear();
  while (QLayoutItem* item = grid_->takeAt(0)) {
    // A field may be the one whose signal led here.
    if (item->widget() != nullptr) {
      item->widget()->hide();
      item->widget()->deleteLater();
    }
    delete item;
  }
  for (int row = 0; row < grid_->rowCount(); ++row) grid_->setRowStretch(row, 0);
}

void ModelSizesView::fillSizes() {
  for (const OpenSize& size : model_.sizes) addSize(size, grid_->rowCount());
}

void ModelSizesView::addSize(const OpenSize& size, int row) {
  const QString name = QString::fromStdString(size.name);
  auto* label = new QLabel(name, fields_);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QFont bold = label->font();
  bold.setBold(true);
  label->setFont(bold);
  QSpinBox* box = wholeNumber(fields_, 1, size.value);
  box->setAccessibleName(tr("Size of %1").arg(name));
  const QString range = tr("Elements, 1 to %L1; usual for its name and place: %L2").arg(box->maximum()).arg(size.guess);
  box->setToolTip(range);
  label->setToolTip(range);
  label->setBuddy(box);
  connect(box, &QSpinBox::valueChanged, this, &ModelSizesView::showState);
  auto* where = muted(tr("%1; guess: %L2").arg(placesText(size.places)).arg(size.guess), fields_);
  where->setToolTip(allPlaces(size.places));
  label->setMinimumWidth(0);
  grid_->addWidget(label, row, 0);
  grid_->addWidget(box, row, 1);
  grid_->addWidget(where, row + 1, 0, 1, 2);
  sizes_.push_back({.name = size.name, .guess = size.guess, .box = box});
}

void ModelSizesView::fillNodes() {
  if (model_.nodes.empty()) return;
  auto* heading = new QLabel(tr("Only the running model knows what these do. Choose what to read:"), fields_);
  heading->setWordWrap(true);
  grid_->addWidget(heading, grid_->rowCount(), 0, 1, 2);
  for (const OpenNode& node : model_.nodes) addNode(node, grid_->rowCount());
}

void ModelSizesView::addNode(const OpenNode& node, int row) {
  const QString name = QString::fromStdString(node.node);
  auto* label = new QToolButton(fields_);
  label->setAutoRaise(true);
  label->setText(shortName(node.node));
  label->setToolTip(tr("Show %1").arg(name));
  connect(label, &QToolButton::clicked, this, [this, path = node.node] { Q_EMIT nodeRequested(path); });
  NodeField field{.node = node.node, .read = node.choice};
  QWidget* input = nullptr;
  const auto touched = [this, path = node.node] {
    decided_.insert(path);
    showState();
  };
  if (node.choice.kind == OpenChoice::Kind::Branch) {
    field.branch = new Calm<QComboBox>(fields_);
    field.branch->setFocusPolicy(Qt::StrongFocus);
    field.branch->addItems({tr("then"), tr("else")});
    field.branch->setCurrentIndex(static_cast<int>(node.choice.taken));
    connect(field.branch, &QComboBox::activated, this, touched);
    input = field.branch;
  } else {
    field.trips = wholeNumber(fields_, 0, node.choice.taken);
    field.trips->setSuffix(tr(" iterations"));
    connect(field.trips, &QSpinBox::valueChanged, this, touched);
    input = field.trips;
  }
  input->setAccessibleName(tr("What to read of %1").arg(name));
  input->setToolTip(QString::fromStdString(node.what));
  auto* what = muted(QString::fromStdString(node.what), fields_);
  grid_->addWidget(label, row, 0, Qt::AlignLeft);
  grid_->addWidget(input, row, 1);
  grid_->addWidget(what, row + 1, 0, 1, 2);
  nodes_.push_back(field);
}

OpenChoice ModelSizesView::choiceOf(const NodeField& field) {
  OpenChoice choice = field.read;
  choice.taken = field.branch != nullptr ? field.branch->currentIndex() : field.trips->value();
  return choice;
}

ModelDecisions ModelSizesView::decisions() const {
  ModelDecisions decisions;
  for (const SizeField& field : sizes_) decisions.sizes[field.name] = field.box->value();
  for (const NodeField& field : nodes_)
    if (decided_.contains(field.node)) decisions.nodes[field.node] = choiceOf(field);
  return decisions;
}

bool ModelSizesView::isChanged() const {
  const bool size = std::ranges::any_of(model_.sizes, [&](const OpenSize& shown) {
    const auto field = std::ranges::find(sizes_, shown.name, &SizeField::name);
    return field->box->value() != shown.value;
  });
  return size || std::ranges::any_of(nodes_, [](const NodeField& field) { return choiceOf(field) != field.read; });
}

void ModelSizesView::showState() {
  const QString name = QString::fromStdString(model_.name);
  const bool none = model_.sizes.empty() && model_.nodes.empty();
  if (none) {
    title_->setText(name.isEmpty() ? tr("No model is open.")
                                   : tr("<b>%1</b> leaves nothing open.").arg(name.toHtmlEscaped()));
  } else if (model_.waits) {
    title_->setText(tr("<b>%1</b> leaves sizes open. Its graph is drawn with guesses; choose the sizes to schedule it "
                       "with.")
                        .arg(name.toHtmlEscaped()));
  } else {
    title_->setText(tr("What <b>%1</b> leaves open, and what it was read with.").arg(name.toHtmlEscaped()));
  }
  apply_->setText(model_.waits ? tr("&Open with these sizes") : tr("&Apply"));
  apply_->setToolTip(model_.waits ? tr("Open the model (Enter)") : tr("Read the model again; can be undone (Enter)"));
  apply_->setEnabled(model_.waits || (!none && isChanged()));
  cancel_->setVisible(model_.waits || (!none && isChanged()));
  guesses_->setVisible(!model_.sizes.empty());
}

void ModelSizesView::apply() {
  for (const SizeField& field : sizes_) field.box->interpretText();
  if (apply_->isEnabled()) Q_EMIT applyRequested(decisions());
}

void ModelSizesView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    apply();
  } else {
    QWidget::keyPressEvent(event);
  }
}

void ModelSizesView::beginEditing(const std::string& node) {
  for (const NodeField& field : nodes_) {
    if (node.empty() || field.node != node) continue;
    (field.branch != nullptr ? static_cast<QWidget*>(field.branch) : field.trips)->setFocus(Qt::OtherFocusReason);
    return;
  }
  if (sizes_.empty()) return;
  sizes_.front().box->setFocus(Qt::OtherFocusReason);
  sizes_.front().box->selectAll();
}

}  // namespace fusewright
