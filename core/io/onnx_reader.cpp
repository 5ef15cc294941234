#include "core/io/onnx_reader.h"

#include <exception>

#include "core/io/onnx/load_graph.h"
#include "core/io/onnx/lower_graph.h"
#include "core/io/onnx/parse_model.h"

namespace fusewright {

Result<Workload> readOnnx(const std::filesystem::path& path, const OnnxReadOptions& options) {
  try {
    const auto model = parseModel(path);
    if (!model) return tl::make_unexpected(model.error());
    const auto graph = loadGraph(*model, path, options);
    if (!graph) return tl::make_unexpected(graph.error());
    return lowerGraph(*graph, path.filename().string());
  } catch (const std::exception& exception) {  // libraries may throw on what we did not foresee, and memory may run out
    return failure(std::string("cannot be read (") + exception.what() + ")", path.string(),
                   "report this model: the reader should have said what is wrong with it");
  }
}

}  // namespace fusewright
