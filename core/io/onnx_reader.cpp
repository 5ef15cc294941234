#include "core/io/onnx_reader.h"

#include <exception>
#include <sstream>

#include "core/io/onnx/load_graph.h"
#include "core/io/onnx/lower/lower_graph.h"
#include "core/io/onnx/model_bytes.h"
#include "core/io/onnx/parse_model.h"

namespace fusewright {
namespace {

Result<Workload> readParsed(const Result<onnx::ModelProto>& model, const std::filesystem::path& path,
                            const OnnxReadOptions& options) {
  if (!model) return tl::make_unexpected(model.error());
  const auto loaded = loadGraph(*model, path, options);
  if (!loaded) return tl::make_unexpected(loaded.error());
  return lowerGraph(loaded->graph, path.filename().string(), options);
}

}  // namespace

Result<Workload> readOnnx(const std::filesystem::path& path, const OnnxReadOptions& options) {
  try {
    return readParsed(parseModel(path), path, options);
  } catch (const std::exception& exception) {
    return unforeseen(exception, path);
  }
}

Result<Workload> readOnnxBytes(std::string bytes, const std::filesystem::path& name, const OnnxReadOptions& options) {
  try {
    const std::uint64_t size = bytes.size();
    std::istringstream stream(std::move(bytes));
    const auto weightless = readModelBytes(stream, size, name.string());
    if (!weightless) return tl::make_unexpected(weightless.error());
    return readParsed(parseModelBytes(*weightless, name.string()), name, options);
  } catch (const std::exception& exception) {
    return unforeseen(exception, name);
  }
}

}  // namespace fusewright
