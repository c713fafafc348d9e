package io.bitgap.comparison.answers;

import io.bitgap.comparison.significance.McNemar;
import io.bitgap.training.ImageClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The images that one of two runs is right about and the other is not.
 *
 * @param against the reference
 * @param test how often that is so, and whether it is more than chance
 * @param direction which of them are listed
 */
public record Flips(
        UUID run,
        UUID against,
        McNemar test,
        Direction direction,
        List<Item> items,
        @Nullable String nextPageToken,

        @Schema(description = "Items in all pages") long total) {

    /**
     * @param before what the reference takes it for
     * @param predicted what the run takes it for
     */
    @Schema(name = "Flip")
    public record Item(
            @Schema(description = "Place in the run's test split, from 0")
            int index,

            @Schema(description = "Path of its file, or place in the whole test split")
            String name,

            String label,

            @Schema(description = "What the reference takes it for")
            String before,

            @Schema(description = "What the run takes it for")
            String predicted,

            @Schema(description = "Where its picture is", type = "string")
            PictureUrl picture) {}

    /** @param page the first of the items that are wanted, and how many */
    static Flips of(AnsweredRun reference, AnsweredRun run, Direction direction, Slice page) {
        int[] images = IntStream.range(0, run.answers().size())
                .filter(image -> direction.has(
                        reference.answers().right(image), run.answers().right(image)))
                .toArray();
        List<Item> items = IntStream.of(images)
                .skip(page.first())
                .limit(page.most())
                .mapToObj(image -> item(reference, run, image))
                .toList();
        int next = page.first() + items.size();
        return new Flips(
                run.id(),
                reference.id(),
                McNemar.of(reference.answers(), run.answers()),
                direction,
                items,
                next < images.length ? String.valueOf(next) : null,
                images.length);
    }

    /** A part of a list. */
    public record Slice(int first, int most) {}

    private static Item item(AnsweredRun reference, AnsweredRun run, int image) {
        var split = run.answers().split();
        return new Item(
                image,
                split.names().get(image),
                named(split.classes(), split.labels(), image),
                named(split.classes(), reference.answers().predicted(), image),
                named(split.classes(), run.answers().predicted(), image),
                run.picture(image));
    }

    private static String named(List<String> names, ImageClasses classes, int image) {
        return names.get(classes.of(image));
    }
}
