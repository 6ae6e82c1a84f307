package org.aethercreator.check.template;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.TurnPattern.Around;
import org.aethercreator.check.template.TurnPattern.NotFound;

/**
 * What a chat template writes around tools, their calls and their answers, where it writes tools behind the system
 * message and each as JSON on one line, as those of Qwen and Hermes do. Like {@link TurnPattern} it is a guess.
 *
 * @param system around a system message that tools follow
 * @param noSystem before the first tool, where no system message is given
 * @param afterTools up to the first turn
 * @param thoughts around what the model has thought since the last question, at the beginning of its turn; empty if
 *     that is not written, or what was thought earlier as well
 * @param afterContent between what is said and the calls beside it
 * @param beforeCalls before the first call's name
 * @param argumentsToName between two calls
 * @param afterCalls up to what ends every turn
 * @param beforeAnswers before the first of the tools' answers in a row
 */
record ToolPattern(
        Around system,
        String noSystem,
        String betweenTools,
        String afterTools,
        Optional<Around> thoughts,
        String afterContent,
        String beforeCalls,
        String nameToArguments,
        String argumentsToName,
        String afterCalls,
        String beforeAnswers,
        String betweenAnswers,
        String afterAnswers) {
    /** The pattern; empty if the template knows no tools or writes them otherwise. */
    static Optional<ToolPattern> find(ChatTemplate template, SpecialTokens tokens) {
        if (!template.capabilities().tools()) {
            return Optional.empty();
        }
        try {
            TurnSearch search = new TurnSearch(template, tokens);
            return Optional.of(new ToolSearch(search, search.pattern())
                    .pattern()
                    .with(text -> TurnPattern.filled(text, tokens, false), tokens));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /** The same with the tokens' texts; without the BOS in front where llama.cpp adds it. */
    private ToolPattern with(UnaryOperator<String> filled, SpecialTokens tokens) {
        return new ToolPattern(
                new Around(TurnPattern.filled(system.before(), tokens, tokens.addsBos()), filled.apply(system.after())),
                TurnPattern.filled(noSystem, tokens, tokens.addsBos()),
                filled.apply(betweenTools),
                filled.apply(afterTools),
                thoughts.map(around -> new Around(filled.apply(around.before()), filled.apply(around.after()))),
                filled.apply(afterContent),
                filled.apply(beforeCalls),
                filled.apply(nameToArguments),
                filled.apply(argumentsToName),
                filled.apply(afterCalls),
                filled.apply(beforeAnswers),
                filled.apply(betweenAnswers),
                filled.apply(afterAnswers));
    }
}
