package org.aethercreator.modelfile.template;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.aethercreator.modelfile.template.Node.Body;
import org.aethercreator.modelfile.template.Node.Branch;
import org.jspecify.annotations.Nullable;

/** What Ollama reads out of a template without running it. */
final class TemplateFacts {
    private TemplateFacts() {}

    /**
     * The names of all fields and variables, lower-cased. Ollama does not look behind a parenthesis followed by a
     * field, and does not let a template be invoked without data.
     */
    static SortedSet<String> variables(Collection<Body> bodies) {
        SortedSet<String> names = new TreeSet<>();
        for (Body body : bodies) {
            collect(body, name -> names.add(GoText.text(name).toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static void collect(Node node, Consumer<String> names) {
        if (node instanceof Body body) {
            body.nodes().forEach(child -> collect(child, names));
        } else if (node instanceof Node.Invocation invocation) {
            if (invocation.pipe() == null) {
                throw GoTemplateException.refused(
                        "undefined template specified", Advice.onSyntax("undefined template specified"));
            }
            collect(invocation.pipe(), names);
        } else if (node instanceof Node.Action action) {
            collect(action.pipe(), names);
        } else if (node instanceof Branch branch) {
            collect(branch.pipe(), names);
            collect(branch.body(), names);
            if (branch.otherwise() != null) {
                collect(branch.otherwise(), names);
            }
        } else if (node instanceof Node.Pipe pipe) {
            pipe.commands().forEach(command -> command.arguments().forEach(argument -> collect(argument, names)));
        } else if (node instanceof Node.Field field) {
            field.names().forEach(names);
        } else if (node instanceof Node.Variable variable) {
            variable.names().forEach(names);
        }
    }

    /**
     * Visits each node, those inside of it after it. Like Ollama's, it does not look behind a parenthesis with a field.
     */
    static void visit(Node node, Consumer<Node> visitor) {
        visitor.accept(node);
        children(node).forEach(child -> visit(child, visitor));
    }

    private static Collection<? extends Node> children(Node node) {
        if (node instanceof Body body) {
            return body.nodes();
        }
        if (node instanceof Branch branch) {
            return branch.otherwise() == null
                    ? List.of(branch.pipe(), branch.body())
                    : List.of(branch.pipe(), branch.body(), branch.otherwise());
        }
        if (node instanceof Node.Action action) {
            return List.of(action.pipe());
        }
        if (node instanceof Node.Invocation invocation && invocation.pipe() != null) {
            return List.of(invocation.pipe());
        }
        if (node instanceof Node.Pipe pipe) {
            return pipe.commands();
        }
        return node instanceof Node.Command command ? command.arguments() : List.of();
    }

    /**
     * Whether there are tags around the thinking of earlier turns: text at the beginning and end of what immediately
     * holds a {@code .Thinking} inside of a range over {@code .Messages}. Later ones count over earlier ones.
     */
    static boolean hasThinkingTags(Body body) {
        Tags tags = new Tags();
        tags.search(body, null, body);
        return !tags.opening.isEmpty() && !tags.closing.isEmpty();
    }

    private static final class Tags {
        private String opening = "";
        private String closing = "";

        void search(Node node, @Nullable Branch range, Body holder) {
            if (node instanceof Node.Field field && field.names().get(0).equals("Thinking")) {
                if (range != null && ranges(range)) {
                    read(holder);
                }
            }
            Branch innerRange = node instanceof Branch branch && branch.kind() == Branch.Kind.RANGE ? branch : range;
            Body innerHolder = node instanceof Body body ? body : holder;
            children(node).forEach(child -> search(child, innerRange, innerHolder));
        }

        private static boolean ranges(Branch range) {
            boolean[] messages = {false};
            visit(
                    range.pipe(),
                    node -> messages[0] |= node instanceof Node.Field field
                            && field.names().get(0).equals("Messages"));
            return messages[0];
        }

        private void read(Body holder) {
            Node first = holder.nodes().get(0);
            Node last = holder.nodes().get(holder.nodes().size() - 1);
            opening = first instanceof Node.Text text ? trimmed(text) : opening;
            closing = last instanceof Node.Text text ? trimmed(text) : closing;
        }

        private static String trimmed(Node.Text text) {
            String characters = GoText.text(text.bytes());
            int start = 0;
            int end = characters.length();
            while (start < end && TemplateSet.isSpace(characters.charAt(start))) {
                start++;
            }
            while (end > start && TemplateSet.isSpace(characters.charAt(end - 1))) {
                end--;
            }
            return characters.substring(start, end);
        }
    }
}
