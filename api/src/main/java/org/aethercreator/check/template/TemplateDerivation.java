package org.aethercreator.check.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.Probe.Kind;
import org.aethercreator.check.template.ProbeResult.Verdict;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.TemplateChoice;

/**
 * A Go TEMPLATE made from a model's own chat template, and the proof that both write the same: what the model's
 * template writes around the messages is found by rendering marks, put down in Go, and compared on all probes.
 *
 * <p>It describes chats and whether to think; tools where the model's template lays them out as those of Qwen and
 * Hermes do, and the comparison proves it, but for the spaces in JSON.
 *
 * @param attempt what was found, proven or not; empty if the model's template follows no pattern of turns
 * @param comparison of the attempt
 * @param stops the text at which an answer of the model ends
 * @param reason why nothing is proven, as sentences; empty if it is
 * @param notes what to know of a proven one, in sentences
 */
public record TemplateDerivation(
        Optional<GoTemplate> attempt,
        Optional<TemplateComparison> comparison,
        List<String> stops,
        String reason,
        List<String> notes) {
    public TemplateDerivation {
        stops = List.copyOf(stops);
        notes = List.copyOf(notes);
    }

    /** Derives a template for a model. */
    public static TemplateDerivation of(ChatTemplate own, SpecialTokens tokens) {
        try {
            return of(own, TurnPattern.of(own, tokens), tokens);
        } catch (TurnPattern.NotFound e) {
            return new TemplateDerivation(
                    Optional.empty(), Optional.empty(), List.of(), String.valueOf(e.getMessage()), List.of());
        }
    }

    private static TemplateDerivation of(ChatTemplate own, TurnPattern pattern, SpecialTokens tokens) {
        Candidate best = ToolPattern.find(own, tokens)
                .map(tools -> Candidate.of(pattern, Optional.of(tools), own, tokens))
                .filter(candidate ->
                        candidate.comparison().equal() && candidate.comparison().good(Kind.TOOLS))
                .orElseGet(() -> Candidate.of(pattern, Optional.empty(), own, tokens));
        return new TemplateDerivation(
                Optional.of(best.go()),
                Optional.of(best.comparison()),
                pattern.endOfTurn().map(List::of).orElse(List.of()),
                best.comparison().equal() && best.comparison().bos().right() ? "" : reason(best.comparison()),
                notes(own, best, pattern));
    }

    private record Candidate(GoTemplate go, TemplateComparison comparison) {
        static Candidate of(TurnPattern pattern, Optional<ToolPattern> tools, ChatTemplate own, SpecialTokens tokens) {
            GoTemplate go = GoTemplate.parse(GoTemplateWriter.write(pattern, tools));
            return new Candidate(go, TemplateDoctor.compare(go, own, tokens));
        }
    }

    /** The derived template, if it writes all chats as the model's own does. */
    public Optional<GoTemplate> proven() {
        return reason.isEmpty() ? attempt : Optional.empty();
    }

    private static String reason(TemplateComparison comparison) {
        if (comparison.equal()) {
            return "The model would not see its BOS token \"" + comparison.bos().text() + "\" as often as it should.";
        }
        return comparison
                .firstProblem()
                .map(result -> "Derived and compared, it is wrong on the probe \""
                        + result.probe().name() + "\". " + result.sentence())
                .orElse("The model's own template refuses every probe.");
    }

    private static List<String> notes(ChatTemplate own, Candidate best, TurnPattern pattern) {
        TemplateComparison comparison = best.comparison();
        List<String> notes = new ArrayList<>();
        if (pattern.systemPlace() == TurnPattern.SystemPlace.REFUSED) {
            notes.add("The model's own template refuses a system message; here it goes before the first question, which"
                    + " the model was not trained on.");
        }
        if (pattern.systemPlace() == TurnPattern.SystemPlace.NOWHERE) {
            notes.add("The model's own template drops a system message, and so does this one.");
        }
        if (!comparison.all(Verdict.SPACES_KEPT).isEmpty()) {
            notes.add("The model's own template strips white space around messages; a Go template cannot, so write"
                    + " them without.");
        }
        TemplateChoice choice = new TemplateChoice(best.go(), own.source());
        if (choice.ownWins()) {
            notes.add("It does without " + choice.missingFields()
                    + ", which the model's own template knows. Ollama 0.30 and newer therefore take the model's own,"
                    + " unless the server is started with OLLAMA_GO_TEMPLATE=1.");
        }
        boolean thinking =
                comparison.results().stream().anyMatch(result -> result.probe().kind() == Kind.THINKING);
        if (thinking && !comparison.good(Kind.THINKING)) {
            notes.add("It is not proven for thinking: "
                    + comparison.results().stream()
                            .filter(result -> result.probe().kind() == Kind.THINKING
                                    && !result.verdict().good())
                            .findFirst()
                            .map(result ->
                                    "on the probe \"" + result.probe().name() + "\" it differs. " + result.sentence())
                            .orElse("the model's own template refuses the probes."));
        }
        return notes;
    }
}
