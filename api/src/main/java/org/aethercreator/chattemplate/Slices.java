package org.aethercreator.chattemplate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Indexes and slices as Python counts them: from the end when negative, cut to what is there. */
final class Slices {
    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

    private Slices() {}

    /** The item at an index; null where Python has an error. */
    static @Nullable Value at(Value key, int length, IntFunction<Value> items) {
        if (!(key instanceof IntegerValue) && !(key instanceof BooleanValue)) {
            return null;
        }
        BigInteger index = Numbers.integer(key);
        BigInteger place = index.signum() < 0 ? index.add(BigInteger.valueOf(length)) : index;
        return place.signum() < 0 || place.compareTo(BigInteger.valueOf(length)) >= 0
                ? null
                : items.apply(place.intValue());
    }

    /** {@code value[start:stop:step]}; each bound may be None. */
    static Value slice(Value value, Value start, Value stop, Value step) {
        if (value instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (value instanceof TextValue text) {
            return slice(text, start, stop, step);
        }
        if (value instanceof SequenceValue sequence) {
            List<Value> chosen = new ArrayList<>();
            for (int index : indexes(sequence.length(), start, stop, step)) {
                chosen.add(sequence.items().get(index));
            }
            return sequence.with(chosen);
        }
        if (value instanceof RangeValue range) {
            return slice(range, start, stop, step);
        }
        throw new RenderProblem(
                value instanceof DictValue
                        ? "unhashable type: 'slice'"
                        : "'" + value.typeName() + "' object is not subscriptable");
    }

    private static TextValue slice(TextValue text, Value start, Value stop, Value step) {
        int length = text.length();
        if (step instanceof NoneValue) {
            int from = bound(start, length, 0, 0, length);
            return new TextValue(
                    PythonText.substring(text.text(), from, bound(stop, length, length, 0, length)), text.safe());
        }
        int[] points = text.text().codePoints().toArray();
        StringBuilder chosen = new StringBuilder();
        for (int index : indexes(length, start, stop, step)) {
            chosen.appendCodePoint(points[index]);
        }
        return new TextValue(chosen.toString(), text.safe());
    }

    private static RangeValue slice(RangeValue range, Value start, Value stop, Value step) {
        int length = range.length();
        long stride = step(step);
        int from = bound(
                start, length, stride > 0 ? 0 : length - 1, stride > 0 ? 0 : -1, stride > 0 ? length : length - 1);
        int to = bound(stop, length, stride > 0 ? length : -1, stride > 0 ? 0 : -1, stride > 0 ? length : length - 1);
        return new RangeValue(
                range.start() + from * range.step(), range.start() + to * range.step(), range.step() * stride);
    }

    private static List<Integer> indexes(int length, Value start, Value stop, Value step) {
        long stride = step(step);
        List<Integer> indexes = new ArrayList<>();
        if (stride > 0) {
            int end = bound(stop, length, length, 0, length);
            for (long i = bound(start, length, 0, 0, length); i < end; i += stride) {
                indexes.add((int) i);
            }
        } else {
            int end = bound(stop, length, -1, -1, length - 1);
            for (long i = bound(start, length, length - 1, -1, length - 1); i > end; i += stride) {
                indexes.add((int) i);
            }
        }
        return indexes;
    }

    private static long step(Value step) {
        if (step instanceof NoneValue) {
            return 1;
        }
        BigInteger stride = index(step).min(MOST).max(MOST.negate());
        if (stride.signum() == 0) {
            throw new RenderProblem("slice step cannot be zero");
        }
        return stride.longValue();
    }

    private static int bound(Value value, int length, int otherwise, int lowest, int highest) {
        if (value instanceof NoneValue) {
            return otherwise;
        }
        BigInteger index = index(value);
        BigInteger place = index.signum() < 0 ? index.add(BigInteger.valueOf(length)) : index;
        return place.max(BigInteger.valueOf(lowest))
                .min(BigInteger.valueOf(highest))
                .intValue();
    }

    private static BigInteger index(Value value) {
        if (value instanceof IntegerValue || value instanceof BooleanValue) {
            return Numbers.integer(value);
        }
        throw new RenderProblem(
                "slice indices must be integers or None or have an __index__ method, not '" + value.typeName() + "'");
    }
}
