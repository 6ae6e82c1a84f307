package org.aethercreator.chattemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Python's + - * / // % ** on numbers, texts and lists. */
final class Arithmetic {
    private static final MathContext QUOTIENT = new MathContext(400);

    private Arithmetic() {}

    static Value apply(String operator, Value left, Value right) {
        if (operator.equals("%") && left instanceof TextValue format) {
            return new TextValue(PercentFormat.format(plain(format), right), false);
        }
        if (left instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (right instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (Numbers.isInteger(left) && Numbers.isInteger(right)) {
            return integers(operator, Numbers.integer(left), Numbers.integer(right));
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return new FloatValue(reals(operator, Numbers.real(left), Numbers.real(right)));
        }
        if (operator.equals("+")) {
            return join(left, right);
        }
        if (operator.equals("*")) {
            return Numbers.isInteger(left) ? repeat(right, left) : repeat(left, right);
        }
        throw RenderProblem.operands(operator.equals("**") ? "** or pow()" : operator, left, right);
    }

    static Value negate(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (value instanceof FloatValue real) {
            return new FloatValue(-real.value());
        }
        if (Numbers.isInteger(value)) {
            return new IntegerValue(Numbers.integer(value).negate());
        }
        throw new RenderProblem("bad operand type for unary -: '" + value.typeName() + "'");
    }

    static Value plus(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (Numbers.isNumber(value)) {
            return value instanceof FloatValue ? value : new IntegerValue(Numbers.integer(value));
        }
        throw new RenderProblem("bad operand type for unary +: '" + value.typeName() + "'");
    }

    private static Value join(Value left, Value right) {
        if (left instanceof TextValue a && right instanceof TextValue b) {
            Limits.checkText((long) a.text().length() + b.text().length());
            return Html.concatenate(a, b);
        }
        boolean lists = left instanceof ListValue && right instanceof ListValue;
        if (lists || (left instanceof TupleValue && right instanceof TupleValue)) {
            SequenceValue first = (SequenceValue) left;
            Limits.checkContainer(first.weight() + right.weight(), 1);
            List<Value> items = new ArrayList<>(first.items());
            items.addAll(((SequenceValue) right).items());
            return first.with(items);
        }
        if (left instanceof TextValue) {
            throw new RenderProblem("can only concatenate str (not \"" + right.typeName() + "\") to str");
        }
        throw RenderProblem.operands("+", left, right);
    }

    private static Value repeat(Value value, Value times) {
        if (!Numbers.isInteger(times) || (!(value instanceof TextValue) && !(value instanceof SequenceValue))) {
            throw RenderProblem.operands("*", value, times);
        }
        int count = Math.max(0, Numbers.count(times));
        if (value instanceof TextValue text) {
            return new TextValue(PythonText.repeat(text.text(), count), text.safe());
        }
        SequenceValue sequence = (SequenceValue) value;
        Limits.checkContainer(count * sequence.weight(), 1);
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.addAll(sequence.items());
        }
        return sequence.with(items);
    }

    private static String plain(TextValue text) {
        if (text.safe()) {
            throw RenderProblem.unsupported("% on a text that is marked as safe");
        }
        return text.text();
    }

    private static Value integers(String operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case "+" -> new IntegerValue(left.add(right));
            case "-" -> new IntegerValue(left.subtract(right));
            case "*" -> new IntegerValue(left.multiply(right));
            case "/" -> new FloatValue(quotient(left, right));
            case "//" -> new IntegerValue(floorDivide(left, right));
            case "%" -> new IntegerValue(left.subtract(floorDivide(left, right).multiply(right)));
            default -> power(left, right);
        };
    }

    private static double quotient(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new RenderProblem("division by zero");
        }
        double quotient =
                new BigDecimal(left).divide(new BigDecimal(right), QUOTIENT).doubleValue();
        if (Double.isInfinite(quotient)) {
            throw new RenderProblem("integer division result too large for a float");
        }
        return quotient;
    }

    static BigInteger floorDivide(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new RenderProblem("integer division or modulo by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean roundsUp = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return roundsUp ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Value power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return new FloatValue(
                    reals("**", Numbers.real(new IntegerValue(base)), Numbers.real(new IntegerValue(exponent))));
        }
        long bits = (long) base.abs().bitLength()
                * Math.min(exponent.bitLength() > 31 ? Integer.MAX_VALUE : exponent.intValue(), Integer.MAX_VALUE);
        if (base.abs().bitLength() > 1 && bits > Limits.INTEGER_BITS) {
            throw new RenderProblem("a power would have about " + bits + " bits; at most " + Limits.INTEGER_BITS
                    + " are allowed. Keep the template's arithmetic smaller.");
        }
        if (base.abs().bitLength() <= 1) {
            boolean negative = base.signum() < 0 && exponent.testBit(0);
            return new IntegerValue(exponent.signum() == 0 ? BigInteger.ONE : negative ? base : base.abs());
        }
        return new IntegerValue(base.pow(exponent.intValue()));
    }

    private static double reals(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> {
                checkDivisor(right, "float division by zero");
                yield left / right;
            }
            case "//" -> {
                checkDivisor(right, "float floor division by zero");
                yield floorDivide(left, right);
            }
            case "%" -> {
                checkDivisor(right, "float modulo");
                yield modulo(left, right);
            }
            default -> power(left, right);
        };
    }

    private static void checkDivisor(double divisor, String message) {
        if (divisor == 0) {
            throw new RenderProblem(message);
        }
    }

    /** The remainder with the divisor's sign. */
    private static double modulo(double left, double right) {
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0, right);
        }
        return (remainder < 0) == (right < 0) ? remainder : remainder + right;
    }

    private static double floorDivide(double left, double right) {
        double remainder = modulo(left, right);
        double quotient = (left - remainder) / right;
        if (quotient == 0) {
            return Math.copySign(0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw new RenderProblem("0.0 cannot be raised to a negative power");
        }
        boolean complex = base < 0 && exponent != Math.rint(exponent) && !Double.isInfinite(base);
        if (complex && !Double.isInfinite(exponent)) {
            throw RenderProblem.unsupported("a complex number, as a root of a negative number is,");
        }
        double power =
                base == 1 ? 1 : Math.abs(base) == 1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
        if (Double.isInfinite(power) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
            throw new RenderProblem("(34, 'Numerical result out of range')");
        }
        return power;
    }
}
