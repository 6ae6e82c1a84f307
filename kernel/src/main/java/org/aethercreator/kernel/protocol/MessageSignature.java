package org.aethercreator.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages with the key of the connection file, so that other users of the machine cannot run code here. An empty
 * key means no signing. Safe for use by several threads.
 */
final class MessageSignature {
    private static final String SCHEME = "hmac-";

    private final String algorithm;
    private final byte[] key;

    /**
     * @param scheme such as {@code hmac-sha256}
     * @throws IllegalArgumentException if this Java cannot sign so
     */
    MessageSignature(String scheme, String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.algorithm = "Hmac" + scheme.replaceFirst("^" + SCHEME, "").toUpperCase(Locale.ROOT);
        if (!scheme.startsWith(SCHEME)) {
            throw unknown(scheme, null);
        }
        if (isOn()) {
            try {
                mac();
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw unknown(scheme, e);
            }
        }
    }

    private static IllegalArgumentException unknown(String scheme, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException(
                "The signature_scheme is \"" + scheme + "\", which this Java cannot compute; \"hmac-sha256\" works.",
                cause);
    }

    /** Whether messages are signed at all. */
    boolean isOn() {
        return key.length > 0;
    }

    /** The signature in hexadecimal ASCII digits; empty without a key. */
    byte[] sign(List<byte[]> parts) {
        if (!isOn()) {
            return new byte[0];
        }
        try {
            Mac mac = mac();
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Worked in the constructor", e);
        }
    }

    /** Compares in constant time: how long it takes tells nothing of the right signature. */
    boolean matches(byte[] signature, List<byte[]> parts) {
        return MessageDigest.isEqual(sign(parts), signature);
    }

    private Mac mac() throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac;
    }
}
