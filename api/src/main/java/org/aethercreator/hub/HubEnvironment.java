package org.aethercreator.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables of {@code huggingface_hub}, read as its {@code constants.py} and {@code _auth.py} do. */
record HubEnvironment(Map<String, String> variables, Path home) {
    private static final String STANDARD_ENDPOINT = "https://huggingface.co";
    private static final String TIMEOUT = "HF_HUB_DOWNLOAD_TIMEOUT";
    private static final int STANDARD_TIMEOUT_SECONDS = 10;
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)})");

    HubSettings settings() {
        Path hubHome = path("HF_HOME").orElseGet(() -> raw("XDG_CACHE_HOME")
                .map(this::expanded)
                .orElseGet(() -> home.resolve(".cache"))
                .resolve("huggingface"));
        Path cache =
                path("HF_HUB_CACHE").or(() -> path("HUGGINGFACE_HUB_CACHE")).orElseGet(() -> hubHome.resolve("hub"));
        Path tokenFile = path("HF_TOKEN_PATH").orElseGet(() -> hubHome.resolve("token"));
        return new HubSettings(
                endpoint(),
                isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN") ? Optional.empty() : token(tokenFile),
                cache.toAbsolutePath(),
                isTrue(raw("HF_HUB_OFFLINE").isPresent() ? "HF_HUB_OFFLINE" : "TRANSFORMERS_OFFLINE"),
                !isTrue("HF_HUB_DISABLE_SYMLINKS"),
                Duration.ofSeconds(timeoutSeconds()),
                HubSettings.STANDARD_PARALLEL_FILES,
                HubProxies.of(variables));
    }

    private URI endpoint() {
        String text = raw("HF_ENDPOINT").orElse(STANDARD_ENDPOINT).replaceFirst("/+$", "");
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "HF_ENDPOINT is \"" + text + "\", which is no address; it is such as " + STANDARD_ENDPOINT
                            + ", or not set at all",
                    e);
        }
    }

    private Optional<String> token(Path file) {
        return raw("HF_TOKEN")
                .or(() -> raw("HUGGING_FACE_HUB_TOKEN"))
                .flatMap(HubEnvironment::cleanToken)
                .or(() -> tokenOf(file));
    }

    private static Optional<String> tokenOf(Path file) {
        try {
            return cleanToken(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The token file " + file + " is no text; log in again with: hf auth login", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The token file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); correct its permissions, or set HF_TOKEN",
                    e);
        }
    }

    private static Optional<String> cleanToken(String text) {
        return Optional.of(text.replaceAll("[\\r\\n]", "").strip()).filter(token -> !token.isEmpty());
    }

    private int timeoutSeconds() {
        String text = raw(TIMEOUT).orElse("0").strip();
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 0) {
                return seconds == 0 ? STANDARD_TIMEOUT_SECONDS : seconds;
            }
        } catch (NumberFormatException e) {
            // told below, with the negative ones
        }
        throw new IllegalArgumentException(TIMEOUT + " is \"" + text + "\"; it is a number of seconds, such as 30");
    }

    private boolean isTrue(String name) {
        return TRUE.contains(raw(name).orElse("").toUpperCase(Locale.ROOT));
    }

    private Optional<Path> path(String name) {
        return raw(name).map(this::expanded);
    }

    /** With {@code ~} at the beginning and {@code $VARIABLES} replaced; unknown ones stay. */
    private Path expanded(String text) {
        String fromHome = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        String path = VARIABLE.matcher(fromHome)
                .replaceAll(match -> Matcher.quoteReplacement(Stream.of(match.group(1), match.group(2))
                        .flatMap(name -> Stream.ofNullable(name == null ? null : variables.get(name)))
                        .findFirst()
                        .orElse(match.group())));
        return Path.of(path);
    }

    private Optional<String> raw(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
