#include "widgets/breakdown/breakdown_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/breakdown/bar_paint.h"

namespace fusewright {

BreakdownView::BreakdownView(QWidget* parent)
    : QWidget(parent),
      choice_(new QComboBox(this)),
      canvas_(new BarCanvas(this)),
      pages_(new PictureOrTable(canvas_, QString(), this)) {
  setObjectName(QStringLiteral("breakdownView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  layout->addWidget(pages_, 1);
  connect(canvas_, &BarCanvas::rowChosen, this, &BreakdownView::choose);
  connect(&pages_->table(), &TextTableView::rowChosen, this,
          [this](int row) { choose(static_cast<std::size_t>(row)); });
}

void BreakdownView::createTop() {
  auto* top = new QHBoxLayout;
  choice_->setAccessibleName(tr("Breakdown"));
  for (const Breakdown breakdown : kBreakdowns) {
    choice_->addItem(titleOf(breakdown));
    choice_->setItemData(choice_->count() - 1, meaningOf(breakdown), Qt::ToolTipRole);
  }
  top->addWidget(choice_);
  top->addStretch();
  top->addWidget(pages_->button());
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(choice_, &QComboBox::currentIndexChanged, this, &BreakdownView::showRows);
}

Breakdown BreakdownView::breakdown() const {
  return kBreakdowns[static_cast<std::size_t>(std::max(choice_->currentIndex(), 0))];
}

void BreakdownView::showBreakdown(Breakdown breakdown) {
  choice_->setCurrentIndex(static_cast<int>(breakdown));
}

void BreakdownView::setData(std::shared_ptr<const BreakdownData> shown) {
  data_ = std::move(shown);
  showRows();
}

void BreakdownView::showRows() {
  choice_->setToolTip(meaningOf(breakdown()));
  canvas_->setAccessibleName(titleOf(breakdown()));
  pages_->table().setAccessibleName(tr("%1 as a table").arg(titleOf(breakdown())));
  if (!data_) return;
  canvas_->setTable(barTableOf(breakdown(), *data_));
  pages_->setRows([this] { return exportTable(); });
}

void BreakdownView::choose(std::size_t row) {
  const auto& rows = canvas_->table().rows;
  if (row < rows.size() && rows[row].layer) Q_EMIT selectionRequested(*rows[row].layer);
}

void BreakdownView::setSelection(const Selection& selection) {
  std::optional<LayerId> layer;
  if (const auto* chosen = std::get_if<LayerId>(&selection)) layer = *chosen;
  if (const auto* tile = std::get_if<TileKey>(&selection)) layer = tile->layer;
  if (layer && data_ && layer->index() < data_->evaluation->workload->layers.size())
    layer = data_->evaluation->workload->layer(*layer).family;
  canvas_->setSelected(layer);
}

std::optional<QSizeF> BreakdownView::figureSize() const {
  if (!data_) return std::nullopt;
  return QSizeF(120, 80);
}

void BreakdownView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderBars(painter, area, canvas_->table(), style);
}

TextTable BreakdownView::exportTable() const {
  return textTableOf(canvas_->table());
}

}  // namespace fusewright
