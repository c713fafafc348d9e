package io.bitgap.experiment.form;

import io.bitgap.json.StrictJson;
import io.bitgap.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form's two sides in step: its fields, and the JSON that is posted.
 *
 * @param side the one that a person wrote last: {@code form} or {@code json}; the other follows
 * @param spec empty where the JSON cannot be read; the fields stay then as they were
 * @param mistake why it cannot, else empty
 * @param rows for each method of the spec the row of the grid that it is
 */
public record FormState(
        String side, ExperimentForm form, String json, Optional<ObjectNode> spec, String mistake, List<Integer> rows) {
    private static final DefaultPrettyPrinter LINES = new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    static FormState of(MultiValueMap<String, String> sent) {
        ExperimentForm form = ExperimentForm.of(sent);
        return "json".equals(sent.getFirst("side")) ? ofJson(form, sent.getFirst("spec")) : of(form);
    }

    static FormState of(ExperimentForm form) {
        ObjectNode spec = FormSpec.of(form);
        return new FormState("form", form, text(spec), Optional.of(spec), "", form.methods());
    }

    /** A form that begins with a spec; its JSON is what the form would send. */
    static FormState of(String token, ObjectNode spec) {
        return of(FormSpec.form(token, spec));
    }

    private static FormState ofJson(ExperimentForm form, @org.jspecify.annotations.Nullable String sent) {
        String json = sent == null ? "" : sent;
        try {
            if (StrictJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                    instanceof ObjectNode spec) {
                ExperimentForm filled = FormSpec.form(form.token(), spec);
                return new FormState("json", filled, json, Optional.of(spec), "", methodsInOrder(filled, spec));
            }
            return unreadable(form, json, "An experiment is a JSON object: it begins with {.");
        } catch (Problem problem) {
            return unreadable(form, json, String.valueOf(problem.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static FormState unreadable(ExperimentForm form, String json, String mistake) {
        return new FormState("json", form, json, Optional.empty(), mistake, form.methods());
    }

    /** None where the methods are no rows. */
    private static List<Integer> methodsInOrder(ExperimentForm filled, JsonNode spec) {
        JsonNode methods = spec.path("methods");
        return filled.rest().has("methods")
                ? List.of()
                : IntStream.range(0, methods.size()).boxed().toList();
    }

    private static String text(ObjectNode spec) {
        return JsonMapper.shared().writer().with(LINES).writeValueAsString(spec);
    }

    /** What the JSON has and no field shows, as pointers. */
    public List<String> beyondForm() {
        List<String> pointers = new java.util.ArrayList<>(JsonPaths.pointers(form.rest(), ""));
        for (int method = 0; method < rows.size(); method++) {
            ObjectNode rest = form.rows().get(rows.get(method)).rest();
            String pointer = "/methods/" + method;
            pointers.addAll(rest.has(MethodDocument.RAW) ? List.of(pointer) : JsonPaths.pointers(rest, pointer));
        }
        return pointers;
    }
}
