#include "widgets/health/health_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTextDocument>

#include "widgets/health/health_paint.h"
#include "widgets/health/health_text.h"

namespace fusewright {
namespace {

/// Suggestions with a button each; more would be no "what to try first".
constexpr std::size_t kMostSuggestions = 4;

}  // namespace

HealthView::HealthView(QWidget* parent) : QScrollArea(parent), time_(new BarCanvas), heaviest_(new BarCanvas) {
  setObjectName(QStringLiteral("healthView"));
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(8, 6, 8, 6);
  headline_ = addHeading(*layout, QStringLiteral("–"));
  bound_ = addText(*layout);
  time_->setAccessibleName(tr("Where the time of the cores goes"));
  time_->growWithTable();
  layout->addWidget(time_);
  memory_ = addText(*layout);
  addHeading(*layout, tr("Heaviest layers"));
  heaviest_->setAccessibleName(tr("Heaviest layers"));
  heaviest_->setFixedHeight(static_cast<int>((fontMetrics().height() + 6) * kHeaviestLayers) + 4);
  layout->addWidget(heaviest_);
  addHeading(*layout, tr("What to try first"));
  tried_ = addText(*layout);
  rows_ = new QVBoxLayout;
  layout->addLayout(rows_);
  layout->addStretch(1);
  setWidget(page);
  connect(heaviest_, &BarCanvas::rowChosen, this, [this](std::size_t row) {
    if (const auto layer = heaviest_->table().rows[row].layer) Q_EMIT selectionRequested(*layer);
  });
}

QLabel* HealthView::addText(QVBoxLayout& layout) {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  layout.addWidget(label);
  return label;
}

QLabel* HealthView::addHeading(QVBoxLayout& layout, const QString& text) {
  auto* label = new QLabel(text);
  QFont bold = font();
  bold.setBold(true);
  label->setFont(bold);
  layout.addWidget(label);
  return label;
}

void HealthView::setHealth(std::shared_ptr<const Evaluation> evaluation, const HealthCard& card) {
  evaluation_ = std::move(evaluation);
  card_ = card;
  headline_->setText(healthHeadline(card_));
  bound_->setText(boundSentences(card_));
  time_->setTable(timeBar(card_.budget));
  memory_->setText(memorySentence(card_, *evaluation_->design.accelerator));
  heaviest_->setTable(heaviestBars(card_, *evaluation_->workload));
  dropSuggestions();
}

void HealthView::clearSuggestionRows() {
  while (QLayoutItem* item = rows_->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
}

void HealthView::dropSuggestions() {
  suggestions_.clear();
  clearSuggestionRows();
  tried_->setText(tr("Trying what lies next to this design …"));
}

void HealthView::setSuggestions(std::vector<Suggestion> suggestions, std::size_t tried) {
  suggestions_ = std::move(suggestions);
  if (suggestions_.size() > kMostSuggestions) suggestions_.resize(kMostSuggestions);
  clearSuggestionRows();
  if (suggestions_.empty()) {
    tried_->setText(tried == 1 ? tr("The one design next to this one is not faster.")
                               : tr("None of %1 designs next to this one is faster.").arg(tried));
  } else {
    tried_->setText(tried == 1 ? tr("The one design next to this one:")
                               : tr("The best of %1 designs next to this one:").arg(tried));
  }
  for (const Suggestion& suggestion : suggestions_) addSuggestionRow(suggestion);
}

void HealthView::addSuggestionRow(const Suggestion& suggestion) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* text = new QLabel(QStringLiteral("<b>%1</b><br>%2")
                              .arg(stepText(suggestion.neighbour).toHtmlEscaped(),
                                   gainText(suggestion, *evaluation_->metrics).toHtmlEscaped()));
  text->setWordWrap(true);
  layout->addWidget(text, 1);
  auto* button = new QPushButton(tr("Try"));
  button->setAccessibleName(tr("Try: %1").arg(stepText(suggestion.neighbour)));
  button->setToolTip(tr("Take this step; Undo takes it back"));
  layout->addWidget(button, 0, Qt::AlignTop);
  connect(button, &QPushButton::clicked, this, [this, edit = editOf(suggestion)] { Q_EMIT editRequested(edit); });
  rows_->addWidget(row);
}

void HealthView::setSelection(const Selection& selection) {
  std::optional<LayerId> layer;
  if (const auto* chosen = std::get_if<LayerId>(&selection)) layer = *chosen;
  if (const auto* tile = std::get_if<TileKey>(&selection)) layer = tile->layer;
  if (layer && evaluation_ && layer->index() < evaluation_->workload->layers.size())
    layer = evaluation_->workload->layer(*layer).family;
  heaviest_->setSelected(layer);
}

QString HealthView::text() const {
  QStringList texts;
  for (const QLabel* label : findChildren<QLabel*>()) {
    QTextDocument plain;
    plain.setHtml(label->text());
    texts << plain.toPlainText();
  }
  return texts.join(QLatin1Char('\n'));
}

void HealthView::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  Q_EMIT shownChanged(true);
}

void HealthView::hideEvent(QHideEvent* event) {
  QScrollArea::hideEvent(event);
  Q_EMIT shownChanged(false);
}

std::optional<QSizeF> HealthView::figureSize() const {
  if (!evaluation_) return std::nullopt;
  return QSizeF(110, 70);
}

void HealthView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderHealth(painter, area, *evaluation_, card_, suggestions_, style);
}

TextTable HealthView::exportTable() const {
  if (!evaluation_) return {.headings = {"what", "name", "value", "unit"}, .rows = {}};
  return healthTable(*evaluation_, card_, suggestions_);
}

}  // namespace fusewright
