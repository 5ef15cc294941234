#pragma once

#include <QObject>

#include "app/explorer/baseline.h"
#include "app/explorer/open_and_save.h"
#include "app/explorer/panel.h"
#include "app/session/search_runner.h"
#include "app/session/session.h"
#include "widgets/search/find_better_view.h"

namespace fusewright {

/// Find better in the window: searches for a plan that beats the one of the design on show, and takes it as an edit
/// that can be undone.
class FindBetter : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it; the view belongs to `window` and finds its place elsewhere.
  FindBetter(Session& session, FileCommands& files, Baseline& baseline, QWidget& window);

  [[nodiscard]] Panel panel() const { return {QStringLiteral("findBetterDock"), tr("Find better"), view_}; }
  [[nodiscard]] FindBetterView& view() { return *view_; }
  /// The command that does the same in a terminal; empty if none can read the model.
  [[nodiscard]] QString commandLine() const;

 Q_SIGNALS:
  void failed(const Error& error);
  void said(const QString& message);
  /// There is a result to see and to export.
  void found();

 private:
  void search();
  void apply(bool keepBaseline);

  Session& session_;
  FileCommands& files_;
  Baseline& baseline_;
  SearchRunner runner_;
  FindBetterView* view_;
};

}  // namespace fusewright
