#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace fusewright::tests {

/// What a run of a program left behind.
struct ProgramRun {
  int exitStatus = -1;  ///< -1: it crashed or could not be started
  QByteArray output;
  QByteArray messages;  ///< stderr
};

/// Runs a program with these arguments in `folder` (empty: here) and waits for its end.
[[nodiscard]] ProgramRun runProgram(const QString& program, const QStringList& arguments, const QString& folder = {});

/// The lines of stderr.
[[nodiscard]] QStringList messageLines(const ProgramRun& run);

}  // namespace fusewright::tests
