package org.aethercreator.safetensors;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file's header says, checked.
 *
 * @param tensors in the order of their data
 */
record Header(Path path, Map<String, String> metadata, List<SafetensorsTensor> tensors, long fileBytes) {}
