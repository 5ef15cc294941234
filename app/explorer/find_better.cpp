#include "app/explorer/find_better.h"

#include <QApplication>
#include <QClipboard>

#include "core/explore/sweep/sweep_points.h"
#include "core/hardware/iso_area.h"

namespace fusewright {

FindBetter::FindBetter(Session& session, FileCommands& files, Baseline& baseline, QWidget& window)
    : QObject(&window), session_(session), files_(files), baseline_(baseline), view_(new FindBetterView(&window)) {
  connect(view_, &FindBetterView::searchRequested, this, &FindBetter::search);
  connect(view_, &FindBetterView::cancelRequested, &runner_, &SearchRunner::stop);
  connect(view_, &FindBetterView::applyRequested, this, &FindBetter::apply);
  connect(view_, &FindBetterView::commandLineRequested, this, [this] {
    const QString command = commandLine();
    if (!command.isEmpty()) QApplication::clipboard()->setText(command);
    Q_EMIT said(command.isEmpty() ? tr("No command can read this model: it came neither from a file nor a template")
                                  : tr("Copied: %1").arg(command));
  });
  connect(&runner_, &SearchRunner::progressChanged, view_, &FindBetterView::showProgress);
  connect(&runner_, &SearchRunner::finished, view_, &FindBetterView::setResult);
  connect(&runner_, &SearchRunner::finished, this, &FindBetter::found);
  connect(&runner_, &SearchRunner::failed, this, [this](const Error& error) {
    view_->endSearch();
    Q_EMIT failed(error);
  });
  const auto ready = [this] { view_->setReady(session_.hasDesign()); };
  connect(&session_, &Session::snapshotChanged, this, ready);
  ready();
}

void FindBetter::search() {
  const SearchWish wish = view_->wish();
  const Design& design = session_.snapshot().design;
  constexpr std::int64_t kNoLimit = 1'000'000'000;  // time ends it
  runner_.search({.design = design,
                  .objective = wish.objective,
                  .gap = wish.gap,
                  .seconds = wish.seconds,
                  .evaluations = kNoLimit,
                  .areaMm2 = wish.alsoHardware ? std::optional(chipArea(*design.accelerator)) : std::nullopt});
}

void FindBetter::apply(bool keepBaseline) {
  const SearchResult* result = view_->result();
  if (result == nullptr) return;
  if (keepBaseline) baseline_.keep();
  session_.apply(SetDesign{.design = result->best->design,
                           .text = tr("Found plan %1").arg(QString::fromStdString(result->bestName)).toStdString()});
}

QString FindBetter::commandLine() const {
  QString line = files_.commandLine();
  if (line.isEmpty()) return line;
  const SearchWish wish = view_->wish();
  line.replace(QStringLiteral("fusewright-cli schedule "), QStringLiteral("fusewright-cli search "));
  line += QStringLiteral(" --objective ") +
          QString::fromUtf8(nameOf(wish.objective).data(), static_cast<qsizetype>(nameOf(wish.objective).size()));
  line += QStringLiteral(" --seconds ") + QString::fromStdString(numberText(wish.seconds));
  if (wish.gap > 0)
    line += QStringLiteral(" --gap ") + QString::fromStdString(numberText(100 * wish.gap)) + QLatin1Char('%');
  if (wish.alsoHardware)
    line += QStringLiteral(" --area ") +
            QString::fromStdString(numberText(chipArea(*session_.snapshot().design.accelerator)));
  return line;
}

}  // namespace fusewright
