package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Python's range, of at most {@link Limits#RANGE_LENGTH} numbers. */
record RangeValue(long start, long stop, long step) implements Value {
    RangeValue {
        if (step == 0) {
            throw new RenderProblem("range() arg 3 must not be zero");
        }
        if (count(start, stop, step) > Limits.RANGE_LENGTH) {
            throw new RenderProblem("Range too big. The sandbox blocks ranges larger than MAX_RANGE ("
                    + Limits.RANGE_LENGTH + "). Loop over fewer numbers.");
        }
    }

    private static long count(long start, long stop, long step) {
        long span = step > 0 ? stop - start : start - stop;
        return span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    }

    List<Value> items() {
        return IntStream.range(0, length()).mapToObj(this::at).collect(Collectors.toList());
    }

    private Value at(int index) {
        return IntegerValue.of(start + index * step);
    }

    @Override
    public String typeName() {
        return "range";
    }

    @Override
    public boolean truth() {
        return length() > 0;
    }

    @Override
    public String repr() {
        return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
    }

    @Override
    public @Nullable Value item(Value key) {
        return Slices.at(key, length(), this::at);
    }

    @Override
    public Iterator<Value> iterate() {
        return IntStream.range(0, length()).mapToObj(this::at).iterator();
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public int length() {
        return (int) count(start, stop, step);
    }

    @Override
    public boolean hasLength() {
        return true;
    }
}
