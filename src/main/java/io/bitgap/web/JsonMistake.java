package io.bitgap.web;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says where JSON stops being JSON. */
final class JsonMistake {
    private JsonMistake() {}

    static String sentence(JacksonException mistake) {
        TokenStreamLocation location = mistake.getLocation();
        String place = location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return "The body is not JSON" + place + ": " + mistake.getOriginalMessage() + ".";
    }
}
