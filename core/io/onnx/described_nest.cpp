#include "core/io/onnx/described_nest.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/io/onnx/symbols.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Beyond any tensor, and exact as a double.
constexpr double kFarOut = 1LL << 52;

bool isOf(const OperatorDescription& description, std::string_view domain, std::string_view operation) {
  return description.operation == operation && description.domain == domain;
}

const Shape* shapeOf(const OnnxGraph& graph, const std::vector<std::string>& names, std::size_t index) {
  if (index >= names.size()) return nullptr;
  const auto value = graph.values.find(names[index]);
  return value == graph.values.end() ? nullptr : &value->second.shape;
}

/// The 3 of "input3".
std::optional<std::size_t> inputNumber(const std::string& name) {
  constexpr std::string_view kStart = "input";
  if (!name.starts_with(kStart)) return std::nullopt;
  std::size_t number = 0;
  const char* const last = name.data() + name.size();
  const auto [end, error] = std::from_chars(name.data() + kStart.size(), last, number);
  return error == std::errc{} && end == last ? std::optional(number) : std::nullopt;
}

/// Puts one node into one description.
class NestBinding {
 public:
  NestBinding(const OperatorDescription& description, const OnnxGraph& graph, const OnnxNode& node)
      : description_(description), graph_(graph), node_(node) {}

  /// Whether every tensor that is described has as many axes as described.
  [[nodiscard]] Result<void> ranksFit() const {
    for (std::size_t input = 0; input < description_.inputs.size(); ++input) {
      const auto& operand = description_.inputs[input];
      const Shape* shape = shapeOf(graph_, node_.inputs, input);
      if (operand && !operand->packed && shape != nullptr && shape->size() != operand->axes.size())
        return otherRank(fmt::format("input {}", input), *shape, *operand);
    }
    return {};
  }

  Result<DescribedNest> bind() {
    if (auto sized = sizeLoops(); !sized) return tl::make_unexpected(sized.error());
    DescribedNest nest{.description = &description_, .loops = {}, .inputs = {}, .outputs = {}};
    for (const std::string& loop : description_.loops) nest.loops.push_back({.name = loop, .size = sizes_.at(loop)});
    for (std::size_t input = 0; input < description_.inputs.size(); ++input) {
      nest.inputs.emplace_back();
      const auto& operand = description_.inputs[input];
      if (!operand) continue;
      const Shape* shape = operand->packed ? nullptr : shapeOf(graph_, node_.inputs, input);
      auto axes = bindAxes(*operand, shape, fmt::format("input {}", input), Reach::Window);
      if (!axes) return tl::make_unexpected(axes.error());
      nest.inputs.back() = *std::move(axes);
    }
    for (std::size_t output = 0; output < description_.outputs.size(); ++output) {
      const Shape* shape = shapeOf(graph_, node_.outputs, output);
      auto axes = bindAxes(description_.outputs[output], shape, fmt::format("output {}", output), Reach::Inside);
      if (!axes) return tl::make_unexpected(axes.error());
      nest.outputs.push_back(*std::move(axes));
    }
    return nest;
  }

  [[nodiscard]] tl::unexpected<Error> otherRank(const std::string& tensor, const Shape& shape,
                                                const DescribedOperand& operand) const {
    return unfit(fmt::format("its {} has {} axes, described are {}", tensor, shape.size(), operand.axes.size()),
                 "describe one index for each axis");
  }

  [[nodiscard]] tl::unexpected<Error> unfit(std::string what, std::string remedy) const {
    return failure(std::move(what), whereIs(graph_, node_),
                   fmt::format("{} ({} describes {})", remedy, description_.source, description_.operation));
  }

 private:
  /// Padding lets a window reach beyond its tensor; what is written lies inside.
  enum class Reach : std::uint8_t { Window, Inside };

  Result<void> sizeLoops() {
    for (std::size_t input = 0; input < description_.inputs.size(); ++input)
      if (const auto& operand = description_.inputs[input]; operand && !operand->packed)
        takeSizes(*operand, shapeOf(graph_, node_.inputs, input));
    for (const auto& [loop, expression] : description_.sizes) {
      const auto size = numberOf(expression);
      if (!size) return tl::make_unexpected(size.error());
      sizes_[loop] = *size;
    }
    for (std::size_t output = 0; output < description_.outputs.size(); ++output)
      takeMissingSizes(description_.outputs[output], shapeOf(graph_, node_.outputs, output));
    for (const std::string& loop : description_.loops) {
      const auto size = sizes_.find(loop);
      if (size == sizes_.end())
        return unfit(fmt::format("the size of its loop {} does not follow from its tensors", loop),
                     fmt::format("say it under sizes, as in 'sizes: {{{}: 3}}'", loop));
      if (size->second < 1 || size->second > kLargestAxis)
        return unfit(fmt::format("its loop {} has size {}", loop, size->second),
                     fmt::format("sizes go from 1 to {}", kLargestAxis));
    }
    return {};
  }

  /// An axis indexed by nothing but one loop has its size, or 1 if it is repeated along the loop.
  void takeSizes(const DescribedOperand& operand, const Shape* shape) {
    if (shape == nullptr || shape->size() != operand.axes.size()) return;
    for (std::size_t axis = 0; axis < shape->size(); ++axis)
      if (const auto loop = loopAlone(operand.axes[axis])) {
        std::int64_t& size = sizes_.try_emplace(*loop, 1).first->second;
        size = std::max(size, (*shape)[axis]);
      }
  }

  void takeMissingSizes(const DescribedOperand& operand, const Shape* shape) {
    if (shape == nullptr || shape->size() != operand.axes.size()) return;
    for (std::size_t axis = 0; axis < shape->size(); ++axis)
      if (const auto loop = loopAlone(operand.axes[axis])) sizes_.try_emplace(*loop, (*shape)[axis]);
  }

  [[nodiscard]] std::optional<std::string> loopAlone(const IndexExpression& expression) const {
    auto name = expression.onlyName();
    if (!name || std::ranges::find(description_.loops, *name) == description_.loops.end()) return std::nullopt;
    return name;
  }

  [[nodiscard]] Result<std::int64_t> numberOf(const IndexExpression& expression) const {
    const auto value = evaluated(expression, [this](const std::string& name, std::optional<std::int64_t> element) {
      return meaningOf(name, element, true);
    });
    if (!value) return tl::make_unexpected(located(value.error()));
    return value->offset;
  }

  /// What a name in an expression is: in sizes a loop is the number of its iterations.
  [[nodiscard]] Result<AffineIndex> meaningOf(const std::string& name, std::optional<std::int64_t> element,
                                              bool loopsAreNumbers) const {
    if (!element && std::ranges::find(description_.loops, name) != description_.loops.end()) {
      if (!loopsAreNumbers) return AffineIndex{.strides = {{name, 1}}, .offset = 0};
      const auto size = sizes_.find(name);
      if (size == sizes_.end())
        return failure(fmt::format("the size of loop {} is not known yet", name), {},
                       "say it before the one that needs it");
      return AffineIndex{.strides = {}, .offset = size->second};
    }
    if (const auto input = inputNumber(name); input && element) {
      const Shape* shape = shapeOf(graph_, node_.inputs, *input);
      if (shape == nullptr || *element >= std::ssize(*shape))
        return failure(fmt::format("there is no axis {} of input {}", *element, *input), {},
                       "count axes and inputs from 0");
      return AffineIndex{.strides = {}, .offset = (*shape)[static_cast<std::size_t>(*element)]};
    }
    const Shape numbers = attributeNumbers(name);
    const std::int64_t at = element.value_or(0);
    if (at >= std::ssize(numbers) || (!element && numbers.size() > 1))
      return failure(fmt::format("'{}{}' is neither a loop nor a whole-number attribute of the node", name,
                                 element ? fmt::format("[{}]", *element) : ""),
                     {}, fmt::format("give a value for nodes that leave it out, as in 'attributes: {{{}: 1}}'", name));
    return AffineIndex{.strides = {}, .offset = numbers[static_cast<std::size_t>(at)]};
  }

  [[nodiscard]] Shape attributeNumbers(const std::string& name) const {
    if (const auto given = node_.attributes.find(name); given != node_.attributes.end()) {
      if (const auto* number = std::get_if<std::int64_t>(&given->second)) return {*number};
      if (const auto* numbers = std::get_if<Shape>(&given->second)) return *numbers;
    }
    const auto usual = description_.attributes.find(name);
    return usual == description_.attributes.end() ? Shape{} : usual->second;
  }

  [[nodiscard]] Error located(Error error) const { return unfit(std::move(error.what), error.remedy).value(); }

  Result<std::vector<Axis>> bindAxes(const DescribedOperand& operand, const Shape* shape, const std::string& tensor,
                                     Reach reach) const {
    if (shape != nullptr && shape->size() != operand.axes.size()) return otherRank(tensor, *shape, operand);
    std::vector<Axis> axes;
    for (std::size_t number = 0; number < operand.axes.size(); ++number) {
      const auto index =
          evaluated(operand.axes[number], [this](const std::string& name, std::optional<std::int64_t> element) {
            return meaningOf(name, element, false);
          });
      if (!index) return tl::make_unexpected(located(index.error()));
      Axis axis = axisOf(*index);
      if (shape != nullptr) {
        const std::int64_t size = (*shape)[number];
        axis.broadcast = reach == Reach::Window && size == 1 && loopAlone(operand.axes[number]) && lastOf(*index) > 0;
        if (!axis.broadcast && !fits(*index, size, reach, loopAlone(operand.axes[number]).has_value()))
          return unfit(fmt::format("its {} has size {} along axis {}, and '{}' goes from {} to {}", tensor, size,
                                   number, operand.axes[number].text, firstOf(*index), lastOf(*index)),
                       "check the loops, sizes and indices");
      }
      axes.push_back(std::move(axis));
    }
    return axes;
  }

  [[nodiscard]] Axis axisOf(const AffineIndex& index) const {
    Axis axis{.terms = {}, .offset = index.offset, .broadcast = false};
    for (std::size_t loop = 0; loop < description_.loops.size(); ++loop)
      if (const auto stride = index.strides.find(description_.loops[loop]); stride != index.strides.end())
        axis.terms.push_back({.dim = static_cast<int>(loop), .stride = stride->second});
    return axis;
  }

  [[nodiscard]] std::int64_t endOf(const AffineIndex& index, bool last) const {
    double end = static_cast<double>(index.offset);  // strides times sizes may be beyond 64 bits
    for (const auto& [loop, stride] : index.strides)
      if ((stride > 0) == last) end += static_cast<double>(stride) * static_cast<double>(sizes_.at(loop) - 1);
    return static_cast<std::int64_t>(std::clamp(end, -kFarOut, kFarOut));
  }
  [[nodiscard]] std::int64_t firstOf(const AffineIndex& index) const { return endOf(index, false); }
  [[nodiscard]] std::int64_t lastOf(const AffineIndex& index) const { return endOf(index, true); }

  /// A loop alone has the size of its axis; what is written lies in the tensor; a window at least touches it.
  [[nodiscard]] bool fits(const AffineIndex& index, std::int64_t size, Reach reach, bool alone) const {
    if (alone) return lastOf(index) == size - 1;
    if (reach == Reach::Inside) return firstOf(index) >= 0 && lastOf(index) < size;
    return firstOf(index) < size && lastOf(index) >= 0;
  }

  const OperatorDescription& description_;
  const OnnxGraph& graph_;
  const OnnxNode& node_;
  std::map<std::string, std::int64_t> sizes_;
};

}  // namespace

bool isDescribed(std::span<const OperatorDescription> descriptions, std::string_view domain,
                 std::string_view operation) {
  return std::ranges::any_of(descriptions,
                             [&](const auto& description) { return isOf(description, domain, operation); });
}

Result<DescribedNest> describedNest(std::span<const OperatorDescription> descriptions, const OnnxGraph& graph,
                                    const OnnxNode& node) {
  Error last{"is an operator that nothing describes", whereIs(graph, node), "describe it in a file of operators"};
  for (const OperatorDescription& description : descriptions) {
    if (!isOf(description, node.domain, node.operation)) continue;
    NestBinding binding(description, graph, node);
    const auto fits = binding.ranksFit();
    if (fits) return binding.bind();
    last = fits.error();
  }
  return tl::make_unexpected(std::move(last));
}

std::vector<std::int64_t> reachedShape(const std::vector<Axis>& axes, const std::vector<LoopDim>& loops) {
  Shape shape;
  for (const Axis& axis : axes) {
    double last = static_cast<double>(axis.offset);
    for (const AxisTerm& term : axis.terms)
      if (term.stride > 0)
        last +=
            static_cast<double>(term.stride) * static_cast<double>(loops[static_cast<std::size_t>(term.dim)].size - 1);
    shape.push_back(static_cast<std::int64_t>(std::clamp(last + 1, 1.0, kFarOut)));
  }
  return shape;
}

std::optional<std::vector<std::vector<std::int64_t>>> describedShapes(std::span<const OperatorDescription> descriptions,
                                                                      const OnnxGraph& graph, const OnnxNode& node) {
  const auto nest = describedNest(descriptions, graph, node);
  if (!nest) return std::nullopt;
  std::vector<Shape> shapes;
  for (const auto& axes : nest->outputs) shapes.push_back(reachedShape(axes, nest->loops));
  return shapes;
}

}  // namespace fusewright
