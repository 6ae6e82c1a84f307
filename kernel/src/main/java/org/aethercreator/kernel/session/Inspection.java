package org.aethercreator.kernel.session;

import org.aethercreator.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/** What is known of a name: documentation to show, or {@code null} if nothing was found. */
public record Inspection(@Nullable MimeBundle documentation) {}
