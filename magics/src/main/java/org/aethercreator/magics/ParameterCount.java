package org.aethercreator.magics;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's number of parameters as people write it: {@code 1.7B}, {@code 500M}, {@code 135000000}. */
final class ParameterCount {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kmbt]?)");
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "b", 1_000_000_000L, "t", 1_000_000_000_000L);

    private ParameterCount() {}

    static long parse(String text) {
        Matcher matcher = COUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no number of parameters; write such as 500M or 1.5B");
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(UNITS.getOrDefault(matcher.group(2), 1L)))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
