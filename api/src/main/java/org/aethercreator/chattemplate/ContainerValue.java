package org.aethercreator.chattemplate;

/** A value that holds others; {@link Limits#checkContainer} keeps it shallow and light enough to walk through. */
sealed interface ContainerValue extends Value permits DictValue, SequenceValue {}
