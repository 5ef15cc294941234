#include "app/explorer/hardware_text.h"

#include "core/io/accelerator_yaml.h"
#include "core/io/patch_accelerator.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

/// The text follows a drag when it pauses: it takes two readings of a file to make.
constexpr int kTypingDelayMs = 150;
constexpr std::size_t kMostEarlier = 16;
constexpr std::size_t kLargestFile = std::size_t{1} << 24;

}  // namespace

HardwareText::HardwareText(Session& session, FileCommands& files, QWidget& parent)
    : QObject(&parent), session_(session), files_(files), editor_(new TextEditor(&parent)) {
  delay_.setSingleShot(true);
  delay_.setInterval(kTypingDelayMs);
  connect(&delay_, &QTimer::timeout, this, &HardwareText::update);
  connect(&files_, &FileCommands::hardwareLoaded, this, &HardwareText::loaded);
  connect(&session_, &Session::snapshotChanged, this, [this] {
    if (session_.snapshot().design.accelerator != shown_ && editor_->isVisible()) delay_.start();
  });
  connect(editor_, &TextEditor::shownChanged, this, [this](bool shown) {
    if (shown) update();
  });
  connect(editor_, &TextEditor::applyRequested, this, &HardwareText::apply);
}

Panel HardwareText::panel() const {
  return {QStringLiteral("hardwareTextDock"), tr("YAML"), editor_};
}

void HardwareText::loaded() {
  const auto text = readFile(files_.hardwarePath(), kLargestFile);
  keepForLater();
  base_ = text ? *text : std::string();
  shown_.reset();
  if (editor_->isVisible()) update();
}

AcceleratorText HardwareText::earlierOr(AcceleratorText anew, const Accelerator& accelerator) {
  AcceleratorText made = std::move(anew);
  for (const std::string& text : earlier_) {
    AcceleratorText kept = patchedAccelerator(text, accelerator);
    if (kept.kept == TextKept::Nothing) continue;
    made = std::move(kept);
    break;
  }
  keepForLater();
  return made;
}

void HardwareText::keepForLater() {
  if (base_.empty()) return;
  std::erase(earlier_, base_);
  earlier_.push_front(base_);
  if (earlier_.size() > kMostEarlier) earlier_.pop_back();
}

void HardwareText::update() {
  const auto& accelerator = session_.snapshot().design.accelerator;
  if (!accelerator || accelerator == shown_) return;
  shown_ = accelerator;
  AcceleratorText made = patchedAccelerator(base_, *accelerator);
  if (made.kept == TextKept::Nothing && !base_.empty()) made = earlierOr(std::move(made), *accelerator);
  const bool lost = made.kept == TextKept::Nothing && !base_.empty();
  base_ = std::move(made.text);
  editor_->setText(QString::fromStdString(base_));
  if (lost && !editor_->isChanged())
    editor_->showNote(
        tr("Parts came or went, or the file is of another dialect: the text was written anew, without "
           "the comments of the file."));
}

void HardwareText::apply(const QString& text) {
  const auto accelerator = parseAccelerator(text.toStdString(), tr("text").toStdString());
  if (!accelerator) {
    editor_->showError(accelerator.error());
    return;
  }
  keepForLater();
  base_ = text.toStdString();
  shown_ = std::make_shared<const Accelerator>(*accelerator);
  editor_->accept();
  session_.apply(SetAccelerator{shown_});
}

}  // namespace fusewright
