package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufTensor;

/** What becomes of every tensor of a model, in the order in which llama.cpp writes them: by layer, then by name. */
record QuantizationPlan(List<Step> steps) {
    /** A tensor and the type that it gets. */
    record Step(GgufTensor tensor, GgmlType type) {
        long sizeBytes() {
            return Math.multiplyExact(type.rowBytes(tensor.rowElements()), tensor.rows());
        }
    }

    private static final Pattern LAYER = Pattern.compile("^blk\\.(\\d{1,9})");

    /**
     * Matrices that stay as they are: they are small and decide much, or are looked up rather than multiplied. Norms,
     * routers of experts, short convolutions, RWKV's mixing matrices and T5's position biases.
     */
    private static final List<String> KEPT = List.of(
            "_norm.weight",
            "ffn_gate_inp.weight",
            "ssm_conv1d.weight",
            "time_mix_first.weight",
            "time_mix_w0.weight",
            "time_mix_w1.weight",
            "time_mix_w2.weight",
            "time_mix_v0.weight",
            "time_mix_v1.weight",
            "time_mix_v2.weight",
            "time_mix_a0.weight",
            "time_mix_a1.weight",
            "time_mix_a2.weight",
            "time_mix_g1.weight",
            "time_mix_g2.weight",
            "time_mix_decay_w1.weight",
            "time_mix_decay_w2.weight",
            "time_mix_lerp_fused.weight",
            "attn_rel_b.weight");

    QuantizationPlan {
        steps = List.copyOf(steps);
    }

    static QuantizationPlan of(GgufFile file, QuantizationType type, MixtureTable table) {
        ModelTraits model = ModelTraits.of(file);
        List<GgufTensor> tensors = new ArrayList<>(file.tensors());
        tensors.sort(Comparator.comparingInt((GgufTensor tensor) -> layer(tensor.name(), -1))
                .thenComparing(GgufTensor::name));
        Map<TensorRole, Integer> seen = new EnumMap<>(TensorRole.class);
        List<Step> steps = new ArrayList<>();
        for (GgufTensor tensor : tensors) {
            if (isKept(tensor)) {
                steps.add(new Step(tensor, tensor.type()));
                continue;
            }
            TensorRole role = TensorRole.of(tensor.name(), model.tiedOutput());
            int before = seen.merge(role, 1, Integer::sum) - 1;
            Place place = place(model, role, tensor.name(), before);
            steps.add(new Step(tensor, table.typeFor(type, role, place, tensor.rowElements())));
        }
        return new QuantizationPlan(steps);
    }

    /** Bytes of all tensors when done. */
    long weightBytes() {
        return steps.stream().mapToLong(Step::sizeBytes).sum();
    }

    private static Place place(ModelTraits model, TensorRole role, String name, int before) {
        if (role == TensorRole.VALUE) {
            return new Place(model, before, model.valueTensors());
        }
        // With experts a layer may have several tensors of a role, or none.
        return new Place(model, model.experts() > 1 ? layer(name, before) : before, model.layers());
    }

    private static boolean isKept(GgufTensor tensor) {
        String name = tensor.name();
        return !name.endsWith("weight")
                || tensor.dimensions() < 2
                || name.equals("position_embd.weight")
                || name.equals("token_types.weight")
                || KEPT.stream().anyMatch(name::contains);
    }

    private static int layer(String name, int otherwise) {
        Matcher matcher = LAYER.matcher(name);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
