#include "widgets/common/family_names.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "widgets/common/names.h"

namespace fusewright {
namespace {

/// Parts of a path that a short name has at least, if there are as many.
constexpr std::size_t kFewestParts = 2;

/// A layer's name without slashes before it and, of a step, without the step numbers at its end: "/mul_h_dA_3_3" is
/// "mul_h_dA".
std::string_view pathOf(const Layer& layer) {
  std::string_view path = layer.name;
  while (path.starts_with('/')) path.remove_prefix(1);
  if (!layer.recurrence) return path;
  const std::string number = '_' + std::to_string(layer.recurrence->step);
  while (path.ends_with(number)) path.remove_suffix(number.size());
  return path;
}

std::string_view lastParts(std::string_view path, std::size_t parts) {
  std::size_t begin = path.size();
  for (; parts > 0; --parts) {
    const std::size_t slash = begin == 0 ? std::string_view::npos : path.rfind('/', begin - 1);
    if (slash == std::string_view::npos) return path;
    begin = slash;
  }
  return path.substr(begin + 1);
}

QString textOf(std::string_view name) {
  return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace

QString familyText(const Workload& workload, LayerId layer) {
  return familyNames(workload)[workload.layer(layer).family.index()];
}

std::vector<QString> familyNames(const Workload& workload) {
  std::vector<QString> names(workload.layers.size());
  std::vector<std::size_t> unnamed;
  for (std::size_t index = 0; index < names.size(); ++index)
    if (workload.layers[index].family.index() == index) unnamed.push_back(index);
  for (std::size_t parts = kFewestParts; !unnamed.empty(); ++parts) {
    const auto nameOf = [&](std::size_t index) { return lastParts(pathOf(workload.layers[index]), parts); };
    std::unordered_map<std::string_view, int> uses;
    for (const std::size_t index : unnamed) ++uses[nameOf(index)];
    std::erase_if(unnamed, [&](std::size_t index) {
      const std::string_view name = nameOf(index);
      const bool isLast = uses[name] == 1 || name.size() == pathOf(workload.layers[index]).size();
      if (isLast) names[index] = textOf(name);
      return isLast;
    });
  }
  return names;
}

}  // namespace fusewright
