package org.aethercreator.kernel.session;

/**
 * Converts cursors: the protocol counts code points, Java counts UTF-16 units. Both are cut to the length of the code.
 */
final class CodePoints {
    private CodePoints() {}

    static int toUtf16(String code, int codePoints) {
        int length = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, length)));
    }

    static int fromUtf16(String code, int units) {
        return code.codePointCount(0, Math.max(0, Math.min(units, code.length())));
    }
}
