package io.bitgap.experiment.web;

import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * What stands in the form for a new experiment, as it was typed. Nothing is checked here: {@link FormSpec} turns it into
 * the JSON of {@code POST /experiments}, and that is checked where all specs are.
 *
 * @param token makes a form that is sent twice one experiment
 * @param methods ticked methods
 * @param moreMethods further ones, separated by spaces or commas
 * @param bits ticked settings
 * @param moreBits further ones
 */
public record ExperimentForm(
        String token,
        String name,
        String network,
        String dataset,
        List<String> methods,
        String moreMethods,
        List<String> bits,
        String moreBits,
        String seeds,
        String baselineEpochs,
        String baselineRate,
        String recipe,
        String epochs,
        String rate,
        String trainExamples,
        String testExamples) {

    /** A browser leaves out what is not ticked, a script whatever it likes. */
    static ExperimentForm of(MultiValueMap<String, String> sent) {
        return new ExperimentForm(
                text(sent, "token"),
                text(sent, "name"),
                text(sent, "network"),
                text(sent, "dataset"),
                sent.getOrDefault("methods", List.of()),
                text(sent, "moreMethods"),
                sent.getOrDefault("bits", List.of()),
                text(sent, "moreBits"),
                text(sent, "seeds"),
                text(sent, "baselineEpochs"),
                text(sent, "baselineRate"),
                text(sent, "recipe"),
                text(sent, "epochs"),
                text(sent, "rate"),
                text(sent, "trainExamples"),
                text(sent, "testExamples"));
    }

    /** A form that can be sent as it is, but for its name. */
    static ExperimentForm fresh(String token) {
        return new ExperimentForm(
                token,
                "",
                "resnet8",
                "shapes10",
                List.of("pact"),
                "",
                List.of("4", "2"),
                "",
                "1",
                "",
                "",
                "fine-tune-cosine",
                "",
                "",
                "",
                "");
    }

    ExperimentForm with(String newToken) {
        return new ExperimentForm(
                newToken,
                name,
                network,
                dataset,
                methods,
                moreMethods,
                bits,
                moreBits,
                seeds,
                baselineEpochs,
                baselineRate,
                recipe,
                epochs,
                rate,
                trainExamples,
                testExamples);
    }

    private static String text(MultiValueMap<String, String> sent, String field) {
        String value = sent.getFirst(field);
        return value == null ? "" : value.strip();
    }
}
