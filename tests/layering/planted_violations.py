"""The self-test of check_layers.py: violations planted in a copy of the sources, each of which must be caught."""
import shutil
import tempfile
from pathlib import Path

LONG_BODY = "void f() {\n" + "  g();\n" * 60 + "}\n"

# (planted file, its text, part of the one message that must appear; none: no message may appear)
PLANTED = [
    ("core/cost/planted.cpp", '#include "core/schedule/schedule.h"\n', "core/cost must not include core/schedule"),
    ("core/workload/planted.h", '#include "core/hardware/core.h"\n', "core/workload must not include core/hardware"),
    ("core/graph/planted.h", '#include "core/hardware/core.h"\n', "core/graph must not include core/hardware"),
    ("core/explore/front/planted.h", '#include "core/session/edit.h"\n', "core/explore/front must not include core/session"),
    ("core/explore/search/planted.h", '#include "core/explore/sweep/sweep.h"\n', "core/explore/search must not include core/explore"),
    ("core/explore/planted.h", "#include <vector>\n", "lies in no room"),
    ("core/evaluate/planted.cpp", '#include "core/io/csv_writer.h"\n', "core/evaluate must not include core/io"),
    ("core/io/planted.cpp", '#include "core/session/edit.h"\n', "core/io must not include core/session"),
    ("core/base/planted.h", "#include <QtCore/QString>\n", "core/base must not include qt"),
    ("core/metrics/planted.cpp", "#include <QString>\n", "core/metrics must not include qt"),
    ("core/io/planted.cpp", "#include <QString>\n", "core/io must not include qt"),
    ("app/cli/planted.cpp", "#include <QProcess>\n", "app/cli must not include qt"),
    ("app/cli/planted.cpp", '#include "widgets/common/format.h"\n', "app/cli must not include widgets"),
    ("app/options/planted.cpp", "#include <QString>\n", "app/options must not include qt"),
    ("core/io/planted.cpp", "#include <onnx/onnx_pb.h>\n", "core/io must not include onnx"),
    ("core/hardware/planted.cpp", "#include <yaml-cpp/yaml.h>\n", "core/hardware must not include formats"),
    ("widgets/gantt/planted.cpp", '#include "core/io/csv_writer.h"\n', "widgets must not include core/io"),
    ("widgets/gantt/planted.cpp", '#include "app/session/session.h"\n', "widgets must not include app"),
    ("core/base/planted.cpp", "int x;\n" * 401, "file of 401 lines"),
    ("core/base/planted.cpp", LONG_BODY, "function of 62 lines"),
    ("core/base/planted.h", "namespace a {\nstruct B {\n  B() : x{1}, y(2) {" + "\n" * 61 + "}\n};\n}\n", "function of 62 lines"),
    ("core/base/planted.cpp", "// long because: a table\n" + LONG_BODY, None),
    ("core/io/onnx_planted.cpp", "#include <onnx/onnx_pb.h>\n", None),
    ("core/base/planted.cpp", 'const char* kText = R"(' + "{\n" * 70 + ')";\n', None),
]


def self_test(root, violations):
    """Plants each violation alone; returns 1 if the check misses one or cries wolf."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("core", "app", "widgets"):
            shutil.copytree(root / name, copy / name)
        clean = violations(copy)
        for path, text, expected in PLANTED:
            file = copy / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            found = [line for line in violations(copy) if line not in clean]
            file.unlink()
            caught = not found if expected is None else len(found) == 1 and expected in found[0]
            missed += not caught
            if not caught:
                print(f"{path}: expected {expected!r}, found {found}")
    print(f"layering self-test: {len(PLANTED)} plants, {missed} missed")
    return 1 if missed else 0
