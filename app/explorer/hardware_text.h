#pragma once

#include <deque>
#include <memory>
#include <string>

#include <QObject>
#include <QTimer>

#include "app/explorer/open_and_save.h"
#include "app/explorer/panel.h"
#include "app/session/session.h"
#include "core/io/patch_accelerator.h"
#include "widgets/hardware/text_editor.h"

namespace fusewright {

/// The accelerator as YAML in the window, and back: edits made elsewhere change numbers in the text it was loaded from,
/// comments and all, and a text that is applied becomes the accelerator.
class HardwareText : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it. The editor belongs to `parent`.
  HardwareText(Session& session, FileCommands& files, QWidget& parent);

  [[nodiscard]] Panel panel() const;
  [[nodiscard]] TextEditor& editor() { return *editor_; }

 private:
  void loaded();
  void update();
  void apply(const QString& text);
  /// `anew`, or a text from before whose parts `accelerator` has, so that undo brings comments back.
  [[nodiscard]] AcceleratorText earlierOr(AcceleratorText anew, const Accelerator& accelerator);
  void keepForLater();

  Session& session_;
  FileCommands& files_;
  TextEditor* editor_;
  std::string base_;                 ///< the text that numbers are put into
  std::deque<std::string> earlier_;  ///< texts whose place another one took, the latest first
  std::shared_ptr<const Accelerator> shown_;
  QTimer delay_;
};

}  // namespace fusewright
