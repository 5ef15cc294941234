#include "app/explorer/window_settings.h"

#include <QDir>

namespace fusewright {
namespace {

constexpr qsizetype kMostRecentFiles = 10;
constexpr qsizetype kMostRememberedModels = 100;

}  // namespace

WindowSettings::WindowSettings(SettingsUse use) {
  if (use == SettingsUse::Kept) settings_ = std::make_unique<QSettings>();
  if (value(QStringLiteral("timeline/wheel")).toString() == QLatin1String("zooms")) wheelUse_ = WheelUse::Zooms;
}

QVariant WindowSettings::value(const QString& key, const QVariant& fallback) const {
  return settings_ ? settings_->value(key, fallback) : fallback;
}

void WindowSettings::setValue(const QString& key, const QVariant& value) {
  if (settings_) settings_->setValue(key, value);
}

bool WindowSettings::restoreLayout(QMainWindow& window) const {
  const QByteArray geometry = value(QStringLiteral("window/geometry")).toByteArray();
  const QByteArray state = value(QStringLiteral("window/state")).toByteArray();
  if (!geometry.isEmpty()) window.restoreGeometry(geometry);
  return !state.isEmpty() && window.restoreState(state, kLayoutVersion);
}

void WindowSettings::saveLayout(const QMainWindow& window) {
  setValue(QStringLiteral("window/geometry"), window.saveGeometry());
  setValue(QStringLiteral("window/state"), window.saveState(kLayoutVersion));
}

QStringList WindowSettings::recentFiles() const {
  return value(QStringLiteral("files/recent")).toStringList();
}

void WindowSettings::addRecentFile(const QString& path) {
  QStringList files = recentFiles();
  files.removeAll(path);
  files.prepend(path);
  setValue(QStringLiteral("files/recent"), QStringList(files.mid(0, kMostRecentFiles)));
}

void WindowSettings::clearRecentFiles() {
  setValue(QStringLiteral("files/recent"), QStringList());
}

QString WindowSettings::folder(const QString& purpose) const {
  return value(QStringLiteral("folders/") + purpose, QDir::currentPath()).toString();
}

void WindowSettings::setFolder(const QString& purpose, const QString& folder) {
  setValue(QStringLiteral("folders/") + purpose, folder);
}

FigureChoice WindowSettings::figureChoice() const {
  const FigureChoice first;
  return {.preset = value(QStringLiteral("figure/preset"), first.preset).toInt(),
          .sizeMm = value(QStringLiteral("figure/size")).toSizeF(),
          .points = value(QStringLiteral("figure/points"), first.points).toDouble(),
          .dpi = value(QStringLiteral("figure/dpi"), first.dpi).toInt(),
          .sourceLine = value(QStringLiteral("figure/source"), first.sourceLine).toBool()};
}

void WindowSettings::setFigureChoice(const FigureChoice& choice) {
  setValue(QStringLiteral("figure/preset"), choice.preset);
  setValue(QStringLiteral("figure/size"), choice.sizeMm);
  setValue(QStringLiteral("figure/points"), choice.points);
  setValue(QStringLiteral("figure/dpi"), choice.dpi);
  setValue(QStringLiteral("figure/source"), choice.sourceLine);
}

TimeKeys WindowSettings::timeKeys() const {
  TimeKeys keys;
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const auto action = static_cast<TimeAction>(index);
    const QVariant saved = value(QStringLiteral("keys/") + timeActionId(action));
    if (!saved.isValid()) continue;
    std::vector<QKeySequence> own;
    for (const QString& key : saved.toStringList())
      if (!key.isEmpty()) own.push_back(QKeySequence(key, QKeySequence::PortableText));
    keys.setKeys(action, own);
  }
  return keys;
}

void WindowSettings::setTimeKeys(const TimeKeys& keys) {
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const auto action = static_cast<TimeAction>(index);
    QStringList own;
    for (const QKeySequence& key : keys.keysOf(action)) own << key.toString(QKeySequence::PortableText);
    setValue(QStringLiteral("keys/") + timeActionId(action), own);
  }
}

void WindowSettings::setWheelUse(WheelUse use) {
  wheelUse_ = use;
  setValue(QStringLiteral("timeline/wheel"), QLatin1String(use == WheelUse::Zooms ? "zooms" : "scrolls"));
}

QStringList WindowSettings::modelChoices(const QString& path) const {
  return value(QStringLiteral("models/choices")).toMap().value(path).toStringList();
}

void WindowSettings::setModelChoices(const QString& path, const QStringList& arguments) {
  QStringList order = value(QStringLiteral("models/order")).toStringList();
  QVariantMap choices = value(QStringLiteral("models/choices")).toMap();
  order.removeAll(path);
  choices.remove(path);
  if (!arguments.isEmpty()) {
    order.prepend(path);
    choices.insert(path, arguments);
  }
  while (order.size() > kMostRememberedModels) choices.remove(order.takeLast());
  setValue(QStringLiteral("models/order"), order);
  setValue(QStringLiteral("models/choices"), choices);
}

ThemeChoice WindowSettings::theme() const {
  const QString name = value(QStringLiteral("window/theme")).toString();
  if (name == QLatin1String("light")) return ThemeChoice::Light;
  return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Automatic;
}

void WindowSettings::setTheme(ThemeChoice theme) {
  const char* name = theme == ThemeChoice::Light ? "light" : theme == ThemeChoice::Dark ? "dark" : "automatic";
  setValue(QStringLiteral("window/theme"), QLatin1String(name));
}

}  // namespace fusewright
