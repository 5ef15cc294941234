#pragma once

#include <memory>
#include <string>

#include <QObject>
#include <QTimer>

#include "app/explorer/open_and_save.h"
#include "app/explorer/panel.h"
#include "app/session/session.h"
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

  Session& session_;
  FileCommands& files_;
  TextEditor* editor_;
  std::string base_;  ///< the text that numbers are put into
  std::shared_ptr<const Accelerator> shown_;
  QTimer delay_;
};

}  // namespace fusewright
