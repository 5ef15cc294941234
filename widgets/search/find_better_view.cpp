#include "widgets/search/find_better_view.h"

#include <cmath>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/search/proposal_text.h"

namespace fusewright {
namespace {

constexpr int kBarSteps = 1000;
constexpr int kFewestLines = 10;  ///< of what was found: its headline and numbers show without scrolling

}  // namespace

FindBetterView::FindBetterView(QWidget* parent)
    : QWidget(parent),
      objective_(new QComboBox(this)),
      seconds_(new QDoubleSpinBox(this)),
      gap_(new QDoubleSpinBox(this)),
      hardware_(new QCheckBox(tr("Also split the chip's &area anew"), this)),
      search_(new QPushButton(this)),
      apply_(new QPushButton(tr("&Apply"), this)),
      applyBeside_(new QPushButton(tr("Apply, keep &present as baseline"), this)),
      copy_(new QPushButton(tr("&Copy command"), this)),
      bar_(new QProgressBar(this)),
      state_(new QLabel(this)),
      text_(new QTextBrowser(this)) {
  setObjectName(QStringLiteral("findBetterView"));
  new QVBoxLayout(this);
  createWishes();
  createAnswers();
  updateButtons();
}

void FindBetterView::createWishes() {
  auto* wishes = new QGridLayout;
  const auto add = [&](int row, const QString& name, QWidget* field, const QString& tip) {
    auto* label = new QLabel(name, this);
    label->setBuddy(field);
    field->setToolTip(tip);
    field->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    wishes->addWidget(label, row, 0);
    wishes->addWidget(field, row, 1);
  };
  for (const auto& [objective, name] :
       {std::pair(Objective::Latency, tr("latency")), std::pair(Objective::Energy, tr("energy")),
        std::pair(Objective::EnergyDelay, tr("energy-delay product")),
        std::pair(Objective::PeakMemory, tr("peak memory")), std::pair(Objective::DramTraffic, tr("off-chip traffic"))})
    objective_->addItem(name, static_cast<int>(objective));
  add(0, tr("&Make small"), objective_, tr("What the plan is to keep low (default: latency)"));
  seconds_->setRange(0.5, 36000);
  seconds_->setDecimals(1);
  seconds_->setValue(kUsualSearchSeconds);
  seconds_->setSuffix(tr(" s"));
  add(1, tr("&Time limit"), seconds_, tr("The search ends after this time: 0.5 to 36,000 s (default: 8 s)"));
  gap_->setRange(0, 1000);
  gap_->setDecimals(1);
  gap_->setSuffix(tr(" %"));
  add(2, tr("&Good enough"), gap_,
      tr("It also ends once the latency is so near to the lower bound: 0 to 1,000 % (default: 0 %)"));
  hardware_->setToolTip(
      tr("Also look for the part of the chip's area that should be memory, at the same area (default: off)"));
  wishes->addWidget(hardware_, 3, 0, 1, 2);
  wishes->setColumnStretch(1, 1);
  static_cast<QVBoxLayout*>(layout())->addLayout(wishes);
  auto* row = new QHBoxLayout;
  row->addWidget(search_);
  row->addWidget(bar_, 1);
  row->addWidget(copy_);
  bar_->setTextVisible(false);
  bar_->setRange(0, kBarSteps);
  bar_->setAccessibleName(tr("Progress of the search"));
  copy_->setToolTip(tr("Copy the command that does this search in a terminal"));
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  connect(search_, &QPushButton::clicked, this, [this] {
    if (searching_) {
      Q_EMIT cancelRequested();
      return;
    }
    searching_ = true;
    bar_->setValue(0);
    state_->clear();
    updateButtons();
    Q_EMIT searchRequested();
  });
  connect(copy_, &QPushButton::clicked, this, &FindBetterView::commandLineRequested);
}

void FindBetterView::createAnswers() {
  state_->setWordWrap(true);
  state_->setAccessibleName(tr("State of the search"));
  text_->setMinimumHeight(fontMetrics().height() * kFewestLines);
  text_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  text_->setAccessibleName(tr("What the search found"));
  text_->setPlaceholderText(
      tr("Search for fusion groups, tilings, an order and a policy that beat those of the design on show."));
  apply_->setToolTip(tr("Take the plan found; Undo brings the present one back"));
  applyBeside_->setToolTip(tr("Take the plan found, and hold it against the present one: ghost, changes, comparison"));
  auto* row = new QHBoxLayout;
  row->addWidget(apply_);
  row->addWidget(applyBeside_);
  row->addStretch(1);
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->addWidget(state_);
  column->addWidget(text_, 1);
  column->addLayout(row);
  connect(apply_, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(false); });
  connect(applyBeside_, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(true); });
}

SearchWish FindBetterView::wish() const {
  return {.objective = static_cast<Objective>(objective_->currentData().toInt()),
          .seconds = seconds_->value(),
          .gap = gap_->value() / 100,
          .alsoHardware = hardware_->isChecked()};
}

void FindBetterView::setWish(const SearchWish& wish) {
  objective_->setCurrentIndex(objective_->findData(static_cast<int>(wish.objective)));
  seconds_->setValue(wish.seconds);
  gap_->setValue(100 * wish.gap);
  hardware_->setChecked(wish.alsoHardware);
}

void FindBetterView::setReady(bool ready) {
  ready_ = ready;
  updateButtons();
}

void FindBetterView::showProgress(const SearchState& state) {
  state_->setText(searchProgressText(state));
  bar_->setValue(static_cast<int>(std::lround(kBarSteps * std::min(1.0, state.seconds / seconds_->value()))));
}

void FindBetterView::setResult(std::shared_ptr<const SearchResult> result) {
  result_ = std::move(result);
  bar_->setValue(kBarSteps);
  endSearch();
  showResult();
}

void FindBetterView::endSearch() {
  searching_ = false;
  updateButtons();
}

void FindBetterView::updateButtons() {
  search_->setText(searching_ ? tr("&Stop") : tr("&Find better"));
  search_->setToolTip(searching_ ? tr("End the search; the best plan so far is the answer")
                                 : tr("Look for a better plan in the background"));
  search_->setEnabled(searching_ || ready_);
  copy_->setEnabled(ready_);
  const bool found = result_ && !searching_ && isProposal(*result_);
  apply_->setEnabled(found);
  applyBeside_->setEnabled(found);
  bar_->setVisible(searching_);
}

void FindBetterView::showResult() {
  if (result_) text_->setHtml(proposalHtml(*result_, themeOf(palette())));
}

std::optional<QSizeF> FindBetterView::figureSize() const {
  return result_ ? std::optional(QSizeF(88, 90)) : std::nullopt;
}

void FindBetterView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderProposal(painter, area, *result_, style);
}

TextTable FindBetterView::exportTable() const {
  return result_ ? proposalTable(*result_) : TextTable{};
}

void FindBetterView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) showResult();
  QWidget::changeEvent(event);
}

}  // namespace fusewright
