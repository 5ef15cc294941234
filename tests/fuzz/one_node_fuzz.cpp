// Models of one node each, of any operator in any version that libonnx knows: ranks, sizes, known contents and
// attributes are drawn from the input. Whole models seldom come to the old versions of the rarer operators, whose
// inference takes much for granted; here each is one number away.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <onnx/defs/schema.h>
#include <onnx/onnx_pb.h>

#include "core/io/onnx_reader.h"

using namespace fusewright;

namespace {

/// Numbers out of the bytes of an input; zeros when they are used up.
class Draws {
 public:
  Draws(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), size_(size) {}

  std::size_t below(std::size_t end) { return end < 2 ? 0 : (end <= 256 ? byte() : byte() * 256 + byte()) % end; }

  bool oneIn(std::size_t many) { return below(many) == 1; }

  template <class T, std::size_t kCount>
  T oneOf(const std::array<T, kCount>& choices) {
    return choices[below(kCount)];
  }

 private:
  std::size_t byte() { return place_ < size_ ? bytes_[place_++] : 0; }

  const std::uint8_t* bytes_;
  std::size_t size_;
  std::size_t place_ = 0;
};

constexpr std::array<std::int64_t, 20> kNumbers{0,
                                                1,
                                                2,
                                                3,
                                                -1,
                                                -2,
                                                -5,
                                                4,
                                                8,
                                                100,
                                                -100,
                                                1 << 20,
                                                INT32_MAX,
                                                INT32_MIN,
                                                std::int64_t{1} << 31,
                                                std::int64_t{1} << 32,
                                                std::int64_t{3} << 40,
                                                INT64_MAX,
                                                INT64_MIN,
                                                INT64_MIN + 1};
constexpr std::array<const char*, 16> kWords{
    "",        "NOTSET",   "VALID", "SAME_UPPER", "SAME_LOWER", "forward", "reverse", "linear", "bidirectional",
    "nearest", "constant", "DCR",   "ij,jk->ik",  "...i->i",    "sum",     "none"};

/// Operators of the standard domain, in all their versions; those that carry graphs aside, which have seeds of their
/// own.
const std::vector<onnx::OpSchema>& schemas() {
  static const std::vector<onnx::OpSchema> known = [] {
    std::vector<onnx::OpSchema> all = onnx::OpSchemaRegistry::get_all_schemas_with_history();
    std::erase_if(all, [](const onnx::OpSchema& schema) {
      return !schema.domain().empty() || std::ranges::any_of(schema.attributes(), [](const auto& attribute) {
        return attribute.second.type == onnx::AttributeProto::GRAPH;
      });
    });
    std::ranges::sort(all, [](const auto& one, const auto& other) {
      return std::pair(one.Name(), one.since_version()) < std::pair(other.Name(), other.since_version());
    });
    return all;
  }();
  return known;
}

void drawTensor(Draws& draws, onnx::TensorProto& tensor) {
  tensor.set_data_type(draws.oneIn(4) ? onnx::TensorProto::FLOAT : onnx::TensorProto::INT64);
  const std::size_t count = draws.below(6);
  if (!draws.oneIn(6)) tensor.add_dims(static_cast<std::int64_t>(count));
  for (std::size_t index = 0; index < std::max<std::size_t>(count, tensor.dims_size() == 0); ++index) {
    const std::int64_t value = draws.oneOf(kNumbers);
    if (tensor.data_type() == onnx::TensorProto::FLOAT)
      tensor.add_float_data(static_cast<float>(value));
    else
      tensor.add_int64_data(value);
  }
}

void drawType(Draws& draws, onnx::TypeProto& type) {
  constexpr std::array kElements{onnx::TensorProto::FLOAT, onnx::TensorProto::INT64, onnx::TensorProto::UINT8,
                                 onnx::TensorProto::STRING, onnx::TensorProto::BOOL};
  constexpr std::array<std::int64_t, 8> kSizes{1, 2, 3, 0, 4, 5, 8, 16};
  if (draws.oneIn(12)) {
    type.mutable_sequence_type()->mutable_elem_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
    return;
  }
  type.mutable_tensor_type()->set_elem_type(draws.oneOf(kElements));
  if (draws.oneIn(10)) return;
  auto* shape = type.mutable_tensor_type()->mutable_shape();
  for (std::size_t rank = draws.below(6); rank > 0; --rank) {
    if (draws.oneIn(10))
      shape->add_dim()->set_dim_param("open");
    else
      shape->add_dim()->set_dim_value(draws.oneOf(kSizes));
  }
}

void drawAttribute(Draws& draws, onnx::AttributeProto& attribute) {
  const std::size_t count = draws.below(6);
  attribute.set_i(draws.oneOf(kNumbers));
  attribute.set_f(static_cast<float>(draws.oneOf(kNumbers)));
  attribute.set_s(draws.oneOf(kWords));
  if (attribute.type() == onnx::AttributeProto::TENSOR) drawTensor(draws, *attribute.mutable_t());
  for (std::size_t index = 0; index < count; ++index) {
    attribute.add_ints(draws.oneOf(kNumbers));
    attribute.add_floats(1.0F);
    attribute.add_strings(draws.oneOf(kWords));
  }
}

void drawInput(Draws& draws, const std::string& name, onnx::GraphProto& graph) {
  if (draws.oneIn(12)) return;  // of no known type
  if (draws.oneIn(3)) {
    onnx::TensorProto& contents = *graph.add_initializer();
    drawTensor(draws, contents);
    contents.set_name(name);
    return;
  }
  onnx::ValueInfoProto& input = *graph.add_input();
  input.set_name(name);
  drawType(draws, *input.mutable_type());
}

/// One that the schema names, or the number it takes at least and a few more.
std::size_t drawCount(Draws& draws, int least, int most) {
  const int extra = static_cast<int>(draws.below(4));
  return static_cast<std::size_t>(std::min(most, least + extra));
}

onnx::ModelProto drawModel(Draws draws) {
  const onnx::OpSchema& schema = schemas()[draws.below(schemas().size())];
  onnx::ModelProto model;
  model.set_ir_version(8);
  onnx::OperatorSetIdProto& opset = *model.add_opset_import();
  opset.set_domain("");
  opset.set_version(schema.since_version());
  onnx::GraphProto& graph = *model.mutable_graph();
  onnx::NodeProto& node = *graph.add_node();
  node.set_op_type(schema.Name());
  const std::size_t inputs = drawCount(draws, schema.min_input(), schema.max_input());
  for (std::size_t index = 0; index < inputs; ++index) {
    const std::string name = draws.oneIn(16) ? "" : "input" + std::to_string(index);
    node.add_input(name);
    if (!name.empty()) drawInput(draws, name, graph);
  }
  const std::size_t outputs = drawCount(draws, schema.min_output(), schema.max_output());
  for (std::size_t index = 0; index < outputs; ++index) {
    node.add_output("output" + std::to_string(index));
    graph.add_output()->set_name(node.output(static_cast<int>(index)));
  }
  for (const auto& [name, wanted] : schema.attributes()) {
    if (!wanted.required && draws.oneIn(3)) continue;
    onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(wanted.type);
    drawAttribute(draws, attribute);
  }
  return model;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string model = drawModel(Draws(bytes, size)).SerializeAsString();
  const auto workload = readOnnxBytes(model, "input.onnx", {.openSizes = OpenSizes::Guessed});
  if (!workload && workload.error().where.find("input.onnx") == std::string::npos) std::abort();
  return 0;
}
