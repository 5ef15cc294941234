#pragma once

#include <QDockWidget>
#include <QObject>

#include "app/explorer/model_sizes.h"
#include "app/explorer/problems.h"
#include "app/explorer/templates.h"
#include "app/explorer/views.h"
#include "widgets/common/banner.h"

namespace fusewright {

/// All that is about the model itself: what was read, what it leaves open, and models made from templates; with their
/// docks, and the ways from there into the graph.
class ModelDocks : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it.
  ModelDocks(Session& session, FileCommands& files, WindowSettings& settings, Views& views, QMainWindow& window);

  [[nodiscard]] Problems& problems() { return problems_; }
  [[nodiscard]] ModelSizes& sizes() { return sizes_; }
  [[nodiscard]] Templates& templates() { return templates_; }

  /// Shows the view's dock and moves the focus there.
  void showProblems();
  void showSizes(const std::string& node = {});
  void showTemplates();
  /// Shows the graph with that layer in the middle.
  void showLayer(LayerId layer);

 Q_SIGNALS:
  void failed(const Error& error);
  void said(const QString& message);
  void exportRequested(const Exportable& view);

 private:
  void connectAll();
  void showWaitingHardware();
  QDockWidget* show(const char* dock);

  Session& session_;
  QMainWindow& window_;
  FileCommands& files_;
  Views& views_;
  Problems problems_;
  ModelSizes sizes_;
  Templates templates_;
};

}  // namespace fusewright
