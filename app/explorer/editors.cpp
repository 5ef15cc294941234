#include "app/explorer/editors.h"

namespace fusewright {

Editors::Editors(Session& session, Views& views, QWidget& parent)
    : QObject(&parent), session_(session), machine_(new MachineView(&parent)), mapping_(new LayerMappingView(&parent)) {
  const auto refuse = [this](const Error& error) { session_.refuse(error); };
  connectViews();
  connect(views.fusion, &FusionView::refused, this, refuse);
  connect(views.graph, &GraphView::fuseRequested, views.fusion, &FusionView::fuseWithNext);
  connect(views.graph, &GraphView::splitRequested, views.fusion, &FusionView::splitBefore);
  connect(views.graph, &GraphView::regroupingRequested, views.fusion, &FusionView::regroup);
}

void Editors::connectViews() {
  const auto apply = [this](const Edit& edit) { session_.apply(edit); };
  connect(machine_, &MachineView::editRequested, this, apply);
  connect(mapping_, &LayerMappingView::editRequested, this, apply);
  connect(machine_, &MachineView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  connect(&session_, &Session::snapshotChanged, this, [this] {
    machine_->setSnapshot(session_.snapshot());
    mapping_->setSnapshot(session_.snapshot());
  });
  connect(&session_, &Session::selectionChanged, this, [this] {
    machine_->setSelection(session_.selection());
    mapping_->setSelection(session_.selection());
  });
}

std::vector<Panel> Editors::hardwarePanels() const {
  return {{QStringLiteral("machineDock"), tr("Block diagram"), machine_}};
}

std::vector<Panel> Editors::fusionPanels() const {
  return {{QStringLiteral("mappingDock"), tr("Layer mapping"), mapping_}};
}

}  // namespace fusewright
