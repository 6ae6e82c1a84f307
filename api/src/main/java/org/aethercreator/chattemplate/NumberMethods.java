package org.aethercreator.chattemplate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of Python's numbers that a template could use. */
final class NumberMethods {
    private static final Set<String> UNSUPPORTED =
            Set.of("as_integer_ratio", "bit_count", "from_bytes", "fromhex", "hex", "to_bytes");

    private NumberMethods() {}

    static @Nullable Value attribute(Value number, String name) {
        boolean isInteger = number instanceof IntegerValue;
        if (UNSUPPORTED.contains(name)) {
            throw RenderProblem.unsupported("the method '" + name + "' of a number");
        }
        return switch (name) {
            case "real" -> number;
            case "imag" -> isInteger ? IntegerValue.of(0) : new FloatValue(0);
            case "conjugate" -> new FunctionValue(name, (run, arguments) -> number);
            case "numerator" -> isInteger ? number : null;
            case "denominator" -> isInteger ? IntegerValue.of(1) : null;
            case "bit_length" ->
                isInteger
                        ? new FunctionValue(
                                name,
                                (run, arguments) -> IntegerValue.of(
                                        Numbers.integer(number).abs().bitLength()))
                        : null;
            case "is_integer" ->
                number instanceof FloatValue real
                        ? new FunctionValue(
                                name,
                                (run, arguments) -> BooleanValue.of(
                                        real.value() == Math.rint(real.value()) && !Double.isInfinite(real.value())))
                        : null;
            default -> null;
        };
    }
}
