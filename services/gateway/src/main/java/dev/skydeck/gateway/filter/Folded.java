package dev.skydeck.gateway.filter;

import java.text.Normalizer;
import java.util.Locale;

/** Texts made equal that people hold for equal: case and the ways to compose a letter do not count. */
final class Folded {
    private Folded() {}

    static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        // Up and down again: ß and SS, final and other sigmas.
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    }
}
