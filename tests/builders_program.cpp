#include "tests/builders_program.h"

#include <QProcess>

namespace fusewright::tests {
namespace {

constexpr int kPatienceMs = 120'000;

}  // namespace

ProgramRun runProgram(const QString& program, const QStringList& arguments, const QString& folder) {
  QProcess process;
  if (!folder.isEmpty()) process.setWorkingDirectory(folder);
  process.start(program, arguments);
  ProgramRun run;
  if (!process.waitForFinished(kPatienceMs)) process.kill();
  if (process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError)
    run.exitStatus = process.exitCode();
  run.output = process.readAllStandardOutput();
  run.messages = process.readAllStandardError();
  return run;
}

QStringList messageLines(const ProgramRun& run) {
  return QString::fromUtf8(run.messages).split('\n', Qt::SkipEmptyParts);
}

}  // namespace fusewright::tests
