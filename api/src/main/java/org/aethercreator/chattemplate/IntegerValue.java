package org.aethercreator.chattemplate;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's int, which has no upper bound. */
record IntegerValue(BigInteger value) implements Value {
    /** Digits above which CPython refuses to print an int. */
    private static final int PRINTED_DIGITS = 4300;

    IntegerValue {
        if (value.bitLength() > Limits.INTEGER_BITS) {
            throw new RenderProblem("a whole number would have " + value.bitLength() + " bits; at most "
                    + Limits.INTEGER_BITS + " are allowed. Keep the template's arithmetic smaller.");
        }
    }

    static IntegerValue of(long value) {
        return new IntegerValue(BigInteger.valueOf(value));
    }

    @Override
    public String typeName() {
        return "int";
    }

    @Override
    public boolean truth() {
        return value.signum() != 0;
    }

    @Override
    public String repr() {
        String digits = value.toString();
        if (digits.length() - (value.signum() < 0 ? 1 : 0) > PRINTED_DIGITS) {
            throw new RenderProblem("Exceeds the limit (" + PRINTED_DIGITS + " digits) for integer string conversion");
        }
        return digits;
    }

    @Override
    public @Nullable Value attribute(String name) {
        return NumberMethods.attribute(this, name);
    }
}
