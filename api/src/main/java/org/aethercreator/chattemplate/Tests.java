package org.aethercreator.chattemplate;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What can stand after {@code is}. */
final class Tests {
    /** One test. */
    interface Test {
        boolean holds(Value value, Arguments arguments);
    }

    private static final Map<String, Test> TESTS = new HashMap<>();

    static {
        plain("defined", value -> !(value instanceof UndefinedValue));
        plain("undefined", UndefinedValue.class::isInstance);
        plain("none", NoneValue.class::isInstance);
        plain("boolean", BooleanValue.class::isInstance);
        plain("true", value -> value == BooleanValue.TRUE);
        plain("false", value -> value == BooleanValue.FALSE);
        plain("integer", IntegerValue.class::isInstance);
        plain("float", FloatValue.class::isInstance);
        plain("number", Numbers::isNumber);
        plain("string", TextValue.class::isInstance);
        plain("mapping", DictValue.class::isInstance);
        plain("iterable", Value::isIterable);
        plain("sequence", Tests::isSequence);
        plain(
                "callable",
                value -> value instanceof FunctionValue
                        || value instanceof LoopValue
                        || value instanceof UndefinedValue);
        plain("escaped", value -> value instanceof TextValue text && text.safe());
        plain("lower", value -> PythonText.allCased(value.str(), Character::isLowerCase));
        plain("upper", value -> PythonText.allCased(value.str(), Character::isUpperCase));
        plain("odd", value -> isRemainder(value, IntegerValue.of(2), BigInteger.ONE));
        plain("even", value -> isRemainder(value, IntegerValue.of(2), BigInteger.ZERO));
        plain("filter", value -> value instanceof TextValue name && Filters.exists(name.text()));
        plain("test", value -> value instanceof TextValue name && exists(name.text()));
        compared("divisibleby", (value, other) -> isRemainder(value, other, BigInteger.ZERO));
        compared("in", (value, other) -> Comparison.contains(other, value));
        compared("sameas", Tests::isSame);
        for (String name : new String[] {"==", "eq", "equalto"}) {
            compared(name, Comparison::equal);
        }
        for (String name : new String[] {"!=", "ne"}) {
            compared(name, (value, other) -> !Comparison.equal(value, other));
        }
        ordered("<", "<", "lt", "lessthan");
        ordered("<=", "<=", "le");
        ordered(">", ">", "gt", "greaterthan");
        ordered(">=", ">=", "ge");
    }

    private interface Comparing {
        boolean holds(Value value, Value other);
    }

    private Tests() {}

    static boolean exists(String name) {
        return TESTS.containsKey(name);
    }

    static Test get(String name) {
        Test test = TESTS.get(name);
        if (test == null) {
            throw new RenderProblem("No test named '" + name + "'. Correct its name.");
        }
        return test;
    }

    private static void plain(String name, Predicate<Value> test) {
        TESTS.put(name, (value, arguments) -> {
            arguments.bind(name, 0);
            return test.test(value);
        });
    }

    private static void compared(String name, Comparing test) {
        TESTS.put(
                name,
                (value, arguments) ->
                        test.holds(value, arguments.bind(name, 1, "other").value(0)));
    }

    private static void ordered(String operator, String... names) {
        for (String name : names) {
            compared(name, (value, other) -> Comparison.ordered(operator, value, other));
        }
    }

    private static boolean isSequence(Value value) {
        return value.hasLength() && !(value instanceof DictView) && !(value instanceof LoopValue);
    }

    private static boolean isRemainder(Value value, Value divisor, BigInteger wanted) {
        return Comparison.equal(Arithmetic.apply("%", value, divisor), new IntegerValue(wanted));
    }

    private static boolean isSame(Value value, Value other) {
        boolean constants = value instanceof BooleanValue || value instanceof NoneValue;
        if (!constants && !(other instanceof BooleanValue) && !(other instanceof NoneValue)) {
            throw RenderProblem.unsupported("the test 'sameas' with anything but true, false and none");
        }
        return value == other;
    }
}
