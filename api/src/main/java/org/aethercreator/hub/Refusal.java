package org.aethercreator.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.hub.HubException.Reason;

/**
 * An answer whose HTTP status says that it is none. The hub tells why in the headers {@code X-Error-Code} and
 * {@code X-Error-Message}; some of its mirrors do not, and then the status has to do.
 *
 * @param code such as {@code GatedRepo}; may be empty
 * @param said what the hub says of it; may be empty
 */
record Refusal(HubCall call, int status, String code, String said, Optional<Duration> retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RATE_LIMIT = Pattern.compile("\\br\\s*=\\s*0\\b.*\\bt\\s*=\\s*(\\d{1,9})");

    static HubException of(HubCall call, int status, HttpHeaders headers, byte[] body) {
        String text = headers.firstValue("X-Error-Message").orElseGet(() -> error(body));
        return new Refusal(
                        call,
                        status,
                        headers.firstValue("X-Error-Code").orElse(""),
                        Failures.brief(text),
                        retryAfter(headers))
                .exception();
    }

    private static String error(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return error.isTextual() ? error.asText() : "";
        } catch (IOException noJson) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "" : Failures.described(text);
        }
    }

    /** From {@code Retry-After}, or the time to the end of the window in {@code RateLimit}. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        String after = headers.firstValue("Retry-After").orElse("").strip();
        if (after.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
        }
        Matcher limit = RATE_LIMIT.matcher(headers.firstValue("RateLimit").orElse(""));
        return limit.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(limit.group(1)))) : Optional.empty();
    }

    private HubException exception() {
        boolean credentials = said.contains("Invalid credentials") || said.contains("Invalid username or password");
        if (code.equals("GatedRepo")) {
            return exception(Reason.GATED, gated());
        }
        if (code.equals("RevisionNotFound")) {
            return exception(Reason.REVISION_NOT_FOUND, noRevision());
        }
        if (code.equals("EntryNotFound") || (status == 404 && !call.file().isEmpty() && code.isEmpty())) {
            return exception(Reason.FILE_NOT_FOUND, noFile());
        }
        if (status == 401 && credentials) {
            return exception(Reason.UNAUTHORIZED, badToken());
        }
        if (code.equals("RepoNotFound")
                || ((status == 401 || status == 404) && call.repo().isPresent())) {
            return exception(Reason.REPO_NOT_FOUND, noRepo());
        }
        return byStatus();
    }

    private HubException byStatus() {
        if (status == 407) {
            return exception(
                    Reason.UNREACHABLE,
                    "The proxy before the hub at " + call.endpoint() + " wants a login, so it cannot be asked to "
                            + call.purpose() + ". Ask who runs the network for a way to it.");
        }
        if (status == 429) {
            return exception(
                    Reason.RATE_LIMITED,
                    call.asked() + " and answered that there were too many requests"
                            + retryAfter
                                    .map(wait -> "; it wants " + Failures.seconds(wait) + " of rest")
                                    .orElse("")
                            + ". Try again later"
                            + (call.withToken() ? "." : "; with a token in HF_TOKEN more are" + " allowed."));
        }
        if (status == 408 || status >= 500) {
            return exception(
                    Reason.SERVER_FAILED,
                    answered() + " Something failed there; try again later. The hub's own state: "
                            + "https://status.huggingface.co");
        }
        return exception(
                status == 401 ? Reason.UNAUTHORIZED : Reason.REFUSED,
                answered() + " Look at " + call.page() + " in a browser"
                        + (call.withToken() ? ", and at what your token may do at " + call.tokenPage() : "") + ".");
    }

    private HubException exception(Reason reason, String message) {
        return new HubException(reason, status, message, retryAfter, Optional.empty());
    }

    private String answered() {
        return call.asked() + " and answered " + status + (said.isEmpty() ? "." : ": " + said + ".");
    }

    private String gated() {
        String begin = "The " + call.subject() + " is gated: its owner wants to be asked first. Ask for access at "
                + call.page();
        return call.withToken()
                ? begin + (said.isEmpty() ? "" : " (the hub says: " + said + ")")
                        + "; if you have it already, your token must be allowed to read gated repositories: see "
                        + call.tokenPage() + "."
                : begin + ", then make a token at " + call.tokenPage() + " and put it into HF_TOKEN, or log in with: hf"
                        + " auth login";
    }

    private String noRepo() {
        String known = "The hub at " + call.endpoint() + " shows no " + call.subject();
        return call.withToken()
                ? known + " to the owner of your token: it does not exist, or it is private and the token may not read"
                        + " it. Check the spelling, and what your token may do at " + call.tokenPage() + "."
                : known
                        + " to those who are not logged in: it does not exist, or it is private. Check the spelling; for"
                        + " a private one make a token at " + call.tokenPage() + " and put it into HF_TOKEN.";
    }

    private String badToken() {
        return "The hub at " + call.endpoint() + " does not accept your token (" + said + "). It has expired, or is"
                + " mistyped: make a new one at " + call.tokenPage() + " and put it into HF_TOKEN, or log in with: hf"
                + " auth login";
    }

    private String noRevision() {
        String revision = call.repo().map(HubRepo::revision).orElse("");
        return "The " + call.subject() + " has no revision " + revision + ". Look at its branches and tags at "
                + call.page() + "/tree/main; the usual one is main.";
    }

    private String noFile() {
        return "The " + call.subject() + " has no file " + call.file() + " at revision "
                + call.repo().map(HubRepo::revision).orElse("") + ". Look at its files at " + call.page()
                + "/tree/main.";
    }
}
