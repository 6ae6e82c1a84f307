package org.aethercreator.kernel.display;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The renderers of a session, by type. A value is rendered by the renderer of its class, else of the nearest superclass
 * or interface that has one, breadth first, else as {@code String.valueOf}.
 */
public final class Renderers {
    private final Map<Class<?>, Renderer<?>> byType = new ConcurrentHashMap<>();

    /** Registers {@code renderer} for {@code type} and its subtypes, in place of an earlier one for the same type. */
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {
        byType.put(type, renderer);
    }

    /** The types for which a renderer was registered. */
    public Set<Class<?>> types() {
        return Set.copyOf(byType.keySet());
    }

    /** What to show for {@code value}, which may be {@code null}. */
    public MimeBundle render(@Nullable Object value) {
        if (value == null) {
            return MimeBundle.text("null");
        }
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        return find(value.getClass())
                .map(renderer -> renderUnchecked(renderer, value))
                .orElseGet(() -> MimeBundle.text(String.valueOf(value)));
    }

    // Safe: register() ties a renderer to the class under which find() looks it up.
    @SuppressWarnings("unchecked")
    private static MimeBundle renderUnchecked(Renderer<?> renderer, Object value) {
        return ((Renderer<Object>) renderer).render(value);
    }

    private Optional<Renderer<?>> find(Class<?> type) {
        Deque<Class<?>> queue = new ArrayDeque<>();
        Set<Class<?>> seen = new HashSet<>();
        queue.add(type);
        while (!queue.isEmpty()) {
            Class<?> next = queue.remove();
            Renderer<?> renderer = byType.get(next);
            if (renderer != null) {
                return Optional.of(renderer);
            }
            if (next.getSuperclass() != null
                    && next.getSuperclass() != Object.class
                    && seen.add(next.getSuperclass())) {
                queue.add(next.getSuperclass());
            }
            for (Class<?> face : next.getInterfaces()) {
                if (seen.add(face)) {
                    queue.add(face);
                }
            }
        }
        return Optional.ofNullable(byType.get(Object.class));
    }
}
