#include "core/io/accelerator_yaml.h"

#include <filesystem>

#include <fmt/format.h>

#include "core/io/yaml/dialects.h"

namespace fusewright {
namespace {

Accelerator readAnyDialect(const YamlCursor& root, const std::string& path) {
  if (root.isList()) root.refuse("this is a list, as in a mapping file", "give an accelerator file");
  if (root.has("memories") && !root.has("cores"))
    root.refuse("this describes one core", "give the accelerator file that lists the core");
  if (root.has("rules") || root.has("layers") || root.has("fused_groups"))
    root.refuse("this is a mapping file", "give an accelerator file");
  const bool stream =
      root.has("offchip_core") || root.has("offchip_core_id") || (root.has("cores") && root.at("cores").isMap());
  return stream ? readStreamAccelerator(root, std::filesystem::path(path).parent_path().string())
                : readOwnAccelerator(root);
}

Result<Accelerator> readChecked(const Result<YamlCursor>& root, const std::string& path) {
  if (!root) return tl::make_unexpected(root.error());
  auto accelerator = guardedRead([&] { return readAnyDialect(*root, path); });
  if (!accelerator) return accelerator;
  auto checked = checkedAccelerator(*std::move(accelerator));
  if (checked) return checked;
  return failure(checked.error().what, fmt::format("{}: {}", path, checked.error().where), checked.error().remedy);
}

}  // namespace

Result<Accelerator> readAccelerator(const std::string& path) {
  return readChecked(openYaml(path), path);
}

Result<Accelerator> parseAccelerator(const std::string& text, const std::string& path) {
  return readChecked(openYamlText(text, path), path);
}

}  // namespace fusewright
