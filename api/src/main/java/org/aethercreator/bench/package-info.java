/**
 * Measures models and keeps the figures: speed, memory, perplexity. Start at {@link org.aethercreator.bench.Benchmark}.
 * It does not know how results are shown.
 *
 * <p>Why one target after the other, each in a process of its own: peak memory is a figure of a whole process, and two
 * large models need not fit into memory together.
 */
@NullMarked
package org.aethercreator.bench;

import org.jspecify.annotations.NullMarked;
