/**
 * How a long operation tells how far it is. Start at {@link org.aethercreator.progress.Progress}: operations take one,
 * views implement it. It does not know how progress is shown; cancelling is by interrupting the calling thread, not
 * through here.
 */
@NullMarked
package org.aethercreator.progress;

import org.jspecify.annotations.NullMarked;
