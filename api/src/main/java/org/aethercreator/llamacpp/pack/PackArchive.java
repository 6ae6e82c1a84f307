package org.aethercreator.llamacpp.pack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The tarball of a package of prebuilt libraries. Of what it holds we take the libraries, the licence and the note on
 * how they were built, all into one folder.
 *
 * @param mostBytes what its files may have together
 */
record PackArchive(Path file, long mostBytes) {
    /** Room for a build that holds code for every NVIDIA GPU. */
    private static final long LARGEST_PACK_BYTES = 1L << 30;

    private static final Pattern WANTED = Pattern.compile(
            "package/(LICENSE|bins/[^/]+/(_nlcBuildMetadata\\.json|[A-Za-z0-9._-]+\\.(so|dylib|dll|metal)))");

    PackArchive(Path file) {
        this(file, LARGEST_PACK_BYTES);
    }

    /** The hash of the whole file, as npm writes it. */
    String integrity() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-512; use another build of Java", e);
        }
    }

    /**
     * Unpacks into an existing folder.
     *
     * @throws IOException if the archive is damaged, too large, or has an entry that no sound package has
     */
    void unpack(Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
            long leftBytes = mostBytes;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry);
                if (WANTED.matcher(entry.getName()).matches()) {
                    leftBytes -= copy(tar, folder.resolve(fileName(entry)), leftBytes);
                }
            }
        } catch (IOException | IllegalArgumentException e) { // the latter for nonsense in a header
            throw new IOException(file + " is no sound package: " + e.getMessage() + "; get it again", e);
        }
    }

    private static void check(TarArchiveEntry entry) throws IOException {
        boolean plain = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isSparse();
        if (!plain && !entry.isDirectory()) {
            throw new IOException("its entry \"" + entry.getName() + "\" is neither a file nor a folder");
        }
        Path inside = Path.of("/unpacked");
        if (!inside.resolve(entry.getName()).normalize().startsWith(inside)) {
            throw new IOException("its entry \"" + entry.getName() + "\" would lie outside of the folder");
        }
    }

    private long copy(InputStream in, Path target, long leftBytes) throws IOException {
        long copied = 0;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                copied += n;
                if (copied > leftBytes) {
                    throw new IOException("its files have more than " + mostBytes + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
        return copied;
    }

    private static String fileName(TarArchiveEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }
}
