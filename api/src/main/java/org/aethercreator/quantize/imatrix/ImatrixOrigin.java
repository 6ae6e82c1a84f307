package org.aethercreator.quantize.imatrix;

/**
 * What an importance matrix was collected from, so that collecting goes on only with the same. Kept in GGUF files under
 * keys of our own, which llama.cpp passes over.
 *
 * @param model fingerprint of the model's files: their sizes and samples of their bytes
 * @param text SHA-256 of the calibration text
 * @param settings what else changes the numbers, such as the chunk size
 */
public record ImatrixOrigin(String model, String text, String settings) {}
