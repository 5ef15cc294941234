#include "widgets/schedule_picture.h"

namespace fusewright {

SchedulePicture buildSchedulePicture(const Evaluation& evaluation) {
  return {.timeline = std::make_shared<const Timeline>(buildTimeline(evaluation)),
          .memories = std::make_shared<const std::vector<MemoryPicture>>(buildMemoryPictures(evaluation)),
          .layers = std::make_shared<const std::vector<LayerRow>>(buildLayerRows(evaluation))};
}

}  // namespace fusewright
