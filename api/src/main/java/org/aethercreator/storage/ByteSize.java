package org.aethercreator.storage;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 6 GB}, {@code 5.5GiB}, {@code 800MB}. */
public final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?i?b?)");

    /** Decimal units as on disks, binary ones with an i; a letter alone is decimal. */
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "k", 1_000L,
            "m", 1_000_000L,
            "g", 1_000_000_000L,
            "t", 1_000_000_000_000L,
            "ki", 1L << 10,
            "mi", 1L << 20,
            "gi", 1L << 30,
            "ti", 1L << 40);

    private ByteSize() {}

    /**
     * The bytes of a size such as {@code 6 GB}, in upper or lower case; 1 GB is 10⁹ bytes, 1 GiB 2³⁰.
     *
     * @throws IllegalArgumentException if it is none, or not a positive one
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).replaceFirst("b$", "")) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is no size; write a number and a unit, such as 6GB "
                    + "(6,000,000,000 bytes), 5.5GiB or 800MB");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a possible size; give at least 1 byte and less than 8 EiB, such as 6GB");
        }
        return bytes.longValue();
    }
}
