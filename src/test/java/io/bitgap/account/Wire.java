package io.bitgap.account;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP byte for byte, so that requests can be sent which no client would. */
final class Wire {
    private static final int PATIENCE_MS = 30_000;

    private Wire() {}

    /**
     * @param headers by their name in small letters; of several the last
     * @param millis until the last byte; of an event stream, which has none, until the first event
     */
    record Answer(int status, Map<String, String> headers, String body, long millis) {
        static final Answer NONE = new Answer(0, Map.of(), "", PATIENCE_MS);
    }

    /** @param head the first line and headers, without those that say how long the body is */
    static Answer send(int port, String head, byte[] body) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            sent.writeBytes((head + "Connection: close\r\n"
                            + (body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            sent.writeBytes(body);
            socket.getOutputStream().write(sent.toByteArray());
            byte[] bytes = new byte[16_384];
            for (int n; (n = socket.getInputStream().read(bytes)) >= 0; ) {
                received.write(bytes, 0, n);
                if (streams(received)) {
                    break;
                }
            }
        } catch (SocketTimeoutException silent) {
            return Answer.NONE;
        }
        return parsed(received.toString(StandardCharsets.UTF_8), (System.nanoTime() - start) / 1_000_000);
    }

    private static boolean streams(ByteArrayOutputStream received) {
        if (received.size() > 20_000) {
            return false;
        }
        String text = received.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end > 0 && text.length() > end + 4 && text.substring(0, end).contains("text/event-stream");
    }

    private static Answer parsed(String received, long millis) {
        String answer = received.replaceFirst("^HTTP/1\\.1 100 \r\n\r\n", "");
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0 || !answer.startsWith("HTTP/1.1 ")) {
            return Answer.NONE;
        }
        Map<String, String> headers = new TreeMap<>();
        answer.substring(0, end).lines().skip(1).forEach(line -> {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        });
        return new Answer(Integer.parseInt(answer.substring(9, 12)), headers, answer.substring(end + 4), millis);
    }
}
