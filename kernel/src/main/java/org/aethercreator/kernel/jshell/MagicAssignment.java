package org.aethercreator.kernel.jshell;

import java.lang.reflect.Modifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.kernel.magic.MagicException;
import org.jspecify.annotations.Nullable;

/** {@code List<String> jars = %magic}: puts a magic's value into a variable. */
final class MagicAssignment {
    private static final Pattern TARGET = Pattern.compile("(?:final\\s+)?(.*?)\\s*([\\w$]+)", Pattern.DOTALL);

    private final JavaKernel kernel;

    MagicAssignment(JavaKernel kernel) {
        this.kernel = kernel;
    }

    void assign(String target, @Nullable Object value, CellOrigin origin) {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches()) {
            throw new MagicException("\"" + target + "\" is no variable that a magic's value can be assigned to.");
        }
        String name = matcher.group(2);
        String type = matcher.group(1);
        if (type.equals("var")) {
            type = nameOf(value);
        } else if (type.isEmpty()) {
            type = kernel.variables()
                    .type(name)
                    .orElseThrow(() -> new MagicException(
                            "There is no variable " + name + " yet. Give its type, or var: var " + name + " = %..."));
        }
        kernel.variables().declare(type, name, value, origin);
    }

    /** The nearest type that cells can name. */
    private static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "Object";
        }
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (isNameable(type)) {
                return type.getCanonicalName();
            }
            for (Class<?> face : type.getInterfaces()) {
                if (isNameable(face) && face.getMethods().length > 0) {
                    return face.getCanonicalName();
                }
            }
        }
        return "Object";
    }

    private static boolean isNameable(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return false;
            }
        }
        return type.getCanonicalName() != null && !JShellNames.isWrapped(type.getName());
    }
}
