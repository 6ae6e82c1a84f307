package org.aethercreator.kernel.render;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.owasp.encoder.Encode;

/** Maps and lists of records as HTML tables. */
final class Tables {
    private static final int MOST_ROWS = 100;
    private static final int MOST_CHARACTERS = 500;

    private Tables() {}

    static String ofMap(Map<?, ?> map) {
        StringBuilder html = new StringBuilder("<table><thead><tr><th>key</th><th>value</th></tr></thead><tbody>");
        map.entrySet().stream().limit(MOST_ROWS).forEach(entry -> html.append("<tr>")
                .append(cell(entry.getKey()))
                .append(cell(entry.getValue()))
                .append("</tr>"));
        return html.append("</tbody></table>").append(rest(map.size())).toString();
    }

    /** Empty unless all elements are records of one class that has components. */
    static Optional<String> ofRecords(Collection<?> collection) {
        Object first = collection.isEmpty() ? null : collection.iterator().next();
        if (!(first instanceof Record)
                || collection.stream().anyMatch(each -> each == null || each.getClass() != first.getClass())) {
            return Optional.empty();
        }
        RecordComponent[] components = first.getClass().getRecordComponents();
        if (components.length == 0) {
            return Optional.empty();
        }
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (RecordComponent component : components) {
            html.append("<th>").append(Encode.forHtml(component.getName())).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        collection.stream().limit(MOST_ROWS).forEach(row -> {
            html.append("<tr>");
            for (RecordComponent component : components) {
                html.append(cell(value(component, row)));
            }
            html.append("</tr>");
        });
        return Optional.of(
                html.append("</tbody></table>").append(rest(collection.size())).toString());
    }

    private static String cell(@Nullable Object value) {
        String text = Elements.text(value);
        String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
        return "<td>" + Encode.forHtml(cut) + "</td>";
    }

    private static @Nullable Object value(RecordComponent component, Object row) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The record component " + component.getName() + " can't be read.", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The record component " + component.getName() + " fails.", e.getCause());
        }
    }

    private static String rest(int size) {
        return size > MOST_ROWS ? "<p>" + (size - MOST_ROWS) + " more rows</p>" : "";
    }
}
