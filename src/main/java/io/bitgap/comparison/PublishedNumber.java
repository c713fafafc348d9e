package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bitgap.training.BitWidths;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A cited accuracy. It holds for exactly this network on exactly this data set: {@code cifar10-jpeg} is not
 * {@code cifar10}, unless who configured it says that it stands for it.
 *
 * @param id tells it apart from all others, for as long as it is listed; null before that
 * @param collection the table of its source that it stands in; numbers of one collection and source share an fp32 row
 * @param method {@code fp32}, a quantizer or {@code w-<quantizer>-act-<quantizer>}
 * @param top1 share of right answers, 0..1
 * @param kind {@code paper} for the method's authors, {@code reproduction} for somebody else
 * @param source who says so
 * @param note what makes it differ from a measured number of the same name, e.g. its level convention
 * @param addedBy the person who added it; null for the numbers that ship with Bitgap
 */
public record PublishedNumber(
        @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable
        Long id,

        @Schema(defaultValue = "added", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonProperty("table")
        String collection,

        String dataset,
        String network,
        String method,
        int weightBits,
        int activationBits,
        double top1,
        String kind,
        String source,
        @Nullable String note,

        @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable
        String addedBy) {
    public PublishedNumber {
        if (!(top1 >= 0 && top1 <= 1)) {
            throw new IllegalArgumentException("top1 of " + method + " must be a fraction 0..1, not " + top1);
        }
        if (!kind.equals("paper") && !kind.equals("reproduction")) {
            throw new IllegalArgumentException("kind of " + method + " must be paper or reproduction, not " + kind);
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("a published number needs its source: " + method);
        }
    }

    /** The source, where it is an address on the web; null for a text. */
    public @Nullable String address() {
        return source.matches("https?://[^\\s\"<>\\\\^`{|}]+") ? source : null;
    }

    /** As if it were on a data set that stands for its own. */
    PublishedNumber on(String other) {
        return new PublishedNumber(
                id, collection, other, network, method, weightBits, activationBits, top1, kind, source, note, addedBy);
    }

    /** Whether it came with Bitgap; then nobody changes it. */
    public boolean shipped() {
        return addedBy == null;
    }

    PublishedNumber listedAs(long id, @Nullable String addedBy) {
        return new PublishedNumber(
                id,
                collection,
                dataset,
                network,
                method,
                weightBits,
                activationBits,
                top1,
                kind,
                source,
                note,
                addedBy);
    }

    boolean fromPaper() {
        return kind.equals("paper");
    }

    public BitWidths widths() {
        return new BitWidths(weightBits, activationBits);
    }

    boolean fp32() {
        return widths().equals(BitWidths.FP32);
    }

    /** Whether the other number was published side by side with this one, so that their difference means something. */
    boolean besides(PublishedNumber other) {
        return collection.equals(other.collection)
                && source.equals(other.source)
                && kind.equals(other.kind)
                && network.equals(other.network)
                && dataset.equals(other.dataset);
    }
}
