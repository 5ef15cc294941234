#pragma once

#include <memory>

#include <QObject>
#include <QProcess>
#include <QString>

#include "core/base/result.h"
#include "core/graph/graph_layout.h"

namespace fusewright {

/// Graphviz's `dot` as a child process, one problem at a time. Nothing waits for it: answers and failures are told.
class DotProcess : public QObject {
  Q_OBJECT

 public:
  /// `program`: a path, or a name to be looked up.
  explicit DotProcess(const QString& program, QObject* parent = nullptr);
  ~DotProcess() override;

  [[nodiscard]] bool isInstalled() const { return !path_.isEmpty(); }
  [[nodiscard]] bool isRunning() const { return process_ != nullptr; }

  /// Starts on `problem`; what was running before is cancelled.
  void start(std::shared_ptr<const LayoutProblem> problem);
  /// Ends the process; it tells nothing any more.
  void cancel();

 Q_SIGNALS:
  void finished(const GraphLayout& layout);
  void failed(const Error& error);

 private:
  void takeAnswer();

  QString path_;
  QProcess* process_ = nullptr;
  std::shared_ptr<const LayoutProblem> problem_;
};

}  // namespace fusewright
