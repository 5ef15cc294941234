#include "app/session/dot_process.h"

#include <utility>

#include <QStandardPaths>

#include "core/io/dot_text.h"

namespace fusewright {

DotProcess::DotProcess(const QString& program, QObject* parent)
    : QObject(parent), path_(QStandardPaths::findExecutable(program)) {}

DotProcess::~DotProcess() {
  if (process_ == nullptr) return;
  process_->disconnect(this);
  process_->kill();  // no event loop may come to see it end, and killed it ends at once
  process_->waitForFinished();
  delete process_;
}

void DotProcess::start(std::shared_ptr<const LayoutProblem> problem) {
  cancel();
  problem_ = std::move(problem);
  // Without a parent: it may outlive us by the moment it takes to end.
  process_ = new QProcess;
  connect(process_, &QProcess::finished, this, &DotProcess::takeAnswer);
  connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart) return;  // of all others `finished` tells
    const QString reason = process_->errorString();
    cancel();
    Q_EMIT failed({.what = "dot can not be run: " + reason.toStdString(), .where = path_.toStdString(), .remedy = {}});
  });
  process_->start(path_, {QStringLiteral("-Tplain")});
  process_->write(QByteArray::fromStdString(dotText(*problem_)));
  process_->closeWriteChannel();
}

void DotProcess::cancel() {
  if (process_ == nullptr) return;
  QProcess* ending = std::exchange(process_, nullptr);
  ending->disconnect(this);
  if (ending->state() == QProcess::NotRunning) {
    ending->deleteLater();
    return;
  }
  connect(ending, &QProcess::finished, ending, &QObject::deleteLater);
  ending->kill();
}

void DotProcess::takeAnswer() {
  const bool ended = process_->exitStatus() == QProcess::NormalExit && process_->exitCode() == 0;
  const QByteArray answer = process_->readAllStandardOutput();
  const QString complaint = QString::fromLocal8Bit(process_->readAllStandardError()).trimmed();
  const auto problem = std::exchange(problem_, nullptr);
  cancel();
  if (!ended) {
    Q_EMIT failed({.what = "dot gave up: " + complaint.toStdString(), .where = path_.toStdString(), .remedy = {}});
    return;
  }
  const auto layout =
      parseDotPlain(std::string_view(answer.constData(), static_cast<std::size_t>(answer.size())), *problem);
  if (layout) {
    Q_EMIT finished(*layout);
  } else {
    Q_EMIT failed(layout.error());
  }
}

}  // namespace fusewright
