#include "widgets/problems/model_account.h"

#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/graph/box_label.h"

namespace fusewright {
namespace {

constexpr std::size_t kNamedOperators = 6;

QString bytesText(std::int64_t bytes) {
  return formatBits(Bits(bytes * 8)).brief;
}

AccountFact nodesFact(const ModelAccount& account) {
  QStringList all;
  int nodes = 0;
  for (const auto& [name, count] : account.operators) {
    all << QStringLiteral("%1 %2").arg(count).arg(name);
    nodes += count;
  }
  QStringList named = all.mid(0, static_cast<qsizetype>(kNamedOperators));
  if (all.size() > named.size()) named << QStringLiteral("…");
  return {tr("Nodes"), tr("%1: %2").arg(formatCount(nodes).brief, named.join(QStringLiteral(", "))),
          all.join(QStringLiteral(", "))};
}

AccountFact symbolsFact(const ModelAccount& account) {
  QStringList texts;
  for (const ModelAccount::Symbol& symbol : account.symbols)
    texts << (symbol.guessed ? tr("%1 = %2 (guessed)") : QStringLiteral("%1 = %2")).arg(symbol.name).arg(symbol.size);
  const QString text = texts.join(QStringLiteral(", "));
  return {tr("Symbols"), text, text};
}

}  // namespace

std::vector<AccountFact> accountFacts(const ModelAccount& account) {
  std::vector<AccountFact> facts{{tr("Model"), account.model, account.origin}};
  if (!account.producer.isEmpty()) facts.push_back({tr("Written by"), account.producer, account.producer});
  if (!account.format.isEmpty()) facts.push_back({tr("Format"), account.format, account.format});
  if (!account.operators.empty()) facts.push_back(nodesFact(account));
  if (!account.symbols.empty()) facts.push_back(symbolsFact(account));
  const NumberText parameters = formatCount(account.parameters);
  facts.push_back(
      {tr("Parameters"), tr("%1, %2").arg(parameters.brief, bytesText(account.parameterBytes)),
       tr("%1 elements, %2 bytes").arg(parameters.exact, exactNumber(static_cast<double>(account.parameterBytes)))});
  if (account.activationBytes)
    facts.push_back({tr("Activations"), bytesText(*account.activationBytes),
                     tr("%1 bytes, all tensors between layers together")
                         .arg(exactNumber(static_cast<double>(*account.activationBytes)))});
  const NumberText macs = formatCount(account.macs);
  facts.push_back({tr("MACs"), macs.brief, tr("%1 in contractions and convolutions").arg(macs.exact)});
  const NumberText operations = formatCount(account.operations);
  facts.push_back({tr("Operations"), operations.brief, tr("%1, all layers together").arg(operations.exact)});
  return facts;
}

TextTable accountTable(const ModelAccount& account) {
  TextTable table{.headings = {"what", "value", "unit"}, .rows = {}};
  const auto add = [&](const QString& what, const QString& value, const QString& unit) {
    table.rows.push_back({what, value, unit});
  };
  const auto number = [](std::int64_t value) { return QString::number(value); };
  add("model", account.model, "");
  add("origin", account.origin, "");
  add("producer", account.producer, "");
  add("format", account.format, "");
  for (const ModelAccount::Symbol& symbol : account.symbols)
    add("symbol " + symbol.name, number(symbol.size), symbol.guessed ? "guessed" : "");
  add("parameters", number(account.parameters), "elements");
  add("parameter_bytes", number(account.parameterBytes), "bytes");
  if (account.activationBytes) add("activation_bytes", number(*account.activationBytes), "bytes");
  add("macs", number(account.macs), "MACs");
  add("operations", number(account.operations), "operations");
  for (const auto& [name, count] : account.operators) add("nodes " + name, number(count), "nodes");
  for (const ModelAccount::ClassPart& part : account.classes) {
    add("layers " + classText(part.operatorClass), number(part.layers), "layers");
    add("operations " + classText(part.operatorClass), number(part.operations), "operations");
  }
  return table;
}

}  // namespace fusewright
