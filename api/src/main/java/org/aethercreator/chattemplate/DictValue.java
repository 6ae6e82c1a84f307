package org.aethercreator.chattemplate;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Python's dict: keeps the order of insertion, and takes 1, 1.0 and True for one key. */
final class DictValue implements ContainerValue {
    private final Map<Object, Entry> entries;
    private final Limits.Size size;

    record Entry(Value key, Value value) {}

    /** Collects entries; of two equal keys the first stays, with the value of the last. */
    static final class Builder {
        private final Map<Object, Entry> entries = new LinkedHashMap<>();

        Builder put(Value key, Value value) {
            entries.merge(hashed(key), new Entry(key, value), (old, now) -> new Entry(old.key(), now.value()));
            return this;
        }

        Builder put(String key, Value value) {
            return put(TextValue.of(key), value);
        }

        Builder putAll(DictValue other) {
            other.entries().forEach(entry -> put(entry.key(), entry.value()));
            return this;
        }

        DictValue build() {
            return new DictValue(entries);
        }
    }

    private DictValue(Map<Object, Entry> entries) {
        this.entries = entries;
        long weight = 1;
        int depth = 0;
        for (Entry entry : entries.values()) {
            weight += entry.key().weight() + entry.value().weight();
            depth = Math.max(depth, entry.value().depth());
        }
        this.size = Limits.checkContainer(weight, depth + 1);
    }

    Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    List<Value> keys() {
        return entries.values().stream().map(Entry::key).collect(Collectors.toList());
    }

    @Nullable
    Value get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The value of a key; an unhashable key is a problem. */
    @Nullable
    Value get(Value key) {
        Entry entry = entries.get(hashed(key));
        return entry == null ? null : entry.value();
    }

    /** What stands for a key: equal for keys that Python takes for equal. */
    static Object hashed(Value key) {
        if (key instanceof TextValue text) {
            return text.text();
        }
        if (key instanceof TupleValue tuple) {
            return tuple.items().stream().map(DictValue::hashed).collect(Collectors.toList());
        }
        if (key instanceof ListValue || key instanceof DictValue || key instanceof DictView) {
            throw new RenderProblem("unhashable type: '" + key.typeName() + "'");
        }
        return Numbers.isNumber(key) ? Numbers.hashed(key) : key instanceof UndefinedValue ? UndefinedValue.class : key;
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    public boolean truth() {
        return !entries.isEmpty();
    }

    @Override
    public String repr() {
        return Repr.of(this);
    }

    @Override
    public @Nullable Value attribute(String name) {
        return DictMethods.attribute(this, name);
    }

    @Override
    public @Nullable Value item(Value key) {
        boolean unhashable = key instanceof ListValue || key instanceof DictValue;
        return unhashable ? null : get(key);
    }

    @Override
    public Iterator<Value> iterate() {
        return keys().iterator();
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public int length() {
        return entries.size();
    }

    @Override
    public boolean hasLength() {
        return true;
    }

    @Override
    public long weight() {
        return size.weight();
    }

    @Override
    public int depth() {
        return size.depth();
    }
}
