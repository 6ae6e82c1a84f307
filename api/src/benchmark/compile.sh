# Compiles the library and the benchmarks; to be sourced. Sets benchmark (this folder), classes and class_path.
benchmark=$(cd "$(dirname "$0")" && pwd)
module=$(cd "$benchmark/../.." && pwd)
classes=$module/target/benchmark
mkdir -p "$classes"
(cd "$module/.." && mvn -q -B -pl api compile dependency:build-classpath -Dmdep.outputFile="$classes/class-path" >&2)
class_path=$classes:$module/target/classes:$(cat "$classes/class-path")
javac -Xlint:all -Werror -proc:none --release 17 -cp "$class_path" -d "$classes" "$benchmark"/java/*.java \
    "$module/src/test/java/org/aethercreator/gguf/ToyModel.java"
