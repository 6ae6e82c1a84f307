package org.aethercreator.quantize;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/** Decides what becomes of every tensor of a model: explicit wishes first, then the mixture's rules. */
final class Planner {
    private static final Pattern LAYER = Pattern.compile("^blk\\.(\\d{1,9})");
    private static final String OUTPUT = "output.weight";
    private static final String EMBEDDING = "token_embd.weight";
    private static final int DEFAULT_ALIGNMENT = 32;

    private final QuantizeRequest request;
    private final GgufFile source;
    private final MixtureTable table;
    private final ModelTraits model;
    private final List<GgufTensor> tensors;

    Planner(QuantizeRequest request, GgufFile source, MixtureTable table) {
        this.request = request;
        this.source = source;
        this.table = table;
        model = ModelTraits.of(source);
        tensors = new ArrayList<>(source.tensors());
        tensors.sort(request.shards().asSource() ? asInFiles() : byLayerAndName());
    }

    /** A plan for every type of the request. */
    List<QuantizationPlan> plans() {
        request.importance().ifPresent(importance -> importance.check(source));
        checkRules();
        return request.types().stream().map(this::plan).toList();
    }

    private QuantizationPlan plan(QuantizationType type) {
        if (type.needsImportance() && request.importance().isEmpty()) {
            throw new IllegalArgumentException(type + " gives garbage without an importance matrix; collect one from a "
                    + "calibration text and give it, or choose " + QuantizationType.Q2_K);
        }
        Map<TensorRole, Integer> seen = new EnumMap<>(TensorRole.class);
        List<QuantizationPlan.Step> steps = new ArrayList<>();
        for (GgufTensor tensor : tensors) {
            steps.add(step(tensor, typeOf(tensor, type, seen), type));
        }
        int alignment = source.metadata().integer("general.alignment").stream()
                .mapToInt(Math::toIntExact)
                .findFirst()
                .orElse(DEFAULT_ALIGNMENT);
        List<List<QuantizationPlan.Step>> shards = request.shards().divide(steps, alignment);
        Path whole = request.target(type);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            files.add(GgufFile.shard(whole, i, shards.size()));
        }
        return new QuantizationPlan(type, files, shards);
    }

    private QuantizationPlan.Step step(GgufTensor tensor, GgmlType stored, QuantizationType type) {
        boolean changed = stored != tensor.type();
        boolean weighted = changed
                && request.importance()
                        .flatMap(matrix -> matrix.importanceOf(tensor))
                        .isPresent();
        if (changed && !weighted && table.needsImportance(type, tensor.name(), stored)) {
            throw new IllegalArgumentException("tensor '" + tensor.name() + "' would become " + stored
                    + ", which is garbage without importance, and "
                    + (request.importance().isPresent()
                            ? "the importance matrix does not know it; collect one that does, "
                            : "there is no importance matrix; collect one from a calibration text, ")
                    + "or give the tensor another type, such as Q3_K");
        }
        return new QuantizationPlan.Step(tensor, stored, weighted);
    }

    private GgmlType typeOf(GgufTensor tensor, QuantizationType type, Map<TensorRole, Integer> seen) {
        TensorTypes wishes = request.tensorTypes();
        if (!isQuantized(tensor)) {
            return tensor.type();
        }
        Optional<TensorTypes.Rule> rule = wishes.ruleFor(tensor.name());
        if (rule.isPresent()) {
            return fitting(tensor, rule.get().type(), "the rule " + rule.get().pattern());
        }
        if (tensor.name().equals(EMBEDDING) && wishes.tokenEmbedding().isPresent()) {
            return fitting(tensor, wishes.tokenEmbedding().get(), "the type wished for token embeddings");
        }
        TensorRole role = table.roleOf(tensor.name(), model.tiedOutput());
        boolean tied =
                role == TensorRole.OUTPUT && !wishes.pure() && type.baseType().isQuantized();
        if (wishes.output().isPresent() && (tensor.name().equals(OUTPUT) || tied)) {
            return fitting(tensor, wishes.output().get(), "the type wished for the output");
        }
        if (wishes.pure()) {
            return table.fitting(type.baseType(), tensor.rowElements());
        }
        int before = seen.merge(role, 1, Integer::sum) - 1;
        return table.typeFor(type, role, place(role, tensor.name(), before), tensor.rowElements());
    }

    private Place place(TensorRole role, String name, int before) {
        boolean weighted = request.importance().isPresent();
        if (role == TensorRole.VALUE) {
            return new Place(model, before, model.valueTensors(), before, weighted);
        }
        // With experts a layer may have several tensors of a role, or none.
        int index = model.experts() > 1 ? layer(name, before) : before;
        return new Place(model, index, model.layers(), before, weighted);
    }

    private boolean isQuantized(GgufTensor tensor) {
        boolean left = request.tensorTypes().leaveOutput() && tensor.name().equals(OUTPUT);
        return table.quantizes(tensor) && !left;
    }

    private static GgmlType fitting(GgufTensor tensor, GgmlType type, String wish) {
        if (!type.fits(tensor.rowElements())) {
            throw new IllegalArgumentException("tensor '" + tensor.name() + "' has rows of " + tensor.rowElements()
                    + " numbers, but " + wish + " stores them as " + type + " in blocks of " + type.blockSize()
                    + "; choose a type whose blocks divide the row, such as Q8_0 or F16");
        }
        return type;
    }

    private void checkRules() {
        for (TensorTypes.Rule rule : request.tensorTypes().rules()) {
            List<GgufTensor> matching = tensors.stream()
                    .filter(tensor -> rule.matches(tensor.name()))
                    .toList();
            if (matching.isEmpty()) {
                throw new IllegalArgumentException("the pattern '" + rule.pattern() + "' matches no tensor of "
                        + source.path() + "; its tensors have names such as "
                        + tensors.get(tensors.size() - 1).name());
            }
            if (matching.stream().noneMatch(this::isQuantized)) {
                throw new IllegalArgumentException("the pattern '" + rule.pattern() + "' matches only tensors that "
                        + "stay as they are, such as " + matching.get(0).name()
                        + "; name matrices that are multiplied, such as blk.0.ffn_down.weight");
            }
        }
    }

    static Comparator<GgufTensor> byLayerAndName() {
        return Comparator.comparingInt((GgufTensor tensor) -> layer(tensor.name(), -1))
                .thenComparing(GgufTensor::name);
    }

    private Comparator<GgufTensor> asInFiles() {
        return Comparator.comparingInt((GgufTensor tensor) -> source.files().indexOf(tensor.path()))
                .thenComparingLong(GgufTensor::offset);
    }

    private static int layer(String name, int otherwise) {
        Matcher matcher = LAYER.matcher(name);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
