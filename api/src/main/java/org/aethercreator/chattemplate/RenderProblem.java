package org.aethercreator.chattemplate;

/**
 * What goes wrong while rendering, before anyone knows the line; the door makes a {@link ChatTemplateException} of it.
 */
final class RenderProblem extends RuntimeException {
    RenderProblem(String message) {
        super(message, null, false, false);
    }

    /** A construct that Python has and this interpreter has not: an error, never a guess. */
    static RenderProblem unsupported(String what) {
        return new RenderProblem(what + " is not supported here. Rewrite the template without it.");
    }

    static RenderProblem operands(String operator, Value left, Value right) {
        return new RenderProblem("unsupported operand type(s) for " + operator + ": '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }
}
