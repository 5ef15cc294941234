#include <cstdio>
#include <cstdlib>
#include <memory>

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "app/explorer/arguments.h"
#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "app/explorer/unattended.h"
#include "app/explorer/window_style.h"
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
  QApplication::setStyle(new WindowStyle);
  // The C locale does not group digits; a person reads 4,449,281 easier than 4449281.
  if (QLocale::system().language() == QLocale::C) QLocale::setDefault(QLocale(QLocale::English));
}

/// Texts come from fusewright_LANGUAGE.qm beside the examples, where there is one; what Qt says itself from Qt's own.
bool useLanguage(QApplication& app, const std::string& language) {
  if (language.empty()) return true;
  const QLocale locale(QString::fromStdString(language));
  if (locale.language() == QLocale::C) return false;
  QLocale::setDefault(locale);
  const QString folder = QApplication::applicationDirPath() + QStringLiteral("/../share/fusewright/translations");
  for (const auto& [name, place] :
       {std::pair(QStringLiteral("fusewright"), folder),
        std::pair(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))}) {
    auto* translator = new QTranslator(&app);
    if (translator->load(locale, name, QStringLiteral("_"), place)) QApplication::installTranslator(translator);
  }
  return true;
}

/// What the offscreen platform has to say is of no use to who reads the messages of a script.
void dropRemarks(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
}

/// What was asked for; else the work that a program left behind, what was open last, or the example.
void openFirst(MainWindow& window, const Arguments& arguments) {
  const bool isNamed = !(arguments.design == DesignOptions{.assumptions = Arguments().design.assumptions});
  const auto openNamed = [&window, arguments] { window.files().openDesign(withExamples(arguments.design)); };
  QObject::connect(&window.projects(), &Projects::notOpened, &window,
                   [&window] { window.files().openDesign(withExamples(Arguments().design)); });
  Autosave* kept = window.autosave();
  const auto how = isNamed ? Autosave::Restore::Offered : Autosave::Restore::AtOnce;
  if (kept != nullptr && (kept->takeUpLeftBehind(how) || (!isNamed && kept->reopenLast()))) return;
  openNamed();
}

int runWindow(const Arguments& arguments) {
  MainWindow window(engineEvaluator(std::make_shared<TileCostTable>()),
                    arguments.clean ? SettingsUse::Ignored : SettingsUse::Kept);
  window.show();
  if (arguments.resetLayout) window.resetLayout();
  if (!arguments.layout.empty() && !window.layouts().take(QString::fromStdString(arguments.layout))) {
    std::fprintf(stderr, "fusewright: --layout: there is no layout '%s'; known are %s\n", arguments.layout.c_str(),
                 qPrintable(window.layouts().names().join(QStringLiteral(", "))));
    return 2;
  }
  openFirst(window, arguments);
  if (!arguments.results.empty()) window.designSpace().open(QString::fromStdString(arguments.results));
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
  if (!useLanguage(app, arguments.language)) {
    std::fprintf(stderr, "fusewright: --lang: there is no language '%s'; write one like de or en_US\n",
                 arguments.language.c_str());
    return 2;
  }
  if (!arguments.studyFigures.empty()) return writeStudyFiguresOnly(arguments);
  if (!arguments.figures.empty()) return writeFiguresOnly(arguments);
  if (!arguments.screenshot.empty()) return takeScreenshot(arguments);
  return runWindow(arguments);
}
