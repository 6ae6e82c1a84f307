package org.aethercreator.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.llamacpp.EncodableTypes;

/**
 * What is to differ from a type's own mixture: rules for single tensors, and switches as llama-quantize has them.
 *
 * <p>The first rule whose pattern matches a tensor's name decides; it goes before all else here. In a pattern {@code *}
 * stands for any characters, none and dots included, {@code ?} for one character, and everything else for itself; it
 * must match the whole name. Rules concern only tensors that are quantized at all: norms, biases and routers of experts
 * stay as they are.
 *
 * @param output the type of {@code output.weight}, and of the token embedding where a model has no other output
 * @param tokenEmbedding the type of {@code token_embd.weight}
 * @param pure whether all other tensors get the type's base type; where rows do not fill its blocks, what takes its
 *     place
 * @param leaveOutput whether {@code output.weight} stays as it is
 */
public record TensorTypes(
        List<Rule> rules,
        Optional<GgmlType> output,
        Optional<GgmlType> tokenEmbedding,
        boolean pure,
        boolean leaveOutput) {
    /** Tensors whose name matches {@code pattern} are stored as {@code type}. */
    public record Rule(String pattern, GgmlType type) {
        public Rule {
            if (pattern.isBlank()) {
                throw new IllegalArgumentException(
                        "the pattern for " + type + " is empty; give a tensor's name, or a pattern such as blk.0.*");
            }
            if (!ENCODABLE.contains(type)) {
                throw new IllegalArgumentException(
                        "tensors " + pattern + " cannot be stored as " + type + "; choose one of " + names());
            }
        }

        boolean matches(String tensor) {
            StringBuilder regex = new StringBuilder();
            for (String part : pattern.split("(?<=[*?])|(?=[*?])")) {
                regex.append(part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part));
            }
            return Pattern.matches(regex.toString(), tensor);
        }
    }

    private static final Set<GgmlType> ENCODABLE = EncodableTypes.all();

    public TensorTypes {
        rules = List.copyOf(rules);
        if (leaveOutput && output.isPresent()) {
            throw new IllegalArgumentException(
                    "the output is to be left as it is and to become " + output.get() + "; ask for one of the two");
        }
    }

    /** Nothing differs from the mixture. */
    public static TensorTypes ofMixture() {
        return new TensorTypes(List.of(), Optional.empty(), Optional.empty(), false, false);
    }

    /**
     * These rules, each written as for {@link #with(String)}.
     *
     * @throws IllegalArgumentException if one of them is not understood
     */
    public static TensorTypes ofRules(List<String> rules) {
        TensorTypes types = ofMixture();
        for (String rule : rules) {
            types = types.with(rule);
        }
        return types;
    }

    /** With one more rule, behind the others. */
    public TensorTypes with(String pattern, GgmlType type) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(pattern, type));
        return new TensorTypes(more, output, tokenEmbedding, pure, leaveOutput);
    }

    /**
     * With one more rule, written as {@code PATTERN=TYPE} or {@code PATTERN: TYPE}, such as {@code blk.0.*=Q6_K}.
     *
     * @throws IllegalArgumentException if it is written otherwise, or there is no such type
     */
    public TensorTypes with(String rule) {
        int split = Math.max(rule.lastIndexOf('='), rule.lastIndexOf(':'));
        if (split < 0) {
            throw new IllegalArgumentException("the rule '" + rule
                    + "' names no type; write PATTERN=TYPE, such as output.weight=Q8_0 or blk.0.*=Q6_K");
        }
        return with(rule.substring(0, split).trim(), parse(rule.substring(split + 1)));
    }

    /** llama-quantize's {@code --output-tensor-type}. */
    public TensorTypes withOutput(GgmlType type) {
        return new TensorTypes(rules, Optional.of(type), tokenEmbedding, pure, leaveOutput);
    }

    /** llama-quantize's {@code --token-embedding-type}. */
    public TensorTypes withTokenEmbedding(GgmlType type) {
        return new TensorTypes(rules, output, Optional.of(type), pure, leaveOutput);
    }

    /** llama-quantize's {@code --pure}. */
    public TensorTypes withPure(boolean on) {
        return new TensorTypes(rules, output, tokenEmbedding, on, leaveOutput);
    }

    /** llama-quantize's {@code --leave-output-tensor}. */
    public TensorTypes withLeaveOutput(boolean on) {
        return new TensorTypes(rules, output, tokenEmbedding, pure, on);
    }

    Optional<Rule> ruleFor(String tensor) {
        return rules.stream().filter(rule -> rule.matches(tensor)).findFirst();
    }

    /** The tensor type of that name, in upper or lower case; mixtures such as {@code Q4_K_M} are none. */
    private static GgmlType parse(String name) {
        String wanted = name.trim().toUpperCase(Locale.ROOT).replace('-', '_');
        return ENCODABLE.stream()
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown tensor type '" + name.trim()
                        + "'; did you mean "
                        + EditDistance.closest(
                                wanted, ENCODABLE.stream().map(Enum::name).toList())
                        + "? Choose one of " + names()));
    }

    private static String names() {
        return ENCODABLE.stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
