// Long short-term memory (Hochreiter, Schmidhuber, 1997) as ONNX's operator LSTM. Unless told otherwise the large
// language model of Zaremba, Sutskever, Vinyals (arXiv 1409.2329).

#include "core/io/models/language_model.h"
#include "core/io/models/model_kinds.h"

namespace fusewright {
namespace {

constexpr std::array<std::string_view, 2> kDirections{"forward", "both"};

constexpr std::array kParameters{
    ModelParameter{.name = "layers", .fallback = 2, .maximum = 1024, .meaning = "layers one after the other"},
    ModelParameter{.name = "input-size", .unit = "channels", .fallback = 1500, .meaning = "channels of each token"},
    ModelParameter{.name = "hidden-size", .unit = "channels", .fallback = 1500, .meaning = "units of each layer"},
    ModelParameter{.name = "direction",
                   .fallback = 0,
                   .minimum = 0,
                   .maximum = 1,
                   .meaning = "whether layers also read the sequence from its end",
                   .choices = kDirections},
    vocabularyOf(10000),
    kPhase,
    kSequence,
    kBits,
    kBatch};

class LstmWriter {
 public:
  explicit LstmWriter(const ModelParameters& parameters)
      : parameters_(parameters),
        write_("lstm", static_cast<int>(parameters.at("bits"))),
        tokens_(decodes(parameters) ? 1 : parameters.at("seq-len")),
        batch_(parameters.at("batch")),
        hidden_(parameters.at("hidden-size")),
        directions_(1 + parameters.at("direction")) {}

  std::string write() {
    const std::int64_t vocabulary = parameters_.at("vocabulary");
    Value stream = embedTokens(write_, vocabulary, {tokens_, batch_, parameters_.at("input-size")}).stream;
    for (std::int64_t layer = 0; layer < parameters_.at("layers"); ++layer)
      stream = addLayer(fmt::format("/lstm{}", layer), stream);
    write_.output(vocabulary == 0 ? stream : projectWithBias(write_, "/scores", stream, vocabulary));
    return write_.model().serialise();
  }

 private:
  [[nodiscard]] std::vector<std::string> states(const std::string& name) {
    if (!decodes(parameters_)) return {};
    const Sizes shape{directions_, batch_, hidden_};
    return {"", write_.input(name + "/hidden.first", shape).name, write_.input(name + "/cell.first", shape).name};
  }

  /// [tokens, batch, channels] to [tokens, batch, directions * hidden].
  Value addLayer(const std::string& name, const Value& input) {
    const std::int64_t gates = 4 * hidden_;
    std::vector<std::string> inputs{input.name, write_.weight(name + ".W", {directions_, gates, input.shape[2]}).name,
                                    write_.weight(name + ".R", {directions_, gates, hidden_}).name,
                                    write_.weight(name + ".B", {directions_, 2 * gates}).name};
    for (std::string& state : states(name)) inputs.push_back(std::move(state));
    const Value all{name + "_output_0", {tokens_, directions_, batch_, hidden_}};
    const Value hidden{name + "/hidden.last", {directions_, batch_, hidden_}};
    const Value cell{name + "/cell.last", hidden.shape};
    write_.model().value(all.name, all.shape);
    write_.model()
        .node("LSTM", name, inputs, {all.name, hidden.name, cell.name})
        .integer("hidden_size", hidden_)
        .text("direction", directions_ == 2 ? "bidirectional" : "forward")
        .precision(static_cast<int>(parameters_.at("bits")));
    write_.output(hidden);
    write_.output(cell);
    const Value sideBySide = directions_ == 1 ? all : write_.transpose(name + "/joined/Transpose", all, {0, 2, 1, 3});
    return write_.reshape(name + "/joined", sideBySide, {tokens_, batch_, directions_ * hidden_});
  }

  const ModelParameters& parameters_;
  LayerWriter write_;
  std::int64_t tokens_;
  std::int64_t batch_;
  std::int64_t hidden_;
  std::int64_t directions_;
};

Result<std::string> build(const ModelParameters& parameters) {
  if (decodes(parameters) && parameters.at("direction") == 1)
    return unsuited("direction", "a layer cannot read from the end what is still to come",
                    "give forward, or --phase prefill");
  return LstmWriter(parameters).write();
}

}  // namespace

const ModelKind kLstm{"lstm",
                      "Layers of long short-term memory, over a sequence or one step of it, with embeddings and scores",
                      kParameters, build};

}  // namespace fusewright
