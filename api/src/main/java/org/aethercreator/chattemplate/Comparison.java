package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;

/** Python's ==, &lt; and in. */
final class Comparison {
    private Comparison() {}

    static boolean equal(Value left, Value right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.equal(left, right);
        }
        if (left instanceof TextValue a && right instanceof TextValue b) {
            return a.text().equals(b.text());
        }
        if (left instanceof ListValue a && right instanceof ListValue b) {
            return equalItems(a.items(), b.items());
        }
        if (left instanceof TupleValue a && right instanceof TupleValue b) {
            return equalItems(a.items(), b.items());
        }
        if (left instanceof DictValue a && right instanceof DictValue b) {
            return equalEntries(a, b);
        }
        if (left instanceof UndefinedValue && right instanceof UndefinedValue) {
            return true;
        }
        if (left instanceof RangeValue a && right instanceof RangeValue b) {
            return equalItems(a.items(), b.items());
        }
        if (left instanceof DictView a && right instanceof DictView b) {
            return equalViews(a, b);
        }
        return isSame(left, right);
    }

    @SuppressWarnings("ReferenceEquality") // Python's "is"
    private static boolean isSame(Value left, Value right) {
        return left == right;
    }

    private static boolean equalItems(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Containers take an object for equal to itself, even NaN. */
    private static boolean same(Value left, Value right) {
        return isSame(left, right) || equal(left, right);
    }

    private static boolean equalEntries(DictValue left, DictValue right) {
        if (left.length() != right.length()) {
            return false;
        }
        for (DictValue.Entry entry : left.entries()) {
            Value other = right.get(entry.key());
            if (other == null || !same(entry.value(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalViews(DictView left, DictView right) {
        if (left.kind() == DictView.Kind.VALUES || right.kind() == DictView.Kind.VALUES) {
            return false;
        }
        return left.length() == right.length() && left.items().stream().allMatch(item -> contains(right, item));
    }

    /** {@code left operator right}, for &lt;, &gt;, &lt;= and &gt;=. */
    static boolean ordered(String operator, Value left, Value right) {
        if (left instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        if (right instanceof UndefinedValue undefined) {
            throw undefined.problem();
        }
        IntPredicate wanted = wanted(operator);
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            Integer order = Numbers.compare(left, right);
            return order != null && wanted.test(order);
        }
        if (left instanceof TextValue a && right instanceof TextValue b) {
            return wanted.test(PythonText.compare(a.text(), b.text()));
        }
        boolean lists = left instanceof ListValue && right instanceof ListValue;
        if (lists || (left instanceof TupleValue && right instanceof TupleValue)) {
            return orderedItems(operator, (SequenceValue) left, (SequenceValue) right);
        }
        throw new RenderProblem("'" + operator + "' not supported between instances of '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    private static boolean orderedItems(String operator, SequenceValue left, SequenceValue right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            if (!same(left.items().get(i), right.items().get(i))) {
                return ordered(operator, left.items().get(i), right.items().get(i));
            }
        }
        return wanted(operator).test(Integer.compare(left.length(), right.length()));
    }

    private static IntPredicate wanted(String operator) {
        return switch (operator) {
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case ">" -> order -> order > 0;
            default -> order -> order >= 0;
        };
    }

    /** How {@code sorted} orders two values: it asks only for &lt;. */
    static int order(Value left, Value right) {
        return ordered("<", left, right) ? -1 : ordered("<", right, left) ? 1 : 0;
    }

    static boolean contains(Value container, Value item) {
        if (container instanceof TextValue text) {
            if (item instanceof TextValue part) {
                return text.text().contains(part.text());
            }
            throw new RenderProblem("'in <string>' requires string as left operand, not " + item.typeName());
        }
        if (container instanceof DictValue dict) {
            return dict.get(item) != null;
        }
        if (!container.isIterable()) {
            throw new RenderProblem("argument of type '" + container.typeName() + "' is not iterable");
        }
        for (Iterator<Value> items = container.iterate(); items.hasNext(); ) {
            if (same(items.next(), item)) {
                return true;
            }
        }
        return false;
    }
}
