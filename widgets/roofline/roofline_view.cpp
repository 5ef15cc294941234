#include "widgets/roofline/roofline_view.h"

#include <cmath>

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace fusewright {

RooflineView::RooflineView(QWidget* parent)
    : QWidget(parent),
      filter_(new QLineEdit(this)),
      canvas_(new RooflineCanvas(this)),
      pages_(new PictureOrTable(canvas_, tr("Roofline as a table"), this)) {
  setObjectName(QStringLiteral("rooflineView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  layout->addWidget(pages_, 1);
  connect(canvas_, &RooflineCanvas::layerChosen, this, [this](LayerId family) { Q_EMIT selectionRequested(family); });
  connect(&pages_->table(), &TextTableView::rowChosen, this,
          [this](int row) { Q_EMIT selectionRequested(listed()[static_cast<std::size_t>(row)].family); });
}

void RooflineView::createTop() {
  auto* top = new QHBoxLayout;
  filter_->setPlaceholderText(tr("Filter by layer or operator"));
  filter_->setAccessibleName(tr("Filter the roofline"));
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
  top->addWidget(filter_);
  top->addStretch();
  top->addWidget(pages_->button());
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(filter_, &QLineEdit::textChanged, this, &RooflineView::applyFilter);
}

void RooflineView::setData(std::shared_ptr<const Evaluation> evaluation, const std::vector<LayerRow>& rows) {
  Roofline roofline = rooflineOf(*evaluation->design.accelerator, rows);
  canvas_->setRoofline(std::move(evaluation), std::move(roofline));
  applyFilter();
}

void RooflineView::setSelection(const Selection& selection) {
  RooflineEmphasis emphasis = canvas_->emphasis();
  emphasis.selected.reset();
  if (const auto* layer = std::get_if<LayerId>(&selection)) emphasis.selected = *layer;
  if (const auto* tile = std::get_if<TileKey>(&selection)) emphasis.selected = tile->layer;
  const Evaluation* evaluation = canvas_->evaluation();
  if (emphasis.selected && evaluation != nullptr && emphasis.selected->index() < evaluation->workload->layers.size())
    emphasis.selected = evaluation->workload->layer(*emphasis.selected).family;
  canvas_->setEmphasis(std::move(emphasis));
}

void RooflineView::applyFilter() {
  RooflineEmphasis emphasis = canvas_->emphasis();
  emphasis.shown.reset();
  const Evaluation* evaluation = canvas_->evaluation();
  if (evaluation != nullptr && !filter_->text().isEmpty()) {
    emphasis.shown.emplace();
    for (const RooflineMark& mark : canvas_->marks()) {
      const Layer& layer = evaluation->workload->layer(mark.family);
      const bool matches = QString::fromStdString(layer.name).contains(filter_->text(), Qt::CaseInsensitive) ||
                           QString::fromStdString(layer.operation).contains(filter_->text(), Qt::CaseInsensitive);
      if (matches) emphasis.shown->insert(mark.family);
    }
  }
  canvas_->setEmphasis(std::move(emphasis));
  pages_->setRows([this] { return exportTable(); });
}

std::vector<RooflinePoint> RooflineView::listed() const {
  std::vector<RooflinePoint> points = canvas_->roofline().points;
  points.insert(points.end(), canvas_->roofline().onChip.begin(), canvas_->roofline().onChip.end());
  const auto& shown = canvas_->emphasis().shown;
  if (shown) std::erase_if(points, [&](const RooflinePoint& point) { return !shown->contains(point.family); });
  return points;
}

std::optional<QSizeF> RooflineView::figureSize() const {
  if (canvas_->evaluation() == nullptr) return std::nullopt;
  return QSizeF(88, 66);
}

void RooflineView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderRoofline(painter, area, canvas_->names(), canvas_->roofline(), style,
                 {.selected = {}, .shown = canvas_->emphasis().shown});
}

TextTable RooflineView::exportTable() const {
  TextTable table{.headings = {"layer", "operation", "intensity[operations/bit]", "performance[operations/cycle]",
                               "roof[operations/cycle]", "share_of_roof", "time[cycles]"},
                  .rows = {}};
  if (canvas_->evaluation() == nullptr) return table;
  const Workload& workload = *canvas_->evaluation()->workload;
  const Roofline& roofline = canvas_->roofline();
  for (const RooflinePoint& point : listed()) {
    table.rows.push_back({canvas_->names()[point.family.index()],
                          QString::fromStdString(workload.layer(point.family).operation),
                          std::isinf(point.intensity) ? QString() : plainNumber(point.intensity),
                          plainNumber(point.performance), plainNumber(attainable(roofline, point.intensity)),
                          plainNumber(shareOfRoof(roofline, point)), plainNumber(point.time)});
  }
  return table;
}

}  // namespace fusewright
