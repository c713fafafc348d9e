package io.bitgap.json;

import io.bitgap.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a body as plain JSON: one document, no key twice, not too large, not too deep. */
public final class StrictJson {
    /** A tensor and its gradients have 131,072; names whose hashes are equal take long, however little else is in them. */
    private static final long MOST_TOKENS = 200_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(100)
                            .maxNameLength(500)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Its buffers, its switches and its classes. */
    private static final Pattern PARSERS_OWN = Pattern.compile(
            "\\s*\\(?(start marker )?(at )?\\[Source:.*|, from `[^`]*`|\\s*\\([^()]*`[^()]*\\)|[:;,][^:;,]*`\\w+\\.\\w+`.*");

    private StrictJson() {}

    /** An experiment. */
    public static JsonNode read(InputStream in) throws IOException {
        return read(in, "experiment", "split it into several");
    }

    /** At most 1 MiB. */
    public static JsonNode read(InputStream in, String what, String advice) throws IOException {
        return read(in, what, advice, 1);
    }

    /**
     * Reads no further than it takes to see that it is too much.
     *
     * @param what is sent, e.g. {@code experiment}
     * @param advice what to do when it is too large
     * @param mebibytes as large as it may be
     * @throws Problem (413) above that, (400) where it is not JSON or has a key twice, with line and column
     */
    public static JsonNode read(InputStream in, String what, String advice, int mebibytes) throws IOException {
        int most = mebibytes << 20;
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Problem(
                    Problem.Kind.TOO_LARGE,
                    "body-too-large",
                    "At most " + mebibytes + " MiB of JSON is taken for one " + what + "; " + advice + ".");
        }
        try {
            JsonNode document = MAPPER.readTree(bytes);
            if (document.isMissingNode()) {
                throw malformed("The body is empty; send the " + what + " as a JSON object.");
            }
            return document;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw malformed("The body is not proper JSON" + where + ": " + firstSentence(e.getOriginalMessage()));
        }
    }

    /** What the parser says, without where in its own buffers it says it. */
    private static String firstSentence(String message) {
        String line = PARSERS_OWN
                .matcher(message.lines().findFirst().orElse("unreadable"))
                .replaceAll("")
                .strip();
        return line.endsWith(".") ? line : line + ".";
    }

    private static Problem malformed(String sentence) {
        return new Problem(Problem.Kind.MALFORMED, "malformed-json", sentence);
    }
}
