package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is assigned to: it looks like an expression, of which only names, tuples and attributes may be. */
final class TargetParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    TargetParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /**
     * What is assigned to, up to {@code endName} or the end of the block.
     *
     * @param withNamespace whether an attribute of a namespace may be
     */
    Target target(boolean withNamespace, @Nullable String endName) {
        return target(expressions.tuple(() -> targetItem(withNamespace), false, endName), withNamespace);
    }

    private Expression targetItem(boolean withNamespace) {
        Token token = tokens.current();
        Expression item = expressions.primary();
        if (withNamespace && item instanceof NameExpression && tokens.skipOperator(".")) {
            return new MemberExpression.Attribute(item, tokens.name(), token.line());
        }
        return item;
    }

    private Target target(Expression expression, boolean withNamespace) {
        if (expression instanceof NameExpression name) {
            return new Target.Name(name.name());
        }
        if (expression instanceof LiteralExpression.Tuple tuple) {
            List<Target> targets = new ArrayList<>();
            for (Expression child : tuple.children()) {
                targets.add(target(child, withNamespace));
            }
            return new Target.Unpacked(List.copyOf(targets));
        }
        if (expression instanceof MemberExpression.Attribute attribute
                && attribute.object() instanceof NameExpression namespace
                && withNamespace) {
            return new Target.Attribute(namespace.name(), attribute.name());
        }
        throw new ChatTemplateException(
                "only names, tuples of names and attributes of a namespace can be assigned to. Assign to a new name.",
                expression.line());
    }
}
