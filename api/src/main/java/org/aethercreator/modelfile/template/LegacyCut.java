package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import org.aethercreator.modelfile.template.Node.Body;
import org.aethercreator.modelfile.template.Node.Branch;
import org.aethercreator.modelfile.template.Node.Command;
import org.aethercreator.modelfile.template.Node.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what comes after {@code .Response}, as Ollama does for the last turn of a template without
 * {@code .Messages}. It goes through nodes and arguments in their order, so that also arguments after
 * {@code .Response}, and an action whose later commands lose all of theirs, are gone.
 */
final class LegacyCut {
    /** Go's panic where the text of an else comes after the cut. */
    static final String PANIC = "interface conversion: parse.Node is nil, not *parse.ListNode";

    private boolean found;

    private LegacyCut() {}

    /** What is left of the body. */
    static Body of(Body body) {
        return new LegacyCut().body(body);
    }

    /** Whether Ollama can make the cut at all; where it cannot, its request handler panics. */
    static boolean fails(Body body) {
        try {
            of(body);
            return false;
        } catch (GoTemplateException panic) {
            return true;
        }
    }

    private Body body(Body body) {
        List<Node> kept = new ArrayList<>();
        for (Node node : body.nodes()) {
            Node rest = node(node);
            if (rest != null) {
                kept.add(rest);
            }
        }
        return new Body(body.position(), kept);
    }

    private @Nullable Node node(Node node) {
        if (found) {
            return null;
        }
        if (node instanceof Branch branch) {
            Body body = body(branch.body());
            if (branch.otherwise() != null && found) {
                throw GoTemplateException.refused(
                        PANIC,
                        "Ollama stumbles over an else after .Response; close the if before .Response, or leave the"
                                + " else out.");
            }
            Body otherwise = branch.otherwise() == null ? null : body(branch.otherwise());
            return new Branch(branch.kind(), branch.position(), branch.pipe(), body, otherwise);
        }
        if (node instanceof Node.Action action) {
            Pipe pipe = pipe(action.pipe());
            return pipe == null ? null : new Node.Action(action.position(), pipe);
        }
        return node;
    }

    private @Nullable Pipe pipe(Pipe pipe) {
        List<Command> commands = new ArrayList<>();
        for (Command command : pipe.commands()) {
            List<Node> kept = new ArrayList<>();
            for (Node argument : command.arguments()) {
                Node rest = argument(argument);
                if (rest != null) {
                    kept.add(rest);
                }
            }
            if (kept.isEmpty()) {
                return null;
            }
            commands.add(new Command(command.position(), kept));
        }
        return new Pipe(pipe.position(), pipe.assigns(), pipe.declared(), commands);
    }

    private @Nullable Node argument(Node argument) {
        if (argument instanceof Node.Field field && field.names().contains("Response")) {
            found = true;
            return argument;
        }
        if (found) {
            return null;
        }
        return argument instanceof Pipe pipe ? pipe(pipe) : argument;
    }
}
