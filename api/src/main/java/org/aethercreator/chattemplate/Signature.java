package org.aethercreator.chattemplate;

import java.util.List;

/**
 * The parameters of a macro or call block, and whether its body asks for what goes beyond them.
 *
 * @param defaults of the last parameters
 */
record Signature(
        List<String> parameters,
        List<Expression> defaults,
        boolean takesCaller,
        boolean takesNamed,
        boolean takesPositional) {}
