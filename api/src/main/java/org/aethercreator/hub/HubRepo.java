package org.aethercreator.hub;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository of a hub at a revision: {@code ORG/NAME}, or {@code NAME} alone for the oldest ones.
 *
 * @param id what the hub calls it; checked as {@code huggingface_hub} does, so that it is safe as part of a path
 * @param revision a branch, a tag, or a commit of 40 hexadecimal digits
 */
public record HubRepo(Kind kind, String id, String revision) {
    /** The branch that is meant where none is named. */
    public static final String MAIN = "main";

    private static final int MAXIMUM_REVISION_CHARACTERS = 250;
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?";
    private static final Pattern ID = Pattern.compile("(?:" + PART + "/)?" + PART);
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*(?:/[A-Za-z0-9_.+-]+)*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** What a repository holds. */
    public enum Kind {
        MODEL("models", ""),
        DATASET("datasets", "datasets/");

        private final String plural;
        private final String addressPrefix;

        Kind(String plural, String addressPrefix) {
            this.plural = plural;
            this.addressPrefix = addressPrefix;
        }

        /** As in the addresses of the hub's API, and in names of folders. */
        String plural() {
            return plural;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public HubRepo {
        if (!ID.matcher(id).matches() || id.contains("--") || id.contains("..") || id.endsWith(".git")) {
            throw new IllegalArgumentException("\"" + shown(id) + "\" is no id of a hub's repository; it is ORG/NAME"
                    + " of letters, digits, '-', '_' and '.', such as HuggingFaceTB/SmolLM2-135M-Instruct");
        }
        if (!isRevision(revision)) {
            throw new IllegalArgumentException("\"" + shown(revision) + "\" is no revision; give a branch or a tag,"
                    + " such as main or v1.0, or a commit of 40 hexadecimal digits");
        }
    }

    /** The model {@code ORG/NAME}, or {@code ORG/NAME@REVISION}. */
    public static HubRepo model(String text) {
        return of(Kind.MODEL, text);
    }

    /** The dataset {@code ORG/NAME}, or {@code ORG/NAME@REVISION}. */
    public static HubRepo dataset(String text) {
        return of(Kind.DATASET, text);
    }

    static HubRepo of(Kind kind, String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new HubRepo(kind, text, MAIN)
                : new HubRepo(kind, text.substring(0, at), text.substring(at + 1));
    }

    public HubRepo withRevision(String newRevision) {
        return new HubRepo(kind, id, newRevision);
    }

    /** Whether the revision is a commit, which never changes. */
    boolean atCommit() {
        return isCommit(revision);
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    private static boolean isRevision(String text) {
        return text.length() <= MAXIMUM_REVISION_CHARACTERS
                && REVISION.matcher(text).matches()
                && !text.contains("..")
                && !text.contains("/.")
                && !text.endsWith(".lock");
    }

    /** Its path on the hub's pages, such as {@code datasets/ORG/NAME}. */
    String pagePath() {
        return kind.addressPrefix + id;
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 99) + "…";
    }

    /** As {@link #model} and {@link #dataset} read it. */
    @Override
    public String toString() {
        return revision.equals(MAIN) ? id : id + "@" + revision;
    }
}
