package org.aethercreator.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which a hub names a content: SHA-256 for large files, git's for small ones. */
final class ContentHash {
    private final MessageDigest digest;

    private ContentHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** To be fed with the content of {@code file}. */
    static ContentHash of(HubFile file) {
        if (file.sha256().isPresent()) {
            return new ContentHash(digest("SHA-256"));
        }
        MessageDigest git = digest("SHA-1");
        git.update(("blob " + file.sizeBytes() + "\0").getBytes(StandardCharsets.US_ASCII));
        return new ContentHash(git);
    }

    void update(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /** The hash of all that it was fed with. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
