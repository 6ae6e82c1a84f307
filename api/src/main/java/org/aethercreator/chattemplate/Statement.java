package org.aethercreator.chattemplate;

import java.util.List;

/** A statement of a template, its plain text included. */
sealed interface Statement
        permits AssignmentStatement,
                BlockStatement,
                ForStatement,
                IfStatement,
                JumpStatement,
                MacroStatement,
                OutputStatement {
    /** What runs after a statement. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    int line();

    Flow execute(Scope scope, BoundedText output);

    /** The expressions that stand directly in this statement. */
    List<Expression> expressions();

    /** The statements within this one. */
    List<Body> bodies();
}
