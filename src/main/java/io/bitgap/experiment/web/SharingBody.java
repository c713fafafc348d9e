package io.bitgap.experiment.web;

import io.bitgap.account.Visibility;
import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PATCH /experiments/{id}} takes; null is left as it is.
 *
 * @param owner id or sign-in name
 */
record SharingBody(@Nullable String owner, @Nullable Visibility visibility) {
    private static final int MAX_NAME = 100;

    /** @throws io.bitgap.problem.Problem (400, 422) with everything that is wrong */
    static SharingBody read(InputStream body) throws IOException {
        JsonProblems problems = new JsonProblems();
        SharingBody read = JsonObjectReader.of(
                        StrictJson.read(body, "change", "it has two fields"), "", problems, "owner", "visibility")
                .map(fields -> new SharingBody(
                        fields.text("owner", MAX_NAME).orElse(null),
                        fields.choice("visibility", Visibility.PARAMETER.words())
                                .orElse(null)))
                .orElse(new SharingBody(null, null));
        problems.throwIfAny("invalid-change", "The experiment cannot be changed like this: ");
        return read;
    }
}
