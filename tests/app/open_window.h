#pragma once

#include <memory>

#include <QMenuBar>
#include <QtTest>

#include "app/explorer/finders.h"
#include "app/explorer/main_window.h"

namespace fusewright::tests {

/// The smallest example model on the accelerator of the study, its state update fused.
inline DesignOptions tinyMamba() {
  DesignOptions options;
  options.model = FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_tiny.onnx";
  options.hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
  options.fusion = "all";
  return options;
}

/// Whether everything is loaded and what is on show is of the present design.
inline bool isFresh(MainWindow& window) {
  return window.files().loading().isEmpty() && window.session().snapshot().evaluation &&
         !window.session().snapshot().stale;
}

/// A window without a design, that does not sweep.
inline std::unique_ptr<MainWindow> emptyWindow(SettingsUse settings = SettingsUse::Ignored) {
  auto window = std::make_unique<MainWindow>(engineEvaluator(std::make_shared<TileCostTable>()), settings);
  window->sweep().setEnabled(false);
  window->resize(1400, 900);
  window->show();
  return window;
}

/// A window with that design evaluated; null if that takes half a minute.
inline std::unique_ptr<MainWindow> openWindow(SettingsUse settings = SettingsUse::Ignored,
                                              const DesignOptions& design = tinyMamba()) {
  auto window = emptyWindow(settings);
  window->files().openDesign(design);
  return QTest::qWaitFor([&] { return isFresh(*window); }, 30000) ? std::move(window) : nullptr;
}

/// The command of that path in the menus; null if there is none.
inline QAction* commandNamed(MainWindow& window, const QString& path) {
  for (const auto& [name, keys, action] : menuCommands(*window.menuBar()))
    if (name == path) return action;
  return nullptr;
}

}  // namespace fusewright::tests
