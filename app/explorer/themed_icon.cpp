#include "app/explorer/themed_icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// The macro must not stand in a namespace.
static void initResources() {
  Q_INIT_RESOURCE(fusewright);
}

namespace fusewright {
namespace {

QIcon drawn(const QByteArray& svg) {
  QIcon icon;
  for (const int size : {16, 20, 24, 32, 48}) {
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter);
    painter.end();
    icon.addPixmap(pixmap);
  }
  return icon;
}

QByteArray read(const QString& name) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

void registerResources() {
  initResources();
}

QIcon themedIcon(const QString& name, const QPalette& palette) {
  QByteArray svg = read(name);
  return drawn(svg.replace("#000000", palette.color(QPalette::ButtonText).name().toLatin1()));
}

QIcon programIcon() {
  return drawn(read(QStringLiteral("fusewright")));
}

}  // namespace fusewright
