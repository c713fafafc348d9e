package io.bitgap.experiment.form;

/** A request as a line for a shell. */
final class CurlCommand {
    private CurlCommand() {}

    /** @param json goes between single quotes, in which a POSIX shell changes nothing; only they end, so each is left and escaped */
    static String post(String url, String json) {
        return "curl -sS " + quoted(url) + " -H 'Content-Type: application/json' --data-binary " + quoted(json);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
