package org.aethercreator.kernel.display;

/** Turns a value of one type into what a notebook shows. */
@FunctionalInterface
public interface Renderer<T> {
    /** The bundle always has {@link MimeBundle#PLAIN}. Everything in it that is HTML or SVG is escaped already. */
    MimeBundle render(T value);
}
