package org.aethercreator.check.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.chattemplate.TemplateCapabilities;
import org.aethercreator.check.template.Probe.Kind;
import org.aethercreator.check.template.ProbeResult.Verdict;
import org.aethercreator.check.template.TemplateComparison.Bos;
import org.aethercreator.modelfile.template.GoTemplate;
import org.aethercreator.modelfile.template.TemplateValues.Message;

/** Runs a Go template and a model's own chat template on probe conversations and says where they part. */
public final class TemplateDoctor {
    private static final Pattern JSON_SPACE = Pattern.compile("(?<=[:,]) (?=[\"\\[{0-9tfn-])");

    private final GoTemplate go;
    private final ChatTemplate own;
    private final SpecialTokens tokens;
    /** A template of a stranger may take long. */
    private final Map<Probe, Rendering> ownRenderings = new HashMap<>();

    private final Optional<String> defaultSystem;
    private final boolean bosMarksTurns;
    /** What is left out of the comparison where a text begins with it. */
    private final String bos;

    private TemplateDoctor(GoTemplate go, ChatTemplate own, SpecialTokens tokens) {
        this.go = go;
        this.own = own;
        this.tokens = tokens;
        this.defaultSystem = defaultSystem(own, tokens);
        this.bosMarksTurns = !tokens.bos().isEmpty() && occurrences(oneQuestion(), tokens.bos()) > 1;
        this.bos = bosMarksTurns ? "" : tokens.bos();
    }

    /** Compares on every probe that the model's own template has the means for. */
    public static TemplateComparison compare(GoTemplate go, ChatTemplate own, SpecialTokens tokens) {
        return new TemplateDoctor(go, own, tokens).compare();
    }

    /**
     * The text at which answers should stop, where nothing stops them: the model's own template goes on with it after
     * an answer, and neither llama.cpp ends there by itself nor does one of {@code stops} occur. Empty if all is well,
     * or if the template follows no pattern of turns.
     */
    public static Optional<String> missingStop(ChatTemplate own, SpecialTokens tokens, List<String> stops) {
        return TurnPattern.find(own, tokens)
                .filter(pattern -> Stream.concat(stops.stream(), tokens.endsOfAnswer().stream())
                        .noneMatch(
                                end -> !end.isBlank() && pattern.afterAnswer().contains(end)))
                .flatMap(TurnPattern::endOfTurn);
    }

    private TemplateComparison compare() {
        TemplateCapabilities capabilities = own.capabilities();
        List<ProbeResult> results = new ArrayList<>();
        boolean written = false;
        boolean ownWritten = false;
        for (Probe probe : Probe.all()) {
            boolean within = probe.kind() == Kind.CHAT
                    || (probe.kind() == Kind.TOOLS && capabilities.tools())
                    || (probe.kind() == Kind.THINKING
                            && capabilities.thinking()
                            && (probe.tools().isEmpty() || capabilities.tools()));
            if (within) {
                results.add(compare(probe));
                written |= go(probe).startsWith(tokens.bos());
                ownWritten |= own(probe).startsWith(tokens.bos());
            }
        }
        return new TemplateComparison(
                results,
                new Bos(tokens.bos(), written, tokens.addsBos() && !tokens.bos().isEmpty(), ownWritten, bosMarksTurns),
                defaultSystem,
                TurnPattern.find(own, tokens).flatMap(TurnPattern::endOfTurn));
    }

    private String oneQuestion() {
        return own(Probe.all().get(0)).text();
    }

    private static int occurrences(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private ProbeResult compare(Probe probe) {
        Rendering expected = own(probe).without(bos);
        Rendering actual = go(probe).without(bos);
        return new ProbeResult(
                probe,
                verdict(probe, expected, actual),
                expected.text(),
                actual.text(),
                expected.isText() && actual.isText()
                        ? TextDifference.between(expected.text(), actual.text())
                        : Optional.empty());
    }

    private Verdict verdict(Probe probe, Rendering expected, Rendering actual) {
        if (!expected.isText()) {
            return expected.outcome() == Rendering.Outcome.REFUSED ? Verdict.REFUSED : Verdict.OWN_FAILS;
        }
        if (!actual.isText()) {
            return Verdict.GO_FAILS;
        }
        if (expected.equals(actual)) {
            return Verdict.EQUAL;
        }
        if (!probe.tools().isEmpty() && compact(expected).equals(compact(actual))) {
            return Verdict.JSON_SPACING;
        }
        if (defaultSystem.isPresent() && !probe.hasSystem() && equalIfTold(probe, defaultSystem.get())) {
            return Verdict.DEFAULT_SYSTEM;
        }
        Probe stripped = probe.stripped();
        if (!stripped.equals(probe) && compare(stripped).verdict().good()) {
            return Verdict.SPACES_KEPT;
        }
        return Verdict.DIFFERENT;
    }

    /** Whether all is well once the Go template is given the system message that the other puts in by itself. */
    private boolean equalIfTold(Probe probe, String system) {
        return go(probe.withSystem(system)).without(bos).equals(own(probe).without(bos))
                || (!probe.stripped().equals(probe) && equalIfTold(probe.stripped(), system));
    }

    private static String compact(Rendering rendering) {
        return JSON_SPACE.matcher(rendering.text()).replaceAll("");
    }

    private Rendering own(Probe probe) {
        return ownRenderings.computeIfAbsent(probe, missing -> Rendering.of(own, missing, tokens.texts()));
    }

    private Rendering go(Probe probe) {
        return Rendering.of(go, probe);
    }

    /** What stands without a system message where one would stand. */
    private static Optional<String> defaultSystem(ChatTemplate own, SpecialTokens tokens) {
        String mark = "qzv-system-probe";
        Probe without = Probe.chat("default", Message.user("q"));
        Rendering given = Rendering.of(own, without.withSystem(mark), tokens.texts());
        Rendering none = Rendering.of(own, without, tokens.texts());
        int at = given.isText() ? given.text().indexOf(mark) : -1;
        if (at < 0 || !none.isText()) {
            return Optional.empty();
        }
        String before = given.text().substring(0, at);
        String after = given.text().substring(at + mark.length());
        boolean fits = none.text().startsWith(before)
                && none.text().endsWith(after)
                && none.text().length() > before.length() + after.length();
        return fits
                ? Optional.of(none.text().substring(before.length(), none.text().length() - after.length()))
                : Optional.empty();
    }
}
