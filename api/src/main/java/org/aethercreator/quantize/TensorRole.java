package org.aethercreator.quantize;

import java.util.EnumSet;
import java.util.Set;

/** What a tensor does in the network, told by its name; it decides how many bits the tensor deserves. */
enum TensorRole {
    /** The matrix that gives the logits; the token embedding itself if the model has no other. */
    OUTPUT("output.weight"),
    EMBEDDING("token_embd.weight"),
    VALUE("attn_v.weight"),
    KEY("attn_k.weight"),
    QUERY("attn_q.weight"),
    FEED_FORWARD_DOWN("ffn_down"),
    ATTENTION_OUTPUT("attn_output.weight"),
    QUERY_KEY_VALUE("attn_qkv.weight"),
    FEED_FORWARD_GATE("ffn_gate"),
    FEED_FORWARD_UP("ffn_up"),
    OTHER("");

    private static final Set<TensorRole> IN_LAYERS = EnumSet.range(VALUE, FEED_FORWARD_UP);

    private final String namePart;

    TensorRole(String namePart) {
        this.namePart = namePart;
    }

    /** The role of {@code name}; of the roles in layers, the first in the order above whose name part occurs. */
    static TensorRole of(String name, boolean tiedOutput) {
        if (name.equals(OUTPUT.namePart) || (tiedOutput && name.equals(EMBEDDING.namePart))) {
            return OUTPUT;
        }
        if (name.equals(EMBEDDING.namePart)) {
            return EMBEDDING;
        }
        for (TensorRole role : IN_LAYERS) {
            if (name.contains(role.namePart)) {
                return role;
            }
        }
        return OTHER;
    }

    /** The role as builds since 2026 see it: whatever holds values counts as such, and so do embeddings of layers. */
    static TensorRole withFusedValues(String name, boolean tiedOutput) {
        if (name.equals("per_layer_" + EMBEDDING.namePart)) {
            return tiedOutput ? OUTPUT : EMBEDDING;
        }
        boolean fused = name.contains(QUERY_KEY_VALUE.namePart) || name.contains("attn_kv_b.weight");
        return fused ? VALUE : of(name, tiedOutput);
    }
}
