#include "core/explore/study/step_lifetimes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "core/mapping/layer_names.h"
#include "core/mapping/mamba_block.h"

namespace fusewright {
namespace {

struct Span {
  double from = 0;
  double to = 0;
};

struct Label {
  std::string_view layer;  ///< family or first component of a layer's name
  std::string_view label;
};

/// What the study calls the results of the fused operators.
constexpr std::array kResultLabels{
    Label{"mul_delta_A", "dA"},     Label{"Exp", "exp(dA)"}, Label{"mul_delta_B", "dB"}, Label{"mul_dBx", "dB*x"},
    Label{"mul_h_dA", "exp(dA)*h"}, Label{"add_dBx", "h"},   Label{"mul_h_C", "C*h"}};

std::string_view nameInStep(const Layer& layer) {
  if (layer.recurrence) return familyName(layer);
  const auto components = nameComponents(layer.name);
  return components.empty() ? std::string_view(layer.name) : components.front();
}

std::optional<std::string> resultLabel(const Layer& layer) {
  const auto found = std::ranges::find(kResultLabels, nameInStep(layer), &Label::layer);
  if (found == kResultLabels.end()) return std::nullopt;
  return std::string(found->label);
}

/// What the study calls an input of a fused operator that comes from outside.
std::string inputLabel(const Layer& consumer, const Layer& producer) {
  const std::string_view name = nameInStep(consumer);
  const bool projected = producer.name.find("x_proj") != std::string::npos;
  if (name == "mul_h_C") return "C";
  if (name == "mul_dBx") return "x";
  if (name == "mul_delta_B" && projected) return "B";
  return "delta";
}

/// The schedule of one step, looked up piece by piece.
class StepView {
 public:
  StepView(const Evaluation& evaluation, std::int64_t step)
      : evaluation_(evaluation),
        workload_(*evaluation.workload),
        graph_(*evaluation.graph),
        schedule_(*evaluation.schedule),
        step_(step) {}

  StepLifetimes view() {
    StepLifetimes lifetimes{.step = step_, .peakMaker = {}, .violations = {}};
    const std::vector<TileId> tiles = tilesOfStep();
    if (tiles.empty()) {
      lifetimes.violations = "the model has no Mamba block with such a step";
      return lifetimes;
    }
    lifetimes.length = steps();
    window_ = windowOf(tiles);
    memory_ = fullestMemory();
    lifetimes.capacity = capacity();
    lifetimes.cycles = window_.to - window_.from;
    for (const TileId tile : tiles) lifetimes.tiles.push_back(stepTile(tile));
    std::ranges::stable_sort(lifetimes.tiles, {}, &StepTile::from);
    lifetimes.tensors = tensors();
    return withOccupancy(std::move(lifetimes));
  }

 private:
  [[nodiscard]] const Layer& layerOf(TileId tile) const { return workload_.layer(graph_.layer[tile.index()]); }

  [[nodiscard]] std::int64_t steps() const {
    std::int64_t count = 0;
    for (const Layer& layer : workload_.layers)
      if (layer.recurrence && layer.recurrence->scan == 0)
        count = std::max<std::int64_t>(count, layer.recurrence->step + 1);
    return count;
  }

  /// One tile of every operator of the step. The token runs fastest among tiles (METHOD A2), so that tile number `step`
  /// of the operators before the scan is this step's, in the first slice of the channels.
  [[nodiscard]] std::vector<TileId> tilesOfStep() const {
    std::vector<TileId> tiles;
    const auto blocks = mambaBlocks(workload_);
    if (blocks.empty() || step_ < 0) return tiles;
    for (const auto* part : {&blocks.front().a, &blocks.front().b})
      for (const LayerId layer : *part) {
        const auto& all = graph_.tilesOfLayer[layer.index()];
        if (all.size() > 1 && static_cast<std::size_t>(step_) < all.size())
          tiles.push_back(all[static_cast<std::size_t>(step_)]);
      }
    const std::size_t before = tiles.size();
    for (const LayerId layer : blocks.front().s)
      if (workload_.layer(layer).recurrence->step == step_) tiles.push_back(graph_.tilesOfLayer[layer.index()].front());
    return tiles.size() == before ? std::vector<TileId>{} : tiles;
  }

  [[nodiscard]] Span windowOf(const std::vector<TileId>& tiles) const {
    Span window{schedule_.start[tiles.front().index()].value, schedule_.end[tiles.front().index()].value};
    for (const TileId tile : tiles) {
      window.from = std::min(window.from, schedule_.start[tile.index()].value);
      window.to = std::max(window.to, schedule_.end[tile.index()].value);
    }
    return window;
  }

  [[nodiscard]] MemoryId fullestMemory() const {
    const Accelerator& accelerator = *evaluation_.design.accelerator;
    const std::vector<TopMemory> memories = topMemories(accelerator);
    std::size_t fullest = 0;
    Bits most{-1};
    for (std::size_t index = 0; index < memories.size(); ++index) {
      const Bits peak = evaluation_.metrics->memories[index].peak;
      if (memories[index].core == accelerator.offChip || peak <= most) continue;
      most = peak;
      fullest = index;
    }
    return MemoryId(fullest);
  }

  [[nodiscard]] Bits capacity() const {
    const TopMemory memory = topMemories(*evaluation_.design.accelerator)[memory_.index()];
    return evaluation_.design.accelerator->core(memory.core).memories[memory.level].capacity;
  }

  [[nodiscard]] StepTile stepTile(TileId tile) const {
    return {.layer = std::string(nameInStep(layerOf(tile))),
            .from = schedule_.start[tile.index()].value - window_.from,
            .to = schedule_.end[tile.index()].value - window_.from};
  }

  [[nodiscard]] std::string constantName(const Piece& piece) const {
    const ConstantPiece& constant = graph_.constants[static_cast<std::size_t>(piece.source)];
    const Operand& operand = workload_.layer(piece.layer).inputs[static_cast<std::size_t>(constant.input)];
    if (operand.tensor) return workload_.tensor(*operand.tensor).name;
    return "W of " + std::string(nameInStep(workload_.layer(piece.layer)));
  }

  [[nodiscard]] std::string nameOfPiece(const Piece& piece) const {
    if (piece.kind == Piece::Kind::Constant) return constantName(piece);
    const Layer& producer = workload_.layer(piece.layer);
    const auto label = resultLabel(producer);
    if (piece.kind == Piece::Kind::Slice && !label) {
      const Piece& whole = schedule_.pieces[static_cast<std::size_t>(piece.source)];
      if (whole.kind == Piece::Kind::Constant) return constantName(whole);
      return piece.tile ? inputLabel(layerOf(*piece.tile), producer) : producer.name;
    }
    if (label) return *label;
    return producer.output.tensor ? workload_.tensor(*producer.output.tensor).name : producer.name;
  }

  [[nodiscard]] TensorLifetime lifetimeOf(const Residency& residency) const {
    const Piece& piece = schedule_.pieces[residency.piece.index()];
    const bool constant = piece.kind == Piece::Kind::Constant;
    return {.name = nameOfPiece(piece),
            .producer = constant ? "" : std::string(nameInStep(workload_.layer(piece.layer))),
            .lastUser = residency.lastUser ? std::string(nameInStep(layerOf(*residency.lastUser))) : "",
            .from = residency.from.value - window_.from,
            .to = residency.to.value - window_.from,
            .bits = residency.bits};
  }

  /// What is in the memory during the step. Parts that stay for all of it are put together by name.
  [[nodiscard]] std::vector<TensorLifetime> tensors() const {
    std::vector<TensorLifetime> found;
    std::map<std::string, std::size_t> throughout;
    const double length = window_.to - window_.from;
    for (const Residency& residency : schedule_.residencies) {
      if (residency.memory != memory_ || residency.to <= residency.from) continue;
      if (residency.to.value <= window_.from || residency.from.value >= window_.to) continue;
      TensorLifetime lifetime = lifetimeOf(residency);
      const bool stays = lifetime.from <= 0 && lifetime.to >= length;
      const auto known = stays ? throughout.find(lifetime.name) : throughout.end();
      if (known == throughout.end()) {
        if (stays) throughout.emplace(lifetime.name, found.size());
        found.push_back(std::move(lifetime));
        continue;
      }
      TensorLifetime& together = found[known->second];
      together.from = std::min(together.from, lifetime.from);
      together.to = std::max(together.to, lifetime.to);
      together.bits += lifetime.bits;
    }
    std::ranges::stable_sort(found, {}, &TensorLifetime::from);
    return found;
  }

  static StepLifetimes withOccupancy(StepLifetimes lifetimes) {
    std::map<double, Bits> changes{{0, Bits{0}}};
    for (const TensorLifetime& tensor : lifetimes.tensors) {
      changes[std::max(tensor.from, 0.0)] += tensor.bits;
      if (tensor.to < lifetimes.cycles) changes[tensor.to] -= tensor.bits;
    }
    Bits held;
    for (const auto& [time, change] : changes) {
      held += change;
      if (lifetimes.occupancy.empty() || lifetimes.occupancy.back().bits != held)
        lifetimes.occupancy.push_back({.time = time, .bits = held});
      if (held <= lifetimes.peak) continue;
      lifetimes.peak = held;
      lifetimes.peakAt = time;
    }
    for (TensorLifetime& tensor : lifetimes.tensors)
      tensor.atPeak = tensor.from <= lifetimes.peakAt && tensor.to > lifetimes.peakAt;
    for (const StepTile& tile : lifetimes.tiles)
      if (tile.to > lifetimes.peakAt && lifetimes.peakMaker.empty()) lifetimes.peakMaker = tile.layer;
    return lifetimes;
  }

  const Evaluation& evaluation_;
  const Workload& workload_;
  const TileGraph& graph_;
  const Schedule& schedule_;
  std::int64_t step_;
  Span window_;
  MemoryId memory_;
};

}  // namespace

StepLifetimes stepLifetimes(const Evaluation& evaluation, std::int64_t step) {
  return StepView(evaluation, step).view();
}

}  // namespace fusewright
