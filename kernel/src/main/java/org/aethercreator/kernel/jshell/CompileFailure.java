package org.aethercreator.kernel.jshell;

import java.util.List;

/** A cell that the compiler does not accept. */
final class CompileFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    CompileFailure(List<Problem> problems) {
        super(
                problems.isEmpty()
                        ? "The code can't be compiled."
                        : problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * One error.
     *
     * @param message of the compiler; may have several lines
     * @param start in the text of the cell
     * @param end in the text of the cell, exclusive
     * @param hint what to do about it; may be empty
     */
    record Problem(String message, CellOrigin origin, int start, int end, String hint) {}
}
