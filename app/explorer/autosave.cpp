#include "app/explorer/autosave.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>
#include <QThread>

#include "core/io/project_json.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

/// From an edit to its file; well below the second that may be lost.
constexpr int kAutosaveDelayMs = 250;
/// How long a killed process may take to go, on a machine that is busy.
constexpr int kEndTakesMs = 4000;
constexpr int kTryAgainMs = 20;

QString lockOf(const QString& file) {
  return file + QStringLiteral(".lock");
}

QString lastFile(const QString& folder) {
  return QDir(folder).filePath(QStringLiteral("last.fusewright"));
}

/// Whether a process has ended but is still listed, since nobody asked how: QLockFile takes it to be alive.
bool isZombie(qint64 process) {
  QFile file(QStringLiteral("/proc/%1/stat").arg(process));
  if (!file.open(QIODevice::ReadOnly)) return false;
  // "PID (NAME) STATE ...", and a name may hold parentheses itself.
  const QByteArray text = file.readAll();
  const qsizetype state = text.lastIndexOf(')') + 2;
  return state < text.size() && (text[state] == 'Z' || text[state] == 'X');
}

std::unique_ptr<QLockFile> lockNow(const QString& file) {
  auto lock = std::make_unique<QLockFile>(lockOf(file));
  lock->setStaleLockTime(0);  // only the end of its process makes it stale
  if (lock->tryLock(0)) return lock;
  qint64 owner = 0;
  QString host;
  QString program;
  const bool isHere = lock->getLockInfo(&owner, &host, &program) && host == QSysInfo::machineHostName();
  if (!isHere || !isZombie(owner)) return nullptr;
  // Threads of a killed process may take a second to go, and until then they hold the file.
  for (const QDeadlineTimer patience(kEndTakesMs); !patience.hasExpired(); QThread::msleep(kTryAgainMs))
    if (lock->tryLock(0) || (lock->removeStaleLockFile() && lock->tryLock(0))) return lock;
  return nullptr;
}

}  // namespace

QString Autosave::defaultFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/sessions");
}

Autosave::Autosave(Projects& projects, Session& session, OfferBar& offers, const QString& folder, QObject* parent)
    : QObject(parent), projects_(projects), session_(session), offers_(offers), folder_(folder) {
  QDir().mkpath(folder_);
  findLeftBehind();
  const QString name = QStringLiteral("%1-%2.fusewright")
                           .arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz")))
                           .arg(QCoreApplication::applicationPid());
  file_ = QDir(folder_).filePath(name);
  lock_ = lockNow(file_);
  timer_.setSingleShot(true);
  timer_.setInterval(kAutosaveDelayMs);
  connect(&timer_, &QTimer::timeout, this, &Autosave::write);
  // A timer that runs is left running, so that a long drag is saved too.
  const auto soon = [this] {
    if (!timer_.isActive()) timer_.start();
  };
  connect(&session_, &Session::historyChanged, this, soon);
  connect(&projects_, &Projects::marksChanged, this, soon);
}

Autosave::~Autosave() = default;

QByteArray Autosave::text() const {
  auto project = projects_.project();
  if (!project) return {};
  project->autosaveOf = projects_.path().isEmpty() ? "-" : projects_.path().toStdString();
  return QByteArray::fromStdString(projectText(*project, {}));
}

void Autosave::write() {
  const QByteArray present = text();
  if (present.isEmpty() || file_.isEmpty()) return;
  jobs_.request([path = file_.toStdString(), present](std::stop_token) -> LatestOnly::Delivery {
    // A disk that is full shall not get in the way of the work; the next edit tries again.
    static_cast<void>(writeTextFile(path, present.toStdString()));
    return {};
  });
}

void Autosave::findLeftBehind() {
  const QStringList names =
      QDir(folder_).entryList({QStringLiteral("*.fusewright")}, QDir::Files, QDir::Name | QDir::Reversed);
  for (const QString& name : names) {
    const QString path = QDir(folder_).filePath(name);
    if (path == lastFile(folder_)) continue;
    if (auto lock = lockNow(path)) left_.push_back({path, std::move(lock)});
  }
}

bool Autosave::takeUpLeftBehind(Restore how) {
  if (left_.empty()) return false;
  if (how == Restore::AtOnce) {
    restore();
    return true;
  }
  const QDateTime when = QFileInfo(left_.front().path).lastModified();
  offers_.offer(
      tr("The program ended unexpectedly; work of %1 was kept.").arg(QLocale().toString(when, QLocale::ShortFormat)),
      {{tr("Restore"), tr("Open the work as it was; what is on show now can be had back by undo"),
        [this] { restore(); }},
       {tr("Discard"), tr("Forget that work"), [this] { discard(); }},
       {tr("Later"), tr("Ask again at the next start"), {}}});
  return false;
}

void Autosave::restore() {
  const QString path = left_.front().path;
  connect(
      &projects_, &Projects::opened, this,
      [this, path](const QString& openedPath) {
        if (openedPath != path) return;
        // First it is safe in this program's own file, then the old one may go.
        static_cast<void>(writeTextFile(file_.toStdString(), text().toStdString()));
        discard();
        offers_.offer(tr("The program ended unexpectedly. This is the work as it was kept."),
                      {{tr("Close"), tr("Put this message away"), {}}});
        // Several programs may have ended so: what the others held is offered after it.
        if (!left_.empty()) takeUpLeftBehind(Restore::Offered);
      },
      Qt::SingleShotConnection);
  projects_.open(path);
}

/// Forgets the newest of what was left behind; the rest is for another time.
void Autosave::discard() {
  if (left_.empty()) return;
  QDir folder(folder_);
  // The end may have come while the file was being written.
  const QString name = QFileInfo(left_.front().path).fileName();
  for (const QString& part : folder.entryList({name + QStringLiteral(".part*")}, QDir::Files)) folder.remove(part);
  folder.remove(name);
  left_.front().lock->unlock();
  left_.erase(left_.begin());
}

bool Autosave::reopenLast() {
  const QString last = lastFile(folder_);
  if (!QFileInfo::exists(last)) return false;
  projects_.open(last);
  return true;
}

void Autosave::end() {
  timer_.stop();
  const QByteArray present = text();
  if (!present.isEmpty()) static_cast<void>(writeTextFile(lastFile(folder_).toStdString(), present.toStdString()));
  // The job that may be writing must not bring the file back.
  const QString file = std::exchange(file_, QString());
  jobs_.finish();
  QFile::remove(file);
  if (lock_) lock_->unlock();
}

}  // namespace fusewright
