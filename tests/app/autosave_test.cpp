// Starts a window as a process of its own, lets it edit, and ends it with SIGKILL at random moments.
#include "app/explorer/autosave.h"

#include <csignal>
#include <cstdio>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "app/options/project_design.h"
#include "core/hardware/parameters.h"
#include "tests/app/open_window.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::autosave_test {
using namespace tests;

namespace {

constexpr int kKills = 12;
constexpr int kEditEveryMs = 40;
constexpr int kSaveEvery = 10;  ///< edits
constexpr std::int64_t kMayBeLostMs = 1000;
constexpr const char* kFile = "autosave_test";  ///< the name of this file in its program
constexpr const char* kVictim = "--victim";

double memoryOf(const Accelerator& accelerator) {
  const auto parameters = parametersOf(accelerator);
  return std::ranges::find(parameters, "onchip_memory_MB", &Parameter::id)->value;
}

/// Sets the memory to 1.00, 1.01, 1.02 ... MB, saves the project now and then, and says on stdout what it did and when.
int beVictim(const QString& project) {
  const auto window = emptyWindow(SettingsUse::Kept);
  window->files().openDesign(tinyMamba());
  if (!QTest::qWaitFor([&] { return isFresh(*window); }, 30000)) return 3;
  int step = 0;
  QTimer edits;
  QObject::connect(&edits, &QTimer::timeout, window.get(), [&] {
    const double value = 1 + 0.01 * step;
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = std::to_string(value)});
    if (step % kSaveEvery == 0 && !window->projects().saveTo(project)) std::exit(4);
    std::printf("%d %lld\n", step, static_cast<long long>(QDateTime::currentMSecsSinceEpoch()));
    std::fflush(stdout);
    ++step;
  });
  edits.start(kEditEveryMs);
  return QApplication::exec();
}

struct Done {
  int step = 0;
  std::int64_t at = 0;
};

/// What the victim said it did.
std::vector<Done> readDone(QProcess& victim) {
  std::vector<Done> done;
  for (const QByteArray& line : victim.readAllStandardOutput().split('\n')) {
    const QList<QByteArray> words = line.split(' ');
    if (words.size() == 2 && line.endsWith(words[1])) done.push_back({words[0].toInt(), words[1].toLongLong()});
  }
  return done;
}

QStringList keptFiles() {
  QStringList names = QDir(Autosave::defaultFolder()).entryList({"*.fusewright"}, QDir::Files);
  names.removeAll("last.fusewright");
  return names;
}

/// Whether a kept file says which project it belongs to: what was kept before the project was first saved does not.
bool isKeptFor(const QString& project) {
  const QStringList kept = keptFiles();
  if (kept.isEmpty()) return false;
  QFile file(QDir(Autosave::defaultFolder()).filePath(kept.front()));
  return file.open(QIODevice::ReadOnly) && file.readAll().contains(QFileInfo(project).fileName().toUtf8());
}

void emptyFolder() {
  QDir(Autosave::defaultFolder()).removeRecursively();
}

/// The step that a file of the victim holds.
int stepIn(const QString& path) {
  const auto loaded = loadProject(path.toStdString());
  if (!loaded) {
    std::fprintf(stderr, "%s\n", message(loaded.error()).c_str());
    return -1;
  }
  return static_cast<int>(std::lround((memoryOf(*loaded->design.accelerator) - 1) * 100));
}

}  // namespace

class AutosaveViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }
  void init() { emptyFolder(); }

  void aKilledProgramLosesAtMostASecondAndNoFile() {
    std::mt19937 random(7);
    for (int kill = 0; kill < kKills; ++kill) {
      emptyFolder();
      const QTemporaryDir folder;
      const QString project = folder.filePath("work.fusewright");
      QProcess victim;
      victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
      victim.start(QApplication::applicationFilePath(), {kFile, kVictim, project});
      QVERIFY(QTest::qWaitFor([&] { return QFile::exists(project); }, 60000));
      QTest::qWait(std::uniform_int_distribution<int>(0, 1500)(random));
      ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
      const std::int64_t killed = QDateTime::currentMSecsSinceEpoch();
      QVERIFY(victim.waitForFinished());
      const auto done = readDone(victim);
      QVERIFY(!done.empty());
      // The project holds one of the steps at which it was saved.
      const int saved = stepIn(project);
      QVERIFY2(saved >= 0 && saved % kSaveEvery == 0, qPrintable(QString::number(saved)));
      const auto old = std::ranges::find_if(done, [&](const Done& one) { return killed - one.at < kMayBeLostMs; });
      if (old == done.begin()) continue;
      const int mustBeKept = (old - 1)->step;
      const QStringList kept = keptFiles();
      QCOMPARE(kept.size(), 1);
      const int step = stepIn(QDir(Autosave::defaultFolder()).filePath(kept.front()));
      QVERIFY2(step >= mustBeKept, qPrintable(QStringLiteral("kept %1, wanted %2").arg(step).arg(mustBeKept)));
    }
  }

  void whatAKilledProgramLeftIsOpenedByTheNextOne() {
    const QTemporaryDir folder;
    const QString project = folder.filePath("work.fusewright");
    QProcess victim;
    victim.start(QApplication::applicationFilePath(), {kFile, kVictim, project});
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(project) && isKeptFor(project); }, 60000));
    ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
    QVERIFY(victim.waitForFinished());
    const int step = stepIn(QDir(Autosave::defaultFolder()).filePath(keptFiles().front()));
    const auto window = emptyWindow(SettingsUse::Kept);
    QVERIFY(window->autosave()->takeUpLeftBehind(Autosave::Restore::AtOnce));
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*window), 30000);
    const double memory = memoryOf(*window->session().snapshot().design.accelerator);
    QCOMPARE(static_cast<int>(std::lround((memory - 1) * 100)), step);
    QCOMPARE(window->projects().path(), project);
    QTRY_VERIFY(window->offers().question().contains("unexpectedly"));
    QCOMPARE(keptFiles(), QStringList(QFileInfo(window->autosave()->file()).fileName()));
  }

  void whatAKilledProgramLeftIsOpenedWhileTheSystemStillListsIt() {
    const QTemporaryDir folder;
    const QString project = folder.filePath("work.fusewright");
    const QByteArray program = QFile::encodeName(QApplication::applicationFilePath());
    const QByteArray path = QFile::encodeName(project);
    const pid_t victim = ::fork();
    if (victim == 0) {
      ::execl(program.constData(), program.constData(), kFile, kVictim, path.constData(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(project) && isKeptFor(project); }, 60000));
    ::kill(victim, SIGKILL);
    // Waits for its end without asking how it ended: from here on it is a zombie.
    siginfo_t end{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(victim), &end, WEXITED | WNOWAIT), 0);
    const auto window = emptyWindow(SettingsUse::Kept);
    const bool taken = window->autosave()->takeUpLeftBehind(Autosave::Restore::AtOnce);
    ::waitpid(victim, nullptr, 0);
    QVERIFY(taken);
    QTRY_COMPARE_WITH_TIMEOUT(window->projects().path(), project, 30000);
  }

  void twoWindowsKeepTheirWorkApartAndOfferNotEachOthers() {
    const auto first = emptyWindow(SettingsUse::Kept);
    first->files().openDesign(tinyMamba());
    QTRY_VERIFY_WITH_TIMEOUT(keptFiles().size() == 1, 30000);
    const auto second = emptyWindow(SettingsUse::Kept);
    QVERIFY(first->autosave()->file() != second->autosave()->file());
    QVERIFY(!second->autosave()->takeUpLeftBehind(Autosave::Restore::AtOnce));
  }

  void marksAreKeptThoughTheDesignStays() {
    const auto window = emptyWindow(SettingsUse::Kept);
    window->files().openDesign(tinyMamba());
    QTRY_VERIFY_WITH_TIMEOUT(keptFiles().size() == 1 && isFresh(*window), 30000);
    window->views().navigator->addMark({.cycle = 1234, .temporary = false});
    const auto kept = [&] {
      QFile file(window->autosave()->file());
      return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY(kept().contains("1234"));
  }

  void aProgramThatEndsAsItShouldLeavesOnlyItsLastState() {
    const auto window = emptyWindow(SettingsUse::Kept);
    window->files().openDesign(tinyMamba());
    QTRY_VERIFY_WITH_TIMEOUT(keptFiles().size() == 1 && isFresh(*window), 30000);
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "5"});
    const Design last = window->session().snapshot().design;
    QVERIFY(window->close());
    QCOMPARE(QDir(Autosave::defaultFolder()).entryList(QDir::Files), QStringList("last.fusewright"));
    const auto next = emptyWindow(SettingsUse::Kept);
    QVERIFY(next->autosave()->reopenLast());
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*next), 30000);
    QVERIFY(next->session().snapshot().design == last);
  }
};

/// Runs the test slots, or is the victim.
int runOrBeVictim(int argc, char** argv) {
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName("FusewrightTests");
  QApplication::setApplicationName("autosave");
  if (argc == 3 && QByteArray(argv[1]) == kVictim) {
    registerResources();
    return beVictim(QString::fromLocal8Bit(argv[2]));
  }
  AutosaveViews test;
  return QTest::qExec(&test, argc, argv);
}

static const bool kAdded = addToProgram(__FILE__, runOrBeVictim);

}  // namespace fusewright::autosave_test

#include "autosave_test.moc"
