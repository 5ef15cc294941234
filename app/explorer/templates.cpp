#include "app/explorer/templates.h"

#include <QFileDialog>
#include <QFileInfo>

#include "core/io/model_writer.h"

namespace fusewright {
namespace {

TemplateChoice choiceOf(const std::string& kind, const TemplateValues& values) {
  TemplateChoice choice{.kind = kind, .parameters = {}};
  const auto known = findModelKind(kind);
  if (!known) return choice;
  for (const ModelParameter& parameter : known->parameters) {
    const auto value = values.find(std::string(parameter.name));
    if (value != values.end() && value->second != parameter.fallback)
      choice.parameters.emplace(parameter.name, value->second);
  }
  return choice;
}

/// Every parameter of the choice, given or not.
TemplateValues valuesOf(const TemplateChoice& choice) {
  TemplateValues values;
  const auto kind = findModelKind(choice.kind);
  if (!kind) return values;
  for (const ModelParameter& parameter : kind->parameters) {
    const auto given = choice.parameters.find(parameter.name);
    values.emplace(parameter.name, given == choice.parameters.end() ? parameter.fallback : given->second);
  }
  return values;
}

}  // namespace

std::vector<TemplateKind> templateKinds() {
  std::vector<TemplateKind> kinds;
  for (const ModelKind& kind : modelKinds()) {
    TemplateKind shown{.name = std::string(kind.name), .meaning = std::string(kind.meaning), .parameters = {}};
    for (const ModelParameter& parameter : kind.parameters)
      shown.parameters.push_back({.name = std::string(parameter.name),
                                  .unit = std::string(parameter.unit),
                                  .fallback = parameter.fallback,
                                  .minimum = parameter.minimum,
                                  .maximum = parameter.maximum,
                                  .meaning = std::string(parameter.meaning),
                                  .choices = {parameter.choices.begin(), parameter.choices.end()}});
    kinds.push_back(std::move(shown));
  }
  return kinds;
}

Templates::Templates(Session& session, FileCommands& files, WindowSettings& settings, QWidget& window)
    : QObject(),
      session_(session),
      files_(files),
      settings_(settings),
      window_(window),
      view_(new TemplateView(&window)) {
  view_->setKinds(templateKinds());
  connect(&session_, &Session::snapshotChanged, this, &Templates::follow);
  connect(view_, &TemplateView::modelRequested, this,
          [this](const std::string& kind, const TemplateValues& values, const QString& change, std::uint64_t gesture) {
            make(choiceOf(kind, values), change, gesture);
          });
  connect(view_, &TemplateView::saveRequested, this,
          [this](const std::string& kind, const TemplateValues& values) { save(choiceOf(kind, values)); });
}

void Templates::follow() {
  // What is being made is newer than what the session has.
  if (making_) return;
  const auto source = files_.presentSource();
  takenKind_ = source && source->kind ? std::optional(source->kind->kind) : std::nullopt;
  view_->setPresent(takenKind_, takenKind_ ? valuesOf(*source->kind) : TemplateValues());
}

void Templates::make(const TemplateChoice& choice, const QString& change, std::uint64_t gesture) {
  making_ = true;
  DesignOptions reading;
  reading.assumptions = session_.hasDesign() ? nameOf(session_.snapshot().design.assumptions) : "physical";
  jobs_.request([this, choice, reading, change, gesture](std::stop_token) {
    auto model = makeSourced(choice, reading);
    return [this, model = std::move(model), change, gesture] {
      making_ = false;
      view_->showProblem(model ? QString() : QString::fromStdString(message(model.error())));
      if (model) take(*model, change, gesture);
    };
  });
}

void Templates::take(const SourcedModel& model, const QString& change, std::uint64_t gesture) {
  ++made_;
  files_.models().remember(model.workload, model.source);
  files_.dropWaiting();
  const std::string text = change.toStdString();
  if (takenKind_ && *takenKind_ == model.source->kind->kind) {
    session_.apply(SetWorkload{.workload = model.workload, .text = text, .gesture = gesture});
    return;
  }
  // Another model than before: the mapping of the old one says nothing about it.
  Design design = session_.snapshot().design;
  if (!design.accelerator) {
    Q_EMIT failed({.what = "there is no accelerator yet", .where = {}, .remedy = "Open one, then make the model"});
    return;
  }
  design.workload = model.workload;
  design.mapping = {};
  design.mapping.fusion = NamedFusion{"auto"};
  session_.apply(SetDesign{.design = design, .text = text});
}

void Templates::save(const TemplateChoice& choice) {
  auto* dialog = new QFileDialog(&window_, tr("Save model"), settings_.folder(QStringLiteral("model")),
                                 tr("ONNX models (*.onnx)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("onnx"));
  dialog->selectFile(QString::fromStdString(choice.kind + ".onnx"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, choice](const QString& path) {
    settings_.setFolder(QStringLiteral("model"), QFileInfo(path).absolutePath());
    const auto written = writeModel(choice.kind, choice.parameters, path.toStdString());
    if (written) {
      Q_EMIT saved(tr("Written: %1").arg(path));
    } else {
      Q_EMIT failed(written.error());
    }
  });
  dialog->open();
}

}  // namespace fusewright
