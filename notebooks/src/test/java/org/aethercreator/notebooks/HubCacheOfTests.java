package org.aethercreator.notebooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.aethercreator.convert.export.ExportRequest;
import org.aethercreator.convert.export.HuggingFaceExporter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.aethercreator.safetensors.SafetensorsType;

/**
 * A cache of the hub's Python client that holds the one model of the notebooks, as no hub can be reached from a test:
 * the folder is made from the sample model's GGUF file, and laid out as that client does.
 */
final class HubCacheOfTests {
    private static final String COMMIT = "12fd25f77366fa6b3b4b768ec3050bf629380bac";

    private HubCacheOfTests() {}

    /** What {@code HF_HOME} is to be; made where it is not there yet. */
    static Path prepare(Path home) throws IOException, InterruptedException {
        Path repo = home.resolve("hub/models--HuggingFaceTB--SmolLM2-135M-Instruct");
        Path snapshot = repo.resolve("snapshots").resolve(COMMIT);
        if (!Files.exists(repo.resolve("refs/main"))) {
            Path gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
            Path made = home.resolve("made");
            ExportRequest request =
                    ExportRequest.to(made).withType(SafetensorsType.BF16).withOverwrite(true);
            HuggingFaceExporter.of(gguf).export(request, Progress.none());
            link(made, Files.createDirectories(repo.resolve("blobs")), snapshot);
            Files.writeString(Files.createDirectories(repo.resolve("refs")).resolve("main"), COMMIT);
        }
        return home;
    }

    /** Each file is kept under the hash of its content: by SHA-256 the large one, the others as git does. */
    private static void link(Path made, Path blobs, Path snapshot) throws IOException {
        Files.createDirectories(snapshot);
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                String hash = file.toString().endsWith(".safetensors") ? sha256(content) : gitHash(content);
                Files.move(file, blobs.resolve(hash));
                Files.createSymbolicLink(
                        snapshot.resolve(file.getFileName()),
                        Path.of("../../blobs").resolve(hash));
            }
        }
    }

    private static String sha256(byte[] content) {
        return hash("SHA-256", new byte[0], content);
    }

    private static String gitHash(byte[] content) {
        return hash("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII), content);
    }

    private static String hash(String algorithm, byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(first);
            return HexFormat.of().formatHex(digest.digest(second));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
