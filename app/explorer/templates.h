#pragma once

#include <optional>

#include <QObject>

#include "app/explorer/open_and_save.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/model/template_view.h"

namespace fusewright {

/// Models made from templates, in the window: writes and reads them off the GUI thread, the newest wins, and takes them
/// into the session as edits that can be undone.
class Templates : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it; the view and dialogs belong to `window`.
  Templates(Session& session, FileCommands& files, WindowSettings& settings, QWidget& window);

  [[nodiscard]] TemplateView& view() const { return *view_; }
  /// Models made so far.
  [[nodiscard]] int made() const { return made_; }

 Q_SIGNALS:
  void failed(const Error& error);
  void saved(const QString& message);

 private:
  void follow();
  void make(const TemplateChoice& choice, const QString& change, std::uint64_t gesture);
  void take(const SourcedModel& model, const QString& change, std::uint64_t gesture);
  void save(const TemplateChoice& choice);

  Session& session_;
  FileCommands& files_;
  WindowSettings& settings_;
  QWidget& window_;
  TemplateView* view_;
  std::optional<std::string> takenKind_;  ///< of the design on show
  int made_ = 0;
  bool making_ = false;
  LatestOnly jobs_;
};

/// The kinds of core/io/model_writer.h in the view's words.
[[nodiscard]] std::vector<TemplateKind> templateKinds();

}  // namespace fusewright
