package org.aethercreator.chattemplate;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Python's {@code datetime.strftime} on Linux, in the C locale, for a time without a zone. */
final class Strftime {
    private Strftime() {}

    static String format(String format, LocalDateTime time) {
        BoundedText text = new BoundedText();
        for (int i = 0; i < format.length(); i++) {
            char next = format.charAt(i);
            if (next != '%' || i + 1 == format.length()) {
                text.append(String.valueOf(next));
                continue;
            }
            int flagEnd = i + 1;
            while (flagEnd < format.length() && "-_0^#".indexOf(format.charAt(flagEnd)) >= 0) {
                flagEnd++;
            }
            if (flagEnd == format.length()) {
                throw unsupported(format.substring(i));
            }
            text.append(flagged(format.substring(i + 1, flagEnd), format.charAt(flagEnd), time));
            i = flagEnd;
        }
        return text.toString();
    }

    private static RenderProblem unsupported(String directive) {
        return RenderProblem.unsupported("the directive '" + directive + "' of strftime_now");
    }

    /** glibc's flags: no padding, spaces, zeros, capitals. */
    private static String flagged(String flags, char directive, LocalDateTime time) {
        String plain = directive(directive, time);
        String text = plain;
        for (int i = 0; i < flags.length(); i++) {
            char flag = flags.charAt(i);
            boolean number = "dejHIklmMSuUVwWyYgGC".indexOf(directive) >= 0;
            if (flag == '^') {
                text = text.toUpperCase(Locale.ROOT);
            } else if (number && flag == '-') {
                text = text.replaceFirst("^[0 ]+(?=.)", "");
            } else if (number && flag == '_') {
                text = PythonText.repeat(" ", leading(plain)) + plain.substring(leading(plain));
            } else if (number && flag == '0') {
                text = PythonText.repeat("0", leading(plain)) + plain.substring(leading(plain));
            } else {
                throw unsupported("%" + flags + directive);
            }
        }
        return text;
    }

    private static int leading(String number) {
        int leading = 0;
        while (leading < number.length() - 1 && "0 ".indexOf(number.charAt(leading)) >= 0) {
            leading++;
        }
        return leading;
    }

    private static String directive(char directive, LocalDateTime time) {
        return switch (directive) {
            case 'a' -> pattern("EEE", time);
            case 'A' -> pattern("EEEE", time);
            case 'b', 'h' -> pattern("MMM", time);
            case 'B' -> pattern("MMMM", time);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'F' -> format("%Y-%m-%d", time);
            case 'r' -> format("%I:%M:%S %p", time);
            case 'R' -> format("%H:%M", time);
            case 'T', 'X' -> format("%H:%M:%S", time);
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            case 'z', 'Z' -> "";
            default -> number(directive, time);
        };
    }

    private static String pattern(String pattern, LocalDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    private static String number(char directive, LocalDateTime time) {
        int weekday = time.getDayOfWeek().getValue();
        int dayOfYear = time.getDayOfYear();
        return switch (directive) {
            case 'C' -> padded("%02d", time.getYear() / 100);
            case 'd' -> padded("%02d", time.getDayOfMonth());
            case 'e' -> padded("%2d", time.getDayOfMonth());
            case 'f' -> padded("%06d", time.getNano() / 1000);
            case 'g' -> padded("%02d", time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> padded("%d", time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> padded("%02d", time.getHour());
            case 'I' -> padded("%02d", time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'j' -> padded("%03d", dayOfYear);
            case 'k' -> padded("%2d", time.getHour());
            case 'l' -> padded("%2d", time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'm' -> padded("%02d", time.getMonthValue());
            case 'M' -> padded("%02d", time.getMinute());
            case 'S' -> padded("%02d", time.getSecond());
            case 'u' -> padded("%d", weekday);
            case 'U' -> padded("%02d", (dayOfYear + 6 - weekday % 7) / 7);
            case 'V' -> padded("%02d", time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> padded("%d", weekday % 7);
            case 'W' -> padded("%02d", (dayOfYear + 6 - (weekday - 1)) / 7);
            case 'y' -> padded("%02d", time.getYear() % 100);
            case 'Y' -> padded("%d", time.getYear());
            default -> throw unsupported("%" + directive);
        };
    }

    private static String padded(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
