package io.bitgap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server answers to bytes that no HTTP client would send. */
public final class RawHttp {
    private static final int PATIENCE_MS = 20_000;
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Pattern WITH_LENGTH =
            Pattern.compile("(?s)HTTP.*?\r\nContent-Length: (\\d+)\r\n.*?\r\n\r\n(.*)");

    private RawHttp() {}

    /** @param headers whole lines; the connection is closed after the answer */
    public static String get(int port, String target, String... headers) throws IOException {
        return send(port, "GET " + target + " HTTP/1.1", headers, "");
    }

    /** @param body is sent as it is, whatever the headers say of it */
    public static String post(int port, String target, String body, String... headers) throws IOException {
        return send(port, "POST " + target + " HTTP/1.1", headers, body);
    }

    private static String send(int port, String line, String[] headers, String body) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send(port, line + "\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n" + body);
    }

    /**
     * Ends with the last byte of the answer, whether or not the server has taken all that was announced to it.
     *
     * @param request byte for byte
     */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] bytes = new byte[8192];
            for (int n; (n = socket.getInputStream().read(bytes)) >= 0; ) {
                answer.write(bytes, 0, n);
                if (complete(answer.toString(StandardCharsets.ISO_8859_1))) {
                    break;
                }
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static boolean complete(String answer) {
        Matcher told = WITH_LENGTH.matcher(answer);
        return answer.endsWith(LAST_CHUNK)
                || told.matches() && told.group(2).length() == Integer.parseInt(told.group(1));
    }
}
