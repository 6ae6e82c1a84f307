package org.aethercreator.quantize;

import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.gguf.GgufTensor;

/**
 * Tensors that stay as they are: vectors, and matrices that are small and decide much, or are looked up rather than
 * multiplied.
 */
final class KeptTensors {
    /** Norms, routers of experts, RWKV's mixing matrices and T5's position biases. */
    private static final List<String> IN_ALL_BUILDS = List.of(
            "_norm.weight",
            "ffn_gate_inp.weight",
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

    static final KeptTensors BUILD_4916 = new KeptTensors("ssm_conv1d.weight");

    /**
     * Also routing tables, Gemma 3n's small matrices, short convolutions, indexers, and parts of image and audio
     * models.
     */
    static final KeptTensors CURRENT = new KeptTensors(
            "ssm_conv1d",
            "shortconv.conv.weight",
            "ffn_gate_tid2eid.weight",
            "altup",
            "laurel",
            "per_layer_model_proj",
            "indexer.k_proj.weight",
            "indexer.q_proj.weight",
            ".position_embd",
            "sam.pos_embd",
            "sam.neck.",
            "sam.net_",
            ".rel_pos",
            ".patch_embd",
            ".patch_merger",
            "a.rvq.codebook",
            "mm.a.code_embd");

    private final List<String> nameParts;

    private KeptTensors(String... more) {
        nameParts = Stream.concat(IN_ALL_BUILDS.stream(), Stream.of(more)).toList();
    }

    boolean contains(GgufTensor tensor) {
        String name = tensor.name();
        return !name.endsWith("weight")
                || tensor.dimensions() < 2
                || name.equals("position_embd.weight")
                || name.equals("token_types.weight")
                || nameParts.stream().anyMatch(name::contains);
    }
}
