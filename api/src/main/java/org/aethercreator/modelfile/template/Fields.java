package org.aethercreator.modelfile.template;

import java.util.List;
import org.aethercreator.modelfile.template.GoType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a name after a dot means: a method, a field of a struct or a key of a map.
 *
 * @param missingIsZero whether a key that a map lacks has the zero value of its elements
 */
record Fields(Evaluation evaluation, boolean missingIsZero) {
    /** @param given arguments, of which only methods take any */
    GoValue value(GoValue holder, String name, int given) {
        if (!holder.isValid()) {
            return GoValue.INVALID;
        }
        GoType type = holder.type();
        GoValue receiver = holder.indirect();
        if (receiver.kind() == Kind.INTERFACE) {
            throw error("nil pointer evaluating " + type + "." + name);
        }
        GoValue pointer = pointerTo(receiver, holder);
        GoType.Method method = pointer.type().method(name);
        if (method == null) {
            method = receiver.type().method(name);
            pointer = receiver;
        }
        if (method != null) {
            return called(method, pointer, name, given);
        }
        if (receiver.kind() == Kind.STRUCT) {
            GoValue member = member(receiver, name, type, given > 0);
            if (member != null) {
                return member;
            }
        } else if (receiver.kind() == Kind.MAP) {
            if (given > 0) {
                throw error(name + " is not a method but has arguments");
            }
            GoValue element = receiver.map().get(name);
            GoValue missing = missingIsZero ? receiver.type().element().zero() : GoValue.INVALID;
            return element == null ? missing : element;
        } else if (receiver.kind() == Kind.POINTER && hasMember(receiver.type().element(), name)) {
            throw error("nil pointer evaluating " + type + "." + name);
        }
        throw error("can't evaluate field " + name + " in type " + type);
    }

    /** The pointer by which a value was reached, for pointers have methods of their own. */
    private static GoValue pointerTo(GoValue receiver, GoValue holder) {
        GoValue pointer = receiver;
        for (GoValue value = holder; value.type() != receiver.type(); value = value.target()) {
            pointer = value.kind() == Kind.POINTER ? value : pointer;
        }
        return pointer;
    }

    private static boolean hasMember(GoType struct, String name) {
        return struct.members().stream().anyMatch(member -> member.name().equals(name));
    }

    private @Nullable GoValue member(GoValue struct, String name, GoType type, boolean hasArguments) {
        List<GoType.Member> members = struct.type().members();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().equals(name)) {
                if (!members.get(i).isExported()) {
                    throw error(name + " is an unexported field of struct type " + type);
                }
                if (hasArguments) {
                    throw error(name + " has arguments but cannot be invoked as function");
                }
                return struct.fields().get(i);
            }
        }
        return null;
    }

    private GoValue called(GoType.Method method, GoValue receiver, String name, int given) {
        if (given != method.parameters()) {
            throw error("wrong number of args for " + name + ": want " + method.parameters() + " got " + given);
        }
        if (method.flaw() != null) {
            throw error(method.flaw());
        }
        if (method.flawOnNil() != null && receiver.isNil()) {
            throw error("error calling " + name + ": " + method.flawOnNil());
        }
        return method.body().apply(receiver);
    }

    private GoTemplateException error(String message) {
        return evaluation.error(message);
    }
}
