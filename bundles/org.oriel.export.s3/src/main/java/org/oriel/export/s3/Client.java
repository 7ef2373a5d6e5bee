package org.oriel.export.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Java's HTTP client, with an end: before Java 21 it cannot be closed, and its selector thread runs until the collector
 * finds it. It ends when it is interrupted, and it is in the thread group of whoever made it.
 */
final class Client implements AutoCloseable {
    private static final int LARGEST_ANSWER = 4 << 20;

    private final ThreadGroup group;
    private final ThreadPoolExecutor workers;
    private final HttpClient http;
    private long endNanos;

    private Client(ThreadGroup group, ThreadPoolExecutor workers, HttpClient http) {
        this.group = group;
        this.workers = workers;
        this.http = http;
    }

    static Client open() throws IOException {
        ThreadGroup group = new ThreadGroup("oriel.export.s3");
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                0, 4, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread(group, task), (task, pool) -> {
                    if (!pool.isShutdown()) {
                        task.run();
                    }
                });
        CompletableFuture<HttpClient> made = new CompletableFuture<>();
        thread(group, () -> {
                    try {
                        made.complete(HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .proxy(ProxySelector.getDefault())
                                .connectTimeout(Duration.ofSeconds(10))
                                .executor(workers)
                                .build());
                    } catch (RuntimeException | Error e) {
                        made.completeExceptionally(e);
                    }
                })
                .start();
        try {
            return new Client(group, workers, made.get(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no HTTP client", e);
        }
    }

    private static Thread thread(ThreadGroup group, Runnable task) {
        Thread thread = new Thread(group, task, "oriel.export.s3");
        thread.setDaemon(true);
        return thread;
    }

    /** All requests until the next call of this must be done within {@code limit}. */
    void begin(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw new HttpTimeoutException("no time left");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.timeout(Duration.ofNanos(left)).build(), head -> bounded());
        try {
            // The timeout of a request ends with the head of the answer; its body may still take for ever.
            return answer.get(left, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("the request failed", e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer in time");
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpResponse.BodySubscriber<byte[]> bounded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(more -> {
                    if (bytes.size() + more.length > LARGEST_ANSWER) {
                        throw new IllegalStateException("the answer is larger than " + LARGEST_ANSWER + " bytes");
                    }
                    bytes.write(more, 0, more.length);
                })),
                done -> bytes.toByteArray());
    }

    @Override
    public void close() {
        workers.shutdownNow();
        group.interrupt();
    }
}
