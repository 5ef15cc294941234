#pragma once

#include <vector>

#include <QObject>

#include "app/explorer/panel.h"
#include "app/explorer/views.h"
#include "app/session/session.h"
#include "widgets/fusion/layer_mapping_view.h"
#include "widgets/machine/machine_view.h"

namespace fusewright {

/// Editors of the window besides the forms: the block diagram of the hardware, fusion groups edited in their list and
/// on the graph, and how the selected layer is mapped.
class Editors : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it. Its views belong to `parent`.
  Editors(Session& session, Views& views, QWidget& parent);

  /// Beside the hardware's and beside the fusion plan's place.
  [[nodiscard]] std::vector<Panel> hardwarePanels() const;
  [[nodiscard]] std::vector<Panel> fusionPanels() const;
  [[nodiscard]] std::vector<const Exportable*> exportables() const { return {machine_}; }
  [[nodiscard]] MachineView& machine() { return *machine_; }
  [[nodiscard]] LayerMappingView& mapping() { return *mapping_; }

 private:
  void connectViews();

  Session& session_;
  MachineView* machine_;
  LayerMappingView* mapping_;
};

}  // namespace fusewright
