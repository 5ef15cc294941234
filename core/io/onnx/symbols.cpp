#include "core/io/onnx/symbols.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace fusewright {
namespace {

bool isOpen(const onnx::TensorShapeProto::Dimension& dim) {
  return !dim.has_dim_value() || dim.dim_value() < 0;
}

/// No elements, unless --dim says otherwise: some exporters write 0 for sizes that they leave open.
bool isZero(const onnx::TensorShapeProto::Dimension& dim) {
  return dim.has_dim_value() && dim.dim_value() == 0;
}

std::string symbolName(const onnx::ValueInfoProto& input, int axis) {
  const auto& dim = input.type().tensor_type().shape().dim(axis);
  return dim.dim_param().empty() ? fmt::format("{}.{}", input.name(), axis) : dim.dim_param();
}

std::set<std::string> weightNames(const onnx::GraphProto& graph) {
  std::set<std::string> names;
  for (const auto& weight : graph.initializer()) names.insert(weight.name());
  return names;
}

std::string lowerCase(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return text;
}

/// The axis of an image [batch, channels, height, width] or [batch, height, width, channels]: three channels, 224 high
/// and wide.
std::int64_t usualImageSize(const onnx::TensorShapeProto& shape, int axis) {
  const auto isFew = [&](int other) { return shape.dim(other).dim_value() >= 1 && shape.dim(other).dim_value() <= 4; };
  const int channels = isFew(3) && !isFew(1) ? 3 : 1;
  return axis == 0 ? 1 : axis == channels ? 3 : 224;
}

/// Whether a tensor looks like the state of a recurrent network, [layers, batch, hidden size].
bool isRecurrentState(const onnx::TensorShapeProto& shape) {
  const auto known = [&](int axis) { return shape.dim(axis).dim_value(); };
  return shape.dim_size() == 3 && known(0) >= 2 && known(0) <= 8 && known(2) >= 8;
}

/// What is usual for a size of this name and place: one of a batch, no past, 128 of a sequence, an image of 224.
std::int64_t usualSize(const std::string& symbol, const onnx::ValueInfoProto& input, int axis) {
  const std::string name = lowerCase(symbol);
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  if (has("batch") || name == "n" || name == "b") return 1;
  if (has("height") || has("width") || name == "h" || name == "w") return 224;
  if (has("channel") || name == "c") return 3;
  if (has("sample") || has("audio")) return 16000;
  if (has("seq") || has("len") || has("token") || has("time") || has("past") || name == "t" || name == "l") return 128;
  const onnx::TensorShapeProto& shape = input.type().tensor_type().shape();
  if (shape.dim_size() == 4) return usualImageSize(shape, axis);
  if (isRecurrentState(shape) && axis == 1) return 1;
  return axis == 0 ? 1 : shape.dim_size() <= 3 ? 128 : 1;
}

/// Binds symbols in the type of one value.
void bind(onnx::ValueInfoProto& value, const std::map<std::string, std::int64_t>& dims) {
  if (!value.type().tensor_type().has_shape()) return;
  for (int axis = 0; axis < value.type().tensor_type().shape().dim_size(); ++axis) {
    const auto& dim = value.type().tensor_type().shape().dim(axis);
    if (!isOpen(dim) && !isZero(dim)) continue;
    const auto found = dims.find(symbolName(value, axis));
    if (found == dims.end()) continue;
    value.mutable_type()->mutable_tensor_type()->mutable_shape()->mutable_dim(axis)->set_dim_value(found->second);
  }
}

/// "'batch' (axis 0 of 'x', axis 0 of 'y')"
std::string describe(const SymbolicDim& symbol) {
  constexpr std::size_t kNamed = 4;
  std::string places;
  for (std::size_t place = 0; place < symbol.places.size() && place < kNamed; ++place)
    places += (place == 0 ? "" : ", ") + symbol.places[place];
  if (symbol.places.size() > kNamed) places += fmt::format(" and {} more", symbol.places.size() - kNamed);
  return fmt::format("'{}' ({})", symbol.name, places);
}

}  // namespace

std::vector<SymbolicDim> symbolsOf(const onnx::GraphProto& graph) {
  const std::set<std::string> weights = weightNames(graph);
  std::vector<SymbolicDim> symbols;
  for (const auto& input : graph.input()) {
    if (weights.contains(input.name())) continue;
    for (int axis = 0; axis < input.type().tensor_type().shape().dim_size(); ++axis) {
      if (!isOpen(input.type().tensor_type().shape().dim(axis))) continue;
      const std::string name = symbolName(input, axis);
      auto symbol = std::ranges::find(symbols, name, &SymbolicDim::name);
      if (symbol == symbols.end())
        symbol = symbols.insert(symbols.end(),
                                {.name = name, .places = {}, .size = {}, .guess = usualSize(name, input, axis)});
      symbol->places.push_back(fmt::format("axis {} of '{}'", axis, input.name()));
    }
  }
  return symbols;
}

namespace {

std::vector<std::string> bindableNames(const onnx::GraphProto& graph) {
  std::vector<std::string> names;
  for (const SymbolicDim& symbol : symbolsOf(graph)) names.push_back(symbol.name);
  for (const auto& input : graph.input())
    for (int axis = 0; axis < input.type().tensor_type().shape().dim_size(); ++axis)
      if (isZero(input.type().tensor_type().shape().dim(axis))) names.push_back(symbolName(input, axis));
  return names;
}

/// In the graph and in all bodies within it.
void bindAll(onnx::GraphProto& graph, const std::map<std::string, std::int64_t>& dims) {
  for (auto& value : *graph.mutable_input()) bind(value, dims);
  for (auto& value : *graph.mutable_output()) bind(value, dims);
  for (auto& value : *graph.mutable_value_info()) bind(value, dims);
  for (auto& node : *graph.mutable_node())
    for (auto& attribute : *node.mutable_attribute())
      if (attribute.has_g()) bindAll(*attribute.mutable_g(), dims);
}

}  // namespace

Result<onnx::ModelProto> withDims(onnx::ModelProto model, const std::map<std::string, std::int64_t>& dims,
                                  const std::string& file) {
  const std::vector<std::string> known = bindableNames(model.graph());
  for (const auto& [name, size] : dims) {
    if (std::ranges::find(known, name) == known.end())
      return failure(fmt::format("has no symbolic dimension '{}'", name), file,
                     known.empty() ? "all its sizes are fixed: leave --dim out" : suggestion(name, known));
    if (size < 1 || size > kLargestAxis)
      return failure(fmt::format("size {} for dimension '{}' is out of range", size, name), file,
                     fmt::format("give --dim {}=SIZE with a size from 1 to {}", name, kLargestAxis));
  }
  bindAll(*model.mutable_graph(), dims);
  return model;
}

Result<void> checkAllBound(const onnx::GraphProto& graph, const std::string& file) {
  const std::vector<SymbolicDim> symbols = symbolsOf(graph);
  if (symbols.empty()) return {};
  std::string named, remedy;
  for (const SymbolicDim& symbol : symbols) {
    named += (named.empty() ? "" : ", ") + describe(symbol);
    remedy += fmt::format(" --dim {}=SIZE",
                          symbol.name.find(' ') == std::string::npos ? symbol.name : "'" + symbol.name + "'");
  }
  return failure(fmt::format("leaves {} open: {}", symbols.size() == 1 ? "a size" : "sizes", named), file,
                 "give" + remedy);
}

}  // namespace fusewright
