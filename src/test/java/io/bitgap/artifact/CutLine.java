package io.bitgap.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A line to a local server that breaks when a connection has sent so many bytes, and counts what comes back. */
final class CutLine implements AutoCloseable {
    private final ServerSocket ears;
    private final int server;
    private final long most;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    CutLine(int server, long most) throws IOException {
        this.server = server;
        this.most = most;
        ears = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::listen);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + ears.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /** Bytes from the server. */
    long answered() {
        return answered.get();
    }

    @Override
    public void close() throws IOException {
        ears.close();
        threads.shutdownNow();
    }

    private Void listen() throws IOException {
        while (true) {
            Socket client = ears.accept();
            connections.incrementAndGet();
            Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
            threads.submit(() -> pump(client, target, most, sent -> {}));
            threads.submit(() -> pump(target, client, Long.MAX_VALUE, answered::addAndGet));
        }
    }

    private static Void pump(Socket from, Socket to, long most, LongConsumer count) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            long sent = 0;
            for (int read = in.read(buffer); read >= 0 && sent < most; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
                sent += read;
                count.accept(read);
            }
        }
        return null;
    }
}
