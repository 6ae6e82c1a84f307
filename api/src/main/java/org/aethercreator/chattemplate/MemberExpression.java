package org.aethercreator.chattemplate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of another value. */
sealed interface MemberExpression extends Expression {
    /** {@code object.name}: an attribute, or else the key of that name. */
    record Attribute(Expression object, String name, int line) implements MemberExpression {
        @Override
        public Value evaluate(Scope scope) {
            return Members.attribute(scope.evaluate(object), name);
        }

        @Override
        public List<Expression> children() {
            return List.of(object);
        }
    }

    /** {@code object[key]}: a key or index, or else the attribute of that name. */
    record Item(Expression object, Expression key, int line) implements MemberExpression {
        @Override
        public Value evaluate(Scope scope) {
            return Members.item(scope.evaluate(object), scope.evaluate(key));
        }

        @Override
        public List<Expression> children() {
            return List.of(object, key);
        }
    }

    /** {@code object[start:stop:step]}; null = left out. */
    record Slice(
            Expression object,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step,
            int line)
            implements MemberExpression {
        @Override
        public Value evaluate(Scope scope) {
            return Slices.slice(scope.evaluate(object), bound(scope, start), bound(scope, stop), bound(scope, step));
        }

        private static Value bound(Scope scope, @Nullable Expression bound) {
            return bound == null ? NoneValue.NONE : scope.evaluate(bound);
        }

        @Override
        public List<Expression> children() {
            return Stream.of(object, start, stop, step)
                    .flatMap(Stream::ofNullable)
                    .collect(Collectors.toList());
        }
    }
}
