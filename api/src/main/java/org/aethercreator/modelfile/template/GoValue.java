package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A value of Go with its type. The data are a {@link Boolean}, {@link Long}, {@link Double},
 * {@link NumberLiteral.Complex}, a {@link String} of bytes, a {@link Slice}, a {@link SortedMap} (of a sequence: any
 * map), a {@link List} with the fields of a struct, or the value that a pointer or an interface holds. Null is nil.
 */
record GoValue(GoType type, @Nullable Object data) {
    /** What Go calls the zero {@code reflect.Value}: no value, not even nil of some type. */
    static final GoValue INVALID = new GoValue(GoType.INVALID, null);

    /** Stands for the value before the first command of a pipeline. */
    static final GoValue MISSING = new GoValue(GoType.MISSING, List.of());

    /** The elements from one index to before another; what lies behind them can be sliced in again. */
    record Slice(List<GoValue> elements, int from, int to) {
        int length() {
            return to - from;
        }

        int capacity() {
            return elements.size() - from;
        }

        GoValue get(int index) {
            return elements.get(from + index);
        }
    }

    static GoValue of(String bytes) {
        return new GoValue(GoType.STRING, bytes);
    }

    static GoValue of(boolean value) {
        return new GoValue(GoType.BOOL, value);
    }

    static GoValue of(long value) {
        return new GoValue(GoType.INT, value);
    }

    static GoValue ofByte(char value) {
        return new GoValue(GoType.UINT8, (long) value);
    }

    static GoValue of(double value) {
        return new GoValue(GoType.FLOAT64, value);
    }

    static GoValue constant(Object number) {
        if (number instanceof Long integer) {
            return of(integer.longValue());
        }
        return number instanceof Double floating ? of(floating.doubleValue()) : new GoValue(GoType.COMPLEX128, number);
    }

    static GoValue slice(GoType type, List<GoValue> elements) {
        return new GoValue(type, new Slice(elements, 0, elements.size()));
    }

    /** As an element of {@code interface {}} type; no value becomes nil. */
    static GoValue boxed(GoValue value) {
        return new GoValue(GoType.ANY, value.isValid() ? value : null);
    }

    boolean isValid() {
        return type != GoType.INVALID;
    }

    boolean isMissing() {
        return type == GoType.MISSING;
    }

    Kind kind() {
        return type.kind();
    }

    boolean isNil() {
        return data == null;
    }

    boolean bool() {
        return (Boolean) present();
    }

    long integer() {
        return (Long) present();
    }

    double floating() {
        return (Double) present();
    }

    NumberLiteral.Complex complex() {
        return (NumberLiteral.Complex) present();
    }

    String bytes() {
        return (String) present();
    }

    /** The elements of a slice, none of nil. */
    Slice slice() {
        return data == null ? new Slice(List.of(), 0, 0) : (Slice) data;
    }

    /** The entries of a map, none of nil. */
    @SuppressWarnings("unchecked") // maps are made in this package, with keys of bytes
    SortedMap<String, GoValue> map() {
        return data == null ? new TreeMap<>() : (SortedMap<String, GoValue>) data;
    }

    /** The pairs of a sequence, in their own order. */
    @SuppressWarnings("unchecked") // sequences are made in this package, with keys of bytes
    Map<String, GoValue> entries() {
        return data == null ? Map.of() : (Map<String, GoValue>) data;
    }

    @SuppressWarnings("unchecked") // structs are made in this package
    List<GoValue> fields() {
        return (List<GoValue>) present();
    }

    /** What a pointer or interface that is not nil holds. */
    GoValue target() {
        return (GoValue) present();
    }

    private Object present() {
        if (data == null) {
            throw new IllegalStateException("nil of type " + type.name() + " has nothing inside");
        }
        return data;
    }

    /** What an interface holds, no value if that is nil; anything else as it is. */
    GoValue unboxed() {
        if (kind() != Kind.INTERFACE) {
            return this;
        }
        return isNil() ? INVALID : target();
    }

    /** What pointers and interfaces lead to; the nil among them where they end in one. */
    GoValue indirect() {
        GoValue value = this;
        while ((value.kind() == Kind.POINTER || value.kind() == Kind.INTERFACE) && !value.isNil()) {
            value = value.target();
        }
        return value;
    }

    /** Whether it is a pointer or interface that is nil. */
    boolean isNilReference() {
        return (kind() == Kind.POINTER || kind() == Kind.INTERFACE) && isNil();
    }

    /** What an if makes of it: empty, zero and nil are false. */
    boolean isTrue() {
        return switch (kind()) {
            case INVALID -> false;
            case BOOL -> bool();
            case INT, UINT8 -> integer() != 0;
            case FLOAT64 -> floating() != 0;
            case COMPLEX128 -> complex().real() != 0 || complex().imaginary() != 0;
            case STRING -> !bytes().isEmpty();
            case MAP -> !map().isEmpty();
            case SLICE -> slice().length() > 0;
            case STRUCT -> true;
            case POINTER, INTERFACE, FUNC -> !isNil();
        };
    }
}
