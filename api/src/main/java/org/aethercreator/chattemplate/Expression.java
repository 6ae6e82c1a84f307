package org.aethercreator.chattemplate;

import java.util.List;

/** An expression of a template. It is evaluated by {@link Scope#evaluate}, which counts steps and depth. */
sealed interface Expression
        permits CallExpression,
                CompareExpression,
                ConditionalExpression,
                FilterExpression,
                LiteralExpression,
                LogicExpression,
                MemberExpression,
                NameExpression,
                OperatorExpression,
                TestExpression {
    int line();

    Value evaluate(Scope scope);

    /** The expressions directly within this one, in the order of the source. */
    List<Expression> children();
}
