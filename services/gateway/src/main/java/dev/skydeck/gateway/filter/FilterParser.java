package dev.skydeck.gateway.filter;

import java.util.ArrayList;
import java.util.List;

/** Reads a filter from left to right; what a clause means is {@link Meaning}'s. */
final class FilterParser {
    /** A line of a request has 4 KiB; no person writes more. */
    static final int MAX_LENGTH = 4_096;

    private final String text;
    private int at;

    FilterParser(String text) {
        this.text = text;
    }

    /** @throws FilterProblem if the text is not in the language */
    List<Clause> clauses() {
        if (text.length() > MAX_LENGTH) {
            throw problem(MAX_LENGTH, "A filter has at most 4,096 characters.");
        }
        List<Clause> clauses = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            clauses.add(clause());
            skipBlanks();
        }
        return clauses;
    }

    private Clause clause() {
        boolean negated = take("-");
        int start = at;
        if (isAtEnd()) {
            throw problem(at, "After - stands what is left out, such as -tag:old; to look for - itself write \"-\".");
        }
        if (text.charAt(at) == '"') {
            Clause word = new Clause(negated, new Criterion.Word(quoted()));
            mustEnd();
            return word;
        }
        String name = name();
        for (Operator operator : Operator.values()) {
            if (!name.isEmpty() && take(operator.sign())) {
                int valuesAt = at;
                List<Value> values = values(name, operator);
                Criterion criterion = Meaning.of(name, operator, values, position(start), position(valuesAt));
                return new Clause(negated != (operator == Operator.NOT_EQUAL), criterion);
            }
        }
        at = start;
        return new Clause(negated, new Criterion.Word(bare(false)));
    }

    /** A name as fields and flags have it; empty when none begins here. */
    private String name() {
        int start = at;
        while (at < text.length() && isOfName(text.codePointAt(at), at == start)) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    private static boolean isOfName(int c, boolean first) {
        return Character.isLetter(c) || c == '_' || (!first && (c == '.' || c == '-' || isDigit(c)));
    }

    private static boolean isDigit(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private List<Value> values(String name, Operator operator) {
        List<Value> values = new ArrayList<>();
        do {
            if (isAtEnd() || text.charAt(at) == ',') {
                String before = name + operator.sign() + (values.isEmpty() ? "" : "…,");
                throw problem(at, "A value is missing after " + before + "; an empty one is written \"\".");
            }
            values.add(text.charAt(at) == '"' ? new Value(quoted(), true) : new Value(bare(true), false));
        } while (take(","));
        mustEnd();
        return values;
    }

    /** Up to the next blank, and to the next comma within a list of values. */
    private String bare(boolean inList) {
        int start = at;
        while (!isAtEnd() && !(inList && text.charAt(at) == ',')) {
            if (text.charAt(at) == '"') {
                throw problem(at, "A quote stands at the beginning of a value only; within quotes it is written \\\".");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                if (!take("\"") && !take("\\")) {
                    throw problem(at - 1, "Within quotes \\ is written \\\\ and \" is written \\\".");
                }
                c = text.charAt(at - 1);
            }
            value.append(c);
        }
        throw problem(opened, "The quote that begins here has no end.");
    }

    private void mustEnd() {
        if (!isAtEnd()) {
            throw problem(at, "After a quote that ends stands a blank, or a comma and another value.");
        }
    }

    private boolean isAtEnd() {
        return at >= text.length() || isBlank(text.charAt(at));
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private boolean take(String sign) {
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private int position(int index) {
        return text.codePointCount(0, index) + 1;
    }

    private FilterProblem problem(int index, String sentence) {
        return new FilterProblem(position(index), sentence);
    }
}
