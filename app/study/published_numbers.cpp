#include "app/study/published_numbers.h"

namespace fusewright {
namespace {

using enum StudyFigure;
using enum StudyClass;
using enum Stage;

// clang-format off: one row a line
constexpr PublishedDesign kDesigns[] = {
    {FusionSchemes, 1, "A-B", "per-step", std::nullopt, std::nullopt, 694640,
     PublishedDetails{26, 5, 2, 10822688, 20971520, 66, 679284, 31630336}},
    {FusionSchemes, 1, "all", "per-step", std::nullopt, std::nullopt, 663880,
     PublishedDetails{26, 6, 1, 21308448, 163840, 57, 653644, 42116096}},
    {FusionSchemes, 1, "unfused", "per-step", std::nullopt, std::nullopt, 714924,
     PublishedDetails{26, 0, 0, 0, 0, 78, 714924, 0}},
    {FusionSchemes, 64, "A", "per-step", std::nullopt, std::nullopt, 3804108,
     PublishedDetails{341, 68, 64, 31457344, 671088640, 639, 3473917, 199557152}},
    {FusionSchemes, 64, "A-B", "per-step", std::nullopt, std::nullopt, 3153966,
     PublishedDetails{467, 260, 128, 53018688, 1342177280, 633, 2490873, 199566368}},
    {FusionSchemes, 64, "A-BS", "per-step", std::nullopt, std::nullopt, 1365775,
     PublishedDetails{467, 374, 113, 577896512, 524288000, 57, 849913, 201278464}},
    {FusionSchemes, 64, "AS", "per-step", std::nullopt, std::nullopt, 2160318,
     PublishedDetails{341, 195, 64, 703135776, 10485760, 63, 1832957, 62586912}},
    {FusionSchemes, 64, "AS-B", "per-step", std::nullopt, std::nullopt, 1354538,
     PublishedDetails{467, 373, 112, 567410752, 513802240, 57, 849913, 201324544}},
    {FusionSchemes, 64, "B", "per-step", std::nullopt, std::nullopt, 3799101,
     PublishedDetails{341, 192, 64, 21561344, 671088640, 639, 3466237, 199566336}},
    {FusionSchemes, 64, "BS", "per-step", std::nullopt, std::nullopt, 2162905,
     PublishedDetails{341, 321, 64, 703725568, 10485760, 63, 1825277, 52428800}},
    {FusionSchemes, 64, "all", "per-step", std::nullopt, std::nullopt, 860229,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 849913, 65000480}},
    {FusionSchemes, 64, "unfused", "per-step", std::nullopt, std::nullopt, 4449281,
     PublishedDetails{215, 0, 0, 0, 0, 645, 4449281, 0}},
    {FusionSchemes, 512, "all", "per-step", std::nullopt, std::nullopt, 3810723,
     PublishedDetails{3603, 2563, 512, 282066976, 83886080, 57, 3800407, 138400800}},
    {MemorySizes, 64, "all", "per-step", 0.5, std::nullopt, 5398792,
     PublishedDetails{467, 384, 64, 32638976, 10485760, 889, 5382648, 336896}},
    {MemorySizes, 64, "all", "per-step", 1, std::nullopt, 5256340,
     PublishedDetails{467, 384, 64, 32638976, 10485760, 889, 5240196, 336896}},
    {MemorySizes, 64, "all", "per-step", 2, std::nullopt, 4763514,
     PublishedDetails{467, 704, 64, 3388082176, 10485760, 505, 3106618, 10822688}},
    {MemorySizes, 64, "all", "per-step", 4, std::nullopt, 3104168,
     PublishedDetails{467, 638, 253, 2696022016, 1992294400, 57, 831015, 31958048}},
    {MemorySizes, 64, "all", "per-step", 8, std::nullopt, 838789,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 828473, 65000480}},
    {MemorySizes, 64, "all", "per-step", 24, std::nullopt, 860229,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 849913, 65000480}},
    {MemorySizes, 64, "all", "memory-aware", 0.5, std::nullopt, 930761,
     PublishedDetails{7187, 5468, 1024, 73410432, 10485760, 57, 920696, 4188384}},
    {MemorySizes, 64, "all", "memory-aware", 1, std::nullopt, 858104,
     PublishedDetails{3603, 2993, 512, 73413664, 10485760, 57, 847364, 8376640}},
    {MemorySizes, 64, "all", "memory-aware", 2, std::nullopt, 850286,
     PublishedDetails{1811, 1453, 256, 73405600, 10485760, 57, 832954, 16752928}},
    {MemorySizes, 64, "all", "memory-aware", 4, std::nullopt, 850089,
     PublishedDetails{915, 683, 128, 73401568, 10485760, 57, 831911, 33505568}},
    {MemorySizes, 64, "all", "memory-aware", 8, std::nullopt, 838789,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 828473, 65000480}},
    {MemorySizes, 64, "all", "memory-aware", 24, std::nullopt, 860229,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 849913, 65000480}},
    {AreaPartitioning, 64, "all", "per-step", std::nullopt, 0.1, 4086507,
     PublishedDetails{467, 768, 192, 4059170816, 1352663040, 185, 1453070, 21308448}},
    {AreaPartitioning, 64, "all", "per-step", std::nullopt, 0.3, 822118,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 803273, 62933024}},
    {AreaPartitioning, 64, "all", "per-step", std::nullopt, 0.8, 860229,
     PublishedDetails{467, 323, 64, 53608480, 10485760, 57, 849913, 65000480}},
    {AreaPartitioning, 64, "all", "memory-aware", std::nullopt, 0.1, 824975,
     PublishedDetails{1811, 1289, 256, 73400352, 10485760, 57, 805518, 23592992}},
    {AreaPartitioning, 1024, "all", "per-step", std::nullopt, 0.8, 7760671, std::nullopt},
    {AreaPartitioning, 1024, "all", "memory-aware", std::nullopt, 0.25, 4373557, std::nullopt},
};

constexpr PublishedClass kClasses[] = {
    {"OPT-2.7B", 64, Prefill, Activation, 655360, 41943072, 20481, 655361},
    {"OPT-2.7B", 64, Prefill, Attention, 21495808, 54788160, 26754, 856066},
    {"OPT-2.7B", 64, Prefill, Elementwise, 622592, 55574560, 27137, 868353},
    {"OPT-2.7B", 64, Prefill, Normalization, 2949504, 173543904, 84753, 2711631},
    {"OPT-2.7B", 64, Prefill, Projection, 5033984000, 2663792640, 1300680, 41621760},
    {"OPT-2.7B", 64, Decode, Activation, 10240, 655392, 321, 10241},
    {"OPT-2.7B", 64, Decode, Attention, 335872, 11178048, 5460, 174658},
    {"OPT-2.7B", 64, Decode, Elementwise, 9728, 868384, 425, 13569},
    {"OPT-2.7B", 64, Decode, Normalization, 46086, 3195936, 1575, 49941},
    {"OPT-2.7B", 64, Decode, Projection, 78656000, 2519285760, 1230120, 39363840},
    {"OPT-2.7B", 2048, Prefill, Activation, 20971520, 1342177312, 655361, 20971521},
    {"OPT-2.7B", 2048, Prefill, Attention, 22011707392, 35039215680, 17108994, 547487746},
    {"OPT-2.7B", 2048, Prefill, Elementwise, 149946368, 10099884064, 4931585, 157810689},
    {"OPT-2.7B", 2048, Prefill, Normalization, 94384128, 5538152928, 2704191, 86533647},
    {"OPT-2.7B", 2048, Prefill, Projection, 161087488000, 7214612480, 20480200, 655366400},
    {"OPT-2.7B", 2048, Decode, Activation, 10240, 655392, 321, 10241},
    {"OPT-2.7B", 2048, Decode, Attention, 10747904, 352489536, 172116, 5507650},
    {"OPT-2.7B", 2048, Decode, Elementwise, 73216, 4931616, 2409, 77057},
    {"OPT-2.7B", 2048, Decode, Normalization, 46086, 3195936, 1575, 49941},
    {"OPT-2.7B", 2048, Decode, Projection, 78656000, 2519285760, 1230120, 39363840},
    {"Mamba1-2.8B", 64, Prefill, Activation, 1310720, 104857664, 51202, 3276802},
    {"Mamba1-2.8B", 64, Prefill, Elementwise, 21790720, 1410498592, 688721, 44078081},
    {"Mamba1-2.8B", 64, Prefill, Normalization, 491648, 36710496, 17928, 1147203},
    {"Mamba1-2.8B", 64, Prefill, Projection, 2664755200, 1417641984, 692208, 44301312},
    {"Mamba1-2.8B", 64, Prefill, StateSpace, 126484480, 7487258624, 3655888, 233976832},
    {"Mamba1-2.8B", 64, Decode, Activation, 20480, 1638464, 802, 51202},
    {"Mamba1-2.8B", 64, Decode, Elementwise, 340480, 22200352, 10841, 693761},
    {"Mamba1-2.8B", 64, Decode, Normalization, 7682, 573696, 283, 17928},
    {"Mamba1-2.8B", 64, Decode, Projection, 41697280, 1334163456, 651448, 41692608},
    {"Mamba1-2.8B", 64, Decode, StateSpace, 1976320, 127471616, 62242, 3983488},
    {"Mamba1-2.8B", 2048, Prefill, Activation, 41943040, 3355443264, 1638402, 104857602},
    {"Mamba1-2.8B", 2048, Prefill, Elementwise, 697303040, 45130874912, 22036561, 1410339841},
    {"Mamba1-2.8B", 2048, Prefill, Normalization, 15732736, 1174732896, 573603, 36710403},
    {"Mamba1-2.8B", 2048, Prefill, Projection, 85270261760, 4046553088, 10732080, 686853120},
    {"Mamba1-2.8B", 2048, Prefill, StateSpace, 4047503360, 239262138368, 116827216, 7476941824},
    {"Mamba1-2.8B", 2048, Decode, Activation, 20480, 1638464, 802, 51202},
    {"Mamba1-2.8B", 2048, Decode, Elementwise, 340480, 22200352, 10841, 693761},
    {"Mamba1-2.8B", 2048, Decode, Normalization, 7682, 573696, 283, 17928},
    {"Mamba1-2.8B", 2048, Decode, Projection, 41697280, 1334163456, 651448, 41692608},
    {"Mamba1-2.8B", 2048, Decode, StateSpace, 1976320, 127471616, 62242, 3983488},
};

constexpr PublishedModel kModels[] = {
    {"OPT-2.7B", 64, Prefill, 161910632448, 11958569344, std::nullopt, 46713171},
    {"OPT-2.7B", 64, Decode, 2529853632, 10140734080, std::nullopt, 39612249},
    {"Mamba1-2.8B", 64, Prefill, 180149297152, 83655738880, 13440992512, 326780230},
    {"Mamba1-2.8B", 64, Decode, 2818703488, 11888380672, 10708699648, 46438987},
    {"OPT-2.7B", 2048, Prefill, 5867663917056, 236936169856, std::nullopt, 1468170003},
    {"OPT-2.7B", 2048, Decode, 2865070272, 11522232960, std::nullopt, 45008729},
    {"Mamba1-2.8B", 2048, Prefill, 5764655611904, 2343757940224, 99486532864, 9715702790},
    {"Mamba1-2.8B", 2048, Decode, 2818703488, 11888380672, 10708699648, 46438987},
};
// clang-format on

}  // namespace

std::span<const PublishedDesign> publishedDesigns() {
  return kDesigns;
}

std::span<const PublishedClass> publishedClasses() {
  return kClasses;
}

std::span<const PublishedModel> publishedModels() {
  return kModels;
}

}  // namespace fusewright
