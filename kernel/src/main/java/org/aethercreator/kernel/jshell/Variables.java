package org.aethercreator.kernel.jshell;

import java.lang.reflect.Field;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.aethercreator.kernel.magic.MagicException;
import org.jspecify.annotations.Nullable;

/** The variables of the notebook, by name. Their values are static fields of the classes that JShell makes. */
final class Variables {
    private final JavaShell shell;

    Variables(JavaShell shell) {
        this.shell = shell;
    }

    /** Empty if there is none of that name, or its value is {@code null}. */
    Optional<Object> value(String name) {
        return shell.variable(name).map(Variables::get);
    }

    private static @Nullable Object get(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("Fields of JShell's classes are accessible.", e);
        }
    }

    /** The type with which the variable was declared. */
    Optional<String> type(String name) {
        return shell.with((jshell, analysis) -> jshell.variables()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .map(VarSnippet::typeName));
    }

    /**
     * Declares a variable and gives it its value.
     *
     * @throws MagicException if the name is no identifier, the type is not known, or the value is not of it
     */
    void declare(String type, String name, @Nullable Object value, CellOrigin origin) {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw new MagicException("\"" + name + "\" can't be the name of a variable: a Java identifier is needed.");
        }
        JavaShell.Evaluated evaluated = shell.evaluate(type + " " + name + ";", origin, CellControl.HERE);
        Optional<Field> field = shell.variable(name);
        if (evaluated.own().status() != Snippet.Status.VALID || field.isEmpty()) {
            throw new MagicException(
                    "The variable " + name + " can't be declared: cells know no type \"" + type + "\".");
        }
        try {
            field.get().set(null, value);
        } catch (IllegalArgumentException | NullPointerException e) {
            String given = value == null ? "no value" : "a " + value.getClass().getName();
            throw new MagicException(
                    "The variable " + name + " has the type " + type + ", but the value is " + given + ".", e);
        } catch (IllegalAccessException e) {
            throw new AssertionError("Fields of JShell's classes are accessible.", e);
        }
    }
}
