package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type of Go, as far as templates can tell types apart. There is one object for each type. */
final class GoType {
    enum Kind {
        INVALID,
        BOOL,
        INT,
        UINT8,
        FLOAT64,
        COMPLEX128,
        STRING,
        MAP,
        SLICE,
        STRUCT,
        POINTER,
        INTERFACE,
        FUNC;

        boolean isInteger() {
            return this == INT || this == UINT8;
        }
    }

    /** A field of a struct, and how it is written as JSON. */
    record Member(String name, GoType type, String jsonName, boolean omittedIfEmpty) {
        boolean isExported() {
            return Character.isUpperCase(name.charAt(0));
        }
    }

    /**
     * A method that templates may call.
     *
     * @param flaw why Go refuses to call it from a template; null if it does not
     * @param flawOnNil how it fails on a pointer that is nil; null if it does not
     */
    record Method(
            int parameters, @Nullable String flaw, @Nullable String flawOnNil, Function<GoValue, GoValue> body) {
        Method(Function<GoValue, GoValue> body) {
            this(0, null, null, body);
        }
    }

    static final GoType INVALID = new GoType(Kind.INVALID, "invalid");
    static final GoType MISSING = new GoType(Kind.STRUCT, "template.missingValType");
    static final GoType BOOL = new GoType(Kind.BOOL, "bool");
    static final GoType INT = new GoType(Kind.INT, "int");
    static final GoType UINT8 = new GoType(Kind.UINT8, "uint8");
    static final GoType FLOAT64 = new GoType(Kind.FLOAT64, "float64");
    static final GoType COMPLEX128 = new GoType(Kind.COMPLEX128, "complex128");
    static final GoType STRING = new GoType(Kind.STRING, "string");
    static final GoType ANY = new GoType(Kind.INTERFACE, "interface {}");
    static final GoType BYTES = slice("[]uint8", UINT8, Map.of());
    static final GoType STRINGS = slice("[]string", STRING, Map.of());
    static final GoType ANYS = slice("[]interface {}", ANY, Map.of());
    static final GoType MAP = map("map[string]interface {}", ANY, Map.of());

    private final Kind kind;
    private final String name;
    private final @Nullable GoType element;
    private final List<Member> members;
    private final Map<String, Method> methods;

    private GoType(Kind kind, String name) {
        this(kind, name, null, List.of(), Map.of());
    }

    private GoType(
            Kind kind, String name, @Nullable GoType element, List<Member> members, Map<String, Method> methods) {
        this.kind = kind;
        this.name = name;
        this.element = element;
        this.members = members;
        this.methods = methods;
    }

    static GoType slice(String name, GoType element, Map<String, Method> methods) {
        return new GoType(Kind.SLICE, name, element, List.of(), methods);
    }

    /** A map with keys of type string. */
    static GoType map(String name, GoType element, Map<String, Method> methods) {
        return new GoType(Kind.MAP, name, element, List.of(), methods);
    }

    static GoType struct(String name, List<Member> members, Map<String, Method> methods) {
        return new GoType(Kind.STRUCT, name, null, members, methods);
    }

    static GoType pointer(GoType element, Map<String, Method> methods) {
        return new GoType(Kind.POINTER, "*" + element.name, element, List.of(), methods);
    }

    /** A function over pairs, which can be ranged over. */
    static GoType sequence(String name) {
        return new GoType(Kind.FUNC, name);
    }

    Kind kind() {
        return kind;
    }

    /** How Go's messages name it. */
    String name() {
        return name;
    }

    /** The type of what is inside; only of maps, slices and pointers. */
    GoType element() {
        if (element == null) {
            throw new IllegalStateException(name + " has no elements");
        }
        return element;
    }

    List<Member> members() {
        return members;
    }

    @Nullable
    Method method(String methodName) {
        return methods.get(methodName);
    }

    /** The method by which it prints itself; null if it has none. */
    @Nullable
    Method stringer() {
        return methods.get("String");
    }

    /** Whether nil may stand for it. */
    boolean canBeNil() {
        return switch (kind) {
            case INTERFACE, MAP, POINTER, SLICE, FUNC -> true;
            default -> false;
        };
    }

    /** Whether Go's == is defined for it. */
    boolean isComparable() {
        return switch (kind) {
            case MAP, SLICE, FUNC -> false;
            case STRUCT -> members.stream().allMatch(member -> member.type().isComparable());
            default -> true;
        };
    }

    /** The zero value: nil, 0, "" or what is made of such. */
    GoValue zero() {
        return switch (kind) {
            case BOOL -> new GoValue(this, false);
            case INT, UINT8 -> new GoValue(this, 0L);
            case FLOAT64 -> new GoValue(this, 0.0);
            case COMPLEX128 -> new GoValue(this, new NumberLiteral.Complex(0, 0));
            case STRING -> new GoValue(this, "");
            case STRUCT ->
                new GoValue(
                        this,
                        members.stream().map(member -> member.type().zero()).toList());
            default -> new GoValue(this, null);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
