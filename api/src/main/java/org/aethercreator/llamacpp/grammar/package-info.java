/**
 * Grammars that a generated text must follow, in llama.cpp's notation GBNF, and made from a JSON schema. Start at
 * {@link org.aethercreator.llamacpp.grammar.Grammar}. It does not know of tokens or of a model.
 *
 * <p>Why our own converter: llama.cpp's ignores what it does not support, so that a text may follow the grammar and
 * still not be valid; this one names it. A schema's grammar may admit less than the schema, never more.
 */
@NullMarked
package org.aethercreator.llamacpp.grammar;

import org.jspecify.annotations.NullMarked;
