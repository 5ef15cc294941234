#include "widgets/schedule_picture.h"

namespace fusewright {

SchedulePicture buildSchedulePicture(const Evaluation& evaluation) {
  return {.timeline = std::make_shared<const Timeline>(buildTimeline(evaluation)),
          .memories = std::make_shared<const std::vector<MemoryPicture>>(buildMemoryPictures(evaluation)),
          .layers = std::make_shared<const std::vector<LayerRow>>(buildLayerRows(evaluation)),
          .accounting = std::make_shared<const Accounting>(
              accountFor(*evaluation.design.accelerator, *evaluation.schedule, *evaluation.metrics)),
          .time = std::make_shared<const std::vector<CoreBudget>>(coreBudgets(
              *evaluation.design.accelerator, *evaluation.costs, *evaluation.schedule, *evaluation.metrics))};
}

}  // namespace fusewright
