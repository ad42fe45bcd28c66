package dev.skydeck.messages.sweep;

import dev.skydeck.messages.model.FlagValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in which a flag's name in braces behind a dollar stands for its value; behind two dollars it stands for itself, with
 * one of them. A flag's text may be made of other flags; a text that is nothing but one reference is that flag's value, number
 * or not.
 */
final class Templates {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");
    private static final int MOST_CHARACTERS = 4_096;

    private final Map<String, FlagValue> written;
    private final Set<String> exact;
    private final Map<String, FlagValue> made = new LinkedHashMap<>();
    private final Set<String> beingMade = new LinkedHashSet<>();

    /**
     * @param written the flags as they are written
     * @param exact those of them whose values are no templates
     */
    Templates(Map<String, FlagValue> written, Set<String> exact) {
        this.written = written;
        this.exact = exact;
    }

    /** @throws TemplateProblem if it names a flag that is not there, or one that is made of itself, or comes out too long */
    String text(String template) {
        Matcher matcher = REFERENCE.matcher(template);
        StringBuilder text = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            text.append(template, done, matcher.start());
            done = matcher.end();
            text.append(matcher.group(1) == null ? "${" : flag(matcher.group(1)).commandText());
            if (text.length() > MOST_CHARACTERS) {
                throw new TemplateProblem("A text with values in it has at most 4,096 characters.");
            }
        }
        return done == 0
                ? template
                : text.append(template, done, template.length()).toString();
    }

    /** The value of a flag. Throws as {@link #text} does. */
    FlagValue flag(String name) {
        FlagValue value = written.get(name);
        if (value == null) {
            throw new TemplateProblem("${" + name + "} names no flag; there are " + String.join(", ", written.keySet())
                    + ". $${ stands for ${ itself.");
        }
        if (!(value instanceof FlagValue.Text template) || exact.contains(name)) {
            return value;
        }
        FlagValue known = made.get(name);
        if (known != null) {
            return known;
        }
        if (!beingMade.add(name)) {
            throw new TemplateProblem("The flag " + name + " is made of itself: " + String.join(", of ", beingMade)
                    + ", of " + name + ".");
        }
        FlagValue result = value(template);
        beingMade.remove(name);
        made.put(name, result);
        return result;
    }

    private FlagValue value(FlagValue.Text template) {
        Matcher matcher = REFERENCE.matcher(template.value());
        if (matcher.matches() && matcher.group(1) != null) {
            return flag(matcher.group(1));
        }
        return new FlagValue.Text(text(template.value()));
    }
}
