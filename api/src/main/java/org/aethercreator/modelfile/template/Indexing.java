package org.aethercreator.modelfile.template;

import java.util.List;
import org.aethercreator.modelfile.template.Functions.CallFailure;
import org.aethercreator.modelfile.template.GoType.Kind;

/** Go's index, slice and len. Texts are indexed by byte. */
final class Indexing {
    private Indexing() {}

    static GoValue index(GoValue container, List<GoValue> indexes) throws CallFailure {
        GoValue item = container.unboxed();
        if (!item.isValid()) {
            throw new CallFailure("index of untyped nil");
        }
        for (GoValue boxed : indexes) {
            GoValue index = boxed.unboxed();
            item = item.indirect();
            if (item.isNilReference()) {
                throw new CallFailure("index of nil pointer");
            }
            item = switch (item.kind()) {
                case STRING, SLICE -> element(item, index);
                case MAP -> entry(item, index);
                default -> throw new CallFailure("can't index item of type " + item.type());
            };
        }
        return item;
    }

    private static GoValue element(GoValue item, GoValue index) throws CallFailure {
        boolean text = item.kind() == Kind.STRING;
        int length = text ? item.bytes().length() : item.slice().length();
        int at = position(index, length);
        if (at == length) {
            throw new CallFailure("reflect: " + (text ? "string" : "slice") + " index out of range");
        }
        return text ? GoValue.ofByte(item.bytes().charAt(at)) : item.slice().get(at);
    }

    private static GoValue entry(GoValue map, GoValue key) throws CallFailure {
        if (!key.isValid()) {
            throw new CallFailure("value is nil; should be of type string");
        }
        if (key.type() != GoType.STRING) {
            throw new CallFailure("value has type " + key.type() + "; should be string");
        }
        GoValue value = map.map().get(key.bytes());
        return value == null ? map.type().element().zero() : value;
    }

    /** The index as a number from 0 to the bound, which is allowed itself. */
    private static int position(GoValue index, int bound) throws CallFailure {
        if (!index.isValid()) {
            throw new CallFailure("cannot index slice/array with nil");
        }
        if (!index.kind().isInteger()) {
            throw new CallFailure("cannot index slice/array with type " + index.type());
        }
        if (index.integer() < 0 || index.integer() > bound) {
            throw new CallFailure("index out of range: " + index.integer());
        }
        return (int) index.integer();
    }

    static GoValue slice(GoValue container, List<GoValue> indexes) throws CallFailure {
        GoValue item = container.unboxed();
        if (!item.isValid()) {
            throw new CallFailure("slice of untyped nil");
        }
        item = item.indirect();
        if (item.isNilReference()) {
            throw new CallFailure("slice of nil pointer");
        }
        if (indexes.size() > 3) {
            throw new CallFailure("too many slice indexes: " + indexes.size());
        }
        boolean text = item.kind() == Kind.STRING;
        if (text && indexes.size() == 3) {
            throw new CallFailure("cannot 3-index slice a string");
        }
        if (!text && item.kind() != Kind.SLICE) {
            throw new CallFailure("can't slice item of type " + item.type());
        }
        int length = text ? item.bytes().length() : item.slice().length();
        int[] bounds = {0, length, 0};
        for (int i = 0; i < indexes.size(); i++) {
            // unlike index, slice does not look into interfaces
            bounds[i] = position(indexes.get(i), text ? length : item.slice().capacity());
        }
        if (bounds[0] > bounds[1]) {
            throw new CallFailure("invalid slice index: " + bounds[0] + " > " + bounds[1]);
        }
        if (indexes.size() == 3 && bounds[1] > bounds[2]) {
            throw new CallFailure("invalid slice index: " + bounds[1] + " > " + bounds[2]);
        }
        if (text) {
            return GoValue.of(item.bytes().substring(bounds[0], bounds[1]));
        }
        GoValue.Slice slice = item.slice();
        List<GoValue> elements =
                indexes.size() < 3 ? slice.elements() : slice.elements().subList(0, slice.from() + bounds[2]);
        boolean nil = item.isNil();
        return new GoValue(
                item.type(),
                nil ? null : new GoValue.Slice(elements, slice.from() + bounds[0], slice.from() + bounds[1]));
    }

    static int length(GoValue container) throws CallFailure {
        GoValue item = container.indirect();
        if (item.isNilReference()) {
            throw new CallFailure("len of nil pointer");
        }
        return switch (item.kind()) {
            case MAP -> item.map().size();
            case SLICE -> item.slice().length();
            case STRING -> item.bytes().length();
            case INVALID -> throw new CallFailure("reflect: call of reflect.Value.Type on zero Value");
            default -> throw new CallFailure("len of type " + item.type());
        };
    }
}
