#include <cstdio>
#include <cstdlib>
#include <memory>

#include <QApplication>
#include <QLocale>
#include <QStyleFactory>

#include "app/explorer/arguments.h"
#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "app/explorer/unattended.h"
#include "app/options/example_files.h"

namespace {

using namespace fusewright;

bool hasDisplay() {
  return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
}

/// What is rendered into files needs no display, and must not flash on one.
void choosePlatform(const Arguments& arguments) {
  if (isUnattended(arguments) && std::getenv("QT_QPA_PLATFORM") == nullptr) setenv("QT_QPA_PLATFORM", "offscreen", 1);
}

bool canShowWindow() {
  return hasDisplay() || std::getenv("QT_QPA_PLATFORM") != nullptr;
}

void nameProgram() {
  QApplication::setOrganizationName(QStringLiteral("Fusewright"));
  QApplication::setApplicationName(QStringLiteral("Fusewright"));
  QApplication::setApplicationVersion(QStringLiteral(FUSEWRIGHT_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("io.github.fusewright.Fusewright"));
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  // The C locale does not group digits; a person reads 4,449,281 easier than 4449281.
  if (QLocale::system().language() == QLocale::C) QLocale::setDefault(QLocale(QLocale::English));
}

/// What the offscreen platform has to say is of no use to who reads the messages of a script.
void dropRemarks(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
}

int runWindow(const Arguments& arguments) {
  MainWindow window(engineEvaluator(std::make_shared<TileCostTable>()),
                    arguments.clean ? SettingsUse::Ignored : SettingsUse::Kept);
  window.show();
  window.files().openDesign(withExamples(arguments.design));
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  const auto parsed = parseArguments(argc, argv);
  if (const auto* status = std::get_if<ExitStatus>(&parsed)) return status->code;
  const auto& arguments = std::get<Arguments>(parsed);
  choosePlatform(arguments);
  if (isUnattended(arguments)) qInstallMessageHandler(dropRemarks);
  if (!canShowWindow() && !isUnattended(arguments)) {
    std::fprintf(stderr, "fusewright: there is no display; use --screenshot or --figures, or fusewright-cli\n");
    return 2;
  }
  QApplication app(argc, argv);
  nameProgram();
  registerResources();
  if (!arguments.studyFigures.empty()) return writeStudyFiguresOnly(arguments);
  if (!arguments.figures.empty()) return writeFiguresOnly(arguments);
  if (!arguments.screenshot.empty()) return takeScreenshot(arguments);
  return runWindow(arguments);
}
