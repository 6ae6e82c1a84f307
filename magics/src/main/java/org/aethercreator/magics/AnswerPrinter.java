package org.aethercreator.magics;

import java.util.function.Consumer;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.ollama.OllamaAnswer;

/** Prints an answer as it comes, what the model thinks first set apart from what it says. */
final class AnswerPrinter implements Consumer<OllamaAnswer.Part> {
    private final CellOutput output;
    private boolean thinking;

    AnswerPrinter(CellOutput output) {
        this.output = output;
    }

    @Override
    public void accept(OllamaAnswer.Part part) {
        if (!part.thinking().isEmpty()) {
            output.print((thinking ? "" : "[thinking] ") + part.thinking());
            thinking = true;
        }
        if (!part.text().isEmpty()) {
            output.print((thinking ? System.lineSeparator() + System.lineSeparator() : "") + part.text());
            thinking = false;
        }
    }
}
