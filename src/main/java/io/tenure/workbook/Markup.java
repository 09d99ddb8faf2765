package io.tenure.workbook;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Finds tags in the text of well-formed XML, so that parts of it are replaced and all else stays as it is, character
/// by character, which no XML writer does.
///
/// @param charset the part's encoding
/// @param text all of the part
record Markup(Charset charset, String text) {
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=/<>]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern REFERENCE = Pattern.compile(
            "&(?:#x([0-9A-Fa-f]{1,6})|#(\\d{1,7})|(lt|gt|amp|quot|apos));|<!\\[CDATA\\[(.*?)]]>|<!--.*?-->",
            Pattern.DOTALL);

    enum Kind {
        START,
        END,
        EMPTY
    }

    /// A tag.
    ///
    /// @param prefix of its name, with the colon; empty without one
    /// @param name local name
    /// @param start index of its first character; `end` is the one after its last
    record Tag(Kind kind, String prefix, String name, int start, int end) {
        boolean opens(String element) {
            return kind != Kind.END && name.equals(element);
        }
    }

    /// @throws XMLStreamException if the part is not in the encoding that it states
    static Markup of(byte[] part) throws XMLStreamException {
        var charset = XmlReader.charset(part);
        var text = new String(part, charset);
        if (!Arrays.equals(text.getBytes(charset), part)) {
            throw new XMLStreamException("its text is not in the encoding that it states");
        }
        return new Markup(charset, text);
    }

    /// The part with another text in the same encoding.
    byte[] bytes(String changed) {
        return changed.getBytes(charset);
    }

    @Nullable
    Tag next(int from) {
        return next(text, from);
    }

    /// The first tag that starts at an index or after it; null if there is none.
    static @Nullable Tag next(String text, int from) {
        var at = text.indexOf('<', from);
        while (at >= 0) {
            if (text.startsWith("<!--", at)) {
                at = text.indexOf('<', text.indexOf("-->", at + 4) + 3);
            } else if (text.startsWith("<![CDATA[", at)) {
                at = text.indexOf('<', text.indexOf("]]>", at) + 3);
            } else if (text.startsWith("<?", at)) {
                at = text.indexOf('<', text.indexOf("?>", at) + 2);
            } else {
                return tag(text, at);
            }
        }
        return null;
    }

    private static Tag tag(String text, int start) {
        var isEnd = text.charAt(start + 1) == '/';
        var nameStart = isEnd ? start + 2 : start + 1;
        var nameEnd = nameStart;
        while (!Character.isWhitespace(text.charAt(nameEnd))
                && text.charAt(nameEnd) != '>'
                && text.charAt(nameEnd) != '/') {
            nameEnd++;
        }
        var close = nameEnd;
        while (text.charAt(close) != '>') {
            var c = text.charAt(close);
            close = c == '"' || c == '\'' ? text.indexOf(c, close + 1) + 1 : close + 1;
        }
        var kind = isEnd ? Kind.END : text.charAt(close - 1) == '/' ? Kind.EMPTY : Kind.START;
        var colon = text.lastIndexOf(':', nameEnd - 1);
        var local = colon > nameStart ? colon + 1 : nameStart;
        return new Tag(kind, text.substring(nameStart, local), text.substring(local, nameEnd), start, close + 1);
    }

    /// The tag that ends the element that a tag starts; the tag itself where the element is empty.
    static Tag end(String text, Tag start) {
        var tag = start;
        for (var depth = start.kind == Kind.START ? 1 : 0; depth > 0; ) {
            tag = next(text, tag.end);
            if (tag == null) {
                throw new IllegalStateException("not well-formed: " + start.name);
            }
            depth += tag.kind == Kind.START ? 1 : tag.kind == Kind.END ? -1 : 0;
        }
        return tag;
    }

    /// The value of an attribute of a tag; null if it has none of that name.
    ///
    /// @param tag the text of the tag
    static @Nullable String attribute(String tag, String name) {
        var attributes = ATTRIBUTE.matcher(tag);
        while (attributes.find()) {
            if (attributes.group(1).equals(name)) {
                return plain(value(attributes));
            }
        }
        return null;
    }

    private static String value(Matcher attribute) {
        return attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
    }

    /// The text of a tag with another value of an attribute.
    ///
    /// @param value null to leave the attribute out
    static String withAttribute(String tag, String name, @Nullable String value) {
        var attributes = ATTRIBUTE.matcher(tag);
        while (attributes.find()) {
            if (attributes.group(1).equals(name)) {
                if (value == null) {
                    return tag.substring(0, attributes.start()).stripTrailing() + tag.substring(attributes.end());
                }
                return tag.substring(0, attributes.start()) + name + "=\"" + escaped(value) + '"'
                        + tag.substring(attributes.end());
            }
        }
        if (value == null) {
            return tag;
        }
        var end = tag.endsWith("/>") ? tag.length() - 2 : tag.length() - 1;
        return tag.substring(0, end).stripTrailing() + ' ' + name + "=\"" + escaped(value) + '"' + tag.substring(end);
    }

    /// The characters that markup stands for.
    static String plain(String markup) {
        if (markup.indexOf('&') < 0 && markup.indexOf('<') < 0) {
            return markup;
        }
        return REFERENCE.matcher(markup).replaceAll(found -> Matcher.quoteReplacement(referred(found)));
    }

    private static String referred(MatchResult found) {
        if (found.group(1) != null) {
            return Character.toString(Integer.parseInt(found.group(1), 16));
        }
        if (found.group(2) != null) {
            return Character.toString(Integer.parseInt(found.group(2)));
        }
        if (found.group(3) != null) {
            return switch (found.group(3)) {
                case "lt" -> "<";
                case "gt" -> ">";
                case "amp" -> "&";
                case "quot" -> "\"";
                default -> "'";
            };
        }
        return found.group(4) == null ? "" : found.group(4);
    }

    /// Text as markup that every encoding can hold.
    static String escaped(String text) {
        var markup = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '&' -> markup.append("&amp;");
                case '"' -> markup.append("&quot;");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        markup.append((char) c);
                    } else {
                        markup.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return markup.toString();
    }

    /// A text with some stretches of it replaced, in their order.
    static final class Rewriting {
        private final String text;
        private final StringBuilder changed;
        private int copied;

        Rewriting(String text) {
            this.text = text;
            this.changed = new StringBuilder(text.length() + 64);
        }

        void replace(int start, int end, String replacement) {
            changed.append(text, copied, start).append(replacement);
            copied = end;
        }

        String result() {
            return copied == 0 && changed.isEmpty()
                    ? text
                    : changed.append(text, copied, text.length()).toString();
        }
    }
}
