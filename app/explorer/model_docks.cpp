#include "app/explorer/model_docks.h"

namespace fusewright {

ModelDocks::ModelDocks(Session& session, FileCommands& files, WindowSettings& settings, Views& views,
                       QMainWindow& window)
    : QObject(&window),
      session_(session),
      window_(window),
      files_(files),
      views_(views),
      problems_(session, files, window),
      sizes_(session, files, window),
      templates_(session, files, settings, window) {
  connectAll();
}

void ModelDocks::connectAll() {
  connect(&files_, &FileCommands::waitingChanged, this, [this] {
    const WaitingModel* waiting = files_.waiting();
    views_.setPreview(waiting != nullptr ? waiting->loaded.design.workload : nullptr);
    showWaitingHardware();
  });
  connect(&problems_, &Problems::viewRequested, this, &ModelDocks::showProblems);
  connect(&problems_, &Problems::layerRequested, this, &ModelDocks::showLayer);
  connect(&problems_, &Problems::choicesRequested, this,
          [this](const QString& node) { showSizes(node.toStdString()); });
  connect(&problems_.view(), &ProblemsView::exportRequested, this,
          [this] { Q_EMIT exportRequested(problems_.view()); });
  connect(&sizes_, &ModelSizes::viewRequested, this, [this] {
    showSizes();
    show("graphDock");
  });
  connect(&sizes_, &ModelSizes::viewNotNeeded, this, [this] {
    if (auto* dock = window_.findChild<QDockWidget*>(QStringLiteral("sizesDock"))) dock->hide();
  });
  connect(&sizes_, &ModelSizes::layerRequested, this, &ModelDocks::showLayer);
  connect(&templates_, &Templates::failed, this, &ModelDocks::failed);
  connect(&templates_, &Templates::saved, this, &ModelDocks::said);
}

void ModelDocks::showWaitingHardware() {
  const WaitingModel* waiting = files_.waiting();
  const bool alone = waiting != nullptr && !session_.hasDesign() && waiting->loaded.design.accelerator;
  if (alone) views_.hardware->setSnapshot({.design = waiting->loaded.design});
  // There is nothing to apply edits to before the model has sizes.
  views_.hardware->setEnabled(!alone);
  views_.hardware->setToolTip(alone ? tr("Can be changed once the model's sizes are chosen") : QString());
}

QDockWidget* ModelDocks::show(const char* name) {
  auto* dock = window_.findChild<QDockWidget*>(QLatin1String(name));
  dock->show();
  dock->raise();
  return dock;
}

void ModelDocks::showProblems() {
  show("problemsDock");
  problems_.view().table().setFocus(Qt::ShortcutFocusReason);
}

void ModelDocks::showSizes(const std::string& node) {
  show("sizesDock");
  sizes_.view().beginEditing(node);
}

void ModelDocks::showTemplates() {
  show("templateDock");
  templates_.view().beginEditing();
}

void ModelDocks::showLayer(LayerId layer) {
  show("graphDock");
  if (files_.waiting() != nullptr) views_.graph->setSelection(Selection{layer});
  views_.graph->goTo(layer);
}

}  // namespace fusewright
