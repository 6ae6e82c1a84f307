package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.aethercreator.modelfile.template.Node.Body;

/** Looks for what fails or misleads when a template that parses is run. */
final class TemplateWarnings {
    private final String source;
    private final Map<String, Body> templates;
    private final GoTemplate.Mode mode;
    private final boolean legacy;
    private final List<TemplateWarning> warnings = new ArrayList<>();

    TemplateWarnings(String source, Map<String, Body> templates, GoTemplate.Mode mode) {
        this.source = source;
        this.templates = templates;
        this.mode = mode;
        this.legacy = mode == GoTemplate.Mode.LEGACY;
    }

    List<TemplateWarning> list() {
        for (Map.Entry<String, Body> template : templates.entrySet()) {
            boolean lastTurn = legacy && template.getKey().isEmpty();
            TemplateFacts.visit(template.getValue(), node -> node(node, lastTurn));
        }
        Body root = templates.get("");
        if (legacy && root != null && LegacyCut.fails(root)) {
            add(
                    root,
                    "TEMPLATE has an else after the .Response inside of the same block.",
                    "In a template without .Messages Ollama cuts off what follows .Response, and fails where that is an"
                            + " else.",
                    "Put .Response after the block's end.",
                    true);
        }
        if (root != null) {
            new FieldWarnings(mode, new Fields()).check(root);
        }
        warnings.sort(Comparator.comparingInt(TemplateWarning::line));
        return List.copyOf(warnings);
    }

    private void node(Node node, boolean lastTurn) {
        if (node instanceof Node.Identifier identifier && lastTurn && Functions.isOllamas(identifier.name())) {
            add(
                    node,
                    "TEMPLATE uses the function " + identifier.name() + " without using .Messages.",
                    "Ollama renders the last turn of such a template without its own functions, so that each request"
                            + " fails: \"" + identifier.name() + "\" is not a defined function.",
                    "Use .Messages, or only functions of Go.",
                    true);
        } else if (node instanceof Node.Invocation invocation) {
            invocation(invocation, lastTurn);
        }
    }

    private void invocation(Node.Invocation invocation, boolean lastTurn) {
        String name = GoText.text(GoQuoting.quote(invocation.name()));
        if (!templates.containsKey(invocation.name())) {
            add(
                    invocation,
                    "TEMPLATE invokes the template " + name + ", which it does not define.",
                    "Each request that comes to this place fails: template " + name + " not defined.",
                    "Add {{ define " + name + " }} … {{ end }}.",
                    true);
        } else if (lastTurn && !invocation.name().isEmpty()) {
            add(
                    invocation,
                    "TEMPLATE invokes the template " + name + " without using .Messages.",
                    "Ollama renders the last turn of such a template without its definitions, so that each request"
                            + " fails: template " + name + " not defined.",
                    "Use .Messages, or write the text where it is needed.",
                    true);
        }
    }

    /** Puts what is found about fields into words. */
    private final class Fields implements FieldWarnings.Listener {
        @Override
        public void noValue(Node node, String name, String known) {
            add(
                    node,
                    "TEMPLATE uses ." + name + ", which Ollama does not give it.",
                    "It prints <no value>, and counts as false in an if.",
                    "Use one of " + known + ".",
                    false);
        }

        @Override
        public void noField(Node node, String name, String known) {
            add(
                    node,
                    "TEMPLATE uses ." + name + " where there is no such field.",
                    "Each request that comes to this place fails: can't evaluate field " + name + ".",
                    "Use one of " + known + "; what is outside of a range or with is behind $, as in $.System.",
                    true);
        }
    }

    private void add(Node node, String what, String why, String fix, boolean fails) {
        int line = 1
                + (int) source.substring(0, Math.min(node.position(), source.length()))
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
        warnings.add(new TemplateWarning(line, what, why, fix, fails));
    }
}
