package org.aethercreator.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aethercreator.convert.architecture.Architecture;
import org.aethercreator.convert.architecture.ModelConfig;
import org.aethercreator.convert.architecture.PlannedTensor;
import org.aethercreator.convert.metadata.ModelMetadata;
import org.aethercreator.convert.metadata.ParameterCount;
import org.aethercreator.convert.numbers.NumberDecoder;
import org.aethercreator.convert.numbers.UnusualNumbers;
import org.aethercreator.convert.vocabulary.Vocabulary;
import org.aethercreator.convert.vocabulary.VocabularyReader;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressStage;
import org.aethercreator.progress.ProgressUnit;
import org.aethercreator.safetensors.SafetensorsTensor;

/** One conversion: what goes into the file, in its order, and then the weights. */
final class Conversion {
    /** The version of ggml's block formats, which has been 2 since May 2023. */
    private static final long QUANTIZATION_VERSION = 2;

    private final ModelConfig config;
    private final Architecture architecture;
    private final ConvertRequest request;
    private final ConvertType type;
    private final List<PlannedTensor> plan;
    private final List<GgufTensor> targets;

    /** @param stored in the order in which the reference reads them */
    Conversion(ModelConfig config, Architecture architecture, List<SafetensorsTensor> stored, ConvertRequest request) {
        this.config = config;
        this.architecture = architecture;
        this.request = request;
        this.type =
                request.type() == ConvertType.AUTO ? StoredTensors.commonType(architecture, stored) : request.type();
        this.plan = architecture.plan(config, stored);
        this.targets = plan.stream().map(this::target).toList();
    }

    ConvertedModel run(Progress progress, long startedNanos) throws IOException, InterruptedException {
        ModelMetadata metadata = metadata();
        try (OutputFiles files = new OutputFiles(file(metadata), request.split().divide(targets))) {
            files.check(request.overwrite());
            Vocabulary vocabulary = vocabulary();
            files.writeHeaders(entries(metadata, vocabulary));
            List<UnusualNumbers> unusual = writeWeights(files.placed(), progress);
            files.commit();
            long sizeBytes = 0;
            for (Path path : files.paths()) {
                sizeBytes += Files.size(path);
            }
            List<ConvertedTensor> tensors = tensors(unusual);
            List<String> warnings = new ArrayList<>(metadata.warnings());
            warnings.addAll(vocabulary.warnings());
            warnings.addAll(architecture.warnings(config, plan));
            warnings.addAll(ConversionWarnings.of(tensors, type));
            return new ConvertedModel(
                    files.paths().get(0),
                    files.paths(),
                    architecture.ggufName(),
                    type,
                    tensors,
                    sizeBytes,
                    warnings,
                    Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    private GgufTensor target(PlannedTensor tensor) {
        for (SafetensorsTensor part : tensor.parts()) {
            if (!NumberDecoder.knows(part.type())) {
                throw config.unsupported("'" + part.name() + "' is stored as " + part.type()
                        + ", which cannot be converted; get the model with weights of 16 or 32 bits");
            }
        }
        return target(tensor, type.tensorType());
    }

    /** The tensor as it will be in a file whose tensors mostly have the type {@code common}. */
    static GgufTensor target(PlannedTensor tensor, GgmlType common) {
        GgmlType type = TargetTypes.of(tensor.name(), tensor.shape(), common);
        List<Long> shape = new ArrayList<>(tensor.shape());
        Collections.reverse(shape);
        return new GgufTensor(tensor.name(), shape, type, 0, type.rowBytes(tensor.elements()), Path.of(""));
    }

    private Path file(ModelMetadata metadata) {
        return Files.isDirectory(request.target())
                ? request.target().resolve(metadata.fileName(type.name()))
                : request.target();
    }

    private ModelMetadata metadata() throws IOException {
        long elements = plan.stream().mapToLong(PlannedTensor::elements).sum();
        ParameterCount parameters = ParameterCount.dense(elements);
        return request.modelId().isPresent()
                ? ModelMetadata.read(config.folder(), request.modelId().get(), parameters)
                : ModelMetadata.read(config.folder(), parameters);
    }

    private Vocabulary vocabulary() throws IOException {
        OptionalInt size =
                config.vocabularySize().stream().mapToInt(Math::toIntExact).findFirst();
        return VocabularyReader.read(config.folder(), architecture.vocabularyStyle(), size);
    }

    /** Keys and values in the order of the reference; one that is set again keeps its place. */
    private Map<String, GgufValue> entries(ModelMetadata metadata, Vocabulary vocabulary) {
        Map<String, GgufValue> entries = new LinkedHashMap<>();
        entries.put("general.architecture", GgufValue.string(architecture.ggufName()));
        entries.putAll(architecture.firstEntries(config));
        entries.put("general.type", GgufValue.string("model"));
        entries.putAll(metadata.entries());
        entries.putAll(architecture.entries(config, type.fileType()));
        entries.put("general.quantization_version", GgufValue.uint32(QUANTIZATION_VERSION));
        entries.putAll(vocabulary.entries());
        return entries;
    }

    private List<UnusualNumbers> writeWeights(List<GgufTensor> placed, Progress progress)
            throws IOException, InterruptedException {
        List<PlannedTensor> storedPlans = new ArrayList<>();
        List<GgufTensor> storedTargets = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).parts().isEmpty()) {
                writeValues(plan.get(i).values(), placed.get(i));
            } else {
                storedPlans.add(plan.get(i));
                storedTargets.add(placed.get(i));
                numbers.add(i);
            }
        }
        long bytes = storedTargets.stream().mapToLong(GgufTensor::sizeBytes).sum();
        ProgressStage stage = progress.stage("convert to " + type, Math.max(1, bytes), ProgressUnit.BYTES);
        List<UnusualNumbers> found = new WeightConversion(storedPlans, storedTargets).run(request.threads(), stage);
        List<UnusualNumbers> all = new ArrayList<>(Collections.nCopies(plan.size(), UnusualNumbers.NONE));
        for (int i = 0; i < found.size(); i++) {
            all.set(numbers.get(i), found.get(i));
        }
        return all;
    }

    /** Computed tensors have one dimension, so that they are F32. */
    private static void writeValues(List<Float> values, GgufTensor target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        bytes.flip();
        try (FileChannel file = FileChannel.open(target.path(), StandardOpenOption.WRITE)) {
            file.position(target.offset());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    private List<ConvertedTensor> tensors(List<UnusualNumbers> unusual) {
        List<ConvertedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            GgufTensor target = targets.get(i);
            String source = plan.get(i).parts().stream()
                    .findFirst()
                    .map(part -> part.type().name())
                    .orElse("computed");
            tensors.add(new ConvertedTensor(
                    target.name(),
                    target.shape(),
                    source,
                    target.type(),
                    target.sizeBytes(),
                    unusual.get(i).notNumbers(),
                    unusual.get(i).infinite(),
                    unusual.get(i).overflowed()));
        }
        return tensors;
    }
}
