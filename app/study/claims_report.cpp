#include "app/study/claims_report.h"

#include <algorithm>

#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr double kMarcaMegabytes = 24;

/// "1.08 at L=1, 5.17 at L=64".
template <typename Claims, typename Value>
std::string overLength(const Claims& claims, Value value) {
  std::string text;
  for (const auto& claim : claims)
    text += fmt::format("{}{:.3g} at L={}", text.empty() ? "" : ", ", value(claim), claim.length);
  return text;
}

std::string optionalText(const std::optional<double>& value, const char* none) {
  return value ? fmt::format("{:g}", *value) : none;
}

std::vector<ReportBlock> fusionBlocks(const std::vector<FusionClaim>& claims) {
  std::vector<ReportBlock> blocks;
  const auto speedup = [](const FusionClaim& claim) { return claim.allSpeedup; };
  const auto best = std::ranges::max_element(claims, {}, speedup);
  blocks.push_back(ReportHeading{3, "Fused over unfused"});
  blocks.push_back(ReportParagraph{fmt::format(
      "The study says up to 4.8; its tool, in the revision that it was published with, gives 1.08, 5.17, 8.55 and 8.42 "
      "at L = 1, 64, 512 and 1024. Here fusing everything is at best {:.3g} times as fast as no fusion, at L={}. Over "
      "L: {}.",
      best->allSpeedup, best->length, overLength(claims, speedup))});
  ReportTable table{.headings = {"L", "unfused [cycles]", "all [cycles]", "all over unfused", "best scheme",
                                 "best [cycles]", "best over unfused"},
                    .rows = {}};
  for (const FusionClaim& claim : claims)
    table.rows.push_back({fmt::format("{}", claim.length), fmt::format("{:.0f}", claim.unfusedCycles),
                          fmt::format("{:.0f}", claim.allCycles), fmt::format("{:.3f}", claim.allSpeedup),
                          claim.bestScheme, fmt::format("{:.0f}", claim.bestCycles),
                          fmt::format("{:.3f}", claim.bestSpeedup)});
  blocks.push_back(std::move(table));
  return blocks;
}

std::vector<ReportBlock> memoryBlocks(const std::vector<MemoryClaim>& claims) {
  std::vector<ReportBlock> blocks;
  blocks.push_back(ReportHeading{3, "Memory saved at equal latency"});
  std::string said;
  for (const MemoryClaim& claim : claims)
    if (claim.tolerancePercent == claims.front().tolerancePercent && claim.target != "best")
      said += fmt::format("{}L={}: {} MB against {} MB", said.empty() ? "" : "; ", claim.length,
                          optionalText(claim.memoryAwareMB, "no"), optionalText(claim.allMB, "no"));
  blocks.push_back(ReportParagraph{fmt::format(
      "The study says an order of magnitude. The least memory of the sizes tried with which each tiling comes within a "
      "tolerance of a target: the best latency of any size and tiling at that L, or that of fusing all with the 24 MB "
      "of "
      "MARCA. Within {:g} % of the latter, memory-aware against one step a tile: {}.",
      claims.front().tolerancePercent, said.empty() ? "not computed without a 24 MB design" : said)});
  ReportTable table{.headings = {"L", "target", "tolerance [%]", "target latency [cycles]", "all [MB]",
                                 "memory-aware [MB]", "times less than all", "times less than 24 MB"},
                    .rows = {}};
  for (const MemoryClaim& claim : claims)
    table.rows.push_back({fmt::format("{}", claim.length), claim.target, fmt::format("{:g}", claim.tolerancePercent),
                          fmt::format("{:.0f}", claim.targetCycles), optionalText(claim.allMB, "never"),
                          optionalText(claim.memoryAwareMB, "never"),
                          claim.ratio ? fmt::format("{:.3g}", *claim.ratio) : "",
                          claim.memoryAwareMB ? fmt::format("{:.3g}", kMarcaMegabytes / *claim.memoryAwareMB) : ""});
  blocks.push_back(std::move(table));
  return blocks;
}

std::vector<ReportBlock> areaBlocks(const std::vector<AreaClaim>& claims) {
  std::vector<ReportBlock> blocks;
  const auto speedup = [](const AreaClaim& claim) { return claim.speedup; };
  const auto best = std::ranges::max_element(claims, {}, speedup);
  blocks.push_back(ReportHeading{3, "Best design over MARCA at equal area"});
  blocks.push_back(ReportParagraph{
      fmt::format("The study says 1.78. MARCA here: 100 % area, 80 % of it memory, all fused, one step a tile. The "
                  "best design of the "
                  "same area is {:.4g} times as fast at L={}: {:g} % memory, an array of {}, {} tiling. Over L: {}.",
                  best->speedup, best->length, 100 * best->memoryFraction, best->array, best->tiling,
                  overLength(claims, speedup))});
  ReportTable table{.headings = {"L", "MARCA [cycles]", "best [cycles]", "times as fast", "memory [%]", "memory [bits]",
                                 "array", "tiling"},
                    .rows = {}};
  for (const AreaClaim& claim : claims)
    table.rows.push_back({fmt::format("{}", claim.length), fmt::format("{:.0f}", claim.marcaCycles),
                          fmt::format("{:.0f}", claim.bestCycles), fmt::format("{:.3f}", claim.speedup),
                          fmt::format("{:g}", 100 * claim.memoryFraction), fmt::format("{}", claim.memory.value),
                          claim.array, claim.tiling});
  blocks.push_back(std::move(table));
  return blocks;
}

}  // namespace

std::vector<ReportBlock> claimsReport(const StudyClaims& claims) {
  std::vector<ReportBlock> blocks;
  if (claims.fusion.empty() && claims.memory.empty() && claims.area.empty()) return blocks;
  blocks.push_back(ReportHeading{2, "The headline claims"});
  const auto append = [&](std::vector<ReportBlock> more) {
    for (ReportBlock& block : more) blocks.push_back(std::move(block));
  };
  if (!claims.fusion.empty()) append(fusionBlocks(claims.fusion));
  if (!claims.memory.empty()) append(memoryBlocks(claims.memory));
  if (!claims.area.empty()) append(areaBlocks(claims.area));
  return blocks;
}

}  // namespace fusewright
