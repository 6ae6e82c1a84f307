package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.List;

/** Blocks that become functions. */
sealed interface MacroStatement extends Statement {
    Signature signature();

    Body body();

    @Override
    default List<Body> bodies() {
        return List.of(body());
    }

    /** {@code {% macro name(parameters) %}}. */
    record Definition(String name, Signature signature, Body body, int line) implements MacroStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            scope.set(name, new FunctionValue(name, new MacroFunction(name, signature, body, scope)));
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            return signature.defaults();
        }
    }

    /** {@code {% call(parameters) macro(arguments) %}}. */
    record Call(Signature signature, CallExpression call, Body body, int line) implements MacroStatement {
        @Override
        public Flow execute(Scope scope, BoundedText output) {
            MacroFunction caller = new MacroFunction("caller", signature, body, scope);
            output.append(
                    call.evaluate(scope, new FunctionValue("caller", caller)).str());
            return Flow.NEXT;
        }

        @Override
        public List<Expression> expressions() {
            List<Expression> expressions = new ArrayList<>(signature.defaults());
            expressions.add(call);
            return expressions;
        }
    }
}
