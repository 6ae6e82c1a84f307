package org.aethercreator.hub;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of a repository at a commit.
 *
 * @param path within the repository, with {@code /} between its parts; safe on every system: it has no {@code ..}, and
 *     begins with no root, drive or server
 * @param gitHash SHA-1 that git gives the file, or its pointer if it is a large one; zeros if it is not known
 * @param sha256 of a large file's content (Git LFS)
 * @param xetHash of a large file's content in Hugging Face's chunk store, kept for {@code huggingface_hub}
 */
public record HubFile(String path, long sizeBytes, String gitHash, Optional<String> sha256, Optional<String> xetHash) {
    static final String UNKNOWN_GIT_HASH = "0".repeat(40);

    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\\\]");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final int SHOWN_DIGITS = 10;
    private static final int MAXIMUM_PART_BYTES = 255;
    private static final int MAXIMUM_PATH_BYTES = 2000;

    public HubFile {
        checkPath(path);
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("size of " + path + " must not be negative, but is " + sizeBytes);
        }
        if (!SHA1.matcher(gitHash).matches()) {
            throw new IllegalArgumentException(
                    "git hash of " + path + " must be 40 hexadecimal digits, not \"" + gitHash + "\"");
        }
        if (sha256.filter(hash -> !SHA256.matcher(hash).matches()).isPresent()) {
            throw new IllegalArgumentException(
                    "SHA-256 of " + path + " must be 64 hexadecimal digits, not \"" + sha256.get() + "\"");
        }
        // A chunk hash of another form is one that nobody understands yet.
        xetHash = xetHash.filter(hash -> SHA256.matcher(hash).matches());
    }

    /** The beginning of what is known of the content; empty if nothing is. */
    public String shortHash() {
        if (sha256.isPresent()) {
            return "SHA-256 " + sha256.get().substring(0, SHOWN_DIGITS);
        }
        return gitHash.equals(UNKNOWN_GIT_HASH) ? "" : "git " + gitHash.substring(0, SHOWN_DIGITS);
    }

    /** What the hub calls the content: the name of the file under {@code blobs}. */
    String etag() {
        return sha256.orElse(gitHash);
    }

    private static void checkPath(String path) {
        if (path.isEmpty() || UNSAFE.matcher(path).find() || tooLong(path, MAXIMUM_PATH_BYTES)) {
            throw unsafe(path);
        }
        for (String part : path.split("/", -1)) {
            boolean special = part.isEmpty() || part.equals(".") || part.equals("..");
            if (special || DRIVE.matcher(part).matches() || tooLong(part, MAXIMUM_PART_BYTES)) {
                throw unsafe(path);
            }
        }
    }

    private static boolean tooLong(String text, int maximumBytes) {
        return text.getBytes(StandardCharsets.UTF_8).length > maximumBytes;
    }

    private static IllegalArgumentException unsafe(String path) {
        String shown = path.length() <= 100 ? path : path.substring(0, 99) + "…";
        return new IllegalArgumentException("\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" is no safe file name: it"
                + " must lead to a place below the repository's folder, without '..', '\\', a drive or control"
                + " characters, and each part may have " + MAXIMUM_PART_BYTES + " bytes");
    }
}
