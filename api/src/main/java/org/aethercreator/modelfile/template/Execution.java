package org.aethercreator.modelfile.template;

import java.time.Clock;
import java.util.Map;
import org.aethercreator.modelfile.template.Node.Body;
import org.aethercreator.modelfile.template.Node.Branch;
import org.aethercreator.modelfile.template.Node.Invocation;
import org.jspecify.annotations.Nullable;

/** Runs templates over a value, the dot, and collects what they write. */
final class Execution {
    /** Where to go on after a node. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final String source;
    private final Map<String, Body> templates;
    private final Functions.Context functions;
    private final boolean missingIsZero;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();

    private Execution(String source, Map<String, Body> templates, Functions.Context functions, boolean missingIsZero) {
        this.source = source;
        this.templates = templates;
        this.functions = functions;
        this.missingIsZero = missingIsZero;
        this.budget = functions.budget();
    }

    /** With all of Ollama's functions; a missing key is the zero value of the map's elements. */
    static String run(String source, Map<String, Body> templates, GoValue data, Clock clock, Budget budget) {
        return new Execution(source, templates, new Functions.Context(clock, budget, true), true).run(data);
    }

    /** As Ollama runs the last turn: only Go's own functions, no definitions, and a missing key is no value. */
    static String runBare(String source, Body template, GoValue data, Clock clock, Budget budget) {
        return new Execution(source, Map.of("", template), new Functions.Context(clock, budget, false), false)
                .run(data);
    }

    private String run(GoValue data) {
        Body body = templates.get("");
        if (body != null) {
            body(evaluation("", data), data, body);
        }
        return out.toString();
    }

    private Evaluation evaluation(String template, GoValue data) {
        return new Evaluation(source, template, functions, missingIsZero, data);
    }

    private Flow body(Evaluation evaluation, GoValue dot, Body body) {
        evaluation.at(body);
        for (Node node : body.nodes()) {
            Flow flow = node(evaluation, dot, node);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow node(Evaluation evaluation, GoValue dot, Node node) {
        budget.spend(1);
        evaluation.at(node);
        if (node instanceof Node.Text text) {
            write(text.bytes());
        } else if (node instanceof Node.Action action) {
            GoValue value = evaluation.pipe(dot, action.pipe());
            if (action.pipe().declared().isEmpty()) {
                evaluation.at(action);
                write(evaluation.printed(value));
            }
        } else if (node instanceof Invocation invocation) {
            invoke(evaluation, dot, invocation);
        } else if (node instanceof Node.Word word) {
            return word.kind() == Token.Kind.BREAK ? Flow.BREAK : Flow.CONTINUE;
        } else if (node instanceof Branch branch) {
            budget.enter();
            int variables = evaluation.variables().count();
            Flow flow = branch.kind() == Branch.Kind.RANGE
                    ? range(evaluation, dot, branch)
                    : condition(evaluation, dot, branch);
            evaluation.variables().forgetAfter(variables);
            budget.leave();
            return flow;
        }
        return Flow.NEXT;
    }

    private void write(String bytes) {
        out.append(bytes);
        budget.hold(out);
    }

    private void invoke(Evaluation evaluation, GoValue dot, Invocation invocation) {
        Body body = templates.get(invocation.name());
        if (body == null) {
            throw evaluation.error("template " + GoQuoting.quote(invocation.name()) + " not defined");
        }
        if (budget.isSpentInDepth()) {
            throw evaluation.error("exceeded maximum template depth (100000)");
        }
        budget.enter();
        GoValue passed = invocation.pipe() == null ? GoValue.INVALID : evaluation.pipe(dot, invocation.pipe());
        body(evaluation(invocation.name(), passed), passed, body);
        budget.leave();
    }

    private Flow condition(Evaluation evaluation, GoValue dot, Branch branch) {
        GoValue value = evaluation.pipe(dot, branch.pipe());
        if (value.unboxed().isTrue()) {
            return body(evaluation, branch.kind() == Branch.Kind.WITH ? value : dot, branch.body());
        }
        return otherwise(evaluation, dot, branch.otherwise());
    }

    private Flow otherwise(Evaluation evaluation, GoValue dot, @Nullable Body body) {
        return body == null ? Flow.NEXT : body(evaluation, dot, body);
    }

    private Flow range(Evaluation evaluation, GoValue dot, Branch range) {
        GoValue value = evaluation.pipe(dot, range.pipe()).indirect();
        boolean pairs = range.pipe().declared().size() > 1;
        Loop loop = new Loop(evaluation, range, evaluation.variables().count());
        switch (value.kind()) {
            case INT, UINT8 -> {
                if (pairs) {
                    throw evaluation.error("can't use " + GoPrinter.shown(value, 'v', budget)
                            + " to iterate over more than one variable");
                }
                for (long i = 0; i < value.integer() && loop.goesOn(); i++) {
                    loop.iterate(GoValue.INVALID, new GoValue(value.type(), i));
                }
            }
            case SLICE -> {
                GoValue.Slice slice = value.slice();
                for (int i = 0; i < slice.length() && loop.goesOn(); i++) {
                    loop.iterate(GoValue.of(i), slice.get(i));
                }
            }
            case MAP -> loop.iterate(value.map(), true);
            case FUNC -> loop.iterate(value.entries(), pairs);
            case INVALID -> {}
            default -> throw evaluation.error("range can't iterate over " + GoPrinter.shown(value, 'v', budget));
        }
        return loop.ran ? Flow.NEXT : otherwise(evaluation, dot, range.otherwise());
    }

    /** The iterations of a range. */
    private final class Loop {
        private final Evaluation evaluation;
        private final Branch range;
        private final int variables;
        private boolean ran;
        private boolean broken;

        Loop(Evaluation evaluation, Branch range, int variables) {
            this.evaluation = evaluation;
            this.range = range;
            this.variables = variables;
        }

        boolean goesOn() {
            return !broken;
        }

        /** Over entries; a function of pairs gives only the key where one variable is asked for. */
        void iterate(Map<String, GoValue> entries, boolean withValues) {
            for (Map.Entry<String, GoValue> entry : entries.entrySet()) {
                GoValue key = GoValue.of(entry.getKey());
                if (goesOn()) {
                    iterate(withValues ? key : GoValue.INVALID, withValues ? entry.getValue() : key);
                }
            }
        }

        void iterate(GoValue index, GoValue element) {
            ran = true;
            budget.spend(1);
            evaluation.variables().setLoop(range.pipe(), index, element);
            broken = body(evaluation, element, range.body()) == Flow.BREAK;
            evaluation.variables().forgetAfter(variables);
        }
    }
}
