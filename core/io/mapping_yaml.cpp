#include "core/io/mapping_yaml.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/io/yaml/yaml_cursor.h"

namespace fusewright {
namespace {

constexpr std::int64_t kMostParts = std::int64_t{1} << 40;
constexpr std::int64_t kMostCores = 4096;

/// "all" or a whole number of at least 1, for cuts and unrollings.
std::int64_t countOf(const YamlCursor& place, const std::string& text, std::int64_t all) {
  if (text == "all") return all;
  const auto number = parsedWhole(text);
  if (!number || *number < 1 || *number > kMostParts)
    place.refuse(fmt::format("'{}' is no number of parts", text),
                 fmt::format("write all, or a whole number from 1 to {}", kMostParts));
  return *number;
}

std::vector<CoreId> coresOf(const YamlCursor& field) {
  std::vector<CoreId> cores;
  for (const std::string& word : field.words()) {
    const auto number = parsedWhole(word);
    if (!number || *number < 0 || *number >= kMostCores)
      field.refuse(fmt::format("'{}' is no core number", word), "number cores as the accelerator does, from 0");
    cores.emplace_back(static_cast<std::int32_t>(*number));
  }
  if (cores.empty()) field.refuse("no core is named", "name at least one, or leave the field out");
  return cores;
}

/// "L, 64": a loop and a count.
std::pair<std::string, std::int64_t> pairOf(const YamlCursor& entry, std::int64_t all) {
  const std::vector<std::string> words = entry.words();
  if (words.size() != 2) entry.refuse("a loop and a count are expected", "write them like 'L, 64' or 'L, all'");
  return {words[0], countOf(entry, words[1], all)};
}

Tiling streamTiling(const YamlCursor& field) {
  Tiling tiling;
  for (const YamlCursor& entry : field.items()) {
    auto [dim, parts] = pairOf(entry, kOnePartPerIteration);
    tiling.push_back({std::move(dim), parts});
  }
  return tiling;
}

using NamedUnrollings = std::vector<std::pair<std::string, SpatialUnrolling>>;

NamedUnrollings streamSpatial(const YamlCursor& field) {
  NamedUnrollings unrollings;
  for (const auto& [arrayDim, loops] : field.entries())
    for (const YamlCursor& loop : loops.items()) {
      auto [dim, factor] = pairOf(loop, kUnrollAll);
      unrollings.push_back({arrayDim, {.arrayDim = 0, .loopDim = std::move(dim), .factor = factor}});
    }
  return unrollings;
}

MappingRule streamRule(const YamlCursor& map) {
  map.allowOnly({"name", "layer_dimension_names", "core_allocation", "core_allocation_is_fixed", "spatial_mapping",
                 "spatial_mapping_hint", "intra_core_tiling", "inter_core_tiling", "kernel", "memory_operand_links",
                 "temporal_ordering"});
  MappingRule rule;
  rule.name = map.at("name").text();
  rule.source = map.fileAndLine();
  if (const auto names = map.find("layer_dimension_names")) rule.dimNames = names->words();
  if (const auto cores = map.find("core_allocation")) rule.cores = coresOf(*cores);
  if (const auto spatial = map.find("spatial_mapping"); spatial && !spatial->isNothing())
    rule.spatial = streamSpatial(*spatial);
  if (const auto tiling = map.find("intra_core_tiling")) rule.intraCore = streamTiling(*tiling);
  if (const auto tiling = map.find("inter_core_tiling")) rule.interCore = streamTiling(*tiling);
  return rule;
}

Tiling ownTiling(const YamlCursor& field) {
  Tiling tiling;
  for (const auto& [dim, parts] : field.entries())
    tiling.push_back({dim, countOf(parts, parts.text(), kOnePartPerIteration)});
  return tiling;
}

NamedUnrollings ownSpatial(const YamlCursor& field) {
  NamedUnrollings unrollings;
  for (const auto& [arrayDim, loops] : field.entries())
    for (const auto& [dim, factor] : loops.entries())
      unrollings.push_back(
          {arrayDim, {.arrayDim = 0, .loopDim = dim, .factor = countOf(factor, factor.text(), kUnrollAll)}});
  return unrollings;
}

MappingRule ownRule(const YamlCursor& map) {
  map.allowOnly({"layers", "loop_names", "cores", "spatial", "intra_core_tiling", "inter_core_tiling"});
  MappingRule rule;
  rule.name = map.at("layers").text();
  rule.source = map.fileAndLine();
  if (const auto names = map.find("loop_names")) rule.dimNames = names->words();
  if (const auto cores = map.find("cores")) rule.cores = coresOf(*cores);
  if (const auto spatial = map.find("spatial")) rule.spatial = ownSpatial(*spatial);
  if (const auto tiling = map.find("intra_core_tiling")) rule.intraCore = ownTiling(*tiling);
  if (const auto tiling = map.find("inter_core_tiling")) rule.interCore = ownTiling(*tiling);
  return rule;
}

/// Stream's current dialect nests allocations ("- [0, 1]") to allow alternatives; one is expected.
MappingRule currentStreamRule(const YamlCursor& map) {
  map.allowOnly({"name", "core_allocation", "inter_core_tiling", "intra_core_tiling", "kernel"});
  for (const char* field : {"inter_core_tiling", "intra_core_tiling"})
    if (const auto tiling = map.find(field); tiling && !tiling->items().empty())
      tiling->refuse("cuts along numbered loops are not supported",
                     "name the loops by letter in a file with 'rules', or leave the cuts to this program");
  MappingRule rule;
  rule.name = map.at("name").text();
  rule.source = map.fileAndLine();
  if (const auto allocation = map.find("core_allocation")) {
    const std::vector<YamlCursor> alternatives = allocation->items();
    const bool nested = !alternatives.empty() && !alternatives.front().isScalar();
    if (nested && alternatives.size() > 1) alternatives[1].refuse("a second core allocation", "keep one of them");
    rule.cores = coresOf(nested ? alternatives.front() : *allocation);
  }
  return rule;
}

template <typename ReadRule>
std::vector<MappingRule> rulesIn(const YamlCursor& list, ReadRule readRule) {
  std::vector<MappingRule> rules;
  for (const YamlCursor& item : list.items()) {
    MappingRule rule = readRule(item);
    const auto same = std::ranges::find(rules, rule.name, &MappingRule::name);
    if (same != rules.end())
      item.refuse(fmt::format("there are two rules for '{}' (the other one: {})", rule.name, same->source),
                  "keep one of the two");
    rules.push_back(std::move(rule));
  }
  if (rules.empty())
    list.refuse("there are no rules", "give at least one, or no mapping file to have a mapping proposed");
  return rules;
}

std::vector<MappingRule> readAnyDialect(const YamlCursor& root) {
  if (root.isList()) return rulesIn(root, streamRule);
  if (root.has("cores") || root.has("memories")) root.refuse("this describes hardware", "give a mapping file");
  if (root.has("layers")) {
    root.allowOnly({"layers", "fused_groups"});
    if (const auto groups = root.find("fused_groups"); groups && !groups->items().empty())
      groups->refuse("fused groups of a mapping file are not supported", "remove them here and give a fusion plan");
    return rulesIn(root.at("layers"), currentStreamRule);
  }
  root.allowOnly({"fusewright", "rules"});
  if (const auto kind = root.find("fusewright"); kind && kind->text() != "mapping")
    kind->refuse(fmt::format("this file is marked '{}'", kind->text()), "give a mapping file");
  return rulesIn(root.at("rules"), ownRule);
}

}  // namespace

Result<std::vector<MappingRule>> readMappingRules(const std::string& path) {
  const auto root = openYaml(path);
  if (!root) return tl::make_unexpected(root.error());
  return guardedRead([&] { return readAnyDialect(*root); });
}

}  // namespace fusewright
