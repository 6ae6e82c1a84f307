package org.aethercreator.check.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.Probe.Kind;
import org.aethercreator.check.template.ProbeResult.Verdict;

/**
 * What a Go template and a model's own chat template write on the same conversations.
 *
 * @param results in the order of the probes; those for thinking and tools only where the model's template has them
 * @param bos how often the model sees its BOS token
 * @param defaultSystem the system message that the model's own template puts in where there is none
 * @param endOfTurn what ends an answer in the model's own template
 */
public record TemplateComparison(
        List<ProbeResult> results, Bos bos, Optional<String> defaultSystem, Optional<String> endOfTurn) {
    /**
     * How often the model sees its BOS token: llama.cpp adds it where the model's file says so, and a template may
     * write it.
     *
     * @param text empty if the model has none
     * @param written the Go template writes it
     * @param added llama.cpp adds it
     * @param ownWritten the model's own template writes it
     * @param marksTurns it begins every turn, as ChatML's {@code <|im_start|>} does in some models, so that it belongs
     *     to what is compared
     */
    public record Bos(String text, boolean written, boolean added, boolean ownWritten, boolean marksTurns) {
        public boolean doubled() {
            return written && added;
        }

        public boolean missing() {
            return ownWritten && !written && !added && !marksTurns;
        }

        /** It is written, although neither the model's template nor its file wants it. */
        public boolean uncalledFor() {
            return written && !ownWritten && !added && !marksTurns;
        }

        /** Whether the model sees it as often as it was trained to. */
        public boolean right() {
            return !doubled() && !missing() && !uncalledFor();
        }
    }

    public TemplateComparison {
        results = List.copyOf(results);
    }

    /** Whether the Go template writes all conversations without tools and thinking as the model expects them. */
    public boolean equal() {
        return good(Kind.CHAT);
    }

    /** Whether all probes of a kind went well, and at least one of them could be compared. */
    public boolean good(Kind kind) {
        List<ProbeResult> ofKind =
                results.stream().filter(result -> result.probe().kind() == kind).toList();
        return ofKind.stream().allMatch(result -> result.verdict().good())
                && ofKind.stream().anyMatch(result -> result.verdict() != Verdict.REFUSED);
    }

    /** The first probe that went wrong; those of plain chats come first. */
    public Optional<ProbeResult> firstProblem() {
        return results.stream().filter(result -> !result.verdict().good()).findFirst();
    }

    /**
     * The chats that the Go template writes otherwise than it should. To lack a default system message is no fault of a
     * template, since SYSTEM can give it.
     */
    public List<ProbeResult> faults() {
        return results.stream()
                .filter(result -> result.probe().kind() == Kind.CHAT)
                .filter(result -> result.verdict() == Verdict.DIFFERENT || result.verdict() == Verdict.GO_FAILS)
                .toList();
    }

    /** The results that have this verdict. */
    public List<ProbeResult> all(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).toList();
    }

    /** Whether a template asks for a token's text, so that it cannot be compared without the model's tokens. */
    public static boolean needsTokens(ChatTemplate template) {
        return template.source().contains("bos_token") || template.source().contains("eos_token");
    }

    /** A line for each probe: its name, the verdict, and where the two part. */
    @Override
    public String toString() {
        return results.stream()
                .map(result ->
                        (result.probe().name() + ": " + result.verdict().words() + ". " + result.sentence()).strip())
                .collect(Collectors.joining("\n"));
    }
}
