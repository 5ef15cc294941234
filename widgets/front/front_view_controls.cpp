// The controls of FrontView; what they do is in front_view.cpp.
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/common/filter_bar.h"
#include "widgets/front/front_view.h"

namespace fusewright {
namespace {

void setUp(QToolButton& button, const QString& text, const QString& tip) {
  button.setText(text);
  button.setToolTip(tip);
  button.setAutoRaise(true);
}

}  // namespace

void FrontView::createControls() {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2, 2, 2, 2);
  layout->setSpacing(2);
  auto* axes = new QHBoxLayout;
  const auto addAxis = [&](const QString& name, QComboBox& box, QToolButton& log) {
    auto* label = new QLabel(name, this);
    label->setBuddy(&box);
    axes->addWidget(label);
    axes->addWidget(&box, 1);
    axes->addWidget(&log);
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(8);
    setUp(log, tr("Log"), tr("Logarithmic axis, for values above 0 (default: linear)"));
    log.setCheckable(true);
    connect(&box, &QComboBox::currentIndexChanged, this, &FrontView::rebuild);
    connect(&log, &QToolButton::toggled, this, &FrontView::rebuild);
  };
  addAxis(tr("&x"), *x_, *xLog_);
  addAxis(tr("&y"), *y_, *yLog_);
  x_->setToolTip(tr("Metric or parameter across"));
  y_->setToolTip(tr("Metric or parameter upwards"));
  x_->setAccessibleName(tr("Column of the x axis"));
  y_->setAccessibleName(tr("Column of the y axis"));
  layout->addLayout(axes);
  auto* buttons = new QHBoxLayout;
  createButtons(*buttons);
  layout->addLayout(buttons);
  createConstraint();
  plots_->addWidget(canvas_);
  plots_->addWidget(parallel_);
  plots_->setStretchFactor(0, 3);
  plots_->setStretchFactor(1, 2);
  plots_->setChildrenCollapsible(false);
  pages_->addWidget(plots_);
  pages_->addWidget(withFilter(*table_, pages_));
  layout->addWidget(pages_, 1);
  summary_->setWordWrap(true);
  summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  summary_->setContentsMargins(4, 0, 4, 2);
  summary_->setAccessibleName(tr("Summary of the front"));
  layout->addWidget(summary_);
}

void FrontView::createButtons(QLayout& row) {
  auto* label = new QLabel(tr("&colour"), this);
  label->setBuddy(colour_);
  row.addWidget(label);
  colour_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  colour_->setMinimumContentsLength(8);
  colour_->setToolTip(tr("Colour designs by a metric or parameter (default: by how many there are)"));
  colour_->setAccessibleName(tr("Column of the colours"));
  connect(colour_, &QComboBox::currentIndexChanged, this, &FrontView::rebuild);
  row.addWidget(colour_);
  setUp(*frontOver_, tr("Front over…"),
        tr("The objectives of the front: one beats another if it is better in one and worse in none (default: those of "
           "the axes)"));
  frontOver_->setPopupMode(QToolButton::InstantPopup);
  frontOver_->setMenu(new QMenu(frontOver_));
  row.addWidget(frontOver_);
  const auto add = [&](const QString& text, const QString& tip, auto run) {
    auto* button = new QToolButton(this);
    setUp(*button, text, tip);
    connect(button, &QToolButton::clicked, this, run);
    row.addWidget(button);
    return button;
  };
  add(tr("Fit"), tr("Show all designs (F, or double click)"), [this] { canvas_->fit(); });
  add(tr("Clear"), tr("Take all marks away (Escape)"), [this] {
    ranges_.clear();
    filter();
  });
  setUp(*withParallel_, tr("Parallel"),
        tr("Parallel coordinates below: a line a design over all parameters and objectives (default: on)"));
  withParallel_->setCheckable(true);
  withParallel_->setChecked(true);
  connect(withParallel_, &QToolButton::toggled, this, [this](bool wanted) {
    parallel_->setVisible(wanted);
    showParallel();
  });
  row.addWidget(withParallel_);
  createContours(row);
  setUp(*asTable_, tr("Table"), tr("The front and the other chosen designs as a table, at most 20,000 rows"));
  asTable_->setCheckable(true);
  connect(asTable_, &QToolButton::toggled, this, [this](bool wanted) {
    pages_->setCurrentIndex(wanted ? 1 : 0);
    showTable();
  });
  row.addWidget(asTable_);
  auto* more = new QToolButton(this);
  setUp(*more, tr("More"), tr("Open results, export, copy as command line"));
  more->setPopupMode(QToolButton::InstantPopup);
  more->setMenu(new QMenu(more));
  more->menu()->addAction(tr("&Open results…"), this, &FrontView::openRequested);
  more->menu()->addAction(tr("&Export…"), this, &FrontView::exportRequested);
  more->menu()->addAction(tr("&Copy as command line"), this, &FrontView::commandLineRequested);
  row.addWidget(more);
  static_cast<QHBoxLayout&>(row).addStretch(1);
}

void FrontView::createConstraint() {
  constraint_->setPlaceholderText(tr("Only designs with…  peak_memory_MB <= 4, latency_ms * area_mm2 < 50"));
  constraint_->setToolTip(
      tr("Comparisons over metrics and numeric parameters, separated by commas; + - * / and parentheses"));
  constraint_->setAccessibleName(tr("Constraints"));
  constraint_->setClearButtonEnabled(true);
  connect(constraint_, &QLineEdit::textEdited, this, &FrontView::readConstraints);
  layout()->addWidget(constraint_);
  complaint_->setWordWrap(true);
  complaint_->setContentsMargins(4, 0, 4, 0);
  complaint_->setAccessibleName(tr("What is wrong with the constraints"));
  complaint_->hide();
  layout()->addWidget(complaint_);
}

void FrontView::connectCanvas() {
  connect(canvas_, &FrontCanvas::designRequested, this, &FrontView::designRequested);
  connect(canvas_, &FrontCanvas::brushed, this, &FrontView::brush);
  connect(canvas_, &FrontCanvas::tipRequested, this, &FrontView::showTip);
  connect(parallel_, &ParallelCanvas::brushed, this, &FrontView::brushColumn);
  connect(table_, &TextTableView::rowChosen, this, [this](int row) {
    if (row >= 0 && static_cast<std::size_t>(row) < tableRows_.size())
      Q_EMIT designRequested(tableRows_[static_cast<std::size_t>(row)], 0);
  });
}

}  // namespace fusewright
