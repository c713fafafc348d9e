package io.bitgap.training;

/**
 * How well a network knows some images.
 *
 * @param loss mean cross-entropy in nats
 * @param top1 share of right answers, 0..1
 */
public record Accuracy(double loss, double top1) {}
