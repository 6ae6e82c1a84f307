package org.aethercreator.chattemplate;

/** A text in the making that stops at {@link Limits#TEXT_LENGTH}. */
final class BoundedText {
    private final StringBuilder text = new StringBuilder();

    BoundedText append(String part) {
        Limits.checkText((long) text.length() + part.length());
        text.append(part);
        return this;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
