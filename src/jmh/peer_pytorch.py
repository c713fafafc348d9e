#!/usr/bin/env python3
"""The PyTorch side of compare.sh: images/s of one ResNet-20 training step on 32x32 images in eager mode on the CPU.

fp32, fp32 channels-last, and PACT W4A4 (DoReFa weights, PACT activations) written the way PyTorch users write it: autograd
functions. Needs PyTorch and NumPy (Debian: python3-torch python3-numpy). Prints one JSON object a line.

  peer_pytorch.py [--batch 128] [--steps 10]
"""
import argparse, json, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

torch.set_num_threads(2)


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, g):
        return g


def dorefa(w, bits):
    t = torch.tanh(w)
    u = t / (2 * t.abs().max()) + 0.5
    n = 2 ** bits - 1
    return 2 * Round.apply(u * n) / n - 1


class QConv(nn.Conv2d):
    bits = 32

    def forward(self, x):
        w = self.weight if self.bits == 32 else dorefa(self.weight, self.bits)
        return F.conv2d(x, w, None, self.stride, self.padding)


class Act(nn.Module):
    """ReLU, or PACT with a learned clip threshold once bits < 32."""

    def __init__(self):
        super().__init__()
        self.alpha, self.bits = nn.Parameter(torch.tensor(6.0)), 32

    def forward(self, x):
        if self.bits == 32:
            return F.relu(x)
        y = torch.minimum(F.relu(x), self.alpha)
        s = (2 ** self.bits - 1) / self.alpha
        return Round.apply(y * s) / s


class Block(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.c1, self.b1, self.a1 = QConv(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o), Act()
        self.c2, self.b2, self.a2 = QConv(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o), Act()
        self.short = nn.Identity() if stride == 1 else nn.Sequential(
            QConv(i, o, 1, stride, 0, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.a1(self.b1(self.c1(x)))
        return self.a2(self.b2(self.c2(y)) + self.short(x))


def resnet20():
    layers, i = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), Act()], 16
    for o, s in ((16, 1),) * 3 + ((32, 2),) + ((32, 1),) * 2 + ((64, 2),) + ((64, 1),) * 2:
        layers.append(Block(i, o, s))
        i = o
    net = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    for m in net.modules():
        if isinstance(m, nn.Conv2d):
            nn.init.kaiming_normal_(m.weight)
    return net


def quantize(net, bits):
    """All convolutions but the first; all activations."""
    for m in net.modules():
        if isinstance(m, (QConv, Act)):
            m.bits = bits


def speed(a):
    for name, bits, channels_last in (('fp32', 32, False), ('fp32-channels-last', 32, True), ('pact-w4a4', 4, False)):
        net = resnet20().train()
        quantize(net, bits)
        x, y = torch.randn(a.batch, 3, 32, 32), torch.arange(a.batch) % 10
        if channels_last:
            net, x = net.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
        opt = torch.optim.SGD(net.parameters(), 0.1, 0.9, weight_decay=1e-4, nesterov=True)

        def step():
            opt.zero_grad()
            F.cross_entropy(net(x), y).backward()
            opt.step()

        for _ in range(3):
            step()
        times = []
        for _ in range(a.steps):
            t = time.perf_counter()
            step()
            times.append(time.perf_counter() - t)
        print(json.dumps({'peer': 'pytorch-' + torch.__version__, 'case': name,
                          'images_per_s': round(a.batch / float(np.median(times)), 1)}), flush=True)


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--batch', type=int, default=128)
    p.add_argument('--steps', type=int, default=10)
    speed(p.parse_args())
