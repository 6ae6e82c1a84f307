package org.aethercreator.convert.metadata;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a model's name such as {@code meta-llama/Llama-3.2-1B-Instruct}, as far as they can be told apart; null
 * where one is missing or cannot be told.
 *
 * @param fullName without the organization
 */
record ModelId(
        String fullName,
        @Nullable String organization,
        @Nullable String basename,
        @Nullable String finetune,
        @Nullable String version,
        @Nullable String sizeLabel) {
    private static final Pattern VERSION = ignoringCase("(v|iter)?\\d+([.]\\d+)*");
    private static final Pattern TYPE = ignoringCase("i?q\\d(_\\w)*|b?fp?(16|32)");
    private static final Pattern SIZE =
            ignoringCase("(([A]|\\d+[x])?\\d+([._]\\d+)?[KMBT][\\d]?|small|mini|medium|large|x?xl)");
    private static final Pattern FINETUNE = ignoringCase("chat|instruct|vision|lora");
    private static final Pattern UNTITLED = Pattern.compile("^(v\\d+(?:\\.\\d+)*|\\d.*)$");

    private enum Kind {
        BASENAME,
        SIZE_LABEL,
        FINETUNE,
        VERSION,
        TYPE
    }

    /** A part of the name between two hyphens, and what it may be. */
    private static final class Part {
        private String text;
        private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

        private Part(String text) {
            this.text = text;
        }

        private boolean is(Kind kind) {
            return kinds.contains(kind);
        }
    }

    /**
     * Takes a name apart.
     *
     * @param totalParameters 0 if unknown, negative for an adapter; a size in a name that is far from it is something
     *     else, such as a context length
     */
    static ModelId parse(String id, long totalParameters) {
        if (id.contains(" ")) {
            return new ModelId(id, null, null, null, null, null); // words, no name as the hub wants it
        }
        int slash = id.indexOf('/');
        String organization = slash < 0 ? null : id.substring(0, slash);
        String fullName = id.substring(slash + 1);
        if (organization != null && organization.startsWith(".")) {
            organization = null; // a path
        }
        List<Part> parts = new ArrayList<>();
        for (String text : fullName.split("-")) {
            if (!text.isEmpty()) {
                parts.add(new Part(text));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            annotate(parts.get(i), i > 0, totalParameters);
        }
        dropSizesInWords(parts);
        findBasename(parts);
        String finetune = join(parts, Kind.FINETUNE);
        String sizeLabel = distinctSizes(parts);
        String version =
                join(parts.stream().filter(part -> !part.is(Kind.BASENAME)).toList(), Kind.VERSION);
        boolean ambiguous = sizeLabel == null && finetune == null && version == null;
        return new ModelId(
                fullName, organization, ambiguous ? null : join(parts, Kind.BASENAME), finetune, version, sizeLabel);
    }

    private static void annotate(Part part, boolean afterFirst, long totalParameters) {
        if (VERSION.matcher(part.text).matches()) {
            part.kinds.add(Kind.VERSION);
        } else if (TYPE.matcher(part.text).matches()) {
            part.kinds.add(Kind.TYPE);
            part.text = part.text.toUpperCase(Locale.ROOT);
        } else if (afterFirst && SIZE.matcher(part.text).matches()) {
            annotateSize(part, totalParameters);
        } else if (afterFirst && FINETUNE.matcher(part.text).matches()) {
            boolean redundant = totalParameters < 0 && part.text.equalsIgnoreCase("lora");
            part.kinds.add(redundant ? Kind.TYPE : Kind.FINETUNE);
        }
    }

    private static void annotateSize(Part part, long totalParameters) {
        String text = part.text.replace('_', '.');
        char last = text.charAt(text.length() - 1);
        if (Character.isDigit(last)) { // 7b1, as Bloom writes 7.1b
            text = text.substring(0, text.length() - 2) + "." + last + text.charAt(text.length() - 2);
            last = text.charAt(text.length() - 1);
        }
        if (text.length() > 1 && Character.isDigit(text.charAt(text.length() - 2)) && "kmbt".indexOf(last) >= 0) {
            last = Character.toUpperCase(last);
            text = text.substring(0, text.length() - 1) + last;
        }
        if (totalParameters != 0 && isSomethingElse(text, last, totalParameters)) {
            part.kinds.add(Kind.FINETUNE);
            text = text.substring(0, text.length() - 1) + Character.toLowerCase(last);
        }
        if (part.kinds.isEmpty()) {
            part.kinds.add(Kind.SIZE_LABEL);
        }
        part.text = text;
    }

    private static boolean isSomethingElse(String text, char unit, long totalParameters) {
        double size;
        try {
            size = Double.parseDouble(text.substring(0, text.length() - 1)) * Math.pow(1000, " KMBT".indexOf(unit));
        } catch (NumberFormatException e) {
            return false; // 8x7B, small: a size in any case
        }
        long eighth = Math.abs(totalParameters) / 8;
        long sevenEighths = 7 * Math.abs(totalParameters) / 8;
        return totalParameters < 0 ? size < eighth : Math.abs(size - totalParameters) > sevenEighths;
    }

    /** Mini and large are sizes only where no number tells one. */
    private static void dropSizesInWords(List<Part> parts) {
        boolean number = parts.stream()
                .anyMatch(part -> part.is(Kind.SIZE_LABEL) && part.text.chars().anyMatch(Character::isDigit));
        if (number) {
            for (Part part : parts) {
                if (part.text.chars().allMatch(Character::isLetter)) {
                    part.kinds.remove(Kind.SIZE_LABEL);
                }
            }
        }
    }

    /** What comes first, up to a part of another kind; versions in it belong to it, those at its end do not. */
    private static void findBasename(List<Part> parts) {
        boolean atStart = true;
        for (Part part : parts) {
            boolean named = part.kinds.isEmpty() && Character.isLetter(part.text.codePointAt(0));
            if (atStart && (named || part.is(Kind.VERSION))) {
                part.kinds.add(Kind.BASENAME);
            } else {
                atStart = false;
                if (part.kinds.isEmpty()) {
                    part.kinds.add(Kind.FINETUNE);
                }
            }
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            if (!part.is(Kind.BASENAME) || part.kinds.size() == 1) {
                break;
            }
            part.kinds.remove(Kind.BASENAME);
        }
    }

    private static @Nullable String join(List<Part> parts, Kind kind) {
        List<String> texts = parts.stream()
                .filter(part -> part.is(kind))
                .map(part -> part.text)
                .toList();
        return texts.isEmpty() ? null : String.join("-", texts);
    }

    private static @Nullable String distinctSizes(List<Part> parts) {
        Set<String> sizes = new LinkedHashSet<>();
        parts.stream().filter(part -> part.is(Kind.SIZE_LABEL)).forEach(part -> sizes.add(part.text));
        return sizes.isEmpty() ? null : String.join("-", sizes);
    }

    /** A name for people: {@code llama-3.2-tiny} becomes {@code Llama 3.2 Tiny}; words with capitals stay. */
    static String title(String name) {
        List<String> words = new ArrayList<>();
        for (String word : PythonText.split(name.replace('-', ' '))) {
            words.add(PythonText.isLower(word) && !UNTITLED.matcher(word).find() ? PythonText.title(word) : word);
        }
        return String.join(" ", words);
    }

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** The id in an address of the hub; null if it is another one. */
    static @Nullable String inAddress(String address) {
        Matcher matcher =
                Pattern.compile("^https?://huggingface.co/([^/]+/[^/]+)$").matcher(address);
        return matcher.find() ? matcher.group(1) : null;
    }
}
