#include "core/mapping/layers_by_name.h"

#include <QTest>

#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::layers_by_name_test {

using namespace fusewright::tests;

class LayersByNameRules : public QObject {
  Q_OBJECT
 private slots:
  void everyNameMeansWhatItMeansWhereAllLayersAreGoneThrough() {
    const Workload workload = miniMamba();
    const LayersByName all(workload);
    std::vector<std::string> names{"SSM", "Exp", "MatMul", "in_proj", "/in_proj/MatMul", "/SSM", "mul_h", "no such"};
    for (const Layer& layer : workload.layers) {
      names.push_back(layer.name);
      names.push_back(layer.operation);
      names.emplace_back(familyName(layer));
    }
    std::size_t found = 0;
    for (const std::string& name : names) {
      const auto slow = layersNamed(workload, name);
      const auto fast = all.named(name);
      QCOMPARE(fast.has_value(), slow.has_value());
      if (!slow) QCOMPARE(fast.error().what, slow.error().what);
      if (slow) QVERIFY2(*fast == *slow, name.c_str());
      if (slow) ++found;
    }
    QVERIFY(found > workload.layers.size());
  }
};
FUSEWRIGHT_TEST(LayersByNameRules)

}  // namespace fusewright::layers_by_name_test

#include "layers_by_name_test.moc"
