package org.aethercreator.notebooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user sees of a notebook in JupyterLab, as {@code look_at_notebook.py} finds it in a real browser.
 *
 * @param charts SVG pictures
 * @param errors what cells wrote to standard error
 * @param kernel the name of the running kernel
 * @param copied what each copy button puts on the clipboard
 * @param complaints error messages on the browser's console
 * @param barriers where outputs break the Web Content Accessibility Guidelines (2.2, A and AA) in the light or the dark
 *     theme
 */
record LabPage(
        List<SeenTable> tables,
        List<Size> charts,
        List<String> errors,
        String kernel,
        List<String> copied,
        List<String> complaints,
        List<String> barriers) {
    /** Size on the page, in pixels. */
    record Size(double width, double height) {}

    record SeenTable(double width, double height, List<String> columns, int rows) {}

    /** Opens {@code notebook}; a picture of all of it is kept in {@code picture}. */
    static LabPage of(Path notebook, Path picture) throws IOException, InterruptedException {
        Path report = Path.of(picture.toString().replace(".png", ".json"));
        Path script = TestJupyter.FOLDERS.notebooks().resolve("src/test/python/look_at_notebook.py");
        String browser = browser(System.getenv("PATH")).toString();
        Files.createDirectories(picture.getParent());
        TestJupyter.environment()
                .python(
                        Path.of(""),
                        script.toString(),
                        notebook.toString(),
                        picture.toString(),
                        report.toString(),
                        "--browser",
                        browser)
                .require(System.out);
        return new ObjectMapper().readValue(report.toFile(), LabPage.class);
    }

    /** Chromium in one of the folders of {@code searchPath}. */
    static Path browser(String searchPath) {
        return Arrays.stream(searchPath.split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("The notebooks are looked at in Chromium, which is not on the search"
                                + " path: install the package chromium (Debian, Ubuntu, Fedora: chromium; Homebrew:"
                                + " --cask chromium), or run .ci/run, which does."));
    }
}
