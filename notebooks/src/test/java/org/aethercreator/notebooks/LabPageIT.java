package org.aethercreator.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabPageIT {
    @Test
    void barriersForReadersAreFound(@TempDir Path folder) throws Exception {
        Path source = TestJupyter.write(
                folder.resolve("faint.ipynb"),
                "import org.aethercreator.kernel.display.MimeBundle;",
                "MimeBundle.html(\"<p style='color:#777;background:#888'>faint</p>\", \"faint\")");
        Path executed = folder.resolve("executed/faint.ipynb");
        new NotebookRunner(TestJupyter.environment(), TestJupyter.FOLDERS, System.out).run(source, executed, List.of());

        LabPage page = LabPage.of(executed, folder.resolve("faint.png"));

        assertThat(page.barriers()).hasSize(2).anySatisfy(barrier -> assertThat(barrier)
                .startsWith("JupyterLab Dark: color-contrast: <p style=\"color:#777;background:#888\">"));
    }

    @Test
    void aModelfileAndErrorsCanBeReadByEverybody(@TempDir Path folder) throws Exception {
        Path source = TestJupyter.write(
                folder.resolve("modelfile.ipynb"),
                """
                %%modelfile coder --preset coding-focus --hardware ryzen9-rtx-32gb
                # a comment
                FROM llama3.2
                PARAMETER num_ctk 8192
                PARAMETER stop "<|im_end|>"
                MESSAGE user Hello
                SYSTEM \"\"\"You are terse.
                Be kind.\"\"\"
                TEMPLATE {{ .Prompt }}
                """,
                "%%modelfile wrong\nFROM x\nTEMPERATURE 1\n",
                "int x = \"compiled?\";",
                "List.of().get(0);");
        Path executed = folder.resolve("executed/modelfile.ipynb");
        new NotebookRunner(TestJupyter.environment(), TestJupyter.FOLDERS, System.out)
                .run(source, executed, List.of("--keep-going"));
        LabPage page = LabPage.of(executed, folder.resolve("modelfile.png"));

        assertThat(page.barriers()).isEmpty();
        assertThat(page.complaints()).isEmpty();
        assertThat(page.copied())
                .satisfiesExactly(
                        coder -> assertThat(coder)
                                .startsWith("# a comment\nFROM llama3.2\nPARAMETER num_ctk 8192\n")
                                .contains("SYSTEM \"\"\"You are terse.\nBe kind.\"\"\"\n", "PARAMETER temperature "),
                        wrong -> assertThat(wrong).isEqualTo("FROM x\nTEMPERATURE 1\n"));
    }

    @Test
    void tablesAndChartsOfCellsAreVisibleInJupyterLab(@TempDir Path folder) throws Exception {
        Path source = TestJupyter.write(
                folder.resolve("shown.ipynb"),
                "import org.aethercreator.kernel.display.MimeBundle;",
                "MimeBundle.html(\"<table><thead><tr><th>a<th>b</thead><tbody><tr><td>1<td>2</tbody></table>\", \"a b\")",
                """
                String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'>"
                        + "<circle cx='99' cy='99' r='90'/></svg>";
                MimeBundle.text("a circle").with(MimeBundle.SVG, svg)""",
                "System.err.println(\"mind the gap\");");
        Path executed = folder.resolve("executed/shown.ipynb");
        new NotebookRunner(TestJupyter.environment(), TestJupyter.FOLDERS, System.out).run(source, executed, List.of());

        LabPage page = LabPage.of(executed, folder.resolve("shown.png"));

        assertThat(page.tables()).hasSize(1);
        assertThat(page.tables().get(0).columns()).containsExactly("a", "b");
        assertThat(page.tables().get(0).rows()).isEqualTo(1);
        assertThat(page.tables().get(0).width()).isPositive();
        assertThat(page.charts()).containsExactly(new LabPage.Size(300, 200));
        assertThat(page.errors()).containsExactly("mind the gap");
        assertThat(page.kernel()).startsWith("AetherCreator");
        assertThat(page.complaints()).isEmpty();
    }
}
