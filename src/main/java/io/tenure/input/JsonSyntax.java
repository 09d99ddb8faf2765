package io.tenure.input;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with the syntax of JSON, in words of the message bundle: Jackson's own are English alone.
final class JsonSyntax {
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.+?)' \\(code .*", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("Unrecognized token '(.*?)'.*", Pattern.DOTALL);
    private static final int MAX_SHOWN = 40;

    private JsonSyntax() {}

    /// One sentence; a general one for what Jackson says in other words than those known here.
    static Text fault(JsonParseException malformed) {
        if (malformed instanceof JsonEOFException) {
            return Message.of("input.json.incomplete");
        }
        String words = malformed.getOriginalMessage();
        Matcher character = CHARACTER.matcher(words);
        if (character.matches()) {
            return unexpected(words, character.group(1));
        }
        Matcher token = TOKEN.matcher(words);
        if (token.matches()) {
            String word = token.group(1);
            return Message.of(
                    "input.json.word", "word", word.length() > MAX_SHOWN ? word.substring(0, MAX_SHOWN) + "…" : word);
        }
        return words.startsWith("Illegal unquoted character")
                ? Message.of("input.json.control-character")
                : Message.of("input.json.syntax");
    }

    private static Text unexpected(String words, String character) {
        if (words.contains("expecting comma")) {
            return Message.of("input.json.no-comma", "character", character);
        }
        if (words.contains("expecting a colon")) {
            return Message.of("input.json.no-colon", "character", character);
        }
        return words.contains("double-quote to start field name")
                ? Message.of("input.json.no-name", "character", character)
                : Message.of("input.json.character", "character", character);
    }
}
