#include <memory>
#include <random>
#include <vector>

#include <fmt/format.h>
#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/hardware/parameters.h"
#include "core/session/apply_edit.h"
#include "core/session/history.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::undo_fuzz_test {

namespace {

constexpr int kEdits = 10'000;

Design firstDesign() {
  return {.workload = std::make_shared<const Workload>(tests::miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram()),
          .mapping = {.fusion = NamedFusion{"all"}}};
}

/// Edits of every kind, some of which are refused.
class RandomEdits {
 public:
  explicit RandomEdits(Design first) : first_(std::move(first)) {}

  [[nodiscard]] int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  [[nodiscard]] Edit next(const Design& current) {
    switch (number(8)) {
      case 0:
        return SetMapping{mapping()};
      case 1:
        return SetAssumptions{assumptions()};
      case 2:
        return SetAccelerator{first_.accelerator};
      case 3:
        return SetWorkload{std::make_shared<const Workload>(tests::miniMamba())};
      case 4:
        return SetDesign{.design = first_, .text = "back"};
      default:
        return parameter(current);
    }
  }

 private:
  [[nodiscard]] SetParameter parameter(const Design& current) {
    const auto parameters = parametersOf(*current.accelerator);
    const Parameter& chosen = parameters[static_cast<std::size_t>(number(static_cast<int>(parameters.size())))];
    const double factor = 0.25 * (1 + number(12));
    const std::string value = chosen.text ? *chosen.text : fmt::format("{}", std::floor(chosen.value * factor));
    // One in three continues the drag of the edit before.
    if (number(3) != 0) ++gesture_;
    return {.id = chosen.id, .value = value, .gesture = gesture_};
  }

  [[nodiscard]] MappingRequest mapping() {
    static const std::vector<std::string> kNames{"all", "unfused", "auto", "A", "S"};
    MappingRequest request{.fusion = NamedFusion{kNames[static_cast<std::size_t>(number(5))]}};
    request.tiling = static_cast<TilingMode>(number(4));
    if (request.tiling == TilingMode::Explicit) request.entries = {{"L", 1 + number(4)}};
    return request;
  }

  [[nodiscard]] Assumptions assumptions() {
    Assumptions chosen;
    for (bool& repaired : chosen.repaired) repaired = number(2) == 0;
    chosen.prefetchDepth = 1 + number(8);
    return chosen;
  }

  Design first_;
  std::mt19937 random_{20261126};
  std::uint64_t gesture_ = 1;
};

/// What a history is, said in the plainest way: all designs in a row, and where one is.
struct PlainHistory {
  std::vector<Design> designs;
  std::vector<std::uint64_t> gestures;
  std::size_t at = 0;

  void push(const Design& design, std::uint64_t gesture) {
    designs.resize(at + 1);
    gestures.resize(at + 1);
    if (gesture != 0 && at > 0 && gestures[at] == gesture) {
      designs[at] = design;
      return;
    }
    designs.push_back(design);
    gestures.push_back(gesture);
    ++at;
  }
};

bool hasSameResult(const Evaluation& a, const Evaluation& b) {
  return *a.graph == *b.graph && *a.schedule == *b.schedule && *a.metrics == *b.metrics;
}

}  // namespace

class UndoFuzz : public QObject {
  Q_OBJECT

 private slots:
  /// Ten thousand edits, with undo, redo and jumps in between; at the end all are undone, then all done again.
  void tenThousandRandomEditsEndBitEqualWhenUndone() {
    const Design first = firstDesign();
    TileCostTable table;
    const auto before = evaluate(first, table, nullptr, {});
    QVERIFY(before);
    RandomEdits random(first);
    History history(first);
    PlainHistory plain{.designs = {first}, .gestures = {0}};
    int edits = 0;
    while (edits < kEdits) {
      const int what = random.number(10);
      if (what == 0 && history.canUndo()) {
        history.undo();
        --plain.at;
      } else if (what == 1 && history.canRedo()) {
        history.redo();
        ++plain.at;
      } else if (what == 2 && history.size() > 40) {
        // A jump in the list, never far: what is beyond is forgotten by the next edit.
        const std::size_t step = history.size() - 1 - static_cast<std::size_t>(random.number(3));
        history.goTo(step);
        plain.at = step;
      } else {
        const Edit edit = random.next(history.current());
        const auto design = applyEdit(history.current(), edit);
        ++edits;
        if (!design) continue;
        const auto* parameter = std::get_if<SetParameter>(&edit);
        const std::uint64_t gesture = parameter != nullptr ? parameter->gesture : 0;
        history.push(*design, editText(history.current(), edit), gesture);
        plain.push(*design, gesture);
      }
      QCOMPARE(history.size(), plain.designs.size());
      QCOMPARE(history.position(), plain.at);
      QVERIFY(history.current() == plain.designs[plain.at]);
    }
    const Design last = history.current();
    const std::size_t end = history.position();
    QVERIFY(end > 1000);
    while (history.canUndo()) {
      history.undo();
      QVERIFY(history.current() == plain.designs[history.position()]);
    }
    QVERIFY(history.current() == first);
    const auto after = evaluate(history.current(), table, nullptr, {});
    QVERIFY(after);
    QVERIFY(hasSameResult(*before, *after));
    while (history.position() < end) history.redo();
    QVERIFY(history.current() == last);
  }
};

FUSEWRIGHT_TEST(UndoFuzz)

}  // namespace fusewright::undo_fuzz_test

#include "undo_fuzz_test.moc"
