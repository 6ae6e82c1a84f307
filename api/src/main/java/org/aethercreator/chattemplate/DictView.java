package org.aethercreator.chattemplate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What a dict's {@code keys()}, {@code values()} and {@code items()} give. */
record DictView(DictValue dict, Kind kind) implements Value {
    enum Kind {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>();
        for (DictValue.Entry entry : dict.entries()) {
            items.add(
                    kind == Kind.KEYS
                            ? entry.key()
                            : kind == Kind.VALUES ? entry.value() : TupleValue.of(entry.key(), entry.value()));
        }
        return items;
    }

    @Override
    public String typeName() {
        return kind.typeName;
    }

    @Override
    public boolean truth() {
        return dict.truth();
    }

    @Override
    public String repr() {
        return kind.typeName + "(" + ListValue.of(items()).repr() + ")";
    }

    @Override
    public Iterator<Value> iterate() {
        return items().iterator();
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public int length() {
        return dict.length();
    }

    @Override
    public boolean hasLength() {
        return true;
    }

    @Override
    public long weight() {
        return dict.weight();
    }

    @Override
    public int depth() {
        return dict.depth();
    }
}
