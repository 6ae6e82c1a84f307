package org.aethercreator.quantize;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aethercreator.llamacpp.pack.PackLibraries;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.aethercreator.quantize.imatrix.TensorImportance;

/**
 * A current build's own {@code llama_model_quantize}, called in a process of its own because it ends the process where
 * it fails. {@link #main} takes the three libraries, the source, the target, the file type's number, and perhaps an
 * importance matrix, and adds the metadata that llama-quantize adds.
 */
final class PackQuantize {
    /** {@code struct llama_model_quantize_params} of 2026. */
    @Structure.FieldOrder({
        "threads",
        "fileType",
        "outputType",
        "embeddingType",
        "requantize",
        "quantizeOutput",
        "copy",
        "pure",
        "keepSplit",
        "dryRun",
        "imatrix",
        "overrides",
        "tensorTypes",
        "pruned",
        "added"
    })
    public static class Parameters extends Structure implements Structure.ByValue {
        public int threads;
        public int fileType;
        public int outputType;
        public int embeddingType;
        public byte requantize;
        public byte quantizeOutput;
        public byte copy;
        public byte pure;
        public byte keepSplit;
        public byte dryRun;
        public Pointer imatrix;
        public Pointer overrides;
        public Pointer tensorTypes;
        public Pointer pruned;
        /** Two numbers that v0.5.0 has here, 0 and 2 by default. */
        public long added;
    }

    private static final int OVERRIDE_BYTES = 264;
    private static final int OVERRIDE_KEY = 4;
    private static final int OVERRIDE_VALUE = 136;
    private static final int INTEGER = 0;
    private static final int TEXT = 3;

    private PackQuantize() {}

    static void quantize(PackLibraries pack, Path source, Path target, QuantizationType type, List<Path> imatrix)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                PackQuantize.class.getName(),
                pack.ggmlBase().toString(),
                pack.ggml().toString(),
                pack.llama().toString(),
                source.toString(),
                target.toString(),
                String.valueOf(type.fileType().id())));
        imatrix.forEach(file -> command.add(file.toString()));
        Path log = Files.createTempFile("pack-quantize", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("llama_model_quantize to " + type + " failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    public static void main(String[] arguments) throws IOException {
        NativeLibrary.getInstance(arguments[0]);
        NativeLibrary.getInstance(arguments[1]);
        NativeLibrary llama = NativeLibrary.getInstance(arguments[2]);
        llama.getFunction("llama_backend_init").invokeVoid(new Object[0]);
        Function defaults = llama.getFunction("llama_model_quantize_default_params");
        Parameters parameters = (Parameters) defaults.invoke(Parameters.class, new Object[0]);
        parameters.threads = 2;
        parameters.fileType = Integer.parseInt(arguments[5]);
        parameters.requantize = 1;
        List<Memory> kept = new ArrayList<>();
        if (arguments.length > 6) {
            ImportanceMatrix matrix = ImportanceMatrix.read(Path.of(arguments[6]));
            parameters.imatrix = imatrix(matrix, kept);
            parameters.overrides = overrides(matrix, arguments[6], kept);
        }
        parameters.write();
        int result = llama.getFunction("llama_model_quantize")
                .invokeInt(new Object[] {arguments[3], arguments[4], parameters.getPointer()});
        System.exit(result);
    }

    /** An array of {@code struct llama_model_imatrix_data}, ended by one without a name. */
    private static Pointer imatrix(ImportanceMatrix matrix, List<Memory> kept) {
        List<TensorImportance> tensors = matrix.tensors();
        Memory array = new Memory(24L * (tensors.size() + 1));
        array.clear();
        for (int i = 0; i < tensors.size(); i++) {
            float[] values = tensors.get(i).meanSquares();
            Memory data = new Memory(4L * values.length);
            data.write(0, values, 0, values.length);
            Memory name = text(tensors.get(i).name());
            kept.addAll(List.of(data, name));
            array.setPointer(24L * i, name);
            array.setPointer(24L * i + 8, data);
            array.setLong(24L * i + 16, values.length);
        }
        kept.add(array);
        return array;
    }

    /** What llama-quantize adds to the metadata: an array of {@code struct llama_model_kv_override}. */
    private static Pointer overrides(ImportanceMatrix matrix, String file, List<Memory> kept) {
        Memory array = new Memory(5L * OVERRIDE_BYTES);
        array.clear();
        put(array, 0, "quantize.imatrix.file", TEXT).setString(OVERRIDE_VALUE, file);
        put(array, 1, "quantize.imatrix.dataset", TEXT)
                .setString(OVERRIDE_VALUE, matrix.datasets().get(0));
        put(array, 2, "quantize.imatrix.entries_count", INTEGER)
                .setLong(OVERRIDE_VALUE, matrix.tensorNames().size());
        put(array, 3, "quantize.imatrix.chunks_count", INTEGER).setLong(OVERRIDE_VALUE, matrix.chunkCount());
        kept.add(array);
        return array;
    }

    private static Pointer put(Memory array, int index, String key, int tag) {
        Pointer override = array.share((long) index * OVERRIDE_BYTES);
        override.setInt(0, tag);
        override.setString(OVERRIDE_KEY, key);
        return override;
    }

    private static Memory text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.clear();
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }
}
