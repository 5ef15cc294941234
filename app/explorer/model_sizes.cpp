#include "app/explorer/model_sizes.h"

#include <string>

#include "widgets/problems/problem.h"

namespace fusewright {
namespace {

/// `values` ("NODE=VALUE") without those of `nodes`.
std::vector<std::string> without(const std::vector<std::string>& values,
                                 const std::map<std::string, OpenChoice>& nodes) {
  std::vector<std::string> kept;
  for (const std::string& value : values)
    if (!nodes.contains(value.substr(0, value.rfind('=')))) kept.push_back(value);
  return kept;
}

}  // namespace

OpenModel openModelOf(const Workload& workload, const ModelSource& source, bool waits) {
  OpenModel model{.name = workload.name, .sizes = {}, .nodes = {}, .waits = waits};
  for (const SymbolicDim& symbol : source.summary.symbols)
    model.sizes.push_back({.name = symbol.name,
                           .places = symbol.places,
                           .value = symbol.size.value_or(symbol.guess),
                           .guess = symbol.guess});
  for (const NodeChoice& choice : source.summary.choices) {
    const bool branch = choice.kind == NodeChoice::Kind::Branch;
    model.nodes.push_back(
        {.node = choice.node,
         .choice = {.kind = branch ? OpenChoice::Kind::Branch : OpenChoice::Kind::Trips, .taken = choice.taken},
         .what = choice.what});
  }
  return model;
}

ReadingChoices choicesOf(const ModelDecisions& decisions, const DesignOptions& reading) {
  ReadingChoices choices{.dims = {},
                         .branches = without(reading.branches, decisions.nodes),
                         .trips = without(reading.trips, decisions.nodes)};
  for (const auto& [name, size] : decisions.sizes) choices.dims.push_back(name + "=" + std::to_string(size));
  for (const auto& [node, choice] : decisions.nodes) {
    if (choice.kind == OpenChoice::Kind::Branch) {
      choices.branches.push_back(node + (choice.taken == 0 ? "=then" : "=else"));
    } else {
      choices.trips.push_back(node + "=" + std::to_string(choice.taken));
    }
  }
  return choices;
}

ModelSizes::ModelSizes(Session& session, FileCommands& files, QWidget& window)
    : QObject(), session_(session), files_(files), view_(new ModelSizesView(&window)) {
  connect(&session_, &Session::snapshotChanged, this, &ModelSizes::show);
  connect(&files_, &FileCommands::waitingChanged, this, [this] {
    show();
    const bool waits = files_.waiting() != nullptr;
    if (waits) Q_EMIT viewRequested();
    if (waited_ && !waits) Q_EMIT viewNotNeeded();
    waited_ = waits;
  });
  connect(view_, &ModelSizesView::applyRequested, this, &ModelSizes::apply);
  connect(view_, &ModelSizesView::cancelRequested, &files_, &FileCommands::dropWaiting);
  connect(view_, &ModelSizesView::nodeRequested, this, &ModelSizes::goTo);
}

void ModelSizes::show() {
  if (const WaitingModel* waiting = files_.waiting()) {
    view_->setModel(openModelOf(*waiting->loaded.design.workload, *waiting->loaded.source, true));
    return;
  }
  const auto& workload = session_.snapshot().design.workload;
  if (!workload) return;
  const auto source = files_.presentSource();
  view_->setModel(source ? openModelOf(*workload, *source, false) : OpenModel{.name = workload->name});
}

void ModelSizes::apply(const ModelDecisions& decisions) {
  if (const WaitingModel* waiting = files_.waiting()) {
    files_.openWaiting(choicesOf(decisions, waiting->loaded.source->reading));
  } else if (const auto source = files_.presentSource()) {
    files_.reread(choicesOf(decisions, source->reading));
  }
}

void ModelSizes::goTo(const std::string& node) {
  const WaitingModel* waiting = files_.waiting();
  const auto& workload = waiting != nullptr ? waiting->loaded.design.workload : session_.snapshot().design.workload;
  if (!workload) return;
  if (const auto layer = layerOfNode(*workload, node)) {
    if (waiting == nullptr) session_.select(Selection{*layer});
    Q_EMIT layerRequested(*layer);
  }
}

}  // namespace fusewright
