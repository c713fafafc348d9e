package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.OptionalLong;

/** Numbers and words of one layer, each within what can be trained. Where one is wrong, a harmless one stands in for it. */
final class LayerValues {
    static final int MAX_CHANNELS = 65_536;
    private static final int MAX_WINDOW = 63;

    private final String layer;
    private final JsonProblems problems;

    LayerValues(String layer, JsonProblems problems) {
        this.layer = layer;
        this.problems = problems;
    }

    int number(JsonCursor place, int least, int most) {
        OptionalLong value = place.wholeNumber();
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
            String code = value.isEmpty() ? notOfType(place) : "out-of-range";
            refuse(place, code, "must be a whole number from " + least + " to " + most);
            return least;
        }
        return (int) value.getAsLong();
    }

    /** Outputs of a layer. */
    int out(JsonCursor layerPlace) {
        return number(layerPlace.at("nout"), 1, MAX_CHANNELS);
    }

    int[] sizes(JsonCursor place, int least) {
        if (!place.node().isArray() || place.node().size() != 2) {
            refuse(place, notOfType(place), "must be a list of two whole numbers, height and width");
            return new int[] {least, least};
        }
        return new int[] {number(place.at(0), least, MAX_WINDOW), number(place.at(1), least, MAX_WINDOW)};
    }

    double fraction(JsonCursor place, double most) {
        double value = place.node().isNumber() ? place.node().doubleValue() : Double.NaN;
        if (value >= 0 && value <= most) {
            return value;
        }
        String code = place.node().isNumber() ? "out-of-range" : notOfType(place);
        refuse(place, code, "must be a number from 0 to " + most);
        return 0;
    }

    private static String notOfType(JsonCursor place) {
        return place.node().isMissingNode() ? "missing" : "wrong-type";
    }

    boolean yes(JsonCursor place, boolean otherwise) {
        if (place.absent()) {
            return otherwise;
        }
        if (!place.node().isBoolean()) {
            refuse(place, "wrong-type", "must be true or false");
            return otherwise;
        }
        return place.node().booleanValue();
    }

    /** Something that has to be left at null. */
    void none(JsonCursor place, String code, String advice) {
        boolean empty = place.node().isArray() && place.node().isEmpty();
        if (!place.absent() && !empty) {
            refuse(place, code, advice);
        }
    }

    /** @param sentence goes on after the layer's name and the field */
    void refuse(JsonCursor place, String code, String sentence) {
        String field = place.pointer().substring(place.pointer().lastIndexOf('/') + 1);
        String value = place.node().isMissingNode() ? "" : " (" + place.quote() + ")";
        problems.add(place.pointer(), code, layer + ": " + field + value + " " + sentence + ".");
    }
}
