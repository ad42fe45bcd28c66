package dev.skydeck.sandbox.s3;

/** Writes the flat documents that S3 answers with. */
final class Xml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final String root;

    Xml(String root) {
        this.root = root;
        text.append('<').append(root).append('>');
    }

    Xml(String root, String namespace) {
        this.root = root;
        text.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
    }

    Xml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    Xml text(String name, Object value) {
        open(name);
        escape(value.toString());
        return close(name);
    }

    String end() {
        return close(root).text.toString();
    }

    private void escape(String value) {
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\r' -> text.append("&#13;");
                // No XML 1.0 document can hold the other control characters; encoding-type=url can.
                default -> text.appendCodePoint(c >= ' ' || c == '\t' || c == '\n' ? c : 0xFFFD);
            }
        });
    }
}
