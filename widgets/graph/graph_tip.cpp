#include "widgets/graph/graph_tip.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/graph/box_label.h"
#include "widgets/graph/graph_hulls.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostTensors = 5;

QString escaped(const std::string& text) {
  return QString::fromStdString(text).toHtmlEscaped();
}

QString tensorText(const Workload& workload, TensorId id, int precision) {
  const Tensor& tensor = workload.tensor(id);
  return QStringLiteral("%1 [%2], %3").arg(escaped(tensor.name), shapeText(tensor.shape), tr("%1 bits").arg(precision));
}

QString loopsText(const Layer& layer) {
  QStringList loops;
  for (const LoopDim& dim : layer.dims) loops << QStringLiteral("%1 = %2").arg(escaped(dim.name)).arg(dim.size);
  return loops.join(QStringLiteral(", "));
}

void addOperands(QStringList& lines, const Workload& workload, const Layer& layer) {
  std::size_t more = 0;
  const auto add = [&](const QString& role, TensorId tensor, int precision) {
    if (static_cast<std::size_t>(lines.size()) < 2 * kMostTensors) {
      lines << QStringLiteral("%1: %2").arg(role, tensorText(workload, tensor, precision));
    } else {
      ++more;
    }
  };
  if (layer.kind == LayerKind::Compute) {
    for (const Operand& input : layer.inputs)
      if (input.tensor) add(roleText(input.role), *input.tensor, input.precision);
    if (layer.output.tensor) add(roleText(OperandRole::O), *layer.output.tensor, layer.output.precision);
  } else {
    for (const Route& route : layer.routes) {
      for (const RoutedInput& input : route.inputs)
        add(roleText(OperandRole::I), input.tensor, workload.tensor(input.tensor).precision);
      add(roleText(OperandRole::O), route.output, workload.tensor(route.output).precision);
    }
  }
  if (more > 0) lines << tr("and %1 more").arg(more);
}

/// What the layers of a block cost together, each with its share of the whole model.
void addCosts(QStringList& lines, const Block& block, const Evaluation& evaluation) {
  double busy = 0;
  double energy = 0;
  double allBusy = 0;
  double allEnergy = 0;
  const auto& layers = evaluation.metrics->layers;
  for (std::size_t index = 0; index < layers.size(); ++index) {
    allBusy += layers[index].busy.value;
    allEnergy += layers[index].energy.value;
    const auto layer = static_cast<std::int32_t>(index);
    if (layer < block.first || layer >= block.last) continue;
    busy += layers[index].busy.value;
    energy += layers[index].energy.value;
  }
  if (busy == 0 && energy == 0) return;
  lines << tr("busy %1 (%2 of all), energy %3 (%4)")
               .arg(formatCycles(Cycles(std::round(busy))).brief, formatShare(busy / std::max(allBusy, 1e-9)).brief,
                    formatEnergy(Picojoules(energy)).brief, formatShare(energy / std::max(allEnergy, 1e-9)).brief);
}

void addGroup(QStringList& lines, const Block& block, const Evaluation& evaluation) {
  const auto groups = groupsOfLayers(*evaluation.workload, evaluation.mapping->fusion);
  const auto first = groups.begin() + block.first;
  const auto last = groups.begin() + block.last;
  const auto group = std::find_if(first, last, [](std::int32_t number) { return number >= 0; });
  if (group == last) return;
  const bool several = std::any_of(first, last, [&](std::int32_t number) { return number >= 0 && number != *group; });
  const std::size_t size = evaluation.mapping->fusion.groups[static_cast<std::size_t>(*group)].layers.size();
  if (several) {
    lines << tr("several fusion groups");
  } else if (size > 1) {
    lines << tr("fusion group %1, of %2 layers").arg(*group).arg(size);
  }
}

}  // namespace

QString blockTip(const Workload& workload, const BlockTree& tree, BlockId id, const Evaluation* evaluation) {
  const Block& block = tree.block(id);
  const QString name = blockName(workload, tree, id);
  QStringList lines{
      QStringLiteral("<b>%1</b>").arg((name.isEmpty() ? boxLabel(workload, tree, id).title : name).toHtmlEscaped())};
  if (block.kind == BlockKind::Layer) {
    const Layer& layer = workload.layer(LayerId(block.first));
    lines << QStringLiteral("%1, %2").arg(escaped(layer.operation), classText(layer.operatorClass));
    if (!layer.dims.empty()) lines << loopsText(layer);
    addOperands(lines, workload, layer);
  } else if (block.kind == BlockKind::Repeat) {
    const auto layers = tree.block(block.children.front()).layers();
    lines << (layers == 1 ? tr("%1 equal blocks of %2 layer; double click shows them")
                          : tr("%1 equal blocks of %2 layers; double click shows them"))
                 .arg(block.children.size())
                 .arg(layers);
  } else if (block.kind == BlockKind::Body) {
    lines << (block.layers() == 1 ? tr("%1 layer in place of a node with a body; double click shows it")
                                  : tr("%1 layers in place of a node with a body; double click shows them"))
                 .arg(block.layers());
    lines << tr("Model sizes (Edit) says what else may be read of it");
  } else {
    lines << (block.layers() == 1 ? tr("%1 layer; double click shows it") : tr("%1 layers; double click shows them"))
                 .arg(block.layers());
  }
  std::int64_t operations = 0;
  for (std::int32_t layer = block.first; layer < block.last; ++layer)
    operations += operationCount(workload.layer(LayerId(layer)));
  if (operations > 0) lines << tr("%1 operations").arg(formatCount(operations).brief);
  if (evaluation != nullptr) {
    addCosts(lines, block, *evaluation);
    addGroup(lines, block, *evaluation);
  }
  return QStringLiteral("<p style='white-space:pre'>") + lines.join(QStringLiteral("<br>"));
}

}  // namespace fusewright
