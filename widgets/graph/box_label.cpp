#include "widgets/graph/box_label.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QStringList>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr qsizetype kMostOperations = 3;

/// Operators of a block in order of appearance, the first few; layout operators only if there is nothing else.
QString operationsText(const Workload& workload, const Block& block) {
  QStringList named;
  QStringList layouts;
  for (std::int32_t layer = block.first; layer < block.last; ++layer) {
    const Layer& shown = workload.layer(LayerId(layer));
    QStringList& list = shown.kind == LayerKind::Routing ? layouts : named;
    const QString operation = QString::fromStdString(shown.operation);
    if (!list.contains(operation)) list << operation;
    if (named.size() > kMostOperations) break;
  }
  if (named.isEmpty()) named = layouts;
  const bool more = named.size() > kMostOperations;
  return named.mid(0, kMostOperations).join(QStringLiteral(", ")) + (more ? QStringLiteral(", …") : QString());
}

const Tensor* madeBy(const Workload& workload, const Layer& layer) {
  if (layer.output.tensor) return &workload.tensor(*layer.output.tensor);
  return layer.routes.empty() ? nullptr : &workload.tensor(layer.routes.front().output);
}

/// What two node names have in common, up to the last full part of their paths.
std::string commonPath(const std::string& a, const std::string& b) {
  const auto [end, other] = std::ranges::mismatch(a, b);
  const auto length = static_cast<std::size_t>(end - a.begin());
  const auto ends = [length](const std::string& name) {
    return length == name.size() || name[length] == '/' || name[length] == '.';
  };
  if (ends(a) && ends(b)) return a.substr(0, length);
  const std::size_t cut = a.substr(0, length).find_last_of("/.");
  return cut == std::string::npos ? std::string() : a.substr(0, cut);
}

const std::string& nodeName(const Layer& layer) {
  return layer.node.empty() ? layer.name : layer.node;
}

std::string commonName(const Workload& workload, const Block& block) {
  std::string common = nodeName(workload.layer(LayerId(block.first)));
  for (std::int32_t layer = block.first + 1; layer < block.last; ++layer)
    common = commonPath(common, nodeName(workload.layer(LayerId(layer))));
  return common;
}

/// A branch says which it is; iterations are called by what they do.
QString bodyText(const std::string& name, const QString& operations) {
  const auto holds = [&](const char* part) {
    return name.ends_with(part) || name.find(std::string(part) + "/") != std::string::npos;
  };
  if (holds("/then")) return tr("If, then: %1").arg(operations);
  if (holds("/else")) return tr("If, else: %1").arg(operations);
  return tr("Loop: %1").arg(operations);
}

}  // namespace

QString shapeText(const std::vector<std::int64_t>& shape) {
  if (shape.empty()) return tr("scalar");
  QStringList sizes;
  for (const std::int64_t size : shape) sizes << exactCount(size).brief;
  return sizes.join(QStringLiteral(" × "));
}

QString classText(OperatorClass operatorClass) {
  constexpr std::array<const char*, 10> kTexts{
      QT_TRANSLATE_NOOP("Graph", "contraction"), QT_TRANSLATE_NOOP("Graph", "convolution"),
      QT_TRANSLATE_NOOP("Graph", "elementwise"), QT_TRANSLATE_NOOP("Graph", "activation"),
      QT_TRANSLATE_NOOP("Graph", "reduction"),   QT_TRANSLATE_NOOP("Graph", "normalisation"),
      QT_TRANSLATE_NOOP("Graph", "pooling"),     QT_TRANSLATE_NOOP("Graph", "recurrence"),
      QT_TRANSLATE_NOOP("Graph", "layout"),      QT_TRANSLATE_NOOP("Graph", "other")};
  return tr(kTexts[static_cast<std::size_t>(operatorClass)]);
}

OperatorClass classOf(const Workload& workload, const Block& block) {
  std::array<double, 10> operations{};
  for (std::int32_t index = block.first; index < block.last; ++index) {
    const Layer& layer = workload.layer(LayerId(index));
    const double least = layer.operatorClass == OperatorClass::Layout ? 0.001 : 0.01;
    operations[static_cast<std::size_t>(layer.operatorClass)] +=
        std::max(least, static_cast<double>(operationCount(layer)));
  }
  return static_cast<OperatorClass>(std::ranges::max_element(operations) - operations.begin());
}

QString blockName(const Workload& workload, const BlockTree& tree, BlockId id) {
  const Block& block = tree.block(id);
  if (block.kind == BlockKind::Layer) return QString::fromStdString(workload.layer(LayerId(block.first)).name);
  return QString::fromStdString(commonName(workload, block));
}

BoxLabel boxLabel(const Workload& workload, const BlockTree& tree, BlockId id) {
  const Block& block = tree.block(id);
  BoxLabel label;
  if (block.kind == BlockKind::Layer) {
    const Layer& layer = workload.layer(LayerId(block.first));
    label.title = QString::fromStdString(layer.operation);
    label.name = layerText(workload, LayerId(block.first));
  } else {
    label.title = operationsText(workload, block);
    label.name = shortName(commonName(workload, block));
  }
  if (block.kind == BlockKind::Repeat)
    label.title = QStringLiteral("%1 × ( %2 )")
                      .arg(block.children.size())
                      .arg(operationsText(workload, tree.block(block.children.front())));
  if (block.kind == BlockKind::Copy) {
    const std::size_t copies = tree.block(*block.parent).children.size();
    label.title = tr("%1 of %2: %3").arg(block.number + 1).arg(copies).arg(label.title);
  }
  // The shape that leaves a block is that of its last layer.
  if (const Tensor* made = madeBy(workload, workload.layer(LayerId(block.last - 1))))
    label.shape = shapeText(made->shape);
  if (block.kind == BlockKind::Body) label.title = bodyText(commonName(workload, block), label.title);
  if (block.kind == BlockKind::Node || block.kind == BlockKind::Body)
    label.shape += (block.layers() == 1 ? tr("   %1 layer") : tr("   %1 layers")).arg(block.layers());
  if (block.kind == BlockKind::Repeat) {
    const auto layers = tree.block(block.children.front()).layers();
    label.shape += (layers == 1 ? tr("   %1 layer each") : tr("   %1 layers each")).arg(layers);
  }
  if (label.name == label.title) label.name.clear();
  return label;
}

}  // namespace fusewright
