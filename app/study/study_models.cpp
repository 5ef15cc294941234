#include "app/study/study_models.h"

#include <fmt/format.h>

#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"

namespace fusewright {
namespace {

Result<Workload> madeModel(const char* kind, const ModelParameters& parameters, const std::string& name) {
  auto bytes = buildModel(kind, parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return readOnnxBytes(*std::move(bytes), name);
}

std::optional<Error> impossible(std::int64_t length) {
  if (length >= 1) return std::nullopt;
  return Error{fmt::format("a sequence of {} tokens", length), "L", "give at least one token"};
}

}  // namespace

Result<Workload> mambaBlockOf(std::int64_t length, Stage stage) {
  if (auto error = impossible(length)) return tl::make_unexpected(*error);
  const std::int64_t tokens = stage == Stage::Prefill ? length : 1;
  return madeModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}},
                   fmt::format("mamba1_L{}.onnx", tokens));
}

Result<Workload> optLayerOf(std::int64_t length, Stage stage) {
  if (auto error = impossible(length)) return tl::make_unexpected(*error);
  ModelParameters parameters{{"heads", 32}, {"head-size", 80}, {"d-ff", 10240}, {"seq-len", length}};
  if (stage == Stage::Decode) {
    parameters["seq-len"] = 1;
    parameters["past"] = length - 1;
  }
  return madeModel("opt", parameters, fmt::format("opt_L{}.onnx", length));
}

Result<std::shared_ptr<const Workload>> MambaBlocks::ofLength(std::int64_t length) {
  const std::scoped_lock lock(mutex_);
  const auto known = blocks_.find(length);
  if (known != blocks_.end()) return known->second;
  auto made = mambaBlockOf(length, Stage::Prefill);
  Result<std::shared_ptr<const Workload>> shared =
      made ? Result<std::shared_ptr<const Workload>>(std::make_shared<const Workload>(*std::move(made)))
           : tl::make_unexpected(made.error());
  return blocks_.emplace(length, std::move(shared)).first->second;
}

}  // namespace fusewright
