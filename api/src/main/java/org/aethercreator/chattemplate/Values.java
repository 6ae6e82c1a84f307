package org.aethercreator.chattemplate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes Python's values of Java's: maps, lists, texts, numbers, truth values, null, and Jackson's trees. */
final class Values {
    private Values() {}

    static Value of(@Nullable Object object) {
        return of(object, 0);
    }

    private static Value of(@Nullable Object object, int depth) {
        if (depth > Limits.CONTAINER_DEPTH) {
            throw new IllegalArgumentException("The input is nested deeper than " + Limits.CONTAINER_DEPTH
                    + " levels of lists and maps. Flatten it.");
        }
        if (object == null) {
            return NoneValue.NONE;
        }
        if (object instanceof JsonNode json) {
            return ofJson(json, depth);
        }
        if (object instanceof Map<?, ?> map) {
            DictValue.Builder dict = new DictValue.Builder();
            map.forEach((key, value) -> dict.put(of(key, depth + 1), of(value, depth + 1)));
            return dict.build();
        }
        if (object instanceof Iterable<?> iterable) {
            List<Value> items = new ArrayList<>();
            iterable.forEach(item -> items.add(of(item, depth + 1)));
            return ListValue.of(items);
        }
        return scalar(object);
    }

    private static Value scalar(Object object) {
        if (object instanceof CharSequence || object instanceof Character) {
            return TextValue.of(object.toString());
        }
        if (object instanceof Boolean truth) {
            return BooleanValue.of(truth);
        }
        if (object instanceof Double || object instanceof Float || object instanceof BigDecimal) {
            return new FloatValue(((Number) object).doubleValue());
        }
        if (object instanceof BigInteger integer) {
            return new IntegerValue(integer);
        }
        if (object instanceof Long || object instanceof Integer || object instanceof Short || object instanceof Byte) {
            return IntegerValue.of(((Number) object).longValue());
        }
        throw new IllegalArgumentException(
                "A template's input may hold maps, lists, texts, numbers, truth values and null," + " but there is a "
                        + object.getClass().getName() + ". Convert it first.");
    }

    private static Value ofJson(JsonNode json, int depth) {
        if (json.isObject()) {
            DictValue.Builder dict = new DictValue.Builder();
            json.properties().forEach(field -> dict.put(field.getKey(), of(field.getValue(), depth + 1)));
            return dict.build();
        }
        if (json.isArray()) {
            List<Value> items = new ArrayList<>();
            json.forEach(item -> items.add(of(item, depth + 1)));
            return ListValue.of(items);
        }
        if (json.isTextual()) {
            return TextValue.of(json.textValue());
        }
        if (json.isBoolean()) {
            return BooleanValue.of(json.booleanValue());
        }
        if (json.isIntegralNumber()) {
            return new IntegerValue(json.bigIntegerValue());
        }
        if (json.isNumber()) {
            return new FloatValue(json.doubleValue());
        }
        if (json.isNull() || json.isMissingNode()) {
            return NoneValue.NONE;
        }
        throw new IllegalArgumentException("A template's input may hold JSON values only, but there is a node of type "
                + json.getNodeType() + ".");
    }
}
