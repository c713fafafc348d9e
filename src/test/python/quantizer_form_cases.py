#!/usr/bin/env python3
"""Cases of the quantizers' newer forms, in float64, by formulas of their own: needs numpy.

    python3 src/test/python/quantizer_form_cases.py > src/test/resources/quantizer-form-cases.json

Signed LSQ and PACT, LSQ+ with its offset, gradients scaled by features, weights of DoReFa and QIL with their magnitude. Every
gradient is checked, before it is written, against central differences of a function that is smooth where the quantizer is not:
the map with its rounding taken out and, where a parameter scales the steps, with the codes held fixed instead.
"""
import json

import numpy as np

random = np.random.default_rng(20041)
cases = []
DELTA = 1e-6


def rounded(values):
    return [round(float(v), 4) for v in np.ravel(values)]


def values(count, spread=1.0, middle=0.0):
    return np.array(rounded(random.normal(middle, spread, count)))


def slope(function, at):
    return (function(at + DELTA) - function(at - DELTA)) / (2 * DELTA)


def agree(name, analytic, numeric):
    if not np.allclose(analytic, numeric, rtol=1e-6, atol=1e-7):
        raise SystemExit(f"{name}: {analytic} is not {numeric}")


def add(name, quantizer, role, bits, shape, x, g, options, parameters, expected):
    request = {"role": role, "bits": bits, "shape": list(shape), "input": rounded(x), "upstreamGradient": rounded(g)}
    request["options"] = options
    if parameters:
        request["parameters"] = parameters
    plain = {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in expected.items()}
    cases.append({"id": name, "quantizer": quantizer, "request": request, "expected": plain})


def factor(scale, shape, largest):
    """1/sqrt(N*Q): N of all elements, or of one example."""
    count = int(np.prod(shape))
    return {"none": 1.0, "lsq": 1 / np.sqrt(count * largest), "lsq-features": 1 / np.sqrt(count / shape[0] * largest)}[scale]


def lsq(name, bits, shape, s, o, signed, scale, learned):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    x, g = values(int(np.prod(shape)), middle=0.3), values(int(np.prod(shape)))
    u = (x - o) / s
    codes = np.rint(np.clip(u, low, high))
    inside = (u > low) & (u < high)
    ds = np.sum(g * np.where(inside, codes - u, codes))
    do = np.sum(g[~inside])
    # straight through: inside, rounding adds a residual that does not move with s
    residual = codes - u
    agree(name + " s", ds, slope(lambda t: np.sum(g * t * np.where(inside, (x - o) / t + residual, codes)), s))
    agree(name + " o", do, slope(lambda t: np.sum(g * (s * np.clip((x - t) / s, low, high) + t)), o))
    agree(name + " x", np.where(inside, g, 0), slope(lambda t: g * s * np.clip((t - o) / s, low, high), x))
    by = factor(scale, shape, high)
    gradients, parameters = {"step": ds * by}, {"step": s}
    options = {"signed": signed, "gradScale": scale}
    if learned:
        options["offset"] = "learned"
        gradients["offset"], parameters["offset"] = do * by, o
    add(name, "lsq", "activations", bits, shape, x, g, options, parameters, {
        "codes": codes.astype(int), "output": s * codes + o, "scale": [s], "zeroPoint": [0],
        "gradInput": np.where(inside, g, 0), "gradParameters": gradients})


def pact(name, bits, shape, a, scale):
    largest = 2 ** (bits - 1) - 1
    x, g = values(int(np.prod(shape))), values(int(np.prod(shape)))
    s = a / largest
    codes = np.rint(np.clip(x, -a, a) / s)
    inside = np.abs(x) < a
    da = np.sum(g[x >= a]) - np.sum(g[x <= -a])
    agree(name + " a", da, slope(lambda t: np.sum(g * np.clip(x, -t, t)), a))
    agree(name + " x", np.where(inside, g, 0), slope(lambda t: g * np.clip(t, -a, a), x))
    add(name, "pact", "activations", bits, shape, x, g, {"signed": True, "gradScale": scale}, {"alpha": a}, {
        "codes": codes.astype(int), "output": s * codes, "scale": [s], "zeroPoint": [0],
        "gradInput": np.where(inside, g, 0), "gradParameters": {"alpha": da * factor(scale, shape, largest)}})


def fit(w, q):
    """Per row, the factor of least squared error."""
    return np.sum(w * q, axis=1) / np.sum(q * q, axis=1)


def weights(shape):
    """Channels of different magnitudes."""
    spread = 0.2 + 0.4 * np.arange(shape[0])[:, None]
    return np.array(rounded(random.normal(0, 1, shape) * spread)).reshape(shape)


def dorefa(name, bits, shape, quantizer):
    n = 2**bits - 1
    w, g = weights(shape), values(int(np.prod(shape))).reshape(shape)

    def smooth(v):
        t = np.tanh(v)
        return t / np.max(np.abs(t))

    codes = np.rint((smooth(w) / 2 + 0.5) * n)
    q = 2 * codes / n - 1
    m = fit(w, q)[:, None]
    if not (m > 0).all():
        raise SystemExit(name + ": a channel without magnitude")
    least = [np.sum((w - f * m * q) ** 2) for f in (0.999, 1, 1.001)]
    if least.index(min(least)) != 1:
        raise SystemExit(name + ": not the factor of least error")
    # dL/dw with m fixed, through the largest tanh too
    t = np.tanh(w)
    at = np.unravel_index(np.argmax(np.abs(t)), shape)
    top = abs(t[at])
    dt = m * g / top
    dt[at] -= np.sign(t[at]) * np.sum(m * g * t) / top**2
    gradient = dt * (1 - t * t)
    numeric = np.empty(shape)
    for i in np.ndindex(*shape):
        def moved(value):
            v = w.copy()
            v[i] = value
            return np.sum(g * m * smooth(v))
        numeric[i] = slope(moved, w[i])
    agree(name + " w", gradient, numeric)
    add(name, quantizer, "weights", bits, shape, w, g, {"rescale": "always"}, None, {
        "codes": codes.astype(int).ravel(), "output": (m * q).ravel(), "gradInput": gradient.ravel()})


def sawb(name, bits, shape, c1, c2):
    n = 2**bits - 1
    w, g = (values(int(np.prod(shape)), spread).reshape(shape) for spread in (0.6, 1.0))
    t = c1 * np.sqrt(np.mean(w * w)) + c2 * np.mean(np.abs(w))
    if not 0 < t < np.max(np.abs(w)):
        raise SystemExit(name + ": not a threshold that clips")
    codes = np.rint((np.clip(w, -t, t) / (2 * t) + 0.5) * n)
    add(name, "pact", "weights", bits, shape, w, g, {"grid": "sawb"}, None, {
        "codes": codes.astype(int).ravel(), "output": (2 * t * codes / n - t).ravel(), "gradInput": g.ravel()})


def qil(name, bits, shape, c, d):
    largest = 2 ** (bits - 1) - 1
    w, g = weights(shape), values(int(np.prod(shape))).reshape(shape)
    sign, magnitude = np.sign(w), np.abs(w)

    def position(v, center, half):
        return np.clip(0.5 / half * v + 0.5 - 0.5 * center / half, 0, 1)

    codes = sign * np.rint(largest * position(magnitude, c, d))
    q = codes / largest
    m = fit(w, q)[:, None]
    inside = (magnitude > c - d) & (magnitude < c + d)
    dw = np.where(inside, m * g * 0.5 / d, 0)
    dc = np.sum(np.where(inside, sign * m * g * -0.5 / d, 0))
    dd = np.sum(np.where(inside, sign * m * g * -0.5 * (magnitude - c) / d**2, 0))
    agree(name + " w", dw, slope(lambda v: m * g * np.sign(v) * position(np.abs(v), c, d), w))
    agree(name + " c", dc, slope(lambda t: np.sum(m * g * sign * position(magnitude, t, d)), c))
    agree(name + " d", dd, slope(lambda t: np.sum(m * g * sign * position(magnitude, c, t)), d))
    add(name, "qil", "weights", bits, shape, w, g, {"rescale": "always", "gradScale": "none"},
        {"center": c, "halfWidth": d, "gamma": 1.0}, {
            "codes": codes.astype(int).ravel(), "output": (m * q).ravel(), "gradInput": dw.ravel(),
            "gradParameters": {"center": dc, "halfWidth": dd}})


def lsq_channels(name, bits, shape, steps, scale):
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    w, g = weights(shape), values(int(np.prod(shape))).reshape(shape)
    s = np.array(steps)[:, None]
    u = w / s
    codes = np.rint(np.clip(u, low, high))
    inside = (u > low) & (u < high)
    residual = codes - u
    ds = np.sum(g * np.where(inside, residual, codes), axis=1)
    for c in range(shape[0]):
        agree(f"{name} s[{c}]", ds[c], slope(
            lambda t: np.sum(g[c] * t * np.where(inside[c], w[c] / t + residual[c], codes[c])), steps[c]))
    agree(name + " w", np.where(inside, g, 0), slope(lambda v: g * s * np.clip(v / s, low, high), w))
    by = factor(scale, (1, shape[1]), high)
    add(name, "lsq", "weights", bits, shape, w, g, {"perChannel": True, "gradScale": scale},
        {f"step[{c}]": step for c, step in enumerate(steps)}, {
            "codes": codes.astype(int).ravel(), "output": (s * codes).ravel(), "scale": steps, "zeroPoint": [0] * shape[0],
            "gradInput": np.where(inside, g, 0).ravel(),
            "gradParameters": {f"step[{c}]": d * by for c, d in enumerate(ds)}})


lsq("lsq_signed_2", 2, (2, 6), 0.7, 0.0, True, "none", False)
lsq("lsq_signed_4", 4, (3, 2, 2), 0.23, 0.0, True, "lsq", False)
lsq("lsq_features_3", 3, (4, 3), 0.31, 0.0, False, "lsq-features", False)
lsq("lsq_signed_features_8", 8, (2, 5), 0.011, 0.0, True, "lsq-features", False)
lsq("lsq_offset_2", 2, (2, 6), 0.52, -0.41, False, "none", True)
lsq("lsq_offset_4", 4, (3, 4), 0.13, -0.277, False, "lsq", True)
lsq("lsq_offset_above_0", 3, (12,), 0.2, 0.15, False, "none", True)
lsq("lsq_offset_signed_features_3", 3, (4, 3), 0.3, 0.21, True, "lsq-features", True)
pact("pact_signed_2", 2, (2, 6), 0.8, "none")
pact("pact_signed_4", 4, (3, 4), 1.1, "lsq")
pact("pact_signed_features_8", 8, (2, 5), 1.3, "lsq-features")
dorefa("dorefa_rescaled_2", 2, (3, 4), "dorefa")
dorefa("dorefa_rescaled_4", 4, (2, 6), "dorefa")
dorefa("pact_weights_rescaled_3", 3, (3, 4), "pact")
qil("qil_rescaled_3", 3, (3, 4), 0.5, 0.45)
qil("qil_rescaled_4", 4, (2, 6), 0.6, 0.5)
lsq_channels("lsq_channels_2", 2, (3, 4), [0.4, 0.7, 0.25], "none")
lsq_channels("lsq_channels_4", 4, (2, 6), [0.11, 0.31], "lsq")
sawb("sawb_2", 2, (3, 4), 3.12, -2.064)
sawb("sawb_4", 4, (4, 8), 12.68, -12.80)

print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
