#include "app/session/model_account.h"
#include "widgets/common/text.h"

#include <algorithm>
#include <functional>
#include <map>

namespace fusewright {
namespace {

QString formatText(const ModelSummary& summary) {
  QStringList parts;
  for (const auto& [domain, version] : summary.opsets) {
    const bool standard = domain.empty() || domain == "ai.onnx";
    // Exporters import domains in stock.
    if (!standard && std::ranges::find(summary.operators, domain, &OperatorCount::domain) == summary.operators.end())
      continue;
    parts << (standard ? tr("opset %1").arg(version)
                       : QStringLiteral("%1 %2").arg(QString::fromStdString(domain)).arg(version));
  }
  if (summary.irVersion > 0) parts << tr("IR %1").arg(summary.irVersion);
  return parts.join(QStringLiteral(", "));
}

QString templateText(const TemplateChoice& choice) {
  QStringList parts{QString::fromStdString(choice.kind)};
  for (const auto& [name, value] : choice.parameters)
    parts << QStringLiteral("%1=%2").arg(QString::fromStdString(name)).arg(value);
  return tr("made from the template %1").arg(parts.join(QLatin1Char(' ')));
}

/// Classes and weights as the layers say, for models whose file is not known.
void countLayers(ModelAccount& account, const Workload& workload) {
  std::map<OperatorClass, ModelAccount::ClassPart> parts;
  for (const Layer& layer : workload.layers) {
    ModelAccount::ClassPart& part = parts[layer.operatorClass];
    part.operatorClass = layer.operatorClass;
    ++part.layers;
    part.operations += operationCount(layer);
  }
  for (const auto& [operatorClass, part] : parts) {
    account.classes.push_back(part);
    const bool contracts = operatorClass == OperatorClass::Contraction || operatorClass == OperatorClass::Convolution;
    if (contracts) account.macs += part.operations;
  }
  std::ranges::stable_sort(account.classes, std::ranges::greater{}, &ModelAccount::ClassPart::operations);
  for (const Tensor& tensor : workload.tensors) {
    if (tensor.kind != TensorKind::Weight) continue;
    std::int64_t elements = 1;  // sizes of a checked workload multiply without overflow
    for (const std::int64_t size : tensor.shape) elements *= size;
    account.parameters += elements;
    account.parameterBytes += (elements * tensor.precision + 7) / 8;
  }
}

void addSummary(ModelAccount& account, const ModelSummary& summary) {
  account.producer = QString::fromStdString(summary.producer);
  account.format = formatText(summary);
  for (const SymbolicDim& symbol : summary.symbols)
    account.symbols.push_back({.name = QString::fromStdString(symbol.name),
                               .size = symbol.size.value_or(symbol.guess),
                               .guessed = !symbol.size});
  for (const OperatorCount& count : summary.operators)
    account.operators.emplace_back(QString::fromStdString(count.operation), count.nodes);
  account.parameters = summary.parameters;
  account.parameterBytes = summary.parameterBytes;
  account.activationBytes = summary.activationBytes;
  account.macs = summary.contractionMacs.value_or(0);
  for (const ClassCount& count : summary.classes)
    account.classes.push_back(
        {.operatorClass = count.operatorClass, .layers = count.layers, .operations = count.operations});
}

}  // namespace

ModelAccount accountOf(const Workload& workload, const ModelSource* source) {
  ModelAccount account;
  account.model = QString::fromStdString(workload.name);
  account.operations = totalOperations(workload);
  if (source == nullptr) {
    account.origin = account.model;
    countLayers(account, workload);
    return account;
  }
  account.origin = source->kind ? templateText(*source->kind) : QString::fromStdString(source->summary.file);
  addSummary(account, source->summary);
  return account;
}

}  // namespace fusewright
