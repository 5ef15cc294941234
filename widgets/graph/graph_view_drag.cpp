// Layers dragged from group to group in GraphView; its state is in graph_view.cpp.
#include "core/evaluate/regrouped_request.h"
#include "core/mapping/layer_names.h"
#include "widgets/graph/graph_view.h"

namespace fusewright {
namespace {

/// The first families of a group by name: "Exp, mul_delta_A".
QString familiesText(const Workload& workload, const FusionGroup& group) {
  constexpr qsizetype kMostNamed = 3;
  QStringList names;
  for (const LayerId layer : group.layers) {
    const std::string_view family = familyName(workload.layer(layer));
    const QString name = QString::fromUtf8(family.data(), static_cast<qsizetype>(family.size()));
    if (names.contains(name)) continue;
    if (names.size() == kMostNamed) return names.join(QStringLiteral(", ")) + QStringLiteral(", …");
    names << name;
  }
  return names.join(QStringLiteral(", "));
}

}  // namespace

void GraphView::createDrag() {
  canvas_->setLayerDrag({.canStart =
                             [this](std::size_t) {
                               judged_.reset();
                               return evaluationOnShow() != nullptr;
                             },
                         .over = [this](std::size_t box, QPointF point) { return dropOver(box, point); }});
  connect(canvas_, &GraphCanvas::dropped, this, [this](std::size_t box, QPointF point) {
    const auto graph = draggedGraph();
    const auto target = graph ? targetAt(*graph, box, point) : std::nullopt;
    const auto move = target ? droppedOn(*graph, box, *target) : std::nullopt;
    if (move) Q_EMIT regroupingRequested(*move);
  });
}

std::optional<DraggedGraph> GraphView::draggedGraph() const {
  const Evaluation* evaluation = evaluationOnShow();
  if (evaluation == nullptr || !scene_) return std::nullopt;
  return DraggedGraph{.scene = *scene_,
                      .tree = *tree_,
                      .workload = *evaluation->workload,
                      .plan = evaluation->mapping->fusion,
                      .hulls = canvas_->hulls()};
}

/// Judged once for every target and not again with every move of the mouse.
std::optional<GraphDrop> GraphView::dropOver(std::size_t box, QPointF point) {
  const auto graph = draggedGraph();
  const auto target = graph ? targetAt(*graph, box, point) : std::nullopt;
  if (!target) return std::nullopt;
  const auto move = droppedOn(*graph, box, *target);
  if (!judged_ || judged_->first != move) {
    judged_ = std::pair(move, judgedDrop(*target, move));
    if (move && judged_->second.possible) Q_EMIT changeConsidered(*move);
  }
  return judged_->second;
}

void GraphView::setOutlook(const Regrouping& change, const QString& outlook) {
  if (!judged_ || !judged_->first || Regrouping(*judged_->first) != change) return;
  judged_->second.text += QLatin1Char('\n') + outlook;
  canvas_->judgeDragAgain();
}

GraphDrop GraphView::judgedDrop(const GraphTarget& target, const std::optional<MoveLayers>& move) const {
  GraphDrop drop{.boxes = target.boxes, .possible = false, .text = {}};
  if (!move) {
    drop.text = tr("Not possible: what takes no time is in no group");
    return drop;
  }
  const Evaluation& evaluation = *evaluationOnShow();
  const auto request = regroupedRequest(evaluation, evaluation.design.mapping, *move);
  drop.possible = request.has_value();
  if (!request) {
    drop.text = tr("Not possible: %1").arg(QString::fromStdString(request.error().what));
  } else if (target.groups.size() > 1) {
    drop.text = tr("Fuse with %1 groups into one").arg(target.groups.size());
  } else {
    const std::size_t group = target.groups.front();
    const FusionGroup& joined = evaluation.mapping->fusion.groups[group];
    drop.text = tr("Fuse with group %1 (%2)").arg(group).arg(familiesText(*evaluation.workload, joined));
  }
  return drop;
}

}  // namespace fusewright
